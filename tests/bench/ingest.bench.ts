import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nlp from 'compromise';
import { afterAll, expect, test } from 'vitest';
import { openLasting } from '../../src/assemble.ts';
import { loadConfig } from '../../src/config.ts';
import { readFolders } from '../../src/ingest/folder.ts';
import { report } from '../ingest/reports.ts';

const ARTICLES = 50;
/** A report of so many sentences is some 500 words long, as a news article is. */
const SENTENCES = 20;

const folder = await mkdtemp(join(tmpdir(), 'muster-bench-ingest-'));
const articles = join(folder, 'articles');
await mkdir(articles);
const files = Array.from({ length: ARTICLES }, (_, n) => join(articles, `${n}.txt`));
for (const [n, file] of files.entries()) {
  await writeFile(file, report(`Aldora${n}x`, 0, SENTENCES));
}
const opened: { close(): Promise<void> }[] = [];
afterAll(async () => {
  for (const store of opened) await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** All of it: reading, dating, claims, near-copies, the store on disk and the index. */
async function ingestAll(data: string): Promise<number> {
  const config = loadConfig();
  const now = () => 0;
  const fault = (doing: string, thrown: unknown) => {
    throw new Error(doing, { cause: thrown });
  };
  const { store, pipeline } = await openLasting(
    { ...config, env: { ...config.env, DATA_DIR: join(folder, data) } },
    { now, fault },
  );
  opened.push(store);
  const report = () => {};
  const parts = { pipeline, sources: store.sources, report, fault, now };
  return (await readFolders([articles], parts)).new;
}

test(`the same ${ARTICLES} articles`, { timeout: 600_000 }, async ({ bench }) => {
  let n = 0;
  const once = { iterations: 3, time: 0, warmup: false } as const;
  await bench('cat', () => {
    execFileSync('cat', files, { maxBuffer: 2 ** 28 });
  }).run(once);
  await bench('compromise alone: sentences and part-of-speech tags', async () => {
    for (const file of files) nlp(await readFile(file, 'utf8')).json();
  }).run(once);
  await bench('muster ingest: dates, claims, near-copies, store and index', async () => {
    expect(await ingestAll(`${n++}`)).toBe(ARTICLES);
  }).run(once);
  expect(n).toBeGreaterThan(0);
});
