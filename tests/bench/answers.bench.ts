import { afterAll, expect, test } from 'vitest';
import { openTransient } from '../../src/assemble.ts';
import { config, openSeeds } from '../support/seeds.ts';

const muster = await openSeeds();
afterAll(() => muster.store.close());

test('answers over the seeds', async ({ bench }) => {
  let characters = 0;
  for (const text of [
    '/briefing kursk',
    '/claims 50,000 troops',
    'how many North Koreans are in Kurks?',
    'how many troops are in Kherson?',
  ])
    await bench(text, async () => {
      const { reply } = await muster.answerer.answer({ text, context: null });
      characters += reply.summary.length;
    }).run();
  await bench('ready to answer: words prepared, seeds read and indexed', async () => {
    const { store } = await openTransient(config, { paths: ['seeds'] });
    await store.close();
  }).run();
  expect(characters).toBeGreaterThan(0);
}, 180_000);
