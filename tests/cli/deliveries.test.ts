import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../src/store/kysely.ts';
import { muster } from './run.ts';

const folder = await mkdtemp(join(tmpdir(), 'muster-deliveries-'));
const before = process.env.DATA_DIR;
beforeAll(() => {
  process.env.DATA_DIR = folder;
});
afterAll(async () => {
  if (before === undefined) delete process.env.DATA_DIR;
  else process.env.DATA_DIR = before;
  await rm(folder, { recursive: true, force: true });
});

it('muster deliveries lists what was sent, what failed and why, and not what was said', async () => {
  expect(await muster(['deliveries'])).toMatchObject({ code: 2, out: '' });

  const { outbox, close } = await openStore({ file: join(folder, 'muster.sqlite') });
  const post = { platform: 'slack', channel: 'C1', thread: null, payload: 'a secret' } as const;
  await outbox.add({ ...post, key: 'digest:slack:C1:2024-11-22' }, 1_732_255_200_000);
  await outbox.settle(
    'digest:slack:C1:2024-11-22',
    'confirmed',
    { postId: '7' },
    1_732_255_201_000,
  );
  await outbox.add({ ...post, key: 'digest:slack:C1:2024-11-23' }, 1_732_341_600_000);
  await outbox.settle(
    'digest:slack:C1:2024-11-23',
    'failed',
    { reason: 'The channel is gone.' },
    1_732_341_601_000,
  );
  await close();

  const { code, out } = await muster(['deliveries']);
  expect(code).toBe(0);
  const [heading, newest, older] = out.split('\n');
  expect(heading).toMatch(/^When \(UTC\) +State +To +Tries +Post +Why$/u);
  expect(newest).toMatch(/^2024-11-23 06:00:01 +failed +slack C1 +0 .*The channel is gone\.$/u);
  expect(older).toMatch(/^2024-11-22 06:00:01 +confirmed/u);

  const listed = await muster(['deliveries', '--json', '--limit', '1']);
  expect(listed.lines).toMatchObject([
    { key: 'digest:slack:C1:2024-11-23', status: 'failed', reason: 'The channel is gone.' },
  ]);
  expect(listed.out).not.toContain('secret');
  expect(await muster(['deliveries', '--limit', 'x'])).toMatchObject({
    code: 1,
    err: '--limit x is no count. Write it as --limit 50.\n',
  });
}, 60_000);
