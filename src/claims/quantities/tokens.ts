import { endOfWord, startsWithCapital } from '../letters.ts';

export type Token = {
  readonly text: string;
  readonly lower: string;
  /** Offsets into the text given to `tokenize`. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'number' | 'word' | 'mark';
  /** No space stands before it. */
  readonly glued: boolean;
};

// "12,500", "10 000" (no-break spaces, or a plain one before 000), "3.7", ".534", "½"
const NUMBER =
  /\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)|\d{1,3}(?: 000)+(?!\d)|\d+(?:\.\d+)?|(?<![\p{L}\d.])\.\d+|[½⅓⅔¼¾⅛]/uy;
const MARK = /[^\s\p{L}\d]/uy;

const HYPHENS = new Set(['-', '‐', '‑', '–', '—', '−']);

/** Words ("U.S.", "Gen", "Russia’s"), numbers and single marks. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let lastEnd = -1;
  for (let start = 0; start < text.length; ) {
    let kind: Token['kind'] = 'word';
    let end = endOfWord(text, start);
    if (end === start && text[start] !== ' ') {
      end = endOfMatch(NUMBER, text, start);
      kind = end === start ? 'mark' : 'number';
      if (kind === 'mark') end = endOfMatch(MARK, text, start);
    }
    if (end === start) {
      start += 1;
      continue;
    }
    const token = text.slice(start, end);
    tokens.push({
      text: token,
      lower: token.toLowerCase(),
      start,
      end,
      kind,
      glued: start === lastEnd,
    });
    start = end;
    lastEnd = end;
  }
  return tokens;
}

/** @param pattern a sticky one. */
function endOfMatch(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

export function isCapitalised(token: Token | undefined): boolean {
  return token?.kind === 'word' && startsWithCapital(token.text);
}

export function isHyphen(token: Token | undefined): boolean {
  return token !== undefined && HYPHENS.has(token.text);
}
