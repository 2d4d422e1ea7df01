import type { Claim, Modality, Quantity } from '../claims/claim.ts';
import { type Counted, countedIn, isAboutDenied } from './differences.ts';
import { contentText, type Evidence } from './evidence.ts';
import type { Named } from './names.ts';
import type { Reading } from './question.ts';
import {
  type Concepts,
  type Gazetteer,
  isFrom,
  isSpelled,
  matchName,
  type Ranked,
  rank,
} from './rank.ts';
import type { Subject } from './subject.ts';
import { termOf, termsOf, wordsOf } from './terms.ts';

/** Below this share of what was asked, evidence is about something else. */
const MIN_COVERAGE = 0.42;
/** A time or a distance says much by itself that a claim with it is meant. */
const MIN_SPAN_COVERAGE = 0.3;
/** Evidence this near to the best is told with it. */
const NEAR_BEST = 0.72;
/** Whether something is so is asked of one thing, and what is merely like it answers nothing. */
const NEAR_BEST_WHETHER = 0.8;

/** What is told, or what of the question nothing held speaks of. */
export type Choice =
  | { readonly held: true; readonly evidence: readonly Evidence[] }
  | { readonly held: false; readonly missing: string; readonly nearest: readonly Evidence[] };

/** Chooses what answers the question from what was ranked for it. */
export function choose(
  reading: Reading,
  subject: Subject,
  scored: readonly Ranked[],
  all: readonly Evidence[],
  gazetteer: Gazetteer,
  concepts: Concepts,
): Choice {
  const missing = missingName(subject, all, gazetteer);
  if (missing) return { held: false, missing, nearest: nearestOf(scored, subject, gazetteer) };
  const ranked = lean(reading, subject, scored);
  const best = ranked[0];
  const elsewhere = saidByOthers(subject, best, all, gazetteer, concepts);
  if (elsewhere) return elsewhere;
  const unheard = unheardNoun(reading, best, all, concepts);
  if (unheard)
    return { held: false, missing: unheard, nearest: nearestOf(ranked, subject, gazetteer) };
  if (subject.asked === 'how-many')
    return chooseFigures(reading, subject, ranked, gazetteer, concepts);
  if (subject.asked === 'how-long') return chooseSpans(ranked);
  const least = subject.sources.length > 0 ? MIN_COVERAGE / 2 : MIN_COVERAGE;
  const enough = ranked.filter(({ coverage }) => coverage >= least);
  if (!best || enough.length === 0) {
    return {
      held: false,
      missing: 'Nothing held answers this.',
      nearest: nearestOf(ranked, subject, gazetteer),
    };
  }
  const about = aboutAllNamed(reading, enough, gazetteer);
  if ('lacking' in about)
    return {
      held: false,
      missing: about.lacking,
      nearest: nearestOf(ranked, subject, gazetteer),
    };
  const fresh = reading.asksElse
    ? about.fit.filter(({ evidence }) => !subject.toldClaims.includes(evidence.claim.id))
    : about.fit;
  if (reading.asksOrigin) {
    const origins = fresh.filter(
      ({ evidence }) =>
        /\bfrom\b/i.test(evidence.text) && subject.kinds.includes(evidence.claim.kind),
    );
    if (origins.length > 0) return { held: true, evidence: take(origins, 4, 0.5) };
  }
  if (reading.asksLatest) {
    const near = ranked.filter(({ evidence }) => isInPlace(subject, evidence, gazetteer));
    const fit =
      near.length > 0 && subject.names.some(({ kind }) => kind === 'place')
        ? near
        : fresh.filter(
            ({ evidence }) =>
              subject.kinds.length === 0 || subject.kinds.includes(evidence.claim.kind),
          );
    const newest = [...(fit.length > 0 ? fit : fresh)].sort(
      (a, b) =>
        (b.evidence.article.published.latest ?? '').localeCompare(
          a.evidence.article.published.latest ?? '',
        ) || b.score - a.score,
    );
    return { held: true, evidence: newest.slice(0, 3).map(({ evidence }) => evidence) };
  }
  const dated =
    subject.asked === 'when'
      ? fresh.filter(({ evidence }) => evidence.claim.happened.earliest !== null)
      : [];
  const near = (dated.length > 0 ? dated : fresh).filter(({ evidence }) =>
    isAboutPlaces(subject, evidence, gazetteer),
  );
  const told = take(
    near.length > 0 ? near : fresh.length > 0 ? fresh : enough,
    LIMITS[subject.asked] ?? 3,
    subject.asked === 'whether' ? NEAR_BEST_WHETHER : NEAR_BEST,
  );
  return { held: true, evidence: withDenials(told, all) };
}

