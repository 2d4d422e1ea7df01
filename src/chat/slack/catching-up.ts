import { toFault } from '../../faults.ts';
import type { Thread, Threads } from '../../store/port.ts';
import { type Asking, DIRECT } from './asking.ts';
import type { Calls, SlackLog } from './calls.ts';
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

/** A thread that nobody used for so long is not read back. */
const LIVE_MS = 7 * 86_400_000;
const PAGE = 200;
const PAGES = 5;

/**
 * Finishes posts that are left over, and answers what was asked in live threads while Slack could
 * not reach Muster: an event that was on its way when a socket ended is not sent again.
 */
export function openCatchingUp(options: CatchingUpOptions): () => Promise<void> {
  const { threads, posting, asking, listening, calls, self, now, log } = options;

  const read = async ({ channel, thread }: Thread): Promise<readonly Said[]> => {
    const said: Said[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const wanted = { channel, limit: PAGE, ...(cursor && { cursor }) };
      const { messages = [], response_metadata: rest } = await calls.repeat((client) =>
        thread === DIRECT
          ? client.conversations.history({ ...wanted, oldest: String((now() - LIVE_MS) / 1_000) })
          : client.conversations.replies({ ...wanted, ts: thread.replace(/^mention:/u, '') }),
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
    const said = await read(thread);
    const first = said.findIndex(({ user }) => user === self.user);
    // What was said before Muster came into a thread was not said to it.
    for (const message of first < 0 ? [] : said.slice(first + 1)) {
      if (Number(message.ts) * 1_000 < now() - LIVE_MS) continue;
      const asked = await listening.toQuestion(message);
      if (asked !== null) await asking.answerMissed(asked);
    }
  };

  let underWay: Promise<void> | null = null;
  let isWanted = false;

  const run = async (): Promise<void> => {
    while (isWanted) {
      isWanted = false;
      try {
        await posting.finish(asking.recordLate);
        for (const thread of await threads.live('slack', now() - LIVE_MS)) {
          await answerMissed(thread).catch((thrown: unknown) =>
            toFault(log, `reading the Slack thread ${thread.id} back`, thrown),
          );
        }
      } catch (thrown) {
        toFault(log, 'catching up in Slack', thrown);
      }
    }
  };

  return () => {
    isWanted = true;
    underWay ??= run().finally(() => {
      underWay = null;
    });
    return underWay;
  };
}
