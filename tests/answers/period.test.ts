import { expect, it } from 'vitest';
import { readPeriod } from '../../src/answers/period.ts';

it.each([
  ['what happened before August 2024?', null, '2024-07-31'],
  ['what happened after Aug 2024', '2024-09-01', null],
  ['troops since 2023', '2023-01-01', null],
  ['until Feb. 2024', null, '2024-02-29'],
  ['by 2025', null, '2025-12-31'],
  ['what happened in Feb 2023?', '2023-02-01', '2023-02-28'],
  ['during 2024', '2024-01-01', '2024-12-31'],
  ['between August 2024 and March 2025', '2024-08-01', '2025-03-31'],
  ['from 2022 to 2023', '2022-01-01', '2023-12-31'],
])('“%s” runs from %s to %s', (question, since, until) => {
  expect(readPeriod(question)).toMatchObject({ since, until });
});

it.each(['what happened on March 27?', 'who said before Putin that', 'since 50000'])(
  '“%s” names no period',
  (question) => {
    expect(readPeriod(question)).toBeNull();
  },
);

it.each([
  ['what happened in June?', 6, 'in June'],
  ['how many were lost during sept', 9, 'during sept'],
  ['any drills in may', 5, 'in may'],
])('“%s” asks of that month of whatever year', (question, month, text) => {
  expect(readPeriod(question)).toEqual({ since: null, until: null, month, text });
});

it.each(['what happened in June 8', 'troops in Marchenko', 'in marines we trust'])(
  '“%s” names no month',
  (question) => {
    expect(readPeriod(question)).toBeNull();
  },
);
