import { type APIMessage, SnowflakeUtil } from 'discord.js';
import { type FaultLog, toFault } from '../../faults.ts';
import type { Inbox, Outbox, Thread, Threads } from '../../store/port.ts';
import type { Answered, Incoming } from '../port.ts';
import { keyOf } from './answering.ts';
import { readMessage } from './asking.ts';
import { type Calls, isRefusal } from './calls.ts';
import type { MessageHandler } from './messages.ts';

const LIVE_FOR_MS = 7 * 24 * 60 * 60_000;
/** Of each thread, the newest; Discord gives no more at once. */
const MESSAGES_A_THREAD = 100;

export type CatchUpOptions = {
  readonly calls: Calls;
  readonly threads: Pick<Threads, 'live' | 'turns'>;
  readonly outbox: Pick<Outbox, 'find'>;
  readonly inbox: Pick<Inbox, 'release'>;
  readonly now: () => number;
  readonly log: FaultLog;
  readonly messages: MessageHandler;
  /** Takes a message in hand; false when it was. */
  readonly isNew: (id: string) => boolean;
  readonly ask: (incoming: Incoming) => Promise<Answered | null>;
  readonly me: () => string;
};

/** Answers what was asked in live threads while nobody listened. */
export async function catchUp(options: CatchUpOptions): Promise<void> {
  const { threads, now, log } = options;
  for (const thread of await threads.live('discord', now() - LIVE_FOR_MS)) {
    try {
      await catchUpIn(thread, options);
    } catch (thrown) {
      toFault(log, 'reading a thread back', thrown);
    }
  }
}

async function catchUpIn(thread: Thread, options: CatchUpOptions): Promise<void> {
  const { calls, threads, outbox, inbox, now, messages, isNew, ask, me } = options;
  const oldest = SnowflakeUtil.generate({ timestamp: now() - LIVE_FOR_MS });
  const written = (await readThread(calls, thread.thread))
    .filter((message) => BigInt(message.id) > oldest && readMessage(message, me()) !== null)
    .reverse();
  if (written.length === 0) return;
  const answered = new Set((await threads.turns(thread.id)).map(({ event }) => event));
  const isDirect = thread.channel === thread.thread;
  for (const message of written) {
    if (answered.has(`discord:${message.id}`) || (await outbox.find(keyOf(message.id)))) continue;
    if (!isNew(message.id)) continue;
    await messages.handle(message, me(), isDirect, async (incoming) => {
      // Neither a turn nor a post: whoever took it in hand was stopped before it could answer.
      const first = await ask(incoming);
      if (first !== null) return first;
      await inbox.release(`discord:${incoming.event}`);
      return ask(incoming);
    });
  }
}

/** Newest first; nothing where a conversation has no thread of its own, or none that can be read any more. */
async function readThread(calls: Calls, thread: string): Promise<readonly APIMessage[]> {
  try {
    return await calls.newest(thread, MESSAGES_A_THREAD);
  } catch (thrown) {
    if (isRefusal(thrown)) return [];
    throw thrown;
  }
}
