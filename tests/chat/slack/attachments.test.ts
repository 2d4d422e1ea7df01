import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openFiles, toFile } from '../../../src/chat/slack/attachments.ts';
import { openCalls } from '../../../src/chat/slack/calls.ts';
import { BOT_SCOPES } from '../../../src/chat/slack/scopes.ts';
import { readMessage } from '../../support/slack/reading.ts';
import {
  ALEX,
  DANA,
  DESK,
  DIRECT,
  eventually,
  openRunning,
  type Running,
} from '../../support/slack/running.ts';
import type { PickedFile } from '../../support/slack/shared-files.ts';
import { BOT_USER } from '../../support/slack/workspace.ts';
import { BRIGADES, DEPOT, openTakingIn, type TakingIn } from '../../support/taking-in.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const MENTION = `<@${BOT_USER}>`;
let taking: TakingIn;
beforeAll(async () => {
  taking = await openTakingIn({ curators: [`slack:${DANA}`], maxMib: 1 });
});
afterAll(() => taking.close());

async function open(): Promise<Running> {
  const { muster, intake, download } = taking;
  const running = await openRunning({ answerer: muster.answerer, intake });
  await running.bot({ download });
  return running;
}

/** What the one who asked was shown alone, once there are so many. */
async function whispers({ slack }: Running, count: number): Promise<readonly string[]> {
  await eventually(() => expect(slack.whispers.length).toBeGreaterThanOrEqual(count));
  return slack.whispers.map((whisper) => readMessage(whisper).shown.trim());
}

const text = (name: string, content: string | Uint8Array): PickedFile => ({ name, content });

