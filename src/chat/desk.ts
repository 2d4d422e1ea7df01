import type { Answer, Answerer } from '../answers/answerer.ts';
import { noteCorrected, noteCorrections } from '../answers/corrected.ts';
import { offerActions } from '../answers/offer.ts';
import { parseCommand } from '../answers/parse-command.ts';
import type { Block, Reply } from '../answers/reply.ts';
import { noteWithdrawn } from '../answers/withdrawn.ts';
import { type FaultLog, toFault } from '../faults.ts';
import type { Corrections, History, Inbox, Library, Platform, Threads } from '../store/port.ts';
import { readIntake } from './intake.ts';
import type { Answered, Desk, DigestDesk, Incoming, IntakeDesk, OpenFile } from './port.ts';
import { type Allowance, openThrottle } from './throttle.ts';

export type DeskOptions = {
  readonly answerer: Answerer;
  readonly threads: Threads;
  readonly inbox: Inbox;
  readonly corrections: Corrections;
  readonly log: FaultLog;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Left out where no digest goes anywhere. */
  readonly digests?: DigestDesk;
  /** Left out where nothing can be added. */
  readonly intake?: IntakeDesk;
  /** What tells of articles that were withdrawn or edited since a thread cited them. */
  readonly history?: Pick<History, 'standing'>;
  readonly library?: Library;
  readonly perUser?: Allowance;
  readonly perChannel?: Allowance;
};

const PER_USER: Allowance = { burst: 10, perMinute: 20 };
const PER_CHANNEL: Allowance = { burst: 30, perMinute: 60 };
/** What a person who reads with care finds wrong; each is kept for good. */
const REPORTS_PER_USER: Allowance = { burst: 10, perMinute: 3 };
/** An answer that is not recorded by then was never posted, and its thread stands where it stood. */
const RECORDED_WITHIN_MS = 15 * 60_000;

/** `Thread.id`. */
export function threadId(platform: Platform, channel: string, thread: string): string {
  return `${platform}:${channel}:${thread}`;
}

