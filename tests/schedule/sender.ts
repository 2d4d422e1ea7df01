import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answerer } from '../../src/answers/answerer.ts';
import type { Digest } from '../../src/answers/digest.ts';
import type { Block } from '../../src/answers/reply.ts';
import { openDesk } from '../../src/chat/desk.ts';
import { openDiscord } from '../../src/chat/discord/bot.ts';
import type { ChatBot } from '../../src/chat/port.ts';
import { openSlack } from '../../src/chat/slack/bot.ts';
import { openDigests } from '../../src/schedule/digests.ts';
import type { Making } from '../../src/schedule/making.ts';
import { forOneSender, openTurn, type Turn } from '../../src/schedule/turn.ts';
import { openStore } from '../../src/store/kysely.ts';
import type { Outbox, Platform, Store } from '../../src/store/port.ts';
import { LINES, REPEATS, type SenderTask } from './sending.ts';

/** Sends what is due, says `ready` when it begins and `done` when nothing is left, `sending` and `resting` in between, and waits to be ended. */
async function main({ platform, file, apiUrl, token, appToken, ...task }: SenderTask) {
  const store = await openStore({ file });
  const started = Date.now();
  const now = (): number => task.now + Date.now() - started;
  const turn = sayTurns(
    openTurn({
      leases: store.leases,
      holder: `process ${process.pid} of ${started}`,
      now: Date.now,
      leaseMs: task.leaseMs,
    }),
  );
  const outbox = forOneSender(store.outbox, turn);
  const log = {
    error: (fields: object, message: string) =>
      process.stderr.write(`${message} ${String((fields as { err?: unknown }).err)}\n`),
    warn: () => {},
    info: () => {},
  };
  const bot = openBot(platform, { store, outbox, apiUrl, token, appToken, log, now });
  await bot.start();
  const digests = openDigests({
    bots: [bot],
    ...{
      subscriptions: store.subscriptions,
      outbox,
      making: openMaking(task.reports),
      turn,
      log,
      now,
    },
    wait: sleep,
    gapMs: 5,
  });
  process.stdout.write('ready\n');
  for (;;) {
    await digests.check();
    if (await isDone(store, platform, now())) break;
    await sleep(20);
  }
  process.stdout.write('done\n');
}

/** Says when this process begins to send and when it stops. */
function sayTurns(turn: Turn): Turn {
  return {
    ...turn,
    hold: (platform, job) =>
      turn.hold(platform, async (isOurs) => {
        process.stdout.write('sending\n');
        await job(isOurs);
        process.stdout.write('resting\n');
      }),
  };
}

async function isDone({ outbox, subscriptions }: Store, platform: Platform, now: number) {
  if ((await outbox.unfinished(platform)).length > 0) return false;
  const today = new Date(now).toISOString().slice(0, 10);
  for (const { id } of await subscriptions.list()) {
    if (!id.startsWith(platform)) continue;
    const [served] = await subscriptions.servedDays(id, 1);
    if (served !== today) return false;
  }
  return true;
}

/** Long enough that each digest is posted in several parts. */
function openMaking(reports: readonly string[]): Making {
  return {
    findPlace: () => null,
    begin: async () => async (told) => {
      const keys = reports.filter((key) => !told.has(key));
      const blocks = keys.flatMap((key): Block[] => [
        { kind: 'heading', text: `What is new with ${key}` },
        ...Array.from({ length: LINES }, (_, line): Block => {
          const text = `Officials said of ${key} in line ${line + 1} that more troops were seen on the road. `;
          return { kind: 'paragraph', parts: [{ kind: 'text', text: text.repeat(REPEATS) }] };
        }),
        { kind: 'paragraph', parts: [{ kind: 'text', text: `Here ends ${key}` }] },
      ]);
      const reply = { blocks, abstained: false, summary: 'What is new' };
      return { reply, items: keys.map(() => ({})) as unknown as Digest['items'], keys };
    },
  };
}

type BotParts = {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly apiUrl: string;
  readonly token: string;
  readonly appToken: string;
  readonly log: Parameters<typeof openSlack>[0]['log'];
  readonly now: () => number;
};

function openBot(
  platform: SenderTask['platform'],
  { store, outbox, apiUrl, token, appToken, log, now }: BotParts,
): ChatBot {
  const { threads, inbox, corrections } = store;
  const desk = openDesk({ answerer: NOBODY_ASKS, threads, inbox, corrections, log, now });
  const wait = (ms: number): Promise<void> => sleep(ms / 50);
  if (platform === 'discord') {
    return openDiscord({
      token,
      apiUrl,
      desk,
      log,
      now,
      threads,
      outbox,
      inbox,
      wait,
    });
  }
  return openSlack({
    botToken: token,
    via: { kind: 'socket', appToken },
    ...{ apiUrl, desk, threads, inbox, outbox, log, now, wait },
    home: () => Promise.reject(new Error('nobody looks at the home')),
    paceMs: 0,
  });
}

const unasked = (): never => {
  throw new Error('Nobody asks anything in this test.');
};
const NOBODY_ASKS: Answerer = { answer: unasked, passage: unasked, suggest: unasked };

await main(JSON.parse(process.argv[2] ?? '{}') as SenderTask);
