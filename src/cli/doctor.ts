import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Examined } from '../chat/port.ts';
import { chooseVia } from '../chat/slack/via.ts';
import { type Config, examineFiles, loadConfig, loadEnvironment } from '../config.ts';
import { PlainError, toFault } from '../faults.ts';
import { listFiles } from '../ingest/read-file.ts';
import { openStore } from '../store/kysely.ts';
import type { Platform } from '../store/port.ts';
import { writeLine } from './lines.ts';
import { log } from './log.ts';
import { readArguments } from './options.ts';
import { say } from './say.ts';

export const DOCTOR_HELP = `muster doctor [--json]

Checks the configuration, the database, the folders of articles, and the tokens, permissions and
channels in Discord and Slack; posts nothing. One line for each thing, and for what is to be fixed
one sentence on how. With --json one object a line, {"area", "state", "words"}. Exit code 1 when
something is to be fixed.`;

type Check = {
  readonly area: string;
  readonly state: 'ok' | 'note' | 'to fix';
  readonly words: string;
};

type Env = Config['env'];
type Channels = readonly { readonly platform: Platform; readonly channel: string }[];

/** Prints what is well and what is to be fixed; returns the exit code. */
export async function doctor(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, { json: { type: 'boolean', default: false } });
  let isWell = true;
  for await (const check of examine()) {
    if (check.state === 'to fix') isWell = false;
    if (values.json) await writeLine(process.stdout, check);
    else say(`${check.state.padEnd(7)} ${check.area}: ${check.words}`);
  }
  return isWell ? 0 : 1;
}

async function* examine(): AsyncGenerator<Check> {
  let env: Env;
  try {
    env = loadEnvironment();
  } catch (thrown) {
    // Nothing else can be looked for without it.
    return yield toFix('environment', thrown);
  }
  const wrong = examineFiles(env.CONFIG_DIR);
  for (const words of wrong) yield { area: 'configuration', state: 'to fix', words };
  const config = wrong.length > 0 ? null : loadConfig();
  if (config !== null) yield ok('configuration', describeConfig(config));
  const channels: { platform: Platform; channel: string }[] = [...(config?.digests.channels ?? [])];
  yield* examineStore(env, channels);
  yield await examineFolders(['seeds', ...env.CORPUS_DIRS]);
  if (env.PUBLIC_URL) yield await examineAddress(env.PUBLIC_URL);
  yield* examinePlatform('Discord', 'DISCORD_TOKEN', env.DISCORD_TOKEN, async (token) => {
    const { examineDiscord } = await import('../chat/discord/doctor.ts');
    return examineDiscord({
      token,
      channels: channelsOf('discord', channels),
      ...(env.DISCORD_API_URL && { apiUrl: env.DISCORD_API_URL }),
    });
  });
  yield* examinePlatform('Slack', 'SLACK_BOT_TOKEN', env.SLACK_BOT_TOKEN, async (botToken) => {
    const via = chooseVia(env);
    const { examineSlack } = await import('../chat/slack/doctor.ts');
    return examineSlack({
      botToken,
      appToken: via.kind === 'socket' ? via.appToken : null,
      apiUrl: env.SLACK_API_URL,
      channels: channelsOf('slack', channels),
      wait: (ms) => sleep(ms),
      log: { error: () => {}, warn: () => {}, info: () => {} },
    });
  });
}

/** Adds to `channels` those that somebody subscribed. */
async function* examineStore(
  env: Env,
  channels: { platform: Platform; channel: string }[],
): AsyncGenerator<Check> {
  const area = 'database';
  try {
    if (!env.DATABASE_URL) await checkWritable(env.DATA_DIR);
    const file = join(env.DATA_DIR, 'muster.sqlite');
    const store = await openStore(env.DATABASE_URL ? { url: env.DATABASE_URL } : { file });
    try {
      const articles = await store.library.list();
      const subscriptions = await store.subscriptions.list();
      channels.push(...subscriptions);
      for (const { id } of subscriptions.filter(({ isPaused }) => isPaused)) {
        const words = `The digest of ${id} is paused, for it could not be delivered. See "muster deliveries" for why, and type /digest there once that is mended.`;
        yield { area: 'digests', state: 'to fix', words };
      }
      for (const { key, fault } of await store.sources.list('feed')) {
        if (fault !== null) yield { area: 'feeds', state: 'note', words: `${key}: ${fault}` };
      }
      const where = env.DATABASE_URL ? 'PostgreSQL' : file;
      yield ok(area, `${where} opens, and holds ${articles.length} articles.`);
    } finally {
      await store.close();
    }
  } catch (thrown) {
    yield toFix(area, thrown);
  }
}

async function checkWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new PlainError(
      `The data folder ${folder} cannot be written to. Correct its permissions, or set DATA_DIR to another folder.`,
      { cause },
    );
  }
}

async function examineFolders(folders: readonly string[]): Promise<Check> {
  const area = 'articles';
  const { files, problems } = await listFiles(folders);
  if (problems.length > 0) return { area, state: 'to fix', words: problems.join(' ') };
  if (files.length === 0) {
    const words = `${folders.join(', ')} hold no file that can be read. Put articles there, or name their folder in CORPUS_DIRS.`;
    return { area, state: 'to fix', words };
  }
  return ok(area, `${files.length} files can be read in ${folders.join(', ')}.`);
}

const ADDRESS_WITHIN_MS = 5_000;

async function examineAddress(address: string): Promise<Check> {
  const area = 'PUBLIC_URL';
  const { hostname } = new URL(address);
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    const words = `${address} opens on this machine alone: for readers elsewhere, set the address that they reach the page by.`;
    return { area, state: 'note', words };
  }
  try {
    const signal = AbortSignal.timeout(ADDRESS_WITHIN_MS);
    const { status, body } = await fetch(address, { signal });
    await body?.cancel();
    return ok(area, `${address} answers (${status}).`);
  } catch {
    const words = `${address} does not answer now. If Muster is running, see that this address leads to its PORT.`;
    return { area, state: 'note', words };
  }
}

async function* examinePlatform(
  area: string,
  variable: string,
  token: string | undefined,
  look: (token: string) => Promise<Examined>,
): AsyncGenerator<Check> {
  if (!token) {
    const words = `${variable} is not set, so Muster does not join ${area}.`;
    return yield { area, state: 'note', words };
  }
  try {
    const { problems, notes } = await look(token);
    if (problems.length === 0) yield ok(area, 'the tokens, permissions and channels are in order.');
    for (const words of problems) yield { area, state: 'to fix', words };
    for (const words of notes) yield { area, state: 'note', words };
  } catch (thrown) {
    yield toFix(area, thrown);
  }
}

function channelsOf(platform: Platform, channels: Channels): readonly string[] {
  const ours = channels.filter((each) => each.platform === platform);
  return [...new Set(ours.map(({ channel }) => channel))];
}

function describeConfig({ env, theatres, digests, feeds }: Config): string {
  const names = theatres.names.join(', ');
  return `${env.CONFIG_DIR} is in order: theatres ${names}; feeds ${feeds.feeds.length}; fixed digests ${digests.channels.length}.`;
}

function ok(area: string, words: string): Check {
  return { area, state: 'ok', words };
}

function toFix(area: string, thrown: unknown): Check {
  const words =
    thrown instanceof PlainError ? thrown.message : toFault(log, `checking ${area}`, thrown).words;
  return { area, state: 'to fix', words };
}
