import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLexicon } from '../../src/search/lexicon.ts';
import { editDistance, openSpelling } from '../../src/search/spelling.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });

/** The definition, without shortcuts. */
function plainDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [same, rest] = [a.at(-1) === b.at(-1) ? 0 : 1, [a.slice(0, -1), b.slice(0, -1)] as const];
  const distances = [
    plainDistance(rest[0], b) + 1,
    plainDistance(a, rest[1]) + 1,
    plainDistance(...rest) + same,
  ];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
    distances.push(plainDistance(a.slice(0, -2), b.slice(0, -2)) + 1);
  }
  return Math.min(...distances);
}

describe('the distance of two words', () => {
  it.each([
    ['kurks', 'kursk', 1],
    ['bakmut', 'bakhmut', 1],
    ['kyiv', 'kyiv', 0],
    ['excersises', 'exercises', 2],
    ['', 'ab', 2],
  ])('%s and %s: %i', (a, b, distance) => {
    expect(editDistance(a, b, 3)).toBe(distance);
  });

  it('is what its definition says, up to the most that is asked for', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, most) => {
        expect(editDistance(a, b, most)).toBe(Math.min(plainDistance(a, b), most + 1));
      }),
    );
  });
});

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
