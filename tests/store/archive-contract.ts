import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import type { Opened } from './contract.ts';
import { articleOf, claimOf, postOf, range } from './samples.ts';

/** Carrying everything elsewhere. */
export function testArchive(at: Opened): void {
  describe('archive', () => {
    it('carries everything to an empty database, in order, and a second time adds nothing', async () => {
      await fill(at.store);
      const lines = await exported(at.store);
      await at.renew();
      expect(await at.store.archive.importLines(lines)).toBe(lines.length - 1);
      expect(await exported(at.store)).toEqual(lines);
      expect(await at.store.archive.importLines(lines)).toBe(0);
      expect((await at.store.outbox.unfinished('slack')).map(({ key }) => key)).toEqual([
        'k2',
        'k1',
      ]);
      await at.store.outbox.add(postOf('k3'), 9);
      expect((await at.store.outbox.recent(1))[0]?.key).toBe('k3');
    });

    it('exports more rows than it reads at once, while others write', async () => {
      const rows = range(1_100).map((n) => ({
        table: 'inbox',
        row: { event: `e${String(n).padStart(5, '0')}`, at: n },
      }));
      await at.store.archive.importLines([
        '{"muster":1}',
        ...rows.map((row) => JSON.stringify(row)),
      ]);
      const lines: string[] = [];
      for await (const line of at.store.archive.exportLines()) {
        if (lines.length === 1) await at.other.inbox.claim('e99999', 1);
        lines.push(line);
      }
      expect(lines).toHaveLength(1_101);
      expect(new Set(lines).size).toBe(1_101);
    });

    it.each([
      ['is no JSON', 'nonsense'],
      ['names no table of ours', '{"table":"muster_schema","row":{"version":9}}'],
      ['names no column of ours', '{"table":"inbox","row":{"event":"e","at":1,"x":2}}'],
      ['holds SQL for a column', '{"table":"inbox","row":{"event\\") values (1); --":"e"}}'],
      ['lacks its key', '{"table":"inbox","row":{"at":1}}'],
      ['lacks a column', '{"table":"inbox","row":{"event":"e2"}}'],
    ])('names a line that %s, and imports nothing', async (_, line) => {
      const lines = ['{"muster":1}', '{"table":"inbox","row":{"event":"e1","at":1}}', line];
      await expect(at.store.archive.importLines(lines)).rejects.toThrow(/^Line 3 /);
      expect(await at.store.inbox.claim('e1', 1)).toBe(true);
    });

    it.each([
      ['nothing', [], /empty/],
      ['another file', ['{"article":"a1"}'], /^Line 1 /],
      ['a newer export', ['{"muster":999}'], /newer Muster/],
    ])('says what is wrong with %s', async (_, lines, words) => {
      await expect(at.store.archive.importLines(lines)).rejects.toThrow(words);
    });
  });
}

async function fill(to: Store): Promise<void> {
  const article = articleOf('a1', { title: 'Größe \u0000' });
  await to.library.save(article, [claimOf(article, 1)], {
    extractor: '1',
    signature: 's',
    at: 1,
  });
  await to.library.save(articleOf('a2'), [], { replaces: 'a1', at: 2 });
  await to.history.addReprint('a1', { origin: 'b.txt', url: null, outlet: null, at: 3 });
  const thread = { id: 'web:m:1', platform: 'web', channel: 'm', thread: '1' } as const;
  for (const n of [2, 1]) {
    await to.threads.record(
      { ...thread, context: { n }, usedAt: n },
      { event: `e${n}`, user: 'ann', text: 'q', reply: null, at: 1 },
    );
  }
  await to.inbox.claim('e1', 1);
  await to.outbox.add(postOf('k2'), 1);
  await to.outbox.add(postOf('k1'), 1);
  await to.subscriptions.serve('slack:C1', '2024-11-22', new Map([['a1-01', 1]]), [], 1);
  await to.subscriptions.failures('slack:C1', 'add');
  await to.corrections.report({ claim: null, user: 'ann', text: 'wrong', at: 1 });
  await to.corrections.hide('a1-01', 'Wrong.', 1);
}

async function exported(store: Store): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of store.archive.exportLines()) lines.push(line);
  return lines;
}
