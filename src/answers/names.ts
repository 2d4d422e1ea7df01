import { editDistance } from '../corpus/edit-distance.ts';
import { foldWord } from '../corpus/fold.ts';

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
  /** The spelling that it was read as: "Kursk" for "kurks". */
  readonly spelling: string;
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

/** A name, under one of its spellings. */
type Spelt = { readonly named: Named; readonly spelling: string };

/** Indexes names once; the first entry of a spelling is kept. */
export function openNames(all: readonly Named[]): NameFinder {
  const exact = new Map<string, Spelt>();
  const single = new Map<string, Spelt>();
  for (const named of all)
    for (const spelling of [named.name, ...named.spellings]) {
      const folded = spelling
        .split(/[\s-]+/u)
        .map(foldWord)
        .filter(Boolean);
      const key = folded.join(' ');
      if (key && !exact.has(key)) exact.set(key, { named, spelling });
      if (folded.length === 1 && key.length >= MENDABLE_LETTERS && !single.has(key))
        single.set(key, { named, spelling });
    }
  const mended = new Map<string, Spelt | null>();
  const mend = (word: string): Spelt | null => {
    if (word.length < MENDABLE_LETTERS) return null;
    const known = mended.get(word);
    if (known !== undefined) return known;
    const best = nearest(word, single);
    if (mended.size < 10_000) mended.set(word, best);
    return best;
  };

  return (words, isWord = () => false) => {
    const folded = words.map(foldWord);
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
  exact: ReadonlyMap<string, Spelt>,
): NameMention | null {
  for (let to = Math.min(words.length, from + LONGEST_NAME_WORDS); to > from; to--) {
    const key = folded.slice(from, to).join(' ').replaceAll('-', ' ');
    const spelt =
      exact.get(key) ?? (to === from + 1 ? exact.get(key.replace(/s$/u, '')) : undefined);
    if (spelt) return { ...spelt, text: words.slice(from, to).join(' '), from, to, isExact: true };
  }
  return null;
}

function mendedAt(
  folded: readonly string[],
  words: readonly string[],
  from: number,
  mend: (word: string) => Spelt | null,
): NameMention | null {
  const spelt = mend(folded[from] ?? '');
  return spelt && { ...spelt, text: words[from] ?? '', from, to: from + 1, isExact: false };
}

function nearest(word: string, single: ReadonlyMap<string, Spelt>): Spelt | null {
  const limit = word.length >= 8 ? 2 : 1;
  let best: Spelt | null = null;
  let least = limit + 1;
  for (const [key, spelt] of single) {
    if (Math.abs(key.length - word.length) > limit || key[0] !== word[0]) continue;
    const distance = editDistance(word, key, least - 1);
    if (distance < least) [best, least] = [spelt, distance];
  }
  return best;
}