/** How much the way of asking counts beside what is asked for. */
const LEANING = 0.2;

/** Claims of the sort that is asked for come first: of what lay ahead, of what stands at a place, of denials. */
function lean(reading: Reading, { asked }: Subject, ranked: readonly Ranked[]): readonly Ranked[] {
  const wanted: ((claim: Claim) => boolean)[] = [];
  const orders: ((text: string) => boolean)[] = [];
  if (reading.asksAhead)
    wanted.push(({ kind, modality }) => kind === 'offensive-forecast' || AHEAD.has(modality));
  if (asked === 'where')
    wanted.push(
      ({ places, negated }) =>
        !negated && places.some(({ isGovernment, within }) => !isGovernment && within.length > 0),
    );
  const [first, second] = reading.names.filter(({ named }) => named.kind === 'country');
  if (asked === 'whether' && first && second)
    orders.push((text) => isBefore(first.named, second.named, text));
  if (reading.asksDenial) wanted.push(({ modality, negated }) => modality === 'denied' || negated);
  if (wanted.length + orders.length === 0) return ranked;
  return ranked
    .map((one) => ({
      ...one,
      score:
        one.score +
        LEANING * wanted.filter((fits) => fits(one.evidence.claim)).length +
        LEANING * orders.filter((fits) => fits(one.evidence.text)).length,
    }))
    .sort((a, b) => b.score - a.score);
}

/** "Did A attack B" is not asked of what B did to A: who acts is mostly named first. */
function isBefore(first: Named, second: Named, text: string): boolean {
  const words = text.split(' ');
  const at = (named: Named) => words.findIndex((word) => isSpelled(named, word));
  return at(first) >= 0 && at(first) < at(second);
}

const AHEAD: ReadonlySet<Modality> = new Set(['forecast', 'possible', 'warning', 'order']);

/** Another source may say what is asked of one that says nothing of it: then that is no answer. */
function saidByOthers(
  subject: Subject,
  best: Ranked | undefined,
  all: readonly Evidence[],
  gazetteer: Gazetteer,
  concepts: Concepts,
): Choice | null {
  if (
    subject.sources.length === 0 ||
    subject.asked === 'how-many' ||
    (best && best.coverage >= MIN_COVERAGE)
  )
    return null;
  const others = rank({ ...subject, sources: [] }, all, gazetteer, concepts);
  const [other] = others;
  if (!other || other.coverage < Math.max(MIN_COVERAGE, 2 * (best?.coverage ?? 0))) return null;
  return {
    held: false,
    missing: `Nothing held from ${list(subject.sources)} answers this.`,
    nearest: [other.evidence],
  };
}

/** What is about everything that the question itself names, the troops of those whose troops it asks about. */
function aboutAllNamed(
  { names, sources, forces }: Reading,
  enough: readonly Ranked[],
  gazetteer: Gazetteer,
): { readonly fit: readonly Ranked[] } | { readonly lacking: string } {
  const asked = names.filter((name) => !sources.includes(name)).map(({ named }) => named);
  const isAbout = (named: Named, { evidence }: Ranked) =>
    forces.includes(named)
      ? isForceOf(named, evidence)
      : matchName(named, evidence, gazetteer) > 0.5;
  const fit = enough.filter((one) => asked.every((named) => isAbout(named, one)));
  if (asked.length === 0 || fit.length > 0) return { fit };
  const lacking = asked.filter((named) => !enough.some((one) => isAbout(named, one)));
  const told = list(lacking.length > 0 ? lacking : asked, lacking.length > 0 ? 'or' : 'and');
  return { lacking: `Nothing held tells this of ${told}${lacking.length > 0 ? '' : ' together'}.` };
}

/** The claim is about the troops of this country. */
function isForceOf(named: Named, { claim, text }: Evidence): boolean {
  return claim.force.length > 0
    ? claim.force.some((force) => [named.name, ...named.spellings].includes(force))
    : isSpelled(named, text);
}

/** A claim and its denial are told together, the denial right behind. */
function withDenials(told: readonly Evidence[], all: readonly Evidence[]): readonly Evidence[] {
  const denials = new Set<Evidence>();
  return told.flatMap((of) => {
    const denial = all.find(
      (other) =>
        other.claim.modality === 'denied' &&
        !told.includes(other) &&
        !denials.has(other) &&
        isAboutDenied(other, of),
    );
    if (denial) denials.add(denial);
    return denial ? [of, denial] : [of];
  });
}

const LIMITS: Partial<Record<Subject['asked'], number>> = {
  'who-said': 2,
  which: 4,
  whether: 3,
  when: 3,
  topic: 4,
};

