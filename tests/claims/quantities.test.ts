import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QuantityWordsSchema } from '../../src/claims/quantities/words.ts';
import { readQuantities } from '../../src/claims/quantities.ts';
import { readConfigFile } from '../../src/config.ts';

const words = readConfigFile('config/language/quantities.json', QuantityWordsSchema);
const read = (text: string) => readQuantities(text, 0, words);
/** [low, high, unit, qualifier] of each figure. */
const figures = (text: string) => read(text).map((q) => [q.low, q.high, q.unit, q.qualifier]);

describe('readQuantities', () => {
  it.each([
    [
      'Putin has ordered a whopping 500,000 troops to ready the new assault',
      [[500000, 500000, 'troops', null]],
    ],
    ['offensive operations could persist for six to nine months', [[6, 9, 'months', null]]],
    ['Despite a U.S.-mediated 30-day truce agreement', [[30, 30, 'days', null]]],
    [
      'forces initially gained 1,300 square kilometers of Russian territory',
      [[1300, 1300, 'square kilometers', null]],
    ],
    [
      'aiming to recapture the roughly 500 square miles of territory',
      [[500, 500, 'square miles', 'about']],
    ],
    [
      'The U.S. has said some 10,000 North Koreans are in Kursk',
      [[10000, 10000, 'North Koreans', 'about']],
    ],
    [
      'some 50,000 Russian and North Korean troops have amassed',
      [[50000, 50000, 'troops', 'about']],
    ],
    [
      'who have held the territory for more than three months now',
      [[3, null, 'months', 'more than']],
    ],
    ['Russia has prepared tens of thousands of troops', [[10000, 100000, 'troops', null]]],
    ['Russia appears to have diverted several thousand troops', [[2000, 9999, 'troops', null]]],
    ['so diverting a few thousand may not have a large impact', [[2000, 9999, null, null]]],
    [
      'believed to have hundreds of thousands of troops on the frontline',
      [[100000, 1000000, 'troops', null]],
    ],
    [
      'over 1,000 square kilometers (386 square miles)',
      [
        [1000, null, 'square kilometers', 'more than'],
        [386, 386, 'square miles', null],
      ],
    ],
    ['along the 600-mile frontline', [[600, 600, 'miles', null]]],
  ])('reads the figures of the seeds: %s', (text, expected) => {
    expect(figures(text)).toEqual(expected);
  });

  it.each([
    ['Some 550,000 Sudanese fled to Chad', 'Sudanese'],
    ['Nearly 200 Chinese and three British were held', 'Chinese'],
    ['Nearly 200 Chinese-built trucks left', 'trucks'],
    ['Nearly 200 Chinese soldiers left', 'soldiers'],
  ])('counts a people by its name: %s', (text, unit) => {
    expect(figures(text)[0]?.[2]).toBe(unit);
  });

  it.each([
    ['They hold between 300 and 400 tanks.', [[300, 400, 'tanks', null]]],
    ['Some 8,000-10,000 Chinese soldiers landed.', [[8000, 10000, 'soldiers', 'about']]],
    ['It costs $3 million to $5 million.', [[3e6, 5e6, '$', null]]],
    ['The US$89 to $93 billion package', [[89e9, 93e9, '$', null]]],
    ['A gap of 8- to 16-meter trenches', [[8, 16, 'meters', null]]],
    ['The range grew from up to 252 miles to 287 miles.', [[252, 287, 'miles', null]]],
    ['three or four days', [[3, 4, 'days', null]]],
    ['two or three divisions', [[2, 3, 'divisions', null]]],
  ])('joins the two ends of a range: %s', (text, expected) => {
    expect(figures(text)).toEqual(expected);
  });

  it.each([
    ['no more than 200 ships', [[null, 200, 'ships', 'at most']]],
    ['as many as 12,000 North Korean troops', [[null, 12000, 'troops', 'at most']]],
    ['fewer than two dozen boats', [[null, 24, 'boats', 'less than']]],
    ['no fewer than 90 jets', [[90, null, 'jets', 'at least']]],
    [
      'It has 1,000-plus tanks and 2,000 or more guns.',
      [
        [1000, null, 'tanks', 'at least'],
        [2000, null, 'guns', 'at least'],
      ],
    ],
    ['30 or so ships', [[30, 30, 'ships', 'about']]],
  ])('keeps the open side of a bound open: %s', (text, expected) => {
    expect(figures(text)).toEqual(expected);
  });

  it.each([
    ['twenty-eight thousand six hundred and forty-two', 28642],
    ['half a million', 500000],
    ['two and a half million', 2.5e6],
    ['a hundred and two', 102],
    ['half a dozen', 6],
    ['1.5 million', 1.5e6],
    ['2 1/2', 2.5],
    ['8.5bn', 8.5e9],
    ['40k', 40000],
  ])('reads %s as %d', (number, value) => {
    expect(figures(`They sent ${number} rounds.`)).toEqual([[value, value, 'rounds', null]]);
  });

  it.each([
    ['at least 1,000 troops each', 'each'],
    ['there were 1,200 casualties a day in September', 'a day'],
    ['It fires 300 shells per gun.', 'per gun'],
    ['some 1,600 troops took part', null],
  ])('marks a rate, which is no total: %s', (text, per) => {
    expect(read(text).map((q) => q.per)).toEqual([per]);
  });

  it.each([
    ['roughly 500 square miles', { low: 1294.99, high: 1294.99, unit: 'km²' }],
    ['1,300 square kilometers', { low: 1300, high: 1300, unit: 'km²' }],
    ['more than 100 miles', { low: 160.934, high: null, unit: 'km' }],
    ['50 acres', { low: 0.202343, high: 0.202343, unit: 'km²' }],
    ['two weeks', { low: 14, high: 14, unit: 'days' }],
    ['300 tanks', null],
  ])('says what %s is in the unit of comparison', (text, comparable) => {
    expect(read(text)[0]?.comparable).toEqual(comparable);
  });

  it.each([
    'It began on March 27 and ended on 9 May 2023.',
    'The 2022 invasion was planned since 2019.',
    'At 10:30 a.m. and again at 1.56pm sirens were heard.',
    'The 47th Brigade fought in T-72s along Highway 1.',
    'A two-pronged assault',
    '1) The army moves on.',
    'Ivan Petrov, 34, said so.',
    'No one spoke to anyone, and this one is gone.',
    'Call 555-0100 today.',
    'They won 2-1 at home.',
    'The report of 24/02/2022',
    'The election of 1860 and the spring of 1862',
    'Eastern theatre, 1861-1863',
    'He lives at 131 West 23rd Street.',
    'In the Seven Days Battles',
    'The Big Three met.',
    'They number the 8th and the 101st.',
  ])('finds no figure in %s', (text) => {
    expect(figures(text)).toEqual([]);
  });

  it.each([
    ['It has 190,000 troops, up from 100,000 in January.', ['troops', 'troops']],
    ['They sent 71 aircraft, 60 of them overnight.', ['aircraft', 'aircraft']],
    ['Two Su-35 fighters, one Il-76 and three Tu-95s took off.', ['fighters', 'Il-76', 'Tu-95s']],
    ['They were 45 and 50 cases.', ['cases', 'cases']],
    ['16,000 American military personnel', ['personnel']],
    ['31 Abrams tanks', ['tanks']],
    ['If one country agreed, it would end.', ['country']],
    ['a garrison of 1200 men', ['men']],
  ])('knows what is counted where it is said once or by a model’s name: %s', (text, units) => {
    expect(read(text).map(({ unit }) => unit)).toEqual(units);
  });

  it('keeps the words for a further amount with it', () => {
    expect(read('Another 7,000 soldiers arrived.')[0]).toMatchObject({
      text: 'Another 7,000 soldiers',
      low: 7000,
    });
  });

  it('counts spans from where the text begins in the article', () => {
    expect(readQuantities('He saw 12 ships.', 100, words)[0]?.span).toEqual({
      start: 107,
      end: 115,
    });
  });

  it('cuts every figure from the text, whatever the text', () => {
    const parts = fc.constantFrom(
      '12',
      '1,000',
      ' ',
      '-',
      'to',
      'million',
      '$',
      'half',
      'of',
      'T',
      '.',
      'a',
      'é',
      '😀',
      'one',
      '%',
      '(',
      'about',
      'tanks',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(parts).map((p) => p.join(' ')),
          fc.array(parts).map((p) => p.join('')),
        ),
        (text) => {
          for (const { span, text: cut, low, high } of read(text)) {
            expect(text.slice(span.start, span.end)).toBe(cut);
            expect(low === null || high === null || low <= high).toBe(true);
          }
        },
      ),
    );
  });
});

it('takes no time for a rate: “up from 25 a month ago”', () => {
  const per = (text: string) => read(text).map((quantity) => quantity.per);
  expect(per('It has 60 tanks, up from 25 a month ago.')).toEqual([null, null]);
  expect(per('It makes 25 tanks a month.')).toEqual(['a month']);
});
