import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/claims/claim.ts';
import { readText } from '../support/seeds.ts';

const claimsOf = (text: string): readonly Claim[] => readText(text).claims;
const speakersOf = (text: string) => claimsOf(text).map(({ speaker }) => speaker?.text ?? null);

describe('who speaks', () => {
  it.each([
    ['Togo, Benin and Niger urged restraint.', 'Togo, Benin and Niger'],
    [
      'The governments of Mali, Niger and Chad warned of war.',
      'The governments of Mali, Niger and Chad',
    ],
    ['After talks in Lomé, Benin and Niger urged restraint.', 'Benin and Niger'],
    ['Speaking in Lomé, Kossi and Adjo said the talks had failed.', 'Kossi and Adjo'],
    ['The Sahel Liberation Army (SLA) denied it had left.', 'The Sahel Liberation Army (SLA)'],
    ['An officer who asked that his name not be used told Reuters it had left.', 'An officer'],
    [
      'A corporal of the 4th Rifle Regiment who asked that her rank be kept back said leave had been cut.',
      'A corporal of the 4th Rifle Regiment',
    ],
  ])('is read whole in “%s”', (text, words) => {
    expect(speakersOf(text)).toContain(words);
  });

  it.each([
    'An envoy who asked not to be named said the talks had failed.',
    'An envoy who insisted on anonymity said the talks had failed.',
    'An envoy who requested that she not be identified said the talks had failed.',
  ])('makes one claim of “%s”', (text) => {
    expect(speakersOf(text)).toEqual(['An envoy']);
  });
});

describe('a statement', () => {
  it('is kept whole around an aside with a participle', () => {
    const text =
      'The monitors said four rebel columns, numbering perhaps 900 men, were assembled at the river.';
    expect(claimsOf(text)).toMatchObject([
      { kind: 'buildup', modality: 'claimed', speaker: { text: 'The monitors' } },
    ]);
  });
});
