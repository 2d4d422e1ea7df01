import { beforeEach, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/claims/claim.ts';
import type { Article } from '../../src/corpus/article.ts';
import type { Opened } from './contract.ts';
import { articleOf, claimOf } from './samples.ts';

/** What readers report and owners correct. */
export function testCorrections(at: Opened): void {
  describe('corrections', () => {
    const article = articleOf('a1');
    const claims = [1, 2, 3].map((n) => claimOf(article, n));
    beforeEach(() => at.store.library.save(article, claims));

    it('leaves out hidden claims and corrects corrected ones, after a restart too', async () => {
      await at.store.corrections.hide('a1-01', 'Not in the article.', 1);
      await at.store.corrections.correct('a1-02', { kind: 'drill' }, 'A drill.', 2);
      await at.store.corrections.correct('a1-02', { force: ['Russian'] }, 'Whose.', 3);
      await at.reopen();
      expect(await at.store.library.claimsOf(['a1'])).toEqual([
        { ...claims[1], kind: 'drill', force: ['Russian'] },
        claims[2],
      ]);
      expect(await at.store.corrections.all()).toEqual(
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
      await at.store.corrections.hide('a1-01', 'Wrong.', 1);
      expect(await at.store.corrections.undo('a1-01')).toBe(true);
      expect(await at.store.corrections.undo('a1-01')).toBe(false);
      expect(await at.store.library.claimsOf(['a1'])).toEqual(claims);
    });

    it('shows a hidden claim again once it is corrected', async () => {
      await at.store.corrections.hide('a1-01', 'Wrong.', 1);
      await at.store.corrections.correct('a1-01', { negated: true }, 'Denied.', 2);
      expect((await at.store.library.claimsOf(['a1']))[0]).toMatchObject({
        id: 'a1-01',
        negated: true,
      });
    });

    it('follows what a claim says when claims are read and numbered anew', async () => {
      await at.store.corrections.hide('a1-01', 'Wrong.', 1);
      await at.store.corrections.correct('a1-02', { kind: 'drill' }, 'A drill.', 2);
      // One more claim is found before the others, and the third is no longer found.
      const anew = [4, 1, 2].map((n, i) => ({ ...claimOf(article, n), id: `a1-0${i + 1}` }));
      await at.store.library.save(article, anew);
      expect(await at.store.library.claimsOf(['a1'])).toEqual([
        anew[0],
        { ...anew[2], kind: 'drill' },
      ]);
      expect([...(await at.store.corrections.all()).keys()]).toEqual(['a1-02', 'a1-03']);
    });

    it('applies to no other claim when the corrected one is no longer found', async () => {
      await at.store.corrections.hide('a1-01', 'Wrong.', 1);
      const other = { ...claimOf(article, 7), id: 'a1-01' };
      await at.store.library.save(article, [other]);
      expect(await at.store.library.claimsOf(['a1'])).toEqual([other]);
      await at.store.library.save(article, claims);
      expect(await at.store.library.claimsOf(['a1'])).toEqual(claims.slice(1));
    });

    it('carries over to a newer version where the same source says the same', async () => {
      const { library, corrections } = at.store;
      const older = articleOf('b1', {
        text: 'Varga said A is here. Brek said B is there. Stam said C.',
      });
      const newer = articleOf('b2', {
        text: 'New. Varga said  A is here. Brek said D. Noll said C.',
      });
      await library.save(older, [
        saying(older, 1, 'Varga', 'A is here'),
        saying(older, 2, 'Brek', 'B is there'),
        saying(older, 3, 'Stam', 'said C'),
      ]);
      await corrections.correct('b1-01', { kind: 'drill', paragraph: 9 }, 'A drill.', 1);
      const [varga] = await library.claimsOf(['b1']);
      if (!varga?.speaker) throw new Error('It has a speaker.');
      await corrections.correct(
        'b1-01',
        { speaker: { ...varga.speaker, name: 'Ines Varga' } },
        'Who.',
        2,
      );
      await corrections.hide('b1-02', 'Wrong.', 3);
      await corrections.hide('b1-03', 'Wrong.', 4);

      const [same, ...others] = [
        saying(newer, 4, 'Varga', 'A is here'),
        saying(newer, 5, 'Brek', 'said D'),
        saying(newer, 6, 'Noll', 'said C'),
      ];
      if (!same) throw new Error('It has a claim.');
      await library.save(newer, [same, ...others], { replaces: 'b1' });
      const speaker = { ...same.speaker, name: 'Ines Varga' };
      expect(await library.claimsOf(['b2'])).toEqual([
        { ...same, kind: 'drill', speaker },
        ...others,
      ]);
      expect((await corrections.all()).get('b2-04')).toMatchObject({ why: 'Who.', at: 2 });

      await corrections.undo('b2-04');
      expect(await library.claimsOf(['b2'])).toEqual([same, ...others]);
      await corrections.hide('b2-04', 'Wrong too.', 5);
      const newest = articleOf('b3', { text: newer.text.replace('New.', 'Newest of all.') });
      await library.save(newest, [saying(newest, 1, 'Varga', 'A is here')], { replaces: 'b2' });
      expect(await library.claimsOf(['b3'])).toEqual([]);
    });

    it('carries over to a source that another version calls by another name', async () => {
      const { library, corrections } = at.store;
      const older = articleOf('c1', { text: 'He said that A is here. She said that B is there.' });
      const newer = articleOf('c2', {
        text: 'Stam said that A is here. Kell said that B is there.',
      });
      await library.save(older, [
        saying(older, 1, 'He', 'A is here', 'Olek Stam'),
        saying(older, 2, 'She', 'B is there'),
      ]);
      for (const claim of ['c1-01', 'c1-02']) await corrections.hide(claim, 'Wrong.', 1);
      const claims = [
        saying(newer, 1, 'Stam', 'A is here', 'Olek Stam'),
        saying(newer, 2, 'Kell', 'B is there'),
      ];
      await library.save(newer, claims, { replaces: 'c1' });
      expect(await library.claimsOf(['c2'])).toEqual(claims.slice(1));
    });

    it('keeps reports in the order they came', async () => {
      const reports = ['b', 'a'].map((user, n) => ({
        claim: n ? 'a1-01' : null,
        user,
        text: 'No.',
        at: 5,
      }));
      for (const report of reports) await at.store.corrections.report(report);
      expect(await at.store.corrections.reports()).toEqual(reports);
    });
  });
}

/** A claim of a person, by the first place where the words stand. */
function saying(
  article: Article,
  n: number,
  speaker: string,
  words: string,
  name: string | null = null,
): Claim {
  const [start, at] = [article.text.indexOf(words), article.text.indexOf(speaker)];
  return {
    ...claimOf(article, n),
    content: [{ start, end: start + words.length }],
    speaker: {
      ...{ text: speaker, spans: [{ start: at, end: at + speaker.length }], name },
      ...{ role: null, side: null, kind: 'person' },
    },
  };
}
