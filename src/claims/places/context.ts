import { isCapitalised, type Token, tokenize } from '../quantities/tokens.ts';
import { foldName } from './fold.ts';
import type { Gazetteer, Place, Spelling } from './gazetteer.ts';

/** A word of the text, marks left out. */
export type Word = {
  readonly text: string;
  readonly folded: string;
  readonly start: number;
  /** End without a possessive ending. */
  readonly end: number;
  readonly isCapital: boolean;
  readonly isPossessive: boolean;
  /** What stands between the word before and this one. */
  readonly gap: string;
  /** No name can run on into this word: it opens a sentence or stands after a mark. */
  readonly opens: boolean;
};

const POSSESSIVE = /['’]s?$/;

export function wordsOf(text: string): readonly Word[] {
  const tokens = tokenize(text).filter(({ kind }) => kind === 'word');
  return tokens.map((token, i) => toWord(text, token, tokens[i - 1]));
}

function toWord(text: string, token: Token, before: Token | undefined): Word {
  const bare = token.text.replace(POSSESSIVE, '');
  const gap = text.slice(before?.end ?? Math.max(0, token.start - 3), token.start);
  return {
    text: bare,
    folded: foldName(bare),
    start: token.start,
    end: token.start + bare.length,
    isCapital: isCapitalised(token),
    isPossessive:
      bare.length < token.text.length ||
      /^['’](?!\p{L})/u.test(text.slice(token.end, token.end + 2)),
    gap,
    opens:
      before === undefined ||
      !(/^[ \u00a0]+$|^-$/.test(gap) || (gap === '. ' && before.text.length <= 3)),
  };
}

/** Words of one name stand a space, a hyphen, a stop ("St. Petersburg") or a comma ("Washington, D.C.") apart. */
const INNER_GAP = /^(?:[ \u00a0]|-|\. ?|, )$/;

/** The longest spelling of the gazetteer that begins at word `at`. */
export function spellingAt(
  words: readonly Word[],
  at: number,
  gazetteer: Gazetteer,
): Spelling | null {
  const first = words[at];
  if (!first) return null;
  return (
    gazetteer.spellingsFrom(first.folded).find((spelling) =>
      spelling.words.every((folded, i) => {
        const word = words[at + i];
        if (!word || word.folded !== folded) return false;
        if (i > 0 && !INNER_GAP.test(word.gap)) return false;
        if (spelling.isAcronym) return /^[\p{Lu}.]+$/u.test(word.text);
        return !spelling.capitals[i] || word.isCapital;
      }),
    ) ?? null
  );
}

/** What the rest of an article tells about the names in it. */
export type PlaceContext = {
  /** Countries that it names, by name, people, capital or town. */
  readonly countries: ReadonlySet<string>;
  /** Folded family names: the last of two capitalised words, or what follows a title. */
  readonly people: ReadonlySet<string>;
};

export function placeContext(text: string, gazetteer: Gazetteer): PlaceContext {
  const words = wordsOf(text);
  const countries = new Set<string>();
  const people = new Set<string>();
  for (let at = 0; at < words.length; at += 1) {
    const spelling = spellingAt(words, at, gazetteer);
    if (spelling) {
      for (const place of spelling.places) countries.add(countryOf(place, gazetteer));
      at += spelling.words.length - 1;
      continue;
    }
    const word = words[at];
    const next = words[at + 1];
    if (!word) break;
    const country =
      gazetteer.demonyms.get(word.folded) ??
      (next && gazetteer.demonyms.get(`${word.folded} ${next.folded}`));
    if (country && word.isCapital) countries.add(country);
    else if (
      word.isCapital &&
      next?.isCapital &&
      !next.opens &&
      !gazetteer.demonyms.has(next.folded)
    ) {
      people.add(next.folded);
    }
  }
  return { countries, people };
}

function countryOf(place: Place, gazetteer: Gazetteer): string {
  return gazetteer.holders(place).at(-1) ?? place.name;
}
