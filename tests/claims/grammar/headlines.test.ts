import { expect, it } from 'vitest';
import { GrammarWordsSchema, tagTokens } from '../../../src/claims/grammar/tagging.ts';
import { tokenize } from '../../../src/claims/grammar/tokens.ts';
import { readConfigFile } from '../../../src/config.ts';

const words = readConfigFile('config/language/grammar.json', GrammarWordsSchema);

function verbsOf(text: string): readonly string[] {
  return tagTokens(tokenize(text, { start: 0, end: text.length }), new Map(), words)
    .filter(({ tag }) => /^VB[ZPD]$/.test(tag))
    .map(({ lower, lemma }) => `${lower}: ${lemma}`);
}

it.each([
  ['Sudan’s army masses troops near El Obeid as rebels advance, residents say', 'masses: mass'],
  ['N. Korea deploys additional troops near border', 'deploys: deploy'],
  ['Serbs mass tanks at border as talks falter', 'mass: mass'],
  ['Rebels hold airport, army says', 'hold: hold'],
])('finds the verb of a headline: “%s”', (text, verb) => {
  expect(verbsOf(text)).toContain(verb);
});

it.each([
  'Five Kursk villages near the border',
  'Reports have shown little change in Libya’s war aims, among them the airport.',
  'The general inspected tanks and troops near the border.',
])('takes no noun for a verb: “%s”', (text) => {
  expect(verbsOf(text).join()).not.toMatch(/villages|aims|tanks|troops/);
});
