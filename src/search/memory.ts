import { setImmediate } from 'node:timers/promises';
import type { Article } from '../corpus/article.ts';
import { foldWord } from '../corpus/fold.ts';
import { closeness } from './closeness.ts';
import { openLexicon } from './lexicon.ts';
import type { Hit, Query, Search } from './port.ts';
import { openPostings, rarity } from './postings.ts';
import { openSpelling } from './spelling.ts';
import { openWords, type SearchLanguage, type Word } from './words.ts';

export type MemorySearchOptions = {
  readonly language: SearchLanguage;
  /**
   * Names with their spellings, the usual one first: ["Kyiv", "Kiev"]. Any finds the others, and
   * none, held or not, is taken for a misspelling of another word.
   */
  readonly names?: Iterable<readonly string[]>;
};

/** What is kept of one article beside the postings. */
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

/** k and b from the middle of the ranges that Robertson and Zaragoza (2009) found good, 1.2 to 2 and 0.5 to 0.8. */
const BM25 = { k: 1.6, b: 0.75 };

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

/** Words read between two looks at the clock, and how long others are kept waiting. */
const WORDS_AT_ONCE = 1_000;
const TURN_MS = 15;

/** An index in memory. */
export function openMemorySearch({ language, names = [] }: MemorySearchOptions): Search {
  const words = openWords(language, names);
  const surfaces = openLexicon();
  const spelling = openSpelling(surfaces);
  const terms = openLexicon();
  const entries = new Map<string, Entry>();

  const postings = openPostings(BM25);
  let turnAt = performance.now();

  function removeOne(id: string): void {
    const entry = entries.get(id);
    if (!entry) return;
    postings.remove(id, entry.terms);
    surfaces.count(entry.surfaces, -1);
    terms.count(new Set(entry.terms), -1);
    entries.delete(id);
  }

  async function addOne(article: Article): Promise<void> {
    const read: number[] = [];
    const written = new Set<number>();
    // The title counts once more than the text that holds it: what an article is named for, it is about.
    for (const text of [article.title, keptText(article)]) {
      for (const { term, surface } of words.each(text)) {
        written.add(surfaces.number(surface));
        if (read.push(terms.number(term)) % WORDS_AT_ONCE === 0) await giveTurn();
      }
    }
    const entry: Entry = {
      terms: Uint32Array.from(read),
      surfaces: Uint32Array.from(written),
      earliest: article.published.earliest,
      latest: article.published.latest,
      outlet: article.outlet,
    };
    removeOne(article.id);
    surfaces.count(entry.surfaces, 1);
    terms.count(new Set(entry.terms), 1);
    postings.add(article.id, entry.terms);
    entries.set(article.id, entry);
    await giveTurn();
  }

  /** A long list or article must not keep those waiting who ask meanwhile. */
  async function giveTurn(): Promise<void> {
    if (performance.now() - turnAt < TURN_MS) return;
    await setImmediate();
    turnAt = performance.now();
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
    const best = new Map<number, Sought>();
    for (const sought of groups.flat()) {
      const number = terms.number(sought.term);
      if ((best.get(number)?.weight ?? 0) < sought.weight) best.set(number, sought);
    }
    const wanted = [...best].map(([term, { weight }]) => ({ term, weight }));
    const found = postings.find(wanted, (id) => isWanted(entries.get(id), query));
    const hits = [...found].map(([article, { score, terms: held }]) => ({
      article,
      score,
      matched: held.map((term) => best.get(term)?.surface ?? terms.word(term)),
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
      for (const article of articles) await addOne(article);
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

/** The words of a query, each once: asking twice for a word does not make it matter more. */
function distinct(read: readonly Word[]): readonly Word[] {
  return [...new Map(read.map((word) => [word.term, word])).values()];
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
