import type { Modality, Speaker } from './claim.ts';
import type { Clause } from './clauses.ts';
import type { Tagged } from './grammar/tagging.ts';
import type { Stances } from './stances.ts';

/** How a statement is made, and whether what it states is a negative. */
export type Stance = { readonly modality: Modality; readonly negated: boolean };

export type StanceReader = {
  /** Of a clause that the article itself states. */
  ofArticle(clause: Clause, tokens: readonly Tagged[]): Stance;
  /** Of a clause that a source states: `cue` is what the cue alone tells, `isDenied` that the cue negates it. */
  ofSource(
    clause: Clause,
    tokens: readonly Tagged[],
    cue: Modality,
    isDenied: boolean,
    speaker: Speaker | null,
  ): Stance;
};

/** Prepares the word lists once; the reader is pure. */
export function openStances(words: Stances): StanceReader {
  const [doubt, ahead, intending, unknowable, refraining, signs, nobody, comparing] = [
    words.doubt,
    words.ahead,
    words.intending,
    words.unknowable,
    words.refraining,
    words.signs,
    words.nobody,
    words.comparing,
  ].map((list) => new Set(list)) as [
    Set<string>,
    Set<string>,
    Set<string>,
    Set<string>,
    Set<string>,
    Set<string>,
    Set<string>,
    Set<string>,
  ];

  const read = (clause: Clause, all: readonly Tagged[]) => {
    const tokens = all.slice(clause.first, clause.last);
    const { verb } = clause;
    const following = verb ? (all[verb.head + 1]?.lower ?? '') : '';
    // "It is too soon to judge"
    const isTooSoon = tokens.some(
      ({ lower }, at) =>
        lower === 'too' &&
        tokens[at + 2]?.lower === 'to' &&
        unknowable.has(tokens[at + 3]?.lemma ?? ''),
    );
    const isUnknowable = isTooSoon || (verb?.negated === true && unknowable.has(verb.lemma));
    const refrains =
      verb !== null && (refraining.has(verb.lemma) || refraining.has(`${verb.lemma} ${following}`));
    const lacksSign = tokens.some(
      ({ lower }, at) =>
        lower === 'no' && signs.has((tokens[at + 1]?.lower ?? '').replace(/s$/, '')),
    );
    // "No troops were seen", "there was no fighting"; not "with no reserves left, …"
    const isOfNone = tokens.some(
      ({ lower }, at) =>
        nobody.has(lower) &&
        !comparing.has(tokens[at + 1]?.lower ?? '') &&
        (tokens
          .slice(0, at)
          .every(({ tag, lower: word }) => /^(?:CC|``|,)$/.test(tag) || word === 'that') ||
          tokens[at - 1]?.lemma === 'be'),
    );
    // "May not have an impact" leaves it open; it denies nothing.
    const isOpen = verb?.modal === 'may' || verb?.modal === 'might';
    const isNegative =
      (verb?.negated === true && !isUnknowable && !isOpen) || lacksSign || isOfNone;
    const isDoubtful =
      isUnknowable ||
      tokens.some(
        ({ lower, tag }, at) =>
          // "In May last year" leaves nothing open.
          (doubt.has(lower) && !tag.startsWith('NNP')) ||
          (lower === 'possible' && tokens[at - 1]?.lemma === 'be'),
      );
    const isAhead =
      (verb !== null && intending.has(verb.lemma)) || tokens.some(({ lower }) => ahead.has(lower));
    const own: Modality | null = isDoubtful ? 'possible' : isAhead ? 'forecast' : null;
    return { negated: isNegative !== refrains, own };
  };

  return {
    ofArticle(clause, tokens) {
      const { negated, own } = read(clause, tokens);
      return { modality: own ?? 'reported', negated };
    },
    ofSource(clause, tokens, cue, isDenied, speaker) {
      const { negated, own } = read(clause, tokens);
      const plain = speaker?.kind === 'outlet' ? 'reported' : 'claimed';
      return {
        modality: cue === 'claimed' ? (own ?? plain) : cue,
        negated: negated || isDenied || cue === 'denied',
      };
    },
  };
}
