import { setImmediate as immediate } from 'node:timers/promises';
import type { PictureSpec, Reply } from '../../answers/reply.ts';
import { toFault } from '../../faults.ts';
import type { Inbox } from '../../store/port.ts';
import { PostRefused } from '../outbox.ts';
import type { Answered, Desk, Incoming } from '../port.ts';
import { type Calls, type RespondOptions, respond, type SlackLog } from './calls.ts';
import type { SlackMessage } from './packing.ts';
import { AS_WRITTEN, answerKey, type Posting } from './posting.ts';
import { type RenderOptions, renderSlack, withoutButtons } from './render.ts';

/** A question with what is needed to answer it where it was asked; JSON, for it is kept in the outbox. */
export type Asked = {
  readonly incoming: Incoming;
  /** Where the answer goes; null posts it in the channel itself. */
  readonly thread: string | null;
  /** What the answer says was asked, where no message of the asker's shows it; null where one does. */
  readonly echo: string | null;
  /** Slack's address for answering the asker alone; null where there is none. */
  readonly responseUrl: string | null;
};

/** Shows that an answer is coming, and takes that away again. */
export type Sign = { show(): Promise<unknown>; takeAway(): Promise<unknown> };

export type Asking = {
  /** Answers a question once, and not at all when it was taken in hand before. Never throws. */
  answer(asked: Asked, sign: Sign | null): Promise<void>;
  /** The same for a question that was read back. */
  answerMissed(asked: Asked, sign: Sign | null): Promise<void>;
  /** Answers a question that an earlier run, or a failing line, left without an answer. */
  answerAgain(asked: Asked): Promise<void>;
  /** Posts a reply once for its key, with its pictures; returns the `ts` of its first message. */
  post(answer: {
    readonly key: string;
    readonly channel: string;
    readonly thread: string | null;
    /** Whose question it answers; null for a digest. */
    readonly user: string | null;
    readonly reply: Reply;
    readonly asked: RenderOptions['asked'];
  }): Promise<string>;
  /** Shows words to one person alone; `thread` null is the channel itself. */
  whisper(url: string, messages: readonly SlackMessage[], thread: string | null): Promise<void>;
};

export type AskingOptions = {
  readonly desk: Desk;
  readonly inbox: Inbox;
  readonly posting: Posting;
  readonly respondOptions: RespondOptions;
  readonly now: () => number;
  readonly calls: Calls;
  readonly log: SlackLog;
  readonly linkTo: RenderOptions['linkTo'];
  readonly drawPicture: ((spec: PictureSpec) => Promise<Uint8Array>) | null;
  /** How long an answer may take before a sign shows that it is coming. */
  readonly signAfterMs: number;
};

/** A response_url takes five messages; three are kept for the waiting sign, its end, and how to invite Muster. */
const WHISPER_MAX_PARTS = 2;
/** Two of the five are kept for the waiting sign and its end. */
const ASIDE_MAX_PARTS = 3;
/** Refusals that mean Muster cannot write in this channel. */
const NO_MEMBER: ReadonlySet<string> = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'restricted_action',
]);

/** The thread that a question's answer is recorded under, once it stands at `ts` in `thread`. */
function recordedThread({ incoming, thread }: Asked, ts: string): string {
  return incoming.thread ?? (incoming.channel.startsWith('D') ? DIRECT : (thread ?? ts));
}

/** A direct channel is one conversation. */
export const DIRECT = 'dm';

