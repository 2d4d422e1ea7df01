import type { Day } from '../article.ts';
import { addDays, addMonths, lastDayOf, mondayOf, pad, toDay, weekOf } from './calendar.ts';

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
  /** The newest date of the same sentence that names or inherits a year. */
  readonly inSentence: Point | null;
  /** Where the telling of a history stands: dates without a year belong to its year, or to the turn after it. */
  readonly running: Point | null;
  /** Whether the clause tells of what is over or of what is to come. */
  direction(): 'past' | 'future';
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
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { year, month, day: date };
}

/** The point that a TIMEX3 value names; null for one without a year. */
export function pointOfValue(value: string): Point | null {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d])/.exec(value);
  if (!parts) return null;
  const week = /^(\d{4})-W(\d{2})/.exec(value);
  if (week) return pointOf(mondayOf(Number(week[1]), Number(week[2])));
  const [, year, month, day] = parts;
  return { year: Number(year), month: month ? Number(month) : null, day: day ? Number(day) : null };
}

/** Where "this", "last" and "next" count from. */
export function here(context: Context): Point | null {
  if (context.isNarrative && context.told[0]) return context.told[0];
  return context.reference ? pointOf(context.reference) : null;
}

/** Where "that", "the following" and "later" count from: the last date told that is fine enough. */
export function there(context: Context, grain: Grain): Point | null {
  const fine = context.told.find((point) =>
    grain === 'day' || grain === 'week' || grain === 'weekend'
      ? point.day !== null
      : grain === 'month' || grain === 'quarter'
        ? point.month !== null
        : true,
  );
  return fine ?? (context.reference ? pointOf(context.reference) : null);
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
      return pad(year + count, 4);
    case 'decade':
      return pad(Math.floor(year / 10) + count, 3);
    case 'century':
      return pad(Math.floor(year / 100) + count, 2);
    case 'half':
    case 'season':
      return UNKNOWN[grain];
    case 'month': {
      if (month === null) return `${pad(year, 4)}-XX`;
      const moved = addMonths(year, month, count);
      return `${pad(moved.year, 4)}-${pad(moved.month, 2)}`;
    }
    case 'quarter': {
      if (month === null) return `${pad(year, 4)}-QX`;
      const moved = addMonths(year, month, count * 3);
      return `${pad(moved.year, 4)}-Q${Math.ceil(moved.month / 3)}`;
    }
    case 'day': {
      const at = wholeDay(from);
      if (at) return addDays(at, count);
      return month === null ? `${pad(year, 4)}-XX-XX` : `${pad(year, 4)}-${pad(month, 2)}-XX`;
    }
    case 'week':
    case 'weekend': {
      const at = wholeDay(from);
      if (!at || day === null) return `${pad(year, 4)}-WXX`;
      const { year: weekYear, week } = weekOf(addDays(at, count * 7));
      return `${pad(weekYear, 4)}-W${pad(week, 2)}${grain === 'weekend' ? '-WE' : ''}`;
    }
  }
}

/** The same day some months or years on, or the last of its month where that has fewer days. */
export function shiftedDay(from: Day, months: number): Day {
  const { year, month, day } = pointOf(from);
  const moved = addMonths(year, month ?? 1, months);
  const date = Math.min(day ?? 1, lastDayOf(moved.year, moved.month));
  return `${pad(moved.year, 4)}-${pad(moved.month, 2)}-${pad(date, 2)}`;
}

export function wholeDay({ year, month, day }: Point): Day | null {
  return month === null || day === null ? null : toDay(year, month, day);
}

/** The year of a month, or of a day in it, that comes without one; null when nothing tells. */
export function yearFor(context: Context, month: number, day: number | null): number | null {
  const { inSentence, isNarrative, reference, running } = context;
  if (isNarrative) return running && running.year + (isTurnOfYear(running, month) ? 1 : 0);
  if (!reference) return inSentence?.month ? inSentence.year : null;
  const now = pointOf(reference);
  if (inSentence && inSentence.year !== now.year && inSentence.month !== null)
    return inSentence.year;
  const at = month * 100 + (day ?? 0);
  const today = (now.month ?? 1) * 100 + (day === null ? 0 : (now.day ?? 1));
  if (context.direction() === 'future') return at < today ? now.year + 1 : now.year;
  return at > today ? now.year - 1 : now.year;
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
