import type { Claim, Quantity } from '../../src/claims/claim.ts';
import type { GoldClaim } from './gold.ts';

/** Right answers of all that were asked for. */
export type Share = { readonly right: number; readonly of: number };

export type ClaimScores = {
  readonly measures: ReadonlyMap<string, Share>;
  /** Claims that stand for no gold claim. */
  readonly extra: Share;
  /** Sentences with a claim of kind buildup that is not negated: right of those read, found of those to be found. */
  readonly buildupPrecision: Share;
  readonly buildupRecall: Share;
  readonly missed: readonly string[];
};

type Judgement = ReadonlyMap<string, boolean>;

/**
 * Holds claims against gold ones: a gold claim is found when a claim of the same sentence agrees with it best,
 * and each claim serves one gold claim.
 */
export function scoreClaims(
  gold: readonly GoldClaim[],
  claims: ReadonlyMap<string, readonly Claim[]>,
): ClaimScores {
  const tally = new Map<string, { right: number; of: number }>();
  const add = (measure: string, isRight: boolean) => {
    const share = tally.get(measure) ?? { right: 0, of: 0 };
    tally.set(measure, { right: share.right + Number(isRight), of: share.of + 1 });
  };
  const used = new Set<Claim>();
  const missed: string[] = [];
  const coreFirst = [...gold].sort((a, b) => Number(a.tier !== 'core') - Number(b.tier !== 'core'));
  for (const one of coreFirst) {
    const best = (claims.get(one.file) ?? [])
      .filter((claim) => !used.has(claim) && isSameSentence(one, claim))
      .map((claim) => ({ claim, judgement: judge(one, claim) }))
      .reduce<{ claim: Claim; judgement: Judgement } | null>(
        (a, b) => (a === null || worth(b.judgement) > worth(a.judgement) ? b : a),
        null,
      );
    if (best) used.add(best.claim);
    if (one.tier !== 'core') continue;
    add('found', best !== null);
    if (!best) missed.push(one.id);
    const judged = best?.judgement ?? lost(one);
    for (const [measure, isRight] of judged) add(measure, isRight);
  }
  const all = [...claims.values()].flat();
  return {
    measures: tally,
    extra: { right: all.length - used.size, of: all.length },
    ...scoreBuildups(gold, claims),
    missed,
  };
}

/** A gold claim that nothing stands for fails everywhere. */
function lost(gold: GoldClaim): Judgement {
  const measures = ['speaker', 'kind', 'modality', 'negated', 'relation'];
  return new Map([...measures, ...(hasFigure(gold) ? ['quantity'] : [])].map((of) => [of, false]));
}

/** The relation above all, then as much as can be right. */
function worth(judgement: Judgement): number {
  return (
    100 * Number(judgement.get('relation')) + [...judgement.values()].filter((is) => is).length
  );
}

function isSameSentence(gold: GoldClaim, { sentence }: Claim): boolean {
  const overlap = Math.min(sentence.end, gold.end) - Math.max(sentence.start, gold.start);
  return overlap >= 0.5 * Math.min(gold.end - gold.start, sentence.end - sentence.start);
}

function judge(gold: GoldClaim, claim: Claim): Judgement {
  const speaker = isSameSource(gold, claim);
  const kind = [gold.kind, ...gold.kind_alt].includes(claim.kind);
  const negated = claim.negated === gold.negated;
  const figure = hasFigure(gold) ? isSameFigure(gold, claim) : !claim.quantities.some(countsTroops);
  return new Map([
    ['speaker', speaker],
    ['kind', kind],
    ['modality', [gold.modality, ...gold.modality_alt].includes(claim.modality)],
    ['negated', negated],
    ...(gold.via && gold.via !== gold.speaker
      ? ([['via', isRelayNamed(gold.via, claim)]] as const)
      : []),
    [hasFigure(gold) ? 'quantity' : 'no figure', figure],
    ['relation', speaker && kind && negated && (figure || !hasFigure(gold))],
  ]);
}

