import { afterAll, expect, test } from 'vitest';
import { renderPlain } from '../../src/chat/plain.ts';
import { askInTurn, openSeeds } from '../support/seeds.ts';

const muster = await openSeeds();
afterAll(() => muster.store.close());

async function lastOf(...turns: string[]) {
  const reply = (await askInTurn(muster, turns)).at(-1);
  return { text: reply ? renderPlain(reply) : '', abstained: reply?.abstained };
}

test.each([
  ['did Russia use nuclear weapons?', 'nuclear'],
  ['who is the author of the CNN article?', 'author'],
  ['how many tanks has Russia concentrated at Bakhmut?', 'No figure'],
  ['what did Macron say?', 'Macron'],
])('says that nothing held answers “%s”', async (question, said) => {
  const { text, abstained } = await lastOf(question);
  expect(abstained).toBe(true);
  expect(text).toContain(said);
});

test('goes from a place to a country that is asked of as a place', async () => {
  const { text } = await lastOf('/briefing kharkiv', 'and in Belarus?');
  expect(text).toContain('drills in neighboring Belarus');
  expect(text).not.toContain('Sumy');
});

test('names those who said what was just told', async () => {
  const { text } = await lastOf('/briefing kursk', 'how many North Koreans?', 'who said that?');
  expect(text).toContain('United States said');
  expect(text).not.toContain('No source is named');
});

test('says of a claim that one source alone makes that it is not confirmed', async () => {
  const { text } = await lastOf('/claims 500,000 speaker:Reznikov', 'is that confirmed?');
  expect(text).toContain('Not confirmed by a second, independent source');
});

test('says who denies what was just told', async () => {
  const { text } = await lastOf('did Trump call Putin?');
  expect(text).toContain('Washington Post reported');
  expect(text).toContain('Kremlin denied');
});

test('asked how long, tells a time', async () => {
  const { text } = await lastOf('how long could the offensive last?');
  expect(text).toContain('six to nine months');
});

test('asked when, tells the day that the text gives', async () => {
  const { text } = await lastOf('when did the Kursk incursion start?');
  expect(text).toContain('Aug 2024');
});
