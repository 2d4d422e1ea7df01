import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/corpus/article.ts';
import { isSpace } from '../../src/corpus/paragraphs.ts';
import { build } from './word-lists.ts';

/** Pieces that news text is made of, the awkward ones among them. */
const piece = fc.constantFrom(
  ...[
    'The U.S. ',
    'said',
    '. ',
    '.',
    '? ',
    '!',
    '…',
    '... ',
    '\n',
    '\n\n',
    '\r\n',
    '"',
    '“',
    '”',
    "'",
    '’',
    '(',
    ')',
    '[12]',
    ' ',
    '\u00a0',
    '1)',
    'Col. Gen. ',
    'Mr. ',
    'Feb.24',
    'end.Next',
    '500,000 troops',
    'Kyiv',
    '— Ana (@ana) May 5, 2023',
    'pic.twitter.com/x',
    'Source link',
    'Related Articles',
    'Photo: X/Reuters',
    '(Reuters)',
    'date 2023-02-03 ',
    '• ',
    '- ',
    '***',
    'По-русски. ',
    '他走了。',
    '😀',
    '\ud800',
    '\u200b',
    'https://a.b/c.D ',
  ],
);
const text = fc.oneof(
  fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 300 }),
);

function read(content: string): Article {
  return build({ origin: 'law.txt', text: content, known: {} });
}

describe('for any text', () => {
  it('sentences are in order, never overlap and cut words without white space around them', () => {
    fc.assert(
      fc.property(text, (content) => {
        const { sentences, paragraphs } = read(content);
        let last = 0;
        for (const { span, paragraph } of sentences) {
          expect(span.start).toBeGreaterThanOrEqual(last);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.end).toBeLessThanOrEqual(content.length);
          expect(isSpace(content.charCodeAt(span.start))).toBe(false);
          expect(isSpace(content.charCodeAt(span.end - 1))).toBe(false);
          const home = paragraphs[paragraph - 1]?.span;
          expect(home && home.start <= span.start && span.start < home.end).toBe(true);
          last = span.end;
        }
      }),
      { numRuns: 400 },
    );
  });

  it('each character that is no white space is in one sentence or dropped, never both', () => {
    fc.assert(
      fc.property(text, (content) => {
        const { sentences, dropped } = read(content);
        const times = new Array<number>(content.length).fill(0);
        for (const { span } of [...sentences, ...dropped]) {
          for (let i = span.start; i < span.end; i++) times[i] = (times[i] ?? 0) + 1;
        }
        const wrong = times.findIndex((count, i) =>
          isSpace(content.charCodeAt(i)) ? count > 1 : count !== 1,
        );
        expect(wrong).toBe(-1);
      }),
      { numRuns: 400, examples: [['end.Next\n• https://a.b/c.D ']] },
    );
  });

  it('paragraphs are the lines that are not blank', () => {
    fc.assert(
      fc.property(text, (content) => {
        const lines = content.split(/\r\n|[\n\r\u2028\u2029]/);
        const written = lines.filter((line) =>
          [...line].some((char) => !isSpace(char.charCodeAt(0))),
        );
        expect(read(content).paragraphs.map(({ number }) => number)).toEqual(
          written.map((_line, at) => at + 1),
        );
      }),
    );
  });
});

describe('hostile text of a million characters', () => {
  it.each([
    ['one letter', 'a'],
    ['stops', '.'],
    ['stops apart', '. '],
    ['quotation marks', '"'],
    ['opening brackets', '('],
    ['initials', 'A.'],
    ['capitals', 'A B '],
    ['short lines', 'a b c\n'],
    ['blank lines', ' \n'],
    ['dashes', '— '],
    ['handles', '(@a) '],
    ['posts', 'pic.twitter.com/a\n'],
    ['digits', '1'],
    ['dates', 'May 5, 2023 '],
    ['told', 'told CNN '],
    ['copyright', '© 2023 '],
    ['headings', 'Related Articles\n'],
    ['addresses', 'a.b@c/'],
    ['half pairs', '\ud83d'],
    ['wrapped lines', `${'word '.repeat(12)}\n`],
  ])(
    'is read: %s',
    (_name, unit) => {
      const content = unit.repeat(Math.ceil(1_000_000 / unit.length));
      expect(read(content).text).toBe(content);
    },
    20_000,
  );
});
