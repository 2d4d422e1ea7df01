import type { Day, Span, Timex } from '../article.ts';
import { type Bound, type Datable, evidenceAt, type Tools } from './bound.ts';
import { addDays } from './calendar.ts';
import { inWords, type Mention } from './events.ts';
import { cueAt } from './tense.ts';

const UNIT_DAYS: Record<string, number> = { D: 1, W: 7, M: 30.4, Y: 365.25 };
/** "two years after Russia's invasion": the event's words stand this near. */
const NEAR_CHARS = 60;
/** An anniversary is written of so long before and after it. */
const ANNIVERSARY_DAYS = { before: 45, after: 10 };

/** What lengths of time since an event show of an article's day. */
export function lengthBounds(
  article: Datable,
  mentions: readonly Mention[],
  timexes: readonly Timex[],
  tools: Tools,
): readonly Bound[] {
  const started = mentions.filter(({ event }) => event.kind !== 'period');
  return [
    ...timexes.flatMap((timex) => lastingBound(article, started, timex)),
    ...started.flatMap((mention) => [
      ...timexes.flatMap((timex) => sinceBound(article, mention, timex)),
      ...anniversaryBound(article, mention, tools),
    ]),
  ];
}

/** "for more than three months now", counted from the newest thing that began. */
function lastingBound(
  article: Datable,
  mentions: readonly Mention[],
  timex: Timex,
): readonly Bound[] {
  const after = article.text.slice(timex.span.end, timex.span.end + 5);
  const newest = mentions
    .filter(({ event }) => event.kind === 'start')
    .map(({ event }) => ({ name: event.name, from: event.days.at(-1)?.from ?? '' }))
    .sort((a, b) => b.from.localeCompare(a.from))[0];
  if (!newest || !/^\s+now\b/i.test(after)) return [];
  const length = lengthOf(article, timex, /\bfor\s/i);
  if (!length) return [];
  return [
    boundOf(article, timex.span, [newest.from], length, `${timex.text} after ${newest.name}`),
  ];
}

/** "nearly three years after Russia's full-scale invasion". */
function sinceBound(article: Datable, mention: Mention, timex: Timex): readonly Bound[] {
  const { event, sentence, spans } = mention;
  const isInside = timex.span.start >= sentence.start && timex.span.end <= sentence.end;
  const rest = article.text.slice(timex.span.end, timex.span.end + 12);
  const isNear = spans.some(
    ({ start }) => start > timex.span.end && start - timex.span.end <= NEAR_CHARS,
  );
  if (!isInside || !isNear || !/^\s+(?:after|since|into)\b/i.test(rest)) return [];
  const length = lengthOf(article, timex, /(?:^|\s)/);
  if (!length) return [];
  const days = event.days.map(({ from }) => from);
  return [boundOf(article, timex.span, days, length, `${timex.text} after ${event.name}`)];
}

type Length = { readonly low: number; readonly high: number };

/** In days; "more than three months" ends before three and a half. */
function lengthOf(article: Datable, timex: Timex, lead: RegExp): Length | null {
  const length = /^P(\d+(?:\.\d+)?)([DWMY])$/.exec(timex.value);
  const before = article.text.slice(Math.max(0, timex.span.start - 24), timex.span.start);
  const near = new RegExp(
    `(?:${lead.source})(?<near>more than|over|nearly|almost|about|around|some|just)?\\s?$`,
    'i',
  ).exec(before);
  if (!length || !near) return null;
  const unit = UNIT_DAYS[length[2] ?? 'D'] ?? 1;
  const word = near.groups?.near?.toLowerCase() ?? '';
  const [low, high] = /more|over/.test(word)
    ? [0, 0.5]
    : /nearly|almost/.test(word)
      ? [-0.5, 0]
      : [-0.5, 0.5];
  const whole = Number(length[1]) * unit;
  return { low: Math.floor(whole + low * unit), high: Math.ceil(whole + high * unit) };
}

/** "the upcoming one-year anniversary of the invasion", "marked the third anniversary". */
function anniversaryBound(
  article: Datable,
  { event, sentence, spans }: Mention,
  { words, anniversary }: Tools,
): readonly Bound[] {
  const text = article.text.slice(sentence.start, sentence.end);
  const found = /anniversary/i.test(text) ? anniversary.exec(text) : null;
  const count = found?.groups?.count?.toLowerCase() ?? '';
  const years = words.ordinals[count] ?? words.numbers[count];
  if (!found || !years) return [];
  const span = {
    start: sentence.start + found.index,
    end: sentence.start + found.index + found[0].length,
  };
  if (
    !spans.some(
      ({ start, end }) => start - span.end <= NEAR_CHARS && span.start - end <= NEAR_CHARS,
    )
  )
    return [];
  const { before, after } = ANNIVERSARY_DAYS;
  const cue = cueAt(article.text, span, words);
  const length = { low: cue === 'past' ? 0 : -before, high: cue === 'future' ? 0 : after };
  const days = event.days.map(({ from }) => `${Number(from.slice(0, 4)) + years}${from.slice(4)}`);
  return [boundOf(article, span, days, length, `near the ${found[0]} of ${event.name}`)];
}

/** Within a length of any of the days. */
function boundOf(
  article: Datable,
  span: Span,
  days: readonly Day[],
  { low, high }: Length,
  shows: string,
): Bound {
  const ranges = days.map((day) => ({ from: addDays(day, low), to: addDays(day, high) }));
  return {
    strength: 1,
    earliest: ranges[0]?.from ?? null,
    latest: ranges.at(-1)?.to ?? null,
    ranges,
    evidence: evidenceAt(
      article,
      span,
      `${shows}, ${inWords(days.map((day) => ({ from: day, to: day })))}`,
    ),
  };
}