export function openDesk(options: DeskOptions): Desk {
  const { answerer, threads, inbox, corrections, log, now } = options;
  const users = openThrottle(options.perUser ?? PER_USER, now);
  const channels = openThrottle(options.perChannel ?? PER_CHANNEL, now);
  const reports = openThrottle(REPORTS_PER_USER, now);
  const inOrder = openQueues();
  /** Where threads stand after answers that are not recorded yet; the next question goes on from there. */
  const ahead = new Map<string, { context: Answer['context']; unrecorded: number; at: number }>();
  const settle = (id: string): void => {
    const state = ahead.get(id);
    if (!state) return;
    state.unrecorded -= 1;
    if (state.unrecorded <= 0) ahead.delete(id);
  };
  const step = (id: string, context: Answer['context']): void => {
    const unrecorded = (ahead.get(id)?.unrecorded ?? 0) + 1;
    // The newest last, so that the stale ones stand first.
    ahead.delete(id);
    ahead.set(id, { context, unrecorded, at: now() });
  };
  const dropStale = (): void => {
    for (const [id, { at }] of ahead) {
      if (at >= now() - RECORDED_WITHIN_MS) return;
      ahead.delete(id);
    }
  };

  /** The words that turn a question away; null when it is let through. */
  const turnAway = ({ platform, user, channel }: Incoming): string | null => {
    const userWait = users.take(`${platform}:${user}`);
    if (userWait > 0) {
      return `That is more questions than one person can have answered at once. Please ask again in ${inWords(userWait)}.`;
    }
    const channelWait = channels.take(`${platform}:${channel}`);
    return channelWait > 0
      ? `This channel has asked a great deal in a short time. Please ask again in ${inWords(channelWait)}.`
      : null;
  };

  /** Null for what is no /digest, or was asked where there are no channels. */
  const carryOutDigest = async (incoming: Incoming): Promise<Reply | null> => {
    const { platform, text } = incoming;
    if (!options.digests || (platform !== 'discord' && platform !== 'slack')) return null;
    const command = parseCommand(text);
    if (command === null || 'problem' in command || command.name !== 'digest') return null;
    return options.digests.carryOut(command, incoming);
  };

  /** Null for what is neither /add nor /watch. */
  const carryOutIntake = async (incoming: Incoming, open: OpenFile): Promise<Reply | null> => {
    const command = options.intake ? readIntake(incoming) : null;
    return command && options.intake ? options.intake.carryOut(command, incoming, open) : null;
  };

  const answerInThread = async (incoming: Incoming, id: string | null): Promise<Answer> => {
    const { text } = incoming;
    dropStale();
    const saved =
      id === null ? null : (ahead.get(id)?.context ?? (await threads.find(id))?.context ?? null);
    // The desk hands back what answers/ wrote, unread.
    const context = saved as Answer['context'] | null;
    const answer = await answerer.answer({ text, context });
    const remark = options.intake?.remark(incoming) ?? null;
    const changes = await noteWhatChanged(answer.reply, id);
    const notes = remark === null ? changes : [...changes, remark];
    if (id !== null) step(id, answer.context);
    const noted: Reply = { ...answer.reply, blocks: [...notes, ...answer.reply.blocks] };
    return { ...answer, reply: offerActions(noted, text) };
  };

  /** What was withdrawn or corrected of earlier answers since the thread was last used, and what this one cites as corrected. */
  const noteWhatChanged = async (reply: Reply, id: string | null): Promise<readonly Block[]> => {
    const corrected = await corrections.all();
    const { history, library } = options;
    if (corrected.size === 0 && (id === null || !history)) return [];
    const turns = id === null ? [] : await threads.turns(id);
    const lastAt = Math.max(0, ...turns.map(({ at }) => at));
    const earlier = turns.map((turn) => turn.reply as Reply);
    const withdrawn =
      history && library && earlier.length > 0
        ? await noteWithdrawn(earlier, lastAt, { history, library })
        : null;
    const notes = [
      withdrawn,
      noteCorrections(earlier, corrected, lastAt),
      noteCorrected(reply, corrected),
    ];
    return notes.filter((note) => note !== null);
  };

  return {
    async ask(incoming, open = noFiles) {
      const event = `${incoming.platform}:${incoming.event}`;
      const at = now();
      const id =
        incoming.thread === null
          ? null
          : threadId(incoming.platform, incoming.channel, incoming.thread);
      let isAhead = false;
      const settleOnce = (): void => {
        if (isAhead && id !== null) settle(id);
        isAhead = false;
      };
      try {
        if (!(await inbox.claim(event, at))) return null;
        const turnedAway = turnAway(incoming);
        if (turnedAway !== null) return aside(notice(turnedAway, 'info'), release);
        const digest = await carryOutDigest(incoming);
        if (digest !== null) return aside(digest, release);
        const taken = await carryOutIntake(incoming, open);
        if (taken !== null) return aside(taken, release);
        const answer = await inOrder(id, () => answerInThread(incoming, id));
        isAhead = true;
        return {
          reply: answer.reply,
          isAside: false,
          record: (thread) => record(thread, answer.reply, answer.context),
          release,
        };
      } catch (thrown) {
        const reply = notice(toFault(log, 'answering', thrown).words, 'warning');
        // Kept as well, so that the thread is ours and the person can ask again in it.
        const keep = (thread: string): Promise<void> => record(thread, reply, null);
        if (readIntake(incoming) !== null) return aside(reply, release);
        return { reply, isAside: false, record: keep, release };
      }

      /** `context` is null after a fault: the thread stands where it stood. */
      async function record(
        thread: string,
        reply: Reply,
        context: Answer['context'] | null,
      ): Promise<void> {
        const recordedId = threadId(incoming.platform, incoming.channel, thread);
        const { platform, channel, user, text } = incoming;
        try {
          await threads.record(
            {
              id: recordedId,
              platform,
              channel,
              thread,
              context:
                ahead.get(recordedId)?.context ??
                context ??
                (await threads.find(recordedId))?.context ??
                null,
              usedAt: at,
            },
            { event, user, text, reply, at },
          );
          settleOnce();
        } catch (thrown) {
          // The answer is posted already; posting it again would be worse than a thread that forgets.
          toFault(log, 'saving a thread', thrown);
        }
      }

      async function release(): Promise<void> {
        settleOnce();
        try {
          await inbox.release(event);
        } catch (thrown) {
          toFault(log, 'giving a question back', thrown);
        }
      }
    },

    isBusy({ platform, user, channel }) {
      const isUserBusy = users.peek(`${platform}:${user}`) > 0;
      return isUserBusy || channels.peek(`${platform}:${channel}`) > 0;
    },

    async isOurs(platform, channel, thread) {
      return (await threads.find(threadId(platform, channel, thread))) !== null;
    },

    async passage(article, start, end) {
      try {
        return await answerer.passage(article, start, end);
      } catch (thrown) {
        return notice(toFault(log, 'looking up a sentence', thrown).words, 'warning');
      }
    },

    async suggest(what, prefix, limit) {
      try {
        return await answerer.suggest(what, prefix, limit);
      } catch (thrown) {
        toFault(log, 'completing an option', thrown);
        return [];
      }
    },

    async reportWrong(claim, user, text) {
      const wait = reports.take(user);
      if (wait > 0)
        return `That is more than one person can report at once. Please send it again in ${inWords(wait)}.`;
      await corrections.report({ claim, user, text, at: now() });
      return null;
    },
  };
}

/** Runs what belongs to one thread one after the other, and everything else at once. */
function openQueues(): <T>(key: string | null, job: () => Promise<T>) => Promise<T> {
  const tails = new Map<string, Promise<unknown>>();
  return async (key, job) => {
    if (key === null) return job();
    const before = tails.get(key) ?? Promise.resolve();
    const mine = before.then(job, job);
    tails.set(key, mine);
    try {
      return await mine;
    } finally {
      if (tails.get(key) === mine) tails.delete(key);
    }
  };
}

/** Where a platform passes none. */
const noFiles: OpenFile = async () => ({ problem: 'Files cannot be had from here.' });

/** A reply that is said once, to the asker, and leaves the thread as it stands. */
function aside(reply: Reply, release: () => Promise<void>): Answered {
  return { reply, isAside: true, record: async () => {}, release };
}

function notice(words: string, tone: 'info' | 'warning'): Reply {
  return {
    blocks: [{ kind: 'notice', tone, parts: [{ kind: 'text', text: words }] }],
    abstained: true,
    summary: words.slice(0, 150),
  };
}

function inWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds === 1 ? 'a second' : `${seconds} seconds`;
}
