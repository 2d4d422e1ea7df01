import type { Claim, Modality } from '../claims/claim.ts';
import {
  aboutAllNamed,
  type Choice,
  isAboutMatter,
  isAboutPlaces,
  list,
  MIN_COVERAGE,
  missingName,
  saidByOthers,
} from './about.ts';
import { chooseFigures, chooseSpans } from './choose-figures.ts';
import { isAboutDenied } from './denials.ts';
import { type Evidence, isPart, pointsBack } from './evidence.ts';
import type { Named } from './names.ts';
import type { Reading } from './question.ts';
import {
  type Concepts,
  type Gazetteer,
  isFrom,
  matchName,
  matchWritten,
  type Ranked,
  rank,
} from './rank.ts';
import { isHeadlineOf, take } from './repeats.ts';
import { isSpelled, isSpelledIn } from './spelled.ts';
import type { Subject } from './subject.ts';
import { termOf, wordsOf } from './terms.ts';

/** Evidence this near to the best is told with it. */
const NEAR_BEST = 0.72;
/** Whether something is so, and who said so, is asked of one thing: what is merely like it answers nothing. */
const SHARES: Partial<Record<Subject['asked'], number>> = { whether: 0.75, 'who-said': 0.8 };

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
  if (subject.asked === 'how-many') {
    const figures = chooseFigures(reading, subject, ranked, gazetteer, concepts);
    return figures.held || subject.sources.length === 0
      ? figures
      : figuresOfOthers(reading, subject, all, gazetteer, concepts);
  }
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
  const about = aboutAllNamed(
    reading,
    reading.asked === 'whether' && !reading.leansOnThread
      ? enough.filter((one) => isAboutMatter(reading, one, concepts))
      : enough,
    gazetteer,
  );
  if ('lacking' in about)
    return {
      held: false,
      missing: about.lacking,
      nearest: nearestOf(ranked, subject, gazetteer),
    };
  const isNew = notTold(subject, all);
  const others = reading.asksElse ? about.fit.filter(isNew) : about.fit;
  // "What else did he say" asks for whatever else.
  const asksAnything = reading.asksElse && others.length === 0 && subject.sources.length > 0;
  const untold = asksAnything ? ranked.filter(isNew) : others;
  if (reading.asksElse && untold.length === 0)
    return { held: false, missing: 'Nothing else is held on this.', nearest: [] };
  const denials = reading.asksDenial
    ? untold.filter(({ evidence }) => evidence.claim.modality === 'denied')
    : [];
  const fresh = denials.length > 0 ? denials : untold;
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
    return { held: true, evidence: take(newest, 3, 0) };
  }
  const asksEvent =
    subject.asked === 'when' &&
    (subject.sources.length === 0 || /\baccording to\b/iu.test(reading.text));
  const deeds = asksEvent ? fresh.filter(({ evidence }) => isDeedOf(reading, evidence)) : fresh;
  if (deeds.length === 0)
    return {
      held: false,
      missing: 'Nothing held tells when.',
      nearest: nearestOf(ranked, subject, gazetteer),
    };
  const dated = asksEvent
    ? deeds.filter(({ evidence }) => evidence.claim.happened.earliest !== null)
    : [];
  // A report of something else at that place does not tell when this was.
  if (asksEvent && dated.length === 0 && !reading.leansOnThread) {
    const isTold = deeds.some(
      (one) =>
        subject.names.every((named) => matchName(named, one.evidence, gazetteer) > 0.7) &&
        isAll(subject, one, concepts),
    );
    if (!isTold)
      return {
        held: false,
        missing: 'Nothing held tells when.',
        nearest: nearestOf(ranked, subject, gazetteer),
      };
  }
  const near = (dated.length > 0 ? dated : deeds).filter(({ evidence }) =>
    isAboutPlaces(subject, evidence, gazetteer),
  );
  const fit = near.length > 0 ? near : fresh.length > 0 ? fresh : enough;
  const share = SHARES[subject.asked] ?? NEAR_BEST;
  const limit = LIMITS[subject.asked] ?? 3;
  // Each of several sources is heard.
  const bySource = subject.sources.map((source) =>
    fit.filter(({ evidence }) => isFrom(source, evidence)),
  );
  const told =
    bySource.length > 1
      ? bySource.flatMap((said) => take(said, Math.ceil(limit / bySource.length), share))
      : take(fit, limit, share);
  const bodies = told.map((of) => all.find((other) => isHeadlineOf(of, other)) ?? of);
  return { held: true, evidence: withDenials([...new Set(bodies)], all) };
}

