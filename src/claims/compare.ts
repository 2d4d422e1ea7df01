import type { DateEstimate } from '../corpus/article.ts';
import type { Claim, Kind, Quantity } from './claim.ts';

/** How one claim stands to another about the same thing. */
export type Relation =
  /** The same figure or statement. */
  | 'same'
  /** Worded or measured otherwise, but both can be true: 500 sq mi and 1,300 sq km. */
  | 'compatible'
  /** The later figure is the larger one. */
  | 'grown'
  /** The later figure is the smaller one. */
  | 'shrunk'
  /** One counts a part of what the other counts; they are never added or subtracted. */
  | 'part-and-whole'
  /** Announced, ordered, seen: figures of different things. */
  | 'different-measures'
  | 'contradiction'
  /** They do not agree, and nothing says that both count the same: one names no place, or no force. */
  | 'unclear'
  | 'denial';

/** Figures this near to each other are one figure, rounded otherwise: 500 sq mi is 1,295 sq km, told as 1,300. */
const ROUNDING = 0.05;
/** Statements further apart than this many days speak of different moments. */
const SAME_MOMENT_DAYS = 21;
/** Figures further apart than this many days belong to different operations, and are not compared. */
const SAME_CAMPAIGN_DAYS = 270;

/** Compares two claims' figures; null when they do not measure the same kind of thing in a shared place. */
export function compareFigures(one: Claim, other: Claim): Relation | null {
  const pair = sharedMeasure(one, other);
  if (!pair || !sharePlace(one, other) || !isLinked(one, other)) return null;
  const [a, b] = pair;
  const days = daysBetween(one.said, other.said);
  if (days !== null && Math.abs(days) > SAME_CAMPAIGN_DAYS) return null;
  // Troops that were moved are no measure of troops that stand ready; ground is ground.
  if (one.kind !== other.kind && a.comparable?.unit !== 'km²') return null;
  if (a.per !== b.per) return 'different-measures';
  if (one.modality === 'order' || other.modality === 'order')
    if (one.modality !== other.modality) return 'different-measures';
  const forces = compareForces(one, other);
  if (forces === 'part') return 'part-and-whole';
  if (forces === 'apart') return null;
  const [x, y] = [interval(a), interval(b)];
  const apart = isSameThing(one, other) ? 'contradiction' : 'unclear';
  if (isNear(x.low, y.low) && isNear(x.high, y.high))
    return a.unit === b.unit && x.low === y.low ? 'same' : 'compatible';
  if (x.low <= y.high && y.low <= x.high) return isBound(a) || isBound(b) ? 'compatible' : apart;
  if (days === null || Math.abs(days) <= SAME_MOMENT_DAYS) return apart;
  const later = days > 0 ? y : x;
  const earlier = days > 0 ? x : y;
  return later.low > earlier.high ? 'grown' : 'shrunk';
}

/** Two articles' figures are of one thing only where something says so: a force or a place that both name. */
function isLinked(one: Claim, other: Claim): boolean {
  if (one.article === other.article) return true;
  return (
    one.force.some((force) => other.force.includes(force)) ||
    (locations(one).length > 0 && locations(other).length > 0)
  );
}

/** Both name the place and the force that they speak of, or neither names a force. */
function isSameThing(one: Claim, other: Claim): boolean {
  return (
    locations(one).length > 0 &&
    locations(other).length > 0 &&
    one.force.length > 0 === other.force.length > 0
  );
}

/** The figures of two claims that measure the same thing; null when none do. */
function sharedMeasure(one: Claim, other: Claim): readonly [Quantity, Quantity] | null {
  for (const a of one.quantities)
    for (const b of other.quantities)
      if (a.low !== null || a.high !== null)
        if (measureIn(one, a) !== null && measureIn(one, a) === measureIn(other, b)) return [a, b];
  return null;
}

const FORCES: ReadonlySet<Kind> = new Set(['buildup', 'movement', 'capability']);
/** Units that count the people of an army, and a people's own name: "10,000 North Koreans". */
const TROOPS = /^(?:troops?|soldiers?|servicemen|personnel|\p{Lu}.*)$/u;

/** What a figure measures in its claim: soldiers and North Koreans are troops where the claim is about forces. */
export function measureIn({ kind, force }: Claim, quantity: Quantity): string | null {
  const measure = measureOf(quantity);
  const isOfForces = FORCES.has(kind) && force.length > 0;
  return measure !== null && isOfForces && TROOPS.test(measure) ? 'troops' : measure;
}

/** What a figure measures: its comparable unit, or its own; null for a bare number. */
export function measureOf({ comparable, unit }: Quantity): string | null {
  return comparable?.unit ?? unit;
}

function interval({ comparable, low, high }: Quantity): { low: number; high: number } {
  const of = comparable ?? { low, high };
  return { low: of.low ?? Number.NEGATIVE_INFINITY, high: of.high ?? Number.POSITIVE_INFINITY };
}

/** "At least", "tens of thousands": a figure that allows more than one number. */
function isBound({ low, high, qualifier }: Quantity): boolean {
  return low === null || high === null || low !== high || qualifier === 'about';
}

function isNear(a: number, b: number): boolean {
  if (a === b) return true;
  return (
    Number.isFinite(a) &&
    Number.isFinite(b) &&
    Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b))
  );
}

function compareForces(one: Claim, other: Claim): 'same' | 'part' | 'apart' {
  if (one.force.length === 0 || other.force.length === 0) return 'same';
  const [small, large] =
    one.force.length <= other.force.length ? [one.force, other.force] : [other.force, one.force];
  const shared = small.filter((force) => large.includes(force));
  if (shared.length === 0) return 'apart';
  return small.length === large.length ? 'same' : 'part';
}

function locations({ places }: Claim): Claim['places'] {
  return places.filter(({ isGovernment }) => !isGovernment);
}

/** Claims share a place when they name one in common, or one lies inside the other's, or one of them names none. */
export function sharePlace(one: Claim, other: Claim): boolean {
  const [a, b] = [locations(one), locations(other)];
  if (a.length === 0 || b.length === 0) return true;
  return a.some((p) =>
    b.some((q) => p.name === q.name || p.within.includes(q.name) || q.within.includes(p.name)),
  );
}

/**
 * Who a claim really comes from: a named source is one origin however many outlets relay it; an unnamed
 * one counts as the outlet that heard it; the article's own statements count as its outlet, or as itself.
 */
export function originOf(claim: Claim, outlet: string | null): string {
  const { speaker, via } = claim;
  if (speaker && speaker.kind !== 'anonymous' && speaker.kind !== 'group' && speaker.name)
    return speaker.name;
  return via[0]?.name ?? outlet ?? claim.article;
}

/** Days from the first estimate's middle to the second's; null when either is unknown. */
function daysBetween(one: DateEstimate, other: DateEstimate): number | null {
  const [a, b] = [middle(one), middle(other)];
  return a === null || b === null ? null : Math.round((b - a) / 86_400_000);
}

function middle({ earliest, latest }: DateEstimate): number | null {
  const days = [earliest, latest].filter((day) => day !== null).map((day) => Date.parse(day));
  return days.length === 0 ? null : days.reduce((sum, day) => sum + day, 0) / days.length;
}