function take(ranked: readonly Ranked[], limit: number, share: number): readonly Evidence[] {
  const floor = (ranked[0]?.score ?? 0) * share;
  const told: Evidence[] = [];
  for (const { evidence, score } of ranked) {
    if (score < floor || told.length >= limit) break;
    const repeated = told.findIndex((other) => isRepeat(other, evidence));
    if (repeated < 0) told.push(evidence);
    else if (isFuller(evidence, told[repeated])) told[repeated] = evidence;
  }
  return told;
}

/** Of a claim and a part of it the whole is told; of a claim and its relay, the claim itself, which names its relay. */
export function isFuller(one: Evidence, other: Evidence | undefined): boolean {
  if (!other || one.claim.sentence.start !== other.claim.sentence.start) return false;
  if (one.claim.isFragment !== other.claim.isFragment)
    return other.claim.isFragment && one.text.includes(contentText(other.article, other.claim));
  if (one.claim.speaker?.name !== other.claim.speaker?.name)
    return one.claim.via.length > other.claim.via.length;
  return one.text.length > other.text.length && one.text.includes(other.text);
}

/** So much of the shorter of two statements stands in the other one where it repeats it; a headline is told in other words. */
const REPEAT_SHARE = 0.85;
const HEADLINE_SHARE = 0.5;

/** A headline's copy of what its article says, or the part of a claim that is told whole. */
export function isRepeat(one: Evidence, other: Evidence): boolean {
  if (one.article.id !== other.article.id) return false;
  const isSameSentence = one.claim.sentence.start === other.claim.sentence.start;
  if (isSameSentence && (one.text.includes(other.text) || other.text.includes(one.text)))
    return true;
  const [small, large] =
    one.terms.size <= other.terms.size ? [one.terms, other.terms] : [other.terms, one.terms];
  const shared = [...small].filter((term) => large.has(term)).length;
  const figures = (terms: ReadonlySet<string>) =>
    [...terms].filter((term) => /^\d/.test(term)).join(' ');
  const share = isHeadline(one) !== isHeadline(other) ? HEADLINE_SHARE : REPEAT_SHARE;
  return (
    small.size > 3 &&
    figures(small) === figures(large) &&
    shared >= share * small.size &&
    !isSameSentence
  );
}

function isHeadline({ claim, article }: Evidence): boolean {
  return article.headline?.start === claim.sentence.start;
}

/** So much of a question may be held that a noun which nothing held speaks of is left aside. */
const SURE_COVERAGE = 0.75;

/** A noun of the question that no text held has: what is asked for is not held. Questions of a thread are left alone. */
function unheardNoun(
  reading: Reading,
  best: Ranked | undefined,
  all: readonly Evidence[],
  concepts: Concepts,
): string | null {
  if (reading.leansOnThread || (best && best.coverage >= SURE_COVERAGE)) return null;
  const isHeard = (noun: string) =>
    all.some(
      ({ sentenceTerms, sourceTerms }) => sentenceTerms.has(noun) || sourceTerms.has(noun),
    ) || concepts.has(noun);
  const unheard = reading.nouns.filter((noun) => !isHeard(noun));
  const words = wordsOf(reading.text).filter((word) => unheard.includes(termOf(word)));
  return words.length > 0 ? `Nothing held speaks of “${words.join(' ')}”.` : null;
}

