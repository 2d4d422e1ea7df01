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
const now = () => 0;
const fault = (doing: string, thrown: unknown) => {
  throw new Error(doing, { cause: thrown });
};
const opened: { close(): Promise<void> }[] = [];
afterAll(async () => {
  for (const part of opened) await part.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(data: string) {
  const config = loadConfig();
  const muster = await openLasting(
    { ...config, env: { ...config.env, DATA_DIR: join(folder, data) } },
    { now, fault },
  );
  opened.push(muster.readers, muster.store);
  return muster;
}

/** All of it: reading, dating, claims, near-copies, the store on disk and the index. */
async function ingestAll(data: string): Promise<number> {
  const { store, pipeline } = await open(data);
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

test('a question while a text of a mebibyte is read', { timeout: 600_000 }, async ({ bench }) => {
  const { store, pipeline, answerer } = await open('long');
  const parts = { pipeline, sources: store.sources, report: () => {}, fault, now };
  await readFolders(['seeds'], parts);
  const ask = () => answerer.answer({ text: '/briefing kursk', context: null });
  const times = { iterations: 20, time: 0, warmupIterations: 5, warmupTime: 0 } as const;
  await bench('/briefing kursk, nothing else to do', ask).run(times);
  let isRead = false;
  const text = report('Borania', 0, 9_000);
  const reading = pipeline.take({ text: { origin: 'long.txt', text, known: {} } }).then(() => {
    isRead = true;
  });
  await bench('/briefing kursk, a mebibyte being read', ask).run(times);
  expect(isRead).toBe(false);
  await reading;
});
