import type { Modality, Speaker } from './claim.ts';
import type { Clause } from './clauses.ts';
import type { Tagged } from './grammar/tagging.ts';
import type { Stances } from './stances.ts';

/** How a statement is made, and whether what it states is a negative. */
export type Stance = { readonly modality: Modality; readonly negated: boolean };

export type StanceReader = {
  /** Lemmas of cues whose negation states nothing: "has not commented". */
  readonly silent: ReadonlySet<string>;
  /** Lemmas of cues whose content may be another source: "citing officials". */
  readonly relaying: ReadonlySet<string>;
  /** Lemmas of cues that leave to their source what it says, be it an outlet. */
  readonly alleging: ReadonlySet<string>;
  /** Lemmas of cues that are deeds: "ordered". */
  readonly acting: ReadonlySet<string>;
  /** Lemmas of verbs that say it was not done. */
  readonly refraining: ReadonlySet<string>;
  /** Words for no one and nothing, in lower case. */
  readonly nobody: ReadonlySet<string>;
  /** Whether the cue, the tokens `first` to `last` (exclusive), tells what its source will not do or say: "ruled out", "stopped short of confirming". */
  withholds(tokens: readonly Tagged[], first: number, last: number): boolean;
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

const NOTS = new Set(['not', 'never']);
const LIKELY = new Set(['likely', 'unlikely']);

/** Prepares the word lists once; the reader is pure. */
export function openStances(words: Stances): StanceReader {
  const sets = setsOf(words);
  const telling = tellingWords(words);
  const { doubt, ahead, intending, unknowable, refraining, signs, nobody, comparing } = sets;
  const refrainsAt = (tokens: readonly Tagged[], at: number) =>
    refraining.has(tokens[at]?.lemma ?? '') ||
    refraining.has(`${tokens[at]?.lemma} ${tokens[at + 1]?.lower}`);

  const read = (clause: Clause, all: readonly Tagged[]) => {
    const tokens = all.slice(clause.first, clause.last);
    const told: number[] = [];
    tokens.forEach(({ lower }, at) => {
      if (telling.has(lower)) told.push(at);
    });
    const some = (test: (token: Tagged, at: number) => boolean) =>
      told.some((at) => test(tokens[at] as Tagged, at));
    const { verb } = clause;
    const following = verb ? (all[verb.head + 1]?.lower ?? '') : '';
    // "It is too soon to judge"
    const isTooSoon = some(
      ({ lower }, at) =>
        lower === 'too' &&
        tokens[at + 2]?.lower === 'to' &&
        unknowable.has(tokens[at + 3]?.lemma ?? ''),
    );
    const isUnclear =
      verb?.negated === true &&
      verb.lemma === 'be' &&
      some(
        ({ lower }, at) =>
          sets.knowable.has(lower) &&
          clause.first + at > verb.head &&
          clause.first + at < verb.head + 5,
      );
    const isUnknowable =
      isTooSoon || isUnclear || (verb?.negated === true && unknowable.has(verb.lemma));
    // "Did not rule it out" leaves it open.
    const refrains =
      verb !== null &&
      !isUnknowable &&
      (refraining.has(verb.lemma) || refraining.has(`${verb.lemma} ${following}`));
    // "We are far from massing forces"
    const isRemote = some(
      ({ lower }, at) =>
        tokens[at + 2]?.tag === 'VBG' && sets.remote.has(`${lower} ${tokens[at + 1]?.lower}`),
    );
    // "The reports are false", "the claim was a lie"
    const isFalse =
      verb?.lemma === 'be' &&
      some(
        ({ lower }, at) =>
          sets.falsehoods.has(lower) &&
          tokens
            .slice(Math.max(0, verb.head + 1 - clause.first), at)
            .every(({ tag }) => /^(?:DT|RB|JJ|``|'')$/.test(tag)) &&
          verb.head < clause.first + at,
      );
    const lacksSign = some(
      ({ lower }, at) =>
        lower === 'no' && signs.has((tokens[at + 1]?.lower ?? '').replace(/s$/, '')),
    );
    // "No troops were seen", "there was no fighting"; not "with no reserves left, …"
    const isOfNone = some(
      ({ lower }, at) =>
        nobody.has(lower) &&
        !comparing.has(tokens[at + 1]?.lower ?? '') &&
        (tokens
          .slice(0, at)
          .every(({ tag, lower: word }) => /^(?:CC|``|,|:)$/.test(tag) || word === 'that') ||
          beforeMark(tokens, at)?.lemma === 'be' ||
          // "We see no concentration of tanks"
          (lower === 'no' && verb !== null && beforeMark(tokens, at) === all[verb.head])),
    );
    // "Soldiers never left", "no longer hold": such words stand before the verb, outside its group.
    const isNever =
      verb !== null &&
      (all[verb.first - 1]?.lower === 'never' ||
        (all[verb.first - 1]?.lower === 'longer' && all[verb.first - 2]?.lower === 'no'));
    // "Ethiopia would “not fire the first shot”"
    const isQuotedNo = some(
      ({ lower }, at) =>
        tokens[at - 1]?.tag === '``' &&
        NOTS.has(lower) &&
        /^(?:MD|VB[DPZ])$/.test(tokens[at - 2]?.tag ?? ''),
    );
    // "May not have an impact" leaves it open; it denies nothing.
    const isOpen = verb?.modal === 'may' || verb?.modal === 'might';
    const isNegative =
      (verb?.negated === true && !isUnknowable && !isOpen) ||
      isNever ||
      lacksSign ||
      isOfNone ||
      isRemote ||
      isQuotedNo ||
      isFalse;
    // What "likely happened" is held to be so; it does not lie ahead.
    const isGuess =
      verb !== null &&
      verb.modal === null &&
      /^VB[DN]$/.test(all[verb.head]?.tag ?? '') &&
      some(
        ({ lower }, at) =>
          LIKELY.has(lower) && clause.first + at >= verb.first - 1 && clause.first + at < verb.head,
      );
    const isDoubtful =
      isUnknowable ||
      isGuess ||
      some(
        ({ lower, tag }, at) =>
          // "In May last year" leaves nothing open.
          (doubt.has(lower) &&
            !tag.startsWith('NNP') &&
            // "Perhaps 50,000 men" doubts the number alone.
            tokens[at + 1]?.tag !== 'CD') ||
          (lower === 'possible' && tokens[at - 1]?.lemma === 'be'),
      );
    // "The forces it would like" tells of the wish, not of when the rest happens.
    const isOfOther = (at: number) =>
      tokens[at]?.tag === 'MD' &&
      verb !== null &&
      clause.first + at > verb.head &&
      tokens[at - 1]?.tag === 'PRP' &&
      /^N/.test(tokens[at - 2]?.tag ?? '');
    const isAhead =
      (verb !== null && intending.has(verb.lemma)) ||
      some(({ lower }, at) => ahead.has(lower) && !isOfOther(at));
    const own: Modality | null = isDoubtful ? 'possible' : isAhead ? 'forecast' : null;
    return { negated: isNegative !== refrains, own, isUnknowable };
  };

  return {
    silent: sets.silent,
    relaying: sets.relaying,
    alleging: sets.alleging,
    acting: sets.acting,
    refraining,
    nobody,
    withholds(tokens, first, last) {
      if (refrainsAt(tokens, first) || refrainsAt(tokens, last - 1)) return true;
      // "stopped short of confirming", "refused to say"
      const before = tokens[first - 1]?.lower ?? '';
      return (
        (tokens[first]?.lower === 'to' && refrainsAt(tokens, first - 1)) ||
        (/^(?:of|from)$/.test(before) && refrainsAt(tokens, first - 3))
      );
    },
    ofArticle(clause, tokens) {
      const { negated, own } = read(clause, tokens);
      return { modality: own ?? 'reported', negated };
    },
    ofSource(clause, tokens, cue, isDenied, speaker) {
      const { negated, own, isUnknowable } = read(clause, tokens);
      const plain = speaker?.kind === 'outlet' ? 'reported' : 'claimed';
      return {
        modality: cue === 'claimed' ? (own ?? plain) : cue,
        // "We do not know whether it left" denies nothing.
        negated: negated || (isDenied && !isUnknowable) || cue === 'denied',
      };
    },
  };
}

/** The token before, an opening quotation mark aside. */
function beforeMark(tokens: readonly Tagged[], at: number): Tagged | undefined {
  return tokens[at - 1]?.tag === '``' ? tokens[at - 2] : tokens[at - 1];
}

function setsOf(words: Stances): { readonly [Name in keyof Stances]: ReadonlySet<string> } {
  const set = (name: keyof Stances) => new Set(words[name]);
  return {
    statements: set('statements'),
    doubt: set('doubt'),
    ahead: set('ahead'),
    intending: set('intending'),
    unknowable: set('unknowable'),
    knowable: set('knowable'),
    silent: set('silent'),
    relaying: set('relaying'),
    alleging: set('alleging'),
    acting: set('acting'),
    refraining: set('refraining'),
    signs: set('signs'),
    nobody: set('nobody'),
    comparing: set('comparing'),
    falsehoods: set('falsehoods'),
    remote: set('remote'),
  };
}

/** What every rule of a clause turns on: words without one of these leave it a plain statement. */
function tellingWords(words: Stances): ReadonlySet<string> {
  const { doubt, ahead, knowable, nobody, falsehoods, remote } = words;
  return new Set([
    ...[doubt, ahead, knowable, nobody, falsehoods].flat(),
    ...remote.map((phrase) => phrase.split(' ')[0] ?? ''),
    ...NOTS,
    ...LIKELY,
    ...['too', 'no', 'possible'],
  ]);
}
