import { foldName } from '../../corpus/fold.ts';
import type { Word } from '../words.ts';
import { type City, SMALLEST } from './cities.ts';
import { type PlaceContext, spellingAt } from './context.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { Sets } from './role.ts';

/** Below this a town is taken only where the article names its country. */
const WELL_KNOWN = 300_000;
/** A town that no preposition of place leads to is taken only above this. */
const FAMOUS = 800_000;
/** How much being in a country that the article names outweighs size: a thousandfold population. */
const HOME_WEIGHT = 3;
const MOST_WORDS = 4;

/** The town of the world's gazetteer that is named at word `at`, on evidence: what leads to it, its country, its size. */
export function cityAt(
  words: readonly Word[],
  at: number,
  gazetteer: Gazetteer,
  context: PlaceContext,
  sets: Sets,
  isListed: boolean,
): { readonly city: City; readonly to: number } | null {
  const first = words[at];
  if (!first?.isCapital || /^\p{Lu}{2,}$/u.test(first.text)) return null;
  if (isPartOfName(words, at, sets)) return null;
  let to = at + 1;
  while (to < at + MOST_WORDS && words[to]?.isCapital && /^[ -]$/.test(words[to]?.gap ?? ''))
    to += 1;
  // The whole run of capitals is the name, or none of it is: "London Breed" is no city.
  const name = words
    .slice(at, to)
    .map(({ folded }) => folded)
    .join(' ');
  if (name.length < 3) return null;
  if (to === at + 1 && (sets.notCities.has(name) || gazetteer.demonyms.has(name))) return null;
  if (context.people.has(words[to - 1]?.folded ?? '') && to === at + 1) return null;
  const stated = statedCountry(words, to, gazetteer);
  const inStated = stated === null ? undefined : gazetteer.cities.findIn(stated, name)[0];
  if (inStated) return { city: inStated, to };
  const score = (city: City) =>
    Math.log10(city.population + 1) + (context.countries.has(city.country ?? '') ? HOME_WEIGHT : 0);
  const city = gazetteer.cities.find(name).toSorted((a, b) => score(b) - score(a))[0];
  if (!city) return null;
  const isHome = context.countries.has(city.country ?? '');
  const isLed = isListed || isLedTo(words, at, sets);
  const least = isLed ? (isHome ? SMALLEST : WELL_KNOWN) : first.opens ? FAMOUS * 2 : FAMOUS;
  return city.population >= least ? { city, to } : null;
}

/** Smaller towns share the names of regions and hills. */
const LEAST_CALLED = 5_000;

/** The town of that name if one alone of the countries has such a town. */
export function townCalled(
  name: string,
  countries: Iterable<string>,
  { cities }: Gazetteer,
): City | null {
  const found = [...countries].flatMap(
    (country) => cities.findIn(country, foldName(name))[0] ?? [],
  );
  const [town] = found;
  return town && found.length === 1 && town.population >= LEAST_CALLED ? town : null;
}

/** "Jack London", but "In London". */
function isPartOfName(words: readonly Word[], at: number, sets: Sets): boolean {
  const word = words[at - 1];
  return (
    word?.isCapital === true &&
    !words[at]?.opens &&
    words[at]?.gap === ' ' &&
    !sets.functionWords.has(word.folded) &&
    !sets.at.has(word.folded)
  );
}

/** The country or region of "Springfield, Illinois" or "Lyon, France". */
function statedCountry(words: readonly Word[], to: number, gazetteer: Gazetteer): string | null {
  if (words[to]?.gap !== ', ') return null;
  const place = spellingAt(words, to, gazetteer)?.places[0];
  return place ? (gazetteer.holders(place).at(-1) ?? place.name) : null;
}

function isLedTo(words: readonly Word[], at: number, sets: Sets): boolean {
  const lead = words[at - 1];
  if (!lead || words[at]?.opens) return false;
  if (lead.folded === 'of') return sets.atBeforeOf.has(words[at - 2]?.folded ?? '');
  if (sets.cityWords.has(lead.folded)) return true;
  return sets.at.has(lead.folded) || sets.at2.has(lead.folded);
}
