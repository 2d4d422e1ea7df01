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
  /(?<number>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)|\d{1,3}(?: 000)+(?!\d)|\d+(?:\.\d+)?|(?<![\p{L}\d.])\.\d+|[½⅓⅔¼¾⅛])|(?<word>(?:\p{L}\.){2,}|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*)|(?<mark>[^\s\p{L}\d])/gu;

export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const groups = match.groups ?? {};
    const start = match.index;
    tokens.push({
      text: match[0],
      lower: match[0].toLowerCase(),
      start,
      end: start + match[0].length,
      kind: groups.number !== undefined ? 'number' : groups.word !== undefined ? 'word' : 'mark',
      glued: start > 0 && tokens.at(-1)?.end === start,
    });
  }
  return tokens;
}

export function isCapitalised(token: Token | undefined): boolean {
  return token?.kind === 'word' && /^\p{Lu}/u.test(token.text);
}

export function isHyphen(token: Token | undefined): boolean {
  return token !== undefined && /^[-‐‑–—−]$/.test(token.text);
}
