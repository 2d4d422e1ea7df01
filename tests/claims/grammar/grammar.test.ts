import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countUpTo, firstFrom, MAX_TOKENS, tokenize } from '../../../src/claims/grammar/tokens.ts';
import { parse } from '../attribution/read.ts';

const tokens = (text: string) =>
  tokenize(text, { start: 0, end: text.length }).map((token) => token.text);

describe('tokens', () => {
  it.each([
    ['Russia’s troops can’t', ['Russia', "'s", 'troops', 'ca', "n't"]],
    ['U.S.-mediated talks on Feb.24', ['U.S.-mediated', 'talks', 'on', 'Feb.24']],
    ['Col. Gen. Syrskyi', ['Col.', 'Gen.', 'Syrskyi']],
    ['$2.5m for 1,300 men, 30-day', ['$2.5m', 'for', '1,300', 'men', ',', '30-day']],
    ['McConnell, R-Ky., said', ['McConnell', ',', 'R-Ky.', ',', 'said']],
  ])('%s', (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  it('cuts its own words out of the text', () => {
    const text = 'He said: “Ukraine’s men aren’t here.” (1)';
    for (const token of tokenize(text, { start: 3, end: text.length })) {
      expect(text.slice(token.start, token.end).replaceAll('’', "'")).toBe(token.text);
    }
  });

  it('leaves out nothing but spaces', () => {
    const piece = fc.constantFrom(...'aZé9.,\'’-“”"$%&/@# \n', 'Gen', 'U.S.', 'n’t', '…', '国');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const cut = tokenize(text, { start: 0, end: text.length });
        expect(cut.map(({ start, end }) => text.slice(start, end)).join('')).toBe(
          text.replace(/\s/g, ''),
        );
      }),
    );
  });

  it('stops within a word of a million letters', () => {
    expect(tokens('a'.repeat(1_000_000))).toEqual(Array(MAX_TOKENS).fill('a'.repeat(61)));
  });

  it('finds the token at any offset as a search from the first one on does', () => {
    const text = 'Kyiv’s  troops, it said, left.';
    const found = tokenize(text, { start: 0, end: text.length });
    for (let offset = 0; offset <= text.length + 1; offset += 1) {
      const from = found.findIndex(({ start }) => start >= offset);
      expect(firstFrom(found, offset)).toBe(from < 0 ? found.length : from);
      expect(countUpTo(found, offset)).toBe(found.filter(({ end }) => end <= offset).length);
    }
  });
});

const chunksOf = (text: string, kind: 'noun' | 'verb') =>
  parse(text).sentences.flatMap((parsed) =>
    parsed.chunks
      .filter((chunk) => chunk.kind === kind)
      .map(({ first, last }) =>
        parsed.tokens
          .slice(first, last)
          .map((token) => token.text)
          .join(' '),
      ),
  );

describe('chunks', () => {
  it.each([
    ['The Kremlin denied the call.', ['denied']],
    ['Russia does not appear to be moving its units.', ['does not appear', 'to be moving']],
    [
      'Elements made up of troops appeared to have shifted.',
      ['made', 'appeared', 'to have shifted'],
    ],
    [
      'The US reported that Trump called Putin and asked him to stop.',
      ['reported', 'called', 'asked', 'to stop'],
    ],
  ])('finds the verbs of “%s”', (text, verbs) => {
    expect(chunksOf(text, 'verb')).toEqual(verbs);
  });

  it.each([
    [
      'The North Korean forces reached Kursk last week.',
      ['The North Korean forces', 'Kursk', 'last week'],
    ],
    ['An offensive began in May.', ['An offensive', 'May']],
    [
      'He told reporters the troops had left occupied territory.',
      ['He', 'reporters', 'the troops', 'occupied territory'],
    ],
  ])('finds the nouns of “%s”', (text, nouns) => {
    expect(chunksOf(text, 'noun')).toEqual(nouns);
  });
});

describe('quotes', () => {
  const quotes = (text: string) =>
    parse(text).quotes.map(({ start, end }) => text.slice(start, end));

  it.each([
    ['He said, “We go. We stay.” They left.', ['“We go. We stay.”']],
    ['He said, "We go," and "We stay." They left.', ['"We go,"', '"We stay."']],
    ["He said, ''We go.'' They left.", ["''We go.''"]],
    ["The men's leader said: 'We won't go, it's over.' They left.", ["'We won't go, it's over.'"]],
    ["The troops' moves in the '90s were the generals' affair.", []],
  ])('%s', (text, expected) => {
    expect(quotes(text)).toEqual(expected);
  });

  it('leaves one stray mark in its paragraph', () => {
    expect(quotes('A 5" gun fired. “Go,” he said.\n“Stay,” she said.')).toContain('“Stay,”');
  });

  it('joins a quote that the next paragraph takes up', () => {
    expect(parse('“We go on.\n“We never stop.”').quotes).toMatchObject([
      { isOpen: true, continues: false },
      { isOpen: false, continues: true },
    ]);
  });
});
