import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfigFile } from '../../src/config.ts';
import type { Known } from '../../src/corpus/article.ts';
import { type Item, openPipeline, type Pipeline } from '../../src/ingest/pipeline.ts';
import { traitsOf } from '../../src/ingest/traits.ts';
import { openMiniSearch } from '../../src/search/minisearch.ts';
import type { Search } from '../../src/search/port.ts';
import { SearchLanguageSchema } from '../../src/search/words.ts';
import { openStore } from '../../src/store/kysely.ts';
import type { Store } from '../../src/store/port.ts';
import { build } from '../corpus/word-lists.ts';
import { claimOf } from '../store/samples.ts';
import { report } from './reports.ts';

const language = readConfigFile('config/language/search.json', SearchLanguageSchema);
let folder: string;
let store: Store;
let search: Search;
let pipeline: Pipeline;
let stores = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-pipeline-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  store = await openStore({ file: join(folder, `${stores++}.sqlite`) });
  search = openMiniSearch({ language });
  pipeline = await open();
});
afterEach(() => store.close());

function open({ library, history }: Pick<Store, 'library' | 'history'> = store): Promise<Pipeline> {
  return openPipeline({
    toArticle: build,
    toClaims: (article) => [claimOf(article, 1)],
    dateAmong: (article) => article,
    traitsOf,
    fault: () => {},
    extractor: 'test',
    library,
    history,
    sources: store.sources,
    search,
    now: () => 1000,
  });
}

/** The store, for whom something happens before the call of this number. */
function interrupted(at: number, happen: () => Promise<void>): Pick<Store, 'library' | 'history'> {
  let calls = 0;
  const watch = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get(target, name) {
        const method = Reflect.get(target, name) as (...given: unknown[]) => unknown;
        return async (...given: unknown[]) => {
          if (calls++ === at) await happen();
          return Reflect.apply(method, target, given);
        };
      },
    });
  return { library: watch(store.library), history: watch(store.history) };
}

function item(origin: string, text: string, known: Known = {}): Item {
  return {
    text: { origin, text, known },
    from: {
      key: origin,
      kind: 'file',
      etag: null,
      lastModified: null,
      stamp: null,
      readAt: 1000,
      dueAt: null,
      failures: 0,
      fault: null,
      addedBy: null,
    },
  };
}

async function held(): Promise<string[]> {
  return (await store.library.list()).map(({ origin }) => origin).sort();
}

async function found(words: string): Promise<string[]> {
  return (await search.find({ text: words }, 10)).map(({ article }) => article);
}

const STORY = report('Aldora', 0, 20);

describe('an item', () => {
  it('that is new is saved with its claims, indexed and traced to its file', async () => {
    const { kind, article } = await pipeline.take(item('a.txt', STORY));
    expect(kind).toBe('new');
    expect(await found('Aldora')).toEqual([article]);
    expect((await store.library.claimsOf([article])).map(({ id }) => id)).toEqual([
      `${article}-01`,
    ]);
    expect(await store.sources.find('a.txt')).toMatchObject({ article });
  });

  it('that comes again is unchanged', async () => {
    const { article } = await pipeline.take(item('a.txt', STORY));
    expect(await pipeline.take(item('a.txt', STORY))).toEqual({ kind: 'unchanged', article });
  });

  it('of which more has become known is read again', async () => {
    await pipeline.take(item('a.txt', STORY));
    const { kind } = await pipeline.take(item('a.txt', STORY, { headline: 'Columns leave' }));
    expect(kind).toBe('changed');
    expect((await store.library.list()).map(({ title }) => title)).toEqual(['Columns leave']);
  });

  it('that was edited becomes a new version of the old', async () => {
    const old = await pipeline.take(item('a.txt', STORY));
    const edited = await pipeline.take(item('a.txt', `${STORY}\n\nIt was corrected on Friday.`));
    expect(edited.kind).toBe('changed');
    expect(await found('Aldora')).toEqual([edited.article]);
    expect(await store.history.versions(edited.article)).toEqual([old.article, edited.article]);
  });

  it('at the same address, tracking aside, is a version too', async () => {
    const page = { url: 'https://gazette.example/a' };
    await pipeline.take(item('a.txt', STORY, page));
    const again = { url: 'http://www.gazette.example/a/?utm_source=x' };
    const { kind } = await pipeline.take(item('b.txt', report('Borania', 0, 9), again));
    expect(kind).toBe('changed');
    expect(await held()).toEqual(['b.txt']);
  });

  it('that was edited and set back is current again', async () => {
    const { article } = await pipeline.take(item('a.txt', STORY));
    await pipeline.take(item('a.txt', `${STORY}\n\nIt was corrected on Friday.`));
    expect(await pipeline.take(item('a.txt', STORY))).toEqual({ kind: 'changed', article });
    expect(await found('Aldora')).toEqual([article]);
  });
});

