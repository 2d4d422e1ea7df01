import { createHash } from 'node:crypto';
import { type APIMessage, type RawFile, RESTJSONErrorCodes } from 'discord.js';
import type { PictureSpec, Reply } from '../../answers/reply.ts';
import { type FaultLog, toFault } from '../../faults.ts';
import { type Carrier, type Outgoing, PostRefused } from '../outbox.ts';
import { type Calls, codeOf, isRefusal, type MessageBody } from './calls.ts';
import { citationsOf, textsToKeep } from './components.ts';
import { shorten } from './escape.ts';
import { NONCE_MAX_CHARS, OPTION_MAX_CHARS } from './limits.ts';
import { type DiscordMessage, withoutPictures } from './render.ts';

/** What a row of the outbox holds for one Discord message. */
export type Post = {
  readonly kind: 'discord-post';
  readonly message: DiscordMessage;
  /** The deferred response that it replaces; null for a message of its own. */
  readonly response: { readonly application: string; readonly token: string } | null;
  /** The message that it answers, shown above it. */
  readonly replyTo: string | null;
  /** The texts behind `ask-kept` buttons. */
  readonly asks: readonly string[];
  /** What "Wrong?" may be about. */
  readonly claims: readonly { readonly claim: string; readonly label: string }[];
};

export function isPost(payload: unknown): payload is Post {
  return (
    typeof payload === 'object' &&
    payload !== null &&
    'kind' in payload &&
    payload.kind === 'discord-post'
  );
}

/** What buttons of this reply will ask for. */
export function toKeep(reply: Reply): Pick<Post, 'asks' | 'claims'> {
  return {
    asks: textsToKeep(reply),
    claims: citationsOf(reply).flatMap(({ claim, mark, quote }) =>
      claim === null ? [] : [{ claim, label: shorten(`[${mark}] ${quote}`, OPTION_MAX_CHARS) }],
    ),
  };
}

/** Fits Discord's nonce, and is the same after a restart. */
export function nonceOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, NONCE_MAX_CHARS);
}

/** Nothing that Muster writes pings anybody. */
const NOBODY = { parse: [], replied_user: false } satisfies MessageBody['allowed_mentions'];

export type DrawPicture = (spec: PictureSpec) => Promise<Uint8Array>;

/** Draws the pictures of a message; one that cannot be drawn is said in words. */
export async function toBody(
  message: DiscordMessage,
  draw: DrawPicture | null,
  log: FaultLog,
): Promise<{ body: MessageBody; files: RawFile[] }> {
  let drawn = draw ? message : withoutPictures(message);
  const files: RawFile[] = [];
  for (const { name, spec } of draw ? message.pictures : []) {
    try {
      const data = await draw?.(spec);
      if (data) files.push({ name, data: Buffer.from(data), contentType: 'image/png' });
    } catch (thrown) {
      toFault(log, 'drawing a picture', thrown);
    }
  }
  if (files.length < drawn.pictures.length) {
    drawn = withoutPictures(message);
    files.length = 0;
  }
  return {
    body: {
      content: drawn.content,
      embeds: [...drawn.embeds],
      components: [...drawn.components],
      attachments: drawn.pictures.map(({ name, alt }, id) => ({
        id,
        filename: name,
        description: alt,
      })),
      allowed_mentions: NOBODY,
    },
    files,
  };
}

/** How far back a lost post is looked for; Discord gives 100 messages at most. */
const LOOK_BACK_MESSAGES = 100;

export type CarrierOptions = {
  readonly calls: Calls;
  readonly draw: DrawPicture | null;
  readonly log: FaultLog;
  /** The bot's own user id. */
  readonly me: () => string;
  /** A line to stand above a post. It repeats a person's words, so it is not kept with the row. */
  readonly lineAbove: (key: string) => string | null;
};

