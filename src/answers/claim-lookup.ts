import type { Kind } from '../claims/claim.ts';
import { openCitations } from './citations.ts';
import { countedIn, differences, figuresBlock } from './differences.ts';
import type { Evidence } from './evidence.ts';
import type { Named } from './names.ts';
import { type Concepts, type Gazetteer, isFrom, matchName, rank } from './rank.ts';
import { isRepeat } from './repeats.ts';
import type { Block } from './reply.ts';
import { standingOf } from './standing.ts';
import type { Subject } from './subject.ts';
import { finish, type Told } from './telling.ts';
import { termOf, wordsOf } from './terms.ts';
import { claimBlock } from './wording.ts';

const MAX_CLAIMS = 8;
/** Below this share of the query a claim is about something else. */
const MIN_COVERAGE = 0.5;

export type ClaimFilter = {
  readonly speaker: Named | null;
  readonly place: Named | null;
  readonly kind: Kind | null;
};

/** Who said it, about what, through whom, and who says otherwise; null when no claim fits. */
export function lookUpClaims(
  query: string,
  subject: Subject,
  filter: ClaimFilter,
  all: readonly Evidence[],
  gazetteer: Gazetteer,
  concepts: Concepts,
): Told | null {
  const figures = wordsOf(query)
    .map(termOf)
    .filter((term) => /^\d/.test(term));
  const fit = rank(subject, all, gazetteer, concepts)
    .filter(({ coverage }) => coverage >= MIN_COVERAGE)
    .filter(({ evidence }) =>
      subject.names.every(
        (named) => named.kind === 'place' || matchName(named, evidence, gazetteer) > 0.7,
      ),
    )
    .filter(({ evidence }) =>
      figures.every(
        (figure) => evidence.terms.has(figure) || holdsFigure(evidence, Number(figure)),
      ),
    )
    .filter(({ evidence }) => isWanted(evidence, filter, gazetteer))
    .map(({ evidence }) => evidence);
  const chosen: Evidence[] = [];
  for (const evidence of fit) {
    if (chosen.length >= MAX_CLAIMS) break;
    if (!chosen.some((other) => isRepeat(other, evidence))) chosen.push(evidence);
  }
  if (chosen.length === 0) return null;
  const citations = openCitations();
  const blocks: Block[] = [
    { kind: 'heading', text: `Claims: ${query}` },
    ...chosen.map((evidence) => claimBlock(evidence, citations, standingOf(evidence, all))),
  ];
  const lines = differences([...chosen, ...rivals(chosen, all)], citations, 3, {
    about: new Set(chosen),
  });
  for (const parts of lines)
    blocks.push({
      kind: 'paragraph',
      parts: [{ kind: 'strong', text: 'Where reports differ. ' }, ...parts],
    });
  const counted = countedIn(chosen);
  if (counted.length > 1) blocks.push(figuresBlock('Figures in these claims', counted, citations));
  return { reply: finish(blocks, citations, false, `Claims: ${query}`), evidence: chosen };
}

/** The figure that is looked up lies within what the claim allows, in the text's unit or the compared one. */
function holdsFigure({ claim }: Evidence, figure: number): boolean {
  return claim.quantities.some(
    ({ low, high, comparable }) => low === figure || high === figure || comparable?.low === figure,
  );
}

function isWanted(
  evidence: Evidence,
  { speaker, place, kind }: ClaimFilter,
  gazetteer: Gazetteer,
): boolean {
  if (speaker && !isFrom(speaker, evidence)) return false;
  if (place && matchName(place, evidence, gazetteer) <= 0.5) return false;
  return kind === null || evidence.claim.kind === kind;
}

/** Claims of figures elsewhere in the same articles that may say otherwise. */
function rivals(chosen: readonly Evidence[], all: readonly Evidence[]): readonly Evidence[] {
  const ids = new Set(chosen.map(({ article }) => article.id));
  return all.filter(
    (other) =>
      ids.has(other.article.id) &&
      !chosen.includes(other) &&
      (countedIn([other]).length > 0 || other.claim.modality === 'denied'),
  );
}
