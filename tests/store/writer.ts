import process from 'node:process';
import { openStore } from '../../src/store/kysely.ts';
import { articleOf, claimOf } from './samples.ts';

// Writes one of each kind for 0, 1, 2, … and says each number once its rows are acknowledged.
const store = await openStore({ file: process.argv[2] ?? '' });
for (let n = Number(process.argv[3]); ; n++) {
  const article = articleOf(`a${n}`);
  await store.library.save(article, [claimOf(article, 1), claimOf(article, 2)]);
  const post = { platform: 'slack', channel: 'C1', thread: null, payload: n } as const;
  await store.subscriptions.serve(
    'slack:C1',
    `day ${n}`,
    new Map([[`a${n}-01`, n]]),
    [1, 2].map((part) => ({ ...post, key: `${n}:${part}` })),
    n,
  );
  await store.threads.record(
    { id: 't', platform: 'slack', channel: 'C1', thread: '1', context: n, usedAt: n },
    { event: `e${n}`, user: 'ann', text: `${n}`, reply: n, at: n },
  );
  process.stdout.write(`${n}\n`);
}
