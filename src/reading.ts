import { attribute } from './claims/attribution/attribute.ts';
import type { Claim } from './claims/claim.ts';
import { claimExtractor } from './claims/extract.ts';
import { parseArticle } from './claims/grammar/grammar.ts';
import { openKinds } from './claims/kinds.ts';
import { readQuantities } from './claims/quantities.ts';
import type { Config } from './config.ts';
import { type Article, UNKNOWN_DATE } from './corpus/article.ts';
import { articleBuilder, type Source } from './corpus/build-article.ts';
import { openDateReader } from './corpus/dates/read.ts';

/** From text to article to claims, with every word list prepared once. */
export type Reading = {
  readonly toArticle: (source: Source) => Article;
  readonly toClaims: (article: Article) => readonly Claim[];
};

export function openReading(config: Config): Reading {
  const dates = openDateReader(config.dates);
  const toArticle = articleBuilder(
    { boilerplate: config.boilerplate, abbreviations: config.abbreviations, houseVoice: config.houseVoice, outlets: [] },
    ({ text }, known) => {
      const published = known.published
        ? { earliest: known.published, latest: known.published, basis: 'stated' as const, evidence: [] }
        : UNKNOWN_DATE;
      return { timexes: dates.read(text, published), published };
    },
  );
  const statements = new Set(config.stances.statements);
  const toClaims = claimExtractor({
    parse: (article) => parseArticle(article, config.grammar),
    attribute: (article, grammar) => attribute(article, grammar, config.cues),
    quantities: (text, from) => readQuantities(text, from, config.quantities),
    places: () => [],
    actor: (words, fullest) => ({ name: fullest ?? words, role: null, side: null, kind: /CNN|Times|Post|Press|News|Journal/.test(words) ? 'outlet' : /officials?|sources?|analysts?|experts?/i.test(words) ? 'anonymous' : 'person' }),
    forces: (text) => [...text.matchAll(/\b(Russian|Ukrainian|North Korean)s?\b/g)].map((m) => m[1] as string),
    isStatement: ({ lemma }) => statements.has(lemma),
    kind: openKinds(config.kinds),
    when: () => UNKNOWN_DATE,
  });
  return { toArticle, toClaims };
}
