import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { seeded } from '../../support/seeded.ts';
import { CALM } from '../../support/slack/delivery.ts';
import { readMessage } from '../../support/slack/reading.ts';
import {
  ALEX,
  DANA,
  DESK,
  DIRECT,
  eventually,
  openEcho,
  openRunning,
} from '../../support/slack/running.ts';
import { BOT_USER } from '../../support/slack/workspace.ts';

/** With each of two seeds. */
const QUESTIONS = 250;
const STORM = { drop: 0.1, repeat: 0.15, delay: 0.3, delayMs: 40 };
const TROUBLE = {
  drop: 0.03,
  limit: 0.03,
  error: 0.03,
  lose: 0.04,
  lateError: 0.03,
  hang: 0.01,
  slow: 0.02,
};

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes of the heap that something still holds. */
function heldMegabytes(): number {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

describe('through lost, late and repeated events, failing calls, lost answers, cut sockets and a restart', () => {
  it.each([1, 2])(
    'every question that Slack delivered is answered exactly once (seed %i)',
    async (seed) => {
      // What is asked is decided by the seed alone: the answerer, whose turns fall as they may, has its own.
      const chance = seeded(seed);
      const slowness = seeded(seed + 100);
      await using running = await openRunning({
        answerer: openEcho(() => (slowness() < 0.2 ? 30 : 0)),
        slack: { seed, ackMs: 400, retryMs: [5, 20, 60] },
      });
      const { slack } = running;
      const wait = (ms: number): Promise<void> => sleep(ms / 8);
      const changes = { callTimeoutMs: 500, signAfterMs: 20, wait };
      let bot = await running.bot(changes);
      const root = await bot.post(DESK, { blocks: [], abstained: false, summary: 'Digest' }, 'd');
      await eventually(() => expect(running.answers(DESK)).toHaveLength(1));
      slack.say(DANA, DIRECT, 'question 0.');
      await running.said(DIRECT, 1);
      slack.say(ALEX, DESK, 'question 0.', root);
      await running.said(DESK, 2);

      slack.post.weather = STORM;
      slack.troubleRates = TROUBLE;
      /** By number: true once it is known that the bot must answer. */
      const isOwed = new Map<number, boolean>();
      const asked: Promise<unknown>[] = [];
      let megabytes = 0;
      for (let number = 1; number <= QUESTIONS; number += 1) {
        const text = `question ${number}.`;
        const kind = Math.floor(chance() * 5);
        const done =
          kind === 0
            ? slack.slash(ALEX, DESK, `/claims ${text}`).delivered?.then((one) => [one])
            : kind === 1
              ? slack.say(DANA, DESK, `<@${BOT_USER}> ${text}`).delivered
              : kind === 2
                ? slack.say(ALEX, DESK, text, root).delivered
                : slack.say(DANA, DIRECT, text).delivered;
        asked.push(
          Promise.resolve(done).then((all = []) => {
            // Messages are read back, whether their events arrived or not; of a command that failed Slack tells its asker.
            isOwed.set(number, kind > 0 || all.some(({ isAcked }) => isAcked));
          }),
        );
        await sleep(chance() * 10);
        if (number % 30 === 0) slack.disconnect(chance() < 0.5 ? 'cut' : 'warning');
        if (number === 125) {
          await bot.close();
          bot = await startThrough(() => running.bot(changes));
          megabytes = heldMegabytes();
        }
      }
      await Promise.all(asked);
      slack.post.weather = CALM;
      slack.troubleRates = {};

      const outcome = (): { missing: readonly number[]; doubled: readonly number[] } => {
        const counts = new Map<number, number>();
        for (const { blocks } of [...running.answers(DESK), ...running.answers(DIRECT)]) {
          const found = /^Answer \d+ to: .*question (?<number>\d+)\.$/mu.exec(
            readMessage({ blocks }).shown,
          );
          const number = Number(found?.groups?.number ?? 0);
          counts.set(number, (counts.get(number) ?? 0) + 1);
        }
        return {
          missing: [...isOwed].flatMap(([each, owed]) => (owed && !counts.has(each) ? [each] : [])),
          doubled: [...counts].flatMap(([each, count]) => (each > 0 && count > 1 ? [each] : [])),
        };
      };
      // Slack renews its sockets from time to time; Muster looks for what is left over at each.
      const renewing = setInterval(() => slack.disconnect('warning'), 2_000);
      slack.disconnect('warning');
      await vi.waitFor(() => expect(outcome()).toEqual({ missing: [], doubled: [] }), {
        timeout: 60_000,
        interval: 200,
      });
      clearInterval(renewing);
      await bot.close();
      expect([...isOwed.values()].filter(Boolean).length).toBeGreaterThan(QUESTIONS * 0.75);
      expect(await running.store.outbox.unfinished('slack')).toEqual([]);
      expect(heldMegabytes() - megabytes).toBeLessThan(20);
    },
    120_000,
  );
});

/** Signing in may fail in this weather, as it may in life; whoever runs Muster starts it again. */
async function startThrough<T>(start: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (thrown) {
      if (attempt === 5) throw thrown;
    }
  }
}
