import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfigFile } from '../../src/config.ts';
import { type FolderParts, readFolders } from '../../src/ingest/folder.ts';
import { followFolders } from '../../src/ingest/follow.ts';
import { openPipeline } from '../../src/ingest/pipeline.ts';
import { traitsOf } from '../../src/ingest/traits.ts';
import { watchFolders } from '../../src/ingest/watch.ts';
import { openMiniSearch } from '../../src/search/minisearch.ts';
import { SearchLanguageSchema } from '../../src/search/words.ts';
import { openStore } from '../../src/store/kysely.ts';
import type { Store } from '../../src/store/port.ts';
import { build } from '../corpus/word-lists.ts';
import { report } from './reports.ts';

const language = readConfigFile('config/language/search.json', SearchLanguageSchema);
let folder: string;
let articles: string;
let store: Store;
let parts: FolderParts;
let problems: string[];
let faults: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-folder-'));
  articles = join(folder, 'articles');
  await mkdir(join(articles, 'deep', 'er'), { recursive: true });
  store = await openStore({ file: join(folder, 'store.sqlite') });
  problems = [];
  faults = [];
  const pipeline = await openPipeline({
    toArticle: build,
    toClaims: () => [],
    dateAmong: (article) => article,
    traitsOf,
    fault: () => {},
    extractor: 'test',
    library: store.library,
    history: store.history,
    sources: store.sources,
    search: openMiniSearch({ language }),
    now: () => 1000,
  });
  parts = {
    pipeline,
    sources: store.sources,
    report: (problem) => problems.push(problem),
    fault: (doing) => faults.push(doing),
    now: () => 1000,
    maxBytes: 10_000,
  };
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function titles(): Promise<string[]> {
  return (await store.library.list()).map(({ title }) => title).sort();
}

const NOTHING = { new: 0, changed: 0, unchanged: 0, reprints: 0, withdrawn: 0, failed: 0 };

describe('reading folders', () => {
  it('reads what is in them at any depth, with the JSON beside', async () => {
    await writeFile(join(articles, 'a.txt'), report('Aldora', 0, 9));
    await writeFile(join(articles, 'a.json'), '{"headline":"Known from beside"}');
    await writeFile(
      join(articles, 'deep', 'er', 'b.md'),
      `# Of Borania\n\n${report('Borania', 0, 9)}`,
    );
    await writeFile(join(articles, 'ignored.pdf'), 'x');
    expect(await readFolders([articles], parts)).toEqual({ ...NOTHING, new: 2 });
    expect(await titles()).toEqual(['Known from beside', 'Of Borania']);
    expect(problems).toEqual([]);
  });

  it('names each file that cannot be read in one sentence, and reads the rest', async () => {
    await writeFile(
      join(articles, 'binary.txt'),
      Buffer.from('89504e470d0a1a0a0000000d49484452000001f4', 'hex'),
    );
    await writeFile(join(articles, 'empty.txt'), '');
    await writeFile(join(articles, 'large.txt'), 'a '.repeat(10_000));
    await writeFile(join(articles, 'whole.txt'), report('Aldora', 0, 9));
    const missing = join(folder, 'missing');
    expect(await readFolders([articles, missing], parts)).toEqual({
      ...NOTHING,
      new: 1,
      failed: 4,
    });
    expect(problems.map((problem) => problem.replace(folder, ''))).toEqual([
      '/missing is not there or cannot be opened; check the path and its permissions.',
      '/articles/binary.txt: It is no text but binary data; save it as plain text.',
      '/articles/empty.txt: It is empty.',
      expect.stringMatching(/^\/articles\/large\.txt: It is 0\.0 MiB large/),
    ]);
  });

  it('reads a second time only what has changed, and withdraws what is gone', async () => {
    const [a, b, c] = ['a.txt', 'b.txt', 'c.txt'].map((name) => join(articles, name)) as [
      string,
      string,
      string,
    ];
    await writeFile(a, report('Aldora', 0, 9));
    await writeFile(b, report('Borania', 0, 9));
    await writeFile(c, report('Caldera', 0, 9));
    await readFolders([articles], parts);
    await writeFile(b, `Of Borania anew\n\n${report('Borania', 0, 9)}`);
    await rm(c);
    expect(await readFolders([articles], parts)).toEqual({
      ...NOTHING,
      changed: 1,
      unchanged: 1,
      withdrawn: 1,
    });
    expect(await readFolders([articles], parts)).toEqual({ ...NOTHING, unchanged: 2 });
  });

  it('reads a file again when the JSON beside it changes', async () => {
    await writeFile(join(articles, 'a.txt'), report('Aldora', 0, 9));
    await readFolders([articles], parts);
    await writeFile(join(articles, 'a.json'), '{"headline":"Known later"}');
    expect(await readFolders([articles], parts)).toEqual({ ...NOTHING, changed: 1 });
    expect(await titles()).toEqual(['Known later']);
  });

  it('keeps an article whose file was only touched', async () => {
    await writeFile(join(articles, 'a.txt'), report('Aldora', 0, 9));
    await readFolders([articles], parts);
    await utimes(join(articles, 'a.txt'), 1, 1);
    expect(await readFolders([articles], parts)).toEqual({ ...NOTHING, unchanged: 1 });
  });

  it('leaves other folders alone', async () => {
    const other = join(folder, 'articles-too');
    await mkdir(other);
    await writeFile(join(articles, 'a.txt'), report('Aldora', 0, 9));
    await readFolders([articles], parts);
    expect(await readFolders([other], parts)).toEqual(NOTHING);
    expect(await store.library.list()).toHaveLength(1);
  });
});

