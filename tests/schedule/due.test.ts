import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Due,
  dueOn,
  lastDue,
  localDay,
  nextDue,
  type Timetable,
} from '../../src/schedule/due.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAILY = [1, 2, 3, 4, 5, 6, 7];
const ZONES = ['Europe/Kyiv', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'] as const;

function daily(timeZone: string, time: string): Timetable {
  return { time, timeZone, weekdays: DAILY };
}

/** What the clock on the wall shows, `2024-11-22 07:00`. */
function wall(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(at);
}

/** Every day of 2025. */
const DAYS = Array.from({ length: 365 }, (_, index) =>
  new Date(Date.UTC(2025, 0, 1 + index)).toISOString().slice(0, 10),
);

/** What a check that wakes at these instants sends: each turn that has come and was not served. */
function sendAt(timetable: Timetable, wakes: Iterable<number>): Due[] {
  const sent = new Map<string, Due>();
  for (const now of wakes) {
    const due = lastDue(timetable, now);
    if (due && !sent.has(due.day)) sent.set(due.day, { ...due, at: now });
  }
  return [...sent.values()];
}

function* every(stepMs: number, from: number, to: number): Iterable<number> {
  for (let at = from; at < to; at += stepMs) yield at;
}

describe('a year of daily digests', () => {
  const times = ['00:00', '01:30', '02:00', '02:15', '02:30', '03:00', '03:30', '07:00', '23:59'];

  it.each(ZONES.flatMap((zone) => times.map((time) => [zone, time] as const)))(
    'has one on each local day in %s at %s',
    (zone, time) => {
      const timetable = daily(zone, time);
      const turns: Due[] = [];
      let at = (dueOn(timetable, '2025-01-01')?.at ?? 0) - 1;
      while (turns.length < DAYS.length) {
        const due = nextDue(timetable, at);
        if (!due) break;
        turns.push(due);
        at = due.at;
      }
      expect(turns.map(({ day }) => day)).toEqual(DAYS);
      for (const turn of turns) {
        expect(localDay(turn.at, zone)).toBe(turn.day);
        expect(lastDue(timetable, turn.at)).toEqual(turn);
        expect(lastDue(timetable, turn.at - 1)?.day).not.toBe(turn.day);
      }
    },
  );

  it.each(ZONES)('sends one a local day in %s however unevenly the check wakes', (zone) => {
    for (const time of ['02:10', '02:30']) {
      const timetable = daily(zone, time);
      const first = dueOn(timetable, '2025-01-01')?.at ?? 0;
      const last = dueOn(timetable, '2025-12-31')?.at ?? 0;
      const sent = sendAt(timetable, every(97 * MINUTE, first, last + 97 * MINUTE));
      expect(sent.map(({ day }) => day)).toEqual(DAYS);
      expect(sent.map(({ at }) => localDay(at, zone))).toEqual(DAYS);
    }
  });
});

describe('a local time that the clock jumps over', () => {
  it.each([
    ['Europe/Kyiv', '2025-03-30', '03:30', '2025-03-30 04:00'],
    ['Europe/Kyiv', '2025-03-30', '03:00', '2025-03-30 04:00'],
    ['America/New_York', '2025-03-09', '02:30', '2025-03-09 03:00'],
    // Half an hour, not a whole one.
    ['Australia/Lord_Howe', '2025-10-05', '02:15', '2025-10-05 02:30'],
    // At midnight.
    ['Africa/Cairo', '2025-04-25', '00:20', '2025-04-25 01:00'],
    // Over midnight: the last hour of the day is missing.
    ['America/Nuuk', '2025-03-29', '23:30', '2025-03-30 00:00'],
  ])('in %s on %s at %s runs at the next that exists, %s', (zone, day, time, expected) => {
    const due = dueOn(daily(zone, time), day);
    expect(due?.day).toBe(day);
    expect(wall(due?.at ?? 0, zone)).toBe(expected);
    expect(wall((due?.at ?? 0) - MINUTE, zone) < `${day} ${time}`).toBe(true);
  });

  it('leaves out a day that the zone left out of its calendar', () => {
    const timetable = daily('Pacific/Apia', '07:00');
    expect(dueOn(timetable, '2011-12-30')).toBeNull();
    const before = dueOn(timetable, '2011-12-29');
    expect(nextDue(timetable, before?.at ?? 0)?.day).toBe('2011-12-31');
  });
});

describe('a local time that comes twice', () => {
  it.each([
    ['Europe/Kyiv', '2025-10-26', '03:30', '2025-10-26T00:30:00.000Z'],
    ['America/New_York', '2025-11-02', '01:30', '2025-11-02T05:30:00.000Z'],
    ['Australia/Lord_Howe', '2025-04-06', '01:45', '2025-04-05T14:45:00.000Z'],
  ])('in %s on %s at %s runs the first time, at %s, and not again', (zone, day, time, expected) => {
    const timetable = daily(zone, time);
    const due = dueOn(timetable, day);
    expect(new Date(due?.at ?? 0).toISOString()).toBe(expected);
    const sent = sendAt(timetable, every(MINUTE, (due?.at ?? 0) - 5, (due?.at ?? 0) + 3 * HOUR));
    expect(sent.filter((one) => one.day === day)).toHaveLength(1);
  });
});

describe('weekdays', () => {
  it('names only the days that are wanted', () => {
    const timetable = { time: '07:00', timeZone: 'Europe/Kyiv', weekdays: [1, 3] };
    const days: string[] = [];
    let at = Date.parse('2025-03-27T00:00:00Z');
    for (let turn = 0; turn < 4; turn += 1) {
      const due = nextDue(timetable, at);
      days.push(due?.day ?? '');
      at = due?.at ?? at;
    }
    expect(days).toEqual(['2025-03-31', '2025-04-02', '2025-04-07', '2025-04-09']);
  });

  it('finds the last turn of a weekly digest up to a week later', () => {
    const timetable = { time: '07:00', timeZone: 'Asia/Kathmandu', weekdays: [5] };
    expect(lastDue(timetable, Date.parse('2025-03-28T01:14:00Z'))?.day).toBe('2025-03-21');
    expect(lastDue(timetable, Date.parse('2025-03-28T01:15:00Z'))?.day).toBe('2025-03-28');
  });

  it('finds none where no day is wanted', () => {
    const timetable = { time: '07:00', timeZone: 'UTC', weekdays: [] };
    expect([lastDue(timetable, 0), nextDue(timetable, 0)]).toEqual([null, null]);
  });
});

describe('at any instant, in any zone', () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
  const times = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
  // Whole minutes from 2000 to 2037, the years for which rules are known.
  const instants = fc
    .integer({ min: 946_684_800 / 60, max: 2_114_380_800 / 60 })
    .map((minutes) => minutes * MINUTE);

  it('the last turn is not later than now, the next is, and none lies between', () => {
    fc.assert(
      fc.property(zones, times, instants, (timeZone, time, now) => {
        const timetable = daily(timeZone, time);
        const last = lastDue(timetable, now);
        const next = nextDue(timetable, now);
        if (!last || !next) throw new Error('A daily digest has a last and a next turn.');
        expect(last.at).toBeLessThanOrEqual(now);
        expect(next.at).toBeGreaterThan(now);
        expect(next.day > last.day).toBe(true);
        expect(nextDue(timetable, last.at)).toEqual(next);
        expect(lastDue(timetable, next.at)).toEqual(next);
      }),
      { numRuns: 400 },
    );
  });

  it('a turn comes when the clock shows its time, or at the end of a jump over it', () => {
    fc.assert(
      fc.property(zones, times, instants, (timeZone, time, now) => {
        const due = nextDue(daily(timeZone, time), now);
        const wanted = `${due?.day} ${time}`;
        const shown = wall(due?.at ?? 0, timeZone);
        if (shown === wanted) return;
        expect(shown > wanted).toBe(true);
        expect(wall((due?.at ?? 0) - MINUTE, timeZone) < wanted).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
