import { foldName } from '../../corpus/fold.ts';
import { lookUp } from '../grammar/lexicon.ts';
import type { ActorLexicon } from './lexicon.ts';

/** A word of a source phrase. */
export type PhraseWord = {
  readonly text: string;
  /** Folded, without a possessive ending. */
  readonly folded: string;
  readonly isCapital: boolean;
  readonly isPossessive: boolean;
};

/** A piece of a source phrase between commas, dashes or brackets: "a senior defense ministry official". */
export type Segment = readonly PhraseWord[];

/** No source's name reaches further; what hostile text puts behind it is left unread. */
const MAX_PHRASE_CHARS = 1_000;

/** "the Azawad Liberation Front (FLA)": a short name of what stands before it. */
const SHORT_NAME = /(?<=\p{L}) \(\p{Lu}[\p{Lu}\d.&-]{1,9}\)/gu;
const BREAK = /[,;:()[\]"“”—–]+|\s-\s/;

export function segmentsOf(phrase: string, { is }: ActorLexicon): readonly Segment[] {
  const segments = phrase
    .slice(0, MAX_PHRASE_CHARS)
    .replace(SHORT_NAME, '')
    .split(BREAK)
    .map((piece) => piece.split(/\s+/).filter(Boolean).map(toWord))
    .filter((segment) => segment.length > 0);
  const [first, ...rest] = segments;
  if (!first) return [];
  // The first word may owe its capital to the sentence ("Experts"), and every word to a headline ("NATO AIDES").
  const isHeadline = first.length > 1 && !/\p{Ll}/u.test(phrase);
  const opens = first.map((word, i) =>
    (i === 0 || isHeadline) && (is.anonymous.has(word.folded) || is.documents.has(word.folded))
      ? { ...word, isCapital: false }
      : word,
  );
  return [opens, ...rest];
}

/** "al-Burhan" */
const BEHIND_ARTICLE = /^(?:al|el|as|ash|ad|an|ar|at|ul)[-’']\p{Lu}/u;

function toWord(text: string): PhraseWord {
  const bare = text.replace(/['’]s?$/, '');
  const { folded, isCapital } = lookUp(bare);
  return {
    text,
    folded,
    isCapital: isCapital || BEHIND_ARTICLE.test(bare),
    isPossessive: bare.length < text.length,
  };
}

export function textOf(words: readonly PhraseWord[]): string {
  return words.map(({ text }) => text).join(' ');
}

/** As configured names are folded: a possessive inside a name is part of it ("People’s Liberation Army"), one behind it is not. */
export function keyOf(words: readonly PhraseWord[]): string {
  return words
    .map(({ text, folded, isPossessive }, i) =>
      isPossessive && i < words.length - 1 ? foldName(text) : folded,
    )
    .join(' ')
    .replace(/^(?:the|a|an) /, '');
}

/** Whether a key of `keyOf` that begins with the words at `at` can be one of those that the openings are of. */
export function opensOneOf(openings: ReadonlySet<string>, words: Segment, at: number): boolean {
  const first = ARTICLES.has(words[at]?.folded ?? '') ? words[at + 1] : words[at];
  // One folded word can be two of a key: "al jazeera".
  return (
    first === undefined ||
    first.isPossessive ||
    openings.has(first.folded) ||
    first.folded.includes(' ')
  );
}

const ARTICLES = new Set(['the', 'a', 'an']);

/** The words up to the first that opens a clause: "the official" of "the official who said". */
export function untilClause(segment: Segment, lexicon: ActorLexicon): Segment {
  const end = segment.findIndex(({ folded }, i) => i > 0 && lexicon.is.breaks.has(folded));
  return end < 0 ? segment : segment.slice(0, end);
}

/** The noun that a phrase turns on: "officials" of "two senior US officials familiar with it". */
export function headOf(segment: Segment, lexicon: ActorLexicon): PhraseWord | null {
  const from = isPart(segment, lexicon) ? 2 : 0;
  let end = segment.findIndex(
    ({ folded, isCapital }, i) => i > from && !isCapital && lexicon.is.particles.has(folded),
  );
  // "US and western officials": what "and" joins before the noun is no head.
  while (end > 0 && segment[end]?.folded === 'and' && !isNoun(segment[end - 1], lexicon)) {
    const next = segment.findIndex(
      ({ folded, isCapital }, i) => i > end && !isCapital && lexicon.is.particles.has(folded),
    );
    end = next;
  }
  return (end < 0 ? segment : segment.slice(0, end)).at(-1) ?? null;
}

function isNoun(word: PhraseWord | undefined, { is }: ActorLexicon): boolean {
  return word !== undefined && (is.anonymous.has(word.folded) || is.government.has(word.folded));
}

/** "one of those sources" */
export function isPart(segment: Segment, { is }: ActorLexicon): boolean {
  return segment.length > 2 && is.partOf.has(`${segment[0]?.folded} ${segment[1]?.folded}`);
}

/** The first country or other side that the words name as their own: none behind "familiar with". */
export function sideOf(
  phrase: readonly PhraseWord[],
  { sides, people, is }: ActorLexicon,
): string | null {
  const far = phrase.findIndex(({ folded, isCapital }) => !isCapital && is.far.has(folded));
  const words = far < 0 ? phrase : phrase.slice(0, far);
  for (let at = 0; at < words.length; at += 1) {
    for (const length of [3, 2, 1]) {
      const run = words.slice(at, at + length);
      if (run.length < length) continue;
      // Sides are written with a capital, "western" apart.
      if (!run[0]?.isCapital && run[0]?.folded !== 'western') continue;
      const pieces = run.map(({ folded }) => folded).join(' ');
      const side =
        sides.get(pieces) ?? (length === 1 ? sides.get(pieces.split(' ')[0] ?? '') : undefined);
      const body = length > 1 ? people.get(keyOf(run)) : undefined;
      if (side !== undefined || body) return side ?? body?.side ?? null;
    }
  }
  return null;
}
