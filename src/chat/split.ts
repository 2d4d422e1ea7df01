/** A stretch of rendered text, escaped already. */
export type Run = {
  readonly text: string;
  /** Never cut, and never parted from the word before it: a citation mark, a link. */
  readonly isWhole?: boolean;
  /** Put around the run, and around each part of it when it is cut: `**`. */
  readonly wrap?: string;
};

/** What is never cut inside: a backslash and what it escapes, `&amp;`, a grapheme with its marks and joiners. */
const ESCAPE = /\\[\s\S]|&[a-z]{2,5};/uy;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How good a place to split it is behind a token: the higher, the better. */
type Break = 0 | 1 | 2 | 3 | 4;
const NONE: Break = 0;
const WORD: Break = 1;
const SENTENCE: Break = 2;
const LINE: Break = 3;
const PARAGRAPH: Break = 4;

type Token = {
  readonly text: string;
  readonly wrap: string;
  readonly isWhole: boolean;
  readonly after: Break;
};

/**
 * Joins runs into texts of at most `max` UTF-16 units, split behind a paragraph where one ends in
 * the last half of a text, else a line, a sentence, a word; inside a word only when it is longer
 * than a text. A whole run is to be shorter than `max`. Nothing but white space at the splits is lost. Empty when the runs hold no ink.
 */
export function splitRuns(runs: readonly Run[], max: number): readonly string[] {
  const texts: string[] = [];
  let open: Token[] = [];
  let room = max;
  for (const token of glue(runs.flatMap((run) => toTokens(run, max)))) {
    while (open.length > 0 && room < sizeAfter(open.at(-1), token)) {
      const cut = bestCut(open);
      texts.push(assemble(open.slice(0, cut)));
      open = open.slice(cut);
      room = max - sizeOf(open);
    }
    room -= sizeAfter(open.at(-1), token);
    open.push(token);
  }
  texts.push(assemble(open));
  return texts.filter((text) => text !== '');
}

function sizeOf(tokens: readonly Token[]): number {
  return tokens.reduce((sum, token, index) => sum + sizeAfter(tokens[index - 1], token), 0);
}

/** A wrap costs once for all neighbours that share it. */
function sizeAfter(before: Token | undefined, token: Token): number {
  return token.text.length + (before?.wrap === token.wrap ? 0 : 2 * token.wrap.length);
}

/** Takes away the place to split before what is whole. */
function glue(tokens: readonly Token[]): readonly Token[] {
  return tokens.map((token, index) =>
    tokens[index + 1]?.isWhole ? { ...token, after: NONE } : token,
  );
}

/** How many tokens go into the text that is full: up to the best break in its last half, the last one of its kind. */
function bestCut(tokens: readonly Token[]): number {
  const total = tokens.reduce((sum, { text }) => sum + text.length, 0);
  let best = { cut: tokens.length, rank: NONE };
  let length = 0;
  let lastWord = 0;
  for (const [index, { text, after }] of tokens.entries()) {
    length += text.length;
    if (after === NONE) continue;
    lastWord = index + 1;
    if (length >= total / 2 && after >= best.rank) best = { cut: index + 1, rank: after };
  }
  if (best.rank > NONE) return best.cut;
  return lastWord > 0 ? lastWord : tokens.length;
}

function assemble(tokens: readonly Token[]): string {
  let text = '';
  for (let i = 0; i < tokens.length; ) {
    const wrap = tokens[i]?.wrap ?? '';
    let run = '';
    for (; i < tokens.length && tokens[i]?.wrap === wrap; i += 1) run += tokens[i]?.text;
    text += wrap === '' ? run : wrapInk(run, wrap);
  }
  return text.trim();
}

/** Marks stand against ink: `** word **` is not bold anywhere. */
function wrapInk(text: string, wrap: string): string {
  const ink = text.trim();
  if (ink === '') return text;
  const start = text.indexOf(ink);
  return text.slice(0, start) + wrap + ink + wrap + text.slice(start + ink.length);
}

function toTokens(run: Run, max: number): readonly Token[] {
  const wrap = run.wrap ?? '';
  const most = max - 2 * wrap.length;
  if (run.isWhole) return [{ text: run.text, wrap, isWhole: true, after: breakAfter(run.text) }];
  const words = run.text.match(/\S+\s*|\s+/gu) ?? [];
  return words.flatMap((word) => {
    const pieces = word.length <= most ? [word] : cutWord(word, most);
    return pieces.map((text, index) => ({
      text,
      wrap,
      isWhole: false,
      after: index === pieces.length - 1 ? breakAfter(text) : WORD,
    }));
  });
}

/** Cuts a word that is longer than a text, between graphemes and outside escapes. */
function cutWord(word: string, most: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const atom of atoms(word)) {
    // A single grapheme of endless marks is the one thing that has to be cut anyhow.
    const parts = atom.length <= most ? [atom] : (atom.match(/[\s\S]{1,64}/gu) ?? []);
    for (const part of parts) {
      if (piece.length + part.length > most) {
        pieces.push(piece);
        piece = '';
      }
      piece += part;
    }
  }
  return [...pieces, piece];
}

function* atoms(text: string): Generator<string> {
  let done = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    if (index < done) continue;
    ESCAPE.lastIndex = index;
    const escaped = ESCAPE.exec(text)?.[0] ?? '';
    const atom = escaped.length > segment.length ? escaped : segment;
    done = index + atom.length;
    yield atom;
  }
}

function breakAfter(text: string): Break {
  const ink = text.trimEnd();
  const blank = text.slice(ink.length);
  if (blank === '') return NONE;
  if (/\n\s*\n/u.test(blank)) return PARAGRAPH;
  if (blank.includes('\n')) return LINE;
  return /[.!?…]["'”’)\]]*$/u.test(ink.slice(-8)) ? SENTENCE : WORD;
}
