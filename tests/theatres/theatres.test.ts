import { globSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { renderPlain } from '../../src/chat/plain.ts';
import { cut } from '../../src/corpus/article.ts';
import { askInTurn, config, openSeeds, readText } from '../support/seeds.ts';

/** An article made up for this test, on another theatre than the seeds’. */
const { article, claims } = readText(readFileSync('tests/theatres/strait.txt', 'utf8'));
const muster = await openSeeds(['tests/theatres/strait.txt']);
afterAll(() => muster.store.close());

async function answerTo(question: string): Promise<string> {
  const [reply] = await askInTurn(muster, [question]);
  return reply ? renderPlain(reply) : '';
}

describe('an article on the Taiwan Strait', () => {
  it('is dated by its dateline, and headed by its headline', () => {
    expect(article).toMatchObject({
      title: 'China gathers landing ships across from Taiwan, ministry says',
      published: { earliest: '2024-10-14', latest: '2024-10-14', basis: 'stated' },
    });
  });

  it.each([
    [
      'China has massed about 3,500 marines',
      {
        speaker: { name: 'Taiwan’s Ministry of National Defense', side: 'Taiwan' },
        kind: 'buildup',
        negated: false,
        force: ['Chinese'],
      },
    ],
    [
      'that the ships had left Ningbo',
      {
        speaker: { name: 'Wellington Koo', role: 'Defense Minister', side: 'Taiwan' },
        kind: 'movement',
        happened: { earliest: '2024-10-12', latest: '2024-10-13' },
      },
    ],
    ['“We have not seen them', { speaker: { name: 'Wellington Koo' }, negated: true }],
    ['“There is no indication', { speaker: { name: 'Wellington Koo' }, negated: true }],
    [
      'that it had moved any troops',
      { speaker: { name: 'China', kind: 'government' }, modality: 'denied', negated: true },
    ],
    ['The exercise, named Joint Sword-2024B', { speaker: { name: 'Li Xi' }, kind: 'drill' }],
    [
      'that 125 Chinese aircraft',
      { speaker: { name: 'Two U.S. officials' }, via: [{ name: 'Reuters' }], force: ['Chinese'] },
    ],
    ['the carrier Liaoning', { speaker: { side: 'Japan' } }],
    ['Kinmen, an island held by Taiwan', { speaker: null }],
    [
      'Its garrison has shrunk to some 3,000',
      { speaker: { name: 'Taiwan’s National Security Bureau' }, kind: 'capability' },
    ],
  ])('is read as claiming “%s…” by whom, of what kind', (opening, expected) => {
    const found = claims.find(
      ({ content }) => content[0] && cut(article, content[0]).startsWith(opening),
    );
    expect(found).toMatchObject(expected);
  });

  it('has its figures, each with its unit', () => {
    const figures = claims.flatMap(({ quantities }) =>
      quantities.map(({ low, unit }) => `${low} ${unit}`),
    );
    expect(figures).toEqual(
      expect.arrayContaining([
        '3500 marines',
        '40 ships',
        '125 aircraft',
        '6 escorts',
        '10 kilometers',
        '3000 soldiers',
      ]),
    );
  });

  it('has its places, where they lie', () => {
    const places = new Map(
      claims.flatMap((claim) => claim.places).map((place) => [place.name, place]),
    );
    expect([...places.keys()]).toEqual(
      expect.arrayContaining([
        'Xiamen',
        'Ningbo',
        'Zhoushan',
        'Taiwan Strait',
        'Bashi Channel',
        'Kinmen',
      ]),
    );
    expect(places.get('Xiamen')).toMatchObject({ within: expect.arrayContaining(['China']) });
    expect(places.get('Kinmen')).toMatchObject({ within: expect.arrayContaining(['Taiwan']) });
  });

  it('is briefed on', async () => {
    const briefing = await answerTo('/briefing xiamen');
    expect(briefing).toContain('14 Oct 2024');
    expect(briefing).toContain('Taiwan’s Ministry of National Defense said');
    expect(briefing).toContain('about 3,500 marines and 40 landing ships near Xiamen');
  });

  it.each([
    ['how many landing ships near Xiamen?', '40 landing ships'],
    ['what did Beijing deny?', 'it had moved any troops'],
    ['how many aircraft crossed the median line?', '125 Chinese aircraft'],
    ['how many soldiers are on Kinmen?', 'some 3,000 soldiers'],
    ['who says the ships left Ningbo?', 'Wellington Koo'],
  ])('answers “%s”', async (question, words) => {
    expect(await answerTo(question)).toContain(words);
  });

  it('is no answer to a question about another theatre', async () => {
    const [reply] = await askInTurn(muster, ['/briefing kursk']);
    expect(reply?.abstained).toBe(true);
  });

  it('corroborates nothing by its own headline', async () => {
    expect(await answerTo('/claims 3,500 marines')).not.toContain('corroborated');
  });
});

/** Code without its comments; a comment may give any example. */
function withoutComments(code: string): string {
  return code.replaceAll(/\/\*[\s\S]*?\*\//gu, '').replaceAll(/(?<=^|\s)\/\/ .*$/gmu, '');
}

/** What to type, shown to a person: "/briefing kursk", "place:Kursk", "“and in Kharkiv?”", a time zone's name. */
const EXAMPLE = /\/[a-z]+ |\bmuster [a-z]+ |place:|“|and in |Europe\//u;

describe('the code', () => {
  const { places, people } = config.theatres;
  const spellings = [...places, ...people].flatMap(({ name, aliases }) => [
    name,
    ...(aliases ?? []),
  ]);
  const names = new Set(
    spellings
      // "PLAN" is a navy, and a word.
      .filter((name) => name.length > 3 && /\p{Ll}/u.test(name))
      .map((name) => name.toLowerCase()),
  );
  /** Beginnings of words that a pattern or a list could hold. */
  const stems = /ukrain|russia|taiwan|kremlin|crimea|donba|chinese/iu;

  it('is held against the names of two theatres', () => {
    expect(config.theatres.names).toEqual(['taiwan-strait', 'ukraine']);
    for (const name of ['kursk', 'bakhmut', 'xiamen', 'kinmen']) expect(names).toContain(name);
  });

  it('names none of any theatre’s places and people, but in examples of what to type', () => {
    const files = globSync('src/**/*.ts');
    expect(files.length).toBeGreaterThan(100);
    const found = files.flatMap((file) =>
      withoutComments(readFileSync(file, 'utf8'))
        .split('\n')
        .filter((line) => !EXAMPLE.test(line))
        .flatMap((line) => {
          const words = line.toLowerCase().match(/\p{L}[\p{L}’'-]*/gu) ?? [];
          const runs = words.flatMap((word, at) => [
            word,
            `${word} ${words[at + 1]}`,
            `${word} ${words[at + 1]} ${words[at + 2]}`,
          ]);
          const named = runs.filter((run) => names.has(run) || stems.test(run));
          return named.map((run) => `${file}: ${run}`);
        }),
    );
    expect(found).toEqual([]);
  });
});
