import { isListed } from '../grammar/lexicon.ts';
import type { Word } from '../words.ts';
import type { PlaceContext } from './context.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { Sets } from './role.ts';

const MOST_WORDS = 4;
/** The share of capitalised words from which a line is a headline in title case. */
const TITLE_CASE = 0.7;
const AROUND = 6;

/** A name that no list knows, which the words around it make a place. */
export type Unlisted = {
  readonly name: string;
  /** Words that it spans with its word for region, end exclusive; `core` is where the name itself ends. */
  readonly to: number;
  readonly core: number;
  /** What is said to hold it: "the Syrian town of Tel Abyad", "North Darfur". */
  readonly within: string | null;
};

type Run = { readonly to: number; readonly hasTail: boolean };

/**
 * The name at word `at`, if the grammar around it leaves no other reading than a place: "the town of X", "X province",
 * "near X", or what the article has called a place so already.
 */
export function unlistedAt(
  words: readonly Word[],
  at: number,
  gazetteer: Gazetteer,
  context: Pick<PlaceContext, 'people' | 'speakers' | 'unlisted'>,
  sets: Sets,
  inList: boolean,
): Unlisted | null {
  if (!canBegin(words, at, sets)) return null;
  const run = runAt(words, at, sets);
  if (!run || !(inList || hasSign(words, at, run.to, gazetteer, sets))) return null;
  const { to, hasTail } = run;
  if (!isNameOfPlace(words, at, to, gazetteer, context, sets)) return null;
  const name = nameOf(words, at, to);
  const end = headEnd(words, to, sets, inList);
  const part = wholeOf(words, at, to, gazetteer);
  const within = part ?? countryBefore(words, at, gazetteer);
  const found = { name, to: end, core: to, within };
  const lead = words[at]?.opens ? undefined : words[at - 1];
  const head = words[at - 2];
  const firstName = words[at]?.folded ?? '';
  if (lead?.folded === 'of' && head && !head.isCapital && sets.headsBeforeOf.has(head.folded))
    return found;
  if (hasProperForm(words, at, to, sets) && !Object.hasOwn(gazetteer.words.directions, firstName))
    return found;
  if (isHeadline(words, at)) return null;
  if (part !== null) return found;
  // "in Round 2", "Election Day": what the dictionary has is no name.
  if (words.slice(at, to).every(({ folded }) => isListed(folded))) return null;
  if (end > to) return found;
  const siteEnd = siteAt(words, at, to, sets);
  if (siteEnd) return { ...found, to: siteEnd };
  if (sharesHead(words, to, sets)) return found;
  if (!standsAlone(words, to, sets)) return null;
  if (inList && isItem(words, at, to, sets)) return found;
  if (!lead || lead.isCapital) return null;
  if (sets.near.has(lead.folded)) return found;
  const isAt = sets.at.has(lead.folded) || sets.at2.has(lead.folded);
  if (isAt && context.unlisted.has(name)) return found;
  if (hasTail) return null;
  if (sets.intoPlace.has(lead.folded)) return found;
  if (isCityWord(words, at, sets) || isMovedTo(words, at, sets)) return found;
  const isSite = lead.folded === 'at' && head !== undefined && sets.sites.has(head.folded);
  return isSite ? found : null;
}

function canBegin(words: readonly Word[], at: number, sets: Sets): boolean {
  const word = words[at];
  if (!word) return false;
  if (!word.isCapital)
    return (
      sets.articles.has(word.folded) &&
      words[at + 1]?.gap === '-' &&
      words[at + 1]?.isCapital === true
    );
  const before = words[at - 1];
  // The whole run of capitals is the name.
  if (before?.isCapital && !word.opens && /^[ -]$/.test(word.gap)) return false;
  return !(word.gap === '-' && before && sets.articles.has(before.folded));
}

/** Anything before, in or behind the name that can make it a place: most names have nothing, and are done with here. */
function hasSign(
  words: readonly Word[],
  at: number,
  to: number,
  gazetteer: Gazetteer,
  sets: Sets,
): boolean {
  const lead = words[at]?.opens ? undefined : words[at - 1];
  if (lead && !lead.isCapital && isSign(lead.folded, sets)) return true;
  const next = words[to];
  if (next?.gap === ' ' && !next.isCapital) {
    if (next.folded === 'and' || sets.placeHeads.has(next.folded)) return true;
  }
  if (to - at < 2) return false;
  const isPart = Object.hasOwn(gazetteer.words.directions, words[at]?.folded ?? '');
  return isPart || hasProperForm(words, at, to, sets);
}

