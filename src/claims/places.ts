import type { Span } from '../corpus/article.ts';
import type { PlaceMention } from './claim.ts';
import { cityAt, townCalled } from './places/city-names.ts';
import { homesOf, type PlaceContext, placeContext, spellingAt } from './places/context.ts';
import { type Gazetteer, type Place, type Spelling, toPlace } from './places/gazetteer.ts';
import { isAdjective, isGovernment, isWithinName, type Sets, setsOf } from './places/role.ts';
import { unlistedAt } from './places/unlisted.ts';
import { type Word, wordsOf, wordsWithin } from './words.ts';

/**
 * Places that the sentences of a text name, in reading order, by what the whole text tells about names. A capital
 * or country that stands for its government is marked so.
 */
export function readPlaces(
  text: string,
  sentences: readonly Span[],
  gazetteer: Gazetteer,
  words: readonly Word[] = wordsOf(text),
): readonly PlaceMention[] {
  const context = placeContext(words, gazetteer);
  const sets = setsOf(gazetteer.words);
  return sentences.flatMap((sentence) => {
    const within = wordsWithin(text, words, sentence);
    return placesAmong(within, gazetteer, context, sets).map((mention) =>
      toMention(text, within, mention, gazetteer),
    );
  });
}

function placesAmong(
  words: readonly Word[],
  gazetteer: Gazetteer,
  context: PlaceContext,
  sets: Sets,
): readonly Found[] {
  const found: Found[] = [];
  for (let at = 0; at < words.length; ) {
    const next =
      namedAt(words, at, gazetteer, context, sets, found) ??
      territoryAt(words, at, gazetteer, sets) ??
      townAt(words, at, gazetteer, context, sets, found.at(-1)) ??
      calledPlaceAt(words, at, gazetteer, context, sets, found.at(-1));
    if (next && next !== 'skip') found.push(next);
    at =
      next && next !== 'skip'
        ? next.to
        : next === 'skip'
          ? at + skipped(words, at, gazetteer)
          : at + 1;
  }
  shareRegionWord(words, found, gazetteer, sets);
  return found;
}

type Found = {
  place: Place;
  /** Words it spans, end exclusive; `core` is where the name itself begins. */
  readonly from: number;
  to: number;
  readonly core: number;
  readonly isGovernment: boolean;
  readonly direction: string | null;
};

function skipped(words: readonly Word[], at: number, gazetteer: Gazetteer): number {
  return spellingAt(words, at, gazetteer)?.words.length ?? 1;
}

function namedAt(
  words: readonly Word[],
  at: number,
  gazetteer: Gazetteer,
  context: PlaceContext,
  sets: Sets,
  found: readonly Found[],
): Found | 'skip' | null {
  const spelling = spellingAt(words, at, gazetteer);
  if (!spelling) return null;
  const to = at + spelling.words.length;
  if (isAdjective(spelling, words, to, sets) || isWithinName(words, at, to, sets, context.people))
    return 'skip';
  if (isLongerCity(words, at, to, gazetteer)) return null;
  const { place, end } = resolve(spelling, words, at, to, gazetteer, sets);
  // "the southern part of Russia’s Belgorod region" is no part of Russia in general.
  const isHolder = words[to - 1]?.isPossessive && words[to]?.isCapital;
  const lead = isHolder ? null : directionBefore(words, at, gazetteer, sets);
  const behind = lead ? null : directionBehind(words, end, gazetteer);
  const direction = lead?.direction ?? behind?.direction ?? null;
  const before = found.at(-1);
  const isListed = isInList(words, before, at, end);
  const shared = isListed && before?.place.governs ? before.isGovernment : null;
  return {
    place,
    from: lead?.from ?? at,
    to: behind?.to ?? end,
    core: at,
    isGovernment: direction === null && isGovernment(place, words, at, end, sets, shared),
    direction,
  };
}

/** "Colorado Springs" is no Colorado. */
function isLongerCity(
  words: readonly Word[],
  at: number,
  to: number,
  gazetteer: Gazetteer,
): boolean {
  const next = words[to];
  if (!next?.isCapital || next.gap !== ' ' || words[to - 1]?.isPossessive) return false;
  const name = words.slice(at, to + 1).map(({ folded }) => folded);
  return gazetteer.cities.find(name.join(' ')).length > 0;
}

