import type { PictureSpec, Reply } from '../../answers/reply.ts';
import { toFault } from '../../faults.ts';
import type { Inbox, Outbox } from '../../store/port.ts';
import { PostRefused } from '../outbox.ts';
import type { Answered, Desk, Incoming } from '../port.ts';
import type { Calls, SlackLog } from './calls.ts';
import { AS_WRITTEN, type Posting } from './posting.ts';
import { type RenderOptions, renderSlack, type SlackMessage } from './render.ts';

/** Shows words to the one who asked, and to nobody else; `thread` null is the channel itself. */
export type Whisper = (message: SlackMessage, thread: string | null) => Promise<void>;

/** A question with everything that is needed to answer it where it was asked. */
export type Asked = {
  readonly incoming: Incoming;
  /** Where the answer goes; null posts it in the channel itself. */
  readonly thread: string | null;
  /** What the answer says was asked, where no message of the asker's shows it; null where one does. */
  readonly echo: string | null;
  /** Shows that an answer is coming, and takes that away again; null where nothing can show it. */
  readonly sign: { show(): Promise<unknown>; takeAway(): Promise<unknown> } | null;
  /** A way to answer the asker alone; null where there is none. */
  readonly whisper: Whisper | null;
};

export type Asking = {
  /** Answers a question once, and not at all when it was taken in hand before. Never throws. */
  answer(asked: Asked): Promise<void>;
  /** The same for a question that was read back: one that an earlier run took in hand and left without an answer is answered too. */
  answerMissed(asked: Asked): Promise<void>;
  /** Records the thread of an answer that an earlier run wrote and that has only now been posted. */
  recordLate(incoming: Incoming, thread: string | null, ts: string): Promise<void>;
  /** Posts a reply once for its key, with its pictures; returns the `ts` of its first message. */
  post(answer: {
    readonly key: string;
    readonly channel: string;
    readonly thread: string | null;
    readonly reply: Reply;
    readonly asked: RenderOptions['asked'];
    readonly incoming: Incoming | null;
  }): Promise<string>;
};

export type AskingOptions = {
  readonly desk: Desk;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly posting: Posting;
  readonly calls: Calls;
  readonly log: SlackLog;
  readonly linkTo: RenderOptions['linkTo'];
  readonly drawPicture: ((spec: PictureSpec) => Promise<Uint8Array>) | null;
  /** How long an answer may take before a sign shows that it is coming. */
  readonly signAfterMs: number;
};

/** A response_url takes five messages; three are kept for the waiting sign, its end, and how to invite Muster. */
const WHISPER_MAX_PARTS = 2;
/** Refusals that mean Muster cannot write in this channel. */
const NO_MEMBER: ReadonlySet<string> = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'restricted_action',
]);

/** The key of an answer's first post. */
export function answerKey(event: string): string {
  return `slack:${event}`;
}

/** The thread that a question's answer is recorded under, once it stands at `ts` in `thread`. */
export function recordedThread(incoming: Incoming, thread: string | null, ts: string): string {
  return incoming.thread ?? (incoming.channel.startsWith('D') ? DIRECT : (thread ?? ts));
}

/** A direct channel is one conversation. */
export const DIRECT = 'dm';

