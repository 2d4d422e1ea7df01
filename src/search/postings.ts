/** k and b as Robertson and Zaragoza (2009) name them: how soon mentions saturate, and how much a text's length counts. */
export type Bm25 = { readonly k: number; readonly b: number };

/** A term to look for, by its number, and what a match with it is worth. */
export type Wanted = { readonly term: number; readonly weight: number };

export type Scored = { score: number; readonly terms: number[] };

/** Which texts hold which terms how often: an inverted index, ranked by BM25. */
export type Postings = {
  /** Takes the numbers of a text's terms, each as often as it stands; the id is a new one. */
  add(id: string, terms: Uint32Array): void;
  /** Takes what `add` was given. */
  remove(id: string, terms: Uint32Array): void;
  /** Every text that holds one of the terms and is wanted, with its score and the terms that it holds, in the order of `wanted`. */
  find(wanted: readonly Wanted[], isWanted: (id: string) => boolean): ReadonlyMap<string, Scored>;
};

export function openPostings({ k, b }: Bm25): Postings {
  /** By term number: how often it stands in each text. */
  const postings: (Map<string, number> | undefined)[] = [];
  /** In terms, each as often as it stands. */
  const lengths = new Map<string, number>();
  let allTerms = 0;

  return {
    add(id, terms) {
      for (const [term, count] of countsOf(terms)) {
        const texts = postings[term];
        if (texts === undefined) postings[term] = new Map([[id, count]]);
        else texts.set(id, count);
      }
      lengths.set(id, terms.length);
      allTerms += terms.length;
    },
    remove(id, terms) {
      for (const term of new Set(terms)) {
        const texts = postings[term];
        texts?.delete(id);
        if (texts?.size === 0) delete postings[term];
      }
      allTerms -= lengths.get(id) ?? 0;
      lengths.delete(id);
    },
    find(wanted, isWanted) {
      const found = new Map<string, Scored>();
      const average = allTerms / Math.max(1, lengths.size);
      for (const { term, weight } of wanted) {
        const texts = postings[term];
        if (texts === undefined) continue;
        const worth = weight * rarity(texts.size, lengths.size);
        for (const [id, count] of texts) {
          if (!isWanted(id)) continue;
          const length = (lengths.get(id) ?? 0) / average;
          const score = (worth * count * (k + 1)) / (count + k * (1 - b + b * length));
          const known = found.get(id);
          if (known === undefined) found.set(id, { score, terms: [term] });
          else {
            known.score += score;
            known.terms.push(term);
          }
        }
      }
      return found;
    },
  };
}

/** BM25's inverse document frequency. */
export function rarity(texts: number, all: number): number {
  return Math.log(1 + (all - texts + 0.5) / (texts + 0.5));
}

function countsOf(terms: Uint32Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
