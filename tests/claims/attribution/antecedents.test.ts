import { expect, it } from 'vitest';
import { read } from './read.ts';

const antecedents = (text: string) =>
  read(text).map(({ source, antecedent }) => [source, antecedent]);

it('names in full who is named by surname alone, however it is spelled', () => {
  expect(
    antecedents(
      'Russia has prepared an offensive, according to Col. Gen. Oleksandr Syrskyi.\nSyrskyi said the threat was real.\n“They are trying to advance,” Syrski wrote in a post on Telegram.',
    ),
  ).toEqual([
    ['Col. Gen. Oleksandr Syrskyi', null],
    ['Syrskyi', 'Col. Gen. Oleksandr Syrskyi'],
    ['Syrski', 'Col. Gen. Oleksandr Syrskyi'],
  ]);
});

it('resolves "he" to the person last spoken of, past a caption', () => {
  expect(
    antecedents(
      'Ukrainian Defense Minister Oleksii Reznikov claimed that Putin has ordered 500,000 troops.\nSecretary of Defense Lloyd J. Austin III in a photograph\n“They announced 300,000, but it is much more,” he said.',
    ).at(-1),
  ).toEqual(['he', 'Ukrainian Defense Minister Oleksii Reznikov']);
});

it('keeps apart sources that differ by "first" and "second", or by "one of"', () => {
  expect(
    antecedents(
      '“They want more,” the first official said.\n“They will attack,” the second official said.\nThe first official said the plan was old.\nOne of the officials said it was new.',
    ),
  ).toEqual([
    ['the first official', null],
    ['the second official', null],
    ['The first official', 'the first official'],
    ['One of the officials', null],
  ]);
});

it('looks ahead from a pronoun in a clause that opens the sentence', () => {
  expect(
    antecedents(
      'Even as they acknowledged the limited success, two diplomats cautioned that it was too soon to judge.',
    ),
  ).toEqual([
    ['they', 'two diplomats'],
    ['two diplomats', null],
  ]);
});

it('takes "who" for the noun that its clause hangs on', () => {
  expect(
    antecedents('The vote was won by President-elect Trump, who has called for an end to the war.'),
  ).toEqual([['who', 'President-elect Trump']]);
});

it.each([
  [
    'Colonel Seo Min-jun said the line was calm.\nIn Busan, Professor Han Ji-woo is less sure. Over tea he draws an arrow.\n“It is a wall,” he said.',
    'Professor Han Ji-woo',
  ],
  [
    'Colonel Seo Min-jun said the line was calm.\nBae Sun-hee, 71, counts lorries. On Friday she saw nine.\n“I write it down,” she said.',
    'Bae Sun-hee',
  ],
  [
    'Colonel Seo Min-jun said the line was calm.\nAmina Yusuf, a farmer, counts lorries.\n“I write it down,” she said.',
    'Amina Yusuf',
  ],
])('takes “he” and “she” for a person that the article has told of since: “%s”', (text, name) => {
  expect(antecedents(text).at(-1)?.[1]).toBe(name);
});

it('finds a family name that stands before a given one', () => {
  expect(
    antecedents('Bae Sun-hee, 71, counts lorries.\nMrs Bae said that she had seen nine.').at(-1),
  ).toEqual(['Mrs Bae', 'Bae Sun-hee']);
});

it('takes “one of them” for one of those who spoke last', () => {
  expect(
    antecedents(
      'Diplomats in Accra said that troops had left.\n“It is an old road,” one of them said.',
    ).at(-1),
  ).toEqual(['one of them', 'Diplomats in Accra']);
});
