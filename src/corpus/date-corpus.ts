import { type Article, cut } from './article.ts';

/** Shorter sentences ("He declined to comment.") stand in articles that have nothing to do with each other. */
const MIN_SHARED_CHARS = 60;

/**
 * Dates the articles that state no date a second time, with the articles that share a sentence with
 * them; the rest stay as they are. Order and number are kept; time is linear in the text.
 */
export function dateCorpus(
  articles: readonly Article[],
  date: (article: Article, alike: readonly Article[]) => Article,
): readonly Article[] {
  const holders = new Map<string, Article[]>();
  for (const article of articles) {
    for (const sentence of longSentences(article)) {
      const held = holders.get(sentence);
      if (held === undefined) holders.set(sentence, [article]);
      else held.push(article);
    }
  }
  return articles.map((article) => {
    if (article.published.basis === 'stated') return article;
    const alike = new Set<Article>();
    for (const sentence of longSentences(article)) {
      for (const other of holders.get(sentence) ?? []) if (other !== article) alike.add(other);
    }
    return alike.size === 0 ? article : date(article, [...alike]);
  });
}

/** Its sentences long enough to tell it from articles that have nothing to do with it, as bare words. */
export function longSentences(article: Article): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { span } of article.sentences) {
    if (span.end - span.start < MIN_SHARED_CHARS) continue;
    found.add(
      cut(article, span)
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim(),
    );
  }
  return found;
}
