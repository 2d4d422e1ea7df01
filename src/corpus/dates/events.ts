import { z } from 'zod';
import type { Span } from '../article.ts';
import { type AnchorIndex, anchorIndex, anchorsOf, visitAnchors } from './anchors.ts';
import type { Datable, Range } from './bound.ts';
import { describeDate } from './describe.ts';
import { LETTERS } from './letters.ts';
import { type Pattern, pattern } from './rule.ts';
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
export type Event = Events[number];

/** A sentence that is about an event, and the words that show it, one span for each list. */
export type Mention = {
  readonly event: Event;
  readonly sentence: Span;
  readonly spans: readonly Span[];
};

type CompiledEvent = {
  readonly event: Event;
  /** Its place among all events. */
  readonly order: number;
  readonly patterns: readonly Pattern[];
};

export type CompiledEvents = {
  /** Each event by the words of which a sentence about it has one. */
  readonly byWord: AnchorIndex<CompiledEvent>;
  /** Those that no whole word gives away. */
  readonly others: readonly CompiledEvent[];
};

export function compileEvents(events: Events): CompiledEvents {
  const compiled = events.map((event, order) => ({
    event,
    order,
    patterns: event.words.map((alternatives) => {
      const stems = alternatives
        .filter((word) => word.endsWith('*'))
        .map((word) => word.slice(0, -1));
      const whole = alternatives.filter((word) => !word.endsWith('*'));
      const either = [
        ...(stems.length > 0 ? [`(?:${anyOf(stems)})[${LETTERS}]{0,8}`] : []),
        ...(whole.length > 0 ? [`(?:${anyOf(whole)})`] : []),
      ].join('|');
      return pattern(`(?<![${LETTERS}-])(?:${either})(?![${LETTERS}])`, 'i');
    }),
  }));
  return {
    byWord: anchorIndex(compiled, ({ event }) => anchorsOf(wholeWords(event))),
    others: compiled.filter(({ event }) => wholeWords(event).length === 0),
  };
}

/** The first of an event's lists that is made of whole words alone. */
function wholeWords({ words }: Event): readonly string[] {
  return words.find((list) => !list.some((word) => word.endsWith('*'))) ?? [];
}

function mentionIn(
  article: Datable,
  sentence: Span,
  { event, patterns }: CompiledEvent,
): Mention[] {
  const words = article.text.slice(sentence.start, sentence.end);
  const spans: Span[] = [];
  for (const { regexp } of patterns) {
    const found = regexp.exec(words);
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

export function findMentions(
  article: Datable,
  { byWord, others }: CompiledEvents,
): readonly Mention[] {
  return article.sentences.flatMap(({ span }) => {
    const likely = new Set(others);
    visitAnchors(article.text, span, byWord, (event) => likely.add(event));
    return [...likely]
      .sort((a, b) => a.order - b.order)
      .flatMap((event) => mentionIn(article, span, event));
  });
}

export function inWords(ranges: readonly Range[]): string {
  return ranges
    .map(({ from, to }) =>
      to === null
        ? `from ${describeDate({ earliest: from, latest: from, basis: 'stated', evidence: [] })}`
        : describeDate({ earliest: from, latest: to, basis: 'stated', evidence: [] }),
    )
    .join(' or ');
}