describe('a message with files, in Slack', () => {
  it('is read where it mentions Muster and says add, and all are answered from it with a citation', async () => {
    await using running = await open();
    const { slack } = running;
    slack.say(DANA, DESK, `${MENTION} add this`, undefined, [text('brigades.txt', BRIGADES)]);
    expect(await whispers(running, 1)).toEqual([
      expect.stringMatching(
        /brigades\.txt: Read: “Two brigades leave for Aldora”, with \d+ claims\./u,
      ),
    ]);
    expect(slack.whispers[0]).toMatchObject({ user: DANA, channel: DESK });
    expect(running.answers(DESK)).toEqual([]);

    slack.slash(ALEX, DESK, '/claims 4,200 troops');
    const [shown] = await running.said(DESK, 1);
    expect(shown).toMatch(/Varga.*4,200/su);
    const [root] = running.answers(DESK);
    // The turn is recorded once the answer is posted.
    await eventually(async () => {
      const [turn] = await running.store.threads.turns(`slack:${DESK}:${root?.ts}`);
      expect(JSON.stringify(turn)).toContain('attached:brigades.txt');
    });

    slack.say(DANA, DESK, MENTION, undefined, [text('brigades.txt', BRIGADES)]);
    expect((await whispers(running, 2)).at(-1)).toMatch(/Held already/u);
    expect(slack.downloads.map(({ authorization }) => authorization)).toEqual([
      `Bearer ${slack.botToken}`,
      `Bearer ${slack.botToken}`,
    ]);
    expect(running.log.error.mock.calls).toEqual([]);
  });

  it('is taken in a direct channel without a word, snippets and files of other workspaces too', async () => {
    await using running = await open();
    const snippet = { ...text('Untitled', DEPOT), mode: 'snippet' };
    const foreign = { ...text('depot.txt', DEPOT), isForeign: true };
    running.slack.say(DANA, DIRECT, '', undefined, [snippet, foreign]);
    const [shown] = await running.said(DIRECT, 1);
    expect(shown).toMatch(/Untitled: Read: “Fire at a fuel depot near Esker”/u);
    expect(shown).toMatch(/The attached file: Held already/u);
    expect(running.slack.calls.map(({ method }) => method)).toContain('files.info');
  });

  it('is read where a mention in its thread says add', async () => {
    await using running = await open();
    const { slack } = running;
    const { ts } = slack.say(ALEX, DESK, 'from the wire', undefined, [text('depot.txt', DEPOT)]);
    slack.say(DANA, DESK, `${MENTION} add this`, ts);
    expect(await whispers(running, 1)).toEqual([
      expect.stringMatching(/depot\.txt: (?:Read|Held already): “Fire at a fuel depot/u),
    ]);
    expect(slack.whispers[0]).toMatchObject({ user: DANA, thread: ts });
  });

  it.each<[PickedFile, RegExp, number]>([
    [
      { ...text('plan', 'x'), mode: 'external' },
      /It is kept outside Slack: attach the file itself/u,
      0,
    ],
    [
      { ...text('old.txt', 'x'), mode: 'hidden_by_limit' },
      /older than what the workspace’s plan shows/u,
      0,
    ],
    [{ ...text('gone.txt', 'x'), mode: 'tombstone' }, /Slack does not have it any more/u, 0],
    [
      { ...text('map.png', 'x'), mimetype: 'image/png' },
      /It is a \.png file, and texts alone are read/u,
      0,
    ],
    [text('nothing.txt', ''), /It is empty/u, 0],
    [text('large.txt', 'word '.repeat(300_000)), /more than the limit of 1\.0 MiB/u, 0],
    [
      { ...text('sly.txt', 'word '.repeat(300_000)), announced: 10 },
      /larger than the limit of 1 MiB/u,
      1,
    ],
    [
      text(
        'data.txt',
        Buffer.from('1f8b0800000000000003edbd07601c499625262f6dca7b7f4af54ad7e074a1', 'hex'),
      ),
      /binary data/u,
      1,
    ],
  ])('says in one sentence why a file is not read: $name', async (file, words, fetched) => {
    await using running = await open();
    running.slack.say(DANA, DIRECT, 'add', undefined, [file]);
    const [shown] = await running.said(DIRECT, 1);
    expect(shown).toMatch(words);
    expect(running.slack.downloads).toHaveLength(fetched);
  });

  it.each([
    ['hosted', {}],
    ['of another workspace', { isForeign: true }],
  ])('names the scope that is missing for a file that is %s', async (_, changes) => {
    await using running = await open();
    running.slack.scopes = BOT_SCOPES.filter((scope) => scope !== 'files:read');
    running.slack.say(DANA, DIRECT, '', undefined, [{ ...text('a.txt', DEPOT), ...changes }]);
    const [shown] = await running.said(DIRECT, 1);
    expect(shown).toMatch(/lacks the scope files:read.*installs the app again/u);
  });

  it('shows the token to no other host, and no host to a stranger’s address', async () => {
    await using running = await open();
    const { slack } = running;
    slack.fileTrouble = { kind: 'redirect', to: 'http://127.0.0.1:1/steal' };
    slack.say(DANA, DIRECT, '', undefined, [text('a.txt', DEPOT)]);
    expect((await running.said(DIRECT, 1))[0]).toMatch(/lacks the scope files:read/u);
    const calls = openCalls({
      ...{ botToken: slack.botToken, apiUrl: slack.apiUrl, callTimeoutMs: 1_000 },
      ...{ wait: async () => {}, log: running.log },
    });
    const never = () => Promise.reject(new Error('it was fetched'));
    const parts = { calls, botToken: slack.botToken, apiUrl: undefined, download: never };
    for (const url of [
      'https://files.slack.com.example.org/a',
      `${slack.apiUrl}a`,
      'http://files.slack.com/a',
    ]) {
      const file = toFile({ id: 'F1', name: 'a.txt', size: 1, url_private_download: url });
      expect(await openFiles(parts)(file)).toEqual({
        problem: expect.stringContaining('not on Slack’s own host'),
      });
    }
  });

  it('takes an HTML file for itself, and no page for signing in for a file', async () => {
    await using running = await open();
    const page = `<!doctype html><html><body><article><h1>Ferry to Lund</h1><p>The ferry to Lund carried 80 soldiers on 9 March 2024, its captain Nils Aker said.</p></article></body></html>`;
    running.slack.say(DANA, DIRECT, '', undefined, [
      { ...text('ferry.html', page), mimetype: 'text/html' },
      { ...text('login.html', page), mimetype: 'text/html', announced: 99 },
    ]);
    const [shown] = await running.said(DIRECT, 1);
    expect(shown).toMatch(/ferry\.html: Read: “Ferry to Lund”/u);
    expect(shown).toMatch(/login\.html: Not read: .*files:read/u);
  });

  it('is refused to those who are no curators, with nothing fetched', async () => {
    await using running = await open();
    running.slack.say(ALEX, DESK, MENTION, undefined, [text('a.txt', DEPOT)]);
    expect(await whispers(running, 1)).toEqual([expect.stringContaining(`slack:${ALEX}`)]);
    expect(running.slack.downloads).toEqual([]);
  });

  it('is none of ours without words in a thread, and said not to be read under a question', async () => {
    await using running = await open();
    const { slack } = running;
    slack.slash(DANA, DESK, '/claims 4,200 troops');
    await running.said(DESK, 1);
    const root = running.answers(DESK)[0]?.ts ?? '';
    slack.say(DANA, DESK, '', root, [text('a.txt', DEPOT)]);
    slack.say(DANA, DESK, 'who said that?', root, [text('a.txt', DEPOT)]);
    const [, shown] = await running.said(DESK, 2);
    expect(shown).toContain('a.txt is not read for this answer');
    expect(slack.downloads).toEqual([]);
    expect(slack.whispers).toEqual([]);
  });

  it('says that a command carries no files', async () => {
    await using running = await open();
    running.slack.slash(DANA, DESK, '/add');
    expect(await whispers(running, 1)).toEqual([expect.stringMatching(/commands carry no files/u)]);
  });
});

describe('what is handed over while Slack or Muster is away', () => {
  it('is read once after the next start', async () => {
    const { muster, intake, download } = taking;
    await using running = await openRunning({ answerer: muster.answerer, intake });
    const first = await running.bot({ download });
    running.slack.fileTrouble = { kind: 'delay', ms: 300 };
    running.slack.say(DANA, DIRECT, '', undefined, [text('first.txt', FIRST)]);
    await eventually(() => expect(running.slack.downloads).toHaveLength(1));
    await first.close();
    running.slack.say(DANA, DIRECT, 'add', undefined, [text('second.txt', SECOND)]);
    await running.bot({ download });
    const said = await running.said(DIRECT, 2);
    expect(said).toEqual([
      expect.stringMatching(/first\.txt: Read/u),
      expect.stringMatching(/second\.txt: Read/u),
    ]);
  });
});

const FIRST = `Bridge at Varn repaired

Engineers have repaired the bridge at Varn, and 40 tanks crossed it on 7 March 2024, Major Olek Stam told the Varn Courier. He did not say where they were bound for.`;
const SECOND = `Harbour of Cerno closed

The harbour of Cerno was closed to all ships on 11 March 2024, its captain Tomas Brek told the Cerno Post. He gave no reason, but two tugs towed a crane barge past the mole before dawn.`;
