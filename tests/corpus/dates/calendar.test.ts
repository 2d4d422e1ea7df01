import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addDays,
  dayNumber,
  dayOfNumber,
  lastDayOf,
  weekdayOf,
  weekOf,
} from '../../../src/corpus/dates/calendar.ts';

const DAY_MS = 86_400_000;
/** From the year 1 to 9999. */
const number = fc.integer({ min: -719_162, max: 2_932_896 });

it('names every day as the platform does, and reads it back', () => {
  fc.assert(
    fc.property(number, (number) => {
      const day = dayOfNumber(number);
      expect(day).toBe(new Date(number * DAY_MS).toISOString().slice(0, 10));
      expect(dayNumber(day)).toBe(number);
    }),
  );
});

it.each([
  [2024, 2, 29],
  [2023, 2, 28],
  [1900, 2, 28],
  [2000, 2, 29],
  [2024, 4, 30],
  [2024, 12, 31],
])('ends month %s-%s on the %sth', (year, month, last) => {
  expect(lastDayOf(year, month)).toBe(last);
});

it('goes over the ends of months and years', () => {
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
  expect(addDays('2025-01-01', -1)).toBe('2024-12-31');
});

it('knows weekdays and the weeks of the ISO calendar', () => {
  expect(weekdayOf('2024-08-15')).toBe(4);
  expect(weekOf('2021-01-03')).toEqual({ year: 2020, week: 53 });
  expect(weekOf('2024-12-30')).toEqual({ year: 2025, week: 1 });
});
