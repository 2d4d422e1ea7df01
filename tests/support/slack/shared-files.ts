import type { IncomingMessage, ServerResponse } from 'node:http';
import { TEAM, type Workspace } from './workspace.ts';

/** A file that somebody picks in a client, or writes as a snippet. */
export type PickedFile = {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly mimetype?: string;
  /** `snippet`, `external`, `hidden_by_limit`, `tombstone`; a file that was uploaded is `hosted`. */
  readonly mode?: string;
  /** Of another workspace: the event tells its id alone, and `files.info` the rest. */
  readonly isForeign?: boolean;
  /** What Slack says of its size, where that is not so. */
  readonly announced?: number;
};

export type SharedFile = {
  readonly bytes: Uint8Array;
  readonly type: string;
  /** As `files.info` returns it. */
  readonly told: { readonly id: string; readonly [key: string]: unknown };
  isDeleted: boolean;
};

/** What befalls a download: cut in the middle, held up, or sent elsewhere. */
export type FileTrouble =
  | { readonly kind: 'none' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'redirect'; readonly to: string };

/** Keeps a file, and returns what a message tells of it. */
export function shareFile(
  { name, content, mimetype = 'text/plain', mode = 'hosted', isForeign, announced }: PickedFile,
  user: string,
  workspace: Workspace,
  origin: string,
): object {
  const bytes = Buffer.from(content as string);
  const id = workspace.nextId('F');
  const file = encodeURIComponent(name.toLowerCase().replaceAll(' ', '_'));
  const path = `/files-pri/${TEAM}-${id}`;
  const isExternal = mode === 'external';
  const told = {
    ...{ id, name, title: name, mimetype, mode, user, created: Math.floor(Date.now() / 1000) },
    ...{ is_external: isExternal, editable: mode === 'snippet', size: announced ?? bytes.length },
    ...(isExternal
      ? { url_private: `https://docs.example.org/${file}` }
      : {
          url_private: `${origin}${path}/${file}`,
          url_private_download: `${origin}${path}/download/${file}`,
        }),
  };
  workspace.shared.set(id, { bytes, type: mimetype, told, isDeleted: false });
  if (isForeign) return { id, mode: 'file_access', file_access: 'check_file_info' };
  return mode === 'tombstone' || mode === 'hidden_by_limit' ? { id, mode } : told;
}

export type FileHostOptions = {
  readonly workspace: Workspace;
  readonly botToken: string;
  readonly scopes: () => readonly string[];
  readonly trouble: () => FileTrouble;
};

/** Slack's host of files: without a token it sends to where one signs in, without the scope it shows that page itself. */
export async function serveFile(
  request: IncomingMessage,
  response: ServerResponse,
  { workspace, botToken, scopes, trouble: troubleOf }: FileHostOptions,
): Promise<void> {
  const path = request.url ?? '';
  const id = /^\/files-pri\/[^-/]+-(?<id>\w+)\/download\//u.exec(path)?.groups?.id ?? '';
  const { authorization } = request.headers;
  workspace.downloads.push({ path, authorization: authorization ?? null });
  if (authorization !== `Bearer ${botToken}`) {
    const to = `https://desk.slack.com/?redir=${encodeURIComponent(path)}`;
    return void response.writeHead(302, { location: to }).end(`<a href="${to}">Found</a>.`);
  }
  if (!scopes().includes('files:read')) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    return void response.end('<!DOCTYPE html><html lang="en-US"><head><title>Slack</title></head>');
  }
  const file = workspace.shared.get(id);
  if (!file || file.isDeleted) return void response.writeHead(404).end();
  const trouble = troubleOf();
  if (trouble.kind === 'redirect') {
    return void response.writeHead(302, { location: trouble.to }).end();
  }
  if (trouble.kind === 'delay') await new Promise((done) => setTimeout(done, trouble.ms));
  response.writeHead(200, {
    'content-type': file.type,
    'content-length': file.bytes.length,
    'content-disposition': 'attachment',
  });
  if (trouble.kind === 'cut') {
    response.write(file.bytes.subarray(0, file.bytes.length / 2));
    return void setTimeout(() => response.destroy(), 20);
  }
  response.end(file.bytes);
}
