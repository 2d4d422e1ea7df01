import { join } from 'node:path';
import type { Answerer } from './answers/answerer.ts';
import { type Named, openNames } from './answers/names.ts';
import { openAnswerer } from './answers/open-answerer.ts';
import { openQuestions } from './answers/question.ts';
import { tagWords } from './answers/tags.ts';
import { termOf } from './answers/terms.ts';
import { isListed } from './claims/grammar/lexicon.ts';
import type { Gazetteer } from './claims/places/gazetteer.ts';
import type { Config } from './config.ts';
import type { Article } from './corpus/article.ts';
import { dateCorpus } from './corpus/date-corpus.ts';
import { type Aside, openAside } from './ingest/aside.ts';
import { openPipeline, type Pipeline } from './ingest/pipeline.ts';
import { listFiles, readSource } from './ingest/read-file.ts';
import { traitsOf } from './ingest/traits.ts';
import { openReading, type Reading } from './reading.ts';
import { openMiniSearch } from './search/minisearch.ts';
import type { Search } from './search/port.ts';
import { openStore } from './store/kysely.ts';
import type { Store } from './store/port.ts';

/** Everything that answers questions, loaded and ready. */
export type Muster = {
  readonly store: Store;
  readonly search: Search;
  readonly answerer: Answerer;
  readonly reading: Reading;
};

/** A Muster that reads its articles once and keeps nothing. */
export type TransientMuster = Muster & {
  /** One sentence for each file that was left out, and for each remark on one that was not. */
  readonly problems: readonly string[];
};

/** A Muster that keeps what it reads, and reads on. */
export type LastingMuster = Muster & {
  readonly pipeline: Pipeline;
  /** Reads long texts without holding up anything else; to be closed. */
  readonly readers: Aside;
};

export type TransientOptions = {
  /** Folders and files to load. */
  readonly paths: readonly string[];
  /** False for a command that only searches: claims are then left unread. */
  readonly needsClaims?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
};

/** Loads articles and builds what answers over them, for a command that asks and goes. */
export async function openTransient(
  config: Config,
  options: TransientOptions,
): Promise<TransientMuster> {
  const reading = openReading(config);
  const store = await openStore({ file: ':memory:' });
  const search = openSearch(config, reading.gazetteer);
  const { articles, problems } = await loadArticles(
    reading,
    options.paths,
    config.env.MAX_FILE_MIB * 2 ** 20,
    options.onProgress,
  );
  for (const article of articles)
    await store.library.save(
      article,
      options.needsClaims === false ? [] : reading.toClaims(article),
    );
  await search.add(articles);
  const answerer = openAnswers(config, reading.gazetteer, search, store);
  return { store, search, answerer, reading, problems };
}

export type LastingOptions = {
  readonly now: () => number;
  /** Takes what was thrown while an article was read anew. */
  readonly fault: (doing: string, thrown: unknown) => void;
};

/** Opens the store, indexes what it holds, and builds what reads and answers over it. */
export async function openLasting(
  config: Config,
  { now, fault }: LastingOptions,
): Promise<LastingMuster> {
  const { env } = config;
  const reading = openReading(config);
  const store = await openStore(
    env.DATABASE_URL ? { url: env.DATABASE_URL } : { file: join(env.DATA_DIR, 'muster.sqlite') },
  );
  const search = openSearch(config, reading.gazetteer);
  const { toArticle, toClaims, dateAmong, extractor } = reading;
  const { library, history, sources } = store;
  const readers = openAside(
    { toArticle, toClaims, dateAmong, traitsOf },
    { module: new URL('./reading-thread.ts', import.meta.url), data: config },
  );
  const pipeline = await openPipeline({
    ...readers,
    ...{ extractor, library, history, sources, search, now, fault },
  });
  const answerer = openAnswers(config, reading.gazetteer, search, store);
  return { store, search, answerer, reading, readers, pipeline };
}

function openSearch({ search, theatres, organisations }: Config, gazetteer: Gazetteer): Search {
  const people = [...theatres.people, ...organisations].map(({ name, aliases }) => [
    name,
    ...aliases,
  ]);
  return openMiniSearch({
    language: search,
    names: [...gazetteer.places.map(({ spellings }) => spellings), ...people],
  });
}

/** Reads articles from files; the undated ones are dated once more in the light of the others. */
export async function loadArticles(
  reading: Reading,
  paths: readonly string[],
  maxBytes: number,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<{ readonly articles: readonly Article[]; readonly problems: readonly string[] }> {
  const { files, problems } = await listFiles(paths);
  const said = [...problems];
  const articles = new Map<string, Article>();
  for (const [index, file] of files.entries()) {
    const read = await readSource(file, maxBytes);
    if ('problem' in read) said.push(read.problem);
    else {
      if (read.remark) said.push(read.remark);
      const article = reading.toArticle(read.source);
      if (!articles.has(article.id)) articles.set(article.id, article);
    }
    onProgress(index + 1, files.length);
  }
  const dated = dateCorpus([...articles.values()], reading.dateAmong);
  return { articles: dated, problems: said };
}

function openAnswers(
  config: Config,
  gazetteer: Gazetteer,
  search: Search,
  { library, history, sources }: Store,
): Answerer {
  const names = namesOf(config, gazetteer);
  const concepts = new Map(
    Object.entries(config.questions.concepts).flatMap(([idea, words]) =>
      words.map((word) => [termOf(word), idea] as const),
    ),
  );
  const military = new Set(Object.values(config.kinds).flat().map(termOf));
  return openAnswerer({
    search,
    library,
    history,
    sources,
    readQuestion: openQuestions(config.questions, (words) => tagWords(words, config.grammar)),
    findNames: openNames(names),
    names,
    gazetteer,
    concepts,
    isListed: (word) => isListed(word) || concepts.has(termOf(word)) || military.has(termOf(word)),
  });
}

/** Every place, country, person and outlet that config knows, as questions may spell it. */
export function namesOf(config: Config, gazetteer: Gazetteer): readonly Named[] {
  const countries = new Map(
    config.countries.map(({ name, aliases, adjectives, people, seats }): [string, Named] => [
      name,
      { name, kind: 'country', spellings: [...aliases, ...adjectives, ...people, ...seats] },
    ]),
  );
  const places = gazetteer.places
    .filter(({ name, kind }) => kind !== 'seat' && !countries.has(name))
    .map(({ name, spellings, governs }): Named => {
      const seatOf = governs === null ? undefined : countries.get(governs);
      return { name, kind: 'place', spellings, ...(seatOf && { seatOf }) };
    });
  const people = [...config.theatres.people, ...config.organisations].map(
    ({ name, aliases }): Named => ({ name, kind: 'person', spellings: aliases }),
  );
  const outlets = config.outlets.map(
    ({ name, aliases }): Named => ({ name, kind: 'outlet', spellings: aliases }),
  );
  return [...people, ...places, ...countries.values(), ...outlets];
}
