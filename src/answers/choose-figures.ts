import type { Kind, Quantity } from '../claims/claim.ts';
import { type Choice, isAboutPlaces } from './about.ts';
import { type Counted, countedIn } from './differences.ts';
import type { Evidence } from './evidence.ts';
import { leftOpenIn } from './left-open.ts';
import type { Named } from './names.ts';
import { isOfMonth } from './period.ts';
import type { Reading } from './question.ts';
import { type Concepts, type Gazetteer, matchName, type Ranked } from './rank.ts';
import { take } from './repeats.ts';
import { isSpelled } from './spelled.ts';
import type { Subject } from './subject.ts';
import { termOf, termsOf } from './terms.ts';

/** A time or a distance says much by itself that a claim with it is meant. */
const MIN_SPAN_COVERAGE = 0.3;
/** So much of a question is told by a claim without a figure that it is worth offering. */
const NEAR_COVERAGE = 0.75;

/** For "how long" and "how far": claims that give a time or a distance. */
export function chooseSpans(ranked: readonly Ranked[]): Choice {
  const fits = ranked.filter(
    ({ evidence, coverage }) =>
      coverage >= MIN_SPAN_COVERAGE && evidence.claim.quantities.some(isSpan),
  );
  const told = take(fits, 3, 0.6);
  return told.length > 0
    ? { held: true, evidence: told }
    : {
        held: false,
        missing: 'No time or distance is given for this in what is held.',
        nearest: [],
      };
}

const DISTANCES = new Set(['km', 'm', 'months', 'days', 'hours', 'seconds']);

function isSpan({ comparable, unit }: Quantity): boolean {
  return (
    DISTANCES.has(comparable?.unit ?? '') ||
    /^(?:second|minute|hour|day|week|month|year|decade)s?$/i.test(unit ?? '')
  );
}

/** For "how many": claims with a figure of what is counted, for the force that is named. */
export function chooseFigures(
  reading: Reading,
  subject: Subject,
  ranked: readonly Ranked[],
  gazetteer: Gazetteer,
  concepts: Concepts,
): Choice {
  const fits = ranked.filter(
    ({ evidence, coverage }) =>
      coverage > 0 &&
      isAboutPlaces(subject, evidence, gazetteer) &&
      namesActors(subject, evidence, gazetteer, 0.5) &&
      countedIn([evidence]).some((counted) => counts(subject, counted, concepts)),
  );
  const people = subject.names.filter(({ kind }) => kind === 'country');
  const isOfPeople = ({ evidence }: Ranked) =>
    people.length === 0 ||
    people.some(
      (named) => isForce(named, evidence, subject) || isTheirs(named, evidence, fits, subject),
    );
  const exact = fits.filter(isOfPeople);
  const named = exact.filter(({ evidence }) => namesActors(subject, evidence, gazetteer, 0.7));
  const held = ofKinds(named.length > 0 ? named : exact, subject.kinds);
  const told = take(held, 4, reading.asksDifferences || people.length > 1 ? 0.3 : 0.55);
  if (told.length > 0)
    return {
      held: true,
      evidence: withUnknown(told, leftOpen(subject, told, ranked.filter(isOfPeople), concepts)),
    };
  const near = ranked.filter(
    ({ evidence, coverage }) =>
      coverage >= NEAR_COVERAGE &&
      countedIn([evidence]).length === 0 &&
      isAboutPlaces(subject, evidence, gazetteer) &&
      people.every((named) => isForce(named, evidence, subject)),
  );
  return {
    held: false,
    missing: 'No figure given in what is held on this.',
    nearest: near.slice(0, 1).map(({ evidence }) => evidence),
  };
}

/** What is massed may be told as moved, and the other way round. */
const GOING: ReadonlySet<Kind> = new Set(['buildup', 'movement']);

/** "How many is Russia moving" is not asked of those that stand, where any are said to move. */
function ofKinds(fits: readonly Ranked[], kinds: readonly Kind[]): readonly Ranked[] {
  const going = kinds.some((kind) => GOING.has(kind))
    ? fits.filter(({ evidence }) => GOING.has(evidence.claim.kind))
    : [];
  return going.length > 0 ? going : fits;
}

/** "Are working to determine how many troops Russia is moving": what was said to be unknown is told beside the figures. */
function leftOpen(
  { counted }: Subject,
  told: readonly Evidence[],
  ranked: readonly Ranked[],
  concepts: Concepts,
): Evidence | null {
  const articles = new Set(told.map(({ article }) => article.id));
  const open = ranked.find(({ evidence }) => {
    const asked = leftOpenIn(evidence.text);
    const what = termOf(asked ?? '');
    return (
      asked !== null &&
      articles.has(evidence.article.id) &&
      !told.some(({ claim }) => claim.id === evidence.claim.id) &&
      counted.some((term) => term === what || isSameIdea(term, what, concepts))
    );
  });
  return open?.evidence ?? null;
}

