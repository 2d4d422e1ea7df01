import { describe, expect, it } from 'vitest';
import type { Thread, Turn } from '../../src/store/port.ts';
import type { Opened } from './contract.ts';
import { postOf, range } from './samples.ts';

/** Threads, and events that are answered once. */
export function testConversations(at: Opened): void {
  describe('threads', () => {
    const thread: Thread = {
      id: 'web:main:1',
      platform: 'web',
      channel: 'main',
      thread: '1',
      context: { topic: 'kursk', said: ['50,000'] },
      usedAt: 1_732_300_000_000,
    };
    const turn = (n: number, user = 'ann'): Turn => ({
      event: `e${n}`,
      user,
      text: `question ${n}`,
      reply: { blocks: [], n },
      at: thread.usedAt + n,
    });

    it('takes a conversation up again after a restart', async () => {
      await at.store.threads.record(thread, turn(1));
      await at.store.threads.record({ ...thread, context: { topic: 'sumy' } }, turn(2));
      await at.reopen();
      expect(await at.store.threads.find(thread.id)).toEqual({
        ...thread,
        context: { topic: 'sumy' },
      });
      expect(await at.store.threads.turns(thread.id)).toEqual([turn(1), turn(2)]);
      expect(await at.store.threads.find('web:main:2')).toBeNull();
      expect(await at.store.threads.turns('web:main:2')).toEqual([]);
    });

    it('changes nothing for a turn whose event is there already', async () => {
      await at.store.threads.record(thread, turn(1));
      await at.store.threads.record({ ...thread, context: 'other' }, { ...turn(1), text: 'other' });
      expect((await at.store.threads.find(thread.id))?.context).toEqual(thread.context);
      expect(await at.store.threads.turns(thread.id)).toEqual([turn(1)]);
    });

    it('records a turn once when two processes do so at once', async () => {
      const elsewhere = { ...thread, id: 'web:main:2', thread: '2' };
      await Promise.all([
        at.store.threads.record(thread, turn(1)),
        at.other.threads.record(thread, turn(1)),
      ]);
      await at.store.threads.record(elsewhere, turn(1));
      expect(await at.store.threads.turns(thread.id)).toEqual([turn(1)]);
      expect(await at.store.threads.find(elsewhere.id)).toBeNull();
    });

    it('takes the same event id on two platforms for two events', async () => {
      await at.store.threads.record(thread, turn(1));
      const elsewhere: Thread = { ...thread, id: 'slack:c:1', platform: 'slack' };
      await at.store.threads.record(elsewhere, turn(1));
      expect(await at.store.threads.turns('slack:c:1')).toEqual([turn(1)]);
    });

    it('names the threads in use, newest first', async () => {
      for (const [n, usedAt] of [
        [1, 10],
        [2, 30],
        [3, 20],
      ] as const) {
        const id = `web:main:${n}`;
        await at.store.threads.record({ ...thread, id, thread: `${n}`, usedAt }, turn(n));
      }
      const ids = (await at.store.threads.live('web', 20)).map(({ id }) => id);
      expect(ids).toEqual(['web:main:2', 'web:main:3']);
      const [newest] = await at.store.threads.live('web', 0, 1);
      expect(newest?.id).toBe(ids[0]);
      expect(await at.store.threads.live('web', 0, 1)).toHaveLength(1);
      expect(await at.store.threads.live('slack', 0)).toEqual([]);
    });

    it('forgets a person: questions, answers, context and reports; and nobody else', async () => {
      await at.store.threads.record(thread, turn(1, 'ann'));
      await at.store.threads.record(thread, turn(2, 'bob'));
      const alone = { ...thread, id: 'web:main:2', thread: '2' };
      await at.store.threads.record(alone, turn(3, 'ann'));
      for (const user of ['ann', 'bob']) {
        await at.store.corrections.report({ claim: null, user, text: 'wrong', at: 1 });
      }
      for (const [key, platform, user] of [
        ['k1', 'web', 'ann'],
        ['k2', 'web', 'bob'],
        ['k3', 'discord', 'ann'],
      ] as const) {
        await at.store.outbox.add({ ...postOf(key), platform, user }, 1);
      }
      await at.store.outbox.add(postOf('k4'), 1);
      expect(await at.store.threads.forgetUser('slack', 'ann')).toBe(0);
      expect(await at.store.threads.forgetUser('web', 'ann')).toBe(2);
      expect(await at.store.threads.turns(thread.id)).toEqual([turn(2, 'bob')]);
      expect((await at.store.threads.find(thread.id))?.context).toBeNull();
      expect(await at.store.threads.find(alone.id)).toBeNull();
      expect((await at.store.corrections.reports()).map(({ user }) => user)).toEqual(['bob']);
      const forgotten = { status: 'skipped', payload: null, channel: '', thread: null };
      expect(await at.store.outbox.find('k1')).toMatchObject(forgotten);
      expect(await at.store.outbox.unfinished('web')).toMatchObject([{ key: 'k2' }]);
      for (const key of ['k2', 'k3', 'k4']) {
        expect(await at.store.outbox.find(key)).toMatchObject({ payload: postOf(key).payload });
      }
    });

    it('expires old turns, and threads left without any', async () => {
      await at.store.threads.record(thread, turn(1));
      const alone = { ...thread, id: 'web:main:2', thread: '2' };
      await at.store.threads.record(alone, turn(2));
      await at.store.threads.record(thread, turn(9));
      expect(await at.store.threads.expire(thread.usedAt + 9)).toBe(2);
      expect(await at.store.threads.turns(thread.id)).toEqual([turn(9)]);
      expect(await at.store.threads.find(alone.id)).toBeNull();
    });

    it('keeps any text that people write', async () => {
      const text = `\ud83d 'quote"; drop table turns; -- \u202e 🚀 ${'x'.repeat(100_000)}`;
      await at.store.threads.record(thread, { ...turn(1), text, user: 'n\u0000l' });
      const [kept] = await at.store.threads.turns(thread.id);
      expect(kept?.text).toBe(text.toWellFormed());
      expect(kept?.user).toBe('n\ufffdl');
    });
  });

  describe('inbox', () => {
    it('gives an event to one of many who claim it at once, and to nobody after a restart', async () => {
      const claims = await Promise.all(
        range(20).map((n) => (n % 2 ? at.store : at.other).inbox.claim('e1', 1)),
      );
      expect(claims.filter(Boolean)).toHaveLength(1);
      await at.reopen();
      expect(await at.store.inbox.claim('e1', 2)).toBe(false);
    });

    it('gives an event again that was released or has expired', async () => {
      await at.store.inbox.claim('e1', 1);
      await at.store.inbox.claim('e2', 5);
      await at.store.inbox.release('e1');
      expect(await at.store.inbox.claim('e1', 6)).toBe(true);
      expect(await at.store.inbox.expire(6)).toBe(1);
      expect(await at.store.inbox.claim('e2', 7)).toBe(true);
    });
  });
}
