import type { Qualifier } from '../claim.ts';
import type { Lexicon } from './lexicon.ts';
import type { Term } from './terms.ts';
import { isHyphen, type Token } from './tokens.ts';

/** How an amount is bounded, and where the words that say so begin and end. */
export type Bound = {
  readonly qualifier: Qualifier | null;
  readonly start: number;
  /** The first token after them. */
  readonly next: number;
};

/** Reads "at least", "some", "another" before the term. */
export function readLead(
  tokens: readonly Token[],
  term: Term,
  isRange: boolean,
  lexicon: Lexicon,
): Bound {
  let at = term.from - 1;
  while (at >= 0 && (tokens[at]?.end ?? 0) > term.start) at -= 1;
  let start = term.start;
  const increment = lexicon.increments.find((phrase) => endsAt(tokens, at, phrase.words));
  if (increment) {
    at -= increment.words.length;
    start = tokens[at + 1]?.start ?? start;
  }
  // "sub-300"
  if (isHyphen(tokens[at]) && tokens[at]?.glued && tokens[at]?.end === term.start) at -= 1;
  if (isRange && tokens[at]?.lower === 'between') {
    start = tokens[at]?.start ?? start;
    at -= 1;
  }
  const phrase = lexicon.before
    .get(tokens[at]?.lower ?? '')
    ?.find(({ words }) => endsAt(tokens, at, words));
  if (!phrase) return { qualifier: null, start, next: term.next };
  const first = tokens[at - phrase.words.length + 1];
  return { qualifier: phrase.means, start: first?.start ?? start, next: term.next };
}

/** Reads "or more", "or so", "-plus" at token `at`; null when none stands there. */
export function readTail(
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
): { qualifier: Qualifier; next: number } | null {
  const hyphen = isHyphen(tokens[at]) && tokens[at]?.glued ? 1 : 0;
  const from = at + hyphen;
  const phrase = lexicon.after
    .get(tokens[from]?.lower ?? '')
    ?.find(({ words }) => words.every((word, i) => tokens[from + i]?.lower === word));
  if (!phrase) return null;
  // "3+" and "50-plus" cling to their number; "3 + 4" is a sum.
  const clings = tokens[from]?.kind !== 'mark' || tokens[from]?.glued;
  return clings ? { qualifier: phrase.means, next: from + phrase.words.length } : null;
}

function endsAt(tokens: readonly Token[], at: number, words: readonly string[]): boolean {
  const first = at - words.length + 1;
  return first >= 0 && words.every((word, i) => tokens[first + i]?.lower === word);
}
