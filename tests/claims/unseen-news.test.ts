import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/claims/claim.ts';
import { readText } from '../support/seeds.ts';

const claimsOf = (text: string): readonly Claim[] => readText(text).claims;
const speakers = (text: string) =>
  claimsOf(text).flatMap(({ speaker }) => (speaker ? [speaker.name] : []));

describe('who speaks', () => {
  it.each([
    [
      'A port worker who wished to stay unnamed said soldiers had sealed the quay at Massawa.',
      'A port worker who wished to stay unnamed',
    ],
    [
      'Monitors from the League for Elections and Accountability in Asia, who arrived on Friday, said the polls were fair.',
      'Monitors from the League for Elections and Accountability in Asia',
    ],
    [
      'Foreign Minister Amina Farah Ahmed told The Times: "We want peace now."',
      'Amina Farah Ahmed',
    ],
    ['The Northern Defence Army claims that it holds the airport.', 'Northern Defence Army'],
  ])('is read whole in “%s”', (text, name) => {
    const names = speakers(text).map((found) => found?.toLowerCase() ?? '');
    expect(names.some((found) => name.toLowerCase().startsWith(found) && found !== '')).toBe(true);
  });

  it('is nobody that a verb has for its object', () => {
    const names = speakers(
      'Ceasefire monitors, of whom there are 90, have not reported any clashes since May.',
    );
    expect(names).toEqual(['Ceasefire monitors']);
  });

  it('is a person where “he” stands, not the country named last', () => {
    const text =
      'Defence Minister Juhani Salo said that the border was calm. "Sweden is a friend," he told reporters.\nSweden is calm, the prime minister said. "Sweden will stay calm," he added.';
    expect(speakers(text)).not.toContain('Sweden');
  });

  it('is the one named behind a quotation of two sentences, not who spoke before it', () => {
    const claims = claimsOf(
      'The ministry said it was watching the coast. "This was no invasion. It was a parade," Captain Ruth Okoye, a navy spokeswoman, said.',
    );
    const quoted = claims.filter(({ content: [first] }) => (first?.start ?? 0) > 40);
    expect(new Set(quoted.map(({ speaker }) => speaker?.name))).toEqual(new Set(['Ruth Okoye']));
  });
});

describe('a negative', () => {
  it.each([
    'Admiral Sato ruled out a landing on the island.',
    'The ministry stopped short of confirming the deployment.',
    'The palace refused to confirm the deployment.',
    '"We are far from massing tanks at the river," General Bello said.',
    'The army said the report of a troop buildup was false.',
    'A spokesman said that the story of the convoy was a lie.',
    'She saw no risk of an invasion.',
  ])('is kept in “%s”', (text) => {
    const claims = claimsOf(text);
    expect(claims.length).toBeGreaterThan(0);
    expect(claims.every(({ negated }) => negated)).toBe(true);
  });
});