/** "in Russia, Belarus and China": the name goes on a list that the mention before it began. */
function isInList(
  words: readonly Word[],
  before: Found | undefined,
  at: number,
  end: number,
): boolean {
  if (!before) return false;
  const link = words[at - 1]?.folded;
  if (before.to === at - 1 && words[at]?.gap === ' ') return link === 'and' || link === 'or';
  const next = words[end];
  const goesOn = next?.gap !== ' ' || next.folded === 'and' || next.folded === 'or';
  return before.to === at && words[at]?.gap === ', ' && goesOn;
}

/** Chooses the city or the region of one name, and takes the word for region into the mention. */
function resolve(
  spelling: Spelling,
  words: readonly Word[],
  at: number,
  to: number,
  gazetteer: Gazetteer,
  sets: Sets,
): { place: Place; end: number } {
  const name = spelling.words.join(' ');
  const next = words[to];
  const first = spelling.places[0] as Place;
  const region = gazetteer.regionNamed(name);
  if (next && next.gap === ' ' && sets.regionWords.has(next.folded)) {
    if (region) return { place: region, end: to + 1 };
    if (first.kind === 'region') return { place: first, end: to + 1 };
  }
  if (!region || first.kind === 'region') return { place: first, end: to };
  const of = words[at - 1]?.folded === 'of' ? words[at - 2] : words[at - 1];
  if (of && sets.regionWords.has(of.folded)) return { place: region, end: to };
  const city = spelling.places.find(({ kind }) => kind === 'city') ?? first;
  if (of && sets.cityWords.has(of.folded)) return { place: city, end: to };
  const isFront =
    next && next.gap === ' ' && sets.frontWords.has(next.folded) && first.governs === null;
  return { place: isFront ? region : first, end: to };
}

type Direction = { readonly direction: string; readonly from: number };

/** "eastern Ukraine", "the northeast part of Ukraine", "the east of the country" is none. */
function directionBefore(
  words: readonly Word[],
  at: number,
  gazetteer: Gazetteer,
  sets: Sets,
): Direction | null {
  const { directions } = gazetteer.words;
  const compound = (index: number): Direction | null => {
    const word = words[index];
    const direct = word && directions[word.folded];
    if (!word || !direct || words[index + 1]?.opens) return null;
    const joined =
      word.gap === '-' ? directions[`${words[index - 1]?.folded}-${word.folded}`] : undefined;
    return joined ? { direction: joined, from: index - 1 } : { direction: direct, from: index };
  };
  let index = at - 1;
  const direct = compound(index);
  // "north Korea" is no part of Korea; adjectives alone stand right before a name.
  if (direct && words[at]?.gap === ' ' && /ern$|central/.test(words[index]?.folded ?? ''))
    return direct;
  if (words[index]?.folded === 'the') index -= 1;
  if (words[index]?.folded !== 'of') return null;
  index -= 1;
  if (sets.parts.has(words[index]?.folded ?? '')) return compound(index - 1);
  const noun = compound(index);
  const isPart = noun && /^(?:the|in|s)$/.test(words[noun.from - 1]?.folded ?? '');
  return isPart ? noun : null;
}

/** "Ukraine’s east", "Russia's southern" is none. */
function directionBehind(
  words: readonly Word[],
  to: number,
  gazetteer: Gazetteer,
): { direction: string; to: number } | null {
  const word = words[to];
  if (!words[to - 1]?.isPossessive || !word || word.isCapital || /ern$/.test(word.folded))
    return null;
  const direction = gazetteer.words.directions[word.folded];
  return direction ? { direction, to: to + 1 } : null;
}

/** "Russian territory", "the Polish border". */
function territoryAt(
  words: readonly Word[],
  at: number,
  gazetteer: Gazetteer,
  sets: Sets,
): Found | null {
  const word = words[at];
  if (!word?.isCapital) return null;
  for (const length of [2, 1]) {
    const head = words[at + length];
    if (!head || head.opens || !sets.territoryWords.has(head.folded)) continue;
    const name = words
      .slice(at, at + length)
      .map(({ folded }) => folded)
      .join(' ');
    const country = gazetteer.demonyms.get(name);
    const place = country && gazetteer.byName(country);
    if (!place) continue;
    if (sets.guards.has(words[at + length + 1]?.folded ?? '')) continue;
    const lead = directionBefore(words, at, gazetteer, sets);
    return {
      place,
      from: lead?.from ?? at,
      to: at + length + 1,
      core: at,
      isGovernment: false,
      direction: lead?.direction ?? null,
    };
  }
  return null;
}

