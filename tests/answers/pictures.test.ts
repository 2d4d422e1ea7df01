import { describe, expect, it } from 'vitest';
import { openCitations } from '../../src/answers/citations.ts';
import { describePicture } from '../../src/answers/describe-picture.ts';
import { toEvidence } from '../../src/answers/evidence.ts';
import { picturesOf } from '../../src/answers/pictures.ts';
import type { Figure, MapReport } from '../../src/answers/reply.ts';
import { askInTurn, openSeeds, readText } from '../support/seeds.ts';

function picturesIn(text: string) {
  const { article, claims } = readText(text);
  const evidence = claims.map((claim) => toEvidence(claim, article));
  const blocks = picturesOf('Test', evidence, openCitations());
  return blocks.flatMap((block) => (block.kind === 'picture' ? [block.picture] : []));
}

const figuresIn = (text: string): readonly Figure[] =>
  picturesIn(text).flatMap((spec) => (spec.kind === 'figures' ? spec.figures : []));
const reportsIn = (text: string): readonly MapReport[] =>
  picturesIn(text).flatMap((spec) => (spec.kind === 'map' ? spec.reports : []));
/** "Pskov → Kursk Oblast", "Kursk Oblast". */
const waysIn = (text: string) =>
  reportsIn(text).map(({ from, place }) => (from ? `${from.place} → ${place}` : place));

describe('the map of what is told', () => {
  it.each([
    [
      'names where troops come from and where they go',
      'Russia has sent troops from Kaliningrad to Kursk, officials said.',
      ['Kaliningrad Oblast → Kursk Oblast'],
    ],
    [
      'shows each of several places that troops come from',
      'Russia has sent personnel from the Leningrad military district and Kaliningrad, in Russia, to help defend Kursk, officials said.',
      ['Leningrad military district → Kursk Oblast', 'Kaliningrad Oblast → Kursk Oblast'],
    ],
    [
      'shows each of several places that troops go to',
      'Russia has massed troops in Belgorod and Bryansk, officials said.',
      ['Belgorod Oblast', 'Bryansk Oblast'],
    ],
    [
      'places nobody where it is denied that they are',
      'Russia does not appear to be moving units into Kursk, officials said.',
      [],
    ],
    [
      'places nobody where they may only come to be',
      'Russia may move troops to Kursk, officials said.',
      [],
    ],
    [
      'takes no country for a place',
      'Russia has massed 50,000 troops in Ukraine, officials said.',
      [],
    ],
  ])('%s', (_name, text, ways) => {
    expect(waysIn(text)).toEqual(ways);
  });

  it('says that no figure was given where none was', () => {
    const [report] = reportsIn('Russia is massing forces in Kursk, officials said.');
    expect(report?.label).toBe('Russian buildup, no figure given');
  });
});

describe('the chart of what is told', () => {
  it('needs two figures that can be compared', () => {
    expect(figuresIn('Russia has massed 50,000 troops in Kursk, officials said.')).toEqual([]);
    expect(
      figuresIn(
        'Russia has massed 50,000 troops in Kursk, officials said. Russia has massed 60,000 troops in Kursk, Ukraine said.',
      ).map(({ text, source }) => [text, source]),
    ).toEqual([
      ['50,000 troops', 'Officials'],
      ['60,000 troops', 'Ukraine'],
    ]);
  });

  it('keeps ground and troops apart', () => {
    const figures = figuresIn(
      'Russia has massed 50,000 troops in Kursk, officials said. Russia has massed 60,000 troops in Kursk, Ukraine said. Ukraine has captured 1,000 square kilometers of Kursk, officials said. Ukraine has captured 500 square miles of Kursk, Zelensky said.',
    );
    expect(figures.map(({ unit, low }) => [unit, Math.round(low ?? 0)])).toEqual([
      ['troops', 50000],
      ['troops', 60000],
      ['km²', 1000],
      ['km²', 1295],
    ]);
  });
});

it('shows in /briefing only what it cites', async () => {
  const muster = await openSeeds();
  const [reply] = await askInTurn(muster, ['/briefing kursk']);
  await muster.store.close();
  const blocks = reply?.blocks ?? [];
  const cited = blocks.flatMap((block) =>
    block.kind === 'sources' ? block.citations.map(({ mark }) => mark) : [],
  );
  const pictures = blocks.flatMap((block) => (block.kind === 'picture' ? [block.picture] : []));
  const marks = pictures.flatMap((spec) =>
    (spec.kind === 'figures' ? spec.figures : spec.reports).flatMap((of) => of.marks),
  );
  expect(pictures.map(({ kind }) => kind)).toEqual(['figures', 'map']);
  expect(cited).toEqual(expect.arrayContaining([...marks]));
});

it('describes every figure and report of a picture, with its source and date', () => {
  const report: MapReport = {
    place: 'Kursk Oblast',
    latitude: 51.7,
    longitude: 36.2,
    from: { place: 'Kaliningrad Oblast', latitude: 54.7, longitude: 21.3 },
    label: 'personnel, no figure given',
    source: 'A senior US official, via CNN',
    day: '2024-08-18',
    when: '15–18 Aug 2024, inferred',
    marks: [1],
  };
  const undated = { ...report, from: null, label: 'some 10,000', source: 'United States' };
  expect(
    describePicture({
      kind: 'map',
      title: 'Kursk',
      reports: [report, { ...undated, day: null, when: 'undated' }],
    }),
  ).toBe(
    'Kursk (2 reports on the map): Kaliningrad Oblast to Kursk Oblast: personnel, no figure given (A senior US official, via CNN, 15–18 Aug 2024, inferred); Kursk Oblast: some 10,000 (United States, undated).',
  );
});
