import { z } from 'zod';
import { anchorsOf } from './anchors.ts';

const table = z.record(z.string(), z.string());
const list = z.array(z.string().min(1)).min(1);

/** The words of time in one language; `config/language/dates.json`. */
export const DateWordsSchema = z.strictObject({
  /** January first; the full name first, then its short forms. */
  months: z.array(list).length(12),
  /** Names that need a preposition before them, or a day or year beside them, to be a month. */
  monthsThatAreAlsoWords: list,
  /** Monday first. */
  weekdays: z.array(list).length(7),
  /** Word to TIMEX3 season: SP, SU, FA, WI. */
  seasons: table,
  /** Word to TIMEX3 part of day: MO, AF, EV, NI. */
  partsOfDay: table,
  clockWords: table,
  /** Singular to TIMEX3 unit, with the T that times of day need; FN, DE and CE for fortnights, decades and centuries. */
  units: table,
  irregularPlurals: table,
  numbers: z.record(z.string(), z.number()),
  ordinals: z.record(z.string(), z.number()),
  /** Words that count without a number: "several". */
  vagueAmounts: list,
  /** Words that name no date of their own: PRESENT_REF, PAST_REF, FUTURE_REF. */
  references: table,
  /** The same, in histories alone: in news "former" belongs to a title. */
  historyReferences: table,
  /** Name to MM-DD. */
  holidays: table,
  namedDays: table,
  /** Time zone to its ISO 8601 offset. */
  zones: table,
  frequencies: table,
  /** Words that narrow a period to its start, middle or end; TIMEX3 keeps them out of the value. */
  edges: z.strictObject({ start: list, middle: list, end: list }),
  /** After these a four-digit number is a year. */
  beforeDates: list,
  /** After these, or before `countedThings`, it is a count. */
  beforeCounts: list,
  countedThings: list,
  /** Words of a clause that tell of what is to come, or of what is over. */
  futureCues: list,
  pastCues: list,
  /** Words that look ahead only right before a date: "could meet on Friday". */
  possibleCues: list,
  /** With these and a verb in the present a date lies ahead: "runs until June". */
  limits: list,
  /** A date after one of these, at the top or foot of a text, is the day of publication: "Published". */
  dateLabels: list,
  /** Openings of a sentence that tells of something newer than the one before it: "More recently". */
  newerTelling: list,
});
export type DateWords = z.infer<typeof DateWordsSchema>;

/** The words as regular-expression alternatives, longest first, and as tables by lower case. */
export type Lexicon = {
  readonly words: DateWords;
  readonly month: string;
  readonly fullMonth: string;
  readonly weekday: string;
  /** Short forms too. */
  readonly anyWeekday: string;
  readonly season: string;
  readonly partOfDay: string;
  readonly unit: string;
  readonly pluralUnit: string;
  readonly number: string;
  readonly ordinal: string;
  readonly amount: string;
  readonly edge: string;
  readonly zone: string;
  /** The words in lower case, and how to look for them in a text. */
  readonly anchors: {
    readonly months: readonly string[];
    readonly weekdays: readonly string[];
    readonly seasons: readonly string[];
    readonly partsOfDay: readonly string[];
    readonly units: readonly string[];
    readonly pluralUnits: readonly string[];
  };
  readonly monthNumber: ReadonlyMap<string, number>;
  readonly weekdayNumber: ReadonlyMap<string, number>;
  readonly unitCode: ReadonlyMap<string, string>;
};

