/** Something that a question may name, with every spelling of it. */
export type Named = {
  readonly name: string;
  readonly kind: 'place' | 'person' | 'outlet' | 'country' | 'speaker';
  readonly spellings: readonly string[];
  /** For a capital: the country whose government it stands for. */
  readonly seatOf?: Named;
};

export type NameMention = {
  readonly named: Named;
  /** The words of the text as typed. */
  readonly text: string;
  /** Word positions in the text, end exclusive. */
  readonly from: number;
  readonly to: number;
  /** False when the spelling was mended: "Kurks" read as Kursk. */
  readonly isExact: boolean;
};

/**
 * Finds names in typed text, whatever its capitals; longest first, never overlapping.
 * `isWord` tells whether a folded word is held by the corpus as it stands: such a word is not mended into a name.
 */
export type NameFinder = (
  words: readonly string[],
  isWord?: (word: string) => boolean,
) => readonly NameMention[];

/** The longest name in words that is looked for. */
const LONGEST_NAME_WORDS = 6;
/** Shorter words are not mended: too many of them are near to each other. */
const MENDABLE_LETTERS = 5;

/** Folds case, accents, apostrophes and a possessive, so that spellings compare as people type them. */
export function fold(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’ʼ`]s?$/u, '')
    .replace(/['’ʼ`.]/gu, '');
}

/** Indexes names once; the first entry of a spelling is kept. */
export function openNames(all: readonly Named[]): NameFinder {
  const exact = new Map<string, Named>();
  const single = new Map<string, Named>();
  for (const named of all)
    for (const spelling of [named.name, ...named.spellings]) {
      const folded = spelling
        .split(/[\s-]+/u)
        .map(fold)
        .filter(Boolean);
      const key = folded.join(' ');
      if (key && !exact.has(key)) exact.set(key, named);
      if (folded.length === 1 && key.length >= MENDABLE_LETTERS && !single.has(key))
        single.set(key, named);
    }
  const mended = new Map<string, Named | null>();
  const mend = (word: string): Named | null => {
    if (word.length < MENDABLE_LETTERS) return null;
    const known = mended.get(word);
    if (known !== undefined) return known;
    const best = nearest(word, single);
    if (mended.size < 10_000) mended.set(word, best);
    return best;
  };

  return (words, isWord = () => false) => {
    const folded = words.map(fold);
    const mentions: NameMention[] = [];
    for (let from = 0; from < words.length; ) {
      const mention =
        longestAt(folded, words, from, exact) ??
        (isWord(folded[from] ?? '') ? null : mendedAt(folded, words, from, mend));
      if (mention) mentions.push(mention);
      from = mention?.to ?? from + 1;
    }
    return mentions;
  };
}

function longestAt(
  folded: readonly string[],
  words: readonly string[],
  from: number,
  exact: ReadonlyMap<string, Named>,
): NameMention | null {
  for (let to = Math.min(words.length, from + LONGEST_NAME_WORDS); to > from; to--) {
    const key = folded.slice(from, to).join(' ');
    const named =
      exact.get(key) ?? (to === from + 1 ? exact.get(key.replace(/s$/u, '')) : undefined);
    if (named) return { named, text: words.slice(from, to).join(' '), from, to, isExact: true };
  }
  return null;
}

function mendedAt(
  folded: readonly string[],
  words: readonly string[],
  from: number,
  mend: (word: string) => Named | null,
): NameMention | null {
  const named = mend(folded[from] ?? '');
  return named && { named, text: words[from] ?? '', from, to: from + 1, isExact: false };
}

function nearest(word: string, single: ReadonlyMap<string, Named>): Named | null {
  const limit = word.length >= 8 ? 2 : 1;
  let best: Named | null = null;
  let least = limit + 1;
  for (const [key, named] of single) {
    if (Math.abs(key.length - word.length) > limit || key[0] !== word[0]) continue;
    const distance = editDistance(word, key, least);
    if (distance < least) [best, least] = [named, distance];
  }
  return best;
}

/** Damerau-Levenshtein distance (a swap of neighbours counts one), or `limit` when it is at least that. */
export function editDistance(one: string, other: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      let least = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (isSame ? 0 : 1),
      );
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1);
      row.push(least);
    }
    if (Math.min(...row) >= limit) return limit;
    [beforeLast, last] = [last, row];
  }
  return Math.min(limit, last[other.length] ?? limit);
}
