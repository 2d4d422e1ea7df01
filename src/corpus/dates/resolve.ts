import { type Article, type DateEstimate, type Day, type Timex, UNKNOWN_DATE } from '../article.ts';
import { dayNumber, dayOfNumber } from './calendar.ts';
import { type Days, daysOf } from './days.ts';
import type { DateReader } from './read.ts';

const UNIT_DAYS: Record<string, number> = { D: 1, W: 7, M: 31, Y: 366, DE: 3660, CE: 36_600 };

/**
 * When a time expression of an article puts what it dates, by what is known of the article's own
 * day: "on Thursday" in an article of 15–18 August is the 15th. Unknown for what names no time.
 */
export function resolveTimex(
  article: Pick<Article, 'id' | 'text' | 'sentences' | 'published'>,
  timex: Timex,
  reader: DateReader,
): DateEstimate {
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
    const days = daysAround(timex, published);
    return days ? estimate(days.earliest, days.latest, true) : UNKNOWN_DATE;
  }
  const isRelative = !/\d{4}/.test(timex.text);
  const days = /X/.test(timex.value) ? betweenEnds(article, timex, reader) : null;
  const found = days ?? daysOf(timex.value);
  if (!found) return UNKNOWN_DATE;
  // What has lasted since then goes on until the article's own day.
  const lasts = SINCE.test(
    article.text.slice(Math.max(0, timex.span.start - 16), timex.span.start),
  );
  const end = published.latest && published.latest > found.earliest ? published.latest : null;
  return estimate(found.earliest, lasts ? end : found.latest, isRelative);
}

/** "since 2022", "since the 2022 invasion". */
const SINCE = /\bsince (?:the |its |their |his |her |that )?$/i;

/** From its meaning on the first day of a range to that on the last; null without a range. */
function betweenEnds(
  { text, sentences, published: { earliest, latest } }: Parameters<typeof resolveTimex>[0],
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

/** "the past two weeks" and "the next six months" end or begin on the article's day; other lengths have no place. */
function daysAround(
  { text, value }: Timex,
  { earliest, latest }: DateEstimate,
): { readonly earliest: Day | null; readonly latest: Day | null } | null {
  const length = /^P(X|\d+(?:\.\d+)?)(D|W|M|Y|DE|CE)$/.exec(value);
  if (!length || !earliest || !latest) return null;
  const days = Math.ceil(Number(length[1]) * (UNIT_DAYS[length[2] ?? 'D'] ?? 1));
  const isVague = length[1] === 'X';
  if (/\b(?:past|last|recent)\b/i.test(text))
    return { earliest: isVague ? null : dayOfNumber(dayNumber(earliest) - days), latest };
  if (/\b(?:next|coming)\b/i.test(text))
    return { earliest, latest: isVague ? null : dayOfNumber(dayNumber(latest) + days) };
  return null;
}
