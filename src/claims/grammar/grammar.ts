import type { Article, Sentence } from '../../corpus/article.ts';
import { type Chunk, chunk } from './chunks.ts';
import { type Quote, readQuotes } from './quotes.ts';
import { type GrammarWords, type Tagged, tagTokens } from './tagging.ts';
import { tokenize } from './tokens.ts';

/** One sentence's words with their tags, and the noun and verb chunks among them, in reading order. */
export type Parsed = {
  readonly sentence: Sentence;
  /** Index into `Article.sentences`. */
  readonly index: number;
  readonly tokens: readonly Tagged[];
  readonly chunks: readonly Chunk[];
  /** For each token the index of the chunk that holds it, or -1. */
  readonly chunkOf: readonly number[];
};

export type Grammar = {
  /** As many as `Article.sentences`, in the same order. */
  readonly sentences: readonly Parsed[];
  /** Direct speech, by its quotation marks, in reading order; none overlap. */
  readonly quotes: readonly Quote[];
  readonly words: GrammarWords;
};

/** Tags and chunks each sentence once, for every reader of claims. */
export function parseArticle(article: Article, words: GrammarWords): Grammar {
  const lines = article.sentences.map(({ span, paragraph }) => ({
    paragraph,
    tokens: tokenize(article.text, span),
  }));
  const { quotes, marks } = readQuotes(article.text, lines);
  const sentences = article.sentences.map((sentence, index): Parsed => {
    const tokens = tagTokens(lines[index]?.tokens ?? [], marks, words);
    const chunks = chunk(tokens);
    const chunkOf = new Array<number>(tokens.length).fill(-1);
    chunks.forEach(({ first, last }, number) => {
      chunkOf.fill(number, first, last);
    });
    return { sentence, index, tokens, chunks, chunkOf };
  });
  return { sentences, quotes, words };
}
