import process from 'node:process';
import { loadArticles } from '../assemble.ts';
import type { Config } from '../config.ts';
import { PlainError } from '../faults.ts';
import { listFiles, readSource } from '../ingest/read-file.ts';
import { openReading } from '../reading.ts';
import { toAnalysis } from './analysis.ts';
import { writeLine } from './lines.ts';
import { CORPUS_OPTIONS, readArguments } from './options.ts';
import { openProgress } from './progress.ts';

export const ANALYZE_HELP = `muster analyze [--json] [--corpus DIR…] PATH…

Reads articles and prints what is read of each: its date, what was dropped, sentences, dates,
quantities, places and claims. With --json one object a line; a file that cannot be read is
answered by {"error", "line"} and the rest go on. Articles are dated from themselves, the JSON
beside them, config and the folders named with --corpus, not from each other.`;

/** Prints one line an article; returns the exit code. */
export async function analyze(args: readonly string[], config: Config): Promise<number> {
  const { values, positionals } = readArguments(args, CORPUS_OPTIONS);
  if (positionals.length === 0)
    throw new PlainError('Name the files or folders to analyze: muster analyze --json seeds');
  const reading = openReading(config);
  const maxBytes = config.env.MAX_FILE_MIB * 2 ** 20;
  const corpus = await loadArticles(reading, values.corpus ?? [], maxBytes);
  const { files, problems } = await listFiles(positionals);
  const progress = openProgress(process.stderr, 'Analyzing', files.length, Date.now);
  const { stdout } = process;
  let failed = 0;
  const fail = async (error: string, line: number) => {
    failed += 1;
    await writeLine(stdout, { error, line });
  };
  for (const [index, file] of files.entries()) {
    const read = await readSource(file, maxBytes);
    if ('problem' in read) await fail(read.problem, index + 1);
    else {
      const article = reading.dateBeside(
        reading.toArticle(read.source),
        read.source.known,
        corpus.articles,
      );
      const analysis = toAnalysis(
        file,
        article,
        reading.toClaims(article),
        reading.quantities(article),
        reading.places(article),
      );
      if (values.json) await writeLine(stdout, analysis);
      else stdout.write(`${JSON.stringify(analysis, null, 2)}\n`);
    }
    progress.step(index + 1);
  }
  progress.end();
  for (const problem of problems) await fail(problem, files.length + 1);
  return failed > 0 ? 1 : 0;
}
