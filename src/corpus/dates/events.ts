import { z } from 'zod';
import type { Day, Span, Timex } from '../article.ts';
import { type Bound, type Datable, evidenceAt, isOfOldYear, type Tools } from './bound.ts';
import { addDays } from './calendar.ts';
import { type Days, daysOf } from './days.ts';
import { describeDate } from './describe.ts';
import type { DateReader } from './read.ts';
import { cueAt } from './tense.ts';
import { anyOf } from './words.ts';

const day = z.iso.date();
const list = z.array(z.string().min(1)).min(1);

/** Well-known events whose mention bounds the day of an undated article; `config/theatres/<name>/events.json`. */
export const EventsSchema = z.strictObject({
  events: z.array(
    z.strictObject({
      name: z.string().min(1),
      /** `point` happened; `start` began and went on; `period` is true of its days alone ("President-elect"). */
      kind: z.enum(['point', 'start', 'period']),
      /** Oldest first; more than one for what happened again. */
      days: z
        .array(
          z.strictObject({
            from: day,
            /** Last day; left out for a single day, and for a period that has not ended. */
            to: day.optional(),
            /** The first day on which it was spoken of as to come. */
            announced: day.optional(),
          }),
        )
        .min(1),
      /** A sentence is about it that has a word of each list; `*` stands for the rest of a word. */
      words: z.array(list).min(1),
      /** None of these may stand in front of them: "former". */
      without: list.optional(),
    }),
  ),
});
export type Events = z.infer<typeof EventsSchema>['events'];
type Event = Events[number];

/** A relative date belongs to an event if it stands this near to its words. */
const NEAR_CHARS = 60;
/** "after" and "recent" stand this near before them. */
const LEAD_CHARS = 30;
/** "recent" reaches this far back, and "prepare to" this far ahead of what was not announced. */
const RECENT_DAYS = 45;
const AHEAD_DAYS = 45;
/** How long a relative word can have held after the event, by what it counts in. */
const REACH_DAYS: readonly (readonly [RegExp, number])[] = [
  [/week|day\b|days/i, 40],
  [/month/i, 100],
  [/year/i, 1100],
];

type Mention = { readonly event: Event; readonly sentence: Span; readonly spans: readonly Span[] };

/** What the events that an article mentions show of its day. */
export function eventBounds(
  article: Datable,
  timexes: readonly Timex[],
  events: readonly CompiledEvent[],
  tools: Tools,
): readonly Bound[] {
  const mentions = article.sentences.flatMap((sentence) =>
    events.flatMap((compiled) => mentionIn(article, sentence.span, compiled)),
  );
  const bounds = mentions.flatMap((mention) => [
    ...boundsOf(article, mention, tools),
    ...relativeBounds(article, mention, timexes, tools),
  ]);
  return [...bounds, ...lastingBounds(article, mentions, timexes)];
}

export type CompiledEvent = { readonly event: Event; readonly patterns: readonly RegExp[] };

export function compileEvents(events: Events): readonly CompiledEvent[] {
  return events.map((event) => ({
    event,
    patterns: event.words.map((alternatives) => {
      const stems = alternatives
        .filter((word) => word.endsWith('*'))
        .map((word) => word.slice(0, -1));
      const whole = alternatives.filter((word) => !word.endsWith('*'));
      const either = [
        ...(stems.length > 0 ? [`(?:${anyOf(stems)})\\p{L}{0,8}`] : []),
        ...(whole.length > 0 ? [`(?:${anyOf(whole)})`] : []),
      ].join('|');
      return new RegExp(`(?<![\\p{L}-])(?:${either})(?!\\p{L})`, 'iu');
    }),
  }));
}

function mentionIn(
  article: Datable,
  sentence: Span,
  { event, patterns }: CompiledEvent,
): Mention[] {
  const words = article.text.slice(sentence.start, sentence.end);
  const spans: Span[] = [];
  for (const pattern of patterns) {
    const found = pattern.exec(words);
    if (!found) return [];
    const before = words.slice(Math.max(0, found.index - 14), found.index).toLowerCase();
    if (event.without?.some((word) => before.includes(word))) return [];
    spans.push({
      start: sentence.start + found.index,
      end: sentence.start + found.index + found[0].length,
    });
  }
  return [{ event, sentence, spans }];
}

