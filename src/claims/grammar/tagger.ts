import lemmatize from 'wink-lemmatizer';
import { applyContextRules } from './context-rules.ts';
import type { Entry } from './lexicon.ts';

/** A word while its sentence is tagged. */
export type Guess = {
  readonly word: Entry;
  /** Of the Penn treebank; at first the likeliest of the word by itself. */
  tag: string;
  /** Lower-case base form, filled in by the tagger. */
  lemma: string;
};

/**
 * Tags a sentence as wink-pos-tagger does, whose word lists and rules these are; its own engine tries
 * each rule's pattern on each word and takes many times as long.
 */
export function guessTags(sentence: readonly Guess[]): void {
  applyContextRules(sentence);
  for (const guess of sentence) {
    guess.tag = nameIfCapital(guess.word.text, guess.tag);
    guess.lemma = guess.word.lemma ?? baseOf(guess.word, guess.tag);
  }
}

/** Of what can have several tags the likeliest. */
export function likeliestTag({ possible }: Entry): string {
  return possible.tags[0] ?? 'NN';
}

function nameIfCapital(text: string, tag: string): string {
  const isCapital = text >= 'A' && text < '[';
  return isCapital && (tag.startsWith('N') || tag.startsWith('J')) ? 'NNP' : tag;
}

function baseOf({ normal, bases }: Entry, tag: string): string {
  switch (tag) {
    case 'JJR':
    case 'JJS':
      bases.adjective ??= lemmatize.adjective(normal);
      return bases.adjective;
    case 'NNS':
    case 'NNPS':
      bases.noun ??= lemmatize.noun(normal);
      return bases.noun;
    case 'MD':
    case 'VBD':
    case 'VBG':
    case 'VBN':
    case 'VBP':
    case 'VBZ':
      bases.verb ??= baseOfVerb(normal);
      return bases.verb;
    default:
      return normal;
  }
}

/** "hop" of "hoped": a verb so short would have doubled its last letter. */
const SHORT = /^[^aeiou]{1,3}[aeiou][^aeiouwxy]$/;

/** The word list lacks some verbs in -y: "readied". */
function baseOfVerb(word: string): string {
  const base = lemmatize.verb(word);
  if (SHORT.test(base) && (word === `${base}ed` || word === `${base}ing`)) return `${base}e`;
  return base === word && word.endsWith('ied') ? `${word.slice(0, -3)}y` : base;
}
