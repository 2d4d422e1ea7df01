import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readCopiesAtOnce } from './copies.ts';

const folder = await mkdtemp(join(tmpdir(), 'muster-two-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

it('keeps one of two copies that two processes read at the same moment', async () => {
  const file = join(folder, 'muster.sqlite');
  await expect(readCopiesAtOnce(folder, { DATA_DIR: folder }, { file })).resolves.toBeUndefined();
}, 120_000);
