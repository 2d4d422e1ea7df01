import { z } from 'zod';
import type { Day, Span, Timex } from '../article.ts';
import { type Bound, type Datable, evidenceAt, type Tools } from './bound.ts';
import { addDays } from './calendar.ts';
import { daysOf } from './days.ts';
import { describeDate } from './describe.ts';
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
      from: day,
      /** Last day; left out for a single day, and for a period that has not ended. */
      to: day.optional(),
      /** The first day on which it was spoken of as to come. */
      announced: day.optional(),
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
/** "recent" reaches this far back. */
const RECENT_DAYS = 45;
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

function boundsOf(article: Datable, { event, spans }: Mention, { words }: Tools): readonly Bound[] {
  const last = spans.at(-1) ?? { start: 0, end: 0 };
  const bound = (
    strength: Bound['strength'],
    earliest: Day,
    latest: Day | null,
    shows: string,
  ): Bound => ({ strength, earliest, latest, evidence: evidenceAt(article, last, shows) });
  const told = describeDate({
    earliest: event.from,
    latest: event.from,
    basis: 'stated',
    evidence: [],
  });
  if (event.kind === 'period')
    return [bound(2, event.from, event.to ?? null, `while it held: ${event.name}, from ${told}`)];
  const isAhead = event.kind === 'point' && cueAt(article.text, last, words) === 'future';
  if (isAhead && event.announced)
    return [bound(2, event.announced, event.to ?? event.from, `before ${event.name}, ${told}`)];
  if (isAhead)
    return [
      bound(
        1,
        addDays(event.from, -RECENT_DAYS),
        event.to ?? event.from,
        `before ${event.name}, ${told}`,
      ),
    ];
  const isRecent = /\brecent(?:ly)?\b/i.test(
    article.text.slice(Math.max(0, spansStart(spans) - 30), last.end),
  );
  const after = bound(3, event.announced ?? event.from, null, `not before ${event.name}, ${told}`);
  if (!isRecent || event.kind !== 'point') return [after];
  return [
    after,
    bound(1, event.from, addDays(event.from, RECENT_DAYS), `soon after ${event.name}, ${told}`),
  ];
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
    if (cueAt(article.text, timex.span, words) === 'future') return [];
    const reach = REACH_DAYS.find(([unit]) => unit.test(timex.text))?.[1] ?? 366;
    return [
      {
        strength: 2 as const,
        earliest: event.from,
        latest: addDays(event.to ?? event.from, reach),
        holds: (written: Day) => {
          const [read] = reader.read(timex.text, {
            earliest: written,
            latest: written,
            basis: 'stated',
            evidence: [],
          });
          const days = read ? daysOf(read.value) : null;
          return (
            days !== null && days.earliest <= (event.to ?? event.from) && event.from <= days.latest
          );
        },
        evidence: evidenceAt(
          article,
          timex.span,
          `“${timex.text}” is ${event.name}, ${event.from}`,
        ),
      },
    ];
  });
}

/** "for more than three months now", counted from the newest thing that began. */
function lastingBounds(
  article: Datable,
  mentions: readonly Mention[],
  timexes: readonly Timex[],
): readonly Bound[] {
  const newest = mentions
    .map(({ event }) => event)
    .filter(({ kind }) => kind === 'start')
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
          `“${timex.text} now” since ${newest.name}, ${newest.from}`,
        ),
      },
    ];
  });
}
