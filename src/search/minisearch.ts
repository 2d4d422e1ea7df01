import MiniSearch from 'minisearch';
import type { Article } from '../corpus/article.ts';
import type { Query, Search } from './port.ts';
import { openVocabulary } from './vocabulary.ts';
import { fold, openWords, type SearchLanguage, type Word } from './words.ts';

export type MiniSearchOptions = { readonly language: SearchLanguage };

/** What stands in the index for one article: its words' numbers in order, and what queries filter on. */
type Entry = {
  readonly words: Uint32Array;
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly outlet: string | null;
};

/** A term to look for, and how much a match with it is worth. */
type Sought = { readonly term: string; readonly weight: number; readonly shown: string };

/** A title's words count as if they stood once more in the text. */
const TITLE_REPEATS = 1;

/** BM25 as Robertson left it; MiniSearch's own `d` adds half a word's worth to any match, which favours long articles. */
const BM25 = { k: 1.2, b: 0.75, d: 0 };

/** Fewer hits than this, and near spellings are tried as well. */
const FEW_HITS = 3;
const COMPLETIONS = 8;
const CORRECTIONS = 3;
const COMPLETION_WEIGHT = 0.6;
const CORRECTION_WEIGHT = 0.5;

/** Up to this many words, articles that hold all of them come first. */
const SHORT_QUERY = 4;

/** A query is a question, not a document: words past these are not looked for. */
const MOST_WORDS = 100;

const SEPARATOR = '\n';

export function openMiniSearch({ language }: MiniSearchOptions): Search {
  const words = openWords(language);
  const vocabulary = openVocabulary();
  const terms: string[] = [];
  const entries = new Map<string, Entry>();

  // MiniSearch takes the number of *different* tokens for a field's length, and so hardly tells a
  // long article from a short one: tokens that carry their position are all different.
  const index = new MiniSearch<{ id: string; terms: string }>({
    fields: ['terms'],
    tokenize: (text) => text.split(SEPARATOR).map((term, position) => `${position} ${term}`),
    processTerm: (token) => token.slice(token.indexOf(' ') + 1),
    searchOptions: { bm25: BM25, tokenize: (text) => text.split(SEPARATOR), processTerm: (t) => t },
  });

  function document(id: string, numbers: Uint32Array) {
    const read = Array.from(numbers, (number) => terms[number] ?? '');
    return { id, terms: read.join(SEPARATOR) };
  }

  function removeOne(id: string): void {
    const entry = entries.get(id);
    if (!entry) return;
    index.remove(document(id, entry.words));
    for (const number of new Set(entry.words)) vocabulary.count(number, -1);
    entries.delete(id);
  }

  function addOne(article: Article): void {
    removeOne(article.id);
    const title = words.read(article.title);
    const body = words.read(keptText(article));
    const read = [...body];
    for (let i = 0; i < TITLE_REPEATS; i++) read.push(...title);
    const numbers = Uint32Array.from(read, ({ surface, term }) => {
      const number = vocabulary.number(surface);
      terms[number] = term;
      return number;
    });
    for (const number of new Set(numbers)) vocabulary.count(number, 1);
    index.add(document(article.id, numbers));
    const { earliest, latest } = article.published;
    entries.set(article.id, { words: numbers, earliest, latest, outlet: article.outlet });
  }

  /** The word itself when it is held; else what it may begin (the last word) or be a slip of. */
  function seek(word: Word, isLast: boolean, isFew: boolean): readonly Sought[] {
    const { surface, term } = word;
    const isHeld = vocabulary.articles(surface) > 0 || index.search(term).length > 0;
    const sought: Sought[] = isHeld ? [{ term, weight: 1, shown: surface }] : [];
    if (isHeld && !isFew) return sought;
    const completions =
      isLast && surface.length > 1 ? vocabulary.completions(surface, COMPLETIONS) : [];
    for (const shown of completions) {
      sought.push({ term: words.term(shown) ?? shown, weight: COMPLETION_WEIGHT, shown });
    }
    for (const shown of vocabulary.near(surface, CORRECTIONS)) {
      sought.push({ term: words.term(shown) ?? shown, weight: CORRECTION_WEIGHT, shown });
    }
    return sought;
  }

  function rank(groups: readonly (readonly Sought[])[], query: Query) {
    const weights = new Map<string, Sought>();
    for (const sought of groups.flat()) {
      if ((weights.get(sought.term)?.weight ?? 0) < sought.weight) weights.set(sought.term, sought);
    }
    if (weights.size === 0) return [];
    const results = index.search([...weights.keys()].join(SEPARATOR), {
      boostTerm: (term) => weights.get(term)?.weight ?? 1,
      filter: ({ id }) => isWanted(entries.get(id), query),
    });
    return results.map(({ id, score: multiplied, queryTerms }) => {
      // MiniSearch multiplies each score by the number of query terms matched, which is no part of
      // BM25 and lets long articles about nothing in particular win.
      const score = multiplied / queryTerms.length;
      const held = groups.filter((group) => group.some(({ term }) => queryTerms.includes(term)));
      const matched = [...new Set(queryTerms.map((term) => weights.get(term)?.shown ?? term))];
      return { article: String(id), score, matched, holdsAll: held.length === groups.length };
    });
  }

  return {
    async add(articles) {
      for (const article of articles) addOne(article);
    },
    async remove(ids) {
      for (const id of ids) removeOne(id);
    },
    async find(query, limit) {
      const read = distinct(words.read(query.text)).slice(0, MOST_WORDS);
      const groupsOf = (isFew: boolean) =>
        read.map((word, i) => seek(word, i === read.length - 1, isFew));
      let hits = rank(groupsOf(false), query);
      if (hits.length < FEW_HITS) hits = rank(groupsOf(true), query);
      const top = hits[0]?.score ?? 0;
      return hits
        .map(({ article, score, matched, holdsAll }) => ({
          article,
          score: holdsAll && read.length <= SHORT_QUERY ? score + top : score,
          matched,
        }))
        .sort((a, b) => b.score - a.score || (a.article < b.article ? -1 : 1))
        .slice(0, limit);
    },
    async spellings(word, limit) {
      const surface = fold(word);
      const held = vocabulary.articles(surface) > 0 ? [surface] : [];
      return [...held, ...vocabulary.near(surface, limit)].slice(0, limit);
    },
  };
}

/** The words of a query, each once: asking twice for a word does not make it matter more. */
function distinct(read: readonly Word[]): readonly Word[] {
  return [...new Map(read.map((word) => [word.term, word])).values()];
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
