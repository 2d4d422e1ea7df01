import type { Day, Timex } from '../article.ts';
import { type Bound, type Datable, evidenceAt, isOfOldYear, type Tools } from './bound.ts';
import { addDays, dayNumber, toDay, weekdayOf } from './calendar.ts';
import { daysOf } from './days.ts';
import { describeDate } from './describe.ts';
import { cueAt, cueBefore } from './tense.ts';
import type { DateWords } from './words.ts';

/** News comes out within these days of the newest day that it names. */
const NEWS_DAYS = 21;
/** A day older than this is named with its year. */
const YEARLESS_DAYS = 150;
const WEEKDAY_REACH_DAYS = 3;
/** A day told by its date and its weekday is of the last week. */
const WEEKDAY_NEWS_DAYS = 6;
const VERB_REACH_WORDS = 4;
const SEASON_MONTHS: Record<string, readonly number[]> = {
  SP: [1, 2, 3, 4, 5, 6, 7],
  SU: [5, 6, 7, 8, 9, 10],
  FA: [8, 9, 10, 11, 12],
  WI: [11, 12, 1, 2, 3, 4],
};

/** What the dates of a text show of the day it was written; `timexes` are read without that day. */
export function textBounds(
  article: Datable,
  timexes: readonly Timex[],
  tools: Tools,
): readonly Bound[] {
  const dates = timexes.filter(({ type }) => type === 'DATE' || type === 'TIME');
  // In a history what lay ahead then is over now.
  const isToldLater = tools.reader.isHistory(article.text);
  return [
    ...dates.flatMap((timex) => yearBounds(article, timex, tools, isToldLater)),
    ...dayBounds(article, dates, tools),
    ...weekdayBounds(article, dates, tools),
    ...(isToldLater ? [] : newestDayBounds(article, dates, tools)),
    ...dates.flatMap((timex) => partBounds(article, timex, tools)),
    ...sequenceBounds(article, dates, tools),
  ];
}

