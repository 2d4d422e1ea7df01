import lemmatize from 'wink-lemmatizer';
import { applyContextRules, type PossibleTags } from './context-rules.ts';
import type { LookUp } from './lexicon.ts';
import { BE, DO, HAVE } from './word-classes.ts';

export type Word = { readonly text: string; readonly lower: string };

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
export function guessTags(words: readonly Word[], lookUp: LookUp): readonly Guess[] {
  const value: string[] = [];
  const normal: string[] = [];
  const possible: PossibleTags[] = [];
  const pos: string[] = [];
  for (const { text, lower } of words) {
    const entry = lookUp(text, lower);
    value.push(text);
    normal.push(entry.normal);
    possible.push(entry.possible);
    pos.push(entry.possible.tags[0] ?? 'NN');
  }
  applyContextRules({ value, normal, possible, pos });
  return words.map(({ text }, at) => {
    const tag = nameIfCapital(text, pos[at] ?? 'NN');
    return { tag, lemma: toLemma(normal[at] ?? '', tag) };
  });
}

function nameIfCapital(text: string, tag: string): string {
  const isCapital = text >= 'A' && text < '[';
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