export function openAsking(options: AskingOptions): Asking {
  const { desk, inbox, outbox, posting, calls, log, drawPicture, linkTo } = options;
  const inHand = new Set<string>();

  const drawPictures = async (reply: Reply): Promise<ReadonlyMap<PictureSpec, string>> => {
    const files = new Map<PictureSpec, string>();
    if (drawPicture === null) return files;
    for (const block of reply.blocks) {
      if (block.kind !== 'picture') continue;
      try {
        const file = Buffer.from(await drawPicture(block.picture));
        const upload = await calls.repeat((client) =>
          client.filesUploadV2({
            file,
            filename: 'picture.png',
            alt_text: block.alt.slice(0, 1_000),
          }),
        );
        const [job] = upload.files;
        const id = job?.files?.[0]?.id;
        if (id) files.set(block.picture, id);
      } catch (thrown) {
        // The answer goes out with the picture's words.
        toFault(log, 'drawing a picture for Slack', thrown);
      }
    }
    return files;
  };

  const post: Asking['post'] = async ({ reply, asked, key, ...place }) => {
    const files = await drawPictures(reply);
    const drawn = renderSlack(reply, { linkTo, asked, files });
    try {
      return await posting.post({ key, messages: drawn, ...place });
    } catch (thrown) {
      if (files.size === 0 || !isRefused(thrown, 'invalid_blocks')) throw thrown;
      const messages = renderSlack(reply, { linkTo, asked, files: new Map() });
      return posting.post({ key: `${key}~`, messages, ...place });
    }
  };

  const whisperAll = async (
    { whisper, thread }: Asked,
    messages: readonly SlackMessage[],
    last: Reply,
  ): Promise<void> => {
    if (whisper === null) return;
    const [notice] = renderSlack(last, { linkTo, asked: null, files: new Map() });
    for (const message of messages.slice(0, WHISPER_MAX_PARTS)) await whisper(message, thread);
    if (notice) await whisper(notice, thread);
  };

  const say = async (asked: Asked, answered: Answered): Promise<void> => {
    const { incoming, thread, echo } = asked;
    const { channel, user } = incoming;
    const { reply } = answered;
    const told = echo === null ? null : { user, text: echo };
    const key = answerKey(incoming.event);
    try {
      const ts = await post({ key, channel, thread, reply, asked: told, incoming });
      await answered.record(recordedThread(incoming, thread, ts));
    } catch (thrown) {
      if (!(thrown instanceof PostRefused)) {
        // Whether it arrived is not known; its row in the outbox is finished later.
        toFault(log, 'posting an answer in Slack', thrown);
      } else if (NO_MEMBER.has(thrown.message) && asked.whisper !== null) {
        const messages = renderSlack(reply, { linkTo, asked: null, files: new Map() });
        await whisperAll(asked, messages, invitation(messages.length));
      } else {
        const fault = toFault(log, 'posting an answer in Slack', thrown);
        await answered.release();
        await whisperAll(asked, [], notice(fault.words));
      }
    }
  };

  /** Runs one job at a time for an event: while one is under way, another for it does nothing. */
  const once = async (event: string, job: () => Promise<void>): Promise<void> => {
    if (inHand.has(event)) return;
    inHand.add(event);
    try {
      await job();
    } catch (thrown) {
      toFault(log, 'answering in Slack', thrown);
    } finally {
      inHand.delete(event);
    }
  };

  const answer = async (asked: Asked): Promise<void> => {
    const sign = openSign(asked.sign, options);
    try {
      const answered = await desk.ask(asked.incoming);
      if (answered !== null) await say(asked, answered);
    } finally {
      await sign.takeAway();
    }
  };

  /** The inbox holds events by the name that the desk gives them. */
  const giveBack = (event: string): Promise<void> => inbox.release(`slack:${event}`);

  return {
    post,
    answer: (asked) => once(asked.incoming.event, () => answer(asked)),

    answerMissed(asked) {
      const { event } = asked.incoming;
      return once(event, async () => {
        if ((await outbox.find(answerKey(event))) !== null) return;
        await giveBack(event);
        await answer(asked);
      });
    },

    recordLate(incoming, thread, ts) {
      return once(incoming.event, async () => {
        await giveBack(incoming.event);
        const answered = await desk.ask(incoming);
        await answered?.record(recordedThread(incoming, thread, ts));
      });
    },
  };
}

/** Puts up the sign when an answer is slow; what is answered at once goes without. */
function openSign(
  sign: Asked['sign'],
  { signAfterMs, log }: AskingOptions,
): { takeAway(): Promise<void> } {
  if (sign === null) return { takeAway: async () => {} };
  const attempt = async (change: () => Promise<unknown>): Promise<boolean> => {
    try {
      await change();
      return true;
    } catch (thrown) {
      log.warn({ err: thrown }, 'the waiting sign could not be changed');
      return false;
    }
  };
  let shown: Promise<boolean> | null = null;
  const timer = setTimeout(() => {
    shown = attempt(sign.show);
  }, signAfterMs);
  return {
    async takeAway() {
      clearTimeout(timer);
      if (shown !== null && (await shown)) await attempt(sign.takeAway);
    },
  };
}

function isRefused(thrown: unknown, why: string): boolean {
  return thrown instanceof PostRefused && thrown.message === why;
}

/** Says to the asker alone what keeps Muster from the channel, and the way in. */
function invitation(parts: number): Reply {
  const rest =
    parts > WHISPER_MAX_PARTS ? ` ${parts - WHISPER_MAX_PARTS} more parts did not fit here.` : '';
  return notice(
    `Only you see this, for Muster is not in this channel.${rest} To have answers posted here, where others can read them and ask on, type /invite @Muster.`,
  );
}

export function notice(words: string): Reply {
  return {
    blocks: [{ kind: 'notice', tone: 'info', parts: [{ kind: 'text', text: words }] }],
    abstained: true,
    summary: words.slice(0, 150),
  };
}

/** What every whisper is sent with. */
export const WHISPER = {
  response_type: 'ephemeral',
  replace_original: false,
  ...AS_WRITTEN,
} as const;
