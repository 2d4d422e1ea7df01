import {
  type Article,
  type DateEstimate,
  type DateEvidence,
  type Known,
  type Timex,
  UNKNOWN_DATE,
} from './article.ts';
import { type Bound, type Datable, openTools, type Tools } from './dates/bound.ts';
import { addDays, dayNumber, dayOfNumber } from './dates/calendar.ts';
import { eventBounds } from './dates/event-bounds.ts';
import { type CompiledEvents, compileEvents, type Events } from './dates/events.ts';
import { type DateReader, openDateReader } from './dates/read.ts';
import { datelineBounds, statedDate } from './dates/stated.ts';
import { textBounds } from './dates/text-bounds.ts';
import type { DateWords } from './dates/words.ts';

/** Past the last lower bound, an article with no upper one is looked for within these days. */
const OPEN_DAYS = 1500;
/** Evidence that rules out no day this near to the answer is left unsaid. */
const TELLING_DAYS = 366;
const EVIDENCE_KEPT = 20;
/** What is weighed of a text of any length, so that its cost stays in proportion. */
const SENTENCES_WEIGHED = 500;
const DATES_WEIGHED = 500;
/** A copy of another article's sentence comes out this soon after it, or a little before. */
const COPY_DAYS = { before: 2, after: 7 };
const COPY_CHARS = 60;
/** The longest sentences are sought: a corpus may be large. */
const COPIES_SOUGHT = 8;

/**
 * Makes the dating of articles, with the words and events read once. An article is dated by what is
 * known of it, else by the date that its text states, else within bounds: its own relative words,
 * the events it mentions, and the dated articles whose sentences it repeats.
 */
export function openDating(
  words: DateWords,
  events: Events,
  reader: DateReader = openDateReader(words),
): (
  article: Datable,
  known: Known,
  corpus?: readonly Article[],
) => { readonly timexes: readonly Timex[]; readonly published: DateEstimate } {
  const tools = openTools(reader, words);
  const compiled = compileEvents(events);
  return (article, known, corpus = []) => {
    const read = tools.reader.prepare(article.text);
    const undated = read(UNKNOWN_DATE);
    const published =
      statedDate(article, undated, known, tools) ??
      inferDate(article, undated, compiled, corpus, tools);
    const timexes = published.basis === 'unknown' ? undated : read(published);
    return { timexes, published };
  };
}

function inferDate(
  article: Datable,
  timexes: readonly Timex[],
  events: CompiledEvents,
  corpus: readonly Article[],
  tools: Tools,
): DateEstimate {
  const opening = { ...article, sentences: article.sentences.slice(0, SENTENCES_WEIGHED) };
  const dates = timexes.slice(0, DATES_WEIGHED);
  return combine([
    ...eventBounds(opening, dates, events, tools),
    ...datelineBounds(opening, dates, tools),
    ...textBounds(opening, dates, tools),
    ...copyBounds(opening, corpus),
  ]);
}

/** The days that all bounds leave; one that would leave none is set aside for the stronger ones. */
export function combine(bounds: readonly Bound[]): DateEstimate {
  const ordered = [...bounds].sort(
    (a, b) => b.strength - a.strength || Number(Boolean(a.holds)) - Number(Boolean(b.holds)),
  );
  const ends = ordered
    .flatMap(({ earliest, latest }) => [earliest, latest])
    .filter((day) => day !== null);
  const starts = ordered.flatMap(({ earliest }) => earliest ?? []);
  if (starts.length === 0) return UNKNOWN_DATE;
  const first = starts.reduce((a, b) => (a < b ? a : b));
  const last = addDays(
    ends.reduce((a, b) => (a > b ? a : b)),
    OPEN_DAYS,
  );
  let days: Days = { from: dayNumber(first), to: dayNumber(last), listed: null };
  const kept: Bound[] = [];
  const setAside: DateEvidence[] = [];
  const canClose = ordered.some(({ latest }) => latest !== null);
  let isClosed = false;
  for (const bound of ordered) {
    const { latest, holds, evidence } = bound;
    // A test that recurs each year says nothing of a time without an end.
    if (holds && !latest && !canClose) continue;
    const left = daysWithin(days, bound);
    if (left.from > left.to) {
      setAside.push({
        ...evidence,
        shows: `set aside against stronger evidence: ${evidence.shows}`,
      });
      continue;
    }
    days = left;
    isClosed ||= latest !== null;
    kept.push(bound);
  }
  const latest = isClosed ? days.to : null;
  const telling = kept
    .map((bound) => ({ ...bound, days: daysToExcluded(bound, days.from, latest) }))
    .filter(({ days }) => days <= TELLING_DAYS);
  const nearest = telling.filter(({ days }) => days === 1);
  return {
    earliest: dayOfNumber(days.from),
    latest: latest === null ? null : dayOfNumber(latest),
    basis: 'inferred',
    evidence: distinct([...[...nearest, ...telling].map(({ evidence }) => evidence), ...setAside]),
  };
}

