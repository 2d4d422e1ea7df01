import lemmatize from 'wink-lemmatizer';
import winkLexicon from 'wink-lexicon/src/lexicon.js';
import unigramTagger from 'wink-pos-tagger/src/unigram-tagger.js';
import { isPlainLetter } from '../letters.ts';
import { type PossibleTags, withRules } from './context-rules.ts';
import { BE, DO, HAVE } from './word-classes.ts';

/** What a word is by itself. */
export type Entry = {
  /** Lower case, without accents. */
  readonly normal: string;
  readonly possible: PossibleTags;
  /** A base form that no ending gives away, whatever the tag; null where an ending does. */
  readonly lemma: string | null;
};
export type LookUp = (text: string, lower: string) => Entry;

const LEMMAS: ReadonlyMap<string, string> = new Map([
  ...[...BE, 'ai'].map((word) => [word, 'be'] as const),
  ...[...HAVE].map((word) => [word, 'have'] as const),
  ...[...DO].map((word) => [word, 'do'] as const),
  ['said', 'say'],
  ['says', 'say'],
  ['felt', 'feel'],
  ['found', 'find'],
  ['saw', 'see'],
  ['ca', 'can'],
  ['sha', 'shall'],
  ['wo', 'will'],
  ["'ll", 'will'],
  ["'d", 'would'],
  ["n't", 'not'],
]);

const WORDS: ReadonlyMap<string, Entry> = new Map(
  Object.entries(winkLexicon).map(([word, tags]) => [word, toEntry(word, tags)]),
);
/** Marks that stand in most texts. */
const MARKS: ReadonlyMap<string, Entry> = new Map(
  [...'.,;:!?()[]"\'“”‘’—–-'].map((mark) => [mark, ask(mark, mark, 'punctuation')]),
);
const NUMBER = /^[$€£]?\d/;
// "mid-1990s"
const DECADE = /^mid-\d{3}0s$/;

/**
 * Opens the word list for one article: what is in no list is judged by its ending, once for an article,
 * since names come again and again.
 */
export function openLexicon(): LookUp {
  const unknown = new Map<string, Entry>();
  return (text, lower) => {
    const entry =
      (isPlainLetter(text.charCodeAt(0)) ? WORDS.get(lower) : MARKS.get(text)) ?? unknown.get(text);
    if (entry) return entry;
    const judged = judge(text, lower);
    unknown.set(text, judged);
    return judged;
  };
}

/** The word list has this word, in lower case, or its base form. */
export function isListed(word: string): boolean {
  return WORDS.has(word) || WORDS.has(lemmatize.noun(word)) || WORDS.has(lemmatize.verb(word));
}

function judge(text: string, lower: string): Entry {
  if (NUMBER.test(text) || DECADE.test(lower)) return toEntry(lower, ['CD']);
  if (/^\p{P}+$/u.test(text)) return ask(text, lower, 'punctuation');
  const normal = lower.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  return WORDS.get(normal) ?? ask(text, normal, 'word');
}

function ask(value: string, normal: string, sort: 'word' | 'punctuation'): Entry {
  return toEntry(normal, unigramTagger({ value, normal, tag: sort }, winkLexicon));
}

function toEntry(normal: string, tags: readonly string[] = ['NN']): Entry {
  return { normal, possible: withRules(normal, tags), lemma: LEMMAS.get(normal) ?? null };
}
