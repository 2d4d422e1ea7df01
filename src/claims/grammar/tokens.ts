import type { Span } from '../../corpus/article.ts';
import { isPlainLetter } from '../letters.ts';
import { type Entry, lookUp } from './lexicon.ts';

/** A word, number or mark; offsets point into the article's text, like every span. */
export type Token = Span & {
  /** As worded, with a typewriter apostrophe for a curly one. */
  readonly text: string;
  readonly lower: string;
  /** What is known of it by itself. */
  readonly word: Entry;
};

/** Beyond this many tokens a sentence is cut off: real sentences stay far below. */
export const MAX_TOKENS = 400;

// One alternative a kind of token, each linear: dotted initials ("U.S.", "J."), numbers ("1,300.5",
// "$2.5", "30-day" is a word), words with inner hyphens and apostrophes, a run of stops, any mark.
const TOKEN =
  /(?:\p{Lu}-)?(?:\p{Lu}\.){1,6}(?:-[\p{L}\p{N}]{1,60})?(?!\p{L})|[$€£]?\d{1,20}(?:,\d{3}){0,6}(?:\.\d{1,10})?(?:%|bn|[mbk])?(?![\p{L}\d])(?!-\p{L})|(?<word>[\p{L}\p{N}\p{M}@#_][\p{L}\p{N}\p{M}_]{0,60}(?:[-‑&/.'’](?=[\p{L}\p{N}])[\p{L}\p{N}\p{M}_]{1,60}){0,12})|''|``|’’|‘‘|\.{2,9}|-{1,9}|[^\s]/gu;

// "don't", "Russia's", "we've": the clitic is a token of its own, as in the Penn treebank.
const CLITIC = /^(?<stem>.{1,80}?)(?<clitic>n['’]t|['’](?:s|re|ve|ll|d|m|S))$/u;
// "Gen." and its like keep their stop, so that it is not taken for the sentence's.
const ABBREVIATION =
  /^(?:\p{Lu}-)?(?:Gen|Col|Lt|Maj|Capt|Sgt|Adm|Brig|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd|No|vs|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Ala|Ariz|Ark|Calif|Colo|Conn|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis)$/u;

// What a run of plain letters cannot go on behind, and what is always a token by itself.
const ENDS = codesOf(' ,;:!?()"”');
const MARKS = codesOf(',;:!?()"“”');
const MAX_PLAIN = 60;
const [SPACE, STOP] = [32, 46];

/** Cuts the tokens out of `text` between two offsets. A possessive ’s stands alone; so does n’t. */
export function tokenize(text: string, { start, end }: Span): readonly Token[] {
  const part = text.slice(start, end);
  const tokens: Token[] = [];
  let at = 0;
  const push = (to: number) => {
    tokens.push(toToken(typed(part.slice(at, to)), start + at));
    at = to;
  };
  while (tokens.length < MAX_TOKENS) {
    while (part.charCodeAt(at) === SPACE) at += 1;
    const plainEnd = endOfPlainToken(part, at);
    if (plainEnd > at) {
      tokens.push(toToken(part.slice(at, plainEnd), start + at));
      at = plainEnd;
      continue;
    }
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(part);
    if (!match) break;
    at = match.index;
    const word = match.groups?.word;
    const stem = word === undefined ? undefined : CLITIC.exec(word)?.groups?.stem;
    if (stem !== undefined) push(at + stem.length);
    const to = match.index + match[0].length;
    push(word !== undefined && keepsStop(part, word, to) ? to + 1 : to);
  }
  return tokens;
}

/** Most tokens are plain letters or a common mark: where such a one ends, or `at` where the pattern must tell. */
function endOfPlainToken(text: string, at: number): number {
  let end = at;
  while (end - at <= MAX_PLAIN && isPlainLetter(text.charCodeAt(end))) end += 1;
  const next = end < text.length ? text.charCodeAt(end) : SPACE;
  if (end === at)
    return MARKS.has(next) || (next === STOP && text.charCodeAt(at + 1) !== STOP) ? at + 1 : at;
  const isWhole = ENDS.has(next) || (next === STOP && end - at > 1 && end + 1 === text.length);
  return isWhole && end - at <= MAX_PLAIN ? end : at;
}

function codesOf(marks: string): ReadonlySet<number> {
  return new Set(Array.from(marks, (mark) => mark.charCodeAt(0)));
}

function keepsStop(text: string, word: string, end: number): boolean {
  return (
    text[end] === '.' && end + 1 < text.length && (text[end + 1] === ',' || ABBREVIATION.test(word))
  );
}

function toToken(text: string, start: number): Token {
  const word = lookUp(text);
  return { start, end: start + text.length, text: word.text, lower: word.lower, word };
}

/** As a typewriter has it: of the same length. */
function typed(worded: string): string {
  return worded.replaceAll('’', "'").replaceAll('‘', '`');
}

/** Index of the first span that starts at `offset` or later; their number where none does. */
export function firstFrom(ordered: readonly Span[], offset: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle] as Span).start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many spans end at `offset` or earlier: the index of the first that ends after it. */
export function countUpTo(ordered: readonly Span[], offset: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle] as Span).end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
