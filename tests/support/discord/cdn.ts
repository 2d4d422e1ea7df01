import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIAttachment } from 'discord-api-types/v10';
import { snowflake, type World } from './world.ts';

/** A file that somebody picks in a client. */
export type PickedFile = {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** The media type that Discord tells; left out, none is told. */
  readonly type?: string;
  /** What Discord says of its size, where that is not so. */
  readonly announced?: number;
};

/** What befalls a download: it is cut in the middle, hangs for a while first, or is answered by another address. */
export type CdnTrouble =
  | { readonly kind: 'none' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'redirect'; readonly to: string };

export type Cdn = {
  /** Keeps a file under a message of a channel, or under an option of a command alone. */
  keep(file: PickedFile, channel: string | null): APIAttachment;
  /** From now on the address leads to nothing, as signed ones do after a day, and those of deleted messages. */
  expire(attachment: APIAttachment): void;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Headers of every download that was asked for. */
  readonly asked: IncomingMessage['headers'][];
  trouble: CdnTrouble;
};

/** A member without Nitro attaches no more. */
const ATTACHMENT_MAX_BYTES = 10_000_000;

/** Discord's host of attachments: it answers signed addresses, and nobody who names a token. */
export function openCdn(world: World, origin: () => string): Cdn {
  const kept = new Map<string, { readonly bytes: Uint8Array; readonly type: string | null }>();

  const cdn: Cdn = {
    asked: [],
    trouble: { kind: 'none' },

    keep({ name, content, type, announced }, channel) {
      const bytes = Buffer.from(content as string);
      if (bytes.length > ATTACHMENT_MAX_BYTES) throw new Error(`${name} is too large for Discord.`);
      const id = snowflake();
      const filename = name.replaceAll(/[^\w.-]+/gu, '_');
      const folder =
        channel === null
          ? `ephemeral-attachments/${world.applicationId}`
          : `attachments/${channel}`;
      const path = `/${folder}/${id}/${filename}`;
      const signature = createHash('sha256').update(path).digest('hex');
      const address = `${path}?ex=ffffffff&is=00000000&hm=${signature}&`;
      kept.set(address, { bytes, type: type ?? null });
      return {
        id,
        filename,
        ...(filename !== name && { title: name.replace(/\.[^.]*$/u, '') }),
        ...(type !== undefined && { content_type: type }),
        ...(channel === null && { ephemeral: true }),
        size: announced ?? bytes.length,
        url: `${origin()}${address}`,
        proxy_url: `https://media.discordapp.net${address}`,
      };
    },

    expire({ url }) {
      kept.delete(url.slice(origin().length));
    },

    async handle(request, response) {
      cdn.asked.push(request.headers);
      const file = kept.get(request.url ?? '');
      if (!file || request.method !== 'GET') {
        response.writeHead(404, { 'content-type': 'text/plain;charset=UTF-8' });
        return void response.end('This content is no longer available.');
      }
      const { trouble } = cdn;
      if (trouble.kind === 'redirect') {
        return void response.writeHead(302, { location: trouble.to }).end();
      }
      if (trouble.kind === 'delay') await new Promise((done) => setTimeout(done, trouble.ms));
      response.writeHead(200, {
        'content-type': file.type ?? 'application/octet-stream',
        'content-length': file.bytes.length,
        'content-disposition': 'attachment',
      });
      if (trouble.kind === 'cut') {
        response.write(file.bytes.subarray(0, file.bytes.length / 2));
        return void setTimeout(() => response.destroy(), 20);
      }
      response.end(file.bytes);
    },
  };
  return cdn;
}
