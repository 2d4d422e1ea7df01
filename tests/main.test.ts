import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStore } from '../src/store/kysely.ts';
import { report } from './ingest/reports.ts';
import { readDiscord } from './support/discord/reading.ts';
import { type DiscordServer, openDiscordServer, TOKEN } from './support/discord/server.ts';
import { argumentsOf, UNSET } from './support/scripts.ts';
import { readMessage } from './support/slack/reading.ts';
import { DANA, DESK, manifest } from './support/slack/running.ts';
import { openTestSlack, type TestSlack } from './support/slack/server.ts';
import { BOT_USER } from './support/slack/workspace.ts';
import { BRIGADES, DEPOT } from './support/taking-in.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

type Muster = {
  readonly lines: readonly string[];
  /** Ends it with a signal; its exit code, or the signal that it died of. */
  stop(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
};

let folder = '';
let slack: TestSlack;
let discord: DiscordServer;
let child: ChildProcess | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-main-'));
  slack = await openTestSlack({ manifest: manifest() });
  slack.addChannel(DESK, [BOT_USER, DANA]);
  discord = await openDiscordServer();
});

afterEach(async () => {
  child?.kill('SIGKILL');
  await slack.close();
  await discord.close();
  await rm(folder, { recursive: true, force: true });
});

/** Starts the program as `npm start` does, connected to both platforms. */
function start(changes: Readonly<Record<string, string>>): Muster {
  const env = {
    ...process.env,
    ...UNSET,
    PORT: '0',
    DATA_DIR: join(folder, 'data'),
    DISCORD_TOKEN: TOKEN,
    DISCORD_API_URL: discord.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    ...changes,
  };
  const started = spawn(process.execPath, argumentsOf('start'), {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  const lines: string[] = [];
  for (const stream of [started.stdout, started.stderr]) {
    createInterface({ input: stream }).on('line', (line) => lines.push(line));
  }
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    started.on('exit', (code, signal) => resolve(code ?? signal));
  });
  return {
    lines,
    stop(signal) {
      started.kill(signal);
      return ended;
    },
  };
}

