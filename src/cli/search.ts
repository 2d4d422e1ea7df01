import { basename } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { openTransient } from '../assemble.ts';
import type { Config } from '../config.ts';
import { PlainError } from '../faults.ts';
import { answerLines } from './lines.ts';
import { log } from './log.ts';
import { CORPUS_OPTIONS, corpusPaths, readArguments } from './options.ts';
import { remark, say } from './say.ts';

export const SEARCH_HELP = `muster search [--json] [--limit N] [--corpus DIR…] [--no-seeds] WORDS…

Lists the articles that match, best first. With --json, queries come as lines of standard input,
{"id", "query"}, and each is answered by one line {"id", "docs"}: file names without .txt.`;

const Line = z.object({ id: z.union([z.string(), z.number()]), query: z.string() });

/** Prints what is found; returns the exit code. */
export async function search(args: readonly string[], config: Config): Promise<number> {
  const { values, positionals } = readArguments(args, {
    ...CORPUS_OPTIONS,
    limit: { type: 'string', default: '10' },
  });
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1)
    throw new PlainError(`--limit ${values.limit} is no number of articles; write --limit 10.`);
  if (!values.json && positionals.length === 0)
    throw new PlainError('Name the words to look for: muster search kursk troops');
  const muster = await openTransient(config, {
    paths: corpusPaths(values, config.env.CORPUS_DIRS),
    needsClaims: false,
  });
  muster.problems.forEach(remark);
  const list = new Map((await muster.store.library.list()).map((article) => [article.id, article]));
  const find = async (text: string) =>
    (await muster.search.find({ text }, limit)).flatMap(({ article }) => list.get(article) ?? []);
  try {
    if (values.json) {
      const failed = await answerLines(
        process.stdin,
        process.stdout,
        Line,
        async ({ id, query }) => ({
          id,
          docs: (await find(query)).map(({ origin }) => basename(origin).replace(/\.txt$/, '')),
        }),
        log,
      );
      return failed > 0 ? 1 : 0;
    }
    const found = await find(positionals.join(' '));
    for (const { origin, title } of found) say(`${basename(origin)}  ${title}`);
    if (found.length === 0) remark('Nothing held matches.');
    return found.length === 0 ? 2 : 0;
  } finally {
    await muster.store.close();
  }
}