function isSign(lead: string, sets: Sets): boolean {
  return (
    lead === 'of' ||
    lead === 'the' ||
    sets.at.has(lead) ||
    sets.at2.has(lead) ||
    sets.near.has(lead) ||
    sets.intoPlace.has(lead) ||
    sets.cityWords.has(lead)
  );
}

/** The capitals that run on from `at`, with the small words that names have inside. */
function runAt(words: readonly Word[], at: number, sets: Sets): Run | null {
  let to = at + (words[at]?.isCapital ? 1 : 2);
  while (!words[to - 1]?.isPossessive) {
    const next = words[to];
    if (!next || next.opens || !(/^[ -]$/.test(next.gap) || isSaint(words[to - 1]))) break;
    if (next.isCapital) {
      if (sets.notPlaces.has(next.folded) && isCalendar(next)) break;
      to += 1;
    } else if (
      sets.nameParticles.has(next.folded) &&
      words[to + 1]?.isCapital &&
      !words[to + 1]?.opens &&
      /^[ -]$/.test(words[to + 1]?.gap ?? '') &&
      ((next.folded !== 'at' && next.folded !== 'as' && next.folded !== 'an') ||
        words[to + 1]?.gap === '-')
    )
      to += 2;
    else if (next.gap === '-')
      return sets.describingTails.has(next.folded) || to - at > 1
        ? null
        : { to: to + 1, hasTail: true };
    else break;
    if (to - at > MOST_WORDS) return null;
  }
  return { to, hasTail: false };
}

/** "Tuesday", "March": no part of the name before it. */
function isCalendar({ folded }: Word): boolean {
  return /day$|^(?:january|february|march|april|may|june|july|august|(?:sept|nov|dec)(?:ember)?|october|oct|jan|feb)$/.test(
    folded,
  );
}

function isNameOfPlace(
  words: readonly Word[],
  at: number,
  to: number,
  gazetteer: Gazetteer,
  { people, speakers }: Pick<PlaceContext, 'people' | 'speakers'>,
  sets: Sets,
): boolean {
  const own = words.slice(at, to);
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last || last.isPossessive) return false;
  if (own.some(({ folded }) => sets.notPlaces.has(folded) && !sets.properHeads.has(folded)))
    return false;
  if (own.some(({ text }) => /^[\p{Lu}.]{2,}$/u.test(text))) return false;
  const name = own.map(({ folded }) => folded).join(' ');
  if (endsInPlace(words, at, to, gazetteer, sets)) return false;
  if (name.length < 3 || gazetteer.demonyms.has(first.folded)) return false;
  if (own.length === 1 && (sets.notCities.has(name) || sets.functionWords.has(name))) return false;
  if (gazetteer.isOtherName(name) || speakers.has(last.folded)) return false;
  // Two capitals look like a person’s full name, and like a town’s.
  return own.length > 1 || !people.has(name);
}

function nameOf(words: readonly Word[], at: number, to: number): string {
  return words
    .slice(at, to)
    .map(({ text, gap }, i) => (i === 0 ? text : gap + text))
    .join('');
}

/** "North Darfur" is a name, and a part of Darfur. */
function wholeOf(
  words: readonly Word[],
  at: number,
  to: number,
  { words: { directions }, byName }: Gazetteer,
): string | null {
  if (to - at < 2 || !Object.hasOwn(directions, words[at]?.folded ?? '')) return null;
  return byName(nameOf(words, at + 1, to).trim())?.name ?? null;
}

/** "South Lebanon", "Northern Europe" and "First Taiwan Strait" are no names of their own; "New Guinea" is one. */
function endsInPlace(
  words: readonly Word[],
  at: number,
  to: number,
  gazetteer: Gazetteer,
  sets: Sets,
): boolean {
  const first = words[at]?.folded ?? '';
  const place = to - at > 1 ? gazetteer.byName(nameOf(words, at + 1, to).trim()) : null;
  if (!place || sets.properOpenings.has(first) || sets.renewed.has(first)) return false;
  const isDirection = Object.hasOwn(gazetteer.words.directions, first) && !first.endsWith('ern');
  return !isDirection || place.kind === 'country';
}

/** Where the mention ends with its word for region: "Sisaket province". */
function headEnd(words: readonly Word[], to: number, sets: Sets, inList: boolean): number {
  const next = words[to];
  if (!next || next.isCapital || next.gap !== ' ') return to;
  const isHead =
    sets.placeHeads.has(next.folded) || (inList && sets.regionPlurals.has(next.folded));
  return isHead ? to + 1 : to;
}

