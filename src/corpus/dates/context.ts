import type { Day } from '../article.ts';
import { addDays, addMonths, mondayOf, pad, toDay, weekOf } from './calendar.ts';
import { decadeText, yearText } from './years.ts';

/** A date read so far, as finely as the text gives it. */
export type Point = {
  readonly year: number;
  readonly month: number | null;
  readonly day: number | null;
};

/** What a rule needs to know of where it reads. */
export type Context = {
  /** In narrative, relative words look back to the last date told, not to the day of writing. */
  readonly isNarrative: boolean;
  /** The day of writing; null when it is unknown. */
  readonly reference: Day | null;
  /** Dates told so far, newest first. */
  readonly told: readonly Point[];
  /** The newest date of the same sentence. */
  readonly inSentence: Point | null;
  /** The year that the same sentence has named with a month: "In May last year …, by June 8". */
  readonly sentenceYear: number | null;
  /** Where the telling of a history stands: dates without a year belong to its year, or to the turn after it. */
  readonly running: Point | null;
  /** Whether the clause tells of what is over or of what is to come; null when nothing tells. */
  direction(): 'past' | 'future' | null;
};

export const GRAINS = [
  'day',
  'week',
  'weekend',
  'month',
  'quarter',
  'season',
  'half',
  'year',
  'decade',
  'century',
] as const;
export type Grain = (typeof GRAINS)[number];

export function pointOf(day: Day): Point {
  return {
    year: Number(day.slice(0, 4)),
    month: Number(day.slice(5, 7)),
    day: Number(day.slice(8, 10)),
  };
}

/** The point that a TIMEX3 value names; null for one without a year. */
export function pointOfValue(value: string): Point | null {
  const parts = /^((?:BC)?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)/.exec(value);
  if (!parts) return null;
  const week = /^(\d{4})-W(\d{2})/.exec(value);
  if (week) return pointOf(mondayOf(Number(week[1]), Number(week[2])));
  const [, year = '', month, day] = parts;
  const number = year.startsWith('BC') ? -Number(year.slice(2)) : Number(year);
  return { year: number, month: month ? Number(month) : null, day: day ? Number(day) : null };
}

/** Where "this", "last" and "next" count from. */
export function here(context: Context): Point | null {
  const told = context.running ?? context.told[0];
  if (context.isNarrative && told) return told;
  return context.reference ? pointOf(context.reference) : null;
}

/**
 * Where "that", "the following" and "later" count from: the newest date told, or an older one inside
 * it that is fine enough ("on May 14 … that month … the next day").
 */
export function there(context: Context, grain: Grain): Point | null {
  const [newest] = context.told;
  if (!newest) return context.reference ? pointOf(context.reference) : null;
  const isFine = ({ month, day }: Point) => {
    if (grain === 'day' || grain === 'week' || grain === 'weekend') return day !== null;
    return grain === 'month' || grain === 'quarter' ? month !== null : true;
  };
  const inside = ({ year, month }: Point) =>
    year === newest.year && (newest.month === null || month === newest.month);
  return context.told.find((point) => isFine(point) && inside(point)) ?? newest;
}

const UNKNOWN: Record<Grain, string> = {
  day: 'XXXX-XX-XX',
  week: 'XXXX-WXX',
  weekend: 'XXXX-WXX-WE',
  month: 'XXXX-XX',
  quarter: 'XXXX-QX',
  season: 'XXXX',
  half: 'XXXX-HX',
  year: 'XXXX',
  decade: 'XXX',
  century: 'XX',
};

