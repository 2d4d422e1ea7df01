import type { Span } from '../../corpus/article.ts';

/** A word, number or mark; offsets point into the article's text, like every span. */
export type Token = Span & {
  /** As worded, with a typewriter apostrophe for a curly one. */
  readonly text: string;
  readonly lower: string;
};

/** Beyond this many tokens a sentence is cut off: real sentences stay far below. */
export const MAX_TOKENS = 400;

// One alternative a kind of token, each linear: dotted initials ("U.S.", "J."), numbers ("1,300.5",
// "$2.5", "30-day" is a word), words with inner hyphens and apostrophes, a run of stops, any mark.
const TOKEN =
  /(?<initials>(?:\p{Lu}-)?(?:\p{Lu}\.){1,6}(?:-[\p{L}\p{N}]{1,60})?(?!\p{L}))|(?<number>[$€£]?\d{1,20}(?:,\d{3}){0,6}(?:\.\d{1,10})?(?:%|bn|[mbk])?(?![\p{L}\d])(?!-\p{L}))|(?<word>[\p{L}\p{N}\p{M}@#_][\p{L}\p{N}\p{M}_]{0,60}(?:[-‑&/.'’](?=[\p{L}\p{N}])[\p{L}\p{N}\p{M}_]{1,60}){0,12})|(?<pair>''|``|’’|‘‘)|(?<stops>\.{2,9})|(?<dash>-{1,9})|(?<mark>[^\s])/gu;

// "don't", "Russia's", "we've": the clitic is a token of its own, as in the Penn treebank.
const CLITIC = /^(?<stem>.{1,80}?)(?<clitic>n['’]t|['’](?:s|re|ve|ll|d|m|S))$/u;
// "Gen." and its like keep their stop, so that it is not taken for the sentence's.
const ABBREVIATION =
  /^(?:\p{Lu}-)?(?:Gen|Col|Lt|Maj|Capt|Sgt|Adm|Brig|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd|No|vs|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Ala|Ariz|Ark|Calif|Colo|Conn|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis)$/u;

/** Cuts the tokens out of `text` between two offsets. A possessive ’s stands alone; so does n’t. */
export function tokenize(text: string, { start, end }: Span): readonly Token[] {
  const part = text.slice(start, end);
  const tokens: Token[] = [];
  const push = (from: number, to: number) => {
    const worded = part.slice(from, to).replaceAll('’', "'").replaceAll('‘', '`');
    tokens.push({
      start: start + from,
      end: start + to,
      text: worded,
      lower: worded.toLowerCase(),
    });
  };
  let reached = 0;
  for (const match of part.matchAll(TOKEN)) {
    const from = match.index;
    if (from < reached) continue;
    if (tokens.length >= MAX_TOKENS) break;
    let to = from + match[0].length;
    if (match.groups?.word === undefined) {
      push(from, to);
      continue;
    }
    if (
      part[to] === '.' &&
      to + 1 < part.length &&
      (part[to + 1] === ',' || ABBREVIATION.test(match[0]))
    )
      to += 1;
    reached = to;
    const stem = CLITIC.exec(match[0])?.groups?.stem;
    if (stem === undefined) push(from, to);
    else {
      push(from, from + stem.length);
      push(from + stem.length, to);
    }
  }
  return tokens;
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