/** Words that tell no two sources apart. */
const TITLES = new Set(
  'the a an of mr president minister defense defence col gen ukrainian russian senior s'.split(' '),
);
const ANONYMOUS = new Set(
  'official officials source sources analyst analysts expert experts'.split(' '),
);

function wordsOf(text: string): ReadonlySet<string> {
  const words =
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[a-z0-9]+/g) ?? [];
  return new Set(words.filter((word) => !TITLES.has(word)));
}

/** More than half of the words are shared, so that two anonymous sources stay apart. */
function areSameWords(mine: string, theirs: string): boolean {
  const [a, b] = [wordsOf(mine), wordsOf(theirs)];
  const both = a.union(b);
  if (both.size === 0) return mine !== '' && mine.toLowerCase() === theirs.toLowerCase();
  const share = a.intersection(b).size / both.size;
  return share > 0.5 || (share === 0.5 && both.isDisjointFrom(ANONYMOUS));
}

function isSameSource(gold: GoldClaim, { speaker }: Claim): boolean {
  const isAnyOf = (names: readonly (string | null)[]) =>
    names
      .filter((name) => name !== null)
      .some((name) => [speaker?.text, speaker?.name].some((own) => areSameWords(own ?? '', name)));
  const named = [gold.speaker, gold.speaker_canonical, gold.speaker_in_sentence];
  const others = gold.speaker_alt ?? [];
  if (named.every((name) => !name)) return speaker === null || isAnyOf(others);
  return isAnyOf([...named, ...others]);
}

function isRelayNamed(gold: string, { via }: Claim): boolean {
  return via.some(({ name }) => !wordsOf(name).isDisjointFrom(wordsOf(gold)));
}

function hasFigure({ quantity }: GoldClaim): boolean {
  return quantity !== null && (quantity.low !== null || quantity.high !== null);
}

type Bounds = { readonly low: number | null; readonly high: number | null };

function intervalOf({ low, high }: Bounds): readonly [low: number, high: number] {
  return [low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY];
}

/** The same bounds; for vague words bounds that overlap. */
function isSameFigure({ quantity }: GoldClaim, claim: Claim): boolean {
  if (quantity === null) return false;
  const [low, high] = intervalOf(quantity);
  return claim.quantities.some((own) => {
    const [a, b] = intervalOf(own);
    if (a === low && b === high) return true;
    const sharesWords = !wordsOf(own.text).isDisjointFrom(wordsOf(quantity.text));
    return low !== high && a <= high && b >= low && sharesWords;
  });
}

function countsTroops({ low, high, unit, text }: Quantity): boolean {
  return (
    (low !== null || high !== null) &&
    /troop|soldier|force|personnel|conscript|men/i.test(`${unit ?? ''}${text}`)
  );
}

function scoreBuildups(
  gold: readonly GoldClaim[],
  claims: ReadonlyMap<string, readonly Claim[]>,
): Pick<ClaimScores, 'buildupPrecision' | 'buildupRecall'> {
  const key = (file: string, start: number) => `${file}:${start}`;
  const mayBe = gold.filter(
    ({ kind, kind_alt, negated }) => !negated && [kind, ...kind_alt].includes('buildup'),
  );
  const right = new Set(mayBe.map(({ file, start }) => key(file, start)));
  const must = new Set(
    mayBe
      .filter(({ kind, tier }) => kind === 'buildup' && tier === 'core')
      .map(({ file, start }) => key(file, start)),
  );
  const read = new Set(
    [...claims].flatMap(([file, of]) =>
      of
        .filter(({ kind, negated }) => kind === 'buildup' && !negated)
        .map((claim) => {
          const sentence = gold.find((one) => one.file === file && isSameSentence(one, claim));
          return key(file, sentence?.start ?? -claim.sentence.start);
        }),
    ),
  );
  return {
    buildupPrecision: { right: read.intersection(right).size, of: read.size },
    buildupRecall: { right: read.intersection(must).size, of: must.size },
  };
}
