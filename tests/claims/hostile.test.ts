import { describe, expect, it } from 'vitest';
import { readText } from '../support/seeds.ts';

const CHARACTERS = 1_000_000;

describe('hostile text', () => {
  it.each([
    ['one word', 'a'],
    ['quotation marks', '"'],
    ['opening quotation marks', '“'],
    ['commas', ','],
    ['“said”', 'said '],
    ['digits', '1'],
    ['numbers', '1 '],
    ['brackets', '('],
    ['line breaks', '\n'],
    ['“according to”', 'according to '],
    ['half pairs', '\ud83d'],
    ['dashes', '— '],
    ['“and”', 'and '],
    ['regions that share a word', 'Kursk and Sumy oblasts '],
  ])(
    'of a million characters is read to its end: %s',
    (_name, unit) => {
      const text = unit.repeat(Math.ceil(CHARACTERS / unit.length));
      const { article, claims } = readText(text);
      expect(article.text).toBe(text);
      for (const { content } of claims)
        for (const { start, end } of content) expect(start < end && end <= text.length).toBe(true);
    },
    120_000,
  );

  it.each([
    ['a claim a sentence', 'The army said it moved 300 troops. '],
    ['a quotation a sentence', '“We go,” he said. '],
    ['a claim a line', 'The army said.\n'],
    ['days without end', 'He left last week, the army said. '],
  ])(
    'of a million characters in which all speak is read to its end: %s',
    (_name, unit) => {
      const text = unit.repeat(Math.ceil(CHARACTERS / unit.length));
      const { claims } = readText(text, { published: '2024-05-20' });
      expect(claims.length).toBeGreaterThan(1000);
      expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
    },
    120_000,
  );
});
