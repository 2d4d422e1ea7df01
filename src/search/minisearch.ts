import { setImmediate } from 'node:timers/promises';
import MiniSearch from 'minisearch';
import type { Article } from '../corpus/article.ts';
import { foldWord } from '../corpus/fold.ts';
import { closeness } from './closeness.ts';
import { openLexicon } from './lexicon.ts';
import type { Hit, Query, Search } from './port.ts';
import { openSpelling } from './spelling.ts';
import { openWords, type SearchLanguage, type Word } from './words.ts';

export type MiniSearchOptions = {
  readonly language: SearchLanguage;
  /**
   * Names with their spellings, the usual one first: ["Kyiv", "Kiev"]. Any finds the others, and
   * none, held or not, is taken for a misspelling of another word.
   */
  readonly names?: Iterable<readonly string[]>;
};

/** What is kept of one article beside MiniSearch's own index. */
type Entry = {
  /** Numbers of its terms in reading order, the title's first. */
  readonly terms: Uint32Array;
  /** Numbers of its words as written, each once. */
  readonly surfaces: Uint32Array;
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly outlet: string | null;
};

/** A term to look for, what a match with it is worth, and the word that it stands for. */
type Sought = { readonly term: string; readonly weight: number; readonly surface: string };

/** k and b from the middle of the ranges that Robertson and Zaragoza (2009) found good, 1.2 to 2 and 0.5 to 0.8; MiniSearch's own d adds half a match to any, which favours long articles. */
const BM25 = { k: 1.6, b: 0.75, d: 0 };

/** Best articles by BM25 whose words are then looked at for closeness. */
const LOOKED_AT = 200;

/** Fewer hits than this, and near spellings of words that are held are tried as well. */
const FEW_HITS = 3;
const COMPLETIONS = 8;
const SHORTEST_BEGINNING = 3;
const CORRECTIONS = 3;
const COMPLETION_WEIGHT = 0.6;
const CORRECTION_WEIGHT = 0.5;

/** Up to this many words, articles that hold all of them come first; with more, an article that lacks one may still be the best, and BM25 knows better. */
const SHORT_QUERY = 2;
/** A query is a question, not a document: words past these are not looked for. */
const MOST_WORDS = 100;

/** Some 50 ms of work. */
const ADDED_AT_ONCE = 50;
const LONG_WORDS = 10_000;

const SEPARATOR = '\n';

