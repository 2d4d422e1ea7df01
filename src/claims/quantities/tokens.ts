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

// "12,500", "10 000" (no-break spaces, or a plain one before 000), "3.7", ".534", "½" | "U.S.", "Gen", "Russia’s" | "-"
const TOKEN =
  /\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)|\d{1,3}(?: 000)+(?!\d)|\d+(?:\.\d+)?|(?<![\p{L}\d.])\.\d+|[½⅓⅔¼¾⅛]|(?:\p{L}\.){2,}|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|[^\s\p{L}\d]/gu;

const DIGIT = /^\.?\d|^[½⅓⅔¼¾⅛]/;
const LETTER = /^\p{L}/u;

export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let lastEnd = -1;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const [token] = match;
    const start = match.index;
    tokens.push({
      text: token,
      lower: token.toLowerCase(),
      start,
      end: start + token.length,
      kind: LETTER.test(token) ? 'word' : DIGIT.test(token) ? 'number' : 'mark',
      glued: start === lastEnd,
    });
    lastEnd = start + token.length;
  }
  return tokens;
}

export function isCapitalised(token: Token | undefined): boolean {
  return token?.kind === 'word' && /^\p{Lu}/u.test(token.text);
}

export function isHyphen(token: Token | undefined): boolean {
  return token !== undefined && /^[-‐‑–—−]$/.test(token.text);
}
