import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut } from '../../src/corpus/article.ts';
import { toParagraphs } from '../../src/web/segments.ts';
import { kurskArticle } from '../support/newsroom.ts';

const article = kurskArticle();

describe('an article cut for the reading room', () => {
  it('shows every word of every line, whatever is cited', () => {
    const at = fc.integer({ min: 0, max: article.text.length });
    fc.assert(
      fc.property(at, at, (one, other) => {
        const cited = { start: Math.min(one, other), end: Math.max(one, other) };
        const paragraphs = toParagraphs(article, cited);
        const lines = paragraphs.map(({ segments }) => segments.map(({ text }) => text).join(''));
        expect(lines).toEqual(article.paragraphs.map(({ span }) => cut(article, span)));
        const marked = paragraphs
          .flatMap(({ segments }) => segments)
          .filter(({ isCited }) => isCited)
          .map(({ text }) => text)
          .join('');
        expect(marked).toBe(
          article.paragraphs
            .map(({ span }) =>
              article.text.slice(Math.max(span.start, cited.start), Math.min(span.end, cited.end)),
            )
            .join(''),
        );
      }),
    );
  });

  it('opens each sentence once', () => {
    const [, second] = article.sentences;
    const cited = second ? { start: second.span.start + 5, end: second.span.end - 5 } : null;
    const opened = toParagraphs(article, cited)
      .flatMap(({ segments }) => segments)
      .filter(({ opensSentence }) => opensSentence)
      .map(({ sentence }) => sentence);
    expect(opened).toEqual(article.sentences.map(({ span }) => span.start));
  });

  it('says why a line was left out', () => {
    const [first] = toParagraphs(article, null);
    expect(first?.segments).toMatchObject([{ text: 'Politics', dropped: 'section label' }]);
  });
});
