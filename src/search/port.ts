import type { Article } from '../corpus/article.ts';

export type Query = {
  /** Plain words, as a person types them. */
  readonly text: string;
  /** Keep only articles that may have been published on or after / on or before this day; undated ones are kept. */
  readonly since?: string;
  readonly until?: string;
  /** Canonical outlet name. */
  readonly outlet?: string;
};

export type Hit = {
  /** `Article.id`. */
  readonly article: string;
  /** Higher is better; comparable within one result alone. */
  readonly score: number;
  /** Words of the query that this article holds, in lower case and without diacritics, a misspelt one as it was corrected: what is missing here is "nothing held on X". */
  readonly matched: readonly string[];
};

/** What answers need from a search engine; every adapter passes `tests/search/contract.ts`. */
export type Search = {
  /** Adds articles, or replaces those with the same id. */
  add(articles: readonly Article[]): Promise<void>;
  /** An unknown id is no error. */
  remove(ids: readonly string[]): Promise<void>;
  /** Best first; empty when nothing matches, never an error. */
  find(query: Query, limit: number): Promise<readonly Hit[]>;
  /**
   * The spellings that the index holds for a word it may not hold: "Kurks" → ["kursk"].
   * The word itself first when it is held; empty when nothing is near.
   */
  spellings(word: string, limit: number): Promise<readonly string[]>;
};
