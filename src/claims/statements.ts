import type { Article, Sentence, Span } from '../corpus/article.ts';
import type { Attribution } from './attribution/attribute.ts';
import type { Kind, PlaceMention, Quantity } from './claim.ts';
import { type Clause, splitClauses } from './clauses.ts';
import type { Grammar, Parsed } from './grammar/grammar.ts';
import type { KindReader } from './kinds.ts';
import { gapsOf } from './spans.ts';

/** What statements are cut from. */
export type StatementFacts = {
  readonly article: Article;
  readonly grammar: Grammar;
  /** All of the article's, in reading order. */
  readonly quantities: readonly Quantity[];
  readonly places: readonly PlaceMention[];
  readonly kind: KindReader;
  /** True for a unit that counts troops or a country's people: "soldiers", "North Koreans". */
  readonly countsForces: (quantity: Quantity) => boolean;
  /** The countries whose people some words name: "North Koreans" is North Korea. */
  readonly peoples: (words: string) => readonly string[];
};

/** One thing that is stated, before it is known by whom. */
export type Statement = {
  readonly parsed: Parsed;
  readonly sentence: Sentence;
  readonly content: readonly Span[];
  /** The clause that carries it. */
  readonly clause: Clause;
  /** Index of its attribution; null when the article itself states it. */
  readonly attribution: number | null;
  readonly kind: Kind | null;
  readonly quantities: readonly Quantity[];
  readonly places: readonly PlaceMention[];
};

/** A stretch of an article that states something of its own has at least this many words. */
const LEAST_WORDS = 5;

/** Cuts what one attribution says into statements: the whole, and each clause that makes a point of its own. */
export function statementsOf(attribution: Attribution, index: number, facts: StatementFacts): readonly Statement[] {
  const bySentence = facts.grammar.sentences
    .map((parsed) => ({ parsed, spans: clip(attribution.content, parsed.sentence.span) }))
    .filter(({ spans }) => spans.length > 0);
  return bySentence.flatMap(({ parsed, spans }, order) => {
    const parts = readParts(parsed, spans, facts);
    const [main, ...others] = parts;
    if (!main) return [];
    // A quotation that runs on is one statement, except for its sentences that make a point.
    if (order > 0) return parts.filter(({ kind }) => kind !== null).slice(0, 1).flatMap((part) => cutParts(part, others, parsed, spans, index, facts, spans));
    return cutParts(main, others, parsed, attribution.content, index, facts, spans);
  });
}

/** The main part with the whole content, then the parts that stand for themselves. */
function cutParts(
  main: Part,
  others: readonly Part[],
  parsed: Parsed,
  whole: readonly Span[],
  index: number,
  facts: StatementFacts,
  spans: readonly Span[],
): readonly Statement[] {
  const own = others.filter((part) => part !== main && standsAlone(part, main));
  const rest = gaps(spans, own.map(({ clause }) => clause));
  const first = toStatement(parsed, whole, main.clause, index, main.kind, rest, facts);
  return [
    first,
    ...own.map((part, order) => {
      const isAside = part.clause.kind === 'aside' && order === own.length - 1 && part.clause.last >= parsed.tokens.length - 2;
      return toStatement(parsed, [toSpan(part.clause)], part.clause, isAside ? null : index, part.kind, [part.clause], facts);
    }),
  ];
}

/** The article's own statements: sentences, and parts of sentences, that no attribution covers. */
export function narratorStatements(attributions: readonly Attribution[], facts: StatementFacts): readonly Statement[] {
  const covered = attributions.flatMap(({ content, cue, source, addressee }) => [...content, ...cue, ...source, ...(addressee ?? [])]);
  return facts.grammar.sentences.flatMap((parsed) => {
    const { span } = parsed.sentence;
    const within = clip(covered, span);
    const free = within.length === 0 ? [span] : gaps([span], within).filter((gap) => isStatement(parsed, gap));
    return free.flatMap((gap) => {
      const [main, ...others] = readParts(parsed, [gap], facts);
      if (!main) return [];
      const own = others.filter((part) => standsAlone(part, main));
      const rest = gaps([gap], own.map(({ clause }) => clause));
      return [
        toStatement(parsed, [trim(facts.article, gap)], main.clause, null, main.kind, rest, facts),
        ...own.map((part) => toStatement(parsed, [toSpan(part.clause)], part.clause, null, part.kind, [part.clause], facts)),
      ];
    });
  });
}

