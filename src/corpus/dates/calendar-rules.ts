import { anchorsOf, NUMBER_SHAPES } from './anchors.ts';
import { pad, toDay } from './calendar.ts';
import { type Context, here, yearFor } from './context.ts';
import { LETTERS, SMALL_LETTERS } from './letters.ts';
import { APOSTROPHE, DASH, GAP, GOES_ON, type Match, pattern, type Rule, words } from './rule.ts';
import { anyOf, type Lexicon, readOrdinal } from './words.ts';
import { decadeText, ERAS, readYear, YEAR, yearText } from './years.ts';

const DAY = '(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?';

/** Dates that name a day, month, year, decade or century of the calendar. */
export function calendarRules(lexicon: Lexicon): readonly Rule[] {
  const { month, fullMonth, edge, anyWeekday, anchors } = lexicon;
  const the = `(?:(?i:the)${GAP})?`;
  const narrowed = `(?:(?:${edge})(?:${GAP}(?:in|of))?(?:${GAP}|(?<=-)|${DASH}))?`;
  const onWeekday = `(?:${anyWeekday},?${GAP})?`;
  const monthOf = (name: string | undefined) =>
    lexicon.monthNumber.get((name ?? '').replace('.', '').toLowerCase()) ?? 0;

  const dayReading = (match: Match, context: Context, day: string, group?: string) => {
    const number = Number.parseInt(day, 10);
    const month = monthOf(match.groups.month);
    const year = yearOf(match, context, month, number);
    // Before Christ the calendar is not checked: it has the months' lengths of today.
    if (year !== null && !toDay(Math.abs(year), month, number)) return [];
    return [
      {
        type: 'DATE' as const,
        value: `${yearText(year)}-${pad(month, 2)}-${pad(number, 2)}`,
        ...(group ? { group } : {}),
      },
    ];
  };

  const ofTold = `(?:,?${GAP}(?:of${GAP})?(?<told>(?i:that|the same|the following|the next|last|this|next))${GAP}year)`;
  /** The year that stands with the date, that a coordinated date after it has, or that the context gives. */
  const yearOf = (match: Match, context: Context, month: number, day: number | null) => {
    if (match.groups.year) return readYear(match.groups.year);
    if (match.groups.told) return yearOfWords(match.groups.told.toLowerCase(), context);
    const range = GOES_ON.test(match.after) ? sharedYear.regexp.exec(match.after) : null;
    const shared = range?.groups?.year;
    if (shared) return readYear(shared);
    const year = yearFor(context, month, day);
    // "from October to March", told in spring, began the year before.
    const told = context.isNarrative ? context.running?.month : null;
    const end = told ? monthOf(rangeEnd.exec(match.after)?.groups?.end) : 0;
    const isOverNewYear = told && end && month - told >= 5 && end < month;
    return isOverNewYear && year !== null ? year - 1 : year;
  };
  const rangeEnd = new RegExp(`^${GAP}(?:to|until|through)${GAP}(?<end>${month})`);
  // "from April | to June 1968", "July 1 | to July 3, 1863", "3 | -4 May 1904"
  const sharedYear = pattern(
    `^\\)?(?:${GAP}?${DASH}${GAP}?|${GAP}(?:and|or|to|until|through|till)${GAP})(?:the${GAP})?(?:${edge}${GAP})?(?:(?:${month})(?:${GAP}${DAY})?|${DAY}${GAP}(?:${month}))(?:,?${GAP}|${GAP}of${GAP})(?<year>${YEAR})(?!\\d)`,
  );
  const beforeDate = afterAny(lexicon.words.beforeDates);
  const withYear = `(?:(?:,?${GAP}|${GAP}of${GAP})(?<year>${YEAR}))`;

  return [
    {
      // "2023-02-03", "2023/02/03", "2009-12-19T17:00:00"
      anchors: [NUMBER_SHAPES.dashed],
      pattern: words(
        `(?<year>[12][0-9]{3})(?<mark>[-/])(?<month>[01][0-9])\\k<mark>(?<day>[0-3][0-9])(?<time>[T ][0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?)?`,
      ),
      read: ({ groups: { year = '', month, day, time } }) => {
        const value = toDay(readYear(year), Number(month), Number(day));
        if (!value) return [];
        return [
          time
            ? { type: 'TIME', value: `${value}${time.replace(' ', 'T')}`, isAside: true }
            : { type: 'DATE', value },
        ];
      },
    },
    {
      // "03/22/2013", "22.03.2013"; the order is American unless it cannot be
      anchors: [NUMBER_SHAPES.parted],
      pattern: words(
        `(?<first>[0-3]?[0-9])(?<mark>[/.])(?<second>[0-3]?[0-9])\\k<mark>(?<year>[12][0-9]{3})`,
      ),
      read: ({ groups: { first, second, mark, year } }) => {
        const american = toDay(Number(year), Number(first), Number(second));
        const european = toDay(Number(year), Number(second), Number(first));
        const value = mark === '.' ? (european ?? american) : (american ?? european);
        return value ? [{ type: 'DATE', value }] : [];
      },
    },
    {
      // "on Thursday, March 27, 2025", "early May 4", "Feb.24", "the 4th of July"
      anchors: anchors.months,
      pattern: words(
        `${onWeekday}(?<month>${month})${GAP}?(?<![a-zA-Z])(?<day>${DAY})(?![%:,.]?\\d|${GAP}\\d{1,3}(?!\\d))(?:${withYear}|${ofTold})?`,
      ),
      read: (match, context) => dayReading(match, context, match.groups.day ?? ''),
    },
    {
      anchors: anchors.months,
      pattern: words(
        `${onWeekday}${the}(?<day>${DAY})(?:${GAP}of)?${GAP}(?<month>${month})(?:,?${GAP}(?<year>${YEAR})|${ofTold})?`,
      ),
      read: (match, context) => dayReading(match, context, match.groups.day ?? ''),
    },
    {
      // "15-Aug-2024"
      anchors: anchors.months,
      pattern: words(`(?<day>${DAY})-(?<month>${month})-(?<year>[12][0-9]{3})`),
      read: (match, context) => dayReading(match, context, match.groups.day ?? ''),
    },
    {
      // "May 4, 5 and 6"
      anchors: anchors.months,
      pattern: words(
        `(?<head>(?<month>${month})${GAP}(?<day>${DAY})),${GAP}(?<middle>${DAY}),?${GAP}(?:and|or)${GAP}(?<tail>(?<last>${DAY})${withYear}?)(?!${GAP}?(?:${month}))(?!${GAP}?[%:]|,\\d|${GAP}[${SMALL_LETTERS}]+s\\b)`,
      ),
      read: (match, context) => [
        ...dayReading(match, context, match.groups.day ?? '', 'head'),
        ...dayReading(match, context, match.groups.middle ?? '', 'middle'),
        ...dayReading(match, context, match.groups.last ?? '', 'tail'),
      ],
    },
    {
      // "January 25-29, 1905", "May 4 and 5"
      anchors: anchors.months,
      pattern: words(
        `(?<head>(?<month>${month})${GAP}(?<day>${DAY}))(?:${GAP}?${DASH}${GAP}?|${GAP}(?:and|or|to)${GAP})(?<tail>(?<last>${DAY})${withYear}?)(?!${GAP}?(?:${month}))(?!${GAP}?[%:]|,\\d|${GAP}[${SMALL_LETTERS}]+s\\b)`,
      ),
      read: (match, context) => [
        ...dayReading(match, context, match.groups.day ?? '', 'head'),
        ...dayReading(match, context, match.groups.last ?? '', 'tail'),
      ],
    },
    {
      // "25-29 January 1905", "3 and 4 May"
      anchors: anchors.months,
      pattern: words(
        `(?<head>${DAY})(?:${GAP}?${DASH}${GAP}?|${GAP}(?:and|or|to)${GAP})(?<tail>(?<last>${DAY})${GAP}(?<month>${month})(?:,?${GAP}(?<year>${YEAR}))?)`,
      ),
      read: (match, context) => [
        ...dayReading(match, context, match.groups.head ?? '', 'head'),
        ...dayReading(match, context, match.groups.last ?? '', 'tail'),
      ],
    },
    {
      // "early March 1941", "the end of September", "August of that year", "May last year"
      anchors: anchors.months,
      pattern: words(
        `${narrowed}(?<month>${month})(?:${withYear}|,?${GAP}(?:of${GAP})?(?<which>(?i:that|the same|the following|the next|the previous|last|this|next))${GAP}year)`,
      ),
      read: (match, context) => {
        const month = monthOf(match.groups.month);
        const which = match.groups.which?.toLowerCase();
        const year = which ? yearOfWords(which, context) : readYear(match.groups.year ?? '');
        return [{ type: 'DATE', value: `${yearText(year)}-${pad(month, 2)}` }];
      },
    },
    {
      anchors: anchors.months,
      pattern: words(
        `(?<edge>${narrowed})(?<which>(?:(?i:last|this past|this|next|this coming)${GAP})?)(?<month>${fullMonth}|(?:${month})(?<=\\.))`,
      ),
      read: (match, context) => {
        const name = match.groups.month ?? '';
        const isWord = lexicon.words.monthsThatAreAlsoWords.some(
          (word) => word.toLowerCase() === name.toLowerCase(),
        );
        const which = match.groups.which?.trim().toLowerCase() ?? '';
        if (isWord && !match.groups.edge && !which && !beforeDate.test(match.before)) return [];
        const month = monthOf(name);
        const year = which
          ? yearOfMonth(which, month, context)
          : yearOf(match, context, month, null);
        return [{ type: 'DATE', value: `${yearText(year)}-${pad(month, 2)}` }];
      },
    },
    ...yearRules(lexicon, narrowed),
  ];
}

