import { describe, expect, it } from 'vitest';
import type { DateEstimate } from '../../../src/corpus/article.ts';
import { describeDate, newestFirst } from '../../../src/corpus/dates/describe.ts';

const from = (
  earliest: string | null,
  latest: string | null,
  basis: DateEstimate['basis'] = 'inferred',
): DateEstimate => ({ earliest, latest, basis, evidence: [] });

describe('a date in words', () => {
  it.each([
    [from('2023-02-03', '2023-02-03', 'stated'), '3 Feb 2023'],
    [from('2025-03-27', '2025-03-31'), '27–31 Mar 2025 (inferred)'],
    [from('2025-03-27', '2025-04-02'), '27 Mar – 2 Apr 2025 (inferred)'],
    [from('2024-12-30', '2025-01-02'), '30 Dec 2024 – 2 Jan 2025 (inferred)'],
    [from('2025-05-11', '2025-06-02'), 'about May 2025 (inferred)'],
    [from('2024-08-01', '2024-08-31'), 'Aug 2024 (inferred)'],
    [from('2024-01-01', '2024-12-31', 'stated'), '2024'],
    [from('2024-11-06', '2025-01-19'), 'between Nov 2024 and Jan 2025 (inferred)'],
    [from('2022-02-24', '2024-08-06'), '2022–2024 (inferred)'],
    [from('2024-08-06', null), '6 Aug 2024 or later (inferred)'],
    [from(null, '2024-08-06'), '6 Aug 2024 or earlier (inferred)'],
    [from(null, null, 'unknown'), 'undated'],
  ])('%#: %s', (estimate, words) => {
    expect(describeDate(estimate)).toBe(words);
  });
});

it('orders the newest first by the middle of what is known, the undated last', () => {
  const may = from('2025-05-11', '2025-06-02');
  const march = from('2025-03-27', '2025-03-31');
  const day = from('2023-02-03', '2023-02-03', 'stated');
  const undated = from(null, null, 'unknown');
  expect([day, undated, march, may].sort(newestFirst)).toEqual([may, march, day, undated]);
});
