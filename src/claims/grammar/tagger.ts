import lemmatize from 'wink-lemmatizer';
import { applyContextRules } from './context-rules.ts';
import type { LookUp } from './lexicon.ts';

/** A Penn treebank tag and a lower-case base form. */
export type Guess = { readonly pos: string; readonly lemma: string };

/**
 * Tags a sentence as wink-pos-tagger does, whose word lists and rules these are; its own engine tries
 * each rule's pattern on each word and takes many times as long.
 */
export function guessTags(
  sentence: readonly { readonly text: string; readonly lower: string }[],
  lookUp: LookUp,
): readonly Guess[] {
  const words = sentence.map(({ text, lower }) => {
    const { normal, possible, lemma } = lookUp(text, lower);
    return { value: text, normal, possible, pos: possible.tags[0] ?? 'NN', lemma: lemma ?? '' };
  });
  applyContextRules(words);
  for (const word of words) {
    word.pos = nameIfCapital(word.value, word.pos);
    if (word.lemma === '') word.lemma = toLemma(word.normal, word.pos);
  }
  return words;
}

function nameIfCapital(text: string, tag: string): string {
  const isCapital = text >= 'A' && text < '[';
  return isCapital && (tag.startsWith('N') || tag.startsWith('J')) ? 'NNP' : tag;
}

function toLemma(word: string, tag: string): string {
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
      return baseOfVerb(word);
    default:
      return word;
  }
}

/** The word list lacks some verbs in -y: "readied". */
function baseOfVerb(word: string): string {
  const base = lemmatize.verb(word);
  return base === word && word.endsWith('ied') ? `${word.slice(0, -3)}y` : base;
}
