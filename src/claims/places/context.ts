import { foldName } from '../../corpus/fold.ts';
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
  /** A stop follows at once. */
  readonly isStopped: boolean;
  /** What stands between the word before and this one. */
  readonly gap: string;
  /** No name can run on into this word: it opens a sentence or stands after a mark. */
  readonly opens: boolean;
};

const POSSESSIVE = /['’]s?$/;
// "U.S.", "Russia’s", "Hui'an"
const WORD = /(?:\p{L}\.){2,}|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*/gu;
const CAPITAL = /^\p{Lu}/u;

export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  let before: Word | undefined;
  let lastEnd = 0;
  WORD.lastIndex = 0;
  for (let match = WORD.exec(text); match !== null; match = WORD.exec(text)) {
    const start = match.index;
    const end = start + match[0].length;
    const word = toWord(
      text,
      match[0],
      start,
      end,
      text.slice(before ? lastEnd : Math.max(0, start - 3), start),
      before,
    );
    words.push(word);
    before = word;
    lastEnd = end;
  }
  return words;
}

function toWord(
  text: string,
  token: string,
  start: number,
  end: number,
  gap: string,
  before: Word | undefined,
): Word {
  const bare = POSSESSIVE.test(token) ? token.replace(POSSESSIVE, '') : token;
  const isSpaced = gap === ' ' || gap === '-' || gap === '\u00a0' || gap === '  ';
  return {
    text: bare,
    folded: foldName(bare),
    start,
    end: start + bare.length,
    isCapital: CAPITAL.test(token),
    isPossessive: bare.length < token.length || /^['’](?!\p{L})/u.test(text.slice(end, end + 2)),
    isStopped: text[end] === '.',
    gap,
    opens: before === undefined || !(isSpaced || (gap === '. ' && before.text.length <= 3)),
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
        if (spelling.hasStop && (!word.isStopped || /['’]/.test(word.text))) return false;
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
    else if (next && isFullName(word, next, words[at + 2], gazetteer)) people.add(next.folded);
  }
  return { countries, people };
}

/** "Jim Jordan", not "In Washington" nor, of a headline, "Troops Leave Kyiv Today". */
function isFullName(
  first: Word,
  last: Word,
  after: Word | undefined,
  { words: { at, functionWords }, demonyms }: Gazetteer,
): boolean {
  if (!first.isCapital || !last.isCapital || last.opens || demonyms.has(last.folded)) return false;
  if (after?.isCapital && !after.opens) return false;
  return !at.includes(first.folded) && !functionWords.includes(first.folded);
}

function countryOf(place: Place, gazetteer: Gazetteer): string {
  return gazetteer.holders(place).at(-1) ?? place.name;
}
