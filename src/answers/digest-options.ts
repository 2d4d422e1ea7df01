/** Monday first, as ISO counts them. */
const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
/** The shortest that names one day alone, with room for "we" and "su". */
const SHORTEST_WEEKDAY = 2;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const;
const GROUPS: Readonly<Record<string, readonly number[]>> = {
  daily: EVERY_DAY,
  all: EVERY_DAY,
  everyday: EVERY_DAY,
  weekdays: [1, 2, 3, 4, 5],
  workdays: [1, 2, 3, 4, 5],
  weekends: [6, 7],
  weekend: [6, 7],
};

/** `7`, `7:05`, `07:05`, `7am`, `7:05 pm`. */
const TIME = /^(?<hour>\d{1,2})(?:[:.](?<minute>\d{2}))?\s?(?<half>am|pm)?$/u;

/** A local time of day as `HH:MM`; null when it is none. */
export function readTime(text: string): string | null {
  const groups = TIME.exec(text.trim().toLowerCase())?.groups;
  if (!groups) return null;
  const { half } = groups;
  const shown = Number(groups.hour);
  const minute = Number(groups.minute ?? 0);
  if (half && (shown < 1 || shown > 12)) return null;
  const hour = half ? (shown % 12) + (half === 'pm' ? 12 : 0) : shown;
  if (hour > 23 || minute > 59) return null;
  return [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
}

/** `mon-fri`, `tue,thu`, `fri-mon`, `Monday`, `daily`: ISO weekdays, ascending; null when it names none. */
export function readWeekdays(text: string): readonly number[] | null {
  const days = new Set<number>();
  for (const part of text
    .toLowerCase()
    .split(/[\s,;+]+/u)
    .filter(Boolean)) {
    const named = readPart(part);
    if (named === null) return null;
    for (const day of named) days.add(day);
  }
  return days.size > 0 ? [...days].sort((a, b) => a - b) : null;
}

function readPart(part: string): readonly number[] | null {
  const group = Object.hasOwn(GROUPS, part) ? GROUPS[part] : undefined;
  if (group) return group;
  const [from, to, ...more] = part.split(/[-–]/u).map(readWeekday);
  if (!from || more.length > 0 || to === null) return null;
  if (to === undefined) return [from];
  const length = ((to - from + 7) % 7) + 1;
  return Array.from({ length }, (_, step) => ((from - 1 + step) % 7) + 1);
}

/** `mon`, `Mon.`, `Mondays`: 1; null when it is no weekday. */
function readWeekday(word: string): number | null {
  const name = word.replace(/\.$/u, '').replace(/days$/u, 'day');
  const at = WEEKDAYS.findIndex((day) => day.startsWith(name));
  return at < 0 || name.length < SHORTEST_WEEKDAY ? null : at + 1;
}

/** `Mon–Fri`, `every day`, `Tue, Thu`. */
export function describeWeekdays(weekdays: readonly number[]): string {
  const names = weekdays.map((day) => {
    const name = (WEEKDAYS[day - 1] ?? '').slice(0, 3);
    return name.slice(0, 1).toUpperCase() + name.slice(1);
  });
  if (names.length === 7) return 'every day';
  const [first = 0] = weekdays;
  const isRun = weekdays.length > 2 && weekdays.every((day, index) => day === first + index);
  return isRun ? `${names[0]}–${names.at(-1)}` : names.join(', ');
}

/**
 * An IANA time zone as its database spells it; a city's name alone will do where one zone ends in it.
 * Null when there is none. Offsets such as +02:00 are none: they know no summer time.
 */
export function readTimeZone(text: string): string | null {
  const wanted = text.trim().replaceAll(' ', '_');
  if (!/^[A-Za-z]/u.test(wanted)) return null;
  const known = Intl.supportedValuesOf('timeZone');
  const folded = wanted.toLowerCase();
  const same = known.find((zone) => zone.toLowerCase() === folded);
  if (same) return same;
  const titled = folded.replaceAll(/(?:^|[/_-])\p{L}/gu, (start) => start.toUpperCase());
  const isAbbreviation = wanted.length === 3;
  if (isTimeZone(wanted)) {
    if (isAbbreviation) return wanted.toUpperCase();
    return wanted === folded ? titled : wanted;
  }
  if (wanted.includes('/') || isAbbreviation) return null;
  const regions = new Set(known.map((zone) => zone.split('/')[0] ?? ''));
  return [...regions].map((region) => `${region}/${titled}`).find(isTimeZone) ?? null;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
