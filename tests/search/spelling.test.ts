import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../src/corpus/edit-distance.ts';
import { openLexicon } from '../../src/search/lexicon.ts';
import { openSpelling } from '../../src/search/spelling.ts';

function lexiconOf(counts: Record<string, number>) {
  const lexicon = openLexicon();
  for (const [held, count] of Object.entries(counts)) {
    for (let i = 0; i < count; i++) lexicon.count([lexicon.number(held)], 1);
  }
  return lexicon;
}

describe('near spellings', () => {
  it.each([
    [
      'nearest first, then commonest',
      'borders',
      { border: 1, boarders: 5, bordered: 9 },
      ['boarders', 'border'],
    ],
    [
      'those with the same first letter before others',
      'harkiv',
      { kharkiv: 9, harkin: 1 },
      ['harkin', 'kharkiv'],
    ],
    ['one slip in a short word, not two', 'kursk', { kurks: 1, krusks: 1, kuban: 1 }, ['kurks']],
    ['only swapped letters in a word of four', 'sumy', { suym: 1, sums: 9, army: 9 }, ['suym']],
    ['nothing for three letters', 'dmz', { dmx: 9, dzm: 9 }, []],
    ['no word that no article holds any more', 'kurks', { kursk: 0 }, []],
  ])('are %s', (_, asked, held, wanted) => {
    expect(openSpelling(lexiconOf(held)).near(asked, 5)).toEqual(wanted);
  });
});

it('finds exactly the words within one slip, however many are held', () => {
  const five = fc.string({ unit: fc.constantFrom('a', 'b', 'z', 'ж'), minLength: 5, maxLength: 7 });
  fc.assert(
    fc.property(five, fc.uniqueArray(five, { maxLength: 30 }), (asked, held) => {
      const near = openSpelling(lexiconOf(Object.fromEntries(held.map((one) => [one, 1])))).near(
        asked,
        99,
      );
      const wanted = held.filter((one) => editDistance(asked, one, 1) === 1);
      expect([...near].sort()).toEqual(wanted.sort());
    }),
  );
});

it('completes a word with the commonest that begin so, and not with itself', () => {
  const spelling = openSpelling(lexiconOf({ bakhmut: 2, bakery: 5, bak: 9, kursk: 9 }));
  expect(spelling.completions('bak', 5)).toEqual(['bakery', 'bakhmut']);
  expect(spelling.completions('bak', 1)).toEqual(['bakery']);
});
