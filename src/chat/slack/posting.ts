import type { Delivery, Outbox } from '../../store/port.ts';
import { type Carrier, type Outgoing, openPostOffice, PostRefused } from '../outbox.ts';
import type { Asked } from './asking.ts';
import { type Calls, rateLimitMs, refusal, type Wait } from './calls.ts';
import type { SlackMessage } from './packing.ts';

/** What a row of the outbox holds for Slack: a message, or for the first part of an answer the question, from which it can be answered anew. */
type Payload =
  | (SlackMessage & {
      /** The key of the post that this one stands under; null for a digest's first part. */
      readonly under: string | null;
    })
  | { readonly asked: Asked };

type Message = Exclude<Payload, { asked: Asked }>;

export type Posting = {
  /** Keeps a question before it is answered, so that it outlives this process; false when it was kept before. */
  keep(asked: Asked): Promise<boolean>;
  /** Closes a question that has no post of its own; `why` is one sentence. */
  drop(asked: Asked, why: string): Promise<void>;
  /** Posts messages once: the first in the channel or the thread, the others below it. Returns the first one's `ts`. */
  post(answer: {
    readonly key: string;
    readonly channel: string;
    readonly thread: string | null;
    /** Whose question it answers; null for a digest. */
    readonly user: string | null;
    readonly messages: readonly SlackMessage[];
  }): Promise<string>;
  /** Posts the later parts of what stands in a channel, if any were left. */
  goOn(key: string): Promise<void>;
  /** Finishes what an earlier run or a failing line left behind; questions are handed to `answerAgain`. */
  finish(answerAgain: (asked: Asked) => Promise<void>): Promise<void>;
};

/** The key of a question's answer. */
export function answerKey({ incoming }: Asked): string {
  return `slack:${incoming.event}`;
}

export type PostingOptions = {
  readonly outbox: Outbox;
  readonly calls: Calls;
  readonly botUser: string;
  readonly now: () => number;
  readonly wait: Wait;
  /** docs.slack.dev/apis/web-api/rate-limits: about one message a second in a channel. */
  readonly paceMs: number;
  /** How long after a second attempt the first one is waited for. */
  readonly doublesAfterMs: number;
  /** Told of posts that did not go out, or not as they ought to: a later part, one that is being finished, a double. */
  readonly onFault: (key: string, thrown: unknown) => void;
};

/** How our posts are told apart when they are read back; every member of a channel can read it. */
const EVENT_TYPE = 'muster_post';
/** Slack shows these words as they are, and looks up no link in them. */
export const AS_WRITTEN = {
  mrkdwn: false,
  parse: 'none',
  link_names: false,
  unfurl_links: false,
  unfurl_media: false,
} as const;
/** Clocks of two machines differ: how far before a row's making its post is looked for. */
const SKEW_MS = 5 * 60_000;
const RATE_LIMIT_ATTEMPTS = 20;
/** github.com/slackapi/java-slack-sdk/issues/1349: a file is ready some seconds after its upload. */
const PICTURE_ATTEMPTS = 4;
const PICTURE_PAUSE_MS = 1_000;
const PAGE = 200;
const PAGES = 5;

