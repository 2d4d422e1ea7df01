import { toFault } from '../../faults.ts';
import type { Thread, Threads } from '../../store/port.ts';
import { type Asking, DIRECT } from './asking.ts';
import { type Calls, refusal, type SlackLog } from './calls.ts';
import type { Listening, Said } from './listening.ts';
import type { Posting } from './posting.ts';
import type { Self } from './signing-in.ts';

export type CatchingUpOptions = {
  readonly threads: Threads;
  readonly posting: Posting;
  readonly asking: Asking;
  readonly listening: Listening;
  readonly calls: Calls;
  readonly self: Self;
  readonly now: () => number;
  readonly log: SlackLog;
};

export type CatchingUp = {
  /** Never throws; a call while it is under way has it look once more. */
  run(): Promise<void>;
  /** Leaves the rest to the next start. */
  stop(): void;
};

/** A thread that nobody used for so long is not read back. */
const LIVE_MS = 7 * 86_400_000;
/** How far back a channel is searched for mentions. */
const MENTIONS_MS = 86_400_000;
const PAGE = 200;
const PAGES = 5;

/**
 * Finishes posts that are left over, and answers what was asked in live threads while Slack could
 * not reach Muster: an event that was on its way when a socket ended is not sent again.
 */
export function openCatchingUp(options: CatchingUpOptions): CatchingUp {
  const { threads, posting, asking, listening, calls, self, now, log } = options;

  /** Oldest first; `thread` null reads the channel itself. */
  const read = async (
    channel: string,
    thread: string | null,
    oldest: number,
  ): Promise<readonly Said[]> => {
    const said: Said[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const wanted = { channel, limit: PAGE, ...(cursor && { cursor }) };
      const { messages = [], response_metadata: rest } = await calls.repeat((client) =>
        thread === null
          ? client.conversations.history({ ...wanted, oldest: String(oldest) })
          : client.conversations.replies({ ...wanted, ts: thread }),
      );
      for (const message of messages) {
        if (message.ts) said.push({ ...message, channel, ts: message.ts });
      }
      cursor = rest?.next_cursor;
      if (!cursor) break;
    }
    return said.sort((a, b) => Number(a.ts) - Number(b.ts));
  };

  const answerMissed = async (thread: Thread): Promise<void> => {
    const root = thread.thread === DIRECT ? null : thread.thread.replace(/^mention:/u, '');
    const said = await read(thread.channel, root, (now() - LIVE_MS) / 1_000);
    const first = said.findIndex(({ user }) => user === self.user);
    // What was said before Muster came into a thread was not said to it.
    for (const message of first < 0 ? [] : said.slice(first + 1)) {
      if (Number(message.ts) * 1_000 < now() - LIVE_MS) continue;
      const asked = await listening.toQuestion(message);
      if (asked !== null)
        await asking.answerMissed(asked, listening.sign(message.channel, message.ts));
    }
  };

  /** Mentions that began no thread, in a channel where Muster has answered since `since` (a `ts`). */
  const answerMissedMentions = async (channel: string, since: number): Promise<void> => {
    for (const message of await read(
      channel,
      null,
      Math.max(since, (now() - MENTIONS_MS) / 1_000),
    )) {
      if (!message.text?.includes(`<@${self.user}>`)) continue;
      const asked = await listening.toQuestion(message);
      if (asked !== null)
        await asking.answerMissed(asked, listening.sign(message.channel, message.ts));
    }
  };

  let isStopped = false;

  const attempt = async (doing: string, job: () => Promise<void>): Promise<void> => {
    if (isStopped) return;
    try {
      await job();
    } catch (thrown) {
      const refused = refusal(thrown);
      // Muster has left the channel, or the thread is gone: nothing that anybody is to mend.
      if (refused !== null) log.warn({ refused }, `${doing} was refused`);
      else toFault(log, doing, thrown);
    }
  };

  let underWay: Promise<void> | null = null;
  let isWanted = false;

  const run = async (): Promise<void> => {
    while (isWanted && !isStopped) {
      isWanted = false;
      try {
        await posting.finish(asking.answerAgain);
        const live = await threads.live('slack', now() - LIVE_MS);
        for (const thread of live) {
          await attempt(`reading the Slack thread ${thread.id} back`, () => answerMissed(thread));
        }
        for (const [channel, since] of firstAnswers(live)) {
          await attempt(`reading the Slack channel ${channel} back`, () =>
            answerMissedMentions(channel, since),
          );
        }
      } catch (thrown) {
        toFault(log, 'catching up in Slack', thrown);
      }
    }
  };

  return {
    run() {
      isWanted = true;
      underWay ??= run().finally(() => {
        underWay = null;
      });
      return underWay;
    },
    stop() {
      isStopped = true;
    },
  };
}

/** By channel, the `ts` of the oldest live thread: what was said before was said before Muster listened. */
function firstAnswers(live: readonly Thread[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { channel, thread } of live) {
    const ts = Number(thread);
    if (Number.isFinite(ts)) first.set(channel, Math.min(first.get(channel) ?? ts, ts));
  }
  return first;
}
