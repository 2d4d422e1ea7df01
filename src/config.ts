import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { QuestionWordsSchema } from './answers/question-words.ts';
import {
  ActorWordsSchema,
  OutletsSchema,
  PeopleSchema,
  type Person,
} from './claims/actors/words.ts';
import { CuesSchema } from './claims/attribution/cues.ts';
import { GrammarWordsSchema } from './claims/grammar/tagging.ts';
import { KindWordsSchema } from './claims/kinds.ts';
import {
  CountriesSchema,
  type PlaceEntry,
  PlacesSchema,
  PlaceWordsSchema,
} from './claims/places/words.ts';
import { QuantityWordsSchema } from './claims/quantities/words.ts';
import { StancesSchema } from './claims/stances.ts';
import { BoilerplateSchema } from './corpus/boilerplate.ts';
import { type Events, EventsSchema } from './corpus/dates/events.ts';
import { DateWordsSchema } from './corpus/dates/words.ts';
import { HouseVoiceSchema } from './corpus/outlet.ts';
import { AbbreviationsSchema } from './corpus/sentences.ts';
import { PlainError } from './faults.ts';
import { FeedsSchema } from './ingest/feed-list.ts';
import { BordersSchema } from './pictures/borders.ts';
import { DigestsSchema } from './schedule/fixed.ts';
import { SearchLanguageSchema } from './search/words.ts';

/** `PORT=eighty` is to be told what to write instead, not what a parser calls it. */
function whole(from: number, to: number) {
  const error = `write a whole number from ${from} to ${to}`;
  return z.coerce.number({ error }).int({ error }).min(from, { error }).max(to, { error });
}

const port = whole(0, 65_535);
const MIB_ERROR = 'write a number above 0, at most 100';
const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

function webAddress(example: string) {
  return z.url({ protocol: /^https?$/, error: `write a web address: ${example}` });
}

/** "slack:U012ABC", or "slack" for all there. */
const CURATOR = /^(?:slack|discord|web)(?::\S{1,200})?$/u;

/** Every environment variable that Muster reads, with its default; `.env.example` lists the same. */
export const Environment = z.object({
  PORT: port.default(8080),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('data'),
  CONFIG_DIR: z.string().default('config'),
  /** Further folders of articles, one after the other with a colon between; `seeds/` is always read. */
  CORPUS_DIRS: z
    .string()
    .default('')
    .transform((dirs) => dirs.split(':').filter(Boolean)),
  MAX_FILE_MIB: z.coerce
    .number({ error: MIB_ERROR })
    .positive({ error: MIB_ERROR })
    .max(100, { error: MIB_ERROR })
    .default(5),
  THREAD_DAYS: whole(1, 3650).default(90),
  /** A PostgreSQL address; without it everything is kept in SQLite in DATA_DIR. */
  DATABASE_URL: z.string().optional(),
  /** Where readers reach the page, for links from chat. */
  PUBLIC_URL: webAddress('https://muster.example.org').optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'must begin with xoxb-').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'must begin with xapp-').optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_PORT: port.default(3000),
  SLACK_API_URL: webAddress('https://slack.com/api/').optional(),
  DISCORD_TOKEN: z.string().optional(),
  DISCORD_API_URL: webAddress('https://discord.com/api').optional(),
  /** Who may add articles and feeds from chat: "slack:U012ABC", or "slack" for all there; a comma between. */
  CURATORS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    )
    .refine((list) => list.every((one) => CURATOR.test(one)), {
      error:
        'write slack:U012ABC or discord:123456789 for a person, slack, discord or web for all there, with a comma between',
    }),
  /** True reads feeds and pages from addresses of one's own network too. */
  ALLOW_PRIVATE_FEEDS: z.stringbool({ error: 'write true or false' }).default(false),
  LOG_LEVEL: z.enum(LEVELS, { error: `write one of ${LEVELS.join(', ')}` }).default('info'),
});