export function toLexicon(words: DateWords): Lexicon {
  const plurals = Object.keys(words.units).map(
    (unit) =>
      Object.entries(words.irregularPlurals).find(([, singular]) => singular === unit)?.[0] ??
      `${unit}s`,
  );
  const number = numberPattern(words);
  const amount = `(?i:(?:a )?(?:${anyOf(words.vagueAmounts)})|an?|(?:one and )?half an?)|${number}`;
  return {
    words,
    month: `(?:${anyOf(words.months.flatMap((names) => withCapitals(names.slice(0, 1))))}|(?:${anyOf(words.months.flatMap((names) => withCapitals(names.slice(1))))})\\.?)`,
    fullMonth: `(?:${anyOf(words.months.flatMap((names) => withCapitals(names.slice(0, 1))))})`,
    weekday: `(?:${anyOf(words.weekdays.flatMap((names) => withCapitals(names.slice(0, 1))))})`,
    anyWeekday: `(?:${anyOf(words.weekdays.flatMap((names) => withCapitals(names.slice(0, 1))))}|(?:${anyOf(words.weekdays.flatMap((names) => names.slice(1)))})\\.?)`,
    season: `(?i:${anyOf(Object.keys(words.seasons))})`,
    partOfDay: `(?i:${anyOf(Object.keys(words.partsOfDay))})`,
    unit: `(?i:${anyOf(Object.keys(words.units))})`,
    pluralUnit: `(?i:${anyOf(plurals)})`,
    number,
    ordinal: `(?:(?i:${anyOf(Object.keys(words.ordinals))})|\\d{1,2}(?:st|nd|rd|th))`,
    amount: `(?:${amount})`,
    edge: `(?:(?i:${anyOf(Object.values(words.edges).flat())}))`,
    zone: `(?:${anyOf(Object.keys(words.zones))})`,
    anchors: {
      months: anchorsOf(words.months.flat()),
      weekdays: anchorsOf(words.weekdays.map(([name = '']) => name)),
      seasons: anchorsOf(Object.keys(words.seasons)),
      partsOfDay: anchorsOf(Object.keys(words.partsOfDay)),
      units: anchorsOf([...Object.keys(words.units), ...plurals]),
      pluralUnits: anchorsOf(plurals),
    },
    monthNumber: numbered(words.months),
    weekdayNumber: numbered(words.weekdays),
    unitCode: new Map([
      ...Object.entries(words.units),
      ...plurals.map((plural, at): [string, string] => [
        plural,
        Object.values(words.units)[at] ?? '',
      ]),
    ]),
  };
}

/** "26", "2.5", "twenty-six", "a hundred". */
function numberPattern({ numbers }: DateWords): string {
  const tens = Object.keys(numbers).filter((word) => (numbers[word] ?? 0) >= 20);
  const large = Object.keys(numbers).filter((word) => (numbers[word] ?? 0) >= 100);
  const ones = Object.keys(numbers).filter((word) => (numbers[word] ?? 0) < 10);
  return `(?:\\d{1,3}(?:\\.\\d{1,2})?|(?i:(?:${anyOf(tens)})[- ](?:${anyOf(ones)})|(?:${anyOf(Object.keys(numbers))})|a (?:${anyOf(large)})))`;
}

export function anyOf(words: readonly string[]): string {
  return [...new Set(words)]
    .sort((a, b) => b.length - a.length)
    .map((word) => RegExp.escape(word).replaceAll('\\x20', '\\s'))
    .join('|');
}

function withCapitals(names: readonly string[]): readonly string[] {
  return [...names, ...names.map((name) => name.toUpperCase())];
}

function numbered(groups: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  return new Map(groups.flatMap((names, at) => names.map((name) => [name.toLowerCase(), at + 1])));
}

/** The TIMEX3 amount of "several" (X), "a" (1), "two and a half" (2.5), "twenty-six" (26). */
export function readAmount(text: string, { words }: Lexicon): string {
  const lower = text.toLowerCase().replace(/\s+/g, ' ').trim();
  const bare = lower.replace(/^a /, '');
  if (words.vagueAmounts.includes(bare)) return 'X';
  if (lower === 'a' || lower === 'an') return '1';
  if (/^half an?$/.test(lower)) return '0.5';
  if (/^one and half an?$/.test(lower)) return '1.5';
  if (/^\d/.test(lower)) return String(Number(lower));
  const sum = bare.split(/[- ]/).reduce((total, word) => total + (words.numbers[word] ?? 0), 0);
  return String(sum);
}

/** 20 for "20th" and for "twentieth"; null when it is no ordinal. */
export function readOrdinal(text: string, { words }: Lexicon): number | null {
  const digits = /^\d{1,2}/.exec(text);
  return digits ? Number(digits[0]) : (words.ordinals[text.toLowerCase()] ?? null);
}

/** "P3M", "PT30M", "PXD"; ISO 8601 has no fortnights, decades or centuries: they are told in weeks and years. */
export function durationValue(amount: string, unitCode: string): string {
  if (unitCode === 'FN') return amount === 'X' ? 'PXW' : `P${Number(amount) * 2}W`;
  const years = { DE: 10, CE: 100 }[unitCode];
  if (years && amount !== 'X') return `P${Number(amount) * years}Y`;
  if (amount === '0.5' && unitCode === 'TH') return 'PT30M';
  return unitCode.startsWith('T') ? `PT${amount}${unitCode.slice(1)}` : `P${amount}${unitCode}`;
}
