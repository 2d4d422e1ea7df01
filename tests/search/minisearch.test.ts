import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../src/config.ts';
import { openMiniSearch } from '../../src/search/minisearch.ts';
import { SearchLanguageSchema } from '../../src/search/words.ts';
import { article } from './articles.ts';
import { testSearch } from './contract.ts';

const language = readConfigFile('config/language/search.json', SearchLanguageSchema);

testSearch('MiniSearch', async () => openMiniSearch({ language }));

describe('names that are right as they stand', () => {
  it.each([
    ['a country of the language file', 'Slovakia', 'Slovenia'],
    ['a place that is given', 'Belgorad', 'Belgorod'],
  ])('are not taken for a misspelling: %s', async (_, asked, held) => {
    const search = openMiniSearch({ language, names: [['Belgorad Oblast']] });
    await search.add([article(`Troops in ${held}`, 'They arrived on Monday.')]);
    expect(await search.find({ text: asked }, 5)).toEqual([]);
    expect(await search.spellings(asked, 5)).toEqual([]);
    expect(await search.find({ text: held }, 5)).toHaveLength(1);
  });
});

it('finds a name by any of its spellings, and a language’s own name for a country by none else', async () => {
  const search = openMiniSearch({
    language,
    names: [
      ['Kyiv', 'Kiev', 'Kyïv'],
      ['Kyiv Oblast', 'Kiev Oblast'],
      ['Atlantis', 'Georgia'],
    ],
  });
  const written = article('A night in Kiev', 'Drones were heard in Georgia.');
  await search.add([written]);
  const [hit] = await search.find({ text: 'Kyiv' }, 1);
  expect(hit?.article).toBe(written.id);
  expect(await search.find({ text: 'Kyïv oblast' }, 1)).toHaveLength(1);
  expect(await search.find({ text: 'Atlantis' }, 1)).toEqual([]);
});

describe('ranking', () => {
  it('puts an article on the one telling word before one that shares several common words', async () => {
    const search = openMiniSearch({ language });
    const common = 'Near the border stood troops, as officials, asked on Monday, said.';
    const other = 'Rain fell on the wheat, and prices at the port rose again.';
    const telling = article(
      'Vovchansk',
      'Vovchansk was quiet. People in Vovchansk went shopping. Nobody left Vovchansk.',
    );
    await search.add([
      telling,
      ...Array.from({ length: 30 }, (_, n) => article(`Report ${n}`, n < 8 ? common : other)),
    ]);
    const [hit] = await search.find({ text: 'said which officials near troops Vovchansk' }, 1);
    expect(hit?.article).toBe(telling.id);
  });

  it('takes a long article for long, however often it repeats itself', async () => {
    const search = openMiniSearch({ language });
    const long = article('Long', `${'Snow fell and snow fell. '.repeat(60)} A howitzer was seen.`);
    const short = article(
      'Short',
      'A howitzer was seen, drawn by an old green lorry through deep mud past seven grey houses.',
    );
    await search.add([long, short]);
    const hits = await search.find({ text: 'howitzer' }, 2);
    expect(hits.map((hit) => hit.article)).toEqual([short.id, long.id]);
  });
});

describe('closeness', () => {
  it('puts words side by side before the same words pages apart', async () => {
    const search = openMiniSearch({ language });
    const filler = 'Nobody saw anything else happen there all winter long. '.repeat(40);
    const near = article('One', `${filler} The drone factory burned. ${filler} Ships sailed.`);
    const apart = article('Two', `The factory burned. ${filler}${filler} A drone sailed.`);
    await search.add([apart, near]);
    const hits = await search.find({ text: 'what is known about the drone factory' }, 2);
    expect(hits.map((hit) => hit.article)).toEqual([near.id, apart.id]);
  });
});
