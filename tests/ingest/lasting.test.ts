import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LastingMuster, openLasting } from '../../src/assemble.ts';
import { openDesk } from '../../src/chat/desk.ts';
import { renderPlain } from '../../src/chat/plain.ts';
import type { Desk } from '../../src/chat/port.ts';
import { loadConfig } from '../../src/config.ts';
import { readFolders, type Tally } from '../../src/ingest/folder.ts';
import { type KeepingUp, keepUp } from '../../src/ingest/keep-up.ts';
import { openReader } from '../../src/ingest/reader.ts';
import { report } from './reports.ts';

const STORY = `Russia moves 12,000 troops towards Sumy

Russia has moved about 12,000 troops to the border near Sumy, the Ukrainian commander Oleksandr Syrskyi said on Tuesday. The units came from the Donetsk front by rail over the past ten days, he said, and have set up field hospitals in two villages.

"They have fuel for a week and bridges for two crossings," said Mykola Hrytsenko, the mayor of a town on the border. Residents were told to be ready to leave within a day, and the schools have sent their pupils home until further notice.

The defense ministry in Moscow did not answer a request for comment. Western officials said they had not seen preparations for an offensive on this part of the front.`;

// Word lists are read when the first question comes, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let articles: string;
let muster: LastingMuster;
let desk: Desk;
let clock: number;
let events = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-lasting-'));
  articles = join(folder, 'articles');
  await mkdir(articles);
  clock = 1_000;
  await open();
});
afterEach(async () => {
  await muster.store.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(): Promise<void> {
  const config = loadConfig();
  const now = () => clock++;
  muster = await openLasting(
    { ...config, env: { ...config.env, DATA_DIR: folder } },
    { now, fault: rethrow },
  );
  const { answerer, store } = muster;
  desk = openDesk({ ...store, answerer, log: { error: rethrow }, now });
}

function rethrow(what: unknown, thrown?: unknown): never {
  throw new Error(String(what), { cause: thrown });
}

const put = (name: string, text: string) => writeFile(join(articles, name), text);

function read(): Promise<Tally> {
  const { pipeline, store } = muster;
  const now = () => clock++;
  const parts = { pipeline, sources: store.sources, report: rethrow, fault: rethrow, now };
  return readFolders([articles], parts);
}

async function ask(text: string): Promise<string> {
  const event = `e${events++}`;
  const asked = { platform: 'slack', event, user: 'U1', channel: 'C1', thread: 't', text } as const;
  const answered = await desk.ask(asked);
  await answered?.record('t');
  return answered ? renderPlain(answered.reply) : '';
}

it('counts two reprints and an edited version of one article as one source with a history', async () => {
  await put('1-gazette.txt', STORY);
  await put('2-herald.txt', `THE HERALD\n\n${STORY}\n\nFollow us for more.`);
  await put('3-post.txt', STORY.replace('Russia moves 12,000', 'Report: Russia moves 12,000'));
  expect(await read()).toMatchObject({ new: 1, reprints: 2 });
  await put('1-gazette.txt', STORY.replaceAll('12,000', '15,000'));
  expect(await read()).toMatchObject({ changed: 1, unchanged: 2 });

  const held = await muster.store.library.list();
  expect(held).toHaveLength(1);
  const id = held[0]?.id ?? '';
  expect(await muster.store.history.versions(id)).toHaveLength(2);

  const claims = await ask('/claims 15,000 troops');
  expect(claims).toContain('15,000');
  expect(claims).not.toMatch(/corroborated|12,000/);
  const article = await ask(`/article ${id}`);
  expect(article).toContain('It was edited: 1 earlier version held');
  expect(article).toMatch(/counts as one source with it: \S*2-herald\.txt, \S*3-post\.txt/);
  expect(article).toContain('not so in the earlier version');
});

it('says in a thread what was withdrawn since, once, and answers from it no more', async () => {
  await put('1-gazette.txt', STORY);
  await read();
  expect(await ask('how many troops near Sumy?')).toContain('12,000');
  await rm(join(articles, '1-gazette.txt'));
  expect(await read()).toMatchObject({ withdrawn: 1 });
  const after = await ask('who said that?');
  expect(after).toMatch(/Cited above, .*12,000.* is withdrawn: its article, .* is gone/s);
  expect(after.split('is gone').at(-1)).not.toContain('12,000');
  expect(await ask('how many troops near Sumy?')).not.toContain('12,000');
});

it('says in a thread which cited sentence an edit took away', async () => {
  await put('1-gazette.txt', STORY);
  await read();
  await ask('how many troops near Sumy?');
  await put('1-gazette.txt', STORY.replaceAll('12,000', '15,000'));
  await read();
  const after = await ask('how many troops near Sumy?');
  expect(after).toMatch(/12,000.* is no longer in .* of which a newer version is held/s);
  expect(after.split('newer version is held').at(-1)).toContain('15,000');
});

it('keeps hidden what the owner hid, in an edited version that says it still', async () => {
  await put('1-gazette.txt', STORY);
  await read();
  const { library, corrections } = muster.store;
  const figures = async (): Promise<readonly string[]> => {
    const held = await library.list();
    const claims = await library.claimsOf(held.map(({ id }) => id));
    return claims
      .filter(({ quantities }) => quantities.some(({ low }) => low === 12_000))
      .map(({ id }) => id);
  };
  const wrong = await figures();
  expect(wrong).not.toEqual([]);
  for (const id of wrong) await corrections.hide(id, 'The figure is a slip.', clock++);
  await put('1-gazette.txt', `${STORY}\n\nThe governor of the region said more on Wednesday.`);
  expect(await read()).toMatchObject({ changed: 1 });
  expect(await figures()).toEqual([]);
  expect(await ask('how many troops near Sumy?')).not.toContain('12,000');
});

it('reads claims anew, and again shows them, when the extractor changes', async () => {
  await put('1-gazette.txt', STORY);
  await read();
  const { library } = muster.store;
  const [held] = await library.list();
  const [article] = await library.articles([held?.id ?? '']);
  if (!article) throw new Error('nothing is held');
  await library.save(article, [], { extractor: 'an older one' });
  expect(await library.claimsOf([article.id])).toEqual([]);
  const said: string[] = [];
  const config = loadConfig();
  const keeping: KeepingUp = keepUp({
    pipeline: muster.pipeline,
    sources: muster.store.sources,
    folders: [articles],
    feeds: [],
    fetcher: openReader(config.env, () => 0),
    maxBytes: 100_000,
    log: { info: (words) => said.push(words), warn: rethrow },
    fault: rethrow,
    now: () => clock++,
  });
  await keeping.caughtUp;
  await keeping.close();
  expect(said).toEqual(['1 articles brought up to date.']);
  expect(await library.claimsOf([article.id])).not.toEqual([]);
});

describe('a question asked meanwhile', () => {
  const asked = 'how many troops near Sumy?';
  /** What ends when, of some work and of three questions that come from outside, as messages do. */
  async function order(work: Promise<unknown>, afterMs: number): Promise<readonly string[]> {
    const ended: string[] = [];
    const working = work.then(() => ended.push('done'));
    await sleep(afterMs);
    for (let n = 0; n < 3; n++) {
      expect(await ask(asked)).toContain('12,000');
      ended.push('answered');
    }
    await working;
    return ended;
  }

  it('is answered before a long article is read', async () => {
    await put('1-gazette.txt', STORY);
    await read();
    await put('2-chronicle.txt', report('Aldora', 0, 4_000));
    expect(await order(read(), 100)).toEqual(['answered', 'answered', 'answered', 'done']);
    const { library } = muster.store;
    const chronicle = (await library.list()).find(({ origin }) => origin.endsWith('chronicle.txt'));
    expect(chronicle?.claims).toBeGreaterThan(1_000);
  });

  it('is answered before a whole library is read anew', async () => {
    await put('1-gazette.txt', STORY);
    for (let n = 0; n < 60; n++) await put(`${n}.txt`, report(`Topic${n}x`, 0, 20));
    await read();
    const { library } = muster.store;
    for (const { id } of await library.list()) {
      const [article] = await library.articles([id]);
      if (!article) throw new Error(`${id} is not held`);
      const claims = await library.claimsOf([id]);
      await library.save(article, claims, { extractor: 'an older one' });
    }
    const settled = order(muster.pipeline.settle(), 1);
    expect(await settled).toEqual(['answered', 'answered', 'answered', 'done']);
    expect(await muster.store.history.stale(muster.reading.extractor, 1)).toEqual([]);
  });
});

it('finds after a restart what it found before', async () => {
  await put('1-gazette.txt', STORY);
  await read();
  await muster.store.close();
  await open();
  expect(await ask('how many troops near Sumy?')).toContain('12,000');
  expect(await read()).toMatchObject({ new: 0, unchanged: 1 });
});

it('takes into its index what another process saved or withdrew', async () => {
  const other = muster;
  await open();
  const mine = muster;
  muster = other;
  await put('1-gazette.txt', STORY);
  await read();
  const find = async () => (await mine.search.find({ text: 'Hrytsenko' }, 5)).length;
  expect(await find()).toBe(0);
  expect(await mine.pipeline.refresh()).toBe(1);
  expect(await find()).toBe(1);
  await rm(join(articles, '1-gazette.txt'));
  await read();
  expect(await mine.pipeline.refresh()).toBe(1);
  expect(await find()).toBe(0);
  await mine.store.close();
});
