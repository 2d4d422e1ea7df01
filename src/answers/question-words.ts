import { z } from 'zod';
import { KINDS, type Kind } from '../claims/claim.ts';
import { foldWord } from '../corpus/fold.ts';

const Words = z.array(z.string().min(1));

/** How people ask: config/language/questions.json. */
export const QuestionWordsSchema = z.strictObject({
  stopWords: Words,
  sayingWords: Words,
  confirming: Words,
  disagreeing: Words,
  denying: Words,
  changing: Words,
  ahead: Words,
  latest: Words,
  /** What a question opens with that asks whether something is so. */
  auxiliaries: Words,
  /** What stands before whoever is asked about: "did Reznikov say". */
  asking: Words,
  /** What stands before a place, and before a country that is meant as one. */
  locative: Words,
  within: Words,
  /** What points back to what a thread was about. */
  pointing: Words,
  /** What a question opens with that goes on from the last one. */
  goingOn: Words,
  /** Who or what may disagree: no matter of its own. */
  accounts: Words,
  /** What is asked for behind "which" is told by its name, and seldom by these. */
  classes: Words,
  rightness: Words,
  quantityWords: Words,
  rates: z.record(z.string(), Words),
  kinds: z.partialRecord(z.enum(KINDS), Words),
  concepts: z.record(z.string(), Words),
  outletWords: Words,
  durations: Words,
});
export type QuestionWords = z.infer<typeof QuestionWordsSchema>;

/** The lists as sets of folded words. */
export type QuestionSets = {
  readonly [List in Exclude<
    keyof QuestionWords,
    'rates' | 'kinds' | 'concepts' | 'durations'
  >]: ReadonlySet<string>;
} & {
  readonly forces: ReadonlySet<string>;
  readonly kindsOf: ReadonlyMap<string, readonly Kind[]>;
};

export function openQuestionSets(config: QuestionWords): QuestionSets {
  const setOf = (words: readonly string[]) => new Set(words.map(foldWord));
  const kindsOf = new Map<string, Kind[]>();
  for (const [kind, words] of Object.entries(config.kinds) as [Kind, string[]][])
    for (const word of words.map(foldWord)) kindsOf.set(word, [...(kindsOf.get(word) ?? []), kind]);
  return {
    stopWords: setOf(config.stopWords),
    sayingWords: setOf(config.sayingWords),
    confirming: setOf(config.confirming),
    disagreeing: setOf(config.disagreeing),
    denying: setOf(config.denying),
    changing: setOf(config.changing),
    ahead: setOf(config.ahead),
    latest: setOf(config.latest),
    auxiliaries: setOf(config.auxiliaries),
    asking: setOf(config.asking),
    locative: setOf(config.locative),
    within: setOf(config.within),
    pointing: setOf(config.pointing),
    goingOn: setOf(config.goingOn),
    outletWords: setOf(config.outletWords),
    accounts: setOf(config.accounts),
    classes: setOf(config.classes),
    rightness: setOf(config.rightness),
    quantityWords: setOf(config.quantityWords),
    forces: setOf(config.concepts.forces ?? []),
    kindsOf,
  };
}
