import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSignatures, sharesOf, shinglesOf, toSignature } from '../../src/ingest/reprints.ts';
import { build } from '../corpus/word-lists.ts';
import { report } from './reports.ts';

function read(text: string): Uint32Array {
  return shinglesOf(build({ origin: 'test.txt', text, known: {} }));
}

function signature(text: string): string {
  return toSignature(read(text)) ?? '';
}

function likeness(one: string, other: string): number {
  const held = openSignatures(new Map([['one', signature(one)]]));
  return held.alike(signature(other))[0]?.likeness ?? 0;
}

const STORY = report('Aldora', 0, 24);

describe('signatures', () => {
  it('are the same for the same words under another headline, dateline case and furniture', () => {
    const copy = `Politics\n\nColumns leave garrison\n\nADVERTISEMENT\n\n${STORY.toUpperCase()}\n\nSource link`;
    expect(signature(copy)).toBe(signature(STORY));
  });

  it.each([
    ['a copy cut to two thirds', report('Aldora', 0, 16), 0.5, 0.85],
    ['a copy with two paragraphs more', `${STORY}\n\n${report('Borania', 0, 2)}`, 0.8, 1],
    ['a copy cut to a third', report('Aldora', 0, 8), 0.2, 0.5],
  ])('find %s', (_name, copy, least, most) => {
    expect(likeness(STORY, copy)).toBeGreaterThanOrEqual(least);
    expect(likeness(STORY, copy)).toBeLessThanOrEqual(most);
  });

  it('find no other report of the same style', () => {
    expect(likeness(STORY, report('Caldera', 0, 24))).toBeLessThan(0.2);
  });

  it('are not made of a text too short to tell', () => {
    expect(toSignature(read('Two columns left the garrison on Tuesday.'))).toBe(null);
  });

  it('are forgotten when removed, and an unreadable one finds nothing', () => {
    const held = openSignatures(new Map([['one', signature(STORY)]]));
    held.remove('one');
    held.remove('never there');
    expect(held.alike(signature(STORY))).toEqual([]);
    expect(held.alike('not a signature')).toEqual([]);
  });

  it('put the nearest first', () => {
    const held = openSignatures();
    held.add('half', signature(report('Aldora', 0, 12)));
    held.add('whole', signature(STORY));
    expect(held.alike(signature(STORY)).map(({ id }) => id)).toEqual(['whole', 'half']);
  });

  it('find any report among a hundred by a copy of most of it', () => {
    const held = openSignatures();
    for (let n = 0; n < 100; n++) held.add(`r${n}`, signature(report(`Topic${n}`, 0, 15)));
    fc.assert(
      fc.property(fc.nat(99), fc.integer({ min: 9, max: 15 }), (n, length) => {
        const found = held.alike(signature(report(`Topic${n}`, 0, length)));
        expect(found[0]?.id).toBe(`r${n}`);
      }),
      { numRuns: 60 },
    );
  });
});

describe('shares', () => {
  it('tell a cut copy from a fuller one', () => {
    const whole = read(STORY);
    const cut = read(report('Aldora', 0, 12));
    const { ofFirst, ofSecond } = sharesOf(whole, cut);
    expect(ofFirst).toBeGreaterThan(0.4);
    expect(ofFirst).toBeLessThan(0.6);
    expect(ofSecond).toBe(1);
  });

  it('are nought for nothing', () => {
    expect(sharesOf(read('Yes.'), read('Yes.'))).toEqual({ ofFirst: 0, ofSecond: 0 });
  });
});
