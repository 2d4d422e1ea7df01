import { beforeEach, describe, expect, it } from 'vitest';
import type { Search } from '../../src/search/port.ts';
import { article, bakhmut, belarus, every, harvest, kursk } from './articles.ts';

/** What every adapter of `Search` promises; `open` gives an empty index. */
export function testSearch(name: string, open: () => Promise<Search>): void {
  describe(name, () => {
    let search: Search;
    beforeEach(async () => {
      search = await open();
      await search.add(every);
    });

    async function found(text: string, limit = 10): Promise<string[]> {
      return (await search.find({ text }, limit)).map((hit) => hit.article);
    }

    it.each([
      ['a word of the headline', 'kursk', kursk],
      ['a word of the text', 'Wagner', bakhmut],
      ['a word in another form', 'exercise', belarus],
      ['a question', 'How many soldiers have gathered in Kursk?', kursk],
      ['the people for the country', 'Belarus', belarus],
      ['the country for the people', 'North Korea', kursk],
      ['a figure with its comma', '50,000', kursk],
      ['a figure without its comma', '50000 soldiers', kursk],
      ['an abbreviation with its stops', 'U.S. figure', kursk],
      ['an abbreviation without its stops', 'US figure', kursk],
      ['a name in full for its abbreviation', 'united states', kursk],
      ['a possessive', "Kursk's", kursk],
      ['a curly possessive', 'group’s founder', bakhmut],
      ['accents that the text does not have', 'Bákhmut', bakhmut],
      ['capitals', 'WHEAT HARVEST .', harvest],
      ['a word joined by a hyphen', 'wheat-harvest', harvest],
    ])('finds %s first', async (_, text, wanted) => {
      expect((await found(text))[0]).toBe(wanted.id);
    });

    it.each([
      ['two letters swapped', 'Kurks', kursk],
      ['a letter left out', 'Bakmut', bakhmut],
      ['a letter too many', 'harvesst', harvest],
      ['two slips in a long word', 'excersises', belarus],
      ['a word that is still being typed', 'bakh', bakhmut],
    ])('forgives %s', async (_, text, wanted) => {
      expect((await found(text))[0]).toBe(wanted.id);
    });

    it('takes a rare word for a misspelling of a commoner one when little else is found', async () => {
      const slip = article('Troops near Kurks', 'They came by rail.');
      const more = article('Kursk again', 'More of them came by rail.');
      await search.add([slip, more]);
      const hits = await found('Kurks');
      expect(hits[0]).toBe(slip.id);
      expect(hits.slice(1).sort()).toEqual([kursk.id, more.id].sort());
      expect(await found('Kursk')).not.toContain(slip.id);
    });

    it.each([
      ['an unknown word', 'Reykjavik'],
      ['a figure near one that is held', '40,000'],
      ['the beginning of a figure', '500'],
      ['stop words alone', 'what is that about?'],
      ['nothing', ''],
      ['control characters', '\u0000\u0007\u001b'],
      ['punctuation', '?!… "" --- ()[]{}*'],
      ['a lone surrogate', '\ud83d'],
    ])('finds nothing, without an error, for %s', async (_, text) => {
      expect(await found(text)).toEqual([]);
    });

    it('finds something in an endless query', async () => {
      expect(await found(`wheat ${'lorem ipsum dolor '.repeat(20_000)}`)).toEqual([harvest.id]);
    });

    it('takes the names of object properties for plain words', async () => {
      expect(await found('constructor __proto__ toString')).toEqual([]);
      const odd = article('The constructor', 'A firm named __proto__ built the constructor hall.');
      await search.add([odd]);
      expect(await found('constructor')).toEqual([odd.id]);
    });

    it('puts an article that holds all words of a short query before one that holds some', async () => {
      const some = article('Korean Korean Korean', 'Korean cars, Korean ships and Korean steel.');
      await search.add([some]);
      expect((await found('Korean soldiers')).slice(0, 2)).toEqual([kursk.id, some.id]);
    });

    it('scores the better hit higher, and gives no more than the limit', async () => {
      const hits = await search.find({ text: 'troops in Belarus and Ukraine' }, 2);
      expect(hits).toHaveLength(2);
      expect(hits[0]?.article).toBe(belarus.id);
      expect(hits[0]?.score).toBeGreaterThan(hits[1]?.score ?? Number.POSITIVE_INFINITY);
    });

    it('says which words were matched, as the index spells them', async () => {
      const [hit] = await search.find({ text: 'Who is near Kurks with soldiers in Reykjavik?' }, 1);
      expect(hit?.article).toBe(kursk.id);
      expect([...(hit?.matched ?? [])].sort()).toEqual(['kursk', 'near', 'soldiers']);
    });

    it.each([
      [
        'since a day keeps what may be as new, and what is undated',
        { since: '2024-08-05' },
        [kursk, belarus, harvest],
      ],
      [
        'until a day keeps what may be as old, and what is undated',
        { until: '2024-08-05' },
        [bakhmut, belarus, harvest],
      ],
      ['between two days', { since: '2023-02-20', until: '2023-12-31' }, [bakhmut, belarus]],
      ['from one outlet', { outlet: 'The Sample Post' }, [bakhmut, harvest]],
      ['from an outlet that is not held', { outlet: 'The Other Paper' }, []],
    ])('%s', async (_, filter, wanted) => {
      const hits = await search.find({ text: 'Kursk Bakhmut Belarus wheat', ...filter }, 10);
      expect(hits.map((hit) => hit.article).sort()).toEqual(wanted.map(({ id }) => id).sort());
    });

    it('leaves out what was dropped as no part of the article', async () => {
      const text = article('Quiet day', 'Nothing happened. Subscribe to our zeppelin newsletter.');
      const start = text.text.indexOf('Subscribe');
      const span = { start, end: text.text.length };
      await search.add([{ ...text, dropped: [{ span, why: 'newsletter prompt' }] }]);
      expect(await found('zeppelin')).toEqual([]);
      expect(await found('quiet')).toEqual([text.id]);
    });

    it('forgets a removed article and its words; an unknown id is no error', async () => {
      await search.remove([harvest.id, 'no-such-id']);
      expect(await found('wheat')).toEqual([]);
      expect(await search.spellings('wheat', 3)).toEqual([]);
      expect(await found('kursk')).toEqual([kursk.id]);
    });

    it('replaces an article that is added again under its id', async () => {
      await search.add([{ ...kursk, text: 'All quiet in Belgorod.', title: 'All quiet' }]);
      expect(await found('Belgorod')).toEqual([kursk.id]);
      expect(await found('Kursk')).toEqual([]);
    });

    it('knows an article that is only dated anew by its new day, and scores it as before', async () => {
      const query = { text: 'wheat in Odesa' };
      const before = await search.find(query, 10);
      const published = { ...harvest.published, earliest: '2025-01-01', latest: '2025-01-31' };
      await search.add([{ ...harvest, published }]);
      expect(await search.find(query, 10)).toEqual(before);
      expect(await search.find({ ...query, until: '2024-12-31' }, 10)).toEqual([]);
      await search.remove([harvest.id]);
      expect(await found('wheat')).toEqual([]);
    });

    it('scores after a removal as if the article had never been there', async () => {
      const query = { text: 'troops in Belarus and Ukraine' };
      const before = await search.find(query, 10);
      await search.add([article('Troops, troops', 'Troops from Belarus go to Ukraine.')]);
      await search.remove([article('Troops, troops', 'Troops from Belarus go to Ukraine.').id]);
      expect(await search.find(query, 10)).toEqual(before);
    });

    it.each([
      ['a slip', 'Kurks', ['kursk']],
      ['a word that is held', 'Kursk', ['kursk']],
      ['accents', 'Odésa', ['odesa']],
      ['nonsense', 'xqzzywv', []],
      ['nothing', '', []],
    ])('spells %s', async (_, word, wanted) => {
      expect(await search.spellings(word, 3)).toEqual(wanted);
    });
  });
}
