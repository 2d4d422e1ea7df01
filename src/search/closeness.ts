/**
 * BM25 sees a bag of words. An article that holds the query's words in one passage, or side by side
 * as the query has them, is likelier to be about it than one that holds them pages apart.
 */

/** What is looked for: how much each term counts, by its number, and which terms follow it in the query. */
export type Sought = {
  /** 1 at the number of each term that is looked for: most words of an article are not, and this says so fastest. */
  readonly isSought: Uint8Array;
  readonly weights: ReadonlyMap<number, number>;
  readonly pairs: ReadonlyMap<number, ReadonlySet<number>>;
};

/** About two hundred words of running text. Ranking by overlapping passages of one length is Kaszkiel and Zobel's (SIGIR 1997); from 80 to 150 terms the length hardly matters. */
const PASSAGE_TERMS = 100;
const PASSAGE_WEIGHT = 0.3;
const PAIR_WEIGHT = 0.3;

/** Where a term that is looked for stands, and what it counts. */
type Mention = { readonly at: number; readonly term: number; readonly weight: number };

/** What is added to an article's score for the closeness of the query's terms in it; `k` is BM25's. */
export function closeness(
  terms: Uint32Array,
  { isSought, weights, pairs }: Sought,
  k: number,
): number {
  const mentions: Mention[] = [];
  for (let at = 0; at < terms.length; at++) {
    const term = terms[at] ?? 0;
    if (isSought[term] === 1) mentions.push({ at, term, weight: weights.get(term) ?? 0 });
  }
  return PASSAGE_WEIGHT * bestPassage(mentions, k) + PAIR_WEIGHT * pairScore(mentions, pairs, k);
}

/** The best score of any passage; passages overlap by half. */
function bestPassage(mentions: readonly Mention[], k: number): number {
  const end = mentions.at(-1)?.at ?? -1;
  let best = 0;
  let first = 0;
  for (let start = 0; start <= end; start += PASSAGE_TERMS / 2) {
    while ((mentions[first]?.at ?? end) < start) first += 1;
    const counts = new Map<number, number>();
    let score = 0;
    for (let next = first; next < mentions.length; next++) {
      const mention = mentions[next];
      if (!mention || mention.at >= start + PASSAGE_TERMS) break;
      const count = counts.get(mention.term) ?? 0;
      counts.set(mention.term, count + 1);
      score += mention.weight * (saturate(count + 1, k) - saturate(count, k));
    }
    best = Math.max(best, score);
  }
  return best;
}

/** A pair counts as the rarer of its terms. */
function pairScore(mentions: readonly Mention[], pairs: Sought['pairs'], k: number): number {
  const counts = new Map<string, number>();
  let score = 0;
  let before: Mention | undefined;
  for (const mention of mentions) {
    if (before && mention.at === before.at + 1 && pairs.get(before.term)?.has(mention.term)) {
      const pair = `${before.term} ${mention.term}`;
      const count = counts.get(pair) ?? 0;
      counts.set(pair, count + 1);
      score +=
        Math.max(before.weight, mention.weight) * (saturate(count + 1, k) - saturate(count, k));
    }
    before = mention;
  }
  return score;
}

/** BM25's saturation: the tenth mention says little more than the third. */
function saturate(count: number, k: number): number {
  return (count * (k + 1)) / (count + k);
}
