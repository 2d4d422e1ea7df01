import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConfigFile } from '../../src/config.ts';
import type { Article } from '../../src/corpus/article.ts';
import { openMiniSearch } from '../../src/search/minisearch.ts';
import { SearchLanguageSchema } from '../../src/search/words.ts';
import { openStore } from '../../src/store/kysely.ts';
import { article } from '../search/articles.ts';

const language = readConfigFile('config/language/search.json', SearchLanguageSchema);
const ARTICLES = 2_000;
const WORDS = 480;

/** News-like text: words as common as Zipf has them, the same on every run. */
function makeArticles(): Article[] {
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  const word = () => {
    const rank = Math.floor(60_000 ** random());
    return `${'bdfgklmnprst'[rank % 12]}${'aeiou'[rank % 5]}${rank.toString(26).replace(/\d/g, (digit) => 'nostumvwxy'[Number(digit)] ?? '')}`;
  };
  const text = (length: number) => Array.from({ length }, word).join(' ');
  return Array.from({ length: ARTICLES }, () => article(text(8), text(WORDS)));
}

const articles = makeArticles();
const search = openMiniSearch({ language });
await search.add(articles);
const wordsOf = (n: number) => articles[n % ARTICLES]?.text.split(/\s+/).slice(20, 40) ?? [];

const folder = await mkdtemp(join(tmpdir(), 'muster-bench-'));
const store = await openStore({ file: join(folder, 'bench.sqlite') });
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

test('search', async ({ bench }) => {
  let n = 0;
  await bench('index 100 articles', async () => {
    await openMiniSearch({ language }).add(articles.slice(0, 100));
  }).run();
  await bench(`two words among ${ARTICLES} articles`, async () => {
    await search.find({ text: wordsOf(n++).slice(0, 2).join(' ') }, 10);
  }).run();
  await bench(`a question of twelve words among ${ARTICLES} articles`, async () => {
    await search.find({ text: wordsOf(n++).slice(0, 12).join(' ') }, 10);
  }).run();
  await bench(`a misspelt word among ${ARTICLES} articles`, async () => {
    const [first = '', second = ''] = wordsOf(n++);
    await search.find({ text: `${first} ${second}qx` }, 10);
  }).run();
  expect(n).toBeGreaterThan(0);
});

test('store', async ({ bench }) => {
  let n = 0;
  await bench('a post into the outbox', async () => {
    const post = { platform: 'slack', channel: 'C1', thread: null, payload: 'text' } as const;
    await store.outbox.add({ ...post, key: String(n++) }, n);
  }).run();
  await bench('save an article', async () => {
    const one = articles[n++ % ARTICLES];
    if (one) await store.library.save(one, []);
  }).run();
  await bench('read an article', async () => {
    await store.library.articles([articles[0]?.id ?? '']);
  }).run();
  expect(n).toBeGreaterThan(0);
});
