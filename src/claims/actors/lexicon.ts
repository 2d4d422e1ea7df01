import { foldName } from '../../corpus/fold.ts';
import type { Gazetteer } from '../places/gazetteer.ts';
import type { CountryEntry } from '../places/words.ts';
import type { ActorWords, Outlet, Person } from './words.ts';

export type ActorSources = {
  readonly words: ActorWords;
  /** Theatres' people first, then the world's organisations. */
  readonly people: readonly Person[];
  readonly outlets: readonly Outlet[];
  readonly gazetteer: Gazetteer;
};

const SETS = [
  'anonymous',
  'plural',
  'government',
  'state',
  'organisation',
  'organisationInside',
  'documents',
  'outletNouns',
  'outletTails',
  'outletHeads',
  'titles',
  'roleNouns',
  'pronouns',
  'pluralPronouns',
  'thingPronouns',
  'partOf',
  'back',
  'breaks',
  'nameLinks',
  'particles',
  'far',
  'troops',
  'operations',
  'notActing',
] as const;
type SetName = (typeof SETS)[number];

/** `ActorSources` arranged for looking up; keys are folded. */
export type ActorLexicon = {
  readonly sources: ActorSources;
  readonly is: Readonly<Record<SetName, ReadonlySet<string>>>;
  readonly people: ReadonlyMap<string, Person>;
  readonly outlets: ReadonlyMap<string, Outlet>;
  /** The first words of their names. */
  readonly openings: Readonly<Record<'people' | 'outlets', ReadonlySet<string>>>;
  /** Adjectives, peoples and names of countries to the country; other sides' adjectives to the side. */
  readonly sides: ReadonlyMap<string, string>;
  /** Words that no noun phrase goes on over. */
  readonly stops: ReadonlySet<string>;
  /** Each country to the adjective for its forces. */
  readonly adjectives: ReadonlyMap<string, string>;
  /** Each country to the names for several of its people that are no adjectives: "north koreans", not "chinese". */
  readonly peoples: ReadonlyMap<string, ReadonlySet<string>>;
  /** How many words the longest name of a side or group has that begins with a word. */
  readonly sideLengths: ReadonlyMap<string, number>;
};

const lexicons = new WeakMap<ActorSources, ActorLexicon>();

export function actorLexiconOf(sources: ActorSources): ActorLexicon {
  const known = lexicons.get(sources);
  if (known) return known;
  const lexicon = toActorLexicon(sources);
  lexicons.set(sources, lexicon);
  return lexicon;
}

function toActorLexicon(sources: ActorSources): ActorLexicon {
  const { words, gazetteer } = sources;
  const set = (name: SetName): [SetName, ReadonlySet<string>] => [
    name,
    new Set(words[name].map(foldName)),
  ];
  const people = firstOf(sources.people, ({ name, aliases }) => [name, ...aliases]);
  const outlets = firstOf(sources.outlets, ({ name, aliases }) => [name, ...aliases]);
  const sides = new Map([
    ...Object.entries(words.sides),
    ...gazetteer.demonyms,
    ...gazetteer.places
      .filter(({ governs }) => governs !== null)
      .flatMap(({ spellings, governs }) =>
        spellings.map((spelling): [string, string] => [foldName(spelling), governs as string]),
      ),
  ]);
  const groups = [...people].filter(([, { kind }]) => kind === 'group').map(([name]) => name);
  return {
    sources,
    is: Object.fromEntries(SETS.map(set)) as Record<SetName, ReadonlySet<string>>,
    people,
    outlets,
    openings: { people: openingsOf(people), outlets: openingsOf(outlets) },
    sides,
    stops: new Set(
      [...gazetteer.words.functionWords, ...gazetteer.words.verbs].filter(
        (word) => word !== 'and' && word !== 'or' && word !== 'now' && word !== 'also',
      ),
    ),
    adjectives: new Map(
      gazetteer.countries.map(({ name, adjectives }) => [name, adjectives[0] ?? name]),
    ),
    peoples: new Map(gazetteer.countries.map((country) => [country.name, peopleOf(country)])),
    sideLengths: longestByOpening([...sides.keys(), ...groups]),
  };
}

function openingsOf(named: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  return new Set([...named.keys()].map((name) => name.split(' ')[0] ?? ''));
}

function longestByOpening(names: readonly string[]): ReadonlyMap<string, number> {
  const longest = new Map<string, number>();
  for (const name of names) {
    const words = name.split(' ');
    const opening = words[0] ?? '';
    longest.set(opening, Math.max(longest.get(opening) ?? 0, words.length));
  }
  return longest;
}

function peopleOf({ adjectives, people }: CountryEntry): ReadonlySet<string> {
  const names = new Set(people.map(foldName).filter((name) => name.endsWith('s')));
  return names.difference(new Set(adjectives.map(foldName)));
}

/** By every folded spelling, "the" left out; the first that bears a name keeps it. */
function firstOf<Entry>(
  entries: readonly Entry[],
  spellings: (entry: Entry) => readonly string[],
): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>();
  for (const entry of entries) {
    for (const spelling of spellings(entry)) {
      const key = foldName(spelling).replace(/^the /, '');
      if (!found.has(key)) found.set(key, entry);
    }
  }
  return found;
}