export function openPosting(options: PostingOptions): Posting {
  const { outbox, calls, botUser, now, wait, onFault } = options;
  const pace = openPace(options.paceMs, now, wait);
  const inHand = new Set<string>();

  const threadOf = async ({ thread, payload }: Outgoing): Promise<string | null> => {
    const { under } = payload as Message;
    return thread ?? (under === null ? null : ((await outbox.find(under))?.postId ?? null));
  };

  /** The `ts` of every post that carries this key, oldest first. */
  const readBack = async (
    { channel, key }: Outgoing,
    thread: string | null,
    since: number,
  ): Promise<readonly string[]> => {
    const oldest = String((since - SKEW_MS) / 1_000);
    const wanted = { channel, oldest, limit: PAGE, include_all_metadata: true };
    const found: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const from = { ...wanted, ...(cursor && { cursor }) };
      const { messages = [], response_metadata: rest } = await calls.repeat((client) =>
        thread === null
          ? client.conversations.history(from)
          : client.conversations.replies({ ...from, ts: thread }),
      );
      for (const message of messages) {
        if (message.ts && isPost(message, botUser, key)) found.push(message.ts);
      }
      cursor = rest?.next_cursor;
      if (!cursor) break;
    }
    return found.sort((a, b) => Number(a) - Number(b));
  };

  /** A call that was given up may still be carried out after the next one: what came twice goes. */
  const removeDoubles = async (
    outgoing: Outgoing,
    thread: string | null,
    kept: string,
  ): Promise<void> => {
    const { channel, key } = outgoing;
    try {
      for (const ts of await readBack(outgoing, thread, now())) {
        if (ts !== kept) await calls.repeat((client) => client.chat.delete({ channel, ts }));
      }
    } catch (thrown) {
      // The answer to the call that took it away was lost.
      if (refusal(thrown) !== 'message_not_found') onFault(key, thrown);
    }
  };

  /** Holds up no shutdown: what is not looked at by then stays. */
  const watchForDoubles = (outgoing: Outgoing, thread: string | null, kept: string): void => {
    const look = (): void => void removeDoubles(outgoing, thread, kept);
    setTimeout(look, options.doublesAfterMs).unref();
  };

  const carrier: Carrier = {
    async send(outgoing, sentBefore) {
      const { text, blocks, under } = outgoing.payload as Message;
      const thread = await threadOf(outgoing);
      if (thread === null && under !== null) {
        throw new Error(`${outgoing.key} has nothing to stand under yet.`);
      }
      for (let attempt = 1; ; attempt += 1) {
        await pace(outgoing.channel);
        try {
          const { ts } = await calls.client.chat.postMessage({
            channel: outgoing.channel,
            text,
            blocks: [...blocks],
            metadata: { event_type: EVENT_TYPE, event_payload: { key: outgoing.key } },
            ...AS_WRITTEN,
            ...(thread !== null && { thread_ts: thread }),
          });
          if (sentBefore && ts) watchForDoubles(outgoing, thread, ts);
          return ts ?? '';
        } catch (thrown) {
          const limited = rateLimitMs(thrown);
          if (limited !== null && attempt < RATE_LIMIT_ATTEMPTS) {
            await wait(limited);
            continue;
          }
          const refused = refusal(thrown);
          if (refused === null || limited !== null) throw thrown;
          // A picture is refused with its message while Slack is still at work on the file.
          const isWorking =
            refused === 'invalid_blocks' && blocks.some(({ type }) => type === 'image');
          if (isWorking && attempt < PICTURE_ATTEMPTS) {
            await wait(attempt * PICTURE_PAUSE_MS);
            continue;
          }
          throw new PostRefused(refused, { cause: thrown });
        }
      }
    },

    async find(outgoing, since) {
      const thread = await threadOf(outgoing);
      const [first] = await readBack(outgoing, thread, since);
      if (first === undefined) return null;
      watchForDoubles(outgoing, thread, first);
      return first;
    },
  };
  const office = openPostOffice({ outbox, platform: 'slack', carrier, now, wait });

  return {
    keep(asked) {
      const { channel, user } = asked.incoming;
      const payload: Payload = { asked };
      const row = {
        key: answerKey(asked),
        platform: 'slack',
        channel,
        thread: asked.thread,
      } as const;
      return outbox.add({ ...row, user, payload }, now());
    },

    async drop(asked, why) {
      await outbox.settle(answerKey(asked), 'skipped', { reason: why }, now());
    },

    async post({ key, channel, thread, user, messages }) {
      const rows = messages.map(({ text, blocks }, part): Outgoing => {
        const payload: Payload = { text, blocks, under: part === 0 ? null : key };
        const rowKey = part === 0 ? key : `${key}#${part + 1}`;
        return { key: rowKey, platform: 'slack', channel, thread, payload };
      });
      inHand.add(key);
      try {
        for (const row of rows) await outbox.add({ ...row, ...(user && { user }) }, now());
        const [first, ...rest] = rows;
        const ts = first ? await office.post(first) : '';
        for (const row of rest) {
          await office.post(row).catch((thrown: unknown) => onFault(row.key, thrown));
        }
        return ts;
      } finally {
        inHand.delete(key);
      }
    },

    async goOn(key) {
      if (inHand.has(key)) return;
      for (const row of await outbox.unfinished('slack')) {
        const payload = readPayload(row);
        if (payload === null || 'asked' in payload || payload.under !== key) continue;
        await finishMessage(row, payload);
      }
    },

    async finish(answerAgain) {
      for (const row of await outbox.unfinished('slack')) {
        const payload = readPayload(row);
        if (payload === null) continue;
        try {
          if ('asked' in payload) await answerAgain(payload.asked);
          else if (!inHand.has(payload.under ?? row.key)) await finishMessage(row, payload);
        } catch (thrown) {
          onFault(row.key, thrown);
        }
      }
    },
  };

  async function finishMessage(row: Delivery, payload: Message): Promise<void> {
    const { under } = payload;
    const above = under === null ? null : await outbox.find(under);
    if (under === null || above?.postId) {
      await office.post({ ...row, payload });
    } else if (above?.status !== 'pending') {
      const reason = 'What it goes on from was not posted.';
      await outbox.settle(row.key, 'skipped', { reason }, now());
    }
  }
}

/** Null for a row that the schedule wrote: it posts that again itself. */
function readPayload({ payload }: Delivery): Payload | null {
  if (typeof payload !== 'object' || payload === null) return null;
  const isOurs = 'asked' in payload || ('blocks' in payload && 'under' in payload);
  return isOurs ? (payload as Payload) : null;
}

function isPost(message: object, botUser: string, key: string): boolean {
  const { user, metadata } = message as {
    user?: string;
    metadata?: { event_type?: string; event_payload?: { key?: unknown } };
  };
  return (
    user === botUser && metadata?.event_type === EVENT_TYPE && metadata.event_payload?.key === key
  );
}

/** Keeps posts in one channel `paceMs` apart. */
function openPace(
  paceMs: number,
  now: () => number,
  wait: Wait,
): (channel: string) => Promise<void> {
  const nextAt = new Map<string, number>();
  return async (channel) => {
    const at = Math.max(now(), nextAt.get(channel) ?? 0);
    nextAt.set(channel, at + paceMs);
    for (const [other, time] of nextAt) if (time < now()) nextAt.delete(other);
    if (at > now()) await wait(at - now());
  };
}
