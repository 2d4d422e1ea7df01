import type { Word } from '../words.ts';
import type { Gazetteer, Place, Spelling } from './gazetteer.ts';
import { type Sets, setsOf } from './role.ts';
import { unlistedAt } from './unlisted.ts';

/** Words of one name stand a space, a hyphen, a stop ("St. Petersburg") or a comma ("Washington, D.C.") apart. */
const INNER_GAP = /^(?:[ \u00a0]|-|\. ?|, )$/;

/** The longest spelling of the gazetteer that begins at word `at`. */
export function spellingAt(
  words: readonly Word[],
  at: number,
  gazetteer: Gazetteer,
): Spelling | null {
  const first = words[at];
  if (!first || !(first.isCapital || gazetteer.smallOpenings.has(first.folded))) return null;
  for (const spelling of gazetteer.spellingsFrom(first.folded))
    if (isSpelledAt(words, at, spelling)) return spelling;
  return null;
}

function isSpelledAt(words: readonly Word[], at: number, spelling: Spelling): boolean {
  return spelling.words.every((folded, i) => {
    const word = words[at + i];
    if (!word || word.folded !== folded) return false;
    if (i > 0 && !INNER_GAP.test(word.gap)) return false;
    if (spelling.hasStop && (!word.isStopped || /['’]/.test(word.text))) return false;
    if (spelling.isAcronym) return /^[\p{Lu}.]+$/u.test(word.text);
    return !spelling.capitals[i] || word.isCapital;
  });
}

/** What the rest of an article tells about the names in it. */
export type PlaceContext = {
  /** Countries that it names, by name, people, capital or town, with how often it does. */
  readonly countries: ReadonlyMap<string, number>;
  /** Folded family names: the last of two capitalised words, or what follows a title. */
  readonly people: ReadonlySet<string>;
  /** Folded words that a verb of speech stands beside: who speaks. */
  readonly speakers: ReadonlySet<string>;
  /** Names that no list knows and that the article calls a place outright: "the town of Mellit". */
  readonly unlisted: ReadonlySet<string>;
};

export function placeContext(words: readonly Word[], gazetteer: Gazetteer): PlaceContext {
  const sets = setsOf(gazetteer.words);
  const countries = new Map<string, number>();
  const count = (country: string) => countries.set(country, (countries.get(country) ?? 0) + 1);
  const people = new Set<string>();
  const speakers = new Set<string>();
  const led: number[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const spelling = spellingAt(words, at, gazetteer);
    if (spelling) {
      for (const place of spelling.places) count(countryOf(place, gazetteer));
      at += spelling.words.length - 1;
      continue;
    }
    const word = words[at] as Word;
    if (!word.isCapital) continue;
    const next = words[at + 1];
    const isSpeaking = next !== undefined && !next.opens && sets.speaking.has(next.folded);
    if (isSpeaking || (word.gap === ' ' && words[at - 1]?.folded === 'said'))
      speakers.add(word.folded);
    if (!word.opens && at > 0 && isLead(words, at, sets)) led.push(at);
    const country =
      gazetteer.demonyms.get(word.folded) ??
      (next && gazetteer.demonyms.get(`${word.folded} ${next.folded}`));
    if (country) count(country);
    else if (next && isFullName(word, next, words[at + 2], gazetteer, sets))
      people.add(next.folded);
  }
  const unlisted = new Set<string>();
  const known = { people, speakers, unlisted };
  for (const at of led) {
    const found = unlistedAt(words, at, gazetteer, known, sets, false);
    if (found) unlisted.add(found.name);
  }
  return { countries, people, speakers, unlisted };
}

/** The countries that an article is about: named at least half as often as the one that it names most. */
export function homesOf({ countries }: Pick<PlaceContext, 'countries'>): readonly string[] {
  const most = Math.max(0, ...countries.values());
  return [...countries].flatMap(([country, times]) => (times * 2 >= most ? country : []));
}

/** "near", "town of" */
function isLead(words: readonly Word[], at: number, sets: Sets): boolean {
  const lead = words[at - 1]?.folded ?? '';
  return lead === 'of'
    ? sets.headsBeforeOf.has(words[at - 2]?.folded ?? '')
    : sets.near.has(lead) || sets.intoPlace.has(lead);
}

/** "Jim Jordan", not "In Washington" nor, of a headline, "Troops Leave Kyiv Today". */
function isFullName(
  first: Word,
  last: Word,
  after: Word | undefined,
  { demonyms }: Gazetteer,
  { at, functionWords }: Sets,
): boolean {
  if (!first.isCapital || !last.isCapital || last.opens || demonyms.has(last.folded)) return false;
  if (after?.isCapital && !after.opens) return false;
  return !at.has(first.folded) && !functionWords.has(first.folded);
}

function countryOf(place: Place, gazetteer: Gazetteer): string {
  return gazetteer.holders(place).at(-1) ?? place.name;
}