const until = <T>(see: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(see, { timeout: 40_000, interval: 50 });

/** The page's address, once it is told. */
function addressOf({ lines }: Muster): Promise<string> {
  return until(() => {
    const address = /ready at (?<url>http:\S+?)"/u.exec(lines.join('\n'))?.groups?.url;
    if (!address) throw new Error(`Not ready: ${lines.join('\n')}`);
    return address;
  });
}

async function askInSlack(): Promise<string> {
  slack.slash(DANA, DESK, '/briefing kursk');
  return until(() => {
    const message = slack.channels.get(DESK)?.messages.find(({ user }) => user === BOT_USER);
    if (!message) throw new Error('no answer yet');
    return readMessage(message).shown;
  });
}

async function askInDiscord(): Promise<string> {
  discord.person('Ann').slash(discord.channel, 'briefing', { topic: 'kursk' });
  return until(() => {
    const [message] = discord.channel.messages.slice(-1);
    if (!message || readDiscord(message) === '') throw new Error('no answer yet');
    return readDiscord(message);
  });
}

describe('the whole of Muster', () => {
  it('reads what was handed over when it was killed, and tells whoever did', async () => {
    const settings = { ALLOW_PRIVATE_FEEDS: 'true', CURATORS: 'discord,slack' };
    const before = start(settings);
    await addressOf(before);
    await until(() =>
      expect(before.lines.join('\n')).toMatch(
        /Signed in to Discord.*Signed in to Slack|Signed in to Slack.*Signed in to Discord/su,
      ),
    );
    discord.cdn.trouble = { kind: 'delay', ms: 30_000 };
    slack.fileTrouble = { kind: 'delay', ms: 30_000 };
    const file = { name: 'brigades.txt', content: BRIGADES, type: 'text/plain' };
    const held = discord.person('Ann').slash(discord.channel, 'add', { file });
    slack.say(DANA, DESK, `<@${BOT_USER}> add`, undefined, [{ name: 'depot.txt', content: DEPOT }]);
    await until(() => expect([discord.cdn.asked.length, slack.downloads.length]).toEqual([1, 1]));
    await before.stop('SIGKILL');

    discord.cdn.trouble = { kind: 'none' };
    slack.fileTrouble = { kind: 'none' };
    start(settings);
    await until(() => {
      const answer = held.original ? readDiscord(held.original) : '';
      expect(answer).toContain('brigades.txt: Read: “Two brigades leave for Aldora”');
      const shown = slack.whispers.map((whisper) => readMessage(whisper).shown).join('\n');
      expect(shown).toContain('depot.txt: Read: “Fire at a fuel depot near Esker”');
    });
    slack.slash(DANA, DESK, '/claims 4,200 troops');
    await until(() => {
      const message = slack.channels.get(DESK)?.messages.find(({ user }) => user === BOT_USER);
      expect(message && readMessage(message).shown).toMatch(/Varga.*4,200/su);
    });
  });

  it('answers in Slack and on its page where Discord refuses the token, and says what to change', async () => {
    const muster = start({ DISCORD_TOKEN: 'wrong' });
    const page = await fetch(await addressOf(muster));
    expect(await page.text()).toContain('Muster');
    await until(() => expect(slack.post.sockets.size).toBe(1));
    expect(await askInSlack()).toContain('Kursk');
    await until(() =>
      expect(muster.lines.join('\n')).toContain('Discord does not accept DISCORD_TOKEN.'),
    );
    expect(await muster.stop('SIGTERM')).toBe(0);
  });

  it.each([
    ['refuses the token', { SLACK_BOT_TOKEN: 'xoxb-wrong' }, 'Slack refuses SLACK_BOT_TOKEN'],
    ['is told no way in', { SLACK_APP_TOKEN: '' }, 'set without SLACK_APP_TOKEN'],
    ['is told half', { SLACK_BOT_TOKEN: '' }, 'SLACK_BOT_TOKEN is not set'],
  ])('answers in Discord where Slack %s', async (_, changes, words) => {
    const muster = start(changes);
    await addressOf(muster);
    await until(() => expect(discord.gateway.isListenedTo()).toBe(true));
    expect(await askInDiscord()).toContain('Kursk');
    await until(() => expect(muster.lines.join('\n')).toContain(words));
    expect(await muster.stop('SIGINT')).toBe(0);
  });

  it('says how to invite it, finishes what is in hand when it is told to stop, and leaves no connection behind', async () => {
    const muster = start({});
    await until(() => expect(slack.post.sockets.size).toBe(1));
    await until(() => expect(discord.gateway.isListenedTo()).toBe(true));
    await until(() => expect(muster.lines.join('\n')).toMatch(/open https:\S+permissions=\d+/u));
    slack.slash(DANA, DESK, '/briefing kursk');
    const held = discord.person('Ann').slash(discord.channel, 'claims', { query: '50,000 troops' });
    await until(() => expect(held.response).not.toBeNull());
    expect(await muster.stop('SIGTERM')).toBe(0);
    expect(held.original?.embeds[0]?.description).toContain('50,000');
    expect(slack.post.sockets.size).toBe(0);
    expect(discord.gateway.connections()).toBe(0);
    expect(muster.lines.filter((line) => /"level":[56]0/u.test(line))).toEqual([]);
  });

  it('stops while a long article is read, and has read it by the end or reads it at the next start', async () => {
    const articles = join(folder, 'articles');
    await mkdir(articles);
    await writeFile(join(articles, 'chronicle.txt'), report('Aldora', 0, 3_000));
    const settings = { CORPUS_DIRS: articles };
    const before = start(settings);
    await until(() => expect(before.lines.join('\n')).toContain('Signed in to Discord'));
    expect(await before.stop('SIGTERM')).toBe(0);
    expect(before.lines.filter((line) => /"level":[456]0/u.test(line))).toEqual([]);

    const after = start(settings);
    await addressOf(after);
    const store = await openStore({ file: join(folder, 'data', 'muster.sqlite') });
    await until(async () => {
      const held = await store.library.list();
      const chronicle = held.find(({ origin }) => origin.endsWith('chronicle.txt'));
      expect(chronicle?.claims).toBeGreaterThan(1_000);
    });
    await store.close();
    expect(await after.stop('SIGTERM')).toBe(0);
  });

  it('stops while a platform cannot be reached yet', async () => {
    const muster = start({ DISCORD_API_URL: 'http://127.0.0.1:1/api' });
    await addressOf(muster);
    expect(await muster.stop('SIGTERM')).toBe(0);
  });

  it('says in one sentence what to change when it cannot start', async () => {
    const muster = start({ LOG_LEVEL: 'loud' });
    await until(() => expect(muster.lines).toHaveLength(1));
    expect(muster.lines[0]).toContain('The environment variable LOG_LEVEL is wrong');
    expect(await muster.stop('SIGCONT')).toBe(1);
  });
});
