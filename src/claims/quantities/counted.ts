import type { Lexicon } from './lexicon.ts';
import { isCapitalised, isHyphen, type Token } from './tokens.ts';

/** What an amount counts: "troops" of "Russian and North Korean troops". */
export type Counted = {
  readonly unit: string;
  readonly next: number;
  /** Tokens that are numbers within the noun's name ("two new 737 Max jets"), amounts of nothing. */
  readonly named: readonly number[];
};

const REACH = 7;

/**
 * Reads the noun phrase at token `at` up to the noun that is counted: the first plural, or, for a single
 * thing or a hyphenated number, the word that ends the phrase. Null when no noun stands there.
 */
export function readCounted(
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
  isSingular: boolean,
): Counted | null {
  let from = at;
  if (tokens[from]?.lower === 'of') {
    from += 1;
    while (
      lexicon.sets.determiners.has(tokens[from]?.lower ?? '') ||
      tokens[from]?.kind === 'number'
    )
      from += 1;
    return readPhrase(tokens, from, lexicon, false);
  }
  if (tokens[from]?.lower === 'more' || tokens[from]?.lower === 'other') from += 1;
  return readPhrase(tokens, from, lexicon, isSingular);
}

function readPhrase(
  tokens: readonly Token[],
  from: number,
  lexicon: Lexicon,
  isSingular: boolean,
): Counted | null {
  const named: number[] = [];
  let end = from;
  for (; end < from + REACH && end < tokens.length; end += 1) {
    const token = tokens[end];
    if (!token) break;
    if (token.kind === 'number') {
      const isModel = end > from && (isCapitalised(tokens[end - 1]) || isHyphen(tokens[end - 1]));
      if (!isModel && !isCapitalised(tokens[end + 1])) break;
      named.push(end);
      // "two F-16s"
      if (token.glued && tokens[end + 1]?.lower === 's' && tokens[end + 1]?.glued) {
        return counted(tokens, from, end + 1, named);
      }
      continue;
    }
    if (token.kind === 'mark') {
      if (isHyphen(token) && token.glued && tokens[end + 1]?.glued && end > from) continue;
      break;
    }
    if (isJoining(tokens, end) && end > from) continue;
    if (isEnd(token, lexicon)) break;
    if (isSingular) {
      if (end > from && isVerbLike(tokens, end)) break;
      continue;
    }
    if (isPlural(token, lexicon) && !runsOn(token, tokens[end + 1], lexicon)) {
      return counted(tokens, from, end, named);
    }
  }
  const single = named.includes(end - 1)
    ? end - 1
    : singleNoun(tokens, from, end, lexicon, isSingular);
  return single === null ? null : counted(tokens, from, single, named);
}

/** "31 Abrams tanks", "United States Marines", "military engagements": the plural that is counted comes next. */
function runsOn(token: Token, after: Token | undefined, lexicon: Lexicon): boolean {
  if (after?.kind !== 'word' || after.glued || !isPlural(after, lexicon)) return false;
  const isCollective = lexicon.sets.collectives.has(token.lower);
  if (isCapitalised(token)) return isCapitalised(after) || /s$/.test(after.lower);
  return isCollective && after.text === after.lower;
}

/** "one country agreed", "one study found": a single thing ends before what it does. */
function isVerbLike(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  const before = tokens[at - 1];
  if (token?.kind !== 'word') return false;
  return (
    /ed$/.test(token.lower) ||
    (isCapitalised(token) && before !== undefined && before.text === before.lower)
  );
}

/** "Russian and North Korean troops": the word between two names of one phrase. */
function isJoining(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.lower;
  return (
    (word === 'and' || word === 'or') &&
    isCapitalised(tokens[at - 1]) &&
    isCapitalised(tokens[at + 1])
  );
}

function isEnd(token: Token, lexicon: Lexicon): boolean {
  // "US" and the letters of "M1A1" are no little words.
  return (
    lexicon.sets.notNouns.has(token.lower) && !token.glued && !/^\p{Lu}{2,}$/u.test(token.text)
  );
}

export function isPlural(token: Token, lexicon: Lexicon): boolean {
  if (lexicon.sets.collectives.has(token.lower)) return true;
  if (/['’]/.test(token.text) || lexicon.sets.notPlurals.has(token.lower)) return false;
  return token.text.length > 2 && /[^sui]s$/.test(token.lower);
}

function singleNoun(
  tokens: readonly Token[],
  from: number,
  end: number,
  lexicon: Lexicon,
  isSingular: boolean,
): number | null {
  const last = isSingular ? Math.min(end, from + 3) - 1 : from;
  const token = tokens[last];
  if (last < from || token?.kind !== 'word' || isEnd(token, lexicon)) return null;
  if (!isSingular && isCapitalised(token) && lexicon.sets.peoples.has(token.lower))
    return isHyphen(tokens[last + 1]) ? null : last;
  if (!isSingular && (/(?:ed|ing|ly)$/.test(token.lower) || isCapitalised(token))) return null;
  return last;
}

function counted(
  tokens: readonly Token[],
  from: number,
  head: number,
  named: readonly number[],
): Counted {
  let first = head;
  // "North Koreans" is one name; of "Russian troops" the noun alone is counted.
  const isName = (token: Token | undefined) =>
    isCapitalised(token) || token?.glued || isHyphen(token);
  if (isName(tokens[head])) while (first > from && isName(tokens[first - 1])) first -= 1;
  const unit = tokens
    .slice(first, head + 1)
    .map((token, i) => (i > 0 && !token.glued ? ` ${token.text}` : token.text))
    .join('');
  return { unit, next: head + 1, named };
}
