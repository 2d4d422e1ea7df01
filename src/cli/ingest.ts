import { normalize } from 'node:path';
import process from 'node:process';
import { openLasting } from '../assemble.ts';
import type { Config } from '../config.ts';
import { PlainError, toFault } from '../faults.ts';
import { readFolders, type Tally } from '../ingest/folder.ts';
import { inWords } from '../ingest/keep-up.ts';
import { takeLink } from '../ingest/links.ts';
import { openReader } from '../ingest/reader.ts';
import { log } from './log.ts';
import { readArguments } from './options.ts';
import { openProgress } from './progress.ts';
import { remark, say } from './say.ts';

export const INGEST_HELP = `muster ingest FILE|FOLDER|URL…

Reads articles into what a running Muster answers from: files, folders, pages, and what a feed lists
now. Each is kept once; what was read before and has not changed is passed over. The last line says
"N new, N changed, N unchanged, N reprints, N failed".`;

const STEPS = 1000;

/** Prints what became of the articles; returns the exit code. */
export async function ingest(args: readonly string[], config: Config): Promise<number> {
  const { positionals } = readArguments(args, {});
  if (positionals.length === 0)
    throw new PlainError('Name what to read: muster ingest ./articles https://example.org/report');
  const isLink = (name: string) => /^[a-z][a-z0-9+.-]{1,30}:\/\//i.test(name);
  const paths = positionals.filter((name) => !isLink(name)).map((path) => normalize(path));
  const links = positionals.filter(isLink);
  const now = () => Date.now();
  const fault = (doing: string, thrown: unknown) => remark(toFault(log, doing, thrown).words);
  const { store, pipeline } = await openLasting(config, { now, fault });
  const maxBytes = config.env.MAX_FILE_MIB * 2 ** 20;
  const fetcher = openReader(config.env, now);
  const progress = openProgress(process.stderr, 'Reading', STEPS, now);
  const parts = { pipeline, sources: store.sources, report: remark, fault, now, maxBytes };
  const tallies: Tally[] = [];
  try {
    const step = (done: number, total: number) =>
      progress.step(Math.round((STEPS * done) / Math.max(1, total)));
    if (paths.length > 0) tallies.push(await readFolders(paths, { ...parts, progress: step }));
    for (const [done, link] of links.entries()) {
      const { tally } = await takeLink(link, null, { ...parts, fetcher, random: Math.random });
      tallies.push({ ...tally, withdrawn: 0 });
      step(done + 1, links.length);
    }
  } finally {
    progress.end();
    await fetcher.close();
    await store.close();
  }
  const sum = tallies.reduce(add);
  say(inWords(sum));
  return sum.failed > 0 ? 1 : 0;
}

function add(a: Tally, b: Tally): Tally {
  return {
    new: a.new + b.new,
    changed: a.changed + b.changed,
    unchanged: a.unchanged + b.unchanged,
    reprints: a.reprints + b.reprints,
    withdrawn: a.withdrawn + b.withdrawn,
    failed: a.failed + b.failed,
  };
}
