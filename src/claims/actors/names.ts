import type { ActorLexicon } from './lexicon.ts';
import { type PhraseWord, type Segment, textOf } from './phrase.ts';

export type NameFound = {
  readonly name: string;
  readonly words: readonly PhraseWord[];
  /** Where in the segment the name begins. */
  readonly at: number;
  readonly isOrganisation: boolean;
};

/** The proper name that a piece of a source phrase ends in, titles and countries left off; null when it names nobody. */
export function nameIn(segment: Segment, lexicon: ActorLexicon): NameFound | null {
  let end = segment.length;
  // "President Vladimir Putin of Russia", "John Smith in London"
  const cut = segment.findIndex(
    ({ folded, isCapital }, i) =>
      i > 0 && !isCapital && (isCut(folded, lexicon) || isDoing(segment, i)),
  );
  if (cut > 0) end = cut;
  if (segment[end - 1]?.isPossessive && end < segment.length) return null;
  let at = end;
  while (at > 0 && isNamePart(segment, at - 1, lexicon)) at -= 1;
  while (at < end && segment[at] && !(segment[at] as PhraseWord).isCapital) at += 1;
  const isThe = segment[at - 1]?.folded === 'the' || segment[at]?.folded === 'the';
  if (segment[at]?.folded === 'the') at += 1;
  const run = segment.slice(at, end);
  const isOrganisation = run.length > 0 && isOrganised(run, isThe, lexicon);
  const skip = isOrganisation ? 0 : leadLength(run, lexicon);
  const words = run.slice(skip);
  if (words.length === 0 || words.length > 5) return null;
  // "Center for Public Opinion Research"
  const rest = segment.slice(end);
  const runsOn =
    isOrganisation && rest.length > 1 && rest.slice(1).every(({ isCapital }) => isCapital);
  const name = textOf(runsOn ? [...words, ...rest] : words);
  return { name, words, at: at + skip, isOrganisation };
}

/** "Travelers reaching Peshawar" are not named Peshawar. */
function isDoing(segment: Segment, at: number): boolean {
  return (
    /^\p{Ll}{3,}ing$/u.test(segment[at]?.text ?? '') &&
    /[^s]s$|^people$/.test(segment[at - 1]?.folded ?? '') &&
    segment[at + 1]?.isCapital === true
  );
}

function isCut(folded: string, { is }: ActorLexicon): boolean {
  return is.particles.has(folded);
}

function isNamePart(segment: Segment, at: number, { is }: ActorLexicon): boolean {
  const word = segment[at];
  if (!word || word.isPossessive) return false;
  if (word.isCapital) return true;
  return (
    is.nameLinks.has(word.folded) &&
    segment[at - 1]?.isCapital === true &&
    segment[at + 1]?.isCapital === true
  );
}

/** How many words of titles, roles and countries stand before a name: "Ukrainian Defense Minister", "Supreme Court Justice". */
function leadLength(run: readonly PhraseWord[], { is, sides }: ActorLexicon): number {
  let length = 0;
  for (let at = 0; at < run.length - 1; at += 1) {
    const { folded } = run[at] as PhraseWord;
    const isTitle = folded
      .split(' ')
      .every((part) => is.titles.has(part) || is.roleNouns.has(part));
    const isSide =
      sides.has(folded) ||
      sides.has(`${folded} ${run[at + 1]?.folded}`) ||
      sides.has(`${run[at - 1]?.folded} ${folded}`);
    // A country opens a lead; a name may end in one: "Michael Jordan".
    if (isTitle || (isSide && at === length)) length = at + 1;
  }
  return length;
}

function isOrganised(
  run: readonly PhraseWord[],
  isThe: boolean,
  { is, sides, sources: { gazetteer } }: ActorLexicon,
): boolean {
  const first = run[0]?.folded ?? '';
  const last = run.at(-1)?.folded ?? '';
  if (is.organisation.has(last) && run.length > 1) return true;
  const inside = run.slice(0, -1).findIndex(({ folded }) => is.organisationInside.has(folded));
  if (inside >= 0) {
    // "Supreme Court Justice Antonin Scalia" ends in a person.
    const rest = run.slice(inside);
    return !rest.some(({ folded }) => is.titles.has(folded) || is.roleNouns.has(folded));
  }
  const isAcronym = run.length === 1 && /^(?:\p{Lu}\.?){2,4}$/u.test(run[0]?.text ?? '');
  // "The Sudan War Monitor" begins with a country's name, "the Ukrainian Oleksandr Usyk" with its adjective.
  const isSide = sides.has(first) && (gazetteer.demonyms.has(first) || run.length < 3);
  return isAcronym || (isThe && !is.titles.has(first) && !isSide);
}
