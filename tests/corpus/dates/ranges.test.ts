import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../../src/config.ts';
import { joined } from '../../../src/corpus/dates/ranges.ts';
import { openDateReader } from '../../../src/corpus/dates/read.ts';
import { resolveTimex } from '../../../src/corpus/dates/resolve.ts';
import { DateWordsSchema } from '../../../src/corpus/dates/words.ts';

const reader = openDateReader(readConfigFile('config/language/dates.json', DateWordsSchema));
const published = {
  earliest: '2024-08-15',
  latest: '2024-08-15',
  basis: 'stated',
  evidence: [],
} as const;

/** Of an article of Thursday 15 August 2024. */
function daysIn(text: string): string[] {
  const article = { id: 'a', text, sentences: [], published };
  return joined(article, reader.read(text, published), (timex) =>
    resolveTimex(article, timex, reader),
  ).map(({ earliest, latest }) => (earliest === latest ? `${earliest}` : `${earliest}/${latest}`));
}

describe('two ends of one time', () => {
  it.each([
    ['They moved between August 8 and 11.', ['2024-08-08/2024-08-11']],
    ['The drills ran from 3 to 5 August.', ['2024-08-03/2024-08-05']],
    ['From August 1 to August 9 the ships stayed.', ['2024-08-01/2024-08-09']],
    ['The truce held between Sunday and Tuesday.', ['2024-08-11/2024-08-13']],
    ['They trained there in June and July.', ['2024-06-01/2024-07-31']],
    ['It ran from late June to early July.', ['2024-06-19/2024-07-13']],
    ['They attacked on Aug. 5, 6 and 7.', ['2024-08-05/2024-08-07']],
    ['They seized it before dawn on Sunday.', ['2024-08-11']],
  ])('%s', (text, days) => {
    expect(daysIn(text)).toEqual(days);
  });
});

describe('two times', () => {
  it.each([
    ['They met last year and on Tuesday.', ['2023-01-01/2023-12-31', '2024-08-13']],
    ['They left on Tuesday, after a fight on Sunday.', ['2024-08-13', '2024-08-11']],
    ['They met on Tuesday and, before that, on Sunday.', ['2024-08-13', '2024-08-11']],
  ])('%s', (text, days) => {
    expect(daysIn(text)).toEqual(days);
  });
});
