import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/claims/claim.ts';
import { readText } from '../support/seeds.ts';

const claimsOf = (text: string): readonly Claim[] => readText(text).claims;
const kindsOf = (text: string) => claimsOf(text).map(({ kind }) => kind);

it.each([
  'About 9,000 British soldiers are stationed in Cyprus.',
  'Officials said that Norway was watching the preparations closely.',
])('“%s” tells of no buildup', (text) => {
  expect(kindsOf(text)).not.toContain('buildup');
});

it.each([
  ['The general said that 9,000 soldiers were massed at the river.', 'buildup'],
  ['Envoys said they saw preparations for an invasion.', 'buildup'],
  ['The hospital said that 40 people were killed and 12 wounded.', 'casualties'],
  ['Herders said that Chadian soldiers had crossed into Sudan.', 'movement'],
])('“%s” tells of %s', (text, kind) => {
  expect(kindsOf(text)).toContain(kind);
});

describe('a source', () => {
  it.each([
    ['In Mali, the army said at least 30 gunmen were killed.', 'the army'],
    [
      'The paper Al-Sahra, printed in Tripoli, accused Ankara of massing ships.',
      'The paper Al-Sahra',
    ],
    [
      'Over the past six weeks Georgian officials have warned that tanks were gathering.',
      'Georgian officials',
    ],
    ['Families fleeing the border said that houses were burning.', 'Families fleeing the border'],
  ])('is read in “%s”', (text, words) => {
    expect(claimsOf(text).map(({ speaker }) => speaker?.text)).toContain(words);
  });
});

it.each(['Is it true?', 'Text by Laura Salo | Pictures by Jan Ek'])(
  '“%s” states nothing below a headline',
  (line) => {
    const { article, claims } = readText(
      `Ships leave the strait\n\nThe navy said its ships had left.\n\n${line}\n\nThe port is open.`,
    );
    const at = article.text.indexOf(line);
    expect(claims.filter(({ sentence }) => sentence.start === at)).toEqual([]);
  },
);
