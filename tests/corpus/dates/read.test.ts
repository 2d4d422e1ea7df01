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
    ['He resigned earlier this month.', ['earlier this month = 2024-08']],
    ['It began two years ago.', ['two years ago = 2022']],
    ['Fighting has gone on for several months.', ['several months = PXM']],
    ['A 30-day truce was offered.', ['30-day = P30D']],
    ['A 22-year-old conscript surrendered.', []],
    [
      'In May last year they crossed, only to be stopped by June 8.',
      ['May last year = 2023-05', 'June 8 = 2023-06-08'],
    ],
    ['Shelling kills 12 people every day.', ['every day = XXXX-XX-XX']],
    ['It was built in the 1990s.', ['the 1990s = 199']],
    ['They hold 1,300 square kilometers with 2000 troops.', []],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
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
