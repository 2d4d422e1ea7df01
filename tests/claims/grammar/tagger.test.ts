import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { lookUp } from '../../../src/claims/grammar/lexicon.ts';
import { guessTags, likeliestTag } from '../../../src/claims/grammar/tagger.ts';
import { tokenize } from '../../../src/claims/grammar/tokens.ts';

type Wink = { tag(words: { value: string; tag: string }[]): { pos: string; lemma?: string }[] };
const wink = (createRequire(import.meta.url)('wink-pos-tagger') as () => Wink)();

const toSort = (text: string) =>
  /^\p{P}+$/u.test(text) ? 'punctuation' : /^\d/.test(text) ? 'number' : 'word';
const words = (text: string) => tokenize(text, { start: 0, end: text.length });
const guess = (texts: readonly string[]) => {
  const guesses = texts.map(lookUp).map((word) => ({ word, tag: likeliestTag(word), lemma: '' }));
  guessTags(guesses);
  return guesses;
};

const SENTENCES = [
  'They said that the men who left as soon as they could had been beaten.',
  'That plan is like the one that Mr. Orel put forward; it may yet bear fruit.',
  'Working closely together, more than 30 ships set out to close down the strait.',
  'The Chişinău cafés’ older owners aren’t closing, they’re waiting.',
  'No one, the most senior of them least of all, will ever rank higher or cost more.',
];

describe('tags', () => {
  it.each(
    readdirSync('seeds')
      .filter((file) => file.endsWith('.txt'))
      .flatMap((file) => readFileSync(`seeds/${file}`, 'utf8').split(/(?<=\.)\s+/))
      .concat(SENTENCES),
  )('are those that the tagger itself gives: %s', (sentence) => {
    const said = words(sentence).map(({ text }) => text);
    const own = wink.tag(said.map((value) => ({ value, tag: toSort(value) })));
    expect(guess(said).map(({ tag }) => tag)).toEqual(own.map(({ pos }) => pos));
  });

  it.each([
    ['They’ve said it can’t be', ['they', 'have', 'say', 'it', 'can', 'not', 'be']],
    ['soldiers saw larger ships leaving', ['soldier', 'see', 'large', 'ship', 'leave']],
    ['constructor', ['constructor']],
  ])('base forms of %s', (text, lemmas) => {
    const said = words(text).map((word) => word.text);
    expect(guess(said).map(({ lemma }) => lemma)).toEqual(lemmas);
  });
});