export function openMiniSearch({ language, names = [] }: MiniSearchOptions): Search {
  const words = openWords(language, names);
  const surfaces = openLexicon();
  const spelling = openSpelling(surfaces);
  const terms = openLexicon();
  const entries = new Map<string, Entry>();

  // MiniSearch takes the number of *different* tokens for a field's length, and so hardly tells a
  // long article from a short one: tokens that carry their position are all different.
  const index = new MiniSearch<{ id: string; terms: string }>({
    fields: ['terms'],
    tokenize: (text) => text.split(SEPARATOR).map((term, position) => `${position} ${term}`),
    processTerm: (token) => token.slice(token.indexOf(' ') + 1),
    searchOptions: {
      bm25: BM25,
      tokenize: (text) => text.split(SEPARATOR),
      processTerm: (term) => term,
    },
  });

  function document(id: string, entry: Entry) {
    const read = Array.from(entry.terms, (number) => terms.word(number));
    return { id, terms: read.join(SEPARATOR) };
  }

  function removeOne(id: string): void {
    const entry = entries.get(id);
    if (!entry) return;
    index.remove(document(id, entry));
    surfaces.count(entry.surfaces, -1);
    terms.count(new Set(entry.terms), -1);
    entries.delete(id);
  }

  async function addOne(article: Article): Promise<void> {
    // The title counts once more than the text that holds it: what an article is named for, it is about.
    const read = [...words.read(article.title), ...words.read(keptText(article))];
    const entry: Entry = {
      terms: Uint32Array.from(read, ({ term }) => terms.number(term)),
      surfaces: Uint32Array.from(new Set(read.map(({ surface }) => surfaces.number(surface)))),
      earliest: article.published.earliest,
      latest: article.published.latest,
      outlet: article.outlet,
    };
    // MiniSearch takes a document in as a whole: of a long one, this is the only turn that others get.
    if (read.length > LONG_WORDS) await setImmediate();
    const before = entries.get(article.id);
    // An article that is read or dated anew mostly says what it said, and MiniSearch takes long to forget.
    if (before === undefined || !saySame(before, entry)) {
      removeOne(article.id);
      surfaces.count(entry.surfaces, 1);
      terms.count(new Set(entry.terms), 1);
      index.add(document(article.id, entry));
    }
    entries.set(article.id, entry);
  }

  /** The word itself when it is held; else, or when little was found, what it may begin or be a slip of. */
  function seek({ surface, term }: Word, isLast: boolean, tryHarder: boolean): readonly Sought[] {
    const isHeld = terms.articles(term) > 0;
    const sought: Sought[] = isHeld ? [{ term, weight: 1, surface }] : [];
    if (words.isName(surface) || (isHeld && !tryHarder)) return sought;
    const mayGoOn = !isHeld && isLast && surface.length >= SHORTEST_BEGINNING;
    for (const whole of mayGoOn ? spelling.completions(surface, COMPLETIONS) : []) {
      sought.push({ term: words.term(whole), weight: COMPLETION_WEIGHT, surface: whole });
    }
    for (const near of spelling.near(surface, CORRECTIONS)) {
      // A word that is held is a misspelling only of one that is held more often.
      if (surfaces.articles(near) <= terms.articles(term)) continue;
      sought.push({ term: words.term(near), weight: CORRECTION_WEIGHT, surface: near });
    }
    return sought;
  }

  /** Every article that holds one of the words, best first by BM25. */
  function match(groups: readonly (readonly Sought[])[], query: Query): Hit[] {
    const byTerm = new Map<string, Sought>();
    for (const sought of groups.flat()) {
      if ((byTerm.get(sought.term)?.weight ?? 0) < sought.weight) byTerm.set(sought.term, sought);
    }
    if (byTerm.size === 0) return [];
    const results = index.search([...byTerm.keys()].join(SEPARATOR), {
      boostTerm: (term) => byTerm.get(term)?.weight ?? 1,
      filter: ({ id }) => isWanted(entries.get(id), query),
    });
    const hits = results.map(({ id, score, queryTerms }) => ({
      article: String(id),
      // MiniSearch multiplies a score by the number of terms matched, which BM25 has weighed already.
      score: score / queryTerms.length,
      matched: queryTerms.map((term) => byTerm.get(term)?.surface ?? term),
    }));
    return hits.sort(byScore);
  }

  /** Adds what closeness is worth, to the best alone: an article far down has too few of the words to gain much. */
  function lookCloser(hits: readonly Hit[], groups: readonly (readonly Sought[])[]): Hit[] {
    const weights = new Map<number, number>();
    for (const { term, weight } of groups.flat()) {
      weights.set(terms.number(term), weight * rarity(terms.articles(term), entries.size));
    }
    const isSought = new Uint8Array(terms.size());
    for (const number of weights.keys()) isSought[number] = 1;
    const pairs = new Map<number, Set<number>>();
    for (const [at, group] of groups.entries()) {
      const next = (groups[at + 1] ?? []).map(({ term }) => terms.number(term));
      for (const { term } of group) pairs.set(terms.number(term), new Set(next));
    }
    return hits.map((hit, at) => {
      const entry = at < LOOKED_AT ? entries.get(hit.article) : undefined;
      if (!entry) return hit;
      return {
        ...hit,
        score: hit.score + closeness(entry.terms, { isSought, weights, pairs }, BM25.k),
      };
    });
  }

  return {
    async add(articles) {
      for (const [at, article] of articles.entries()) {
        await addOne(article);
        // A long list must not keep those waiting who ask meanwhile.
        if (at % ADDED_AT_ONCE === ADDED_AT_ONCE - 1) await setImmediate();
      }
    },
    async remove(ids) {
      for (const id of ids) removeOne(id);
    },
    async find(query, limit) {
      const read = distinct(words.read(query.text)).slice(0, MOST_WORDS);
      const seekAll = (tryHarder: boolean) =>
        read.map((word, at) => seek(word, at === read.length - 1, tryHarder));
      let groups = seekAll(false);
      let hits = match(groups, query);
      if (hits.length < FEW_HITS) {
        groups = seekAll(true);
        hits = match(groups, query);
      }
      const ranked = lookCloser(hits, groups).sort(byScore);
      if (read.length > SHORT_QUERY) return ranked.slice(0, limit);
      const lead = ranked[0]?.score ?? 0;
      return ranked
        .map((hit) => (holdsAll(hit, groups) ? { ...hit, score: hit.score + lead } : hit))
        .sort(byScore)
        .slice(0, limit);
    },
    async spellings(word, limit) {
      const surface = foldWord(word);
      const held = surfaces.articles(surface) > 0 ? [surface] : [];
      if (words.isName(surface)) return held.slice(0, limit);
      return [...held, ...spelling.near(surface, limit)].slice(0, limit);
    },
  };
}

function saySame(one: Entry, other: Entry): boolean {
  return isSame(one.terms, other.terms) && isSame(one.surfaces, other.surfaces);
}

function isSame(one: Uint32Array, other: Uint32Array): boolean {
  return one.length === other.length && one.every((number, at) => number === other[at]);
}

/** The words of a query, each once: asking twice for a word does not make it matter more. */
function distinct(read: readonly Word[]): readonly Word[] {
  return [...new Map(read.map((word) => [word.term, word])).values()];
}

/** BM25's inverse document frequency. */
function rarity(articles: number, all: number): number {
  return Math.log(1 + (all - articles + 0.5) / (articles + 0.5));
}

function holdsAll(hit: Hit, groups: readonly (readonly Sought[])[]): boolean {
  return groups.every((group) => group.some(({ surface }) => hit.matched.includes(surface)));
}

function byScore(a: Hit, b: Hit): number {
  return b.score - a.score || (a.article < b.article ? -1 : 1);
}

/** The article's text without what was dropped as boilerplate. */
function keptText({ text, dropped }: Article): string {
  let kept = '';
  let at = 0;
  for (const { span } of [...dropped].sort((a, b) => a.span.start - b.span.start)) {
    kept += `${text.slice(at, Math.max(at, span.start))}\n`;
    at = Math.max(at, span.end);
  }
  return kept + text.slice(at);
}

function isWanted(entry: Entry | undefined, { since, until, outlet }: Query): boolean {
  if (!entry) return false;
  if (since !== undefined && entry.latest !== null && entry.latest < since) return false;
  if (until !== undefined && entry.earliest !== null && entry.earliest > until) return false;
  return outlet === undefined || entry.outlet === outlet;
}
