import type { Kind } from '../claims/claim.ts';
import type { Asked } from './asked.ts';
import type { Named } from './names.ts';
import { isMonth } from './period.ts';
import type { Reading } from './question.ts';

/** What a question is about, after the thread has filled in what it leaves open; JSON, so that a thread can carry it. */
export type Subject = {
  readonly asked: Asked;
  readonly terms: readonly string[];
  /** Terms of earlier questions: they still help to choose, but weigh less. */
  readonly background: readonly string[];
  readonly names: readonly Named[];
  readonly sources: readonly Named[];
  readonly kinds: readonly Kind[];
  readonly counted: readonly string[];
  readonly rate: string | null;
  readonly countedNames: readonly Named[];
  readonly saidBy: readonly string[];
  /** Articles and claims that the thread has told, newest answer last. */
  readonly toldArticles: readonly string[];
  readonly toldClaims: readonly string[];
  /** Claims of the last answer that told any: what "that" points to. */
  readonly lastClaims: readonly string[];
};

/** A subject, and what in it the question itself named. */
export type Merged = { readonly subject: Subject; readonly carried: boolean };

const NOTHING: Subject = {
  asked: 'what',
  terms: [],
  background: [],
  names: [],
  sources: [],
  kinds: [],
  counted: [],
  rate: null,
  countedNames: [],
  saidBy: [],
  toldArticles: [],
  toldClaims: [],
  lastClaims: [],
};

/** Goes on from the thread's subject, replacing only what the question names. */
export function mergeSubject(reading: Reading, before: Subject | null): Merged {
  const named = reading.names.map((mention) => mention.named);
  const sources = reading.sources.map((mention) => mention.named);
  const own: Subject = {
    asked: reading.asked,
    terms: reading.terms,
    background: [],
    names: unique(named.filter((name) => !sources.includes(name))),
    sources: unique(sources),
    kinds: reading.kinds,
    counted: reading.counted,
    rate: reading.rate,
    countedNames: reading.countedNames.map((mention) => mention.named),
    saidBy: reading.saidBy,
    toldArticles: before?.toldArticles ?? [],
    toldClaims: before?.toldClaims ?? [],
    lastClaims: before?.lastClaims ?? [],
  };
  if (!before || !reading.leansOnThread || (!reading.pointsBack && isNewTopic(own, before))) {
    return {
      subject: { ...own, toldArticles: [], toldClaims: [], lastClaims: [] },
      carried: false,
    };
  }
  const keepsPlaces = !own.names.some(({ kind }) => kind === 'place');
  const keepsOthers = !own.names.some(({ kind }) => kind !== 'place');
  const kept = before.names.filter(({ kind }) => (kind === 'place' ? keepsPlaces : keepsOthers));
  return {
    carried: true,
    subject: {
      ...own,
      ...asksAgain(own, before),
      background: [...new Set([...before.terms, ...before.background])]
        .filter((term) => !own.terms.includes(term))
        .slice(0, 12),
      names: unique([...own.names, ...kept]),
      sources:
        own.sources.length > 0
          ? own.sources
          : own.names.length === 0 || !keepsPlaces
            ? before.sources
            : [],
      kinds: own.kinds.length > 0 ? own.kinds : before.kinds,
    },
  };
}

/** A bare question asks again what was asked before: "and in Kharkiv?"; behind "how many tanks?", "and soldiers?" counts soldiers. */
function asksAgain(own: Subject, before: Subject): Pick<Subject, 'asked' | 'counted'> {
  // "How much did they hold in November?" counts what was counted before.
  if (own.asked === 'how-many' && before.asked === 'how-many' && own.counted.length === 0)
    return { asked: own.asked, counted: before.counted };
  if (own.asked !== 'topic') return own;
  // "And in September?" counts what was counted before.
  const counted = own.terms.filter((term) => !isMonth(term));
  if (before.asked === 'how-many' && own.terms.length > 0)
    return { asked: 'how-many', counted: counted.length > 0 ? counted : before.counted };
  return { asked: own.names.length > 0 ? before.asked : own.asked, counted: own.counted };
}

/** A place of its own and a matter of its own leave the thread's subject behind. */
function isNewTopic(own: Subject, before: Subject): boolean {
  const isNewPlace = own.names.some(
    ({ kind, name }) => kind === 'place' && !before.names.some((held) => held.name === name),
  );
  const isNewMatter = own.terms.some((term) => !before.terms.includes(term));
  return isNewPlace && isNewMatter;
}

function unique(names: readonly Named[]): readonly Named[] {
  return [...new Map(names.map((named) => [`${named.kind}:${named.name}`, named])).values()];
}

/** Reads back what a thread carries; null when it carries nothing that can be gone on from. */
export function readSubject(context: { readonly [key: string]: unknown } | null): Subject | null {
  const subject = context?.subject as Partial<Subject> | undefined;
  return subject && Array.isArray(subject.terms) ? { ...NOTHING, ...subject } : null;
}
