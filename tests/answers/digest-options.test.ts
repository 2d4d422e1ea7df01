import { describe, expect, it } from 'vitest';
import {
  describeWeekdays,
  readTime,
  readTimeZone,
  readWeekdays,
} from '../../src/answers/digest-options.ts';

describe('a time of day', () => {
  it.each([
    ['07:00', '07:00'],
    ['7', '07:00'],
    ['7:05', '07:05'],
    ['7.30', '07:30'],
    ['7am', '07:00'],
    ['12am', '00:00'],
    ['12:30 pm', '12:30'],
    ['23:59', '23:59'],
  ])('%s is %s', (typed, read) => {
    expect(readTime(typed)).toBe(read);
  });

  it.each(['24:00', '7:60', '7:5', '13pm', '0am', 'dawn', '', '-7:00'])('“%s” is none', (typed) => {
    expect(readTime(typed)).toBeNull();
  });
});

describe('weekdays', () => {
  it.each([
    ['mon-fri', [1, 2, 3, 4, 5], 'Mon–Fri'],
    ['Tue, Thu', [2, 4], 'Tue, Thu'],
    ['fri-mon', [1, 5, 6, 7], 'Mon, Fri, Sat, Sun'],
    ['Mondays', [1], 'Mon'],
    ['weekends', [6, 7], 'Sat, Sun'],
    ['daily', [1, 2, 3, 4, 5, 6, 7], 'every day'],
  ])('%s is %j, told as %s', (typed, days, told) => {
    expect(readWeekdays(typed)).toEqual(days);
    expect(describeWeekdays(days)).toBe(told);
  });

  it.each(['', 'someday', 'monkey', 'mon-', 'mon-tue-wed', 'm', '1-5'])(
    '“%s” names none',
    (typed) => {
      expect(readWeekdays(typed)).toBeNull();
    },
  );
});

describe('a time zone', () => {
  it.each([
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['europe/kyiv', 'Europe/Kyiv'],
    ['Kyiv', 'Europe/Kyiv'],
    ['new york', 'America/New_York'],
    ['Asia/Kathmandu', 'Asia/Kathmandu'],
    ['lord howe', 'Australia/Lord_Howe'],
    ['utc', 'UTC'],
  ])('%s is %s', (typed, read) => {
    expect(readTimeZone(typed)).toBe(read);
  });

  it.each(['+02:00', 'Mars/Olympus', 'Atlantis', '', 'XYZ'])('“%s” is none', (typed) => {
    expect(readTimeZone(typed)).toBeNull();
  });
});
