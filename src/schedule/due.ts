/** When digests go out, by the clock on the wall where they are read. */
export type Timetable = {
  /** Local time of day, `HH:MM`. */
  readonly time: string;
  /** ISO weekdays, Monday is 1. */
  readonly weekdays: readonly number[];
  /** IANA name. */
  readonly timeZone: string;
};

/** One digest's turn. */
export type Due = {
  /** The local day that it is for, `YYYY-MM-DD`: what "once a day" is counted by. */
  readonly day: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
};

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A week, and a day more for a zone that leaves a day out of its calendar (Samoa, 30 December 2011). */
const DAYS_LOOKED_AT = 9;

/** The newest turn that has come by `now`; null when there was none in the last days. */
export function lastDue(timetable: Timetable, now: number): Due | null {
  const today = localDay(now, timetable.timeZone);
  for (let back = 0; back < DAYS_LOOKED_AT; back += 1) {
    const due = dueOn(timetable, addDays(today, -back));
    if (due !== null && due.at <= now) return due;
  }
  return null;
}

/** The first turn after `now`; null when no weekday is named. */
export function nextDue(timetable: Timetable, now: number): Due | null {
  const today = localDay(now, timetable.timeZone);
  // Where the clock jumps over midnight, yesterday's turn may come today.
  for (let ahead = -1; ahead < DAYS_LOOKED_AT; ahead += 1) {
    const due = dueOn(timetable, addDays(today, ahead));
    if (due !== null && due.at > now) return due;
  }
  return null;
}

/** The turn of a local day; null when its weekday is not wanted or its zone's calendar has no such day. */
export function dueOn({ time, weekdays, timeZone }: Timetable, day: string): Due | null {
  if (!weekdays.includes(isoWeekday(day))) return null;
  const at = instantOf(day, time, timeZone);
  return at === null ? null : { day, at };
}

/** The local day of an instant, `YYYY-MM-DD`. */
export function localDay(at: number, timeZone: string): string {
  return new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 10);
}

/**
 * When the clock of a zone shows this time on this day. A time that comes twice is taken the first
 * time; for one that the clock jumps over, it is the end of the jump.
 */
function instantOf(day: string, time: string, timeZone: string): number | null {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  // No zone is further than 15 hours from UTC, so both sides of any change that matters are seen.
  const before = offsetAt(wanted - DAY_MS, timeZone);
  const after = offsetAt(wanted + DAY_MS, timeZone);
  const shown = [before, after]
    .map((offset) => wanted - offset)
    .filter((at) => at + offsetAt(at, timeZone) === wanted);
  if (shown.length > 0) return Math.min(...shown);
  const end = endOfJump(wanted - after, wanted - before, timeZone);
  const isOnCalendar = [end - MINUTE_MS, end].some((at) => localDay(at, timeZone) === day);
  return isOnCalendar ? end : null;
}

/** The first minute with the offset that holds at `late`; at `early` another one does. */
function endOfJump(early: number, late: number, timeZone: string): number {
  const offset = offsetAt(late, timeZone);
  let [from, to] = [early, late];
  while (to - from > MINUTE_MS) {
    const middle = from + Math.floor((to - from) / (2 * MINUTE_MS)) * MINUTE_MS;
    if (offsetAt(middle, timeZone) === offset) to = middle;
    else from = middle;
  }
  return to;
}

/** How far a zone's clock is ahead of UTC, in ms, to the second. */
function offsetAt(at: number, timeZone: string): number {
  const whole = Math.floor(at / 1000) * 1000;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatFor(timeZone).formatToParts(whole)) {
    if (type !== 'literal') parts[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs a hundred times what using it does. */
function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

function isoWeekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