/** For "how long" and "how far": claims that give a time or a distance. */
function chooseSpans(ranked: readonly Ranked[]): Choice {
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

/** Names the first thing asked about that nothing held speaks of; null when all are held. */
function missingName(
  subject: Subject,
  all: readonly Evidence[],
  gazetteer: Gazetteer,
): string | null {
  const absent = (named: Named) => !all.some((of) => matchName(named, of, gazetteer) > 0.5);
  const places = subject.names.filter(({ kind }) => kind === 'place');
  if (places.length > 0 && places.every(absent)) return `Nothing held reports on ${list(places)}.`;
  const silent = subject.sources.filter((source) => !all.some((of) => isFrom(source, of)));
  if (subject.sources.length > 0 && silent.length === subject.sources.length)
    return `Nothing held comes from ${list(silent)}.`;
  const others = subject.names.filter(({ kind }) => kind !== 'place');
  const unknown = others.filter(
    (named) => absent(named) && !all.some(({ article }) => isSpelled(named, article.text)),
  );
  return unknown.length > 0 && unknown.length === others.length
    ? `Nothing held mentions ${list(unknown)}.`
    : null;
}

function list(names: readonly Named[], word: 'or' | 'and' = 'or'): string {
  return names.map(({ name }) => name.replace(/^(?=United\s)/u, 'the ')).join(` ${word} `);
}

/** The nearest thing held: it shares a name or a matter with the question, and is shown as no answer. */
function nearestOf(
  ranked: readonly Ranked[],
  subject: Subject,
  gazetteer: Gazetteer,
): readonly Evidence[] {
  const fit = ranked.filter(
    ({ evidence, coverage }) =>
      coverage > 0.2 &&
      (subject.names.length === 0 ||
        subject.names.some((named) => matchName(named, evidence, gazetteer) > 0.5)),
  );
  return fit.slice(0, 1).map(({ evidence }) => evidence);
}

/** For "how many": claims with a figure of what is counted, for the force that is named. */
function chooseFigures(
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
      isAboutActors(subject, evidence, gazetteer) &&
      countedIn([evidence]).some((counted) => counts(subject, counted, concepts)),
  );
  const people = subject.names.filter(({ kind }) => kind === 'country');
  const exact = fits.filter(
    ({ evidence }) =>
      people.length === 0 || people.some((named) => isForce(named, evidence, subject)),
  );
  const told = take(
    exact.length > 0 ? exact : [],
    4,
    reading.asksDifferences || people.length > 1 ? 0.3 : 0.55,
  );
  if (told.length > 0) return { held: true, evidence: told };
  const near = ranked.filter(
    ({ evidence, coverage }) =>
      coverage >= SURE_COVERAGE &&
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

/** A place that the question names must be the claim's own, or its article's with no other place in the claim. */
function isAboutPlaces(subject: Subject, evidence: Evidence, gazetteer: Gazetteer): boolean {
  const places = subject.names.filter(({ kind }) => kind === 'place');
  return places.length === 0 || places.some((named) => matchName(named, evidence, gazetteer) > 0.5);
}

/** A person or body that the question names must stand in the claim or its sentence. */
function isAboutActors(subject: Subject, evidence: Evidence, gazetteer: Gazetteer): boolean {
  const actors = subject.names.filter(({ kind }) => kind === 'person' || kind === 'speaker');
  return actors.every((named) => matchName(named, evidence, gazetteer) > 0.5);
}

/** The claim itself names the place that is asked about. */
function isInPlace(subject: Subject, evidence: Evidence, gazetteer: Gazetteer): boolean {
  const places = subject.names.filter(({ kind }) => kind === 'place');
  return places.every((named) => matchName(named, evidence, gazetteer) > 0.7);
}

/** A named source may say "they": then its figure stands for the force that is asked about. */
function isForce(named: Named, { claim, sentence }: Evidence, { sources }: Subject): boolean {
  if (claim.speaker?.side === named.name) return true;
  if (claim.force.length > 0)
    return claim.force.some((force) => [named.name, ...named.spellings].includes(force));
  return sources.length > 0 || isSpelled(named, sentence);
}

/** The figure of a claim that answers the question; its first where none fits. */
export function fittingFigure(
  subject: Subject,
  evidence: Evidence,
  concepts: Concepts,
): Counted | undefined {
  const counted = countedIn([evidence]);
  return counted.find((figure) => counts(subject, figure, concepts)) ?? counted[0];
}

/** The figure counts what is asked for: the same noun, the same idea, or people where none is named. */
function counts(subject: Subject, { quantity, evidence }: Counted, concepts: Concepts): boolean {
  if (subject.rate !== null && !quantity.per?.includes(subject.rate)) return false;
  if (
    subject.rate === null &&
    subject.counted.length > 0 &&
    quantity.per?.match(/day|week|month|year/)
  )
    return false;
  if (subject.countedNames.length > 0)
    return subject.countedNames.some((named) => isSpelled(named, quantity.text));
  if (subject.counted.length === 0) return true;
  const wantsForces = (subject.counted.length > 0 ? subject.counted : subject.background).some(
    (term) => concepts.get(term) === concepts.get(termOf('troops')),
  );
  if (wantsForces && evidence.claim.kind === 'casualties' && !subject.kinds.includes('casualties'))
    return false;
  if (wantsForces && quantity.unit === null) return true;
  const unit = new Set([...termsOf(quantity.unit ?? ''), ...termsOf(quantity.text)]);
  const ideas = new Set(
    [...unit].map((term) => concepts.get(term)).filter((idea) => idea !== undefined),
  );
  const isArea = quantity.comparable?.unit === 'km²';
  return subject.counted.some((term) => {
    if (unit.has(term)) return true;
    const idea = concepts.get(term);
    if (idea === 'area') return isArea;
    if (idea !== undefined && ideas.has(idea)) return true;
    // "10,000 North Koreans" counts soldiers where the claim is about forces.
    return (
      idea === concepts.get(termOf('troops')) &&
      /^\p{Lu}/u.test(quantity.unit ?? '') &&
      ['buildup', 'movement', 'capability'].includes(evidence.claim.kind)
    );
  });
}
