import type { Span } from '../corpus/article.ts';
import { lookUp } from './grammar/lexicon.ts';
import { firstFrom } from './grammar/tokens.ts';
import { endOfWord, isApostrophe } from './letters.ts';

/** A word of a text, marks left out; its span ends before a possessive ending. */
export type Word = Span & {
  readonly text: string;
  readonly folded: string;
  readonly isCapital: boolean;
  readonly isPossessive: boolean;
  /** A stop follows at once. */
  readonly isStopped: boolean;
  /** What stands between the word before and this one. */
  readonly gap: string;
  /** No name can run on into this word: it opens a sentence or stands after a mark. */
  readonly opens: boolean;
};

/** How much of what stands before it is kept for a word that nothing comes before. */
const GAP_CHARS = 3;

export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  let before: Word | undefined;
  let lastEnd = 0;
  for (let start = 0; start < text.length; ) {
    const end = endOfWord(text, start);
    if (end === start) {
      start += 1;
      continue;
    }
    before = toWord(text, start, end, before ? lastEnd : Math.max(0, start - GAP_CHARS), before);
    words.push(before);
    lastEnd = end;
    start = end;
  }
  return words;
}

function toWord(
  text: string,
  start: number,
  end: number,
  gapStart: number,
  before: Word | undefined,
): Word {
  const bareEnd = withoutPossessive(text, end);
  const { text: bare, folded, isCapital } = lookUp(text.slice(start, bareEnd));
  const gap = text.slice(gapStart, start);
  const isSpaced = gap === ' ' || gap === '-' || gap === '\u00a0' || gap === '  ';
  return {
    text: bare,
    folded,
    start,
    end: bareEnd,
    isCapital,
    isPossessive: bareEnd < end || isPossessiveAt(text, end),
    isStopped: text[end] === '.',
    gap,
    opens: before === undefined || !(isSpaced || (gap === '. ' && before.text.length <= 3)),
  };
}

/** Where the word itself ends: before the ’s of "Russia’s". */
function withoutPossessive(text: string, end: number): number {
  return text[end - 1] === 's' && isApostrophe(text[end - 2]) ? end - 2 : end;
}

/** "the officers’ plan" */
function isPossessiveAt(text: string, at: number): boolean {
  return isApostrophe(text[at]) && endOfWord(text, at + 1) === at + 1;
}

/** The words that begin in a span of their text, as if it stood alone: the first of them opens it. */
export function wordsWithin(
  text: string,
  words: readonly Word[],
  { start, end }: Span,
): readonly Word[] {
  const within = words.slice(firstFrom(words, start), firstFrom(words, end));
  const [first] = within;
  if (first) {
    const gap = text.slice(Math.max(start, first.start - GAP_CHARS), first.start);
    within[0] = { ...first, gap, opens: true };
  }
  return within;
}
