import { type Article, type DateEstimate, type Day, type Timex, UNKNOWN_DATE } from '../article.ts';
import { addDays, dayNumber, weekdayOf } from './calendar.ts';
import { type Days, daysOf } from './days.ts';
import type { DateReader } from './read.ts';
import type { DateWords } from './words.ts';

const UNIT_DAYS: Record<string, number> = {
  H: 1 / 24,
  D: 1,
  W: 7,
  M: 31,
  Y: 366,
  DE: 3660,
  CE: 36_600,
};
/** "Recent weeks" are fewer than what is told in months; years may be any number. */
const VAGUE_DAYS: Record<string, number> = { H: 1, D: 14, W: 70, M: 366 };

type Dated = Pick<Article, 'id' | 'text' | 'sentences' | 'published'>;

/**
 * When a time expression of an article puts what it dates, by what is known of the article's own
 * day: "on Thursday" in an article of 15–18 August is the 15th. Unknown for what names no time.
 */
export function resolveTimex(article: Dated, timex: Timex, reader: DateReader): DateEstimate {
  const { published } = article;
  const told = { article: article.id, span: timex.span, shows: `“${timex.text}”` };
  const estimate = (
    earliest: Day | null,
    latest: Day | null,
    isRelative: boolean,
  ): DateEstimate => {
    if (!earliest && !latest) return UNKNOWN_DATE;
    const basis = isRelative && published.basis !== 'stated' ? 'inferred' : 'stated';
    const evidence = isRelative ? [told, ...published.evidence] : [told];
    return { earliest, latest, basis, evidence };
  };
  if (timex.value === 'PRESENT_REF') return published;
  if (timex.value === 'PAST_REF') return estimate(null, published.latest, true);
  if (timex.value === 'FUTURE_REF') return estimate(published.earliest, null, true);
  if (timex.type === 'SET') return UNKNOWN_DATE;
  if (timex.type === 'DURATION') {
    const days = daysAround(article, timex, reader);
    return days ? estimate(days.earliest, days.latest, true) : UNKNOWN_DATE;
  }
  const isRelative = !/\d{4}/.test(timex.text);
  const days = /X/.test(timex.value) ? betweenEnds(article, timex, reader) : null;
  const whole = days ?? daysOf(timex.value);
  if (!whole) return UNKNOWN_DATE;
  const before = article.text.slice(Math.max(0, timex.span.start - 24), timex.span.start);
  const part = weekOfMonth(before, partOf(reader.edge(timex.text), whole));
  const found = toNextDay(article.text, timex, asFarAgo(published, timex, part));
  // What has lasted since then goes on until the article's own day.
  if (SINCE.test(before)) return estimate(found.earliest, notPast(published, found), isRelative);
  const { earliest, latest } = isRelative ? onOneSide(article, timex, found, reader) : found;
  return estimate(earliest, latest, isRelative);
}

/** "since 2022", "since the 2022 invasion", "since early Monday". */
const SINCE = /\bsince (?:the |its |their |his |her |that |early |late )?$/i;

function notPast({ latest }: DateEstimate, { earliest }: Days): Day | null {
  return latest && latest > earliest ? latest : null;
}

/** "Late February" and "early 2023" leave out more than half of it; what is shorter than a month has no parts. */
function partOf(edge: keyof DateWords['edges'] | null, days: Days): Days {
  const length = dayNumber(days.latest) - dayNumber(days.earliest) + 1;
  if (edge === null || length < 28) return days;
  const part = Math.ceil(length * 0.4);
  if (edge === 'start') return { ...days, latest: addDays(days.earliest, part - 1) };
  if (edge === 'end') return { ...days, earliest: addDays(days.latest, 1 - part) };
  const margin = Math.floor((length - part) / 2);
  return { earliest: addDays(days.earliest, margin), latest: addDays(days.latest, -margin) };
}

/** "The first week of March" */
function weekOfMonth(before: string, days: Days): Days {
  const which = WEEK_BEFORE.exec(before)?.[1];
  const length = dayNumber(days.latest) - dayNumber(days.earliest) + 1;
  if (!which || length < 28 || length > 31) return days;
  const at = ['first', 'second', 'third', 'fourth'].indexOf(which.toLowerCase());
  const earliest = at < 0 ? addDays(days.latest, -6) : addDays(days.earliest, at * 7);
  const latest = addDays(earliest, 6);
  return { earliest, latest: latest < days.latest ? latest : days.latest };
}

