import winkLexicon from 'wink-lexicon/src/lexicon.js';
import unigramTagger from 'wink-pos-tagger/src/unigram-tagger.js';
import { NO_RULES, rulesFor, type WordRules } from './context-rules.ts';
import { isLetter } from './word-classes.ts';

/** What a word is by itself. */
export type Entry = {
  /** Lower case, without accents. */
  readonly normal: string;
  /** Its likeliest tag. */
  readonly tag: string;
  readonly rules: WordRules;
};

const WORDS: ReadonlyMap<string, Entry> = new Map(
  Object.entries(winkLexicon).map(([normal, tags]) => [normal, toEntry(normal, tags)]),
);

// "mid-1990s"
const DECADE = /^mid-\d{3}0s$/;

/** Looks a word, number or mark up; what is in no list is judged by its ending. */
export function lookUp(text: string, lower: string): Entry {
  if (!isLetter(text.charCodeAt(0))) {
    if (/^[$€£]?\d/.test(text)) return asNumber(lower);
    if (/^\p{P}+$/u.test(text)) return ask(text, lower, 'punctuation');
  }
  const known = WORDS.get(lower);
  if (known) return known;
  const normal = /^[ -~]*$/.test(lower)
    ? lower
    : lower.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  return WORDS.get(normal) ?? (DECADE.test(normal) ? asNumber(normal) : ask(text, normal, 'word'));
}

const asNumber = (normal: string): Entry => ({ normal, tag: 'CD', rules: NO_RULES });

function ask(value: string, normal: string, sort: 'word' | 'punctuation'): Entry {
  return toEntry(normal, unigramTagger({ value, normal, tag: sort }, winkLexicon));
}

function toEntry(normal: string, tags: readonly string[] = ['NN']): Entry {
  return { normal, tag: tags[0] ?? 'NN', rules: rulesFor(normal, tags) };
}
