import type { DateEstimate, Day } from '../article.ts';
import { dayNumber, dayOfNumber, lastDayOf } from './calendar.ts';

/** A range up to this long is told by its ends, a longer one by its month or season. */
const ENDS_TOLD_DAYS = 16;
const MONTH_TOLD_DAYS = 46;
const YEAR_TOLD_DAYS = 400;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** "3 Feb 2023", "27–31 Mar 2025 (inferred)", "about May 2025 (inferred)", "6 Aug 2024 or later (inferred)", "undated". */
export function describeDate({ earliest, latest, basis }: DateEstimate): string {
  if (!earliest && !latest) return 'undated';
  const mark = basis === 'inferred' ? ' (inferred)' : '';
  return `${describeDays(earliest, latest)}${mark}`;
}

function describeDays(earliest: Day | null, latest: Day | null): string {
  if (!earliest) return `${inWords(latest ?? '')} or earlier`;
  if (!latest) return `${asFineAsKnown(earliest)} or later`;
  if (earliest === latest) return inWords(earliest);
  const whole = wholePeriod(earliest, latest);
  if (whole) return whole;
  const length = dayNumber(latest) - dayNumber(earliest) + 1;
  const middle = partsOf(middleOf(earliest, latest));
  if (length > YEAR_TOLD_DAYS) return `${earliest.slice(0, 4)}–${latest.slice(0, 4)}`;
  if (length > MONTH_TOLD_DAYS)
    return `between ${monthInWords(earliest)} and ${monthInWords(latest)}`;
  if (length > ENDS_TOLD_DAYS) return `about ${middle.month} ${middle.year}`;
  const [from, to] = [partsOf(earliest), partsOf(latest)];
  if (from.year !== to.year) return `${inWords(earliest)} – ${inWords(latest)}`;
  if (from.month !== to.month) return `${from.day} ${from.month} – ${inWords(latest)}`;
  return `${from.day}–${inWords(latest)}`;
}

/** A lower bound on the first of a year or month is rarely meant to the day. */
function asFineAsKnown(day: Day): string {
  if (day.endsWith('-01-01')) return day.slice(0, 4);
  return day.endsWith('-01') ? monthInWords(day) : inWords(day);
}

/** "Aug 2024" and "2024" for days that fill a month or a year. */
function wholePeriod(earliest: Day, latest: Day): string | null {
  const [year, month] = [earliest.slice(0, 4), earliest.slice(5, 7)];
  if (earliest === `${year}-01-01` && latest === `${year}-12-31`) return year;
  const end = `${year}-${month}-${lastDayOf(Number(year), Number(month))}`;
  return earliest.endsWith('-01') && latest === end ? monthInWords(earliest) : null;
}

function monthInWords(day: Day): string {
  const { month, year } = partsOf(day);
  return `${month} ${year}`;
}

function inWords(day: Day): string {
  const parts = partsOf(day);
  return `${parts.day} ${parts.month} ${parts.year}`;
}

function partsOf(day: Day) {
  const [year = '', month = '1', date = '1'] = day.split('-');
  return { year, month: MONTHS[Number(month) - 1] ?? month, day: Number(date) };
}

/** The day halfway, where both ends are known. */
function middleOf(earliest: Day, latest: Day): Day {
  return dayOfNumber(Math.floor((dayNumber(earliest) + dayNumber(latest)) / 2));
}

/** What to order dates by: the middle of a range, the known end of an open one; null when undated. */
export function sortDay({ earliest, latest }: DateEstimate): Day | null {
  return earliest && latest ? middleOf(earliest, latest) : (earliest ?? latest);
}

/** Newest first, the undated last. */
export function newestFirst(a: DateEstimate, b: DateEstimate): number {
  return (sortDay(b) ?? '').localeCompare(sortDay(a) ?? '');
}