const WEEK_BEFORE = /\b(first|second|third|fourth|last) week of $/i;

/** "The night of March 6-7" */
function toNextDay(text: string, { span, text: said }: Timex, days: Days): Days {
  const next = /^(?:[-–—]|\sto\s)(\d{1,2})(?!\d|[.:]\d)/.exec(
    text.slice(span.end, span.end + 6),
  )?.[1];
  const day = addDays(days.earliest, 1);
  const isNext = next !== undefined && /night/i.test(said) && Number(day.slice(8)) === Number(next);
  return isNext && days.earliest === days.latest ? { ...days, latest: day } : days;
}

/** "Two weeks ago" is about that day, not in that week of the calendar. */
function asFarAgo({ earliest, latest }: DateEstimate, { text }: Timex, days: Days): Days {
  if (!earliest || !latest || !/\bweeks? ago$/i.test(text)) return days;
  const fromMiddle = (day: Day) => weekdayOf(day) - THURSDAY;
  return {
    earliest: addDays(days.earliest, fromMiddle(earliest)),
    latest: addDays(days.latest, fromMiddle(latest)),
  };
}

/** The middle of a week. */
const THURSDAY = 4;

/**
 * A period that the article's own day lies in, cut there: what "arrived this week" came by that day. "Overnight" is the night to the day that it is told on.
 */
function onOneSide(
  { text, published: { earliest, latest } }: Dated,
  timex: Timex,
  days: Days,
  reader: DateReader,
): Days {
  if (/^overnight$/i.test(timex.text) && days.latest === latest)
    return { earliest: addDays(days.earliest, -1), latest };
  if (!earliest || !latest || days.earliest === days.latest) return days;
  if (days.earliest > latest || days.latest < earliest) return days;
  // "Announced plans this week": what looks ahead may be what was told, so that only "later" cuts.
  if (/^(?:later|the rest of)/i.test(timex.text))
    return days.earliest < earliest ? { earliest, latest: days.latest } : days;
  const isPast = /^earlier/i.test(timex.text) || reader.cue(text, timex.span) === 'past';
  if (isPast && days.latest > latest) return { earliest: days.earliest, latest };
  return days;
}

/** From its meaning on the first day of a range to that on the last; null without a range. */
function betweenEnds(
  { text, sentences, published: { earliest, latest } }: Dated,
  { span }: Timex,
  reader: DateReader,
): Days | null {
  if (!earliest || !latest) return null;
  const sentence = sentences.find(
    (one) => one.span.start <= span.start && span.end <= one.span.end,
  );
  const from = sentence?.span.start ?? span.start;
  const words = text.slice(from, sentence?.span.end ?? span.end);
  const read = reader.prepare(words);
  const on = (day: Day) => {
    const found = read({ earliest: day, latest: day, basis: 'inferred', evidence: [] }).find(
      (timex) => timex.span.start === span.start - from,
    );
    return found ? daysOf(found.value) : null;
  };
  const [first, last] = [on(earliest), on(latest)];
  if (!first || !last) return null;
  return {
    earliest: first.earliest < last.earliest ? first.earliest : last.earliest,
    latest: first.latest > last.latest ? first.latest : last.latest,
  };
}

/**
 * "the past two weeks", "the next six months" and "would be over within three days" end or begin on
 * the article's day; other lengths have no place.
 */
function daysAround(
  { text: words, published: { earliest, latest } }: Dated,
  { text, value, span }: Timex,
  reader: DateReader,
): { readonly earliest: Day | null; readonly latest: Day | null } | null {
  const length = /^PT?(X|\d+(?:\.\d+)?)(H|D|W|M|Y|DE|CE)$/.exec(value);
  if (!length || /^PT.*M$/.test(value) || !earliest || !latest) return null;
  const [, amount, unit = 'D'] = length;
  const days =
    amount === 'X' ? VAGUE_DAYS[unit] : Math.ceil(Number(amount) * (UNIT_DAYS[unit] ?? 1));
  if (/\b(?:past|last|recent)\b/i.test(text))
    return { earliest: days ? addDays(earliest, -days) : null, latest };
  const isAhead =
    /\b(?:next|coming)\b/i.test(text) ||
    (/\bwithin (?:the )?$/i.test(words.slice(Math.max(0, span.start - 12), span.start)) &&
      !/^ (?:of|after)\b/i.test(words.slice(span.end, span.end + 7)) &&
      reader.cue(words, span) === 'future');
  return isAhead ? { earliest, latest: days ? addDays(latest, days) : null } : null;
}
