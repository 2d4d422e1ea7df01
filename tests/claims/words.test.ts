import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPhrases } from '../../src/claims/quantities/phrases.ts';
import { wordsOf, wordsWithin } from '../../src/claims/words.ts';

describe('wordsOf', () => {
  it.each([
    ['Russia’s war', ['Russia', 'war']],
    ["the officers' plan", ['the', 'officers', 'plan']],
    ['U.S.-made F-16s', ['U.S.', 'made', 'F', 's']],
    ['Zaporizhzhia–Kherson', ['Zaporizhzhia', 'Kherson']],
    ['São Tomé and Hui’an', ['São', 'Tomé', 'and', 'Hui’an']],
    ['Київ 2022', ['Київ']],
    ['', []],
  ])('cuts “%s” into its words', (text, words) => {
    expect(wordsOf(text).map((word) => word.text)).toEqual(words);
  });

  it('finds the words that a pattern for all alphabets finds, whatever the text', () => {
    const part = fc.constantFrom(
      ...['a', 'Bc', 'é', 'e\u0301', 'ф', '𝐀', '😀', 'U.S.', 's'],
      ...["'", '’', '.', ' ', ' ', '-', '—', '“', '5', '_', '\u00a0', '\ud835'],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        const pattern = /(?:\p{L}\.){2,}|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*/gu;
        expect(wordsOf(text).map(({ start }) => start)).toEqual(
          [...text.matchAll(pattern)].map(({ index }) => index),
        );
      }),
    );
  });

  it('opens a sentence with its first word', () => {
    const text = 'He left in May. Troops stayed.';
    const words = wordsOf(text);
    const sentence = wordsWithin(text, words, { start: 16, end: text.length });
    expect(sentence.map((word) => [word.text, word.opens])).toEqual([
      ['Troops', true],
      ['stayed', false],
    ]);
  });
});

describe('openPhrases', () => {
  const find = openPhrases(['m', 'mile', 'square miles', 'square', '%'], (phrase) =>
    phrase.length > 3 ? phrase.toLowerCase() : phrase,
  );

  it.each([
    ['Square Miles of land', 'Square Miles'],
    ['square', 'square'],
    ['m', 'm'],
    ['M', null],
    ['men', null],
    ['mile2', null],
    ['%men', '%'],
    ['', null],
  ])('at the start of “%s” it finds %s', (text, phrase) => {
    expect(find(text, 0)).toBe(phrase);
  });
});
