import { expect, it } from 'vitest';
import { withoutDateline } from '../../src/claims/dateline.ts';
import { cut } from '../../src/corpus/article.ts';

function rest(text: string): string {
  return cut({ text }, withoutDateline({ text }, { start: 0, end: text.length }));
}

it.each([
  ['TAIPEI, Oct. 14, 2024 — China has massed marines.', 'China has massed marines.'],
  ['BEIRUT (AP) — Two brigades left.', 'Two brigades left.'],
  ['WASHINGTON (Reuters) - “We wait,” he said.', '“We wait,” he said.'],
  ['NEW YORK, March 3 – Envoys met.', 'Envoys met.'],
  ['KHARTOUM/CAIRO, June 14 (Reuters) - Troops have moved.', 'Troops have moved.'],
  ['Seoul (AFP) – Troops have moved.', 'Troops have moved.'],
  ['SEOUL, South Korea — 300 tanks moved.', '300 tanks moved.'],
])('“%s” is read from behind its dateline', (text, behind) => {
  expect(rest(text)).toBe(behind);
});

it.each([
  'NATO — the alliance of 31 states — met.',
  'NATO–Russia talks failed.',
  'The U.S. said—not for the first time—no.',
  'Taipei — A ship left.',
  'OTTAWA — ',
  'AMX-30 — tanks of the 1960s.',
  '',
])('“%s” has none', (text) => {
  expect(rest(text)).toBe(text);
});

it('takes time in proportion to a text of capitals and dashes', () => {
  const text = 'AB-'.repeat(300_000);
  expect(rest(text)).toBe(text);
});
