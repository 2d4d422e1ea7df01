import { foldName } from '../../corpus/fold.ts';
import type { Gazetteer } from '../places/gazetteer.ts';
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
  /** Adjectives, peoples and names of countries to the country; other sides' adjectives to the side. */
  readonly sides: ReadonlyMap<string, string>;
  /** Words that no noun phrase goes on over. */
  readonly stops: ReadonlySet<string>;
  /** Each country to the adjective for its forces. */
  readonly adjectives: ReadonlyMap<string, string>;
};

export function toActorLexicon(sources: ActorSources): ActorLexicon {
  const { words, people, outlets, gazetteer } = sources;
  const set = (name: SetName): [SetName, ReadonlySet<string>] => [
    name,
    new Set(words[name].map(foldName)),
  ];
  return {
    sources,
    is: Object.fromEntries(SETS.map(set)) as Record<SetName, ReadonlySet<string>>,
    people: firstOf(people, ({ name, aliases }) => [name, ...aliases]),
    outlets: firstOf(outlets, ({ name, aliases }) => [name, ...aliases]),
    sides: new Map([
      ...Object.entries(words.sides),
      ...gazetteer.demonyms,
      ...gazetteer.places
        .filter(({ governs }) => governs !== null)
        .flatMap(({ spellings, governs }) =>
          spellings.map((spelling): [string, string] => [foldName(spelling), governs as string]),
        ),
    ]),
    stops: new Set(
      [...gazetteer.words.functionWords, ...gazetteer.words.verbs].filter(
        (word) => word !== 'and' && word !== 'or' && word !== 'now' && word !== 'also',
      ),
    ),
    adjectives: new Map(
      gazetteer.countries.map(({ name, adjectives }) => [name, adjectives[0] ?? name]),
    ),
  };
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
