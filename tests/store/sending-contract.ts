import { describe, expect, it } from 'vitest';
import type { Delivery, Subscription } from '../../src/store/port.ts';
import type { Opened } from './contract.ts';
import { postOf, range } from './samples.ts';

/** Posts, digests and who may send them. */
export function testSending(at: Opened): void {
  describe('outbox', () => {
    it('adds a post once for its key', async () => {
      expect(await at.store.outbox.add(postOf('k1'), 1)).toBe(true);
      expect(await at.other.outbox.add({ ...postOf('k1'), payload: 'other' }, 2)).toBe(false);
      expect(await at.store.outbox.find('k1')).toEqual({
        ...postOf('k1'),
        status: 'pending',
        postId: null,
        attempts: 0,
        reason: null,
        createdAt: 1,
        updatedAt: 1,
      } satisfies Delivery);
      expect(await at.store.outbox.find('k2')).toBeNull();
    });

    it('keeps what became of a post over a restart', async () => {
      await at.store.outbox.add(postOf('k1'), 1);
      await at.store.outbox.attempt('k1', 2);
      await at.store.outbox.attempt('k1', 3);
      await at.store.outbox.settle('k1', 'sent', { postId: '1732.55' }, 4);
      await at.store.outbox.settle('k1', 'confirmed', {}, 5);
      await at.reopen();
      expect(await at.store.outbox.find('k1')).toMatchObject({
        status: 'confirmed',
        postId: '1732.55',
        attempts: 2,
        updatedAt: 5,
      });
    });

    it('names what is unfinished, oldest first in the order added, and the newest of all', async () => {
      for (const key of ['k3', 'k1', 'k2', 'k4', 'k5']) await at.store.outbox.add(postOf(key), 7);
      await at.store.outbox.add(postOf('k0'), 3);
      await at.store.outbox.settle('k1', 'sent', { postId: 'p' }, 8);
      await at.store.outbox.settle('k2', 'failed', { reason: 'The channel is gone.' }, 8);
      await at.store.outbox.settle('k4', 'skipped', {}, 8);
      const keys = (await at.store.outbox.unfinished('slack')).map(({ key }) => key);
      expect(keys).toEqual(['k0', 'k3', 'k1', 'k5']);
      expect(await at.store.outbox.unfinished('discord')).toEqual([]);
      expect((await at.store.outbox.recent(2)).map(({ key }) => key)).toEqual(['k5', 'k4']);
      expect((await at.store.outbox.find('k2'))?.reason).toBe('The channel is gone.');
    });

    it('erases what was sent or settled long ago, and nothing that is pending', async () => {
      for (const key of ['pending', 'sent', 'confirmed', 'failed', 'new']) {
        await at.store.outbox.add(postOf(key), 1);
      }
      await at.store.outbox.settle('sent', 'sent', {}, 2);
      await at.store.outbox.settle('confirmed', 'confirmed', {}, 2);
      await at.store.outbox.settle('failed', 'failed', { reason: 'Gone.' }, 2);
      await at.store.outbox.settle('new', 'confirmed', {}, 3);
      expect(await at.store.outbox.expire(3)).toBe(3);
      const left = (await at.store.outbox.recent(9)).map(({ key }) => key);
      expect(left.sort()).toEqual(['new', 'pending']);
    });
  });

  describe('subscriptions', () => {
    const subscription: Subscription = {
      id: 'slack:C1',
      platform: 'slack',
      channel: 'C1',
      time: '07:00',
      weekdays: [1, 2, 3, 4, 5],
      timeZone: 'Europe/Kyiv',
      place: null,
      isQuiet: true,
      owner: 'U1',
      isPaused: false,
      createdAt: 1_732_300_000_000,
    };

    it('keeps a subscription over a restart, replaces and removes it', async () => {
      await at.store.subscriptions.put({ ...subscription, time: '06:00' });
      await at.store.subscriptions.put(subscription);
      await at.reopen();
      expect(await at.store.subscriptions.find('slack:C1')).toEqual(subscription);
      expect(await at.store.subscriptions.list()).toEqual([subscription]);
      expect(await at.store.subscriptions.remove('slack:C1')).toBe(true);
      expect(await at.store.subscriptions.remove('slack:C1')).toBe(false);
      expect(await at.store.subscriptions.find('slack:C1')).toBeNull();
    });

    it('serves a day once, with what was told and the posts, whoever tries', async () => {
      const told = new Map([['a1-01', { line: 'Fifty thousand.' }]]);
      const served = await Promise.all(
        [at.store, at.other, at.store, at.other].map((each) =>
          each.subscriptions.serve('slack:C1', '2024-11-22', told, [postOf('k1'), postOf('k2')], 1),
        ),
      );
      expect(served.filter(Boolean)).toHaveLength(1);
      expect(
        await at.store.subscriptions.serve(
          'slack:C1',
          '2024-11-23',
          new Map([['a1-02', 7]]),
          [],
          2,
        ),
      ).toBe(true);
      await at.reopen();
      expect(await at.store.subscriptions.told('slack:C1')).toEqual(
        new Map<string, unknown>([...told, ['a1-02', 7]]),
      );
      expect(await at.store.subscriptions.servedDays('slack:C1', 5)).toEqual([
        '2024-11-23',
        '2024-11-22',
      ]);
      expect(await at.store.subscriptions.servedDays('slack:C1', 1)).toEqual(['2024-11-23']);
      expect(await at.store.outbox.unfinished('slack')).toHaveLength(2);
    });

    it('serves nothing when part of it cannot be kept', async () => {
      const broken = { ...postOf('k1'), channel: null as unknown as string };
      const told = new Map([['a1-01', 1]]);
      await expect(
        at.store.subscriptions.serve('slack:C1', '2024-11-22', told, [broken], 1),
      ).rejects.toThrow();
      expect(await at.store.subscriptions.servedDays('slack:C1', 5)).toEqual([]);
      expect(await at.store.subscriptions.told('slack:C1')).toEqual(new Map());
    });

    it('remembers what a channel was told when it subscribes again', async () => {
      await at.store.subscriptions.put(subscription);
      await at.store.subscriptions.serve('slack:C1', '2024-11-22', new Map([['a1-01', 1]]), [], 1);
      await at.store.subscriptions.remove('slack:C1');
      expect((await at.store.subscriptions.told('slack:C1')).size).toBe(1);
      expect(await at.store.subscriptions.servedDays('slack:C1', 5)).toEqual(['2024-11-22']);
    });

    it('takes back what was to be told and never was', async () => {
      const told = new Map([1, 2, 3].map((n) => [`a1-0${n}`, n]));
      await at.store.subscriptions.serve('slack:C1', '2024-11-22', told, [], 1);
      await at.store.subscriptions.serve('slack:C2', '2024-11-22', told, [], 1);
      await at.store.subscriptions.untell('slack:C1', ['a1-01', 'a1-03', 'never told']);
      await at.store.subscriptions.untell('slack:C1', []);
      expect([...(await at.store.subscriptions.told('slack:C1')).keys()]).toEqual(['a1-02']);
      expect((await at.store.subscriptions.told('slack:C2')).size).toBe(3);
    });

    it('counts failures in a row', async () => {
      expect(await at.store.subscriptions.failures('slack:C1', 'add')).toBe(1);
      expect(await at.other.subscriptions.failures('slack:C1', 'add')).toBe(2);
      expect(await at.store.subscriptions.failures('slack:C1', 'reset')).toBe(0);
      expect(await at.store.subscriptions.failures('slack:C1', 'add')).toBe(1);
    });
  });

  describe('leases', () => {
    it('gives a lease to one holder at a time, who may renew it', async () => {
      const taken = await Promise.all(
        range(10).map((n) => (n % 2 ? at.store : at.other).leases.take('digest', `p${n}`, 0, 100)),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
      const holder = `p${taken.indexOf(true)}`;
      expect(await at.store.leases.take('digest', holder, 50, 200)).toBe(true);
      expect(await at.other.leases.take('digest', 'late', 199, 300)).toBe(false);
    });

    it('lets another take over what ran out or was given back', async () => {
      await at.store.leases.take('digest', 'p1', 0, 100);
      expect(await at.other.leases.take('digest', 'p2', 100, 200)).toBe(true);
      await at.store.leases.release('digest', 'p1');
      expect(await at.store.leases.take('digest', 'p1', 101, 300)).toBe(false);
      await at.other.leases.release('digest', 'p2');
      expect(await at.store.leases.take('digest', 'p1', 101, 300)).toBe(true);
      expect(await at.other.leases.take('feeds', 'p2', 101, 300)).toBe(true);
    });
  });
}
