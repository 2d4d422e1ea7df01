import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/store/port.ts';
import type { Opened } from './contract.ts';
import { articleOf, claimOf, range } from './samples.ts';

/** Articles, their versions and where they come from. */
export function testArticles(at: Opened): void {
  describe('library', () => {
    it('gives back an article and its claims exactly as they were saved, after a restart too', async () => {
      const article = articleOf('a1', { title: 'Überraschung \u0000 “quoted” 🚀' });
      const claims = [claimOf(article, 1), claimOf(article, 2)];
      await at.store.library.save(article, claims);
      await at.reopen();
      expect(await at.store.library.articles(['a1'])).toEqual([article]);
      expect(await at.store.library.claimsOf(['a1'])).toEqual(claims);
      expect(await at.other.library.claimsOf(['a1'])).toEqual(claims);
    });

    it('gives articles in the order asked for and leaves out unknown ones', async () => {
      for (const id of ['a1', 'a2', 'a3']) await at.store.library.save(articleOf(id), []);
      const found = await at.store.library.articles(['a3', 'nope', 'a1']);
      expect(found.map(({ id }) => id)).toEqual(['a3', 'a1']);
      expect(await at.store.library.articles([])).toEqual([]);
    });

    it('gives claims article by article in the order asked for, in reading order within each', async () => {
      const [one, two] = [articleOf('a1'), articleOf('a2')];
      await at.store.library.save(
        one,
        [3, 1, 2].map((n) => claimOf(one, n)),
      );
      await at.store.library.save(two, [claimOf(two, 1)]);
      const found = await at.store.library.claimsOf(['a2', 'a1']);
      expect(found.map(({ id }) => id)).toEqual(['a2-01', 'a1-03', 'a1-01', 'a1-02']);
    });

    it('replaces an article with its claims when it is saved again', async () => {
      const article = articleOf('a1');
      await at.store.library.save(
        article,
        [1, 2, 3].map((n) => claimOf(article, n)),
      );
      await at.store.library.save({ ...article, title: 'Anew' }, [claimOf(article, 1)]);
      expect((await at.store.library.articles(['a1']))[0]?.title).toBe('Anew');
      expect(await at.store.library.claimsOf(['a1'])).toHaveLength(1);
    });

    it('saves all of an article or nothing', async () => {
      const article = articleOf('a1');
      const twice = [claimOf(article, 1), claimOf(article, 1)];
      await expect(at.store.library.save(article, twice)).rejects.toThrow();
      expect(await at.store.library.articles(['a1'])).toEqual([]);
      await at.store.library.save(article, [claimOf(article, 1)]);
      await expect(at.store.library.save({ ...article, title: 'Anew' }, twice)).rejects.toThrow();
      expect((await at.store.library.articles(['a1']))[0]?.title).toBe(article.title);
      expect(await at.store.library.claimsOf(['a1'])).toHaveLength(1);
    });

    it('keeps thousands of claims of thousands of articles', async () => {
      const articles = Array.from({ length: 1_200 }, (_, n) => articleOf(`a${n}`));
      const [first] = articles;
      if (first)
        await at.store.library.save(
          first,
          range(1_000).map((n) => claimOf(first, n)),
        );
      for (const article of articles.slice(1)) {
        await at.store.library.save(article, [claimOf(article, 1)]);
      }
      const ids = articles.map(({ id }) => id);
      expect(await at.store.library.claimsOf(ids)).toHaveLength(2_199);
      expect(await at.store.library.articles(ids)).toHaveLength(1_200);
    }, 60_000);

    it('lists newest first, undated last, without text and with the number of claims', async () => {
      const dated = (earliest: string | null, latest: string | null) => ({
        published: { earliest, latest, basis: 'inferred' as const, evidence: [] },
      });
      const newest = articleOf('a2', dated('2024-11-01', '2024-11-30'));
      await at.store.library.save(articleOf('a1', dated('2023-02-03', '2023-02-03')), []);
      await at.store.library.save(newest, [claimOf(newest, 1)]);
      await at.store.library.save(articleOf('a3'), []);
      await at.store.library.save(articleOf('a4', dated('2024-03-27', null)), []);
      const list = await at.store.library.list();
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
      await at.store.library.save(article, [claimOf(article, 1)]);
      await at.store.library.remove('a1');
      await at.store.library.remove('nope');
      expect(await at.store.library.articles(['a1'])).toEqual([]);
      expect(await at.store.library.claimsOf(['a1'])).toEqual([]);
    });
  });

  describe('history', () => {
    it('keeps older versions for what cites them, and lists the newest alone', async () => {
      for (const [id, replaces] of [['a1'], ['a2', 'a1'], ['a3', 'a2']] as const) {
        await at.store.library.save(articleOf(id), [], { at: 5, ...(replaces && { replaces }) });
      }
      expect((await at.store.library.list()).map(({ id }) => id)).toEqual(['a3']);
      expect(await at.store.library.articles(['a1'])).toHaveLength(1);
      for (const id of ['a1', 'a2', 'a3']) {
        expect(await at.store.history.versions(id)).toEqual(['a1', 'a2', 'a3']);
      }
      expect(await at.store.history.versions('nope')).toEqual([]);
      expect(await at.store.history.standing(['a1', 'a3', 'nope'])).toEqual(
        new Map([
          ['a1', { state: 'superseded', replacedBy: 'a2', since: 5 }],
          ['a3', { state: 'current', replacedBy: null, since: 5 }],
        ]),
      );
    });

    it('takes a text back that returns to what it was', async () => {
      await at.store.library.save(articleOf('a1'), []);
      await at.store.library.save(articleOf('a2'), [], { replaces: 'a1' });
      await at.store.library.save(articleOf('a1'), [], { replaces: 'a2' });
      expect((await at.store.library.list()).map(({ id }) => id)).toEqual(['a1']);
      expect(await at.store.history.versions('a1')).toEqual(['a2', 'a1']);
    });

    it('withdraws an article from the list until it is saved again', async () => {
      await at.store.library.save(articleOf('a1'), [], { at: 1 });
      await at.store.history.withdraw('a1', 9);
      await at.store.history.withdraw('nope', 9);
      expect(await at.store.library.list()).toEqual([]);
      expect(await at.store.history.standing(['a1'])).toEqual(
        new Map([['a1', { state: 'withdrawn', replacedBy: null, since: 9 }]]),
      );
      await at.store.library.save(articleOf('a1'), [], { at: 10 });
      expect(await at.store.library.list()).toHaveLength(1);
    });

    it('notes each reprint once by its origin', async () => {
      await at.store.library.save(articleOf('a1'), []);
      const reprint = { origin: 'b.txt', url: null, outlet: 'The Sample Post', at: 2 };
      await at.store.history.addReprint('a1', { ...reprint, outlet: null });
      await at.store.history.addReprint('a1', reprint);
      await at.store.history.addReprint('a1', { ...reprint, origin: 'c.txt', at: 1 });
      expect(await at.store.history.reprints(['a1', 'a2'])).toEqual(
        new Map([['a1', [{ ...reprint, origin: 'c.txt', at: 1 }, reprint]]]),
      );
    });

    it('numbers changes, tells of those after one, and saves nothing that was overtaken', async () => {
      const { library, history } = at.store;
      const [first, second] = [articleOf('a1'), articleOf('a2')];
      const before = await history.lastChange();
      expect(await library.save(first, [], { after: before })).toBe(before + 1);
      expect(await at.other.library.save(second, [], { after: before })).toBeNull();
      expect(await library.articles(['a2'])).toEqual([]);
      expect(await at.other.library.save(second, [], { after: before + 1 })).toBe(before + 2);
      expect(await history.changedAfter(before + 1)).toEqual([{ id: 'a2', state: 'current' }]);
      await history.withdraw('a1', 5);
      expect(await history.changedAfter(before + 2)).toEqual([{ id: 'a1', state: 'withdrawn' }]);
      await library.save(articleOf('a3'), [], { replaces: 'a2' });
      const changed = await at.other.history.changedAfter(before + 3);
      expect(changed.map(({ id, state }) => `${id} ${state}`).sort()).toEqual([
        'a2 superseded',
        'a3 current',
      ]);
      expect(await history.lastChange()).toBe(before + 4);
    });

    it('lets one of two who decided at the same moment save, and tells the other', async () => {
      const after = await at.store.history.lastChange();
      const saved = await Promise.all([
        at.store.library.save(articleOf('a1'), [], { after }),
        at.other.library.save(articleOf('a2'), [], { after }),
      ]);
      expect(saved.filter((change) => change !== null)).toEqual([after + 1]);
      expect(await at.store.library.list()).toHaveLength(1);
    });

    it('names current articles whose claims another extractor read', async () => {
      await at.store.library.save(articleOf('a1'), [], { extractor: '1' });
      await at.store.library.save(articleOf('a2'), [], { extractor: '2', signature: 's2' });
      await at.store.library.save(articleOf('a3'), []);
      await at.store.library.save(articleOf('a4'), [], { extractor: '1', signature: 's4' });
      await at.store.history.withdraw('a4', 1);
      expect(await at.store.history.stale('2', 10)).toEqual(['a1', 'a3']);
      expect(await at.store.history.stale('2', 1)).toEqual(['a1']);
      expect(await at.store.history.signatures(['a1', 'a2', 'a4'])).toEqual(
        new Map([['a2', 's2']]),
      );
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
      await at.store.sources.put({ ...feed, failures: 3 });
      await at.store.sources.put(feed);
      await at.reopen();
      expect(await at.store.sources.find(feed.key)).toEqual(feed);
      expect(await at.store.sources.list()).toEqual([feed]);
      expect(await at.store.sources.list('file')).toEqual([]);
      await at.store.sources.remove(feed.key);
      await at.store.sources.remove(feed.key);
      expect(await at.store.sources.find(feed.key)).toBeNull();
    });

    it('gives those that are due, longest due first', async () => {
      const later = { ...feed, key: 'later', dueAt: feed.dueAt ?? 0 };
      const sooner = { ...feed, key: 'sooner', dueAt: 5 };
      for (const source of [later, sooner, { ...feed, key: 'never', dueAt: null }]) {
        await at.store.sources.put(source);
      }
      const due = await at.store.sources.due('feed', feed.dueAt ?? 0, 9);
      expect(due).toEqual([sooner, later]);
      expect(await at.store.sources.due('feed', 4, 9)).toEqual([]);
    });

    it('saves a source with the article it gave, or neither', async () => {
      const article = articleOf('a1');
      const source: Source = { ...feed, kind: 'file', key: 'a1.txt', article: 'a1' };
      const twice = [claimOf(article, 1), claimOf(article, 1)];
      await expect(at.store.library.save(article, twice, { source })).rejects.toThrow();
      expect(await at.store.sources.find('a1.txt')).toBeNull();
      await at.store.library.save(article, [], { source });
      expect(await at.store.sources.find('a1.txt')).toEqual(source);
    });
  });
}
