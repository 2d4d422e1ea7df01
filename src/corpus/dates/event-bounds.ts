import type { Day, Span, Timex } from '../article.ts';
import {
  type Bound,
  type Datable,
  evidenceAt,
  isOfOldYear,
  type Range,
  type Tools,
} from './bound.ts';
import { addDays, dayNumber, dayOfNumber } from './calendar.ts';
import { type Days, daysOf } from './days.ts';
import { lengthBounds } from './event-lengths.ts';
import { type CompiledEvents, findMentions, inWords, type Mention } from './events.ts';
import type { DateReader } from './read.ts';
import { cueAt } from './tense.ts';

/** A relative date belongs to an event if it stands this near to its words. */
const NEAR_CHARS = 60;
/** "after" and "recent" stand this near before them. */
const LEAD_CHARS = 30;
/** "recent" reaches this far back, and "prepare to" this far ahead of what was not announced. */
const RECENT_DAYS = 45;
const AHEAD_DAYS = 45;
/** How long a relative word can have held after the event, by what it counts in. */
const REACH_DAYS: readonly (readonly [RegExp, number])[] = [
  [/week|fortnight|day\b|days/i, 40],
  [/month/i, 100],
  [/year/i, 1100],
];

/** What the events that an article mentions show of its day. */
export function eventBounds(
  article: Datable,
  timexes: readonly Timex[],
  events: CompiledEvents,
  tools: Tools,
): readonly Bound[] {
  const mentions = findMentions(article, events);
  const bounds = mentions.flatMap((mention) => [
    ...boundsOf(article, mention, tools),
    ...relativeBounds(article, mention, timexes, tools),
  ]);
  return [...bounds, ...lengthBounds(article, mentions, timexes, tools)];
}

function boundsOf(article: Datable, mention: Mention, { words }: Tools): readonly Bound[] {
  const { event, spans } = mention;
  const last = spans.at(-1) ?? { start: 0, end: 0 };
  const within = (strength: Bound['strength'], ranges: readonly Range[], shows: string): Bound => ({
    strength,
    earliest: ranges[0]?.from ?? null,
    latest: ranges.some(({ to }) => to === null) ? null : (ranges.at(-1)?.to ?? null),
    ranges,
    evidence: evidenceAt(article, last, shows),
  });
  if (event.kind === 'period') {
    const ranges = event.days.map(({ from, to = null }) => ({ from, to }));
    return [within(2, ranges, `in the days of ${event.name}, ${inWords(ranges)}`)];
  }
  const lead = article.text.slice(Math.max(0, spansStart(spans) - LEAD_CHARS), last.end);
  const isRecent = /\brecent(?:ly)?\b/i.test(lead);
  const isOver = isRecent || /\b(?:after|since|following|despite)\b/i.test(lead);
  const days = event.days.map(({ from }) => ({ from, to: from }));
  if (event.kind === 'point' && !isOver && cueAt(article.text, last, words) === 'future') {
    const ranges = event.days.map(({ announced, from, to }) => ({
      from: announced ?? addDays(from, -AHEAD_DAYS),
      to: to ?? from,
    }));
    return [within(2, ranges, `shortly before ${event.name}, ${inWords(days)}`)];
  }
  const [first] = event.days;
  const after: Bound = {
    strength: 3,
    earliest: first?.announced ?? first?.from ?? null,
    latest: null,
    evidence: evidenceAt(article, last, `not before ${event.name}, ${inWords(days.slice(0, 1))}`),
  };
  if (!isRecent || event.kind !== 'point') return [after];
  const soon = event.days.map(({ from }) => ({ from, to: addDays(from, RECENT_DAYS) }));
  return [after, within(1, soon, `soon after ${event.name}, ${inWords(days)}`)];
}

function spansStart(spans: readonly Span[]): number {
  return Math.min(...spans.map(({ start }) => start));
}

/** "launched an operation last week": the days from which "last week" reaches the event. */
function relativeBounds(
  article: Datable,
  { event, sentence, spans }: Mention,
  timexes: readonly Timex[],
  { reader, words }: Tools,
): readonly Bound[] {
  if (event.kind === 'period') return [];
  const lead = article.text.slice(Math.max(0, spansStart(spans) - LEAD_CHARS), spansStart(spans));
  // "since the invasion … in September": what happened in September is something else.
  if (/\bsince\b/i.test(lead)) return [];
  return timexes.flatMap((timex) => {
    const isInside = timex.span.start >= sentence.start && timex.span.end <= sentence.end;
    const isNear = spans.some(
      ({ start, end }) =>
        Math.abs(timex.span.start - end) <= NEAR_CHARS ||
        Math.abs(start - timex.span.end) <= NEAR_CHARS,
    );
    const isOpen = /^X{4}/.test(timex.value) && !/^XXXX-WXX-\d/.test(timex.value);
    if (!isInside || !isNear || !isOpen || timex.type !== 'DATE') return [];
    if (cueAt(article.text, timex.span, words) === 'future' || isOfOldYear(article, timex, timexes))
      return [];
    const reach = REACH_DAYS.find(([unit]) => unit.test(timex.text))?.[1] ?? 366;
    const ranges = event.days.map(({ from, to }) => ({ from, to: to ?? from }));
    const earliest = ranges[0]?.from ?? '';
    const latest = addDays(ranges.at(-1)?.to ?? '', reach);
    const read = reader.prepare(timex.text);
    return [
      {
        strength: 2 as const,
        earliest,
        latest,
        ranges: ranges.flatMap((range) => daysOfWriting(read, range, earliest, latest)),
        evidence: evidenceAt(
          article,
          timex.span,
          `“${timex.text}” is the time of ${event.name}, ${inWords(ranges)}`,
        ),
      },
    ];
  });
}

/**
 * The days on which relative words stand for days of a range: one run of days, looked for by halving,
 * since an article written later never means earlier days by the same words.
 */
function daysOfWriting(
  read: ReturnType<DateReader['prepare']>,
  { from, to }: { readonly from: Day; readonly to: Day },
  earliest: Day,
  latest: Day,
): readonly Range[] {
  const end = dayNumber(latest) + 1;
  const first = firstDay(
    dayNumber(earliest),
    end,
    (day) => (daysFrom(read, day)?.latest ?? '') >= from,
  );
  const past = firstDay(first, end, (day) => (daysFrom(read, day)?.earliest ?? '') > to);
  return first < past ? [{ from: dayOfNumber(first), to: dayOfNumber(past - 1) }] : [];
}

/** The first number from `low` on that passes a test, as all behind it do; `high` where none before it does. */
function firstDay(low: number, high: number, passes: (day: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (passes(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** The days that relative words stand for in an article of that day. */
function daysFrom(read: ReturnType<DateReader['prepare']>, written: number): Days | null {
  const day = dayOfNumber(written);
  const [timex] = read({ earliest: day, latest: day, basis: 'stated', evidence: [] });
  return timex ? daysOf(timex.value) : null;
}
