import { expect, it } from 'vitest';
import { spellOutCase } from '../../../src/corpus/dates/letter-case.ts';

it.each([
  ['(?i:last|next) week', 'LAST week', true],
  ['(?i:last|next) week', 'Next week', true],
  ['(?i:last|next) week', 'last WEEK', false],
  ['(?i:the (?<unit>day|year)) ago', 'THE YEAR ago', true],
  ['(?i:(?:a|the) (?=end))end', 'A end', true],
  ['(?i:(?:a|the) (?=end))end', 'A End', false],
  ['(?i:\\x64aily)\\sbread', 'DAILY bread', true],
  ['(?i:year)\\u2019s', 'YEAR’s', true],
  ['(?i:at[ -]\\d)pm', 'AT-3pm', true],
])('%s takes %j: %s', (source, text, isTaken) => {
  expect(new RegExp(`^(?:${spellOutCase(source)})$`).test(text)).toBe(isTaken);
});

it('leaves a source without such groups as it is', () => {
  const source = '(?<![a-z])(?<day>[0-3]?\\d)\\x2d\\k<day>(?:st|nd){1,2}';
  expect(spellOutCase(source)).toBe(source);
});
