import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery, Source, Store, Subscription, Thread, Turn } from '../../src/store/port.ts';
import { articleOf, claimOf } from './samples.ts';

/** Where one engine's databases come from. */
export type Ground = {
  /** Opens the database, making it when it is not there. */
  open(): Promise<Store>;
  /** Makes the next `open` find nothing. */
  clear(): Promise<void>;
};

/** What the store promises on every engine. */
export function testStore(name: string, prepare: () => Promise<Ground>): void {
  describe(name, () => {
    let ground: Ground;
    let store: Store;
    /** A second connection, as another process has one. */
    let other: Store;

    beforeAll(async () => {
      ground = await prepare();
    }, 60_000);
    beforeEach(async () => {
      await store?.close();
      await other?.close();
      await ground.clear();
      store = await ground.open();
      other = await ground.open();
    });
    afterAll(async () => {
      await store?.close();
      await other?.close();
    });

    async function reopen(): Promise<void> {
      await store.close();
      store = await ground.open();
    }

    const delivery = (key: string) => ({
      key,
      platform: 'slack' as const,
      channel: 'C1',
      thread: null,
      payload: { text: 'Good morning' },
    });

    describe('library', () => {
      it('gives back an article and its claims exactly as they were saved, after a restart too', async () => {
        const article = articleOf('a1', { title: 'Überraschung \u0000 “quoted” 🚀' });
        const claims = [claimOf(article, 1), claimOf(article, 2)];
        await store.library.save(article, claims);
        await reopen();
        expect(await store.library.articles(['a1'])).toEqual([article]);
        expect(await store.library.claimsOf(['a1'])).toEqual(claims);
        expect(await other.library.claimsOf(['a1'])).toEqual(claims);
      });

      it('gives articles in the order asked for and leaves out unknown ones', async () => {
        for (const id of ['a1', 'a2', 'a3']) await store.library.save(articleOf(id), []);
        const found = await store.library.articles(['a3', 'nope', 'a1']);
        expect(found.map(({ id }) => id)).toEqual(['a3', 'a1']);
        expect(await store.library.articles([])).toEqual([]);
      });

      it('gives claims article by article in the order asked for, in reading order within each', async () => {
        const [one, two] = [articleOf('a1'), articleOf('a2')];
        await store.library.save(
          one,
          [3, 1, 2].map((n) => claimOf(one, n)),
        );
        await store.library.save(two, [claimOf(two, 1)]);
        const found = await store.library.claimsOf(['a2', 'a1']);
        expect(found.map(({ id }) => id)).toEqual(['a2-01', 'a1-03', 'a1-01', 'a1-02']);
      });

      it('replaces an article with its claims when it is saved again', async () => {
        const article = articleOf('a1');
        await store.library.save(
          article,
          [1, 2, 3].map((n) => claimOf(article, n)),
        );
        await store.library.save({ ...article, title: 'Anew' }, [claimOf(article, 1)]);
        expect((await store.library.articles(['a1']))[0]?.title).toBe('Anew');
        expect(await store.library.claimsOf(['a1'])).toHaveLength(1);
      });

      it('saves all of an article or nothing', async () => {
        const article = articleOf('a1');
        const twice = [claimOf(article, 1), claimOf(article, 1)];
        await expect(store.library.save(article, twice)).rejects.toThrow();
        expect(await store.library.articles(['a1'])).toEqual([]);
        await store.library.save(article, [claimOf(article, 1)]);
        await expect(store.library.save({ ...article, title: 'Anew' }, twice)).rejects.toThrow();
        expect((await store.library.articles(['a1']))[0]?.title).toBe(article.title);
        expect(await store.library.claimsOf(['a1'])).toHaveLength(1);
      });

      it('keeps thousands of claims of thousands of articles', async () => {
        const articles = Array.from({ length: 1_200 }, (_, n) => articleOf(`a${n}`));
        const [first] = articles;
        if (first)
          await store.library.save(
            first,
            range(1_000).map((n) => claimOf(first, n)),
          );
        for (const article of articles.slice(1)) {
          await store.library.save(article, [claimOf(article, 1)]);
        }
        const ids = articles.map(({ id }) => id);
        expect(await store.library.claimsOf(ids)).toHaveLength(2_199);
        expect(await store.library.articles(ids)).toHaveLength(1_200);
      }, 60_000);

      it('lists newest first, undated last, without text and with the number of claims', async () => {
        const dated = (earliest: string | null, latest: string | null) => ({
          published: { earliest, latest, basis: 'inferred' as const, evidence: [] },
        });
        const newest = articleOf('a2', dated('2024-11-01', '2024-11-30'));
        await store.library.save(articleOf('a1', dated('2023-02-03', '2023-02-03')), []);
        await store.library.save(newest, [claimOf(newest, 1)]);
        await store.library.save(articleOf('a3'), []);
        await store.library.save(articleOf('a4', dated('2024-03-27', null)), []);
        const list = await store.library.list();
        expect(list.map(({ id }) => id)).toEqual(['a2', 'a4', 'a1', 'a3']);
        expect(list[0]).toEqual({
          id: 'a2',
          origin: 'a2.txt',
          url: null,
          title: 'Title of a2',
          outlet: null,
          language: 'en',
          published: newest.published,
          claims: 1,
        });
      });

      it('removes an article with its claims; an unknown id is no error', async () => {
        const article = articleOf('a1');
        await store.library.save(article, [claimOf(article, 1)]);
        await store.library.remove('a1');
        await store.library.remove('nope');
        expect(await store.library.articles(['a1'])).toEqual([]);
        expect(await store.library.claimsOf(['a1'])).toEqual([]);
      });
    });

    describe('history', () => {
      it('keeps older versions for what cites them, and lists the newest alone', async () => {
        for (const [id, replaces] of [['a1'], ['a2', 'a1'], ['a3', 'a2']] as const) {
          await store.library.save(articleOf(id), [], { at: 5, ...(replaces && { replaces }) });
        }
        expect((await store.library.list()).map(({ id }) => id)).toEqual(['a3']);
        expect(await store.library.articles(['a1'])).toHaveLength(1);
        for (const id of ['a1', 'a2', 'a3']) {
          expect(await store.history.versions(id)).toEqual(['a1', 'a2', 'a3']);
        }
        expect(await store.history.versions('nope')).toEqual([]);
        expect(await store.history.standing(['a1', 'a3', 'nope'])).toEqual(
          new Map([
            ['a1', { state: 'superseded', replacedBy: 'a2', since: 5 }],
            ['a3', { state: 'current', replacedBy: null, since: 5 }],
          ]),
        );
      });

      it('takes a text back that returns to what it was', async () => {
        await store.library.save(articleOf('a1'), []);
        await store.library.save(articleOf('a2'), [], { replaces: 'a1' });
        await store.library.save(articleOf('a1'), [], { replaces: 'a2' });
        expect((await store.library.list()).map(({ id }) => id)).toEqual(['a1']);
        expect(await store.history.versions('a1')).toEqual(['a2', 'a1']);
      });

      it('withdraws an article from the list until it is saved again', async () => {
        await store.library.save(articleOf('a1'), [], { at: 1 });
        await store.history.withdraw('a1', 9);
        await store.history.withdraw('nope', 9);
        expect(await store.library.list()).toEqual([]);
        expect(await store.history.standing(['a1'])).toEqual(
          new Map([['a1', { state: 'withdrawn', replacedBy: null, since: 9 }]]),
        );
        await store.library.save(articleOf('a1'), [], { at: 10 });
        expect(await store.library.list()).toHaveLength(1);
      });

      it('notes each reprint once by its origin', async () => {
        await store.library.save(articleOf('a1'), []);
        const reprint = { origin: 'b.txt', url: null, outlet: 'The Sample Post', at: 2 };
        await store.history.addReprint('a1', { ...reprint, outlet: null });
        await store.history.addReprint('a1', reprint);
        await store.history.addReprint('a1', { ...reprint, origin: 'c.txt', at: 1 });
        expect(await store.history.reprints(['a1', 'a2'])).toEqual(
          new Map([['a1', [{ ...reprint, origin: 'c.txt', at: 1 }, reprint]]]),
        );
      });

      it('names current articles whose claims another extractor read', async () => {
        await store.library.save(articleOf('a1'), [], { extractor: '1' });
        await store.library.save(articleOf('a2'), [], { extractor: '2', signature: 's2' });
        await store.library.save(articleOf('a3'), []);
        await store.library.save(articleOf('a4'), [], { extractor: '1', signature: 's4' });
        await store.history.withdraw('a4', 1);
        expect(await store.history.stale('2', 10)).toEqual(['a1', 'a3']);
        expect(await store.history.stale('2', 1)).toEqual(['a1']);
        expect(await store.history.signatures()).toEqual(new Map([['a2', 's2']]));
      });
    });

    describe('sources', () => {
      const feed: Source = {
        key: 'https://example.org/feed',
        kind: 'feed',
        etag: '"abc"',
        lastModified: null,
        stamp: null,
        article: null,
        readAt: 1_732_300_000_000,
        dueAt: 1_732_300_600_000,
        failures: 0,
        fault: null,
        addedBy: null,
      };

      it('keeps the state of a source over a restart', async () => {
        await store.sources.put({ ...feed, failures: 3 });
        await store.sources.put(feed);
        await reopen();
        expect(await store.sources.find(feed.key)).toEqual(feed);
        expect(await store.sources.list()).toEqual([feed]);
        expect(await store.sources.list('file')).toEqual([]);
        await store.sources.remove(feed.key);
        await store.sources.remove(feed.key);
        expect(await store.sources.find(feed.key)).toBeNull();
      });

      it('gives those that are due, longest due first', async () => {
        const later = { ...feed, key: 'later', dueAt: feed.dueAt ?? 0 };
        const sooner = { ...feed, key: 'sooner', dueAt: 5 };
        for (const source of [later, sooner, { ...feed, key: 'never', dueAt: null }]) {
          await store.sources.put(source);
        }
        const due = await store.sources.due('feed', feed.dueAt ?? 0, 9);
        expect(due).toEqual([sooner, later]);
        expect(await store.sources.due('feed', 4, 9)).toEqual([]);
      });

      it('saves a source with the article it gave, or neither', async () => {
        const article = articleOf('a1');
        const source: Source = { ...feed, kind: 'file', key: 'a1.txt', article: 'a1' };
        const twice = [claimOf(article, 1), claimOf(article, 1)];
        await expect(store.library.save(article, twice, { source })).rejects.toThrow();
        expect(await store.sources.find('a1.txt')).toBeNull();
        await store.library.save(article, [], { source });
        expect(await store.sources.find('a1.txt')).toEqual(source);
      });
    });

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
        await store.threads.record(thread, turn(1));
        await store.threads.record({ ...thread, context: { topic: 'sumy' } }, turn(2));
        await reopen();
        expect(await store.threads.find(thread.id)).toEqual({
          ...thread,
          context: { topic: 'sumy' },
        });
        expect(await store.threads.turns(thread.id)).toEqual([turn(1), turn(2)]);
        expect(await store.threads.find('web:main:2')).toBeNull();
        expect(await store.threads.turns('web:main:2')).toEqual([]);
      });

      it('changes nothing for a turn whose event is there already', async () => {
        await store.threads.record(thread, turn(1));
        await store.threads.record({ ...thread, context: 'other' }, { ...turn(1), text: 'other' });
        expect((await store.threads.find(thread.id))?.context).toEqual(thread.context);
        expect(await store.threads.turns(thread.id)).toEqual([turn(1)]);
      });

      it('records a turn once when two processes do so at once', async () => {
        const elsewhere = { ...thread, id: 'web:main:2', thread: '2' };
        await Promise.all([
          store.threads.record(thread, turn(1)),
          other.threads.record(thread, turn(1)),
        ]);
        await store.threads.record(elsewhere, turn(1));
        expect(await store.threads.turns(thread.id)).toEqual([turn(1)]);
        expect(await store.threads.find(elsewhere.id)).toBeNull();
      });

      it('takes the same event id on two platforms for two events', async () => {
        await store.threads.record(thread, turn(1));
        const elsewhere: Thread = { ...thread, id: 'slack:c:1', platform: 'slack' };
        await store.threads.record(elsewhere, turn(1));
        expect(await store.threads.turns('slack:c:1')).toEqual([turn(1)]);
      });

      it('names the threads in use, newest first', async () => {
        for (const [n, usedAt] of [
          [1, 10],
          [2, 30],
          [3, 20],
        ] as const) {
          const id = `web:main:${n}`;
          await store.threads.record({ ...thread, id, thread: `${n}`, usedAt }, turn(n));
        }
        const ids = (await store.threads.live('web', 20)).map(({ id }) => id);
        expect(ids).toEqual(['web:main:2', 'web:main:3']);
        expect(await store.threads.live('slack', 0)).toEqual([]);
      });

      it('forgets a person: questions, answers, context and reports; and nobody else', async () => {
        await store.threads.record(thread, turn(1, 'ann'));
        await store.threads.record(thread, turn(2, 'bob'));
        const alone = { ...thread, id: 'web:main:2', thread: '2' };
        await store.threads.record(alone, turn(3, 'ann'));
        for (const user of ['ann', 'bob']) {
          await store.corrections.report({ claim: null, user, text: 'wrong', at: 1 });
        }
        for (const [key, platform, user] of [
          ['k1', 'web', 'ann'],
          ['k2', 'web', 'bob'],
          ['k3', 'discord', 'ann'],
        ] as const) {
          await store.outbox.add({ ...delivery(key), platform, user }, 1);
        }
        await store.outbox.add(delivery('k4'), 1);
        expect(await store.threads.forgetUser('slack', 'ann')).toBe(0);
        expect(await store.threads.forgetUser('web', 'ann')).toBe(2);
        expect(await store.threads.turns(thread.id)).toEqual([turn(2, 'bob')]);
        expect((await store.threads.find(thread.id))?.context).toBeNull();
        expect(await store.threads.find(alone.id)).toBeNull();
        expect((await store.corrections.reports()).map(({ user }) => user)).toEqual(['bob']);
        const left = (await store.outbox.recent(9)).map(({ key }) => key);
        expect(left.sort()).toEqual(['k2', 'k3', 'k4']);
      });

      it('expires old turns, and threads left without any', async () => {
        await store.threads.record(thread, turn(1));
        const alone = { ...thread, id: 'web:main:2', thread: '2' };
        await store.threads.record(alone, turn(2));
        await store.threads.record(thread, turn(9));
        expect(await store.threads.expire(thread.usedAt + 9)).toBe(2);
        expect(await store.threads.turns(thread.id)).toEqual([turn(9)]);
        expect(await store.threads.find(alone.id)).toBeNull();
      });

      it('keeps any text that people write', async () => {
        const text = `\ud83d 'quote"; drop table turns; -- \u202e 🚀 ${'x'.repeat(100_000)}`;
        await store.threads.record(thread, { ...turn(1), text, user: 'n\u0000l' });
        const [kept] = await store.threads.turns(thread.id);
        expect(kept?.text).toBe(text.toWellFormed());
        expect(kept?.user).toBe('n\ufffdl');
      });
    });

    describe('inbox', () => {
      it('gives an event to one of many who claim it at once, and to nobody after a restart', async () => {
        const claims = await Promise.all(
          range(20).map((n) => (n % 2 ? store : other).inbox.claim('e1', 1)),
        );
        expect(claims.filter(Boolean)).toHaveLength(1);
        await reopen();
        expect(await store.inbox.claim('e1', 2)).toBe(false);
      });

      it('gives an event again that was released or has expired', async () => {
        await store.inbox.claim('e1', 1);
        await store.inbox.claim('e2', 5);
        await store.inbox.release('e1');
        expect(await store.inbox.claim('e1', 6)).toBe(true);
        expect(await store.inbox.expire(6)).toBe(1);
        expect(await store.inbox.claim('e2', 7)).toBe(true);
      });
    });

    describe('outbox', () => {
      it('adds a post once for its key', async () => {
        expect(await store.outbox.add(delivery('k1'), 1)).toBe(true);
        expect(await other.outbox.add({ ...delivery('k1'), payload: 'other' }, 2)).toBe(false);
        expect(await store.outbox.find('k1')).toEqual({
          ...delivery('k1'),
          status: 'pending',
          postId: null,
          attempts: 0,
          reason: null,
          createdAt: 1,
          updatedAt: 1,
        } satisfies Delivery);
        expect(await store.outbox.find('k2')).toBeNull();
      });

      it('keeps what became of a post over a restart', async () => {
        await store.outbox.add(delivery('k1'), 1);
        await store.outbox.attempt('k1', 2);
        await store.outbox.attempt('k1', 3);
        await store.outbox.settle('k1', 'sent', { postId: '1732.55' }, 4);
        await store.outbox.settle('k1', 'confirmed', {}, 5);
        await reopen();
        expect(await store.outbox.find('k1')).toMatchObject({
          status: 'confirmed',
          postId: '1732.55',
          attempts: 2,
          updatedAt: 5,
        });
      });

      it('names what is unfinished, oldest first in the order added, and the newest of all', async () => {
        for (const key of ['k3', 'k1', 'k2', 'k4', 'k5']) await store.outbox.add(delivery(key), 7);
        await store.outbox.add(delivery('k0'), 3);
        await store.outbox.settle('k1', 'sent', { postId: 'p' }, 8);
        await store.outbox.settle('k2', 'failed', { reason: 'The channel is gone.' }, 8);
        await store.outbox.settle('k4', 'skipped', {}, 8);
        const keys = (await store.outbox.unfinished('slack')).map(({ key }) => key);
        expect(keys).toEqual(['k0', 'k3', 'k1', 'k5']);
        expect(await store.outbox.unfinished('discord')).toEqual([]);
        expect((await store.outbox.recent(2)).map(({ key }) => key)).toEqual(['k5', 'k4']);
        expect((await store.outbox.find('k2'))?.reason).toBe('The channel is gone.');
      });
    });

    describe('outbox in time', () => {
      it('erases what was sent or settled long ago, and nothing that is pending', async () => {
        for (const key of ['pending', 'sent', 'confirmed', 'failed', 'new']) {
          await store.outbox.add(delivery(key), 1);
        }
        await store.outbox.settle('sent', 'sent', {}, 2);
        await store.outbox.settle('confirmed', 'confirmed', {}, 2);
        await store.outbox.settle('failed', 'failed', { reason: 'Gone.' }, 2);
        await store.outbox.settle('new', 'confirmed', {}, 3);
        expect(await store.outbox.expire(3)).toBe(3);
        const left = (await store.outbox.recent(9)).map(({ key }) => key);
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
        await store.subscriptions.put({ ...subscription, time: '06:00' });
        await store.subscriptions.put(subscription);
        await reopen();
        expect(await store.subscriptions.find('slack:C1')).toEqual(subscription);
        expect(await store.subscriptions.list()).toEqual([subscription]);
        expect(await store.subscriptions.remove('slack:C1')).toBe(true);
        expect(await store.subscriptions.remove('slack:C1')).toBe(false);
        expect(await store.subscriptions.find('slack:C1')).toBeNull();
      });

      it('serves a day once, with what was told and the posts, whoever tries', async () => {
        const told = new Map([['a1-01', { line: 'Fifty thousand.' }]]);
        const served = await Promise.all(
          [store, other, store, other].map((each) =>
            each.subscriptions.serve(
              'slack:C1',
              '2024-11-22',
              told,
              [delivery('k1'), delivery('k2')],
              1,
            ),
          ),
        );
        expect(served.filter(Boolean)).toHaveLength(1);
        expect(
          await store.subscriptions.serve('slack:C1', '2024-11-23', new Map([['a1-02', 7]]), [], 2),
        ).toBe(true);
        await reopen();
        expect(await store.subscriptions.told('slack:C1')).toEqual(
          new Map<string, unknown>([...told, ['a1-02', 7]]),
        );
        expect(await store.subscriptions.servedDays('slack:C1', 5)).toEqual([
          '2024-11-23',
          '2024-11-22',
        ]);
        expect(await store.subscriptions.servedDays('slack:C1', 1)).toEqual(['2024-11-23']);
        expect(await store.outbox.unfinished('slack')).toHaveLength(2);
      });

      it('serves nothing when part of it cannot be kept', async () => {
        const broken = { ...delivery('k1'), channel: null as unknown as string };
        const told = new Map([['a1-01', 1]]);
        await expect(
          store.subscriptions.serve('slack:C1', '2024-11-22', told, [broken], 1),
        ).rejects.toThrow();
        expect(await store.subscriptions.servedDays('slack:C1', 5)).toEqual([]);
        expect(await store.subscriptions.told('slack:C1')).toEqual(new Map());
      });

      it('remembers what a channel was told when it subscribes again', async () => {
        await store.subscriptions.put(subscription);
        await store.subscriptions.serve('slack:C1', '2024-11-22', new Map([['a1-01', 1]]), [], 1);
        await store.subscriptions.remove('slack:C1');
        expect((await store.subscriptions.told('slack:C1')).size).toBe(1);
        expect(await store.subscriptions.servedDays('slack:C1', 5)).toEqual(['2024-11-22']);
      });

      it('counts failures in a row', async () => {
        expect(await store.subscriptions.failures('slack:C1', 'add')).toBe(1);
        expect(await other.subscriptions.failures('slack:C1', 'add')).toBe(2);
        expect(await store.subscriptions.failures('slack:C1', 'reset')).toBe(0);
        expect(await store.subscriptions.failures('slack:C1', 'add')).toBe(1);
      });
    });

    describe('leases', () => {
      it('gives a lease to one holder at a time, who may renew it', async () => {
        const taken = await Promise.all(
          range(10).map((n) => (n % 2 ? store : other).leases.take('digest', `p${n}`, 0, 100)),
        );
        expect(taken.filter(Boolean)).toHaveLength(1);
        const holder = `p${taken.indexOf(true)}`;
        expect(await store.leases.take('digest', holder, 50, 200)).toBe(true);
        expect(await other.leases.take('digest', 'late', 199, 300)).toBe(false);
      });

      it('lets another take over what ran out or was given back', async () => {
        await store.leases.take('digest', 'p1', 0, 100);
        expect(await other.leases.take('digest', 'p2', 100, 200)).toBe(true);
        await store.leases.release('digest', 'p1');
        expect(await store.leases.take('digest', 'p1', 101, 300)).toBe(false);
        await other.leases.release('digest', 'p2');
        expect(await store.leases.take('digest', 'p1', 101, 300)).toBe(true);
        expect(await other.leases.take('feeds', 'p2', 101, 300)).toBe(true);
      });
    });

    describe('corrections', () => {
      const article = articleOf('a1');
      const claims = [1, 2, 3].map((n) => claimOf(article, n));
      beforeEach(() => store.library.save(article, claims));

      it('leaves out hidden claims and corrects corrected ones, after a restart too', async () => {
        await store.corrections.hide('a1-01', 'Not in the article.', 1);
        await store.corrections.correct('a1-02', { kind: 'drill' }, 'A drill.', 2);
        await store.corrections.correct('a1-02', { force: ['Russian'] }, 'Whose.', 3);
        await reopen();
        expect(await store.library.claimsOf(['a1'])).toEqual([
          { ...claims[1], kind: 'drill', force: ['Russian'] },
          claims[2],
        ]);
        expect(await store.corrections.all()).toEqual(
          new Map<string, unknown>([
            ['a1-01', { hidden: true, fields: {}, why: 'Not in the article.', at: 1 }],
            [
              'a1-02',
              {
                hidden: false,
                fields: { kind: 'drill', force: ['Russian'] },
                why: 'Whose.',
                at: 3,
              },
            ],
          ]),
        );
      });

      it('shows a claim as it was when its correction is undone', async () => {
        await store.corrections.hide('a1-01', 'Wrong.', 1);
        expect(await store.corrections.undo('a1-01')).toBe(true);
        expect(await store.corrections.undo('a1-01')).toBe(false);
        expect(await store.library.claimsOf(['a1'])).toEqual(claims);
      });

      it('shows a hidden claim again once it is corrected', async () => {
        await store.corrections.hide('a1-01', 'Wrong.', 1);
        await store.corrections.correct('a1-01', { negated: true }, 'Denied.', 2);
        expect((await store.library.claimsOf(['a1']))[0]).toMatchObject({
          id: 'a1-01',
          negated: true,
        });
      });

      it('follows what a claim says when claims are read and numbered anew', async () => {
        await store.corrections.hide('a1-01', 'Wrong.', 1);
        await store.corrections.correct('a1-02', { kind: 'drill' }, 'A drill.', 2);
        // One more claim is found before the others, and the third is no longer found.
        const anew = [4, 1, 2].map((n, i) => ({ ...claimOf(article, n), id: `a1-0${i + 1}` }));
        await store.library.save(article, anew);
        expect(await store.library.claimsOf(['a1'])).toEqual([
          anew[0],
          { ...anew[2], kind: 'drill' },
        ]);
        expect([...(await store.corrections.all()).keys()]).toEqual(['a1-02', 'a1-03']);
      });

      it('applies to no other claim when the corrected one is no longer found', async () => {
        await store.corrections.hide('a1-01', 'Wrong.', 1);
        const other = { ...claimOf(article, 7), id: 'a1-01' };
        await store.library.save(article, [other]);
        expect(await store.library.claimsOf(['a1'])).toEqual([other]);
        await store.library.save(article, claims);
        expect(await store.library.claimsOf(['a1'])).toEqual(claims.slice(1));
      });

      it('keeps reports in the order they came', async () => {
        const reports = ['b', 'a'].map((user, n) => ({
          claim: n ? 'a1-01' : null,
          user,
          text: 'No.',
          at: 5,
        }));
        for (const report of reports) await store.corrections.report(report);
        expect(await store.corrections.reports()).toEqual(reports);
      });
    });

    describe('archive', () => {
      it('carries everything to an empty database, in order, and a second time adds nothing', async () => {
        await fill(store);
        const lines = await exported(store);
        await store.close();
        await other.close();
        await ground.clear();
        store = await ground.open();
        other = await ground.open();
        expect(await store.archive.importLines(lines)).toBe(lines.length - 1);
        expect(await exported(store)).toEqual(lines);
        expect(await store.archive.importLines(lines)).toBe(0);
        expect((await store.outbox.unfinished('slack')).map(({ key }) => key)).toEqual([
          'k2',
          'k1',
        ]);
        await store.outbox.add(delivery('k3'), 9);
        expect((await store.outbox.recent(1))[0]?.key).toBe('k3');
      });

      it('exports more rows than it reads at once, while others write', async () => {
        const rows = range(1_100).map((n) => ({
          table: 'inbox',
          row: { event: `e${String(n).padStart(5, '0')}`, at: n },
        }));
        await store.archive.importLines([
          '{"muster":1}',
          ...rows.map((row) => JSON.stringify(row)),
        ]);
        const lines: string[] = [];
        for await (const line of store.archive.exportLines()) {
          if (lines.length === 1) await other.inbox.claim('e99999', 1);
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
        await expect(store.archive.importLines(lines)).rejects.toThrow(/^Line 3 /);
        expect(await store.inbox.claim('e1', 1)).toBe(true);
      });

      it.each([
        ['nothing', [], /empty/],
        ['another file', ['{"article":"a1"}'], /^Line 1 /],
        ['a newer export', ['{"muster":999}'], /newer Muster/],
      ])('says what is wrong with %s', async (_, lines, words) => {
        await expect(store.archive.importLines(lines)).rejects.toThrow(words);
      });
    });

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
      await to.outbox.add(delivery('k2'), 1);
      await to.outbox.add(delivery('k1'), 1);
      await to.subscriptions.serve('slack:C1', '2024-11-22', new Map([['a1-01', 1]]), [], 1);
      await to.subscriptions.failures('slack:C1', 'add');
      await to.corrections.report({ claim: null, user: 'ann', text: 'wrong', at: 1 });
      await to.corrections.hide('a1-01', 'Wrong.', 1);
    }
  });
}

async function exported(store: Store): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of store.archive.exportLines()) lines.push(line);
  return lines;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, n) => n);
}