type Part = { readonly clause: Clause; readonly kind: Kind | null; readonly counts: boolean };

function readParts(parsed: Parsed, spans: readonly Span[], facts: StatementFacts): readonly Part[] {
  return spans.flatMap((span) => {
    const first = parsed.tokens.findIndex((token) => token.start >= span.start);
    const last = parsed.tokens.findLastIndex((token) => token.end <= span.end) + 1;
    if (first < 0 || last <= first) return [];
    return splitClauses(parsed.tokens, parsed.chunks, first, last).map((clause): Part => {
      const quantities = inside(facts.quantities, [clause]).filter(isFigure);
      const troops = quantities.filter(facts.countsForces);
      const words = parsed.tokens.slice(clause.first, clause.last);
      const kind = facts.kind(words, {
        counts: quantities.length > 0,
        countsForces: troops.length > 0,
        isForeignForce: troops.some((quantity) => isAbroad(quantity, inside(facts.places, [clause]), facts)),
      });
      return { clause, kind, counts: quantities.length > 0 };
    });
  });
}

/** People of one country counted in a place that another holds. */
function isAbroad({ text }: Quantity, places: readonly PlaceMention[], { peoples }: StatementFacts): boolean {
  const [people, ...others] = peoples(text);
  if (people === undefined || others.length > 0) return false;
  return places.some(({ isGovernment, name, within }) => !isGovernment && name !== people && !within.includes(people));
}

/** A clause makes a point of its own when it is about something else than the main clause, or gives a figure. */
function standsAlone(part: Part, main: Part): boolean {
  if (part.clause.verb === null || part.kind === null) return part.counts && part.clause.verb !== null;
  return part.kind !== main.kind || part.counts;
}

function isFigure({ low, high, unit }: Quantity): boolean {
  return (low !== null || high !== null) && !/^(?:second|minute|hour|day|week|month|year|decade)s?$/i.test(unit ?? '');
}

function toStatement(
  parsed: Parsed,
  content: readonly Span[],
  clause: Clause,
  attribution: number | null,
  kind: Kind | null,
  covered: readonly Span[],
  facts: StatementFacts,
): Statement {
  return {
    parsed,
    sentence: parsed.sentence,
    content,
    clause,
    attribution,
    kind,
    quantities: inside(facts.quantities, covered),
    places: inside(facts.places, covered),
  };
}

/** Enough words with a verb among them, outside what others say. */
function isStatement(parsed: Parsed, gap: Span): boolean {
  const words = parsed.tokens.filter(({ start, end, lower }) => start >= gap.start && end <= gap.end && /[\p{L}\p{N}]/u.test(lower));
  const hasVerb = parsed.chunks.some(
    (chunk) => chunk.kind === 'verb' && chunk.form === 'finite' && (parsed.tokens[chunk.first]?.start ?? 0) >= gap.start && (parsed.tokens[chunk.last - 1]?.end ?? 0) <= gap.end,
  );
  return words.length >= LEAST_WORDS && hasVerb;
}

function inside<T extends { readonly span: Span }>(all: readonly T[], spans: readonly Span[]): readonly T[] {
  return all.filter(({ span }) => spans.some(({ start, end }) => start <= span.start && span.end <= end));
}

function clip(spans: readonly Span[], { start, end }: Span): readonly Span[] {
  return spans
    .map((span) => ({ start: Math.max(span.start, start), end: Math.min(span.end, end) }))
    .filter((span) => span.end > span.start);
}

function gaps(wholes: readonly Span[], parts: readonly Span[]): readonly Span[] {
  return wholes.flatMap((whole) => gapsOf(whole, parts));
}

function toSpan({ start, end }: Span): Span {
  return { start, end };
}

function trim({ text }: Article, { start, end }: Span): Span {
  let [from, to] = [start, end];
  while (from < to && /[\s,;:—–-]/u.test(text[from] ?? '')) from += 1;
  while (to > from && /[\s,;:—–-]/u.test(text[to - 1] ?? '')) to -= 1;
  return { start: from, end: to };
}
