import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { expect } from 'vitest';
import { openStore, type StoreOptions } from '../../src/store/kysely.ts';
import { report, sentence } from './reports.ts';

const ARTICLES = 25;

/** Has two processes read copies of the same articles into one store at once, and looks at what it holds. */
export async function readCopiesAtOnce(
  folder: string,
  env: Readonly<Record<string, string>>,
  store: StoreOptions,
): Promise<void> {
  const papers = ['gazette', 'herald'];
  for (const paper of papers) {
    await mkdir(join(folder, paper), { recursive: true });
    for (let n = 0; n < ARTICLES; n++) {
      // Each has its own headline, and a sentence of its own at the end.
      const text = `${paper} on ${n}\n\n${report(`Aldora${n}x`, 0, 8)}\n\n${sentence(n, paper)}`;
      await writeFile(join(folder, paper, `${n}.txt`), text);
    }
  }
  // Made before, so that neither waits for the other's making it.
  await (await openStore(store)).close();
  await Promise.all(papers.map((paper) => ingest(join(folder, paper), env)));

  const { library, history, close } = await openStore(store);
  const held = await library.list();
  const reprints = await history.reprints(held.map(({ id }) => id));
  const papersOf = held.map(({ id, origin }) =>
    [origin, ...(reprints.get(id) ?? []).map((reprint) => reprint.origin)]
      .map((each) => papers.find((paper) => each.includes(`/${paper}/`)) ?? each)
      .sort(),
  );
  await close();
  expect(papersOf).toEqual(Array.from({ length: ARTICLES }, () => papers));
}

async function ingest(articles: string, env: Readonly<Record<string, string>>): Promise<void> {
  const script = join(import.meta.dirname, 'ingester.ts');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, articles],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DATABASE_URL: '', ...env },
    },
  );
  const code = await new Promise((done) => child.on('exit', done));
  expect(code).toBe(0);
}
