import { expect, it } from 'vitest';
import { showHome } from '../../src/answers/home.ts';
import { renderPlain } from '../../src/chat/plain.ts';
import { openSeeds } from '../support/seeds.ts';

it('says how many articles are held, how new, from whom, and how to ask', async () => {
  const muster = await openSeeds();
  const articles = await muster.store.library.list();
  const words = renderPlain(showHome(articles));
  await muster.store.close();
  expect(words).toMatch(/^5 articles with [\d,]+ claims held\nThe newest is dated \S/u);
  for (const { outlet, title } of articles) {
    expect(words).toContain(title);
    if (outlet !== null) expect(words).toContain(outlet);
  }
  expect(words).toContain('/briefing <topic>');
});

it('says that nothing is held, and how to ask all the same', () => {
  const words = renderPlain(showHome([]));
  expect(words).toMatch(/^No article is held yet\./u);
  expect(words).toContain('/briefing <topic>');
});
