import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openPostings } from '../../src/search/postings.ts';

const all = () => true;
const BM25 = { k: 1.6, b: 0.75 };

const texts = fc.array(fc.array(fc.nat(9), { minLength: 1, maxLength: 30 }), {
  minLength: 1,
  maxLength: 12,
});

it('scores every text that holds a term as BM25 does', () => {
  fc.assert(
    fc.property(texts, fc.nat(9), (numbers, term) => {
      const postings = openPostings(BM25);
      for (const [n, terms] of numbers.entries()) postings.add(`${n}`, Uint32Array.from(terms));
      const holding = numbers.filter((terms) => terms.includes(term)).length;
      const average = numbers.flat().length / numbers.length;
      const rarity = Math.log(1 + (numbers.length - holding + 0.5) / (holding + 0.5));
      const found = postings.find([{ term, weight: 2 }], all);
      expect(found.size).toBe(holding);
      for (const [id, { score }] of found) {
        const terms = numbers[Number(id)] ?? [];
        const times = terms.filter((one) => one === term).length;
        const length = 1 - BM25.b + (BM25.b * terms.length) / average;
        expect(score).toBeCloseTo(
          (2 * rarity * times * (BM25.k + 1)) / (times + BM25.k * length),
          9,
        );
      }
    }),
  );
});

it('knows nothing of what was removed', () => {
  fc.assert(
    fc.property(texts, texts, (staying, going) => {
      const [one, other] = [openPostings(BM25), openPostings(BM25)];
      for (const [n, terms] of going.entries()) one.add(`gone ${n}`, Uint32Array.from(terms));
      for (const [n, terms] of staying.entries()) {
        one.add(`${n}`, Uint32Array.from(terms));
        other.add(`${n}`, Uint32Array.from(terms));
      }
      for (const [n, terms] of going.entries()) one.remove(`gone ${n}`, Uint32Array.from(terms));
      const wanted = [0, 1, 2, 3].map((term) => ({ term, weight: 1 }));
      expect(one.find(wanted, all)).toEqual(other.find(wanted, all));
    }),
  );
});

it('adds up the terms that are looked for, and leaves out what is not wanted', () => {
  const postings = openPostings(BM25);
  postings.add('both', Uint32Array.of(1, 2));
  postings.add('one', Uint32Array.of(1, 3));
  postings.add('unwanted', Uint32Array.of(1, 2));
  const wanted = [
    { term: 2, weight: 1 },
    { term: 1, weight: 1 },
  ];
  const found = postings.find(wanted, (id) => id !== 'unwanted');
  expect([...found].map(([id, { terms }]) => [id, terms])).toEqual([
    ['both', [2, 1]],
    ['one', [1]],
  ]);
  expect(found.get('both')?.score).toBeGreaterThan(found.get('one')?.score ?? 0);
});
