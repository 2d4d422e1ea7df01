import process from 'node:process';
import { type Digest, digest } from '../answers/digest.ts';
import type { Evidence } from '../answers/evidence.ts';
import { evidenceOf } from '../answers/gather.ts';
import { openTransient } from '../assemble.ts';
import { renderPlain } from '../chat/plain.ts';
import { renderTerminal } from '../chat/terminal/render.ts';
import type { Config } from '../config.ts';
import { PlainError } from '../faults.ts';
import { writeLine } from './lines.ts';
import { CORPUS_OPTIONS, corpusPaths, readArguments } from './options.ts';
import { remark } from './say.ts';

export const DIGEST_HELP = `muster digest --preview [--json] [--corpus DIR…] [--no-seeds]

Prints the digest that a channel which knows nothing would get. With --json one object,
{"text", "items": [{"section", "article", "start", "end", "quote", "line", "caveats"}]}.`;

/** Prints the first digest over the articles; returns the exit code. */
export async function previewDigest(args: readonly string[], config: Config): Promise<number> {
  const { values } = readArguments(args, {
    ...CORPUS_OPTIONS,
    preview: { type: 'boolean', default: false },
  });
  if (!values.preview) throw new PlainError('Say what to print: muster digest --preview');
  const muster = await openTransient(config, {
    paths: corpusPaths(values, config.env.CORPUS_DIRS),
  });
  muster.problems.forEach(remark);
  const { library } = muster.store;
  const all = await evidenceOf(
    library,
    (await library.list()).map(({ id }) => id),
  );
  const made = digest(all, {
    told: new Set(),
    place: null,
    watched: config.theatres.watched,
    words: config.kinds,
    gazetteer: muster.reading.gazetteer,
  });
  await muster.store.close();
  if (values.json) await writeLine(process.stdout, toJson(made));
  else {
    const { columns = 80, isTTY } = process.stdout;
    process.stdout.write(
      `${renderTerminal(made.reply, { width: columns, color: isTTY === true })}\n`,
    );
  }
  return made.items.length > 0 ? 0 : 2;
}

function toJson({ reply, items }: Digest): object {
  return {
    text: renderPlain(reply),
    items: items.map(({ section, evidence, line, caveats }) => ({
      section,
      ...toQuote(evidence),
      line,
      caveats: caveats.map((caveat) => ({ ...toQuote(caveat), line: caveat.text })),
    })),
  };
}

function toQuote({ article, claim }: Evidence): object {
  const { start, end } = claim.sentence;
  return { article: article.origin, start, end, quote: article.text.slice(start, end) };
}
