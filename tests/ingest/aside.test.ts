import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PlainError } from '../../src/faults.ts';
import { type Aside, openAside } from '../../src/ingest/aside.ts';
import { readFolders } from '../../src/ingest/folder.ts';
import { openPipeline, type Pipeline } from '../../src/ingest/pipeline.ts';
import { traitsOf } from '../../src/ingest/traits.ts';
import { openMiniSearch } from '../../src/search/minisearch.ts';
import { openStore } from '../../src/store/kysely.ts';
import type { Store } from '../../src/store/port.ts';
import { config, reading } from '../support/seeds.ts';
import { report } from './reports.ts';

vi.setConfig({ testTimeout: 60_000 });

const here = { ...reading, traitsOf };
const real = { module: new URL('../../src/reading-thread.ts', import.meta.url), data: config };
const dying = { module: new URL('./dying-thread.ts', import.meta.url), data: null, maxMiB: 128 };

let aside: Aside | null = null;
afterEach(async () => {
  await aside?.close();
  aside = null;
});

const source = (text: string, origin = 'a.txt') => ({ origin, text, known: {} });

describe('what is read in a thread', () => {
  it('is what would be read here, word for word', async () => {
    aside = openAside(here, { ...real, longChars: 0 });
    const seeds = (await readdir('seeds')).map((name) => readFileSync(join('seeds', name), 'utf8'));
    const texts = [...seeds, report('Aldora', 0, 300)];
    const articles = texts.map((text) => here.toArticle(source(text)));
    for (const [n, text] of texts.entries()) {
      const article = await aside.toArticle(source(text));
      expect(article).toEqual(articles[n]);
      const dated = await aside.dateAmong(article, articles);
      expect(dated).toEqual(here.dateAmong(article, articles));
      expect(await aside.toClaims(dated)).toEqual(here.toClaims(dated));
      // Of another article than the last as well.
      const [first] = articles;
      if (first) expect(await aside.toClaims(first)).toEqual(here.toClaims(first));
      expect(await aside.traitsOf(article)).toEqual(traitsOf(article));
    }
  });
});

describe('a text that its thread does not survive', () => {
  let folder: string;
  let store: Store;
  let pipeline: Pipeline;
  const faults: string[] = [];
  const fault = (doing: string, thrown: unknown) => {
    // Only what the person who gave the text can mend is said without a stack.
    const name = thrown instanceof PlainError ? 'plainly' : 'a fault';
    faults.push(`${doing}: ${name}: ${(thrown as Error).message}`);
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-aside-'));
    await mkdir(join(folder, 'articles'));
    faults.length = 0;
    store = await openStore({ file: join(folder, 'store.sqlite') });
    aside = openAside(here, { ...dying, longChars: 0, patienceMs: 4_000 });
    const { library, history, sources } = store;
    pipeline = await openPipeline({
      ...{ ...aside, library, history, sources, fault },
      search: openMiniSearch({ language: config.search }),
      ...{ extractor: 'test', now: () => 0 },
    });
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  const read = () =>
    readFolders([join(folder, 'articles')], {
      ...{ pipeline, sources: store.sources, fault },
      report: (problem) => faults.push(problem),
      now: () => 0,
    });
  const put = (name: string, text: string) => writeFile(join(folder, 'articles', name), text);

  it.each([
    ['of hunger', 'DIE OF HUNGER', 'plainly: FILE: It takes more than 128 MiB of memory to read'],
    ['without a word', 'DIE AT ONCE', 'a fault: The thread ended with code 1.'],
    ['by never coming back', 'GET LOST', 'plainly: FILE: It takes more than 0 minutes to read'],
  ])(
    'is named and left out, whether it dies %s, and nothing else is lost',
    async (_, text, why) => {
      await put('1.txt', report('Aldora', 0, 20));
      await put('2.txt', text);
      await put('3.txt', report('Borania', 0, 20));
      expect(await read()).toMatchObject({ new: 2, failed: 1 });
      const bad = join(folder, 'articles', '2.txt');
      expect(faults).toHaveLength(1);
      expect(faults[0]?.replaceAll(bad, 'FILE')).toContain(`reading FILE: ${why}`);
      const held = await store.library.list();
      expect(held.map(({ origin }) => origin.slice(-5)).sort()).toEqual(['1.txt', '3.txt']);
      expect(held.every(({ claims }) => claims === 1)).toBe(true);

      await put('2.txt', report('Caldera', 0, 20));
      expect(await read()).toMatchObject({ new: 1, unchanged: 2, failed: 0 });
    },
  );

  it('is remembered with the reason, and what its file gave before stays', async () => {
    const file = join(folder, 'articles', '1.txt');
    await put('1.txt', report('Aldora', 0, 20));
    await read();
    const before = await store.sources.find(file);
    await put('1.txt', 'DIE OF HUNGER');
    expect(await read()).toMatchObject({ failed: 1 });
    const { article = null, failures, fault } = (await store.sources.find(file)) ?? {};
    expect({ article, failures }).toEqual({ article: before?.article, failures: 1 });
    expect(fault).toContain('It takes more than 128 MiB of memory to read');
    expect(await store.library.list()).toHaveLength(1);
  });

  it('is sent anew to the thread that takes its place', async () => {
    const article = await aside?.toArticle(source('Rain fell.'));
    await expect(aside?.toArticle(source('DIE AT ONCE'))).rejects.toThrow('ended');
    if (article) expect(await aside?.toClaims(article)).toHaveLength(1);
    const dies = await aside?.toArticle(source('DIE LATER'));
    if (!dies || !aside) throw new Error('It was not read.');
    await expect(aside.toClaims(dies)).rejects.toThrow('ended');
    expect((await aside.traitsOf(dies)).signature).toBeNull();
  });

  it('throws here what a reader threw there, and the thread goes on', async () => {
    const stumble = aside?.toArticle(source('STUMBLE'));
    await expect(stumble).rejects.toThrow('A reader stumbled.');
    expect(await aside?.toArticle(source('All is well.'))).toMatchObject({ text: 'All is well.' });
  });
});

describe('closing', () => {
  it('waits for what is being read, and what is read after it is read by a new thread', async () => {
    aside = openAside(here, { ...real, longChars: 0 });
    const done: string[] = [];
    const text = report('Aldora', 0, 200);
    const article = Promise.resolve(aside.toArticle(source(text))).then(({ id }) => {
      done.push('read');
      return id;
    });
    const closing = aside.close().then(() => done.push('closed'));
    await Promise.all([article, closing]);
    expect(done).toEqual(['read', 'closed']);
    expect(await aside.toArticle(source(text))).toMatchObject({ id: await article });
  });

  it('needs nothing where nothing long was read', async () => {
    aside = openAside(here, { module: new URL('file:///nowhere.ts'), data: null });
    expect(await aside.toClaims(await aside.toArticle(source('Rain fell.')))).toEqual(
      here.toClaims(here.toArticle(source('Rain fell.'))),
    );
    await aside.close();
  });
});

it('ends by itself when nothing was asked of it for long, and another takes its place', async () => {
  aside = openAside(here, { ...dying, longChars: 0, idleMs: 10 });
  const first = await aside.toArticle(source('Rain fell on Monday.'));
  const isAnother = async () => {
    const later = await aside?.toArticle(source('Rain fell on Monday.'));
    expect(later?.outlet).toMatch(/^thread \d+$/);
    expect(later?.outlet).not.toBe(first.outlet);
  };
  await vi.waitFor(isAnother, { timeout: 30_000, interval: 50 });
});
