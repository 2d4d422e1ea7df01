import { stemmer } from 'stemmer';
import { foldWord } from '../corpus/fold.ts';

/** A word with its place in the text, for matching and for cutting. */
const WORD = /[\p{L}\p{N}]+(?:[.,'’-][\p{L}\p{N}]+)*/gu;

/** In the short term nothing is short. */
const TERM = /\b(?<span>short|medium|long)[ -]term\b/giu;

const stems = new Map<string, string>();
/** Keeps the cache of stems from growing with hostile input. */
const MAX_STEMS = 50_000;

/** The words of a text as they stand, numbers with their separators: "50,000", "Feb", "U.S". */
export function wordsOf(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}

/** What a word is compared by: folded, stemmed; a number without its separators. */
export function termOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const folded = foldWord(word).replace(/(?<=\d),(?=\d{3})/g, '');
  const term = /\d/.test(folded) ? folded : stemmer(folded);
  if (stems.size < MAX_STEMS) stems.set(word, term);
  return term;
}

/** The terms of a text; a compound counts as itself, in one word and as its parts: "build-up" is "buildup", "brigade-sized" holds "brigade". */
export function termsOf(text: string): readonly string[] {
  return wordsOf(text.replace(TERM, '$<span>term')).flatMap((word) =>
    word.includes('-')
      ? [word, word.replaceAll('-', ''), ...word.split('-')].map(termOf)
      : [termOf(word)],
  );
}
