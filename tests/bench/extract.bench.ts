import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import nlp from 'compromise';
import { expect, test } from 'vitest';
import type { Known } from '../../src/corpus/article.ts';
import { reading } from '../support/seeds.ts';

const texts = readdirSync('seeds').map((file) => readFileSync(join('seeds', file), 'utf8'));

/** What runs for days is measured once V8 has compiled it: both get the same time before the clock starts. */
const WARM = { warmupTime: 8_000, time: 5_000 };

/** One article a call, each in turn; "hz" is articles a second on one core. */
test('extract', { timeout: 90_000 }, async ({ bench }) => {
  let [n, found] = [0, 0];
  const next = () => texts[n++ % texts.length] ?? '';
  const read = (known: Known) => {
    const article = reading.toArticle({ origin: 'bench.txt', text: next(), known });
    found += reading.toClaims(article).length;
  };
  await bench('an undated article, from its text to its claims', () => read({})).run(WARM);
  await bench('the same, its day given as feeds give it', () =>
    read({ published: '2024-11-11' }),
  ).run(WARM);
  await bench('the same articles, tagged by compromise alone', () => {
    found += nlp(next()).length;
  }).run(WARM);
  expect(found).toBeGreaterThan(0);
});
