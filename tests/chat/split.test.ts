import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitRuns } from '../../src/chat/split.ts';

const text = (value: string) => ({ text: value });
const whole = (value: string) => ({ text: value, isWhole: true });

describe('splitRuns', () => {
  it('keeps a short text in one piece', () => {
    expect(splitRuns([text('Two brigades moved.')], 100)).toEqual(['Two brigades moved.']);
  });

  it('makes nothing of white space', () => {
    expect(splitRuns([text(' \n '), text('')], 10)).toEqual([]);
  });

  it.each([
    ['a paragraph', 'One. Two.\n\nThree four five six', ['One. Two.', 'Three four five six']],
    ['a line', 'One two. Three\nfour five six seven', ['One two. Three', 'four five six seven']],
    ['a sentence', 'Nothing new. They moved again', ['Nothing new.', 'They moved again']],
    ['a word', 'aaaa bbbb cccc dddd eeee ffff', ['aaaa bbbb cccc dddd', 'eeee ffff']],
  ])('splits behind %s', (_, given, expected) => {
    expect(splitRuns([text(given)], 20)).toEqual(expected);
  });

  it('keeps a citation with the word before it', () => {
    const runs = [text('Some 50,000 troops were massed'), whole(' [1]'), text(' there.')];
    expect(splitRuns(runs, 32)).toEqual(['Some 50,000 troops were', 'massed [1] there.']);
  });

  it('closes and opens bold again around a split', () => {
    expect(splitRuns([{ text: 'one two three four', wrap: '**' }], 14)).toEqual([
      '**one two**',
      '**three four**',
    ]);
  });

  it('cuts an endless word outside escapes and between graphemes', () => {
    const pieces = splitRuns([text('\\*'.repeat(20) + '👨‍👩‍👧'.repeat(5))], 25);
    expect(pieces.every((piece) => piece.length <= 25)).toBe(true);
    expect(pieces.join('')).toBe('\\*'.repeat(20) + '👨‍👩‍👧'.repeat(5));
    expect(pieces.every((piece) => !/(?<!\\)(?:\\\\)*\\$/u.test(piece))).toBe(true);
  });

  it('holds the limit and loses no ink, whatever the runs', () => {
    const run = fc.record({
      text: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.lorem({ maxCount: 40 })),
      isWhole: fc.constant(false),
      wrap: fc.constantFrom('', '**'),
    });
    const mark = fc.nat(99).map((n) => whole(`[${n}]`));
    fc.assert(
      fc.property(
        fc.array(fc.oneof(run, mark), { maxLength: 12 }),
        fc.integer({ min: 80, max: 400 }),
        (runs, max) => {
          const pieces = splitRuns(runs, max);
          expect(pieces.every((piece) => piece.length <= max)).toBe(true);
          const ink = (value: string) => value.replaceAll(/[\s*]/gu, '');
          expect(ink(pieces.join(''))).toBe(ink(runs.map((each) => each.text).join('')));
        },
      ),
    );
  });
});