export function openAsking(options: AskingOptions): Asking {
  const { desk, inbox, posting, calls, log, drawPicture, linkTo, now } = options;
  const inHand = new Set<string>();
  const inTurn = openTurns();

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

  const whisper: Asking['whisper'] = async (url, messages, thread) => {
    for (const { text, blocks } of messages) {
      const place = thread === null ? {} : { thread_ts: thread };
      const shown = blocks.length === 0 ? {} : { blocks };
      await respond(url, { text, ...shown, ...place, ...WHISPER }, options.respondOptions);
    }
  };

  /** What cannot be posted is said to the asker alone, as far as a response_url goes. */
  const sayAlone = async (
    { responseUrl, thread }: Asked,
    reply: Reply | null,
    last: (parts: number) => Reply,
  ): Promise<void> => {
    if (responseUrl === null) return;
    const written = { linkTo, asked: null, files: new Map() };
    const parts = reply === null ? [] : renderSlack(reply, written);
    const end = renderSlack(last(parts.length), written);
    await whisper(responseUrl, [...parts.slice(0, WHISPER_MAX_PARTS), ...end], thread);
  };

  /** What concerns the asker alone is shown to nobody else; a direct channel is the asker's own. */
  const sayAside = async (asked: Asked, reply: Reply): Promise<void> => {
    const { incoming, responseUrl, thread } = asked;
    await posting.drop(asked, 'The asker alone was answered.');
    const messages = withoutButtons(renderSlack(reply, { linkTo, asked: null, files: new Map() }));
    if (responseUrl !== null)
      return whisper(responseUrl, messages.slice(0, ASIDE_MAX_PARTS), thread);
    for (const { text, blocks } of messages) {
      const place = { channel: incoming.channel, user: incoming.user };
      await calls.repeat((client) =>
        client.chat.postEphemeral({
          ...{ ...place, text, blocks: [...blocks], ...AS_WRITTEN },
          ...(thread !== null && { thread_ts: thread }),
        }),
      );
    }
  };

  /** A plain word where an answer was refused; where that is refused too, the log alone has it. */
  const tellAsker = async ({ incoming, thread }: Asked, text: string): Promise<void> => {
    const { channel, user } = incoming;
    const place = { channel, text, ...AS_WRITTEN, ...(thread !== null && { thread_ts: thread }) };
    try {
      if (channel.startsWith('D')) await calls.client.chat.postMessage(place);
      else await calls.client.chat.postEphemeral({ ...place, user });
    } catch (thrown) {
      log.warn({ err: thrown }, 'whoever asked could not be told of a fault in Slack');
    }
  };

  const say = async (asked: Asked, answered: Answered): Promise<void> => {
    const { reply, record, release } = answered;
    const { incoming, thread, echo } = asked;
    if (answered.isAside && !incoming.channel.startsWith('D')) return sayAside(asked, reply);
    const { channel, user } = incoming;
    const told = echo === null ? null : { user, text: echo };
    try {
      const place = { key: answerKey(asked), channel, thread, user };
      const ts = await post({ ...place, reply, asked: told });
      await record(recordedThread(asked, ts));
    } catch (thrown) {
      if (!(thrown instanceof PostRefused)) {
        // Whether it arrived is not known; its row in the outbox is finished later.
        toFault(log, 'posting an answer in Slack', thrown);
      } else if (NO_MEMBER.has(thrown.message) && asked.responseUrl !== null) {
        await sayAlone(asked, reply, invitation);
        await posting.drop(asked, 'Muster is not in the channel: the asker alone was answered.');
      } else {
        const fault = toFault(log, 'posting an answer in Slack', thrown);
        await release();
        if (asked.responseUrl === null) await tellAsker(asked, fault.words);
        else await sayAlone(asked, null, () => notice(fault.words));
      }
    }
  };

  /** Runs one job at a time for a question: while one is under way, another for it does nothing. */
  const once = async ({ incoming }: Asked, job: () => Promise<void>): Promise<void> => {
    if (inHand.has(incoming.event)) return;
    inHand.add(incoming.event);
    try {
      await job();
    } catch (thrown) {
      toFault(log, 'answering in Slack', thrown);
    } finally {
      inHand.delete(incoming.event);
    }
  };

  const answer = async (asked: Asked, sign: Sign | null): Promise<void> => {
    const waiting = openSign(sign, options);
    try {
      const answered = await desk.ask(asked.incoming);
      if (answered !== null) await say(asked, answered);
      else await posting.drop(asked, 'It had been answered before.');
    } finally {
      await waiting.takeAway();
    }
  };

  /** The inbox holds events by the name that the desk gives them. */
  const inboxName = ({ incoming }: Asked): string => `slack:${incoming.event}`;

  return {
    post,
    whisper,

    answer: (asked, sign) =>
      once(asked, async () => {
        await inTurn();
        if (await posting.keep(asked)) await answer(asked, sign);
      }),

    answerMissed: (asked, sign) =>
      once(asked, async () => {
        // An event that the inbox knows was answered, though its row may be forgotten with its asker.
        if (!(await inbox.claim(inboxName(asked), now()))) return;
        if (!(await posting.keep(asked))) return;
        await inbox.release(inboxName(asked));
        await answer(asked, sign);
      }),

    answerAgain: (asked) =>
      once(asked, async () => {
        await inbox.release(inboxName(asked));
        await answer(asked, null);
      }),
  };
}

/**
 * Begins one answer an iteration of the event loop: writing to the database holds the loop up, and
 * what Slack sends meanwhile is to be acknowledged first.
 */
function openTurns(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.then(() => immediate());
    return last;
  };
}

/** Puts up the sign when an answer is slow; what is answered at once goes without. */
function openSign(
  sign: Sign | null,
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
const WHISPER = {
  response_type: 'ephemeral',
  replace_original: false,
  ...AS_WRITTEN,
} as const;
