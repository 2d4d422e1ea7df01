import { describe, expect, it } from 'vitest';
import { forOneSender, openTurn } from '../../src/schedule/turn.ts';
import { openStore } from '../../src/store/kysely.ts';
import type { NewDelivery } from '../../src/store/port.ts';

async function open() {
  const store = await openStore({ file: ':memory:' });
  const clock = { at: 1_000_000 };
  const turnOf = (holder: string) =>
    openTurn({ leases: store.leases, holder, now: () => clock.at, leaseMs: 1_000 });
  return { store, clock, turnOf };
}

function rowOf(key: string): NewDelivery {
  return { key, platform: 'slack', channel: 'C1', thread: null, payload: null };
}

describe('a turn', () => {
  it('is one process’s at a time, on each platform, and free again afterwards', async () => {
    const { turnOf } = await open();
    const [first, second] = [turnOf('first'), turnOf('second')];
    const done = await first.hold('slack', async () => {
      expect(await second.hold('slack', () => expect.unreachable('two at a time'))).toBe(false);
      expect(await second.hold('discord', async () => {})).toBe(true);
    });
    expect(done).toBe(true);
    expect(await second.hold('slack', async () => {})).toBe(true);
  });

  it('is free again when its job fails', async () => {
    const { turnOf } = await open();
    const failing = turnOf('first').hold('slack', () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(await turnOf('second').take('slack')).toBe(true);
  });

  it('is over for a process that stood still longer than its lease', async () => {
    const { clock, turnOf } = await open();
    await turnOf('first').hold('slack', async (isOurs) => {
      expect(isOurs()).toBe(true);
      clock.at += 1_000;
      expect(isOurs()).toBe(false);
      expect(await turnOf('second').take('slack')).toBe(true);
    });
    expect(await turnOf('third').take('slack')).toBe(false);
  });
});

describe('what bots are given to finish', () => {
  it('leaves digests to the process whose turn it is, and answers to any', async () => {
    const { store, turnOf } = await open();
    await store.outbox.add(rowOf('slack:an answer'), 1);
    await store.outbox.add(rowOf('digest:slack:C1:2024-11-22:1'), 2);
    const keysFor = async (holder: string) => {
      const rows = await forOneSender(store.outbox, turnOf(holder)).unfinished('slack');
      return rows.map(({ key }) => key);
    };
    expect(await keysFor('first')).toEqual(['slack:an answer', 'digest:slack:C1:2024-11-22:1']);
    expect(await keysFor('second')).toEqual(['slack:an answer']);
  });
});
