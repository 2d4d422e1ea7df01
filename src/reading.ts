import { attribute } from './claims/attribution/attribute.ts';
import type { Claim, PlaceMention, Quantity } from './claims/claim.ts';
import { claimExtractor } from './claims/extract.ts';
import { parseArticle } from './claims/grammar/grammar.ts';
import { openKinds } from './claims/kinds.ts';
import { placeContext } from './claims/places/context.ts';
import { foldName } from './claims/places/fold.ts';
import { type Gazetteer, openGazetteer } from './claims/places/gazetteer.ts';
import { readPlaces } from './claims/places.ts';
import { readQuantities } from './claims/quantities.ts';
import type { Config } from './config.ts';
import { type Article, cut, type Known, UNKNOWN_DATE } from './corpus/article.ts';
import { articleBuilder, type Source } from './corpus/build-article.ts';
import { openDateReader } from './corpus/dates/read.ts';
import { resolveTimex } from './corpus/dates/resolve.ts';
import { openDating } from './corpus/dating.ts';

/** From text to article to claims, with every word list prepared once. */
export type Reading = {
  readonly toArticle: (source: Source) => Article;
  readonly toClaims: (article: Article) => readonly Claim[];
  /** Dates an article once more in the light of others. */
  readonly dateBeside: (article: Article, known: Known, others: readonly Article[]) => Article;
  /** Dates the articles that bear no date once more, by the others. */
  readonly dateTogether: (articles: readonly Article[]) => readonly Article[];
  readonly gazetteer: Gazetteer;
  readonly quantities: (article: Article) => readonly Quantity[];
  readonly places: (article: Article) => readonly PlaceMention[];
};

export function openReading(config: Config): Reading {
  const gazetteer = openGazetteer({
    words: config.placeWords,
    countries: config.countries,
    places: config.theatres.places,
  });
  const forces = new Set(config.kinds.forces);
  const dates = openDateReader(config.dates);
  const dateArticle = openDating(config.dates, config.theatres.events);
  const toArticle = articleBuilder(
    {
      boilerplate: config.boilerplate,
      abbreviations: config.abbreviations,
      houseVoice: config.houseVoice,
      outlets: [],
    },
    dateArticle,
  );
  const statements = new Set(config.stances.statements);
  const readArticlePlaces = ({ text, sentences }: Article) => {
    const context = placeContext(text, gazetteer);
    return sentences.flatMap(({ span }) =>
      readPlaces(text.slice(span.start, span.end), span.start, gazetteer, context),
    );
  };
  const toClaims = claimExtractor({
    parse: (article) => parseArticle(article, config.grammar),
    attribute: (article, grammar) => attribute(article, grammar, config.cues),
    quantities: (text, from) => readQuantities(text, from, config.quantities),
    places: readArticlePlaces,
    countsForces: ({ unit, text }) =>
      unit === null ||
      peoples(unit, gazetteer).length > 0 ||
      unit.split(' ').some((word) => forces.has(word.toLowerCase().replace(/s$/, ''))) ||
      /\btroops?\b/i.test(text),
    peoples: (words) => peoples(words, gazetteer),
    actor: (words, fullest) => ({
      name: fullest ?? words,
      role: null,
      side: null,
      kind: /CNN|Times|Post|Press|News|Journal/.test(words)
        ? 'outlet'
        : /officials?|sources?|analysts?|experts?/i.test(words)
          ? 'anonymous'
          : 'person',
    }),
    forces: (text) =>
      [...text.matchAll(/\b(Russian|Ukrainian|North Korean)s?\b/g)].map((m) => m[1] as string),
    isStatement: ({ lemma }) => statements.has(lemma),
    kind: openKinds(config.kinds),
    when(article, span) {
      const timex = article.timexes.find(
        (of) => span.start <= of.span.start && of.span.end <= span.end,
      );
      return timex ? resolveTimex(article, timex, dates) : UNKNOWN_DATE;
    },
  });
  const dateBeside = (article: Article, known: Known, others: readonly Article[]) =>
    others.length === 0 || article.published.basis === 'stated'
      ? article
      : { ...article, ...dateArticle(article, known, others) };
  const dateTogether = (articles: readonly Article[]) =>
    articles.map((article) =>
      dateBeside(
        article,
        {},
        articles.filter((other) => other !== article),
      ),
    );
  const quantities = (article: Article) =>
    article.sentences.flatMap(({ span }) =>
      readQuantities(cut(article, span), span.start, config.quantities),
    );
  return {
    toArticle,
    toClaims,
    dateBeside,
    dateTogether,
    gazetteer,
    quantities,
    places: readArticlePlaces,
  };
}

/** The countries whose people or armies some words name, by their adjectives and peoples' names. */
function peoples(words: string, { demonyms }: Gazetteer): readonly string[] {
  const folded = words.split(/\s+/).map(foldName);
  const found: string[] = [];
  for (let at = 0; at < folded.length; at += 1) {
    const pair = demonyms.get(`${folded[at]} ${folded[at + 1]}`);
    const country = pair ?? demonyms.get(folded[at] ?? '');
    if (country) found.push(country);
    if (pair) at += 1;
  }
  return [...new Set(found)];
}
