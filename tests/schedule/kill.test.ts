import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { ChannelType } from 'discord-api-types/v10';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../../src/store/kysely.ts';
import type { Store, Subscription } from '../../src/store/port.ts';
import { openDiscordServer, TOKEN } from '../support/discord/server.ts';
import { seeded } from '../support/seeded.ts';
import { manifest } from '../support/slack/running.ts';
import { openTestSlack } from '../support/slack/server.ts';
import { BOT_USER } from '../support/slack/workspace.ts';
import { LINES, REPEATS, type SenderTask } from './sending.ts';

/** `MUSTER_SOAK=200 npx vitest run tests/schedule/kill.test.ts` kills at two hundred points. */
const KILLS = Number(process.env.MUSTER_SOAK ?? 12);
const CHANNELS = 3;
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse('2025-01-01T07:00:10Z');

type Platform = SenderTask['platform'];

const folder = await mkdtemp(join(tmpdir(), 'muster-digests-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A platform of the tests' own that can end whoever talks to it at a chosen moment. */
type Ground = {
  readonly task: Pick<SenderTask, 'apiUrl' | 'token' | 'appToken'>;
  readonly channels: readonly string[];
  /** Runs at each post that arrives, before or after it is carried out. */
  onPost: (moment: 'before' | 'after') => void;
  /** Loses what the platform remembers of earlier posts' nonces. */
  forget(): void;
  /** Each message of a channel in its words, in order. */
  read(channel: string): readonly string[];
  close(): Promise<void>;
};

async function openDiscordGround(): Promise<Ground> {
  const server = await openDiscordServer();
  const channels = Array.from({ length: CHANNELS }, (_, index) =>
    server.world.addChannel(ChannelType.GuildText, `desk-${index}`),
  );
  const ground: Ground = {
    task: { apiUrl: server.apiUrl, token: TOKEN, appToken: '' },
    channels: channels.map(({ id }) => id),
    onPost: () => {},
    forget: () => {
      server.rules.remembersNonces = false;
    },
    read: (id) =>
      server.world
        .channel(id)
        .messages.map((message) => JSON.stringify([message.content, message.embeds])),
    close: () => server.close(),
  };
  server.rules.trouble = (method, path) => {
    if (method !== 'POST' || !/^\/channels\/\d+\/messages$/u.test(path)) return { kind: 'none' };
    ground.onPost('before');
    // The answer to a post never arrives where the process is ended by it.
    setImmediate(() => ground.onPost('after'));
    return { kind: 'none' };
  };
  return ground;
}

async function openSlackGround(): Promise<Ground> {
  const slack = await openTestSlack({ manifest: manifest() });
  const channels = Array.from({ length: CHANNELS }, (_, index) => `C0DESK${index}`);
  for (const channel of channels) slack.addChannel(channel, [BOT_USER]);
  const ground: Ground = {
    task: { apiUrl: slack.apiUrl, token: slack.botToken, appToken: slack.appToken },
    channels,
    onPost: () => {},
    forget: () => {},
    read: (id) =>
      (slack.channels.get(id)?.messages ?? []).map(({ blocks }) => JSON.stringify(blocks)),
    close: () => slack.close(),
  };
  const keep = slack.calls.push.bind(slack.calls);
  slack.calls.push = (...calls) => {
    const count = keep(...calls);
    // Carried out; its answer is not written yet.
    if (calls.some(({ method }) => method === 'chat.postMessage')) ground.onPost('after');
    return count;
  };
  return ground;
}

type Sender = {
  /** Called once it has signed in. */
  onReady: () => void;
  /** True while it holds the lease. */
  readonly isSending: () => boolean;
  /** `killed`, or `done` when it had nothing left to send, which ends it as well. */
  readonly ended: Promise<'killed' | 'done'>;
  kill(): void;
};

function start(task: SenderTask): Sender {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'sender.ts'), JSON.stringify(task)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let said = '';
  child.stderr?.on('data', (data: Buffer) => {
    said += String(data);
  });
  let isKilled = false;
  let isDone = false;
  let isSending = false;
  const follow = async (): Promise<'killed' | 'done'> => {
    if (child.stdout) {
      for await (const line of createInterface({ input: child.stdout })) {
        if (line === 'ready') sender.onReady();
        if (line === 'sending' || line === 'resting') isSending = line === 'sending';
        isDone ||= line === 'done';
        if (isDone) child.kill('SIGKILL');
      }
    }
    await exited;
    if (!isKilled && !isDone) throw new Error(`The sender ended by itself: ${said}`);
    return isDone ? 'done' : 'killed';
  };
  const sender: Sender = {
    onReady: () => {},
    isSending: () => isSending,
    ended: follow(),
    kill() {
      isKilled = true;
      child.kill('SIGKILL');
    },
  };
  return sender;
}

/** Runs the sender until it is done, or ends it at a point that chance names; true when it was ended. */
async function run(ground: Ground, task: SenderTask, random: () => number): Promise<boolean> {
  const isKilled = random() < 0.85;
  const byPost = random() < 0.6;
  const countdown = 1 + Math.floor(random() * CHANNELS * 2);
  const moment = random() < 0.5 ? 'before' : 'after';
  const afterMs = random() * 120;

  const sender = start(task);
  let posts = 0;
  ground.onPost = (now) => {
    if (!isKilled || !byPost || (now !== moment && task.platform === 'discord')) return;
    posts += 1;
    if (posts === countdown) sender.kill();
  };
  sender.onReady = () => {
    if (isKilled && !byPost) setTimeout(() => sender.kill(), afterMs);
  };
  return (await sender.ended) === 'killed';
}

function subscriptionsOf(platform: Platform, ground: Ground): readonly Subscription[] {
  return ground.channels.map(
    (channel): Subscription => ({
      id: `${platform}:${channel}`,
      platform,
      channel,
      time: '07:00',
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      timeZone: 'UTC',
      place: null,
      isQuiet: false,
      owner: 'U1',
      isPaused: false,
      createdAt: FIRST_DAY - DAY_MS / 2,
    }),
  );
}

function taskOf(platform: Platform, file: string, ground: Ground, day: number): SenderTask {
  const reports = Array.from({ length: day + 1 }, (_, index) => `report-${index + 1}.`);
  return {
    ...{ platform, file, reports, ...ground.task },
    now: FIRST_DAY + day * DAY_MS,
    leaseMs: 300,
  };
}

/** Days are served one after the other, with a new report each; a process that was ended is started again. */
async function soak(platform: Platform, kills: number, ground: Ground): Promise<number> {
  const random = seeded(platform === 'slack' ? 20_241_122 : 20_241_123);
  const file = join(folder, `${platform}.sqlite`);
  const store = await openStore({ file });
  const subscriptions = subscriptionsOf(platform, ground);
  for (const subscription of subscriptions) await store.subscriptions.put(subscription);

  let killed = 0;
  let day = 0;
  for (; killed < kills; day += 1) {
    // In the second half the nonces are forgotten, so that what arrived is found by its words alone.
    if (killed > kills / 2) ground.forget();
    while (await run(ground, taskOf(platform, file, ground, day), random)) killed += 1;
  }
  await expectOnce(platform, store, ground, day);
  await store.close();
  return killed;
}

/** Every channel is still subscribed and read each day's report once, whole and in order. */
async function expectOnce(
  platform: Platform,
  store: Store,
  ground: Ground,
  days: number,
): Promise<void> {
  expect(await store.subscriptions.list()).toEqual(
    [...subscriptionsOf(platform, ground)].sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  expect(await store.outbox.unfinished(platform)).toEqual([]);
  const all = Array.from({ length: days }, (_, index) => `report-${index + 1}.`);
  for (const channel of ground.channels) {
    const words = ground.read(channel).join('\n');
    const marks = words.match(/(?:What is new with|Here ends) report-\d+\./gu);
    expect(marks).toEqual(all.flatMap((key) => [`What is new with ${key}`, `Here ends ${key}`]));
    const lines = words.match(/report-\d+\. in line \d+/gu);
    expect(lines).toEqual(all.flatMap(linesOf));
    expect(new Set((await store.subscriptions.told(`${platform}:${channel}`)).keys())).toEqual(
      new Set(all),
    );
  }
}

/** Every line of a digest as often as it is said, in order. */
function linesOf(key: string): readonly string[] {
  return Array.from(
    { length: LINES * REPEATS },
    (_, index) => `${key} in line ${1 + Math.floor(index / REPEATS)}`,
  );
}

const GROUNDS = [
  ['discord', openDiscordGround],
  ['slack', openSlackGround],
] as const;

it.each(GROUNDS)(
  'loses and doubles no digest in %s, and loses no subscription, wherever the process is killed',
  async (platform, openGround) => {
    const ground = await openGround();
    try {
      expect(await soak(platform, KILLS / 2, ground)).toBeGreaterThanOrEqual(KILLS / 2);
    } finally {
      await ground.close();
    }
  },
  Math.max(120_000, KILLS * 10_000),
);

it.each(GROUNDS)(
  'of two processes on one store one sends in %s, and the other takes over when it is killed',
  async (platform, openGround) => {
    const ground = await openGround();
    const file = join(folder, `${platform}-two.sqlite`);
    const store = await openStore({ file });
    try {
      for (const one of subscriptionsOf(platform, ground)) await store.subscriptions.put(one);
      // Long enough that a busy machine does not take a process for dead that lives.
      const task = { ...taskOf(platform, file, ground, 0), leaseMs: 3_000 };
      const senders = [start(task), start(task)];
      let posts = 0;
      ground.onPost = () => {
        posts += 1;
        if (posts === 2) senders.find((sender) => sender.isSending())?.kill();
      };
      const ends = await Promise.all(senders.map(({ ended }) => ended));
      expect(ends.sort()).toEqual(['done', 'killed']);
      await expectOnce(platform, store, ground, 1);
    } finally {
      await store.close();
      await ground.close();
    }
  },
  60_000,
);