/** The files of `config/`, each with the schema that its reader declares. */
const files = {
  abbreviations: ['language/abbreviations.json', AbbreviationsSchema],
  boilerplate: ['language/boilerplate.json', BoilerplateSchema],
  borders: ['world/borders.json', BordersSchema],
  cues: ['language/cues.json', CuesSchema],
  grammar: ['language/grammar.json', GrammarWordsSchema],
  houseVoice: ['language/house-voice.json', HouseVoiceSchema],
  kinds: ['language/kinds.json', KindWordsSchema],
  questions: ['language/questions.json', QuestionWordsSchema],
  countries: ['world/countries.json', CountriesSchema],
  placeWords: ['language/places.json', PlaceWordsSchema],
  worldPlaces: ['world/places.json', PlacesSchema],
  actorWords: ['language/actors.json', ActorWordsSchema],
  organisations: ['world/organisations.json', PeopleSchema],
  outlets: ['outlets.json', OutletsSchema],
  digests: ['digests.json', DigestsSchema],
  feeds: ['feeds.json', FeedsSchema],
  search: ['language/search.json', SearchLanguageSchema],
  stances: ['language/stances.json', StancesSchema],
  quantities: ['language/quantities.json', QuantityWordsSchema],
  dates: ['language/dates.json', DateWordsSchema],
} as const satisfies Record<string, readonly [file: string, schema: z.ZodType]>;

type Files = { readonly [Name in keyof typeof files]: z.infer<(typeof files)[Name][1]> };

/** What is particular to the wars that are covered: every folder of `config/theatres/`, one after the other. */
export type Theatres = {
  readonly names: readonly string[];
  readonly places: readonly PlaceEntry[];
  readonly people: readonly Person[];
  readonly events: Events;
  /** Whose troops digests watch, as adjectives: "Russian". Empty where some theatre names none: all are watched. */
  readonly watched: readonly string[];
};

const TheatreSchema = z.strictObject({
  title: z.string().min(1),
  watched: z.array(z.string().min(1)),
});

export type Config = {
  readonly env: z.infer<typeof Environment>;
  readonly theatres: Theatres;
} & Files;

/** Reads the environment and `config/` once; throws a `PlainError` that names the file or variable, the place in it and the remedy. */
export function loadConfig(): Config {
  const env = loadEnvironment();
  const nowhere = whyNoConfig(env.CONFIG_DIR);
  if (nowhere !== null) throw new PlainError(nowhere);
  const read = Object.entries<readonly [string, z.ZodType]>(files).map(([name, [file, schema]]) => [
    name,
    readConfigFile(join(env.CONFIG_DIR, file), schema),
  ]);
  const theatres = readTheatres(join(env.CONFIG_DIR, 'theatres'));
  const config = { env, theatres, ...(Object.fromEntries(read) as Files) };
  refuseUnknownHolders(env.CONFIG_DIR, config);
  return deepFreeze(config);
}

/** The environment alone; throws as `loadConfig` does. */
export function loadEnvironment(): Config['env'] {
  if (existsSync('.env')) {
    try {
      process.loadEnvFile('.env');
    } catch (cause) {
      throw new PlainError(
        '.env cannot be read. Make it a text file of lines like PORT=8080 that Muster may read, or move it away.',
        { cause },
      );
    }
  }
  return readEnvironment(process.env);
}

/** What is wrong with the files of a config folder, one sentence for each file; empty when nothing is. */
export function examineFiles(folder: string): readonly string[] {
  const nowhere = whyNoConfig(folder);
  if (nowhere !== null) return [nowhere];
  const readings = [
    ...Object.values<readonly [string, z.ZodType]>(files).map(
      ([file, schema]) =>
        () =>
          readConfigFile(join(folder, file), schema),
    ),
    () => readTheatres(join(folder, 'theatres')),
  ];
  const wrong = readings.flatMap(complaintsOf);
  return wrong.length > 0 ? wrong : complaintsOf(() => refuseUnknownHoldersIn(folder));
}

function complaintsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (thrown) {
    if (thrown instanceof PlainError) return [thrown.message];
    throw thrown;
  }
}

/** One sentence for a folder that is none of Muster's, in place of one for each file that it lacks. */
function whyNoConfig(folder: string): string | null {
  return existsSync(join(folder, 'language'))
    ? null
    : `CONFIG_DIR is ${folder}, where no configuration of Muster is. Name a folder made as a copy of config/.`;
}

/** A theatre may leave a file out; a folder that is no theatre is left alone. */
function readTheatres(folder: string): Theatres {
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort()
    : [];
  for (const name of names) refuseUnreadFiles(join(folder, name));
  const read = <Schema extends z.ZodType>(
    file: (typeof THEATRE_FILES)[number],
    schema: Schema,
  ): z.infer<Schema>[] =>
    names
      .map((name) => join(folder, name, file))
      .filter((path) => existsSync(path))
      .map((path) => readConfigFile(path, schema));
  return {
    names,
    places: read('places.json', PlacesSchema).flat(),
    people: read('people.json', PeopleSchema).flat(),
    events: read('events.json', EventsSchema).flatMap(({ events }) => events),
    watched: read('theatre.json', TheatreSchema).flatMap(({ watched }) => watched),
  };
}

type Holding = Pick<Config, 'theatres' | 'countries' | 'worldPlaces'>;

/** A place within what nobody knows would be found under its own name alone. */
function refuseUnknownHolders(folder: string, { theatres, countries, worldPlaces }: Holding): void {
  const places = [...theatres.places, ...worldPlaces];
  const known = new Set([...countries, ...places].map(({ name }) => name));
  const lost = places.find(({ within }) => within !== null && !known.has(within));
  if (lost === undefined) return;
  throw new PlainError(
    `${folder}: the place ${lost.name} lies within “${lost.within}”, which is the name of no place or country there. Name one that is, add it as a place of its own, or write null.`,
  );
}

function refuseUnknownHoldersIn(folder: string): void {
  refuseUnknownHolders(folder, {
    theatres: readTheatres(join(folder, 'theatres')),
    countries: readConfigFile(join(folder, files.countries[0]), files.countries[1]),
    worldPlaces: readConfigFile(join(folder, files.worldPlaces[0]), files.worldPlaces[1]),
  });
}

const THEATRE_FILES = ['events.json', 'people.json', 'places.json', 'theatre.json'] as const;

/** A misspelt name would leave a theatre's entries out without a word. */
function refuseUnreadFiles(theatre: string): void {
  const known = new Set<string>(THEATRE_FILES);
  const unread = readdirSync(theatre).find((file) => file.endsWith('.json') && !known.has(file));
  if (unread === undefined) return;
  throw new PlainError(
    `${join(theatre, unread)} is no file of a theatre: those are ${THEATRE_FILES.join(', ')}. Rename it or move it away.`,
  );
}

/** An empty variable counts as one that is not set. */
function readEnvironment(variables: NodeJS.ProcessEnv): z.infer<typeof Environment> {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const result = Environment.safeParse(set);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new PlainError(
    `The environment variable ${issue?.path.join('.')} is wrong: ${issue?.message}. Correct it in .env or where you start Muster.`,
  );
}

/** Reads one JSON file through its schema; throws a `PlainError` that says what to change where. */
export function readConfigFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): z.infer<Schema> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new PlainError(
      `${path} cannot be read. Restore it from the repository or correct its permissions.`,
      { cause },
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new PlainError(
      `${path} is not valid JSON: ${(cause as Error).message}. Mend that place.`,
      { cause },
    );
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.length ? ` at ${issue.path.join('.')}` : '';
  throw new PlainError(`${path}${place}: ${issue?.message}. Change that value and start again.`);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
