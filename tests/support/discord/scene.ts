import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Answerer, Question } from '../../../src/answers/answerer.ts';
import type { Action, Block, Citation } from '../../../src/answers/reply.ts';
import { openDesk } from '../../../src/chat/desk.ts';
import { type DiscordOptions, openDiscord } from '../../../src/chat/discord/bot.ts';
import type { ChatBot, IntakeDesk } from '../../../src/chat/port.ts';
import { openStore } from '../../../src/store/kysely.ts';
import type { Store } from '../../../src/store/port.ts';
import { type DiscordServer, openDiscordServer, TOKEN } from './server.ts';

/** What the bot logged, by level. */
export type Logged = {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: object;
};

/** A bot with a real store and a small answerer, in a Discord of the tests' own. */
export type Scene = {
  readonly server: DiscordServer;
  readonly store: Store;
  readonly logged: Logged[];
  /** The questions that reached the answerer, in order. */
  readonly asked: Question[];
  readonly bot: ChatBot;
  /** Ends this bot, kindly or not, and starts another on the same store. */
  restart(options?: Partial<DiscordOptions>): Promise<ChatBot>;
  close(): Promise<void>;
};

export type SceneParts = {
  /** In place of the small one. */
  readonly answerer?: Answerer;
  /** Questions that one person may ask at once. */
  readonly burst?: number;
  readonly intake?: IntakeDesk;
};

export async function openScene(
  options: Partial<DiscordOptions> = {},
  prepare: (server: DiscordServer) => void = () => {},
  { answerer, burst = 10_000, intake }: SceneParts = {},
): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-discord-'));
  const store = await openStore({ file: join(folder, 'muster.sqlite') });
  const server = await openDiscordServer();
  prepare(server);
  const logged: Logged[] = [];
  const asked: Question[] = [];
  const log = (level: Logged['level']) => (fields: object, message: string) => {
    logged.push({ level, message, fields });
  };
  const open = (more: Partial<DiscordOptions>): ChatBot => {
    const desk = openDesk({
      answerer: answerer ?? openSmallAnswerer(asked),
      threads: store.threads,
      inbox: store.inbox,
      corrections: store.corrections,
      log: { error: log('error') },
      now: Date.now,
      ...(intake && { intake }),
      perUser: { burst, perMinute: burst },
      perChannel: { burst: 10_000, perMinute: 10_000 },
    });
    return openDiscord({
      token: TOKEN,
      apiUrl: server.apiUrl,
      desk,
      log: { info: log('info'), warn: log('warn'), error: log('error') },
      now: Date.now,
      threads: store.threads,
      outbox: store.outbox,
      inbox: store.inbox,
      wait: (ms) => new Promise((done) => setTimeout(done, ms / 20)),
      ...options,
      ...more,
    });
  };
  const scene = {
    server,
    store,
    logged,
    asked,
    bot: open({}),
    async restart(more: Partial<DiscordOptions> = {}) {
      await scene.bot.close();
      scene.bot = open(more);
      await scene.bot.start();
      return scene.bot;
    },
    async close() {
      await scene.bot.close();
      await server.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await scene.bot.start();
  return scene;
}

const CITATION: Citation = {
  mark: 1,
  article: '0123456789abcdef',
  origin: 'a.txt',
  start: 120,
  end: 188,
  quote: 'Two brigades moved towards the border on Monday.',
  paragraph: 9,
  title: 'Brigades move',
  outlet: 'The Gazette',
  published: '3 Feb 2023',
  url: null,
  claim: '0123456789abcdef-01',
};

/** A button for each command, so that what was pressed can be told apart. */
function askAgain(text: string): Action[] {
  const name = /(?<name>[\w-]+-command);/u.exec(text)?.groups?.name;
  return name ? [{ kind: 'ask', label: `Ask ${name}`, text: `${name}-button;` }] : [];
}

/** Repeats what it is asked and counts the questions of a conversation, so that what goes on from what can be seen. */
export function openSmallAnswerer(asked: Question[]): Answerer {
  return {
    async answer(question): Promise<Answer> {
      asked.push(question);
      if (question.text === 'fail') throw new Error('the answerer is broken');
      const turn = Number(question.context?.turn ?? 0) + 1;
      const long = question.text.includes('at length')
        ? 'Officials said that more troops were seen on the road. '.repeat(200)
        : '';
      const blocks: Block[] = [
        { kind: 'heading', text: `Turn ${turn}` },
        {
          kind: 'paragraph',
          parts: [
            { kind: 'text', text: `You asked “${question.text}”. ${long}Two brigades moved` },
            { kind: 'cite', marks: [1] },
          ],
        },
        { kind: 'sources', citations: [CITATION] },
        {
          kind: 'actions',
          actions: [
            { kind: 'ask', label: 'And now?', text: 'and now?' },
            ...askAgain(question.text),
            { kind: 'ask', label: 'More', text: 'tell me more of this '.repeat(10).trim() },
            { kind: 'wrong', label: 'Wrong?' },
          ],
        },
      ];
      return { reply: { blocks, abstained: false, summary: `Answer ${turn}` }, context: { turn } };
    },
    async passage(article, start, end) {
      const text = `The paragraph around ${article} ${start}–${end}`;
      return {
        blocks: [{ kind: 'paragraph', parts: [{ kind: 'quote', text }] }],
        abstained: false,
        summary: 'A passage',
      };
    },
    async suggest(what, prefix) {
      return Array.from({ length: 40 }, (_, index) => `${what} ${prefix}${index}`);
    },
  };
}
