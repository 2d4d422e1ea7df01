import type { Clause } from './clauses.ts';
import type { Parsed } from './grammar/grammar.ts';
import type { Part, StatementFacts } from './parts.ts';

/** Words that the phrase has at least: "for a new offensive". */
const LEAST_WORDS = 4;

/**
 * What troops are said to gather for: "for a possible new offensive". It looks ahead where the rest of the
 * statement does not, so it is a statement of its own; null where they gather for nothing that is named.
 */
export function purposeOf(
  { clause, kind, counts }: Part,
  { tokens }: Parsed,
  facts: Pick<StatementFacts, 'kind'>,
): Part | null {
  if (kind !== 'buildup' && kind !== 'movement') return null;
  if (clause.verb === null || clause.verb.negated) return null;
  const read = (first: number, last: number, isCounted: boolean) =>
    facts.kind(tokens.slice(first, last), {
      counts: isCounted,
      countsForces: isCounted,
      countsUnnamed: false,
      isForeignForce: false,
      isForecast: false,
    });
  for (let at = clause.verb.last; at + LEAST_WORDS <= clause.last; at += 1) {
    if (!opensPurpose(tokens[at]?.lower, tokens[at + 1]?.tag)) continue;
    if (read(at, clause.last, false) !== 'offensive-forecast') continue;
    // "Preparations for an operation" are told by the operation.
    if (read(clause.first, at, counts) !== kind) continue;
    return { clause: phraseOf(clause, at, tokens), kind: 'offensive-forecast', counts: false };
  }
  return null;
}

function opensPurpose(word: string | undefined, nextTag: string | undefined): boolean {
  return word === 'for' || (word === 'to' && /^(?:VB|JJ)$/.test(nextTag ?? ''));
}

function phraseOf(clause: Clause, first: number, tokens: Parsed['tokens']): Clause {
  return {
    ...clause,
    first,
    start: tokens[first]?.start ?? clause.start,
    verb: null,
    kind: 'participial',
  };
}
