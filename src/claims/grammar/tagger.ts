import lemmatize from 'wink-lemmatizer';
import lexicon from 'wink-lexicon/src/lexicon.js';
import unigramTagger from 'wink-pos-tagger/src/unigram-tagger.js';
import { applyContextRules } from './context-rules.ts';
import { BE, DO, HAVE } from './word-classes.ts';

export type Word = {
  readonly value: string;
  readonly sort: 'word' | 'number' | 'punctuation';
};

/** A Penn treebank tag and a lower-case base form. */
export type Guess = { readonly tag: string; readonly lemma: string };

/** Base forms that no ending gives away, whatever the tag. */
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

/**
 * Tags a sentence as wink-pos-tagger does, whose word lists and rules these are; its own engine tries
 * each rule's pattern on each word and takes many times as long.
 */
export function guessTags(words: readonly Word[]): readonly Guess[] {
  const value: string[] = [];
  const normal: string[] = [];
  const possible: (readonly string[])[] = [];
  const pos: string[] = [];
  for (const word of words) {
    const folded = fold(word.value);
    const tags =
      (word.sort === 'word' ? lexicon[folded] : undefined) ??
      unigramTagger({ value: word.value, normal: folded, tag: word.sort }, lexicon);
    value.push(word.value);
    normal.push(folded);
    possible.push(tags);
    pos.push(tags[0] ?? 'NN');
  }
  applyContextRules({ value, normal, possible, pos });
  return words.map(({ value }, at) => {
    const tag = nameIfCapital(value, pos[at] ?? 'NN');
    return { tag, lemma: toLemma(normal[at] ?? '', tag) };
  });
}

function fold(word: string): string {
  const lower = word.toLowerCase();
  return /[^ -~]/.test(lower) ? lower.normalize('NFD').replace(/[\u0300-\u036f]/g, '') : lower;
}

function nameIfCapital(value: string, tag: string): string {
  const isCapital = value >= 'A' && value < '[';
  return isCapital && (tag.startsWith('N') || tag.startsWith('J')) ? 'NNP' : tag;
}

function toLemma(word: string, tag: string): string {
  const known = LEMMAS.get(word);
  if (known !== undefined) return known;
  switch (tag) {
    case 'JJR':
    case 'JJS':
      return lemmatize.adjective(word);
    case 'NNS':
    case 'NNPS':
      return lemmatize.noun(word);
    case 'MD':
    case 'VBD':
    case 'VBG':
    case 'VBN':
    case 'VBP':
    case 'VBZ':
      return lemmatize.verb(word);
    default:
      return word;
  }
}