/** Sends posts with a nonce of their key; finds those whose answer was lost by their words. */
export function openCarrier(options: CarrierOptions): Carrier {
  const { calls, draw, log, me, lineAbove } = options;

  const sendNew = async ({ key, channel }: Outgoing, post: Post): Promise<string> => {
    const send = async (message: DiscordMessage): Promise<string> => {
      const { body, files } = await toBody(message, draw, log);
      const reference = post.replyTo && {
        message_reference: { message_id: post.replyTo, fail_if_not_exists: false },
      };
      const sent = await calls.post(
        channel,
        { ...body, ...reference, nonce: nonceOf(key), enforce_nonce: true },
        files,
      );
      return sent.id;
    };
    try {
      return await send(post.message);
    } catch (thrown) {
      switch (codeOf(thrown)) {
        case RESTJSONErrorCodes.InvalidActionOnArchivedThread:
          await calls.reopenThread(channel);
          return send(post.message);
        // Where files may not be attached, or are too large, words will do.
        case RESTJSONErrorCodes.MissingPermissions:
        case RESTJSONErrorCodes.RequestEntityTooLarge:
          if (post.message.pictures.length > 0) return send(withoutPictures(post.message));
          throw thrown;
        default:
          throw thrown;
      }
    }
  };

  return {
    async send(outgoing) {
      const post = withLine(readPost(outgoing), lineAbove(outgoing.key));
      try {
        if (post.response === null) return await sendNew(outgoing, post);
        const { application, token } = post.response;
        try {
          const { body, files } = await toBody(post.message, draw, log);
          return (await calls.editOriginal(application, token, body, files)).id;
        } catch (thrown) {
          // The 15 minutes are over, or somebody deleted the waiting sign: the answer is still owed.
          if (!isRefusal(thrown) && !isExpired(thrown)) throw thrown;
          return await sendNew(outgoing, post);
        }
      } catch (thrown) {
        if (!isRefusal(thrown)) throw thrown;
        throw new PostRefused(inWords(thrown), { cause: thrown });
      }
    },

    async find(outgoing, since) {
      const post = withLine(readPost(outgoing), lineAbove(outgoing.key));
      // An edit may be made twice.
      if (post.response !== null) return null;
      const nonce = nonceOf(outgoing.key);
      try {
        const recent = await calls.newest(outgoing.channel, LOOK_BACK_MESSAGES);
        const mine = recent.find(
          (message) =>
            message.author.id === me() &&
            Date.parse(message.timestamp) >= since - CLOCK_SKEW_MS &&
            (message.nonce === nonce || wordsOf(message) === wordsOf(post.message)),
        );
        return mine?.id ?? null;
      } catch (thrown) {
        // Where the history may not be read, the nonce alone keeps the post single.
        if (isRefusal(thrown)) return null;
        throw thrown;
      }
    },
  };
}

const CLOCK_SKEW_MS = 60_000;

function readPost({ key, payload }: Outgoing): Post {
  if (isPost(payload)) return payload;
  throw new PostRefused(`The post ${key} was not written for Discord.`);
}

function withLine(post: Post, line: string | null): Post {
  if (line === null) return post;
  return { ...post, message: { ...post.message, content: `${line}\n${post.message.content}` } };
}

function isExpired(thrown: unknown): boolean {
  return codeOf(thrown) === RESTJSONErrorCodes.InvalidWebhookToken;
}

/** What a reader would read, without the blanks that Discord trims. */
function wordsOf({
  content,
  embeds,
}: Pick<APIMessage, 'content' | 'embeds'> | DiscordMessage): string {
  return [content, ...embeds.flatMap(({ title, description }) => [title, description])]
    .join(' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** Why Discord refused a post, for the log and the delivery list. */
function inWords(thrown: unknown): string {
  switch (codeOf(thrown)) {
    case RESTJSONErrorCodes.MissingPermissions:
    case RESTJSONErrorCodes.MissingAccess:
      return 'Muster may not post there: give it View Channel, Send Messages, Send Messages in Threads and Embed Links in that channel.';
    case RESTJSONErrorCodes.ThreadLocked:
      return 'The thread is locked: unlock it, or ask in the channel.';
    case RESTJSONErrorCodes.InvalidActionOnArchivedThread:
      return 'The thread is archived and could not be opened again: open it, or ask in the channel.';
    case RESTJSONErrorCodes.UnknownChannel:
      return 'The channel or thread is gone.';
    default:
      return `Discord refused the post: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  }
}
