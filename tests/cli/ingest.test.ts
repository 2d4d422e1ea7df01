import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openWebServer, page, rss, type WebServer } from '../ingest/web-server.ts';
import { muster } from './run.ts';

vi.setConfig({ testTimeout: 120_000 });

const folder = await mkdtemp(join(tmpdir(), 'muster-ingest-'));
const articles = join(folder, 'articles');
const before = { ...process.env };
let server: WebServer;
beforeAll(async () => {
  await cp('seeds', articles, { recursive: true });
  server = await openWebServer();
  process.env.DATA_DIR = join(folder, 'data');
  process.env.ALLOW_PRIVATE_FEEDS = 'true';
});
afterAll(async () => {
  for (const name of ['DATA_DIR', 'ALLOW_PRIVATE_FEEDS']) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const STORY = `Russia has moved about 12,000 troops to the border near Sumy, the Ukrainian commander Oleksandr Syrskyi said on Tuesday. The units came from the Donetsk front by rail over the past ten days, he said, and have set up field hospitals in two villages.

"They have fuel for a week and bridges for two crossings," said Mykola Hrytsenko, the mayor of a town on the border. Residents were told to be ready to leave within a day, and the schools have sent their pupils home until further notice.`;

it('muster ingest reads folders, pages and feeds once, and sums up in one line', async () => {
  server.on('/report', page('Troops move', STORY), 'text/html');
  server.on('/feed', rss([{ link: '/report', title: 'Troops move' }, { link: '/gone' }]));
  await writeFile(join(articles, 'empty.txt'), '');
  const first = await muster(['ingest', articles, `${server.url}/report`]);
  expect(first).toMatchObject({
    code: 1,
    out: '6 new, 0 changed, 0 unchanged, 0 reprints, 1 failed\n',
  });
  expect(first.err).toMatch(/^\S+empty\.txt: It is empty\.\n$/);
  await rm(join(articles, 'empty.txt'));
  const second = await muster(['ingest', articles, `${server.url}/feed`]);
  expect(second.err).toMatch(/^http:\S+\/gone: The server answered 404: .*\n$/);
  expect(second).toMatchObject({
    code: 1,
    out: '0 new, 0 changed, 6 unchanged, 0 reprints, 1 failed\n',
  });
});

it('muster claims lists, hides, corrects and undoes', async () => {
  expect(await muster(['claims', 'list'])).toMatchObject({
    code: 2,
    out: '',
    err: 'Nothing was reported wrong, and nothing is hidden or corrected.\n',
  });
  const listed = await muster(['claims', 'list', '003_']);
  const [id] = /^[0-9a-f]{16}/.exec(listed.out) ?? [''];
  expect((await muster(['claims', 'list', id])).out).toBe(listed.out);
  const [claim = ''] = listed.out.split('  ');
  expect(claim).toMatch(/^[0-9a-f]{16}-01$/);
  expect(await muster(['claims', 'hide', claim, '--why', 'misread'])).toMatchObject({
    code: 0,
    out: `${claim} is hidden.\n`,
  });
  expect((await muster(['claims', 'list'])).out).toContain(`hidden: ${claim}: misread`);
  expect(await muster(['claims', 'undo', claim])).toMatchObject({ code: 0 });
  const wrong = await muster(['claims', 'correct', claim, '--why', 'x', '--kind', 'party']);
  expect(wrong.err).toMatch(/--kind party is not known\. Write one of buildup,/);
  const right = ['claims', 'correct', claim, '--why', 'misread', '--kind', 'drill'];
  expect(await muster(right)).toMatchObject({ code: 0 });
  expect((await muster(['claims', 'list', id])).out).toContain('(drill');
});

it('muster export ends without a word when its reader has gone', async () => {
  const child = spawn(process.execPath, ['src/cli.ts', 'export'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const err = text(child.stderr);
  child.stdout.once('data', () => child.stdout.destroy());
  const [code] = await once(child, 'close');
  expect({ code, err: await err }).toEqual({ code: 0, err: '' });
});

it('muster export, import and backup carry everything, and forget erases a person', async () => {
  const file = join(folder, 'export.jsonl');
  expect(await muster(['export', file])).toMatchObject({ code: 0, out: '' });
  expect(await muster(['backup', join(folder, 'copy.sqlite')])).toMatchObject({ code: 0 });
  process.env.DATA_DIR = join(folder, 'other');
  const { out } = await muster(['import', file]);
  expect(out).toMatch(/^[1-9]\d* rows imported\.\n$/);
  expect((await muster(['import', file])).out).toBe('0 rows imported.\n');
  expect(await muster(['forget', 'slack:U1'])).toMatchObject({
    code: 2,
    out: '0 questions of slack:U1 erased.\n',
  });
});