/** Days by their numbers, from the first to the last; all of them unless they are listed. */
type Days = {
  readonly from: number;
  readonly to: number;
  readonly listed: readonly number[] | null;
};

/** The days that a bound leaves; its ends are looked for before its test is asked. */
function daysWithin({ from, to, listed }: Days, { earliest, latest, holds }: Bound): Days {
  const first = earliest ? Math.max(from, dayNumber(earliest)) : from;
  const last = latest ? Math.min(to, dayNumber(latest)) : to;
  if (listed === null && !holds) return { from: first, to: last, listed };
  const isLeft = (day: number) =>
    first <= day && day <= last && (!holds || holds(dayOfNumber(day)));
  const left = listed?.filter(isLeft) ?? [];
  if (!listed) for (let day = first; day <= last; day++) if (isLeft(day)) left.push(day);
  return { from: left[0] ?? 0, to: left.at(-1) ?? -1, listed: left };
}

/** How far from the days left the nearest day lies that a bound rules out; no further than helps to tell them. */
function daysToExcluded(
  { earliest, latest, holds }: Bound,
  from: number,
  to: number | null,
): number {
  const first = earliest ? dayNumber(earliest) : Number.NEGATIVE_INFINITY;
  const last = latest ? dayNumber(latest) : Number.POSITIVE_INFINITY;
  const excludes = (day: number) =>
    day < first || day > last || (holds !== undefined && !holds(dayOfNumber(day)));
  for (let days = 1; days <= TELLING_DAYS; days++)
    if (excludes(from - days) || (to !== null && excludes(to + days))) return days;
  return Number.POSITIVE_INFINITY;
}

/** Each thing shown once, by the first sentence that shows it. */
function distinct(evidence: readonly DateEvidence[]): readonly DateEvidence[] {
  const byShows = new Map<string, DateEvidence>();
  for (const one of evidence) if (!byShows.has(one.shows)) byShows.set(one.shows, one);
  return [...byShows.values()].slice(0, EVIDENCE_KEPT);
}

/** Two articles that hold the same long sentence came out together. */
function copyBounds(article: Datable, corpus: readonly Article[]): readonly Bound[] {
  const own = article.sentences
    .map(({ span }) => ({ span, words: article.text.slice(span.start, span.end) }))
    .filter(({ words }) => words.length >= COPY_CHARS)
    .sort((a, b) => b.words.length - a.words.length)
    .slice(0, COPIES_SOUGHT);
  return corpus.flatMap((other) => {
    const { earliest, latest } = other.published;
    if (other.id === article.id || !earliest || !latest) return [];
    const shared = own.find(({ words }) => other.text.includes(words));
    if (!shared) return [];
    return [
      {
        strength: 2 as const,
        earliest: addDays(earliest, -COPY_DAYS.before),
        latest: addDays(latest, COPY_DAYS.after),
        evidence: {
          article: article.id,
          span: shared.span,
          shows: `the same sentence as in “${other.title}”`,
        },
      },
    ];
  });
}
