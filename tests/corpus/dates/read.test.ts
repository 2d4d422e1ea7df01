import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../../src/config.ts';
import { type DateEstimate, UNKNOWN_DATE } from '../../../src/corpus/article.ts';
import { daysOf } from '../../../src/corpus/dates/days.ts';
import { openDateReader } from '../../../src/corpus/dates/read.ts';
import { DateWordsSchema } from '../../../src/corpus/dates/words.ts';

const reader = openDateReader(readConfigFile('config/language/dates.json', DateWordsSchema));
const on = (day: string): DateEstimate => ({
  earliest: day,
  latest: day,
  basis: 'stated',
  evidence: [],
});

/** "words = value" for each time expression; written on Thursday 15 August 2024. */
function read(text: string, reference = on('2024-08-15')): string[] {
  return reader.read(text, reference).map((timex) => `${timex.text} = ${timex.value}`);
}

describe('news', () => {
  it.each([
    ['The minister said Wednesday that two brigades had moved.', ['Wednesday = 2024-08-14']],
    ['Kirby told reporters on Thursday.', ['Thursday = 2024-08-15']],
    ['The envoys will meet again on Friday.', ['Friday = 2024-08-16']],
    ['The town fell in September.', ['September = 2023-09']],
    ['Elections are due in November.', ['November = 2024-11']],
    ['They struck the depot last week.', ['last week = 2024-W32']],
    ['They struck it in the last week of July.', ['July = 2024-07']],
    ['He resigned earlier this month.', ['earlier this month = 2024-08']],
    ['It began two years ago.', ['two years ago = 2022']],
    ['Fighting has gone on for several months.', ['several months = PXM']],
    ['A 30-day truce was offered.', ['30-day = P30D']],
    ['A 22-year-old conscript surrendered.', []],
    ['In 2019 ETA disbanded.', ['2019 = 2019']],
    ["THEY MOVED BY WEEK'S END.", ["WEEK'S END = 2024-W33"]],
    ['The unit arrived a fortnight ago.', ['a fortnight ago = 2024-W31']],
    ['The bridge fell the week before last.', ['the week before last = 2024-W31']],
    ['It began a year and a half ago.', ['a year and a half ago = 2023-02']],
    [
      'They met on Tuesday of last week, and will meet on Friday next week.',
      ['Tuesday of last week = 2024-08-06', 'Friday next week = 2024-08-23'],
    ],
    ["He saw Monday of last week's fighting.", ['Monday = 2024-08-12', 'last week = 2024-W32']],
    [
      'They met on Tuesday; the night before, a depot had burned.',
      ['Tuesday = 2024-08-13', 'the night before = 2024-08-12TNI'],
    ],
    [
      'They attacked on Aug. 5, 6 and 7.',
      ['Aug. 5 = 2024-08-05', '6 = 2024-08-06', '7 = 2024-08-07'],
    ],
    ['Stamped 4-Aug-2024 and 2024/08/15.', ['4-Aug-2024 = 2024-08-04', '2024/08/15 = 2024-08-15']],
    [
      'They held it through the spring and summer of 2023.',
      ['the spring = 2023-SP', 'summer of 2023 = 2023-SU'],
    ],
    ['Output rose in Q4 of 2023.', ['Q4 of 2023 = 2023-Q4']],
    [
      'In recent days and over the past week columns moved; men of 65 years and over stayed.',
      ['recent days = PXD', 'the past week = P1W'],
    ],
    [
      'In May last year they crossed, only to be stopped by June 8.',
      ['May last year = 2023-05', 'June 8 = 2023-06-08'],
    ],
    ['Shelling kills 12 people every day.', ['every day = XXXX-XX-XX']],
    ['It was built in the 1990s.', ['the 1990s = 199']],
    ['They hold 1,300 square kilometers with 2000 troops.', []],
    [
      'He spoke at noon on Wednesday, and again at 10:30 p.m. Tuesday.',
      ['noon on Wednesday = 2024-08-14T12:00', '10:30 p.m. Tuesday = 2024-08-13T22:30'],
    ],
    [
      'On Monday night a depot burned; this morning the fire was out.',
      ['Monday night = 2024-08-12TNI', 'this morning = 2024-08-15TMO'],
    ],
    [
      'Losses fell in the second quarter and in the first half of 2024.',
      ['the second quarter = 2024-Q2', 'the first half of 2024 = 2024-H1'],
    ],
    [
      'They dug in over the past two years and in recent weeks.',
      ['the past two years = P2Y', 'recent weeks = PXW'],
    ],
    [
      'The front, quiet last summer, moved over the weekend.',
      ['last summer = 2023-SU', 'the weekend = 2024-W32-WE'],
    ],
    [
      'Between July 1 and Aug. 3, 2019, he was away.',
      ['July 1 = 2019-07-01', 'Aug. 3, 2019 = 2019-08-03'],
    ],
    [
      'It was 3 March 1999, or 03/04/2020, or 2021-05-06.',
      ['3 March 1999 = 1999-03-03', '03/04/2020 = 2020-03-04', '2021-05-06 = 2021-05-06'],
    ],
    ['He told USA Today and the Daily Beast so.', []],
    ['May he march on? They met in May.', ['May = 2024-05']],
    [
      'The plant will run until March. The vote on Dec. 20 was close.',
      ['March = 2025-03', 'Dec. 20 = 2023-12-20'],
    ],
    [
      'Now it is over; the former minister said so recently.',
      ['Now = PRESENT_REF', 'recently = PAST_REF'],
    ],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

const HISTORY = `The river war

On 14 May 1912 the fleet left port. The next day it reached the bay, and by June the town was cut off. In late November the siege was lifted. In January the army marched north; on February 3 it took the pass.

Campaign of 1914

In March 1914 a second army landed. Two weeks later it withdrew. The king, who was crowned in 1899, abdicated on July 9. That year the harvest failed. The following spring, talks began. A study published in 2003 doubts it. On August 12 the truce was signed. From October to March the border was quiet. In the night of 3-4 May 1916 the last fort fell. By the end of the year the army was disbanded. Ten years later it was raised again. In 1930-31 there was no fighting. From 499 to 493 BC and in August 480 BC others had fought here.`;

it('counts from the last date told in a history', () => {
  expect(read(HISTORY)).toEqual([
    '14 May 1912 = 1912-05-14',
    'The next day = 1912-05-15',
    'June = 1912-06',
    'late November = 1912-11',
    'January = 1913-01',
    'February 3 = 1913-02-03',
    '1914 = 1914',
    'March 1914 = 1914-03',
    'Two weeks later = 1914-WXX',
    '1899 = 1899',
    'July 9 = 1914-07-09',
    'That year = 1914',
    'The following spring = 1915-SP',
    '2003 = 2003',
    'August 12 = 1914-08-12',
    'October = 1914-10',
    'March = 1915-03',
    'the night of 3-4 May 1916 = 1916-05-03TNI',
    'the end of the year = 1916',
    'Ten years later = 1926',
    '1930 = 1930',
    '31 = 1931',
    '499 = BC0499',
    '493 BC = BC0493',
    'August 480 BC = BC0480-08',
  ]);
});

it('keeps what an undated text leaves open', () => {
  expect(read('He said so on Thursday. March 27 was over.', UNKNOWN_DATE)).toEqual([
    'Thursday = XXXX-WXX-4',
    'March 27 = XXXX-03-27',
  ]);
});

it('gives a value that both ends of a range of days agree on', () => {
  const range: DateEstimate = {
    earliest: '2024-08-15',
    latest: '2024-08-18',
    basis: 'inferred',
    evidence: [],
  };
  expect(read('He said so on Thursday.', range)).toEqual(['Thursday = 2024-08-15']);
  expect(read('It happened yesterday.', range)).toEqual(['yesterday = XXXX-XX-XX']);
});

const CALENDAR = String.raw`(?:BC)?[\dX]{4}(?:-(?:[\dX]{2}(?:-[\dX]{2})?|W[\dX]{2}(?:-(?:\d|WE))?|Q[\dX]|H[\dX]|SP|SU|FA|WI))?`;
const TIMEX3 = new RegExp(
  String.raw`^(?:(?:PRESENT|PAST|FUTURE)_REF|PT?(?:X|\d+(?:\.\d+)?)[A-Z]{1,2}|(?:BC)?[\dX]{2,3}|${CALENDAR}(?:T(?:MO|AF|EV|NI|\d\d(?::\d\d(?::\d\d)?)?))?)$`,
);

it('returns spans that cut their own text, in order, with values that TIMEX3 allows', () => {
  const word = fc.constantFrom(
    ...'on March 27 2024 last week two days later the end of summer - , Thursday night 3:00 a.m. century 20th said will 1941 45 BC May a half year ago ’ noon every month quarter first fiscal this next GMT 03/04/2020 1957-58 early mid- several hours'.split(
      ' ',
    ),
    '\n\n',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), fc.boolean(), (parts, isDated) => {
      const text = parts.join(' ');
      let end = 0;
      for (const timex of reader.read(text, isDated ? on('2024-08-15') : UNKNOWN_DATE)) {
        expect(timex.span.start).toBeGreaterThanOrEqual(end);
        end = timex.span.end;
        expect(text.slice(timex.span.start, end)).toBe(timex.text);
        expect(timex.text.trim()).toBe(timex.text);
        expect(timex.value).toMatch(TIMEX3);
        const days = daysOf(timex.value);
        if (days) expect(days.earliest <= days.latest).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
