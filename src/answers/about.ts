import type { Evidence } from './evidence.ts';
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
import { isSpelled, isSpelledIn } from './spelled.ts';
import type { Subject } from './subject.ts';

/** Below this share of what was asked, evidence is about something else. */
export const MIN_COVERAGE = 0.42;

/** What is told, or what of the question nothing held speaks of. */
export type Choice =
  | { readonly held: true; readonly evidence: readonly Evidence[] }
  | { readonly held: false; readonly missing: string; readonly nearest: readonly Evidence[] };

/** Another source may say what is asked of one that says nothing of it: then that is no answer. */
export function saidByOthers(
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
    missing: `Nothing held from ${list(subject.sources.map(({ name }) => name))} answers this.`,
    nearest: [other.evidence],
  };
}

/** What is about everything that the question itself names, the troops of those whose troops it asks about. */
export function aboutAllNamed(
  { asked: way, names, sources, forces, proper }: Reading,
  enough: readonly Ranked[],
  gazetteer: Gazetteer,
): { readonly fit: readonly Ranked[] } | { readonly lacking: string } {
  const asked = [
    ...names
      .filter((name) => !sources.includes(name))
      .map(({ named, spelling }) => ({
        named,
        label: named.kind === 'place' ? spelling : named.name,
      })),
    ...(way === 'whether' ? proper.map((named) => ({ named, label: named.name })) : []),
  ];
  const isAbout = (named: Named, { evidence }: Ranked) =>
    forces.includes(named)
      ? isForceOf(named, evidence)
      : matchName(named, evidence, gazetteer) > 0.5;
  const fit = enough.filter((one) => asked.every(({ named }) => isAbout(named, one)));
  if (asked.length === 0 || fit.length > 0) return { fit };
  const lacking = asked.filter(({ named }) => !enough.some((one) => isAbout(named, one)));
  const told = list(
    (lacking.length > 0 ? lacking : asked).map(({ label }) => label),
    lacking.length > 0 ? 'or' : 'and',
  );
  return { lacking: `Nothing held tells this of ${told}${lacking.length > 0 ? '' : ' together'}.` };
}

/** Who is named may do many things: what is told is about the one that is asked, where one is. */
export function isAboutMatter(
  { terms, kinds }: Pick<Subject, 'terms' | 'kinds'>,
  { evidence }: Ranked,
  concepts: Concepts,
): boolean {
  return (
    terms.length === 0 ||
    kinds.includes(evidence.claim.kind) ||
    terms.some((_, at) => matchWritten(terms, at, evidence, concepts) > 0)
  );
}

/** The claim is about the troops of this country. */
function isForceOf(named: Named, { claim, text }: Evidence): boolean {
  return claim.force.length > 0
    ? claim.force.some((force) => [named.name, ...named.spellings].includes(force))
    : isSpelled(named, text);
}

/** Names the first thing asked about that nothing held speaks of; null when all are held. */
export function missingName(
  subject: Subject,
  all: readonly Evidence[],
  gazetteer: Gazetteer,
): string | null {
  const absent = (named: Named) => !all.some((of) => matchName(named, of, gazetteer) > 0.5);
  const places = subject.names.filter(({ kind }) => kind === 'place');
  if (places.length > 0 && places.every(absent))
    return `Nothing held reports on ${list(places.map(({ name }) => name))}.`;
  const silent = subject.sources.filter((source) => !all.some((of) => isFrom(source, of)));
  if (subject.sources.length > 0 && silent.length === subject.sources.length)
    return `Nothing held comes from ${list(silent.map(({ name }) => name))}.`;
  const others = subject.names.filter(({ kind }) => kind !== 'place');
  const unknown = others.filter(
    (named) =>
      absent(named) && !all.some(({ article }) => isSpelledIn(named, article.text, article)),
  );
  return unknown.length > 0 && unknown.length === others.length
    ? `Nothing held mentions ${list(unknown.map(({ name }) => name))}.`
    : null;
}

/** Names in one line of words. */
export function list(names: readonly string[], word: 'or' | 'and' = 'or'): string {
  return names.map((name) => name.replace(/^(?=United\s)/u, 'the ')).join(` ${word} `);
}

/** A place that the question names must be the claim's own, or its article's with no other place in the claim. */
export function isAboutPlaces(subject: Subject, evidence: Evidence, gazetteer: Gazetteer): boolean {
  const places = subject.names.filter(({ kind }) => kind === 'place');
  return places.length === 0 || places.some((named) => matchName(named, evidence, gazetteer) > 0.5);
}
