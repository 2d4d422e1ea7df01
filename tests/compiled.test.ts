import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { argumentsOf, prepare, UNSET } from './support/scripts.ts';

vi.setConfig({ testTimeout: 60_000 });

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-compiled-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function help(dataDir: string, command = 'forget'): Promise<string> {
  const env = { ...process.env, ...UNSET, DATA_DIR: dataDir };
  const args = [...argumentsOf('muster'), command, '--help'];
  return (await promisify(execFile)(process.execPath, args, { env })).stdout;
}

describe('what Node compiles', () => {
  it('is there before the first start', async () => {
    expect(await prepare('.', join(folder, 'data'))).toBe('');
    const compiled = join(folder, 'data', 'compiled');
    const kept = await readdir(compiled, { recursive: true });
    await help(join(folder, 'data'), 'ask');
    expect(kept.length).toBeGreaterThan(100);
    expect(await readdir(compiled, { recursive: true })).toEqual(kept);
  });

  it('is missing, and nothing else, where the sources are not there when npm installs', async () => {
    expect(await prepare(folder, join(folder, 'data'))).toBe('');
  });

  it('is kept in DATA_DIR, and used from there', async () => {
    const data = join(folder, 'data');
    const first = await help(data);
    expect(first).toContain('muster forget');
    const kept = await readdir(join(data, 'compiled'), { recursive: true });
    expect(kept.length).toBeGreaterThan(3);
    expect(await help(data)).toBe(first);
    expect(await readdir(join(data, 'compiled'), { recursive: true })).toEqual(kept);
  });

  it('is done without where it cannot be kept, and where what is kept is damaged', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const words = await help(file);
    expect(words).toContain('muster forget');

    const data = join(folder, 'data');
    await help(data);
    const compiled = join(data, 'compiled');
    const kept = await readdir(compiled, { recursive: true, withFileTypes: true });
    for (const one of kept) {
      if (one.isFile()) await writeFile(join(one.parentPath, one.name), 'no code');
    }
    expect(await help(data)).toBe(words);
  });
});
