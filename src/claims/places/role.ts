import type { Word } from '../words.ts';
import type { Place, Spelling } from './gazetteer.ts';
import type { PlaceWords } from './words.ts';

/** The share of capitalised words from which a line is a headline in title case. */
const TITLE_CASE = 0.7;
/** How many words on either side are looked at for it. */
const AROUND = 8;
/** How far back a verb of motion may stand from "to". */
const MOTION_REACH = 6;

export type Sets = Readonly<Record<SetName, ReadonlySet<string>>>;
const NAMES = [
  'regionWords',
  'regionPlurals',
  'frontWords',
  'cityWords',
  'parts',
  'territoryWords',
  'guards',
  'at',
  'atBeforeOf',
  'at2',
  'towards',
  'verbs',
  'auxiliaries',
  'participles',
  'nameTails',
  'alsoNames',
  'notCities',
  'functionWords',
  'within',
  'ofPlace',
  'governing',
  'skipped',
  'placeHeads',
  'properHeads',
  'properOpenings',
  'renewed',
  'headsBeforeOf',
  'sites',
  'siteHeads',
  'siteKinds',
  'motion',
  'near',
  'intoPlace',
  'nameParticles',
  'articles',
  'describingTails',
  'afterNames',
  'speaking',
  'notPlaces',
] as const satisfies readonly (keyof PlaceWords)[];
type SetName = (typeof NAMES)[number];

const known = new WeakMap<PlaceWords, Sets>();

export function setsOf(words: PlaceWords): Sets {
  const found = known.get(words);
  if (found) return found;
  const set = (name: SetName): [SetName, ReadonlySet<string>] => [name, new Set(words[name])];
  const sets = Object.fromEntries(NAMES.map(set)) as Record<SetName, ReadonlySet<string>>;
  known.set(words, sets);
  return sets;
}

/**
 * Whether the name at words `from` to `to` (end exclusive) means those who govern, by the grammar around it: "Kyiv said",
 * "relations with Washington", "Moscow’s war effort", but not "in Kyiv" or "Kyiv was shelled".
 * @param before the decision about the name that this one is listed with: "in Russia and Belarus".
 */
export function isGovernment(
  place: Place,
  words: readonly Word[],
  from: number,
  to: number,
  sets: Sets,
  before: boolean | null,
): boolean {
  if (place.governs === null) return false;
  if (before !== null) return before;
  const lead = leadOf(words, from, sets);
  if (place.kind === 'seat') return !sets.within.has(lead.word);
  const last = words[to - 1];
  const next = words[to];
  if (last?.isPossessive && next && !next.isCapital) {
    return !sets.ofPlace.has(next.folded) && !sets.within.has(lead.word);
  }
  if (isLocated(words, lead, sets)) return false;
  // "KYIV, Ukraine (AP)" opens a report.
  if (next?.gap === ', ' && next.isCapital && place.kind !== 'country' && words[from]?.opens)
    return false;
  if (sets.governing.has(lead.word) || sets.at2.has(lead.word)) return true;
  if (!next || next.opens) return place.kind === 'country';
  const verbAt = /ly$/.test(next.folded) ? to + 1 : to;
  const verb = words[verbAt];
  if (verb && isVerb(verb, sets)) return !isDoneTo(words, verbAt, sets);
  // "the Ukraine war" is about the land, "Kiev and the US are watching" about those who govern it.
  const isDescribing =
    from - lead.at > 1 && next.gap === ' ' && !sets.functionWords.has(next.folded);
  if (isDescribing) return false;
  return place.kind === 'country' || (next.folded === 'and' && words[from]?.opens === true);
}

function isVerb(word: Word, sets: Sets): boolean {
  return !word.isCapital && (sets.verbs.has(word.folded) || /ed$/.test(word.folded));
}

