import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../src/corpus/edit-distance.ts';

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
