import { foldWord } from '../corpus/fold.ts';
import type { Search } from '../search/port.ts';
import type { NameFinder } from './names.ts';
import { wordsOf } from './terms.ts';

/** A word as typed, and what it was read as. */
export type Reread = { readonly typed: string; readonly read: string };

/** Shorter words are not mended: too many of them are near to each other. */
const MENDABLE_LETTERS = 5;

/**
 * A question with its misspelt words put as the index spells the nearest: "distict" is "district". A word that
 * is held, or that any list has, is taken as it stands, and a name is mended into nothing but a name.
 */
export async function mendMisspelt(
  question: string,
  search: Pick<Search, 'spellings'>,
  findNames: NameFinder,
  isListed: (folded: string) => boolean,
): Promise<{ readonly text: string; readonly reread: readonly Reread[] }> {
  const words = wordsOf(question);
  const found = await Promise.all(
    words.map(async (word, at): Promise<Reread | null> => {
      const folded = foldWord(word);
      if (folded.length < MENDABLE_LETTERS || !/^\p{L}+$/u.test(word) || isListed(folded))
        return null;
      if (findNames([word]).length > 0) return null;
      const [nearest] = await search.spellings(word, 1);
      if (nearest === undefined || nearest === folded) return null;
      const [name] = findNames([nearest]);
      const isCapital = at > 0 && /^\p{Lu}\p{Ll}/u.test(word);
      if (isCapital && !name?.isExact) return null;
      return { typed: word, read: name?.isExact ? name.spelling : nearest };
    }),
  );
  const reread = found.filter((one) => one !== null);
  const text = reread.reduce((line, { typed, read }) => line.replace(typed, () => read), question);
  return { text, reread };
}
