import { type Article, cut, type Span } from '../corpus/article.ts';
import { describeDate } from '../corpus/dates/describe.ts';
import type { Block, Citation, Part } from './reply.ts';

/** Numbers the sentences that one reply cites; the same sentence keeps its mark. */
export type Citations = {
  /** The part to put behind what the sentence supports. */
  cite(article: Article, sentence: Span, paragraph: number, claim: string | null): Part;
  /** The mark alone, for figures and maps. */
  mark(article: Article, sentence: Span, paragraph: number, claim: string | null): number;
  /** How many sentences are cited so far. */
  count(): number;
  /** The block that ends the reply; null when nothing was cited. */
  block(): Block | null;
};

export function openCitations(): Citations {
  const cited = new Map<string, Citation>();
  const mark: Citations['mark'] = (article, sentence, paragraph, claim) => {
    const key = `${article.id}:${sentence.start}`;
    const known = cited.get(key);
    if (known) return known.mark;
    cited.set(key, {
      mark: cited.size + 1,
      article: article.id,
      origin: article.origin,
      start: sentence.start,
      end: sentence.end,
      quote: cut(article, sentence),
      paragraph,
      title: article.title,
      outlet: article.outlet,
      published: describeDate(article.published),
      url: article.url,
      claim,
    });
    return cited.size;
  };
  return {
    mark,
    cite: (...of) => ({ kind: 'cite', marks: [mark(...of)] }),
    count: () => cited.size,
    block: () => (cited.size > 0 ? { kind: 'sources', citations: [...cited.values()] } : null),
  };
}
