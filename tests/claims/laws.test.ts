import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openCitations } from '../../src/answers/citations.ts';
import { toEvidence } from '../../src/answers/evidence.ts';
import { claimBlock } from '../../src/answers/wording.ts';
import { renderPlain } from '../../src/chat/plain.ts';
import type { Claim } from '../../src/claims/claim.ts';
import { type Article, cut, type Span } from '../../src/corpus/article.ts';
import { openSeeds, readText } from '../support/seeds.ts';

const muster = await openSeeds();
afterAll(() => muster.store.close());
const { library } = muster.store;
const ids = (await library.list()).map(({ id }) => id);
const articles = await library.articles(ids);
const claims = await library.claimsOf(ids);
const byId = new Map(articles.map((article) => [article.id, article]));

/** Every span that a claim carries. */
function spansOf(claim: Claim): readonly Span[] {
  return [
    claim.sentence,
    ...claim.content,
    ...(claim.speaker?.spans ?? []),
    ...claim.via.flatMap(({ span }) => span ?? []),
    ...(claim.cue?.spans ?? []),
    ...claim.quantities.map(({ span }) => span),
    ...claim.places.map(({ span }) => span),
  ];
}

/** Throws where a span does not cut whole words out of the article, or words that the claim does not give. */
function checkSpans(article: Article, claim: Claim): void {
  for (const span of spansOf(claim)) {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeGreaterThan(span.start);
    expect(span.end).toBeLessThanOrEqual(article.text.length);
    expect(cut(article, span)).toMatch(/^\S[\s\S]*$/u);
  }
  expect(article.sentences.map(({ span }) => span)).toContainEqual(claim.sentence);
  for (const { span, text } of [...claim.quantities, ...claim.places])
    expect(cut(article, span)).toBe(text);
  const { speaker } = claim;
  if (speaker)
    expect(
      speaker.spans
        .map((span) => cut(article, span))
        .join(' ')
        .replace(/\s+/gu, ' '),
    ).toBe(speaker.text);
}

/** Throws unless claims stand in reading order under numbers of their own. */
function checkOrder(article: Article, of: readonly Claim[]): void {
  expect(of.map(({ id }) => id)).toEqual(
    of.map((_, at) => `${article.id}-${String(at + 1).padStart(2, '0')}`),
  );
  const starts = of.map(({ sentence }) => sentence.start);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
}

describe.each(articles.map((article) => [article.origin, article] as const))(
  'the claims of %s',
  (origin, article) => {
    const own = claims.filter((claim) => claim.article === article.id);

    it('are many, in reading order, each under its own number', () => {
      expect(own.length).toBeGreaterThanOrEqual(14);
      checkOrder(article, own);
    });

    it('cut what they say, and who says it, out of the file as it lies on disk', () => {
      const file = new TextDecoder().decode(readFileSync(origin));
      for (const claim of own) {
        checkSpans({ ...article, text: file }, claim);
        expect(cut({ text: file }, claim.sentence)).toBe(cut(article, claim.sentence));
      }
    });

    it('say nothing of what was dropped', () => {
      for (const claim of own)
        for (const { span } of article.dropped)
          for (const { start, end } of claim.content)
            expect(start < span.end && span.start < end).toBe(false);
    });
  },
);

/** What says no in a sentence. */
const NEGATIVE =
  /\b(?:no|not|cannot|never|none|nor|neither|without|n['’]t|denie[sd]|deny|denying|refuse[sd]?|reject(?:s|ed)?|held back|rul(?:es|ed) out|unlikely|failed)\b|n['’]t\b/iu;

describe('a negated claim', () => {
  const negated = claims.filter((claim) => claim.negated);

  it('is found in the seeds', () => {
    expect(negated.length).toBeGreaterThanOrEqual(8);
  });

  it.each(negated.map((claim) => [claim.id, claim] as const))(
    '%s is shown with the word that makes it a negative',
    (_, claim) => {
      const article = byId.get(claim.article);
      expect(article).toBeDefined();
      if (!article) return;
      const block = claimBlock(toEvidence(claim, article), openCitations(), []);
      expect(renderPlain({ blocks: [block], abstained: false, summary: '' })).toMatch(NEGATIVE);
    },
  );
});

/** Pieces that claims are made of, and what breaks them. */
const piece = fc.constantFrom(
  ...'The ministry,A senior official,Reuters,Taipei,she,they,Beijing'.split(','),
  ...' said, told AP, denied, warned, claimed, that , says , according to , added'.split(','),
  ...' it has massed, 3,000 troops, had not moved, near Xiamen, last week, some 40 ships'.split(
    ',',
  ),
  ...'. |, |; |\n\n|“|”|"|’|(|)| — | while | but | and |\n'.split('|'),
  ' no indication that ',
  'Mr. Lin ',
  '😀',
  '\u0000',
  '\ud800',
);

describe('for any text', () => {
  it('claims stand in reading order and cut words that are there', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join('')),
          fc.string({ unit: 'binary', maxLength: 400 }),
        ),
        (text) => {
          const { article, claims: read } = readText(text);
          checkOrder(article, read);
          for (const claim of read) checkSpans(article, claim);
        },
      ),
      { numRuns: 500 },
    );
  }, 60_000);
});