/** The TIMEX3 value `count` grains after the one that holds `from`; X's where `from` is not fine enough. */
export function shifted(from: Point | null, grain: Grain, count: number): string {
  if (!from) return UNKNOWN[grain];
  const { year, month, day } = from;
  switch (grain) {
    case 'year':
      return yearText(year + count);
    case 'decade':
      return decadeText(Math.trunc(year / 10) + count);
    case 'century':
      return year < 0
        ? `BC${pad(Math.floor(-year / 100) - count, 2)}`
        : pad(Math.floor(year / 100) + count, 2);
    case 'half':
    case 'season':
      return UNKNOWN[grain];
    case 'month': {
      if (month === null) return `${yearText(year)}-XX`;
      const moved = addMonths(year, month, count);
      return `${yearText(moved.year)}-${pad(moved.month, 2)}`;
    }
    case 'quarter': {
      if (month === null) return `${yearText(year)}-QX`;
      const moved = addMonths(year, month, count * 3);
      return `${yearText(moved.year)}-Q${Math.ceil(moved.month / 3)}`;
    }
    case 'day': {
      const at = wholeDay(from);
      if (at) return addDays(at, count);
      return month === null ? `${yearText(year)}-XX-XX` : `${yearText(year)}-${pad(month, 2)}-XX`;
    }
    case 'week':
    case 'weekend': {
      const at = wholeDay(from);
      if (!at || day === null) return `${yearText(year)}-WXX`;
      const { year: weekYear, week } = weekOf(addDays(at, count * 7));
      return `${yearText(weekYear)}-W${pad(week, 2)}${grain === 'weekend' ? '-WE' : ''}`;
    }
  }
}

export function wholeDay({ year, month, day }: Point): Day | null {
  return month === null || day === null || year < 1 ? null : toDay(year, month, day);
}

/** The year of a month, or of a day in it, that comes without one; null when nothing tells. */
export function yearFor(context: Context, month: number, day: number | null): number | null {
  const { sentenceYear, isNarrative, reference, running } = context;
  if (isNarrative) return running && running.year + (isTurnOfYear(running, month) ? 1 : 0);
  if (sentenceYear !== null) return sentenceYear;
  if (!reference) return null;
  const now = pointOf(reference);
  const ahead = (month - (now.month ?? 1)) * 30.4 + (day === null ? 0 : day - (now.day ?? 1));
  const [back, forth] =
    ahead > 0 ? [ahead - YEAR_DAYS, ahead] : [ahead, ahead === 0 ? 0 : ahead + YEAR_DAYS];
  return (
    now.year +
    (isMeantAhead(context.direction(), -back, forth, day)
      ? yearsTo(forth, ahead)
      : yearsTo(back, ahead))
  );
}

const YEAR_DAYS = 365;
const NEAR_DAYS = 45;
const FAR_DAYS = 300;

function yearsTo(days: number, thisYear: number): number {
  return Math.round((days - thisYear) / YEAR_DAYS);
}

/** By the tense, unless that day is most of a year off and the other reading near; a day so far off is named with its year. */
function isMeantAhead(
  direction: 'past' | 'future' | null,
  back: number,
  forth: number,
  day: number | null,
): boolean {
  if (direction === null) return forth * (day === null ? 3 : 2) < back;
  if (direction === 'future') return day === null || !(forth > FAR_DAYS && back <= NEAR_DAYS);
  return day !== null && back > FAR_DAYS && forth <= NEAR_DAYS;
}

/** A history that has come to its year's last months goes on into the next. */
function isTurnOfYear(running: Point, month: number): boolean {
  return running.month !== null && running.month >= 10 && month <= 3;
}

const SEASON_STARTS: Record<string, number> = { SP: 3, SU: 6, FA: 9, WI: 12 };

/** The year of "this", "last" or "next" summer, or of "the summer" (which: 0, -1, 1, null). */
export function seasonYear(
  context: Context,
  season: string,
  which: -1 | 0 | 1 | null,
): number | null {
  const now = here(context);
  if (!now) return null;
  const start = SEASON_STARTS[season] ?? 1;
  const month = now.month ?? 1;
  if (context.isNarrative) return which === 1 && month >= start ? now.year + 1 : now.year;
  if (which === 0) return season === 'WI' && month < 4 ? now.year - 1 : now.year;
  if (which === 1) return month < start ? now.year : now.year + 1;
  if (which === -1) return month >= start + 3 ? now.year : now.year - 1;
  if (context.direction() === 'future') return month < start + 3 ? now.year : now.year + 1;
  return month >= start ? now.year : now.year - 1;
}