/** Figures that are told before what is not known of them; those behind it may find no room. */
const FIGURES_FIRST = 2;

function withUnknown(told: readonly Evidence[], open: Evidence | null): readonly Evidence[] {
  return open ? [...told.slice(0, FIGURES_FIRST), open, ...told.slice(FIGURES_FIRST)] : told;
}

function isSameIdea(one: string, other: string, concepts: Concepts): boolean {
  const idea = concepts.get(one);
  return idea !== undefined && idea === concepts.get(other);
}

/** A person or body that the question names must stand in the claim's paragraph, better in its sentence. */
function namesActors(
  { names }: Subject,
  evidence: Evidence,
  gazetteer: Gazetteer,
  least: number,
): boolean {
  const actors = names.filter(({ kind }) => kind === 'person' || kind === 'speaker');
  return actors.every((named) => matchName(named, evidence, gazetteer) > least);
}

/** A named source may say "they": then its figure stands for the force that is asked about. */
function isForce(named: Named, { claim, sentence }: Evidence, { sources }: Subject): boolean {
  if (claim.force.length > 0)
    return claim.force.some((force) => [named.name, ...named.spellings].includes(force));
  return claim.speaker?.side === named.name || sources.length > 0 || isSpelled(named, sentence);
}

/** Whoever spoke of this force right before, in the same article, says "they" of it. */
function isTheirs(
  named: Named,
  { claim, article, text }: Evidence,
  fits: readonly Ranked[],
  subject: Subject,
): boolean {
  const { speaker } = claim;
  return (
    claim.force.length === 0 &&
    Boolean(speaker?.name) &&
    /\bthe(?:y|ir)\b/iu.test(text) &&
    fits.some(
      ({ evidence: other }) =>
        other.article.id === article.id &&
        other.claim.speaker?.name === speaker?.name &&
        other.claim.sentence.start < claim.sentence.start &&
        claim.paragraph - other.claim.paragraph <= NEAR_PARAGRAPHS &&
        isForce(named, other, subject),
    )
  );
}

/** Captions may stand between two things that one says. */
const NEAR_PARAGRAPHS = 3;

/** The figure of a claim that answers the question; its first where none fits. */
export function fittingFigure(
  subject: Subject,
  evidence: Evidence,
  concepts: Concepts,
): Counted | undefined {
  const counted = countedIn([evidence]);
  return counted.find((figure) => counts(subject, figure, concepts)) ?? counted[0];
}

/** What forces that are there are told of. */
const PRESENT: ReadonlySet<Kind> = new Set(['buildup', 'movement', 'capability']);

/** The figure counts what is asked for: the same noun, the same idea, or people where none is named. */
function counts(subject: Subject, { quantity, evidence }: Counted, concepts: Concepts): boolean {
  if (subject.rate !== null && !quantity.per?.includes(subject.rate)) return false;
  const isOfThatMonth = isOfMonth(subject.terms, evidence, quantity.span);
  if (isOfThatMonth === false) return false;
  if (
    !isOfThatMonth &&
    subject.rate === null &&
    subject.counted.length > 0 &&
    quantity.per?.match(/day|week|month|year/)
  )
    return false;
  const { kind } = evidence.claim;
  const isOf = (term: string, idea: string) => concepts.get(term) === concepts.get(termOf(idea));
  // Those who are somewhere are not those who were lost there.
  if (PRESENT.has(kind) && subject.terms.some((term) => isOf(term, 'casualties'))) return false;
  if (subject.countedNames.length > 0)
    return subject.countedNames.some((named) => isSpelled(named, quantity.text));
  if (subject.counted.length === 0) return true;
  const wantsForces = (subject.counted.length > 0 ? subject.counted : subject.background).some(
    (term) => isOf(term, 'troops'),
  );
  if (wantsForces && kind === 'casualties' && !subject.kinds.includes(kind)) return false;
  if (wantsForces && quantity.unit === null) return true;
  const unit = new Set([...termsOf(quantity.unit ?? ''), ...termsOf(quantity.text)]);
  const ideas = new Set(
    [...unit].map((term) => concepts.get(term)).filter((idea) => idea !== undefined),
  );
  const isArea = quantity.comparable?.unit === 'km²';
  return subject.counted.some((term) => {
    const idea = concepts.get(term);
    // "Troops from occupied territory" are no ground.
    if (idea === 'area') return isArea || (unit.has(term) && !ideas.has('forces'));
    if (unit.has(term)) return true;
    if (idea !== undefined && ideas.has(idea)) return true;
    // "Tens of thousands of Russians" are people, soldiers where the claim is about forces.
    return (
      /^\p{Lu}/u.test(quantity.unit ?? '') &&
      (isOf(term, 'people') || (isOf(term, 'troops') && PRESENT.has(kind)))
    );
  });
}