function townAt(
  words: readonly Word[],
  at: number,
  gazetteer: Gazetteer,
  context: PlaceContext,
  sets: Sets,
  before: Found | undefined,
): Found | null {
  const isListed = isInList(words, before, at, at + 1) && before?.isGovernment === false;
  const town = cityAt(words, at, gazetteer, context, sets, isListed);
  if (!town) return null;
  const place = toPlace(town.city);
  return { place, from: at, to: town.to, core: at, isGovernment: false, direction: null };
}

/** "from Dessie to Bure" */
function isWayOn(words: readonly Word[], { from, to }: Found, at: number): boolean {
  return to === at - 1 && words[to]?.folded === 'to' && words[from - 1]?.folded === 'from';
}

/** A name that no list knows: it is found by its words, lies in the country that is said with it, and is on no map. */
function calledPlaceAt(
  words: readonly Word[],
  at: number,
  gazetteer: Gazetteer,
  context: PlaceContext,
  sets: Sets,
  before: Found | undefined,
): Found | null {
  if (!words[at]?.isCapital && words[at + 1]?.gap !== '-') return null;
  const isListed =
    before?.isGovernment === false &&
    before.place.kind !== 'country' &&
    before.place.kind !== 'region' &&
    (isInList(words, before, at, at + 1) || isWayOn(words, before, at));
  const called = unlistedAt(words, at, gazetteer, context, sets, isListed);
  if (!called) return null;
  const { name, within } = called;
  const nowhere = { latitude: null, longitude: null, governs: null };
  const town = townCalled(name, within === null ? homesOf(context) : [within], gazetteer);
  const place: Place = town
    ? toPlace(town)
    : { ...nowhere, name, kind: 'area', within, spellings: [name] };
  return { place, from: at, to: called.to, core: at, isGovernment: false, direction: null };
}

/** "the Sumy and Kharkiv oblasts": both are regions. */
function shareRegionWord(
  words: readonly Word[],
  found: Found[],
  gazetteer: Gazetteer,
  sets: Sets,
): void {
  /** What stands before it has a region word of its own. */
  let first = 0;
  for (let i = 0; i < found.length; i += 1) {
    const last = found[i] as Found;
    const plural = words[last.to];
    if (plural?.gap !== ' ' || !sets.regionPlurals.has(plural.folded)) continue;
    const toRegion = (mention: Found) => {
      const name = words
        .slice(mention.core, mention.to)
        .map(({ folded }) => folded)
        .join(' ');
      mention.place = gazetteer.regionNamed(name) ?? mention.place;
    };
    for (let j = i; j >= first; j -= 1) {
      const mention = found[j] as Found;
      const next = found[j + 1];
      if (j < i && next && next.from - mention.to > 1) break;
      toRegion(mention);
    }
    last.to += 1;
    first = i + 1;
  }
}

function toMention(
  text: string,
  words: readonly Word[],
  mention: Found,
  gazetteer: Gazetteer,
): PlaceMention {
  const start = words[mention.from]?.start ?? 0;
  const end = words[mention.to - 1]?.end ?? start;
  const holders = gazetteer.holders(mention.place);
  const shared = {
    span: { start, end },
    text: text.slice(start, end),
    isGovernment: mention.isGovernment,
  };
  const { place, direction } = mention;
  if (direction !== null && place.kind === 'country') {
    const name = `${direction} ${place.name}`;
    const part = gazetteer.byName(name);
    const at = { latitude: part?.latitude ?? null, longitude: part?.longitude ?? null };
    return { ...shared, ...at, name, within: [place.name, ...holders] };
  }
  const { name, latitude, longitude } = place;
  return { ...shared, name, within: holders, latitude, longitude };
}

/** Whether a mention lies in the place of that name, or is it. */
export function liesIn(
  mention: Pick<PlaceMention, 'name' | 'within'>,
  name: string,
  gazetteer: Gazetteer,
): boolean {
  const inside = gazetteer.inside(name);
  return inside.has(mention.name) || mention.within.some((holder) => inside.has(holder));
}
