import { describe, expect, it } from 'vitest';
import type { Named } from '../../src/answers/names.ts';
import { suggest } from '../../src/answers/suggest.ts';
import { openStore } from '../../src/store/kysely.ts';
import { kurskArticle, kurskClaims } from '../support/newsroom.ts';

const names: readonly Named[] = [
  { name: 'Kursk', kind: 'place', spellings: ['Kursk', 'Koursk'] },
  { name: 'Kherson', kind: 'place', spellings: ['Kherson'] },
];

async function holding() {
  const store = await openStore({ file: ':memory:' });
  const article = kurskArticle();
  await store.library.save(article, kurskClaims(article));
  return { store, article };
}

describe('completion', () => {
  it.each([
    ['topic', '', ['Kursk']],
    ['place', 'kur', ['Kursk', 'Kursk Oblast']],
    ['place', 'obl', ['Kursk Oblast']],
    ['place', 'Kurks', ['Kursk', 'Kursk Oblast']],
    ['place', 'kours', ['Kursk']],
    ['place', 'Kherson', []],
    ['speaker', 'syrs', ['Col. Gen. Oleksandr Syrskyi']],
    ['speaker', 'new york', ['The New York Times']],
    ['outlet', '', []],
    ['kind', 'build', ['buildup']],
    [
      'article',
      'amass',
      [
        'Russia amassing tens of thousands of troops for Kursk offensive, Ukraine military chief says',
      ],
    ],
  ] as const)('of a %s from %j offers what is held', async (what, prefix, expected) => {
    const { store } = await holding();
    expect(await suggest(what, prefix, 8, names, store.library)).toEqual(expected);
    await store.close();
  });

  it('follows what comes and goes', async () => {
    const { store, article } = await holding();
    expect(await suggest('topic', 'ku', 8, names, store.library)).toEqual(['Kursk']);
    await store.library.remove(article.id);
    expect(await suggest('topic', 'ku', 8, names, store.library)).toEqual([]);
    await store.close();
  });
});
