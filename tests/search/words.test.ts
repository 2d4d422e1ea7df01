import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../src/config.ts';
import { openWords, SearchLanguageSchema } from '../../src/search/words.ts';

const words = openWords(readConfigFile('config/language/search.json', SearchLanguageSchema));

function terms(text: string): string[] {
  return words.read(text).map(({ term }) => term);
}

describe('the terms of a text', () => {
  it.each([
    ['the country with stops', 'U.S. aid', ['us', 'aid']],
    ['the country without stops', 'US aid', ['us', 'aid']],
    ['the country in a text all in capitals', 'U.S . AID', ['us', 'aid']],
    ['the country in full', 'aid of the United States', ['aid', 'us']],
    ['the pronoun', 'told us of aid', ['told', 'aid']],
    [
      'a country and its people',
      'Ukraine, Ukrainian, Ukrainians',
      ['ukraine', 'ukraine', 'ukraine'],
    ],
    ['forms of a word', 'gathering gathered gathers', ['gather', 'gather', 'gather']],
    ['figures', '50,000 of 1.5 million', ['50000', '1.5', 'million']],
    ['a figure at the end', 'in 2010.', ['2010']],
    ['possessives', "Russia's Putin’s", ['russia', 'putin']],
    ['contractions', "They don't and won’t march", ['march']],
    ['names with apostrophes', "O'Brien O’Brien", ['obrien', 'obrien']],
    ['diacritics', 'Türkiye naïve Łódź', ['turkey', 'naiv', 'lodz']],
    ['hyphens', 'long-range North-Korean', ['long', 'rang', 'north', 'korea']],
    [
      'other scripts',
      'Київ Москва',
      ['київ', 'москва'].map((word) => word.normalize('NFKD').replace(/\p{M}/gu, '')),
    ],
    ['initials before a name', 'J.D. Vance', ['jd', 'vanc']],
    ['words run together at a stop', 'said.The troops', ['said', 'troop']],
  ])('reads %s', (_, text, wanted) => {
    expect(terms(text)).toEqual(wanted);
  });

  it('are the same whatever the capitals of a text without abbreviations', () => {
    const text = 'Fifty thousand soldiers gathered near the border of Belarus';
    expect(terms(text.toUpperCase())).toEqual(terms(text.toLowerCase()));
  });

  it('hold no spaces of their own, no capitals and nothing empty, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const { surface, term } of words.read(text)) {
          expect(term).toMatch(/^\S+$/u);
          expect(surface).toBe(surface.toLowerCase());
        }
      }),
    );
  });
});
