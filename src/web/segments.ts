import type { Article, Span } from '../corpus/article.ts';

/** A run of an article's text that is shown in one way. */
export type Segment = {
  readonly text: string;
  /** Where the sentence that it belongs to starts; null outside sentences. */
  readonly sentence: number | null;
  /** True for the first run of its sentence. */
  readonly opensSentence: boolean;
  /** Why it is no part of the article; null where it is. */
  readonly dropped: string | null;
  readonly isCited: boolean;
};

export type ShownParagraph = {
  readonly number: number;
  readonly isHeadline: boolean;
  readonly segments: readonly Segment[];
};

/** Every line of an article's text, cut where sentences, dropped text and the cited words start and end. */
export function toParagraphs(article: Article, cited: Span | null): readonly ShownParagraph[] {
  const marks = [...article.sentences, ...article.dropped].map(({ span }) => span);
  if (cited) marks.push(cited);
  const edges = [...new Set(marks.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  return article.paragraphs.map(({ span, number }) => {
    const inside = edges.filter((edge) => edge > span.start && edge < span.end);
    const cuts = [span.start, ...inside, span.end];
    const segments = cuts.slice(0, -1).map((start, index): Segment => {
      const end = cuts[index + 1] ?? span.end;
      const sentence = article.sentences.find((one) => holds(one.span, start))?.span.start ?? null;
      const dropped = article.dropped.find((one) => holds(one.span, start))?.why ?? null;
      return {
        text: article.text.slice(start, end),
        sentence,
        opensSentence: sentence === start,
        dropped,
        isCited: cited !== null && holds(cited, start),
      };
    });
    const isHeadline = article.headline !== null && holds(span, article.headline.start);
    return { number, isHeadline, segments };
  });
}

function holds(span: Span, at: number): boolean {
  return span.start <= at && at < span.end;
}
