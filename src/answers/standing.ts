import type { Kind } from '../claims/claim.ts';
import { compareFigures, originOf, sharePlace } from '../claims/compare.ts';
import { isAboutDenied } from './denials.ts';
import { countedIn } from './differences.ts';
import type { Evidence } from './evidence.ts';
import { whoSaysWithin } from './wording.ts';

/** Reports of one thing stand within this many days of each other. */
const SAME_THING_DAYS = 45;

/** How a claim stands to all others held: corroborated, disputed, denied, superseded; empty when nothing is to be said. */
export function standingOf(one: Evidence, all: readonly Evidence[]): readonly string[] {
  const mine = originOf(one.claim, one.article.outlet);
  // A headline says again what its article says, often without its source's full name.
  const others = all.filter(
    (other) =>
      other.claim.id !== one.claim.id &&
      other.claim.stance === 'statement' &&
      other.claim.sentence.start !== other.article.headline?.start,
  );
  const agreeing = new Set<string>();
  const standing: string[] = [];
  for (const other of others) {
    const origin = originOf(other.claim, other.article.outlet);
    const relation = compareFigures(one.claim, other.claim);
    const agrees = relation === 'same' || (relation === null && tellsTheSame(one, other));
    if (origin !== mine && agrees && !isRetold(one, other)) agreeing.add(origin);
    if (relation === 'contradiction' && origin !== mine)
      standing.push(`disputed: ${whoSaysWithin(other)} gives another figure`);
    if (relation === 'grown' && isLater(other, one))
      standing.push(`superseded by a later, larger figure (${whoSaysWithin(other)})`);
    if (isAboutDenied(other, one)) standing.push(`denied by ${whoSaysWithin(other)}`);
  }
  if (agreeing.size > 0)
    standing.unshift(
      `corroborated by ${agreeing.size} independent source${agreeing.size > 1 ? 's' : ''}`,
    );
  return [...new Set(standing)].slice(0, 3);
}

/** So much of the shorter statement stands in the other one for them to tell the same. */
const SAME_WORDS = 0.35;
/** Kinds of claim that two sources can report independently of each other. */
const REPORTABLE: ReadonlySet<Kind> = new Set([
  'buildup',
  'movement',
  'drill',
  'casualties',
  'territory',
]);

/** Two affirmed statements of named kinds about the same force and place, near in time and alike in words. */
export function tellsTheSame(one: Evidence, other: Evidence): boolean {
  const [a, b] = [one.claim, other.claim];
  if (a.kind !== b.kind || !REPORTABLE.has(a.kind) || a.negated || b.negated) return false;
  if (!a.speaker || !b.speaker || !a.force.some((force) => b.force.includes(force))) return false;
  if (!sharePlace(a, b) || (countedIn([one]).length > 0 && countedIn([other]).length > 0))
    return false;
  const [small, large] =
    one.terms.size <= other.terms.size ? [one.terms, other.terms] : [other.terms, one.terms];
  const shared = [...small].filter((term) => term.length > 3 && large.has(term)).length;
  return (
    isNear(one, other) && shared >= SAME_WORDS * [...small].filter((term) => term.length > 3).length
  );
}

/** An article that says in its own voice or in its headline what its source says adds no source. */
function isRetold(one: Evidence, other: Evidence): boolean {
  const isOwnVoice = [one, other].some(
    ({ claim, article }) =>
      claim.speaker === null || claim.sentence.start === article.headline?.start,
  );
  return one.article.id === other.article.id && isOwnVoice;
}

function isNear(one: Evidence, other: Evidence): boolean {
  if (!one.day || !other.day) return false;
  return Math.abs(Date.parse(one.day) - Date.parse(other.day)) <= SAME_THING_DAYS * 86_400_000;
}

function isLater(one: Evidence, other: Evidence): boolean {
  return (one.day ?? '') > (other.day ?? '');
}