function boundsOf(article: Datable, mention: Mention, { words }: Tools): readonly Bound[] {
  const { event, spans } = mention;
  const last = spans.at(-1) ?? { start: 0, end: 0 };
  const within = (strength: Bound['strength'], ranges: readonly Range[], shows: string): Bound => ({
    strength,
    earliest: ranges[0]?.from ?? null,
    latest: ranges.some(({ to }) => to === null) ? null : (ranges.at(-1)?.to ?? null),
    holds: (written) =>
      ranges.some(({ from, to }) => from <= written && (to === null || written <= to)),
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

type Range = { readonly from: Day; readonly to: Day | null };

function inWords(ranges: readonly Range[]): string {
  return ranges
    .map(({ from, to }) =>
      to === null
        ? `from ${describeDate({ earliest: from, latest: from, basis: 'stated', evidence: [] })}`
        : describeDate({ earliest: from, latest: to, basis: 'stated', evidence: [] }),
    )
    .join(' or ');
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
    return [
      {
        strength: 2 as const,
        earliest: ranges[0]?.from ?? null,
        latest: addDays(ranges.at(-1)?.to ?? '', reach),
        holds: (written: Day) => {
          const days = daysFrom(timex.text, written, reader);
          return (
            days !== null &&
            ranges.some(({ from, to }) => days.earliest <= to && from <= days.latest)
          );
        },
        evidence: evidenceAt(
          article,
          timex.span,
          `“${timex.text}” is the time of ${event.name}, ${inWords(ranges)}`,
        ),
      },
    ];
  });
}

/** The days that relative words stand for in an article of that day. */
function daysFrom(words: string, written: Day, reader: DateReader): Days | null {
  const [read] = reader.read(words, {
    earliest: written,
    latest: written,
    basis: 'stated',
    evidence: [],
  });
  return read ? daysOf(read.value) : null;
}

/** "for more than three months now", counted from the newest thing that began. */
function lastingBounds(
  article: Datable,
  mentions: readonly Mention[],
  timexes: readonly Timex[],
): readonly Bound[] {
  const newest = mentions
    .filter(({ event }) => event.kind === 'start')
    .map(({ event }) => ({ name: event.name, from: event.days.at(-1)?.from ?? '' }))
    .sort((a, b) => b.from.localeCompare(a.from))[0];
  if (!newest) return [];
  return timexes.flatMap((timex) => {
    const length = /^P(\d+)([DWMY])$/.exec(timex.value);
    const before = article.text.slice(Math.max(0, timex.span.start - 24), timex.span.start);
    const after = article.text.slice(timex.span.end, timex.span.end + 5);
    const lead = /\bfor\s(?<near>more than|over|nearly|almost|about|around|some)?\s?$/i.exec(
      before,
    );
    if (!length || !lead || !/^\s+now\b/i.test(after)) return [];
    const unit = { D: 1, W: 7, M: 30.4, Y: 365.25 }[length[2] ?? 'D'] ?? 1;
    const whole = Number(length[1]) * unit;
    const near = lead.groups?.near?.toLowerCase() ?? '';
    const [low, high] = /more|over/.test(near)
      ? [0, 0.5]
      : /nearly|almost/.test(near)
        ? [-0.5, 0]
        : [-0.5, 0.5];
    return [
      {
        strength: 1 as const,
        earliest: addDays(newest.from, Math.floor(whole + low * unit)),
        latest: addDays(newest.from, Math.ceil(whole + high * unit)),
        evidence: evidenceAt(
          article,
          timex.span,
          `${timex.text} after ${newest.name}, ${inWords([{ from: newest.from, to: newest.from }])}`,
        ),
      },
    ];
  });
}