/** "was shelled", "hit by" */
function isDoneTo(words: readonly Word[], at: number, sets: Sets): boolean {
  const [first, second, third] = [words[at], words[at + 1], words[at + 2]];
  if (!first || !sets.auxiliaries.has(first.folded)) return false;
  const participle = second?.folded === 'been' || second?.folded === 'be' ? third : second;
  return participle !== undefined && sets.participles.has(participle.folded);
}

type Lead = { readonly word: string; readonly at: number };

/** The word before a name, its article and adjectives of place left out. */
function leadOf(words: readonly Word[], from: number, sets: Sets): Lead {
  let at = from - 1;
  while (
    at >= 0 &&
    from - at < 4 &&
    sets.skipped.has(words[at]?.folded ?? '') &&
    !words[at + 1]?.opens
  )
    at -= 1;
  if (words[at + 1]?.opens) return { word: '', at: -1 };
  return { word: words[at]?.folded ?? '', at };
}

function isLocated(words: readonly Word[], lead: Lead, sets: Sets): boolean {
  if (lead.at < 0) return false;
  const before = words[lead.at - 1]?.folded ?? '';
  if (lead.word === 'with') return sets.territoryWords.has(before);
  if (sets.at.has(lead.word)) return true;
  if (lead.word === 'of') return sets.atBeforeOf.has(before);
  if (!sets.at2.has(lead.word)) return false;
  const back = words.slice(Math.max(0, lead.at - MOTION_REACH), lead.at);
  return back.some(({ folded }) => sets.towards.has(folded));
}

/** "US officials", "U.S.-made", "Kyiv-backed": the name describes what follows. */
export function isAdjective(
  spelling: Spelling,
  words: readonly Word[],
  to: number,
  sets: Sets,
): boolean {
  const next = words[to];
  if (!next) return false;
  if (next.gap === '-') return true;
  if (!spelling.isAcronym || next.opens || words[to - 1]?.isPossessive) return false;
  if (next.isCapital) return true;
  // "US and western officials"
  const second = words[to + 1];
  if (next.folded === 'and' && second && !second.opens && !second.isCapital) {
    return !isVerb(second, sets) && !sets.functionWords.has(second.folded);
  }
  return !sets.functionWords.has(next.folded) && !isVerb(next, sets);
}

/** "Washington Post", "Michael Jordan": another name that holds this one. */
export function isWithinName(
  words: readonly Word[],
  from: number,
  to: number,
  sets: Sets,
  people: ReadonlySet<string>,
): boolean {
  const [before, next] = [words[from - 1], words[to]];
  const runsOn = next?.isCapital === true && next.gap === ' ';
  if (runsOn && next && sets.nameTails.has(next.folded)) return true;
  if (
    runsOn &&
    !isTitleCase(words.slice(Math.max(0, from - AROUND), to + AROUND)) &&
    isGivenName(words, from, sets)
  )
    return true;
  const name = words
    .slice(from, to)
    .map(({ folded }) => folded)
    .join(' ');
  if (!sets.alsoNames.has(name)) return false;
  if (people.has(name)) return true;
  const follows = before?.isCapital === true && !before.opens && !words[from]?.opens;
  const isSecondName =
    before?.isCapital === true && words[from]?.gap === ' ' && !sets.at.has(before.folded);
  return (runsOn && !sets.regionWords.has(next?.folded ?? '')) || follows || isSecondName;
}

/** "Defense Minister Wellington Koo": a capital on either side, and nothing that leads to a place. */
function isGivenName(words: readonly Word[], from: number, sets: Sets): boolean {
  const [before, own] = [words[from - 1], words[from]];
  if (!before?.isCapital || before.opens || own?.gap !== ' ') return false;
  return !sets.at.has(before.folded) && !sets.functionWords.has(before.folded);
}

/** Headlines Write Their Words Like This: a capital tells nothing there. */
function isTitleCase(words: readonly Word[]): boolean {
  return (
    words.length > 2 &&
    words.filter(({ isCapital }) => isCapital).length > words.length * TITLE_CASE
  );
}
