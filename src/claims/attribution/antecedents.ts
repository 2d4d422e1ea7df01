import type { Span } from '../../corpus/article.ts';
import type { Grammar, Parsed } from '../grammar/grammar.ts';
import type { Run } from '../grammar/phrases.ts';
import type { Tagged } from '../grammar/tagging.ts';

type Mention = { readonly sentence: number; readonly run: Run | null };

/** For each source the span of its fullest mention, or null when it is its own. */
export function findAntecedents(
  grammar: Grammar,
  mentions: readonly Mention[],
): readonly (readonly Span[] | null)[] {
  const earlier: { parsed: Parsed; run: Run; words: readonly string[] }[] = [];
  return mentions.map(({ sentence, run }) => {
    if (!run) return null;
    const parsed = grammar.sentences[sentence] as Parsed;
    const tokens = parsed.tokens.slice(run.first, run.last);
    const found = tokens.length === 1 && isPronoun(tokens[0]) ? earlier.at(-1) : null;
    const words = tokens.filter(({ tag }) => tag.startsWith('NNP')).map(({ lower }) => lower);
    const named =
      !found && words.length > 0
        ? earlier.find(
            (other) =>
              other.words.length > words.length && other.words.includes(words.at(-1) as string),
          )
        : null;
    if (!found && !named) earlier.push({ parsed, run, words });
    const target = found ?? named;
    if (!target) return null;
    const { tokens: all } = target.parsed;
    return [
      {
        start: (all[target.run.first] as Tagged).start,
        end: (all[target.run.last - 1] as Tagged).end,
      },
    ];
  });
}

function isPronoun(token: Tagged | undefined): boolean {
  return token !== undefined && /^(he|she|they)$/.test(token.lower);
}
