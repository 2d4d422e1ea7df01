import { z } from 'zod';

const words = z.array(z.string().min(1));
const day = z.iso.date().nullable();

/** `people.json` of each theatre and `config/world/organisations.json`. */
export const PeopleSchema = z.array(
  z.object({
    name: z.string().min(1),
    kind: z.enum(['person', 'group', 'organisation', 'government', 'outlet']),
    /** The country or party that they speak for. */
    side: z.string().min(1),
    /** Other spellings, a family name alone among them where it is no one else's. */
    aliases: words,
    /** Roles with their first and last day; null is open. */
    roles: z.array(z.object({ role: z.string().min(1), from: day, until: day })),
  }),
);
export type Person = z.infer<typeof PeopleSchema>[number];

/** `config/outlets.json`. */
export const OutletsSchema = z.array(
  z.object({
    name: z.string().min(1),
    aliases: words,
    domains: words,
    country: z.string().min(1),
    /** A wire service, whose reports others print. */
    isAgency: z.boolean(),
  }),
);
export type Outlet = z.infer<typeof OutletsSchema>[number];

/** `config/language/actors.json`: the words that English names sources with. All lower-case. */
export const ActorWordsSchema = z.object({
  /** Head nouns of sources without a name. */
  anonymous: words,
  /** Nouns for several people without a plural s. */
  plural: words,
  government: words,
  /** The nouns among these that mean a state even where no country is named. */
  state: words,
  organisation: words,
  /** The same, where they stand within a name and not at its end: "Institute for the Study of War". */
  organisationInside: words,
  /** What speaks for those who made it: "US assessments show". */
  documents: words,
  outletNouns: words,
  /** Last and first words of outlets' names: "Darfur Herald", "Radio Sahel". */
  outletTails: words,
  outletHeads: words,
  /** What stands before a name and is no part of it. */
  titles: words,
  /** Nouns that make a phrase somebody's role. */
  roleNouns: words,
  pronouns: words,
  pluralPronouns: words,
  thingPronouns: words,
  partOf: words,
  /** "one of those sources" points back with these. */
  back: words,
  /** Words that open a clause about the source. */
  breaks: words,
  /** Small words inside names. */
  nameLinks: words,
  /** Words that end a head noun: "sources familiar with". */
  particles: words,
  /** Adjectives of sides that are no countries. */
  sides: z.record(z.string(), z.string()),
  /** Particles behind which a country is not the source's own: "familiar with US intelligence". */
  far: words,
  /** Before a country they leave it no actor: "in Ukraine". */
  notActing: words,
  /** Nouns of armies: "Russian troops" are a force. */
  troops: words,
  /** What armies do: "a Russian offensive". */
  operations: words,
});
export type ActorWords = z.infer<typeof ActorWordsSchema>;