function yearOfWords(which: string, { told, reference, isNarrative }: Context): number | null {
  const now = reference ? Number(reference.slice(0, 4)) : null;
  const last = told[0]?.year ?? now;
  const base = isNarrative ? last : now;
  switch (which) {
    case 'last':
      return base === null ? null : base - 1;
    case 'this':
      return base;
    case 'next':
      return base === null ? null : base + 1;
    case 'the following':
    case 'the next':
      return last === null ? null : last + 1;
    case 'the previous':
      return last === null ? null : last - 1;
    default:
      return last;
  }
}

/** "last June" is the newest that is over, "next May" the first to come. */
function yearOfMonth(which: string, month: number, context: Context): number | null {
  const now = here(context);
  if (!now) return null;
  const today = now.month ?? 1;
  if (which === 'last' || which === 'this past') return month < today ? now.year : now.year - 1;
  if (which === 'next') return month > today ? now.year : now.year + 1;
  return now.year;
}

function yearRules(lexicon: Lexicon, narrowed: string): readonly Rule[] {
  const { words: known } = lexicon;
  const isCount = new RegExp(
    `(?:\\$|€|£|[\\d,.]|(?<![${LETTERS}])(?:${anyOf(known.beforeCounts)})${GAP}?)$`,
    'i',
  );
  const isCounted = new RegExp(
    `^(?:,\\d|%|[-–]?${GAP}?(?:[${LETTERS}]+${GAP})?(?:${anyOf(known.countedThings)})(?![${LETTERS}]))`,
    'i',
  );
  const isCountedNext = new RegExp(
    `^(?:,\\d|%|[-–]?${GAP}?(?:${anyOf(known.countedThings)})(?![${LETTERS}]))`,
    'i',
  );
  const beforeYear = afterAny(known.beforeDates);
  /** A four-digit number is a year unless what stands around it counts things. */
  const isYear = (year: string, { before, after }: Match) => {
    const number = readYear(year);
    if (number < 0) return true;
    const isModern = number >= 1900 && number < 2050;
    if (isCountedNext.test(after)) return false;
    if (isModern && /(?:\(|(?<![\wÀ-ɏ])(?:in|since|of|by|until)\s)$/i.test(before)) return true;
    if (isCount.test(before) || isCounted.test(after)) return false;
    return isModern || beforeYear.test(before) || /^\s*(?:\n|$)/.test(after);
  };
  const fiscal = `(?:(?i:the${GAP})?(?i:fiscal|financial)(?:${GAP}(?i:year))?${GAP})?`;
  return [
    {
      // "1941", "the end of 1940", "mid-2004", "the year 1066", "fiscal 2013"
      anchors: [NUMBER_SHAPES.year, ...ERAS],
      pattern: words(
        `(?<edge>${narrowed})${fiscal}(?:(?i:the${GAP}year|the${GAP}years)${GAP})?(?<year>${YEAR})`,
      ),
      read: (match) => {
        const { year = '', edge } = match.groups;
        return edge || isYear(year, match)
          ? [{ type: 'DATE', value: yearText(readYear(year)) }]
          : [];
      },
    },
    {
      // "1957-58", "2009-2010", "between 1941 and 1945" is two years by itself
      anchors: [NUMBER_SHAPES.dashed],
      pattern: words(
        `(?<edge>${narrowed})(?<head>1[0-9]{3}|20[0-9]{2})${GAP}?${DASH}${GAP}?(?<tail>1[0-9]{3}|20[0-9]{2}|[0-9]{2})(?!${DASH}\\d|${GAP}BC)`,
      ),
      read: (match) => {
        const { head = '', tail = '' } = match.groups;
        const end = tail.length === 2 ? head.slice(0, 2) + tail : tail;
        if (Number(end) <= Number(head) || !isYear(head, match)) return [];
        return [
          { type: 'DATE', value: head, group: 'head' },
          { type: 'DATE', value: end, group: 'tail', isAside: true },
        ];
      },
    },
    {
      // "the 1990s", "the early 1960's", "the '80s"
      anchors: [NUMBER_SHAPES.decade],
      pattern: words(
        `(?:(?i:the)${GAP})?(?:${lexicon.edge}(?:${GAP}|${DASH}|(?<=-)))?(?:(?<decade>1[0-9]{2}|20[0-9])0${APOSTROPHE}?s|(?:${APOSTROPHE}|(?<=(?i:the)${GAP}))(?<short>[2-9])0s|(?<early>[1-9][0-9]{0,2})0s${GAP}BCE?)`,
      ),
      read: ({ groups: { decade, short, early } }) => [
        {
          type: 'DATE',
          value: early ? decadeText(-Number(early)) : (decade ?? `19${short}`),
          isAside: true,
        },
      ],
    },
    {
      // "the 20th century", "the early nineteenth century"
      anchors: ['century'],
      pattern: words(
        `(?:${lexicon.edge}(?:${GAP}|(?<=-)))?(?<ordinal>${lexicon.ordinal})(?:${GAP}|-)(?i:century)(?:${GAP}(?<era>BCE?))?`,
      ),
      read: ({ groups: { ordinal = '', era } }) => {
        const number = readOrdinal(ordinal, lexicon);
        if (number === null || number < 1) return [];
        return [{ type: 'DATE', value: `${era ? 'BC' : ''}${pad(number - 1, 2)}`, isAside: true }];
      },
    },
    {
      // "AD 79", "1200 CE"
      anchors: ['ad', 'ce'],
      pattern: words(`(?<year>[0-9]{1,4})${GAP}(?:CE|AD)|AD${GAP}(?<after>[0-9]{1,4})`),
      read: ({ groups: { year, after } }) => {
        return [{ type: 'DATE', value: yearText(Number(year ?? after)), isAside: true }];
      },
    },
    {
      // "499-493 BC", "from 499 to 493 BC"
      anchors: ERAS,
      pattern: words(
        `(?<edge>${narrowed})(?<head>[1-9][0-9]{0,3})(?:${GAP}?${DASH}${GAP}?|${GAP}(?:to|and|or|until)${GAP})(?<tail>[1-9][0-9]{0,3}${GAP}BCE?)`,
      ),
      read: ({ groups: { head = '', tail = '' } }) => [
        { type: 'DATE', value: yearText(-Number(head)), group: 'head' },
        { type: 'DATE', value: yearText(readYear(tail)), group: 'tail' },
      ],
    },
    {
      // "Christmas 1963", "New Year's Eve"
      anchors: anchorsOf(Object.keys(known.holidays)),
      pattern: words(
        `(?<holiday>${anyOf(Object.keys(known.holidays))})(?:,?${GAP}(?<year>${YEAR}))?`,
      ),
      read: ({ groups: { holiday = '', year } }, context) => {
        const day = known.holidays[holiday.replace(/\s+/g, ' ')] ?? '';
        const [month = 1, date = 1] = day.split('-').map(Number);
        const inYear = year ? readYear(year) : yearFor(context, month, date);
        return day ? [{ type: 'DATE', value: `${yearText(inYear)}-${day}` }] : [];
      },
    },
    {
      anchors: anchorsOf(Object.keys(known.namedDays)),
      pattern: words(`(?<name>${anyOf(Object.keys(known.namedDays))})`),
      read: ({ groups: { name = '' } }) => {
        const value = known.namedDays[name.replace(/\s+/g, ' ')];
        return value ? [{ type: 'DATE', value, isAside: true }] : [];
      },
    },
  ];
}

/** Matches the end of a text whose last word is one of these, or an opening bracket. */
function afterAny(list: readonly string[]): RegExp {
  return new RegExp(`(?:\\(|(?<![${LETTERS}])(?:${anyOf(list)})${GAP})$`, 'i');
}