describe('watching folders', () => {
  it('tells of new, changed and removed files, and of JSON beside them', async () => {
    const seen: string[] = [];
    const name = (path: string) => path.slice(articles.length + 1);
    await writeFile(join(articles, 'old.txt'), 'old');
    const watching = await watchFolders(
      [articles],
      {
        changed: (file) => seen.push(`changed ${name(file)}`),
        removed: (file) => seen.push(`removed ${name(file)}`),
        failed: (error) => seen.push(String(error)),
      },
      50,
    );
    try {
      await writeFile(join(articles, 'deep', 'new.txt'), 'one');
      await vi.waitFor(() => expect(seen).toEqual(['changed deep/new.txt']), 5_000);
      await writeFile(join(articles, 'old.json'), '{}');
      await vi.waitFor(() => expect(seen).toContain('changed old.txt'), 5_000);
      await writeFile(join(articles, 'ignored.pdf'), 'x');
      await rm(join(articles, 'old.txt'));
      await vi.waitFor(() => expect(seen).toContain('removed old.txt'), 5_000);
      expect(seen.filter((line) => line.includes('pdf'))).toEqual([]);
    } finally {
      await watching.close();
    }
  });
});

describe('following folders', () => {
  it('reads what is there, then what comes, changes and goes', async () => {
    const file = join(articles, 'a.txt');
    await writeFile(join(articles, 'held.txt'), report('Aldora', 0, 9));
    const following = await followFolders([articles], parts, 50);
    try {
      expect(following.tally).toEqual({ ...NOTHING, new: 1 });
      await writeFile(file, `First\n\n${report('Borania', 0, 9)}`);
      await vi.waitFor(async () => expect(await titles()).toContain('First'), 5_000);
      await writeFile(file, `Second\n\n${report('Borania', 0, 9)}`);
      await vi.waitFor(async () => expect(await titles()).toContain('Second'), 5_000);
      await rm(file);
      await vi.waitFor(async () => expect(await titles()).toHaveLength(1), 5_000);
    } finally {
      await following.close();
    }
    expect(faults).toEqual([]);
  });

  it('goes on after a file whose reading throws', async () => {
    const broken: FolderParts['pipeline'] = {
      ...parts.pipeline,
      take: (item) =>
        item.text.origin.endsWith('bad.txt')
          ? Promise.reject(new Error('a fault'))
          : parts.pipeline.take(item),
    };
    await writeFile(join(articles, 'held-bad.txt'), report('Caldera', 0, 9));
    const following = await followFolders([articles], { ...parts, pipeline: broken }, 50);
    try {
      expect(following.tally).toEqual({ ...NOTHING, failed: 1 });
      await writeFile(join(articles, 'bad.txt'), report('Aldora', 0, 9));
      await vi.waitFor(() => expect(faults).toHaveLength(2), 5_000);
      await writeFile(join(articles, 'good.txt'), report('Borania', 0, 9));
      await vi.waitFor(async () => expect(await titles()).toHaveLength(1), 5_000);
    } finally {
      await following.close();
    }
  });
});
