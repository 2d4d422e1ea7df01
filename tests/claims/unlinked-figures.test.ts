import { expect, it } from 'vitest';
import { compareFigures } from '../../src/claims/compare.ts';
import { readText } from '../support/seeds.ts';

const first = (text: string) => {
  const [claim] = readText(text).claims;
  if (!claim) throw new Error(`no claim in “${text}”`);
  return claim;
};

it('compares figures of two articles only where both name a force or a place', () => {
  const tents = first('The report said the tents hold 2,000 troops.');
  const bridge = first('Residents said that 300 troops crossed the bridge.');
  const other = { ...bridge, kind: tents.kind };
  expect(compareFigures(tents, other)).toBeNull();
  expect(compareFigures(tents, { ...other, article: tents.article })).toBe('unclear');
});
