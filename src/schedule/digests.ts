import { type ScheduledTask, schedule } from 'node-cron';
import type { ChatBot } from '../chat/port.ts';
import { toFault } from '../faults.ts';
import type { Platform } from '../store/port.ts';
import { type DeliveringOptions, deliverAll } from './delivering.ts';
import { type ServingOptions, serveDue } from './serving.ts';
import type { Turn } from './turn.ts';

export type DigestsOptions = ServingOptions &
  DeliveringOptions & {
    readonly bots: readonly Pick<ChatBot, 'platform' | 'post' | 'openDirect'>[];
    readonly turn: Turn;
  };

export type Digests = {
  /** Checks now and then each minute. */
  start(): Promise<void>;
  /** Serves and delivers what is due; never throws. */
  check(): Promise<void>;
  /** Finishes the check in hand. */
  close(): Promise<void>;
};

/** UTC has no hour that is missing or doubled, and what is due is worked out elsewhere: a wake that is late or left out costs minutes, not a digest. */
const EACH_MINUTE = { timezone: 'Etc/UTC', suppressMissedWarning: true } as const;

export function openDigests(options: DigestsOptions): Digests {
  const { bots, turn, log } = options;
  let task: ScheduledTask | null = null;
  const running = new Map<Platform, Promise<void>>();
  let isClosing = false;

  const checkOne = async (bot: DigestsOptions['bots'][number]): Promise<void> => {
    try {
      await turn.hold(bot.platform, async (isOurs) => {
        const goesOn = (): boolean => !isClosing && isOurs();
        await serveDue(bot.platform, goesOn, options);
        await deliverAll(bot, goesOn, options);
      });
    } catch (thrown) {
      toFault(log, `sending the digests on ${bot.platform}`, thrown);
    }
  };

  /** A platform that is slow to answer is not asked twice at once, and holds up no other. */
  const checkOnce = (bot: DigestsOptions['bots'][number]): Promise<void> => {
    const { platform } = bot;
    const mine = running.get(platform) ?? checkOne(bot).finally(() => running.delete(platform));
    running.set(platform, mine);
    return mine;
  };
  const check = async (): Promise<void> => {
    await Promise.all(bots.map(checkOnce));
  };

  return {
    check,
    async start() {
      task = schedule('* * * * *', check, EACH_MINUTE);
      await check();
    },
    async close() {
      isClosing = true;
      await task?.destroy();
      await Promise.all(running.values());
    },
  };
}
