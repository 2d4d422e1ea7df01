import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../src/store/kysely.ts';
import { openScene } from '../support/discord/scene.ts';
import { TOKEN } from '../support/discord/server.ts';
import { UNSET } from '../support/scripts.ts';
import { DESK, FOREIGN, openRunning } from '../support/slack/running.ts';

vi.setConfig({ testTimeout: 30_000 });

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-doctor-'));
});
afterEach(() => rm(folder, { recursive: true }));

type Outcome = { readonly code: number; readonly lines: readonly string[] };

/** What the command prints, as a person runs it. */
function runDoctor(
  variables: Readonly<Record<string, string>>,
  ...options: string[]
): Promise<Outcome> {
  const env = { ...process.env, ...UNSET, DATA_DIR: join(folder, 'data'), ...variables };
  return new Promise((resolve) => {
    execFile(process.execPath, ['src/cli.ts', 'doctor', ...options], { env }, (error, stdout) => {
      resolve({ code: Number(error?.code ?? 0), lines: stdout.trim().split('\n') });
    });
  });
}

async function digestsIn(channels: readonly object[]): Promise<string> {
  const config = join(folder, 'config');
  await cp('config', config, { recursive: true });
  const digests = { channels, timeZone: 'UTC', managers: { discord: [], slack: [] } };
  await writeFile(join(config, 'digests.json'), JSON.stringify(digests));
  return config;
}

describe('muster doctor', () => {
  it('finds all well with nothing connected', async () => {
    const { code, lines } = await runDoctor({});
    expect(lines).toEqual([
      expect.stringMatching(/^ok {6}configuration: config is in order/u),
      expect.stringMatching(/^ok {6}database: .+ opens, and holds 0 articles\.$/u),
      expect.stringMatching(/^ok {6}articles: \d+ files can be read in seeds\.$/u),
      expect.stringMatching(/^note {4}Discord: DISCORD_TOKEN is not set/u),
      expect.stringMatching(/^note {4}Slack: SLACK_BOT_TOKEN is not set/u),
    ]);
    expect(code).toBe(0);
  });

  it.each([
    ['a variable', { PORT: 'eighty' }, /^to fix {2}environment: .*PORT is wrong.*Correct it/u],
    ['a data folder', { DATA_DIR: 'package.json' }, /^to fix {2}database: .*DATA_DIR/u],
    ['a folder of articles', { CORPUS_DIRS: '/nowhere' }, /^to fix {2}articles: \/nowhere/u],
    [
      'the public address',
      { PUBLIC_URL: 'ftp://a.org' },
      /^to fix {2}environment: .*PUBLIC_URL is wrong: write a web address/u,
    ],
    [
      'a folder of config',
      { CONFIG_DIR: '/nowhere' },
      /^to fix {2}configuration: CONFIG_DIR is \/nowhere/u,
    ],
    [
      'how Slack reaches Muster',
      { SLACK_BOT_TOKEN: 'xoxb-1' },
      /^to fix {2}Slack: .*without SLACK_APP_TOKEN/u,
    ],
  ])('says in a sentence what to do about %s, and fails', async (_, variables, words) => {
    const { code, lines } = await runDoctor(variables);
    expect(lines).toContainEqual(expect.stringMatching(words));
    expect(code).toBe(1);
  });

  it('names every file of config that is wrong, not the first alone', async () => {
    const config = await digestsIn([{ platform: 'irc' }]);
    await writeFile(join(config, 'outlets.json'), '{');
    const { lines } = await runDoctor({ CONFIG_DIR: config });
    const wrong = lines.filter((line) => line.startsWith('to fix'));
    expect(wrong).toEqual([
      expect.stringContaining('outlets.json'),
      expect.stringContaining('digests.json at channels.0.platform'),
    ]);
  });

  it('looks at both platforms and at the channels of digests, as lines of JSON too', async () => {
    await using slack = await openRunning();
    const discord = await openScene();
    const config = await digestsIn([
      { platform: 'slack', channel: FOREIGN, time: '07:00' },
      { platform: 'discord', channel: discord.server.channel.id, time: '07:00' },
    ]);
    const store = await openStore({ file: join(folder, 'data', 'muster.sqlite') });
    await store.subscriptions.put({
      ...{ id: `slack:${DESK}`, platform: 'slack', channel: DESK, time: '07:00', weekdays: [1] },
      ...{ timeZone: 'UTC', place: null, isQuiet: false, owner: 'U1', isPaused: true },
      createdAt: 0,
    });
    await store.sources.put({
      ...{ key: 'https://a.org/feed', kind: 'feed', etag: null, lastModified: null, stamp: null },
      ...{ article: null, readAt: 1, dueAt: 2, failures: 1, fault: 'It answers 404.' },
      addedBy: null,
    });
    await store.close();
    const connected = {
      CONFIG_DIR: config,
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: discord.server.apiUrl,
      SLACK_BOT_TOKEN: slack.slack.botToken,
      SLACK_APP_TOKEN: slack.slack.appToken,
      SLACK_API_URL: slack.slack.apiUrl,
    };
    const { code, lines } = await runDoctor(connected, '--json');
    await discord.close();
    const checks = lines.map((line) => JSON.parse(line) as { area: string; state: string });
    expect(checks.filter(({ state }) => state === 'to fix')).toEqual([
      { area: 'digests', state: 'to fix', words: expect.stringContaining(`slack:${DESK}`) },
      { area: 'Slack', state: 'to fix', words: expect.stringContaining(`channel ${FOREIGN}`) },
    ]);
    expect(checks).toContainEqual({
      area: 'feeds',
      state: 'note',
      words: 'https://a.org/feed: It answers 404.',
    });
    expect(checks).toContainEqual({
      area: 'Discord',
      state: 'ok',
      words: 'the tokens, permissions and channels are in order.',
    });
    expect(code).toBe(1);
  });
});
