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
  const ordered = bounds
    .map(toTest)
    .sort((a, b) => b.bound.strength - a.bound.strength || Number(b.isPlain) - Number(a.isPlain));
  const starts = ordered.map(({ first }) => first).filter(Number.isFinite);
  const ends = ordered.map(({ last }) => last).filter(Number.isFinite);
  if (starts.length === 0) return UNKNOWN_DATE;
  let days: Days = {
    from: least(starts),
    to: greatest([...starts, ...ends]) + OPEN_DAYS,
    listed: null,
  };
  const kept: Test[] = [];
  const setAside: DateEvidence[] = [];
  const canClose = ends.length > 0;
  let isClosed = false;
  for (const test of ordered) {
    // A test that recurs each year says nothing of a time without an end.
    if (!test.isPlain && !test.isClosed && !canClose) continue;
    const left = daysWithin(days, test);
    if (left.from > left.to) {
      const { evidence } = test.bound;
      setAside.push({
        ...evidence,
        shows: `set aside against stronger evidence: ${evidence.shows}`,
      });
      continue;
    }
    days = left;
    isClosed ||= test.isClosed;
    kept.push(test);
  }
  const latest = isClosed ? days.to : null;
  const nearest = kept.filter((test) => excludesWithin(test, days.from, latest, 1));
  const telling = kept.filter((test) => excludesWithin(test, days.from, latest, TELLING_DAYS));
  return {
    earliest: dayOfNumber(days.from),
    latest: latest === null ? null : dayOfNumber(latest),
    basis: 'inferred',
    evidence: distinct([
      ...[...nearest, ...telling].map(({ bound }) => bound.evidence),
      ...setAside,
    ]),
  };
}

/** A bound in numbers of days; its ends are infinite where they are open. */
type Test = {
  readonly bound: Bound;
  readonly first: number;
  readonly last: number;
  readonly isClosed: boolean;
  /** True when the ends are all that it asks. */
  readonly isPlain: boolean;
  /** For days between the ends. */
  readonly holds: (day: number) => boolean;
};

function toTest(bound: Bound): Test {
  const { earliest, latest, ranges, holds } = bound;
  const spans = ranges?.map(({ from, to }) => ({
    from: dayNumber(from),
    to: to === null ? Number.POSITIVE_INFINITY : dayNumber(to),
  }));
  return {
    bound,
    first: earliest ? dayNumber(earliest) : Number.NEGATIVE_INFINITY,
    last: latest ? dayNumber(latest) : Number.POSITIVE_INFINITY,
    isClosed: latest !== null,
    isPlain: !spans && !holds,
    holds: (day) => (!spans || isAmong(day, spans)) && (!holds || holds(dayOfNumber(day))),
  };
}

function isAmong(
  day: number,
  spans: readonly { readonly from: number; readonly to: number }[],
): boolean {
  for (const { from, to } of spans) if (from <= day && day <= to) return true;
  return false;
}

/** Days by their numbers, from the first to the last; all of them unless they are listed. */
type Days = {
  readonly from: number;
  readonly to: number;
  readonly listed: readonly number[] | null;
};

/** The days that a bound leaves; its ends are looked for before its test is asked. */
function daysWithin({ from, to, listed }: Days, { first, last, isPlain, holds }: Test): Days {
  const start = Math.max(from, first);
  const end = Math.min(to, last);
  if (listed === null && isPlain) return { from: start, to: end, listed };
  const left = listed?.filter((day) => start <= day && day <= end && holds(day)) ?? [];
  if (!listed) for (let day = start; day <= end; day++) if (holds(day)) left.push(day);
  return { from: left[0] ?? 0, to: left.at(-1) ?? -1, listed: left };
}

/** True when a bound rules out a day so near to those left that it helps to tell them. */
function excludesWithin(
  { first, last, holds }: Test,
  from: number,
  to: number | null,
  reach: number,
): boolean {
  if (from - reach < first || (to !== null && to + reach > last)) return true;
  for (let days = 1; days <= reach; days++)
    if (!holds(from - days) || (to !== null && !holds(to + days))) return true;
  return false;
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b));
}

function greatest(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b));
}

/** Each thing shown once, by the first sentence that shows it. */
function distinct(evidence: readonly DateEvidence[]): readonly DateEvidence[] {
  const byShows = new Map<string, DateEvidence>();
  for (const one of evidence) if (!byShows.has(one.shows)) byShows.set(one.shows, one);
  return [...byShows.values()].slice(0, EVIDENCE_KEPT);
}

/** Two articles that hold the same long sentence came out together. */
function copyBounds(article: Datable, corpus: readonly Article[]): readonly Bound[] {
  if (corpus.length === 0) return [];
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
