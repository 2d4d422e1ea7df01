import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Reply } from '../../src/answers/reply.ts';
import { loadArticles, openTransient, type TransientMuster } from '../../src/assemble.ts';
import { openDigestMaking } from '../../src/background.ts';
import { renderPlain } from '../../src/chat/plain.ts';
import { loadConfig } from '../../src/config.ts';
import { openDigests } from '../../src/schedule/digests.ts';
import { openTurn } from '../../src/schedule/turn.ts';

const NEW_ARTICLE = `Russia masses troops near Sumy

Published 5 January 2025

Russia has massed about 9,000 troops near Sumy, a Ukrainian army spokesman said on Saturday.

The weather in the region was cold.
`;

const folder = await mkdtemp(join(tmpdir(), 'muster-seeds-'));
let muster: TransientMuster;
beforeAll(async () => {
  muster = await openTransient(loadConfig(), { paths: ['seeds'] });
}, 120_000);
afterAll(async () => {
  await muster.store.close();
  await rm(folder, { recursive: true, force: true });
});

it('the seeds make a first digest, nothing new the day after, and a new article brings exactly its claims', async () => {
  const { store, reading, search } = muster;
  const { subscriptions, outbox, leases } = store;
  let at = Date.parse('2025-01-06T07:00:00Z');
  const now = (): number => at;
  const posts: Reply[] = [];
  const bot = {
    platform: 'slack' as const,
    post: async (_channel: string, reply: Reply) => `post ${posts.push(reply)}`,
    openDirect: async (user: string) => user,
  };
  const log = { error: () => expect.unreachable('a fault was logged'), warn: () => {} };
  const digests = openDigests({
    bots: [bot],
    ...{ subscriptions, outbox, log, now },
    making: openDigestMaking(loadConfig(), muster),
    turn: openTurn({ leases, holder: 'this process', now }),
    wait: async () => {},
  });
  await subscriptions.put({
    ...{ id: 'slack:C1', platform: 'slack', channel: 'C1', place: null, isQuiet: false },
    ...{ time: '07:00', weekdays: [1, 2, 3, 4, 5, 6, 7], timeZone: 'UTC' },
    ...{ owner: 'U1', isPaused: false, createdAt: at - 1 },
  });
  const nextDigest = async (): Promise<string> => {
    await digests.check();
    at += 86_400_000;
    return renderPlain(posts.at(-1) ?? expect.unreachable('no digest came'));
  };

  const first = await nextDigest();
  expect(first).toContain('baseline');
  const toldFirst = await subscriptions.told('slack:C1');
  expect(toldFirst.size).toBeGreaterThan(3);

  const second = await nextDigest();
  expect(second).toContain('Nothing new. The newest report held is of');
  expect(await subscriptions.told('slack:C1')).toEqual(toldFirst);

  const read = async (text: string) => {
    const file = join(folder, 'new.txt');
    await writeFile(file, text);
    const { articles } = await loadArticles(reading, [file], 1_000_000);
    return articles[0] ?? expect.unreachable('the article was not read');
  };
  const article = await read(NEW_ARTICLE);
  await store.library.save(article, reading.toClaims(article));
  await search.add([article]);
  const third = await nextDigest();
  expect(third).toContain('9,000 troops');
  const toldThird = [...(await subscriptions.told('slack:C1')).keys()];
  const added = toldThird.filter((key) => !toldFirst.has(key));
  expect(added.length).toBeGreaterThan(0);
  expect(added.every((key) => key.startsWith(`${article.id}:`))).toBe(true);

  expect(await nextDigest()).toContain('Nothing new');

  // The outlet mends a word elsewhere and adds a report.
  const mended = await read(
    NEW_ARTICLE.replace('was cold', 'was bitterly cold').concat(
      '\nAnother 2,000 Russian troops were deployed near Sumy on Sunday, the spokesman said.\n',
    ),
  );
  await store.library.save(mended, reading.toClaims(mended), { replaces: article.id });
  const fifth = await nextDigest();
  expect(fifth).toContain('2,000');
  expect(fifth).not.toContain('9,000');
  expect(posts).toHaveLength(5);
}, 120_000);