/** No figure of the source that is asked for: another's is offered as what is nearest. */
function figuresOfOthers(
  reading: Reading,
  subject: Subject,
  all: readonly Evidence[],
  gazetteer: Gazetteer,
  concepts: Concepts,
): Choice {
  const anyone: Subject = {
    ...subject,
    sources: [],
    names: [...subject.names, ...subject.sources.filter(({ kind }) => kind === 'country')],
  };
  const ranked = rank(anyone, all, gazetteer, concepts);
  const others = chooseFigures(reading, anyone, ranked, gazetteer, concepts);
  return {
    held: false,
    missing: `No figure from ${list(subject.sources.map(({ name }) => name))} is held on this.`,
    nearest: others.held ? others.evidence.slice(0, 1) : others.nearest,
  };
}

/** "Cannot hold", "is unable to": what is asked about is a negative; not "didn't they agree?". */
const NOT = /\S \S.*\b(?:cannot|not|never|unable|unlikely)\b|\S \S.*n['’]t\b/iu;
const UNLIKELY =
  /\b(?:unlikely|unable|unwilling|reluctant|refus(?:ed?|es|ing)|not|no|never)\b|n['’]t\b/iu;

/** How much the way of asking counts beside what is asked for. */
const LEANING = 0.2;

/** Claims of the sort that is asked for come first: of what lay ahead, of what stands at a place, of denials. */
function lean(
  reading: Reading,
  { asked: way }: Subject,
  ranked: readonly Ranked[],
): readonly Ranked[] {
  const wanted: ((claim: Claim) => boolean)[] = [];
  const orders: ((text: string) => boolean)[] = [];
  if (reading.asksAhead)
    wanted.push(({ kind, modality }) => kind === 'offensive-forecast' || AHEAD.has(modality));
  if (way === 'where')
    wanted.push(
      ({ places, negated }) =>
        !negated && places.some(({ isGovernment, within }) => !isGovernment && within.length > 0),
    );
  const [first, second] = reading.names.filter(({ named }) => named.kind === 'country');
  if (way === 'whether' && first && second)
    orders.push((text) => isBefore(first.named, second.named, text));
  if (/\bwarn/iu.test(reading.text)) wanted.push(({ modality }) => modality === 'warning');
  // "Who accused" is answered by who accused, not by who merely said.
  const asked = new Set(wordsOf(reading.text).map(termOf));
  const isCue = ({ cue }: Claim) =>
    wordsOf(cue?.text ?? '').some((word) => word.length > 4 && asked.has(termOf(word)));
  // The verb is what is asked for: it weighs more than who is newer, or told in a whole sentence.
  if (/^who/.test(reading.asked)) wanted.push(isCue, isCue);
  if (NOT.test(reading.text)) wanted.push(({ negated }) => negated);
  if (NOT.test(reading.text)) orders.push((text) => UNLIKELY.test(text));
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

/** A claim and its denial are told together, the denial right behind. */
function withDenials(told: readonly Evidence[], all: readonly Evidence[]): readonly Evidence[] {
  const denials = new Set<Evidence>();
  return told.flatMap((of) => {
    // "Denied it" says nothing without what it denies.
    if (pointsBack(of.claim, of.article) && !told.some((other) => isAboutDenied(of, other))) {
      const claimed = all.findLast((other) => isAboutDenied(of, other));
      return claimed ? [claimed, of] : [of];
    }
    const denial = all.find(
      (other) => !told.includes(other) && !denials.has(other) && isAboutDenied(other, of),
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

/** Neither told nor a part of what was told. */
function notTold({ toldClaims }: Subject, all: readonly Evidence[]): (one: Ranked) => boolean {
  const told = all.filter(({ claim }) => toldClaims.includes(claim.id));
  return ({ evidence: { claim, article } }) =>
    !told.some(
      (other) =>
        other.claim.id === claim.id ||
        (other.claim.sentence.start === claim.sentence.start &&
          other.article.id === article.id &&
          isPart(claim, article)),
    );
}

/** "When did Ukraine retake it" is not asked of what another took: whoever acts is named by what tells of it. */
function isDeedOf({ text, names }: Reading, { text: told, article }: Evidence): boolean {
  const words = wordsOf(text);
  const actor = names.find(
    ({ named, from }) =>
      named.kind === 'country' &&
      /^(?:did|does|do|has|have|will|would)$/iu.test(words[from - 1] ?? ''),
  );
  return actor === undefined || isSpelledIn(actor.named, told, article);
}

/** Every word of the question that is no name stands in the claim or its sentence, in one form or another. */
function isAll({ terms }: Subject, { evidence }: Ranked, concepts: Concepts): boolean {
  return terms.every((_, at) => matchWritten(terms, at, evidence, concepts) > 0);
}

/** The claim itself names the place that is asked about. */
function isInPlace(subject: Subject, evidence: Evidence, gazetteer: Gazetteer): boolean {
  const places = subject.names.filter(({ kind }) => kind === 'place');
  return places.every((named) => matchName(named, evidence, gazetteer) > 0.7);
}
