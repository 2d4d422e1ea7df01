import { z } from 'zod';

const words = z.array(z.string().min(1));
const degrees = z.number().min(-180).max(180);

/** `config/language/places.json`: the English around place names. */
export const PlaceWordsSchema = z.object({
  /** After a name they make it a region: "Kursk region". */
  regionWords: words,
  /** The same after several names: "the Sumy and Kharkiv oblasts". */
  regionPlurals: words,
  /** After a city's name they mean the land around it: "the Kharkiv front". */
  frontWords: words,
  cityWords: words,
  /** Each spelling of a direction to the adjective that names the part. */
  directions: z.record(z.string(), z.string()),
  /** "the northeast part of". */
  parts: words,
  /** After a people's adjective they make it a place: "Russian territory". */
  territoryWords: words,
  /** After a word of `territoryWords` they make it no place: "the Chinese coast guard". */
  guards: words,
  /** Words right before a name that make it a location, not a government. */
  at: words,
  /** The same where "of" stands between: "the outskirts of". */
  atBeforeOf: words,
  /** Prepositions that make a location only after a word of `towards`. */
  at2: words,
  towards: words,
  /** Verbs in other forms than -ed: a capital before them acts, and so is a government. */
  verbs: words,
  auxiliaries: words,
  /** What is done to a place: "Kyiv was shelled". */
  participles: words,
  functionWords: words,
  /** Prepositions that leave no doubt. */
  within: words,
  /** What a place has and a government has not: "Kyiv’s outskirts". */
  ofPlace: words,
  /** Before a capital they make it a government. */
  governing: words,
  /** What may stand between a preposition and a name. */
  skipped: words,
  /** After a city's name in a title they make another name of it: "Washington Post". */
  nameTails: words,
  /** Places that are people's names too. */
  alsoNames: words,
  /** Towns that are common words or names. */
  notCities: words,
  /** After a name that no list knows they make it a place: "Sisaket province". */
  placeHeads: words,
  /** The same as the name's own last word: "Thitu Island". */
  properHeads: words,
  /** The name's own first word: "Lake Chad". */
  properOpenings: words,
  /** Before a known place's name they make another one: "New Guinea". */
  renewed: words,
  /** Before "of" they lead to a place, known or not: "the town of". */
  headsBeforeOf: words,
  /** Before "at" they lead to a place: "the base at". */
  sites: words,
  /** After "the" and a name they make it a place, and so they do behind a word of `siteKinds`: "the Zamzam camp". */
  siteHeads: words,
  /** "the Tine border crossing" */
  siteKinds: words,
  /** Before "from", "out of" and "to" they lead to a place: "withdrew from". */
  motion: words,
  /** Words that lead to nothing but a place or a person. */
  near: words,
  /** Words that lead to a place where the name alone follows. */
  intoPlace: words,
  /** Small words within a name: "Ras al-Ayn". */
  nameParticles: words,
  /** Those of them that a name can begin with, before a hyphen. */
  articles: words,
  /** After a name and a hyphen they make it an adjective: "Goma-based". */
  describingTails: words,
  /** What may follow a name beside function words and verbs; a noun there makes it an adjective. */
  afterNames: words,
  /** Who does this is no place. */
  speaking: words,
  /** Words that no name of a place that no list knows has in it. */
  notPlaces: words,
});
export type PlaceWords = z.infer<typeof PlaceWordsSchema>;

export const PLACE_KINDS = [
  'country',
  'region',
  'city',
  'town',
  'village',
  'area',
  'military district',
  'facility',
  'sea',
  'river',
] as const;

/** `config/world/places.json` and each theatre's `places.json`. */
export const PlacesSchema = z.array(
  z.object({
    name: z.string().min(1),
    kind: z.enum(PLACE_KINDS),
    /** Name of the region or country that holds it; null for seas and continents. */
    within: z.string().min(1).nullable(),
    aliases: words,
    /** Names that mean this region in news where they could mean its city. */
    usual: words.optional(),
    latitude: degrees.nullable(),
    longitude: degrees.nullable(),
  }),
);
export type PlaceEntry = z.infer<typeof PlacesSchema>[number];

/** `config/world/countries.json`. */
export const CountriesSchema = z.array(
  z.object({
    name: z.string().min(1),
    /** ISO 3166-1 alpha-2; null for a state that is no more. */
    code: z.string().length(2).nullable(),
    former: z.boolean().optional(),
    aliases: words,
    /** "Ukrainian": whose troops they are. */
    adjectives: words,
    /** "Ukrainians". */
    people: words,
    latitude: degrees,
    longitude: degrees,
    capital: z
      .object({ name: z.string().min(1), aliases: words, latitude: degrees, longitude: degrees })
      .nullable(),
    /** Buildings that stand for the government: "Kremlin". */
    seats: words,
  }),
);
export type CountryEntry = z.infer<typeof CountriesSchema>[number];