/** "in August 2024" is over, or lies ahead. */
function yearBounds(
  article: Datable,
  timex: Timex,
  { words, limit }: Tools,
  isToldLater: boolean,
): readonly Bound[] {
  const days =
    /\d{4}/.test(timex.text) && !timex.value.startsWith('X') ? daysOf(timex.value) : null;
  if (!days) return [];
  const cue = cueAt(article.text, timex.span, words);
  const before = article.text.slice(Math.max(0, timex.span.start - 10), timex.span.start);
  const isLimit = limit.test(before);
  const isYear = days.earliest.slice(0, 4) === timex.value;
  const told = { ...days, basis: 'stated' as const, evidence: [] };
  if (isLimit || (isYear && !isPastYear(article, timex, words))) return [];
  // "the April 2017 election" may lie ahead.
  if (
    cue === null &&
    !isYear &&
    /^(?:the|a|an|\S+['’]s)\s$/i.test(/\S+\s$/.exec(before)?.[0] ?? '')
  )
    return [];
  if (cue === 'future' && isToldLater) return [];
  if (cue === 'future')
    return [
      {
        strength: 1,
        earliest: null,
        latest: days.latest,
        evidence: evidenceAt(article, timex.span, `${describeDate(told)} lies ahead`),
      },
    ];
  return [
    {
      strength: isYear ? 1 : cue === 'past' ? 3 : 2,
      earliest: days.earliest,
      latest: null,
      evidence: evidenceAt(article, timex.span, `not before ${describeDate(told)}`),
    },
  ];
}

/** A year by itself may lie ahead of any past tense ("the nominee in 2020") unless it stands right after one. */
function isPastYear(article: Datable, { span }: Timex, words: DateWords): boolean {
  const lead = article.text.slice(Math.max(0, span.start - 40), span.start);
  if (/\bsince (?:the )?$/i.test(lead)) return true;
  return /\bin $/i.test(lead) && cueBefore(article.text, span, words, VERB_REACH_WORDS) === 'past';
}

/** Days without a year are of the last weeks; "this month" is theirs. */
function dayBounds(article: Datable, dates: readonly Timex[], { words }: Tools): readonly Bound[] {
  const named = dates.flatMap((timex) => {
    const parts = /^XXXX-(\d{2})-(\d{2})/.exec(timex.value);
    return parts &&
      /\d/.test(timex.text) &&
      cueAt(article.text, timex.span, words) !== 'future' &&
      !isOfOldYear(article, timex, dates)
      ? [{ timex, month: Number(parts[1]), day: Number(parts[2]) }]
      : [];
  });
  const [first] = named;
  if (!first) return [];
  /** The named days as one who writes on that day means them, newest first. */
  const meant = (written: Day) =>
    named
      .flatMap(({ month, day }) => {
        const year = Number(written.slice(0, 4));
        const days = [toDay(year, month, day), toDay(year - 1, month, day)];
        return days.find((candidate) => candidate !== null && candidate <= written) ?? [];
      })
      .sort()
      .reverse();
  const isNews = (written: Day) => {
    const days = meant(written);
    const [newest, oldest] = [days[0], days.at(-1)];
    if (!newest || !oldest || dayNumber(written) - dayNumber(newest) > NEWS_DAYS) return false;
    return dayNumber(written) - dayNumber(oldest) <= YEARLESS_DAYS;
  };
  const last = named.reduce((a, b) => (b.month * 100 + b.day > a.month * 100 + a.day ? b : a));
  const month = dates.find(({ text }) => /^(?:earlier |later )?this month$/i.test(text));
  return [
    {
      strength: 2,
      earliest: null,
      latest: null,
      holds: isNews,
      evidence: evidenceAt(
        article,
        last.timex.span,
        `not before ${last.timex.text}, and soon after it`,
      ),
    },
    ...(month
      ? [
          {
            strength: 1 as const,
            earliest: null,
            latest: null,
            holds: (written: Day) => meant(written)[0]?.slice(0, 7) === written.slice(0, 7),
            evidence: evidenceAt(article, month.span, `still the month of ${last.timex.text}`),
          },
        ]
      : []),
  ];
}

/** "told CNN on Thursday": written that day or in the next few. */
function weekdayBounds(
  article: Datable,
  dates: readonly Timex[],
  { words, weekday: opensWithWeekday }: Tools,
): readonly Bound[] {
  const named = dates.flatMap((timex) => {
    const weekday = /^XXXX-WXX-(\d)/.exec(timex.value);
    const isBare =
      !/\s/.test(timex.text) || /^\S+ (?:morning|afternoon|evening|night)$/i.test(timex.text);
    return weekday && isBare && cueAt(article.text, timex.span, words) === 'past'
      ? [{ timex, weekday: Number(weekday[1]) }]
      : [];
  });
  // "On Monday, 13 March 2023" may be what the article is of, as well as "on Tuesday".
  const told = [
    ...named.map(({ weekday }) => weekday),
    ...dates.flatMap(({ text, value }) => {
      const day = opensWithWeekday.test(text) ? /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] : undefined;
      return day ? [weekdayOf(day)] : [];
    }),
  ];
  const weekend = dates.find(
    ({ text, span }) =>
      /(?<!^last )weekend$/i.test(text) && cueAt(article.text, span, words) !== 'future',
  );
  const [first] = named;
  return [
    ...(first
      ? [
          {
            strength: 2 as const,
            earliest: null,
            latest: null,
            holds: (written: Day) =>
              told.some((weekday) => (weekdayOf(written) - weekday + 7) % 7 <= WEEKDAY_REACH_DAYS),
            evidence: evidenceAt(
              article,
              first.timex.span,
              `a ${first.timex.text}, or up to ${WEEKDAY_REACH_DAYS} days after one`,
            ),
          },
        ]
      : []),
    ...(weekend
      ? [
          {
            strength: 1 as const,
            earliest: null,
            latest: null,
            holds: (written: Day) => [7, 1, 2, 3].includes(weekdayOf(written)),
            evidence: evidenceAt(article, weekend.span, 'soon after a weekend'),
          },
        ]
      : []),
  ];
}

/**
 * "On Monday, 13 March 2023": a weekday beside a date in full is news of that week, where the text
 * names no newer day.
 */
function newestDayBounds(
  article: Datable,
  dates: readonly Timex[],
  { words, weekday }: Tools,
): readonly Bound[] {
  const full = dates.flatMap((timex) => {
    const day = /^\d{4}-\d{2}-\d{2}(?=T|$)/.exec(timex.value)?.[0];
    return day && /\d{4}/.test(timex.text) ? [{ timex, day }] : [];
  });
  const [newest] = full.sort((a, b) => b.day.localeCompare(a.day));
  if (!newest || !weekday.test(newest.timex.text)) return [];
  if (cueAt(article.text, newest.timex.span, words) !== 'past') return [];
  const isLead = newest.timex === dates[0];
  return [
    {
      strength: 1,
      earliest: null,
      latest: addDays(newest.day, isLead ? WEEKDAY_REACH_DAYS : WEEKDAY_NEWS_DAYS),
      evidence: evidenceAt(
        article,
        newest.timex.span,
        `within days of ${newest.timex.text}, which it names by its weekday`,
      ),
    },
  ];
}

/** "this spring", "through the summer", "in September" (told so once September is over). */
function partBounds(article: Datable, timex: Timex, { words }: Tools): readonly Bound[] {
  const season = /^XXXX-(SP|SU|FA|WI)$/.exec(timex.value)?.[1];
  const month = /^XXXX-(\d{2})$/.exec(timex.value)?.[1];
  if (season && !/next|last|year/i.test(timex.text)) {
    const months = SEASON_MONTHS[season] ?? [];
    return [
      {
        strength: 1,
        earliest: null,
        latest: null,
        holds: (written) => months.includes(Number(written.slice(5, 7))),
        evidence: evidenceAt(article, timex.span, `about the time of ${timex.text}`),
      },
    ];
  }
  if (!month || /year$/i.test(timex.text)) return [];
  if (cueAt(article.text, timex.span, words) === 'future') return [];
  return [
    {
      strength: 1,
      earliest: null,
      latest: null,
      holds: (written) => written.slice(5, 7) !== month,
      evidence: evidenceAt(article, timex.span, `not in ${timex.text} itself`),
    },
  ];
}

/** "In May last year … More recently, … in August 2024": last year is no later than 2024. */
function sequenceBounds(
  article: Datable,
  dates: readonly Timex[],
  { newer }: Tools,
): readonly Bound[] {
  return dates.flatMap((timex, at) => {
    if (!/last year$/i.test(timex.text)) return [];
    const later = dates.slice(at + 1).find(({ text, span }) => {
      const sentence = evidenceAt(article, span, '').span;
      return (
        /\d{4}/.test(text) &&
        sentence &&
        newer.test(article.text.slice(sentence.start, sentence.end))
      );
    });
    const year = later && Number(later.value.slice(0, 4));
    if (!year) return [];
    return [
      {
        strength: 2 as const,
        earliest: null,
        latest: `${year + 1}-12-31`,
        evidence: evidenceAt(
          article,
          timex.span,
          `“last year” is told as older than ${later.text}`,
        ),
      },
    ];
  });
}
