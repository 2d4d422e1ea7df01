import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { openLasting } from '../../src/assemble.ts';
import { loadConfig } from '../../src/config.ts';
import { seeded } from '../support/seeded.ts';
import { report, sentence } from './reports.ts';

/** MUSTER_SOAK=1 runs what takes minutes. */
const isSoak = process.env.MUSTER_SOAK === '1';
const KILLS = isSoak ? 100 : 4;
const ARTICLES = isSoak ? 2_000 : 80;
const MAX_START_MS = 1_500;
/** Of the kills, those that fall anywhere from the start of the process on. */
const EARLY_SHARE = 0.1;

const folder = await mkdtemp(join(tmpdir(), 'muster-ingest-kill-'));
const articles = join(folder, 'articles');
afterAll(() => rm(folder, { recursive: true, force: true }));

const fileOf = (n: number) => join(articles, `${String(n).padStart(5, '0')}.txt`);
/** A word that this article alone holds. */
const topicOf = (n: number) => `Aldora${n}x`;

/** Made-up reports; some reprint another, share a sentence with a dated one, or are dated beside. */
function textOf(n: number): string {
  const topic = topicOf(n);
  if (n % 10 === 7) return `${topic} news\n\n${report(topicOf(n - 1), 0, 8)}`;
  if (n % 10 === 3) return `${report(topic, 0, 6)}\n\n${sentence(1, topicOf(n - 1))}`;
  return report(topic, 0, 8);
}

async function writeArticles(): Promise<void> {
  await mkdir(articles, { recursive: true });
  for (let n = 0; n < ARTICLES; n++) {
    await writeFile(fileOf(n), textOf(n));
    if (n % 10 === 2) {
      const published = `2024-${String(1 + (n % 12)).padStart(2, '0')}-05`;
      await writeFile(fileOf(n).replace('.txt', '.json'), JSON.stringify({ published }));
    }
  }
}

async function editArticles(): Promise<void> {
  for (let n = 5; n < ARTICLES; n += 10) {
    await writeFile(
      fileOf(n),
      `${textOf(n)}\n\nThe governor of ${topicOf(n)} said more on Friday.`,
    );
  }
  for (let n = 2; n < ARTICLES; n += 20) await rm(fileOf(n));
}

/**
 * Reads the folder; killed so many milliseconds after so many files, or let run. Returns the number
 * of the last file that was done, or "done" when it ended by itself.
 */
async function ingest(
  dataDir: string,
  kill: { readonly afterFiles: number; readonly afterMs: number } | null,
): Promise<number | 'done'> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'ingester.ts'), articles],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DATA_DIR: dataDir } },
  );
  let killing: Promise<unknown> | null = null;
  const killSoon = () => {
    killing ??= sleep(kill?.afterMs).then(() => child.kill('SIGKILL'));
  };
  if (kill?.afterFiles === 0) killSoon();
  let last: number | 'done' = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = line === 'done' ? line : Number(line);
    if (kill !== null && last !== 'done' && last >= kill.afterFiles) killSoon();
  }
  await killing;
  return last;
}

/** Kills at points spread over the whole of the work, while starting up among them. */
async function ingestWithKills(
  dataDir: string,
  kills: number,
  random: () => number,
): Promise<void> {
  let reached = 0;
  for (let n = 0; n < kills; n++) {
    const isEarly = random() < EARLY_SHARE;
    const afterFiles = isEarly ? 0 : reached + Math.floor(random() * ((2 * ARTICLES) / kills));
    const afterMs = random() * (isEarly ? MAX_START_MS : 20);
    const last = await ingest(dataDir, { afterFiles, afterMs });
    if (last !== 'done') reached = Math.max(reached, last);
  }
  expect(await ingest(dataDir, null)).toBe('done');
}

/** All that is held, without when it was read; and what the index finds for each article's own word. */
async function stateOf(dataDir: string) {
  const config = loadConfig();
  const { store, search, pipeline } = await openLasting(
    { ...config, env: { ...config.env, DATA_DIR: dataDir } },
    { now: () => 0, fault: () => {} },
  );
  const { library, history, sources } = store;
  const held = await library.list();
  const files = await sources.list();
  const ids = files.flatMap(({ article }) => article ?? []);
  const all = [...new Set([...ids, ...held.map(({ id }) => id)])].sort();
  const versions = await Promise.all(all.map((id) => history.versions(id)));
  const reprints = [...(await history.reprints(all))].map(([id, copies]) => [
    id,
    copies.map(({ origin }) => origin).sort(),
  ]);
  const found: string[] = [];
  for (let n = 0; n < ARTICLES; n++) {
    const hits = await search.find({ text: topicOf(n) }, 5);
    for (const { article, matched } of hits)
      if (matched.includes(topicOf(n).toLowerCase())) found.push(`${n} ${article}`);
  }
  const state = {
    held: held.map((summary) => ({ ...summary })).sort((a, b) => (a.id < b.id ? -1 : 1)),
    claims: await library.claimsOf([...new Set([...all, ...versions.flat()])].sort()),
    states: [...(await history.standing(versions.flat()))]
      .map(([id, { state: of, replacedBy }]) => [id, of, replacedBy])
      .sort(),
    versions,
    reprints: reprints.sort(),
    files: files.map(({ key, article, fault }) => [key, article, fault]),
    found,
  };
  expect(await pipeline.refresh()).toBe(0);
  await store.close();
  return state;
}

it(`holds the same articles and claims after ${KILLS} kills among ${ARTICLES} articles as without any`, async () => {
  const [undisturbed, killed] = [join(folder, 'undisturbed'), join(folder, 'killed')];
  const random = seeded(20_241_122);
  await writeArticles();
  await ingest(undisturbed, null);
  await ingestWithKills(killed, Math.ceil(KILLS / 2), random);
  await editArticles();
  await ingest(undisturbed, null);
  await ingestWithKills(killed, Math.floor(KILLS / 2), random);
  const expected = await stateOf(undisturbed);
  const state = await stateOf(killed);
  expect(state).toEqual(expected);
  const current = new Set(state.held.map(({ id }) => id));
  expect(state.found.every((line) => current.has(line.split(' ')[1] ?? ''))).toBe(true);
  // What the articles were made for is there to be lost.
  expect(state.claims.length).toBeGreaterThan(ARTICLES);
  expect(state.reprints.length).toBeGreaterThan(ARTICLES / 15);
  expect(state.versions.filter(({ length }) => length > 1).length).toBeGreaterThan(ARTICLES / 15);
  const dated = state.held.filter(({ published }) => published.basis !== 'unknown');
  expect(dated).toHaveLength(ARTICLES / 10);
}, 3_600_000);