describe('a copy', () => {
  it.each([
    ['word for word', STORY],
    ['under another headline', `Columns leave garrison\n\n${STORY}\n\nSource link`],
    ['cut to half', report('Aldora', 0, 10)],
    ['with a paragraph more', `${STORY}\n\n${report('Borania', 0, 1)}`],
  ])('%s is a reprint of one origin', async (_name, text) => {
    const { article } = await pipeline.take(item('a.txt', STORY));
    const copy = await pipeline.take(item('b.txt', text, { outlet: 'Herald' }));
    expect(copy).toEqual({ kind: 'reprint', article });
    expect(await held()).toEqual(['a.txt']);
    expect((await store.history.reprints([article])).get(article)).toMatchObject([
      { origin: 'b.txt', outlet: 'Herald' },
    ]);
  });

  it('that is much fuller takes the place of what was held, and names it', async () => {
    const short = await pipeline.take(item('a.txt', report('Aldora', 0, 10)));
    const full = await pipeline.take(item('b.txt', STORY));
    expect(full.kind).toBe('changed');
    expect(await held()).toEqual(['b.txt']);
    expect((await store.history.reprints([full.article])).get(full.article)).toMatchObject([
      { origin: 'a.txt' },
    ]);
    expect(await pipeline.take(item('a.txt', report('Aldora', 0, 10)))).toEqual({
      kind: 'reprint',
      article: full.article,
    });
    expect(await found('Aldora')).toEqual([full.article]);
    expect(short.article).not.toBe(full.article);
  });

  it('is found after a restart', async () => {
    const { article } = await pipeline.take(item('a.txt', STORY));
    pipeline = await open();
    expect(await pipeline.take(item('b.txt', `News\n\n${STORY}`))).toEqual({
      kind: 'reprint',
      article,
    });
  });

  it('that arrives at the same time is found too', async () => {
    const outcomes = await Promise.all(
      ['a.txt', 'b.txt', 'c.txt'].map((name) => pipeline.take(item(name, STORY))),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['new', 'reprint', 'reprint']);
  });

  it('is not made of another report in the same words of style', async () => {
    await pipeline.take(item('a.txt', STORY));
    expect(await pipeline.take(item('b.txt', report('Borania', 0, 20)))).toMatchObject({
      kind: 'new',
    });
  });
});

it('that becomes a copy of another leaves nothing of what it was', async () => {
  await pipeline.take(item('a.txt', STORY));
  await pipeline.take(item('b.txt', report('Borania', 0, 20)));
  expect(await pipeline.take(item('b.txt', STORY))).toMatchObject({ kind: 'reprint' });
  expect(await held()).toEqual(['a.txt']);
});

describe('withdrawing', () => {
  it('takes an article out of list and index, and keeps it for what cites it', async () => {
    const { article } = await pipeline.take(item('a.txt', STORY));
    expect(await pipeline.withdraw('a.txt')).toBe(article);
    expect(await held()).toEqual([]);
    expect(await found('Aldora')).toEqual([]);
    expect(await store.library.articles([article])).toHaveLength(1);
  });

  it('leaves an article of which a copy remains', async () => {
    await pipeline.take(item('a.txt', STORY));
    await pipeline.take(item('b.txt', STORY));
    expect(await pipeline.withdraw('a.txt')).toBe(null);
    expect(await held()).toEqual(['a.txt']);
  });

  it('leaves an edited article of which a copy remains', async () => {
    await pipeline.take(item('a.txt', STORY));
    await pipeline.take(item('b.txt', STORY));
    await pipeline.take(item('a.txt', `${STORY}\n\nIt was corrected on Friday.`));
    expect(await pipeline.withdraw('a.txt')).toBe(null);
    expect(await held()).toEqual(['a.txt']);
  });

  it('of a copy leaves the original, and of nothing does nothing', async () => {
    await pipeline.take(item('a.txt', STORY));
    await pipeline.take(item('b.txt', STORY));
    expect(await pipeline.withdraw('b.txt')).toBe(null);
    expect(await pipeline.withdraw('never.txt')).toBe(null);
    expect(await held()).toEqual(['a.txt']);
  });

  it('is undone when the file comes back', async () => {
    const { article } = await pipeline.take(item('a.txt', STORY));
    await pipeline.withdraw('a.txt');
    expect(await pipeline.take(item('a.txt', STORY))).toEqual({ kind: 'new', article });
    expect(await held()).toEqual(['a.txt']);
  });
});

it('goes on after an item that could not be saved', async () => {
  const broken = await openPipeline({
    toArticle: build,
    toClaims: (article) => {
      if (article.origin === 'bad.txt') throw new Error('a fault in reading');
      return [];
    },
    dateAmong: (article) => article,
    traitsOf,
    fault: () => {},
    extractor: 'test',
    library: store.library,
    history: store.history,
    sources: store.sources,
    search,
    now: () => 1000,
  });
  const [bad, good] = await Promise.allSettled([
    broken.take(item('bad.txt', STORY)),
    broken.take(item('good.txt', report('Borania', 0, 20))),
  ]);
  expect([bad?.status, good?.status]).toEqual(['rejected', 'fulfilled']);
  expect(await held()).toEqual(['good.txt']);
});

describe('a copy that another process saves', () => {
  it('is found, at whatever moment of the start and of the reading it comes', async () => {
    const kinds: string[] = [];
    for (let at = 0, isSaved = true; isSaved; at++) {
      const story = report(`Story${at}x`, 0, 20);
      await pipeline.take(item(`before-${at}.txt`, report(`Before${at}x`, 0, 20)));
      isSaved = false;
      const seen = interrupted(at, async () => {
        isSaved = true;
        await pipeline.take(item(`theirs-${at}.txt`, story));
      });
      const mine = await open(seen);
      const { kind } = await mine.take(item(`mine-${at}.txt`, `${story}\n\nIt was sunny.`));
      if (isSaved) kinds.push(kind);
    }
    expect(kinds.length).toBeGreaterThan(6);
    expect(kinds).toEqual(kinds.map(() => 'reprint'));
  });
});
