import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../../src/store/kysely.ts';
import { seeded } from '../support/seeded.ts';

const RUNS = 8;
const folder = await mkdtemp(join(tmpdir(), 'muster-kill-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the writer from number `from` until it has acknowledged a few, kills it, and returns the last acknowledged. */
async function writeAndKill(file: string, from: number, acknowledged: number, afterMs: number) {
  const writer = spawn(
    process.execPath,
    [join(import.meta.dirname, 'writer.ts'), file, String(from)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let last = from - 1;
  let killing: Promise<void> | null = null;
  for await (const line of createInterface({ input: writer.stdout })) {
    last = Number(line);
    if (last - from + 1 >= acknowledged) {
      killing ??= sleep(afterMs).then(() => {
        writer.kill('SIGKILL');
      });
    }
  }
  await killing;
  return last;
}

it('loses nothing that was acknowledged, and keeps nothing by halves, when the process is killed', async () => {
  const file = join(folder, 'muster.sqlite');
  const random = seeded(20241122);
  let next = 0;
  for (let run = 0; run < RUNS; run++) {
    const last = await writeAndKill(file, next, 1 + Math.floor(random() * 30), random() * 8);
    const store = await openStore({ file });
    const days = new Set(await store.subscriptions.servedDays('slack:C1', 1_000_000));
    const told = await store.subscriptions.told('slack:C1');
    const posts = new Set((await store.outbox.unfinished('slack')).map(({ key }) => key));
    const turns = await store.threads.turns('t');
    const articles = new Set((await store.library.list()).map(({ id }) => id));
    for (let n = 0; n <= last; n++) {
      expect([days.has(`day ${n}`), articles.has(`a${n}`), turns[n]?.reply]).toEqual([
        true,
        true,
        n,
      ]);
    }
    // What was in hand when it was killed is there whole or not at all.
    expect(told.size).toBe(days.size);
    expect(posts.size).toBe(days.size * 2);
    expect(await store.library.claimsOf([...articles])).toHaveLength(articles.size * 2);
    expect((await store.threads.find('t'))?.context).toBe(turns.at(-1)?.reply);
    next = turns.length;
    await store.close();
  }
  expect(next).toBeGreaterThan(RUNS);
}, 120_000);
