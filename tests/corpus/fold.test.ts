import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { foldName, foldWord, withoutMarks } from '../../src/corpus/fold.ts';

it.each([
  ['Russia’s', 'russia'],
  ["soldiers'", 'soldiers'],
  ["O'Brien", 'obrien'],
  ['U.S', 'us'],
  ['Türkiye', 'turkiye'],
  ['Łódź', 'lodz'],
  ['STRASSE', 'strasse'],
  ['Київ', 'київ'.normalize('NFKD').replace(/\p{M}/gu, '')],
])('folds the word %s to %s', (word, folded) => {
  expect(foldWord(word)).toBe(folded);
});

it.each([
  ['Ivano-Frankivsk', 'ivano frankivsk'],
  [' Nagorno–Karabakh ', 'nagorno–karabakh'],
  ['Côte d’Ivoire', 'cote divoire'],
  ['Kyiv’s', 'kyivs'],
  ['U.S.', 'us'],
])('folds the name %s to “%s”', (name, folded) => {
  expect(foldName(name)).toBe(folded);
});

it.each([
  ['from Łódź to Türkiye', 'from lodz to Turkiye'],
  ['“Russia’s” – plain…', '“Russia’s” – plain...'],
  ['Russia’s “plain” text', 'Russia’s “plain” text'],
])('takes the marks off “%s”', (text, bare) => {
  expect(withoutMarks(text)).toBe(bare);
});

test('folding again changes nothing, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const folded = foldName(text);
      expect(foldName(folded)).toBe(folded);
    }),
  );
});
