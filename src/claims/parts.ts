import type { Article, Span } from '../corpus/article.ts';
import type { Attribution } from './attribution/attribute.ts';
import type { Kind, PlaceMention, Quantity } from './claim.ts';
import { type Clause, isSubordinate, openingOf, splitClauses } from './clauses.ts';
import type { Grammar, Parsed } from './grammar/grammar.ts';
import type { Tagged } from './grammar/tagging.ts';
import { countUpTo, firstFrom } from './grammar/tokens.ts';
import type { KindReader } from './kinds.ts';
import { overlapping } from './spans.ts';

/** What statements are cut from. */
export type StatementFacts = {
  readonly article: Article;
  readonly grammar: Grammar;
  /** All of the article's, in reading order. */
  readonly quantities: readonly Quantity[];
  readonly places: readonly PlaceMention[];
  readonly kind: KindReader;
  /** False for an attribution that tells what its source wants or feels: it is not cut up. */
  readonly isStatement: (attribution: Attribution) => boolean;
  /** True for a unit that counts troops or a country's people: "soldiers", "North Koreans". */
  readonly countsForces: (quantity: Quantity) => boolean;
  /** The countries whose people some words name: "North Koreans" is North Korea. */
  readonly peoples: (words: string) => readonly string[];
};

/** A clause, what it is about, and whether it counts forces, ground or losses. */
export type Part = {
  readonly clause: Clause;
  readonly kind: Kind | null;
  readonly counts: boolean;
};

export function readParts(
  parsed: Parsed,
  spans: readonly Span[],
  facts: StatementFacts,
  isForecast: boolean,
): readonly Part[] {
  return spans.flatMap((span) => {
    const first = firstFrom(parsed.tokens, span.start);
    const last = countUpTo(parsed.tokens, span.end);
    if (last <= first) return [];
    // The comma that a cut leaves at the front is no clause.
    const clauses = splitClauses(parsed.tokens, parsed.chunks, first, last).filter((clause) =>
      hasWord(parsed, clause),
    );
    return clauses.map((clause, index): Part => {
      const opening = openingOf(clauses, index);
      const stretches = opening ? [opening, clause] : [clause];
      const quantities = inside(facts.quantities, stretches).filter(isFigure);
      const troops = quantities.filter(facts.countsForces);
      const words = stretches.flatMap((one) => parsed.tokens.slice(one.first, one.last));
      const kind = facts.kind(words, {
        counts: quantities.length > 0,
        countsForces: troops.length > 0,
        countsUnnamed: quantities.some(({ unit }) => unit === null),
        isForecast,
        isForeignForce: troops.some((quantity) =>
          isAbroad(quantity, inside(facts.places, stretches), facts),
        ),
      });
      return { clause, kind, counts: troops.length > 0 || quantities.some(isGroundOrLoss) };
    });
  });
}

function hasWord({ tokens }: Parsed, { first, last }: Clause): boolean {
  return tokens.slice(first, last).some(({ lower }) => /[\p{L}\p{N}]/u.test(lower));
}

/** A figure of ground, or of people lost. */
function isGroundOrLoss({ comparable, unit }: Quantity): boolean {
  return comparable?.unit === 'km²' || /casualt|killed|dead|wounded|deaths/i.test(unit ?? '');
}

/** People of one country counted in a place that another holds. */
function isAbroad(
  { text }: Quantity,
  places: readonly PlaceMention[],
  { peoples }: StatementFacts,
): boolean {
  const [people, ...others] = peoples(text);
  if (people === undefined || others.length > 0) return false;
  return places.some(
    ({ isGovernment, name, within }) =>
      !isGovernment && name !== people && !within.includes(people),
  );
}

/** The first clause with a verb that no subordinator opens: "While it risked much, it may divert troops". */
export function mainOf(parts: readonly Part[], { tokens }: Parsed): Part | null {
  const scene = parts.findIndex(({ clause }) => isScene(clause, tokens));
  // "The warning comes as the army gathers": what it comes with is what is told.
  if (scene >= 0) return parts[scene + 1] ?? null;
  const free = parts.filter(
    ({ clause }) =>
      !isSubordinate(tokens, clause) && clause.kind !== 'relative' && clause.kind !== 'aside',
  );
  return free.find(({ clause }) => clause.verb?.form === 'finite') ?? free[0] ?? parts[0] ?? null;
}

/** "The preparations come as", "This comes while": a main clause that only says that something else goes on beside it. */
function isScene({ kind, last, verb }: Clause, tokens: readonly Tagged[]): boolean {
  return (
    kind === 'main' &&
    verb?.lemma === 'come' &&
    verb.last === last &&
    /^(?:as|while)$/.test(tokens[last]?.lower ?? '')
  );
}

/**
 * A clause makes a point of its own when it is about something else than the main clause, gives a figure of
 * forces or ground, or stands against it ("while …, they lost …"). Nothing that hangs on a negated or doubted
 * clause is taken from it: "no indication that …" must not lose its "no".
 */
export function standsAlone(
  { clause, kind, counts }: Part,
  main: Part,
  { tokens }: Parsed,
): boolean {
  // "Despite a truce reached on March 11" and "including taking more land" say nothing without what they hang on.
  if (
    clause.verb === null ||
    /^(?:despite|amid|including|excluding)$/.test(tokens[clause.first]?.lower ?? '')
  )
    return false;
  const hangs = clause.kind === 'relative' || clause.kind === 'participial';
  if (
    hangs &&
    (main.clause.verb?.negated ||
      /^(?:no|not|nor|never|without|n't)$/.test(tokens[clause.first - 2]?.lower ?? ''))
  )
    return false;
  // "As officials prepare to meet" sets the scene; nobody says it.
  const isScene = clause.kind === 'main' && tokens[clause.first]?.lower === 'as';
  if (isScene && kind !== 'buildup' && kind !== 'movement') return false;
  if (counts) return true;
  const opening = tokens[clause.first - 1]?.lower ?? '';
  if (kind === 'other' && clause.kind === 'coordinate' && /^[—–;]$/.test(opening)) return true;
  if (clause.kind === 'aside' && kind !== null && clause.last >= tokens.length - 2) return true;
  if (kind === null || kind === 'other') return false;
  return (
    kind !== main.kind ||
    clause.kind === 'subordinate' ||
    clause.kind === 'aside' ||
    isSubordinate(tokens, clause) ||
    isSubordinate(tokens, main.clause)
  );
}

function isFigure({ low, high, unit }: Quantity): boolean {
  return (
    (low !== null || high !== null) &&
    !/^(?:second|minute|hour|day|week|month|year|decade)s?$/i.test(unit ?? '')
  );
}

export function inside<T extends { readonly span: Span }>(
  all: readonly T[],
  spans: readonly Span[],
): readonly T[] {
  return spans.flatMap((whole) =>
    overlapping(all, ({ span }) => span, whole).filter(
      ({ span }) => whole.start <= span.start && span.end <= whole.end,
    ),
  );
}
