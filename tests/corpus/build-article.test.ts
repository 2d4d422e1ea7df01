import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Article, cut, type Known } from '../../src/corpus/article.ts';
import { build } from './word-lists.ts';

const LEAD = 'Two armoured columns left the northern garrison on Tuesday, three officials said.';
const NEXT = 'They were seen on the coastal road in the evening, residents told a local station.';

function article(text: string, known: Known = {}, origin = 'test.txt'): Article {
  return build({ origin, text, known });
}

function headlineOf(text: string, known: Known = {}): string | null {
  const built = article(text, known);
  return built.headline === null ? null : cut(built, built.headline);
}

describe('the headline', () => {
  it.each([
    [
      'a line without a stop over a body',
      `Army columns leave garrison\n\n${LEAD}`,
      'Army columns leave garrison',
    ],
    ['a question', `Why did the army leave?\n\n${LEAD}`, 'Why did the army leave?'],
    [
      'right above the body',
      `Army columns leave garrison\n${LEAD}\n${NEXT}`,
      'Army columns leave garrison',
    ],
    [
      'below a section label',
      `Politics\n\nArmy columns leave garrison\n\n${LEAD}`,
      'Army columns leave garrison',
    ],
    [
      'in capitals with a stop',
      `Army Columns Leave Northern Garrison.\n\n${LEAD}`,
      'Army Columns Leave Northern Garrison.',
    ],
    [
      'behind a date',
      `May 5, 2023 | Army columns leave garrison\n\n${LEAD}`,
      'Army columns leave garrison',
    ],
    ['none above a lead', `${LEAD}\n\n${NEXT}`, null],
    ['none in one sentence', 'Army columns leave garrison', null],
    ['none in what introduces', `The ministry said on Tuesday:\n\n${LEAD}`, null],
  ])('%s', (_name, text, headline) => {
    expect(headlineOf(text)).toBe(headline);
  });

  it('is found by the headline known from elsewhere, whatever its stop', () => {
    expect(headlineOf(`The army has left.\n\n${LEAD}`, { headline: 'The army has left' })).toBe(
      'The army has left.',
    );
  });

  it('stands first among the sentences, and names the article', () => {
    const built = article(`Politics\n\nArmy leaves U.S. base\n\n${LEAD}`);
    expect(built.title).toBe('Army leaves U.S. base');
    expect(built.sentences[0]).toEqual({ span: built.headline, paragraph: 2 });
  });

  it('is replaced in the title by the one known, else by the first sentence, cut at a word', () => {
    expect(article(LEAD, { headline: 'Known' }).title).toBe('Known');
    expect(article(`${LEAD.slice(0, -1)} and ${LEAD}`).title).toMatch(/^Two armoured .{60,100} …$/);
  });
});

describe('the outlet', () => {
  it('is that of the address at which it was found, not of the link that led there', () => {
    const of = (origin: string, known: Known) => article(LEAD, known, origin).outlet;
    expect(of('https://edition.cnn.com/a', {})).toBe('CNN');
    expect(of('https://edition.cnn.com/go?to=a', { url: 'https://coast.example/a' })).toBeNull();
  });

  it.each<[string, string, Known, string | null]>([
    ['given, by its canonical name', LEAD, { outlet: 'Cable News Network' }, 'CNN'],
    ['given and unknown', LEAD, { outlet: 'Coast Daily' }, 'Coast Daily'],
    ['by its address', LEAD, { url: 'https://edition.cnn.com/a' }, 'CNN'],
    ['not by an address that ends alike', LEAD, { url: 'https://notcnn.com/a' }, null],
    [
      'by its copyright',
      `${LEAD}\n© 2023 Harbour Gazette. All rights reserved.`,
      {},
      'Harbour Gazette',
    ],
    ['by its name in front', `(CNN) ${LEAD}`, {}, 'CNN'],
    ['by its name above', `CNN —\n\n${LEAD}`, {}, 'CNN'],
    ['by a dated dateline', `Feb 3 (Reuters) - ${LEAD}`, {}, 'Reuters'],
    ['by its dateline', `KYIV, Ukraine (Reuters) - ${LEAD}`, {}, 'Reuters'],
    [
      'by its house voice',
      'Two officials told CNN. “Yes,” Ana Prado told CNN on Monday.',
      {},
      'CNN',
    ],
    ['by its house voice, either side', 'He told CNN. CNN has previously reported it.', {}, 'CNN'],
    ['not by one interview', 'Two officials told NBC News on Thursday that it was over.', {}, null],
    [
      'not by a guest of a programme',
      'Ana Prado told NBC News. She told NBC that it was over.',
      {},
      null,
    ],
    [
      'not by what it relays',
      'It is near, according to the Associated Press (AP). The AP reported it. AP said so.',
      {},
      null,
    ],
    [
      'not between two',
      'Officials told CNN and a source told NBC News. One source told NBC. Officials told CNN.',
      {},
      null,
    ],
  ])('%s', (_name, text, known, outlet) => {
    expect(article(text, known).outlet).toBe(outlet);
  });
});

describe('the language', () => {
  it.each([
    ['en', LEAD],
    ['en', 'Kyiv, Kharkiv, Sumy'],
    ['en', '500'],
    ['ru', 'Россия стягивает войска к границе, сообщил источник.'],
    ['uk', 'Росія стягує війська до кордону, повідомило джерело.'],
    ['de', 'Russland zieht Truppen an der Grenze zusammen, sagte ein Beamter.'],
    ['fr', 'La Russie masse des troupes à la frontière, selon un responsable.'],
    ['zh', '俄罗斯集结军队'],
  ])('%s: %s', (language, text) => {
    expect(article(text).language).toBe(language);
  });
});

describe('an article', () => {
  it('has the same id wherever the same text comes from', () => {
    expect(article(LEAD).id).toBe(article(LEAD, { outlet: 'CNN' }, 'https://cnn.com/b').id);
    expect(article(LEAD).id).toMatch(/^[0-9a-f]{16}$/);
    expect(article(LEAD).id).not.toBe(article(NEXT).id);
  });

  it('takes its address from what is known, else from where it came from', () => {
    expect(article(LEAD, { url: 'https://cnn.com/b' }).url).toBe('https://cnn.com/b');
    expect(article(LEAD, {}, 'https://cnn.com/c').url).toBe('https://cnn.com/c');
    expect(article(LEAD).url).toBe(null);
  });
});

describe('the seeds', () => {
  const seeds = readdirSync('seeds').map((name) =>
    article(readFileSync(`seeds/${name}`, 'utf8'), {}, name),
  );

  it.each([
    ['000', 'CNN', null, []],
    [
      '001',
      null,
      'Ukraine Says Russia Mustering 500,000 Troops On Borders For New Major Offensive',
      ['date stamp', 'caption', 'embedded post', 'embedded post'],
    ],
    ['002', null, null, ['link to another article']],
    [
      '003',
      null,
      'Russia amassing tens of thousands of troops for Kursk offensive, Ukraine military chief says',
      ['section label', 'page furniture', 'heading of other articles', 'page furniture'],
    ],
    ['004', 'CNN', null, []],
  ])('%s: outlet, headline and what is dropped', (file, outlet, headline, reasons) => {
    const seed = seeds.find(({ origin }) => origin.startsWith(file)) as Article;
    expect(seed.outlet).toBe(outlet);
    expect(seed.headline && cut(seed, seed.headline)).toBe(headline);
    expect(seed.dropped.map(({ why }) => why)).toEqual(reasons);
    expect(seed.language).toBe('en');
  });
});
