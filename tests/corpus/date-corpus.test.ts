import { expect, it } from 'vitest';
import { type Article, type DateEstimate, UNKNOWN_DATE } from '../../src/corpus/article.ts';
import { dateCorpus } from '../../src/corpus/date-corpus.ts';
import { build } from './word-lists.ts';

const SHARED =
  'Two armoured columns left the northern garrison on Tuesday, three officials told the station.';
const STATED: DateEstimate = {
  earliest: '2023-05-05',
  latest: '2023-05-05',
  basis: 'stated',
  evidence: [],
};

function article(name: string, text: string, published: DateEstimate = UNKNOWN_DATE): Article {
  return { ...build({ origin: name, text, known: {} }), published };
}

/** Dates again, and tells with which articles that was done. */
function companions(articles: readonly Article[]): Record<string, string[]> {
  const asked: Record<string, string[]> = {};
  dateCorpus(articles, (one, alike) => {
    asked[one.origin] = alike.map(({ origin }) => origin);
    return one;
  });
  return asked;
}

it('dates undated articles with those that share a long sentence, whatever its case and marks', () => {
  const undated = article('undated', `${SHARED}\n\nMore is not known.`);
  const dated = article(
    'dated',
    `News follows.\n\n${SHARED.toUpperCase().replace(',', ' –')}`,
    STATED,
  );
  const other = article(
    'other',
    'Nothing of the kind was seen on the coast, three officials told the paper.',
    STATED,
  );
  expect(companions([undated, dated, other])).toEqual({ undated: ['dated'] });
});

it('takes no short sentence for a sign of kinship', () => {
  const one = article(
    'one',
    'He declined to comment.\n\nThe bridge over the river was closed on Tuesday night.',
  );
  const two = article(
    'two',
    'He declined to comment.\n\nThe ministry published a list of the units concerned.',
  );
  expect(companions([one, two])).toEqual({});
});

it('keeps order, number and what is dated already', () => {
  const undated = article('undated', SHARED);
  const dated = article('dated', `${SHARED} It rained.`, STATED);
  const result = dateCorpus([undated, dated], (one) => ({ ...one, published: STATED }));
  expect(result.map(({ origin, published }) => [origin, published.basis])).toEqual([
    ['undated', 'stated'],
    ['dated', 'stated'],
  ]);
  expect(result[1]).toBe(dated);
});
