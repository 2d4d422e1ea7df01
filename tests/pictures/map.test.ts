import { describe, expect, it, vi } from 'vitest';
import type { MapReport } from '../../src/answers/reply.ts';
import { readConfigFile } from '../../src/config.ts';
import { openAtlas } from '../../src/pictures/atlas.ts';
import { BordersSchema } from '../../src/pictures/borders.ts';
import { contains, overlaps } from '../../src/pictures/labels.ts';
import { layOutMap, MAP_FRAME } from '../../src/pictures/map.ts';
import { manyReports } from '../support/crowded-pictures.ts';

vi.setConfig({ testTimeout: 30_000 });

const atlas = openAtlas(readConfigFile('config/world/borders.json', BordersSchema));
const map = (reports: readonly MapReport[]) =>
  layOutMap({ kind: 'map', title: 'Test', reports }, 'light', atlas);
const wordsOf = (reports: readonly MapReport[]) =>
  map(reports).labels.map(({ lines }) => lines.map(({ text }) => text));

const kursk: MapReport = {
  place: 'Kursk Oblast',
  latitude: 51.7,
  longitude: 36.2,
  from: null,
  label: 'some 50,000 troops',
  source: 'New York Times',
  day: '2024-11-20',
  when: '6–20 Nov 2024, inferred',
  marks: [1],
};

describe('a map', () => {
  it.each([1, 10, 40])(
    'of %i reports cuts no label and lays none over another or a mark',
    (count) => {
      const { labels, marks, countries } = map(manyReports(count));
      for (const [index, { box }] of labels.entries()) {
        expect(contains(MAP_FRAME, box)).toBe(true);
        expect(labels.slice(index + 1).filter((other) => overlaps(box, other.box))).toEqual([]);
        expect(marks.filter((mark) => overlaps(box, mark))).toEqual([]);
        expect(countries.filter((name) => overlaps(box, name.box))).toEqual([]);
      }
      for (const mark of marks) expect(contains(MAP_FRAME, mark)).toBe(true);
    },
  );

  it('names all but one in thirty of the places of 40 reports', () => {
    const { marks, unlabelled } = map(manyReports(40));
    expect(unlabelled).toBeLessThanOrEqual(Math.ceil(marks.length / 30));
  });

  it('tells at a place every report on it, the newest first', () => {
    const older = {
      ...kursk,
      label: 'several thousand troops',
      day: '2024-08-18',
      when: 'Aug 2024',
    };
    expect(wordsOf([older, kursk])).toEqual([
      [
        'Kursk Oblast',
        'some 50,000 troops',
        'New York Times, 6–20 Nov 2024*',
        'several thousand troops',
        'New York Times, Aug 2024',
      ],
    ]);
  });

  it('says which place each report is of where several are too near to be told apart', () => {
    const sudzha = { ...kursk, place: 'Sudzha', latitude: 51.75, longitude: 36.25 };
    expect(wordsOf([kursk, sudzha])[0]).toEqual(
      expect.arrayContaining([
        'Kursk Oblast and Sudzha',
        'Kursk Oblast: some 50,000 troops',
        'Sudzha: some 50,000 troops',
      ]),
    );
  });

  it('draws an arrow from where troops come, and names that place', () => {
    const from = { place: 'Kaliningrad Oblast', latitude: 54.7, longitude: 21.3 };
    expect(map([kursk]).marks).toHaveLength(1);
    const { marks, labels } = map([{ ...kursk, from }]);
    expect(marks).toHaveLength(2);
    expect(labels.map(({ lines }) => lines[0]?.text)).toEqual(['Kursk Oblast', from.place]);
    const [east, west] = marks;
    expect(west?.x).toBeLessThan(east?.x ?? 0);
  });

  it('pales with age, and draws a ring for what is undated', () => {
    const colors = (reports: readonly MapReport[]) =>
      [...map(reports).markup.matchAll(/<circle[^>]*r="8"[^>]*fill="(?<fill>[^"]*)"/gu)].map(
        ({ groups }) => groups?.fill,
      );
    const sumy = { ...kursk, place: 'Sumy', latitude: 50.9, longitude: 34.8, day: '2023-01-01' };
    const [old, fresh] = colors([kursk, sumy]);
    expect(old).not.toBe(fresh);
    expect(map([{ ...kursk, day: null, when: 'undated' }]).markup).toContain('>undated<');
  });

  it('names the countries around', () => {
    expect(map([kursk]).countries.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['RUSSIA', 'UKRAINE', 'BELARUS']),
    );
  });

  it('writes no country’s name on Western Sahara', () => {
    const smara = { ...kursk, place: 'Smara', latitude: 26.7, longitude: -11.7 };
    const names = map([smara]).countries;
    const [mark] = map([smara]).marks;
    expect(names.map(({ text }) => text)).toContain('ALGERIA');
    expect(names.find(({ text }) => text === 'MOROCCO')?.box.y ?? 0).toBeLessThan(
      (mark?.y ?? 0) - 50,
    );
  });

  it('shows the whole globe when reports lie on both sides of it', () => {
    const caracas = { ...kursk, place: 'Caracas', latitude: 10.5, longitude: -66.9 };
    const taipei = { ...kursk, place: 'Taipei', latitude: 25, longitude: 121.5 };
    for (const mark of map([kursk, caracas, taipei]).marks)
      expect(contains(MAP_FRAME, mark)).toBe(true);
    expect(map([kursk, caracas, taipei]).countries.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['CANADA']),
    );
  });
});
