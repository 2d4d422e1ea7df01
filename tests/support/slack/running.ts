import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, type Mock, vi } from 'vitest';
import type { Answerer } from '../../../src/answers/answerer.ts';
import type { Reply } from '../../../src/answers/reply.ts';
import { toSlackManifest } from '../../../src/chat/commands.ts';
import { openDesk } from '../../../src/chat/desk.ts';
import type { ChatBot, IntakeDesk } from '../../../src/chat/port.ts';
import { openSlack, type SlackOptions } from '../../../src/chat/slack/bot.ts';
import type { SlackLog } from '../../../src/chat/slack/calls.ts';
import { openStore } from '../../../src/store/kysely.ts';
import type { Store } from '../../../src/store/port.ts';
import { KURSK } from '../replies.ts';
import { readMessage } from './reading.ts';
import { type Manifest, openTestSlack, type TestSlack, type TestSlackOptions } from './server.ts';
import { BOT_USER, type Message } from './workspace.ts';

export const DANA = 'U0DANA';
export const ALEX = 'U0ALEX';
/** A channel that Muster is in, one that it is not in, and Dana's direct channel with it. */
export const DESK = 'C0DESK';
export const FOREIGN = 'C0FOREIGN';
export const DIRECT = 'D0DANA';

export type Running = AsyncDisposable & {
  readonly slack: TestSlack;
  readonly store: Store;
  readonly log: { readonly [Level in keyof SlackLog]: Mock<SlackLog[Level]> };
  /** Starts a bot over the same store and workspace. */
  bot(options?: Partial<SlackOptions>): Promise<ChatBot>;
  /** The bot's messages in a channel, in the order in which they were posted. */
  answers(channel: string): readonly Message[];
  /** What the bot's messages in a channel say, once there are this many. */
  said(channel: string, count: number): Promise<readonly string[]>;
};

/** Waits until this holds, however busy the machine is. */
export function eventually(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 15_000, interval: 10 });
}

export function manifest(): Manifest {
  return toSlackManifest({ name: 'Muster', requestUrl: null }) as Manifest;
}

/** An answerer that says what it was asked and how many questions its thread had before; `/briefing kursk` is a whole answer. */
export function openEcho(delayMs: () => number = () => 0): Answerer {
  return {
    async answer({ text, context }) {
      const wait = delayMs();
      if (wait > 0) await sleep(wait);
      if (text.includes('break down')) throw new Error('out of order');
      const turn = typeof context?.turn === 'number' ? context.turn + 1 : 1;
      return {
        reply: text === '/briefing kursk' ? KURSK : paragraph(`Answer ${turn} to: ${text}`),
        context: { turn },
      };
    },
    passage: async (article, start, end) => paragraph(`Passage ${start}-${end} of ${article}.`),
    suggest: async () => [],
  };
}

export function paragraph(text: string): Reply {
  return {
    blocks: [{ kind: 'paragraph', parts: [{ kind: 'text', text }] }],
    abstained: false,
    summary: text.slice(0, 150),
  };
}

export async function openRunning(
  options: {
    readonly answerer?: Answerer;
    readonly slack?: Partial<TestSlackOptions>;
    /** Questions that one person and one channel may ask at once. */
    readonly burst?: number;
    readonly intake?: IntakeDesk;
  } = {},
): Promise<Running> {
  const slack = await openTestSlack({ manifest: manifest(), ...options.slack });
  slack.addChannel(DESK, [BOT_USER, DANA, ALEX]);
  slack.addChannel(FOREIGN, [DANA, ALEX]);
  slack.addChannel(DIRECT, [BOT_USER, DANA], 'im');
  const folder = await mkdtemp(join(tmpdir(), 'muster-slack-'));
  const store = await openStore({ file: join(folder, 'muster.sqlite') });
  const log: Running['log'] = { error: vi.fn(), warn: vi.fn(), info: vi.fn() };
  const bots: ChatBot[] = [];
  const { burst = 1_000 } = options;
  const allowance = { burst, perMinute: burst };

  const answers: Running['answers'] = (channel) =>
    (slack.channels.get(channel)?.messages ?? []).filter(({ user }) => user === BOT_USER);

  return {
    slack,
    store,
    log,
    async bot(changes = {}) {
      const desk = openDesk({
        answerer: options.answerer ?? openEcho(),
        ...{ threads: store.threads, inbox: store.inbox, corrections: store.corrections, log },
        ...{ now: Date.now, perUser: allowance, perChannel: allowance },
        ...(options.intake && { intake: options.intake }),
      });
      const bot = openSlack({
        botToken: slack.botToken,
        via: { kind: 'socket', appToken: slack.appToken },
        apiUrl: slack.apiUrl,
        ...{ desk, threads: store.threads, inbox: store.inbox, outbox: store.outbox, log },
        home: async () => paragraph('Five articles are loaded. Ask with /briefing kursk.'),
        wait: (ms) => sleep(ms / 50),
        paceMs: 0,
        doublesAfterMs: 1_000,
        ...changes,
      });
      bots.push(bot);
      await bot.start();
      return bot;
    },
    answers,
    async said(channel, count) {
      await eventually(() => expect(answers(channel).length).toBeGreaterThanOrEqual(count));
      return answers(channel).map((message) => readMessage(message).shown.trim());
    },
    async [Symbol.asyncDispose]() {
      for (const bot of bots) await bot.close();
      await store.close();
      await slack.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
