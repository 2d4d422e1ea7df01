import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import nlp from 'compromise';
import { expect, test } from 'vitest';
import { reading } from '../support/seeds.ts';

const texts = readdirSync('seeds').map((file) => readFileSync(join('seeds', file), 'utf8'));

/** One article a call, each in turn; "ops/sec" is articles a second on one core. */
test('extract', async ({ bench }) => {
  let [n, found] = [0, 0];
  const next = () => texts[n++ % texts.length] ?? '';
  await bench('an article, from its text to its claims', () => {
    const article = reading.toArticle({ origin: 'bench.txt', text: next(), known: {} });
    found += reading.toClaims(article).length;
  }).run();
  await bench('the same articles, tagged by compromise alone', () => {
    found += nlp(next()).length;
  }).run();
  expect(found).toBeGreaterThan(0);
});