/** Where "the Zamzam camp" or "the Tine border crossing" ends. */
function siteAt(words: readonly Word[], at: number, to: number, sets: Sets): number | null {
  if (words[at - 1]?.folded !== 'the' || words[at]?.opens) return null;
  const isPlain = (word: Word | undefined) => word?.gap === ' ' && !word.isCapital;
  const kind = words[to];
  const head = kind && sets.siteKinds.has(kind.folded) && isPlain(kind) ? to + 1 : to;
  const word = words[head];
  if (word && isPlain(word) && sets.siteHeads.has(word.folded)) return head + 1;
  return null;
}

/** "Irob and Gulomakeda districts": the first of the two. */
function sharesHead(words: readonly Word[], to: number, sets: Sets): boolean {
  const [and, second, head] = words.slice(to, to + 3);
  return (
    and?.folded === 'and' &&
    second?.isCapital === true &&
    head?.gap === ' ' &&
    !head.isCapital &&
    sets.regionPlurals.has(head.folded)
  );
}

const MOTION_REACH = 3;

/** "withdrew from Mellit", "pulled out of Bunagana", "the road to Dessie", "from Babanusa toward" */
function isMovedTo(words: readonly Word[], at: number, sets: Sets): boolean {
  const lead = words[at - 1]?.folded ?? '';
  const isOut = lead === 'of' && words[at - 2]?.folded === 'out';
  if (!isOut && lead !== 'from' && lead !== 'to') return false;
  const back = words.slice(Math.max(0, at - 1 - MOTION_REACH), at - 1);
  return back.some(({ folded }) => sets.motion.has(folded));
}

/** "Thitu Island", "Lake Turkana" */
function hasProperForm(words: readonly Word[], at: number, to: number, sets: Sets): boolean {
  if (to - at < 2) return false;
  const [first, last] = [words[at]?.folded ?? '', words[to - 1]?.folded ?? ''];
  return sets.properHeads.has(last) || (sets.properOpenings.has(first) && !words[at]?.opens);
}

/** "in Goma and Sake on Friday", but not "in Goma and Amnesty said" nor "in Eau Claire, Wis." */
function isItem(words: readonly Word[], at: number, to: number, sets: Sets): boolean {
  const [own, next] = [words[at], words[to]];
  if (own?.gap === ', ' && words[to - 1]?.isStopped) return false;
  if (sets.speaking.has(next?.folded ?? '')) return false;
  // "from Midway Atoll, and Mark Landler from Hanoi"
  if (own?.gap === ' ' && words[at - 1]?.gap === ', ' && to - at > 1) return false;
  return own?.gap !== ' ' || next?.gap !== ', ' || !sets.verbs.has(next.folded);
}

/** "Port St. Lucie" */
function isSaint(word: Word | undefined): boolean {
  return word?.isStopped === true && /^(?:ste?|mt|ft)$/.test(word.folded);
}

/** "in Goma, …" and "in Goma on Friday", but not "in Wagner positions". */
function standsAlone(words: readonly Word[], to: number, sets: Sets): boolean {
  const next = words[to];
  if (!next || next.opens || next.gap !== ' ' || next.isCapital) return true;
  return (
    sets.functionWords.has(next.folded) ||
    sets.at.has(next.folded) ||
    sets.verbs.has(next.folded) ||
    sets.afterNames.has(next.folded) ||
    /(?:ed|ly|ing)$/.test(next.folded)
  );
}

/** "the border town Tine" */
function isCityWord(words: readonly Word[], at: number, sets: Sets): boolean {
  const lead = words[at - 1];
  return lead !== undefined && words[at]?.gap === ' ' && sets.cityWords.has(lead.folded);
}

/** Headlines Write Their Words Like This: a capital tells nothing there. */
function isHeadline(words: readonly Word[], at: number): boolean {
  const around = words.slice(Math.max(0, at - AROUND), at + AROUND);
  return (
    around.length > 2 &&
    around.filter(({ isCapital }) => isCapital).length > around.length * TITLE_CASE
  );
}

/** "the Syrian town of Tel Abyad", "Syria’s town of Tel Abyad". */
function countryBefore(words: readonly Word[], at: number, gazetteer: Gazetteer): string | null {
  if (words[at - 1]?.folded !== 'of') return null;
  for (let back = at - 3; back >= Math.max(0, at - 5); back -= 1) {
    const word = words[back];
    if (!word || words[back + 1]?.opens) return null;
    if (!word.isCapital) continue;
    const place = word.isPossessive ? gazetteer.byName(word.text) : null;
    return gazetteer.demonyms.get(word.folded) ?? (place?.kind === 'country' ? place.name : null);
  }
  return null;
}
