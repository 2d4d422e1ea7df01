import type { Day } from '../article.ts';
import { addDays, lastDayOf, mondayOf, pad, toDay } from './calendar.ts';

/** Inclusive. */
export type Days = { readonly earliest: Day; readonly latest: Day };

/** First and last month of a part of a year; winter reaches into the next. */
const PARTS: Record<string, readonly [first: number, last: number]> = {
  Q1: [1, 3],
  Q2: [4, 6],
  Q3: [7, 9],
  Q4: [10, 12],
  H1: [1, 6],
  H2: [7, 12],
  SP: [3, 5],
  SU: [6, 8],
  FA: [9, 11],
};

/**
 * The days that a TIMEX3 value may stand for, as wide as its X's leave it; null for a value that
 * names none (PRESENT_REF, a duration, a date without a year, one before Christ).
 */
export function daysOf(value: string): Days | null {
  if (!/^\d/.test(value)) return null;
  const time = value.indexOf('T');
  const date = time === -1 ? value : value.slice(0, time);
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (day) {
    const known = toDay(Number(day[1]), Number(day[2]), Number(day[3]));
    return known ? { earliest: known, latest: known } : null;
  }
  const month = /^(\d{4})-(\d{2})(?:-XX)?$/.exec(date);
  if (month) return monthsOf(Number(month[1]), Number(month[2]), Number(month[2]));
  const week = /^(\d{4})-W(\d{2})(?:-([1-7]|WE))?$/.exec(date);
  if (week) return daysOfWeek(Number(week[1]), Number(week[2]), week[3]);
  const part = /^(\d{4})-(Q[1-4]|H[12]|SP|SU|FA)$/.exec(date);
  if (part) {
    const [first, last] = PARTS[part[2] ?? ''] ?? [1, 12];
    return monthsOf(Number(part[1]), first, last);
  }
  const year = /^(\d{4})(-WI|-[QH]X|-XX(?:-XX)?|-WXX(?:-(?:[1-7]|WE))?)?$/.exec(date);
  if (year?.[2] === '-WI')
    return { earliest: `${year[1]}-01-01`, latest: `${pad(Number(year[1]) + 1, 4)}-02-28` };
  if (year) return yearsOf(Number(year[1]), 1);
  if (/^\d{3}$/.test(date)) return yearsOf(Number(date) * 10, 10);
  if (/^\d{2}$/.test(date)) return yearsOf(Number(date) * 100, 100);
  return null;
}

function daysOfWeek(year: number, week: number, part: string | undefined): Days | null {
  if (week < 1 || week > 53) return null;
  const monday = mondayOf(year, week);
  if (part === 'WE') return { earliest: addDays(monday, 5), latest: addDays(monday, 6) };
  if (!part) return { earliest: monday, latest: addDays(monday, 6) };
  const at = addDays(monday, Number(part) - 1);
  return { earliest: at, latest: at };
}

function monthsOf(year: number, first: number, last: number): Days | null {
  const earliest = toDay(year, first, 1);
  const latest = earliest && toDay(year, last, lastDayOf(year, last));
  return earliest && latest ? { earliest, latest } : null;
}

function yearsOf(first: number, count: number): Days {
  return { earliest: `${pad(first, 4)}-01-01`, latest: `${pad(first + count - 1, 4)}-12-31` };
}
