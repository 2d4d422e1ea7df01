import { geoContains } from 'd3-geo';
import { describe, expect, it, vi } from 'vitest';
import { readConfigFile } from '../../src/config.ts';
import { openAtlas } from '../../src/pictures/atlas.ts';
import { BordersSchema, isInside } from '../../src/pictures/borders.ts';

vi.setConfig({ testTimeout: 30_000 });

const borders = readConfigFile('config/world/borders.json', BordersSchema);
const atlas = openAtlas(borders);
const asDrawn = openAtlas({
  moved: [],
  lines: [],
  added: [],
  names: {},
  unnamed: [],
  nameless: [],
});

type Place = readonly [longitude: number, latitude: number];

const countryOf = ([longitude, latitude]: Place, { countries } = atlas) =>
  countries.find((country) => geoContains(country, [longitude, latitude]))?.properties.name;

/** Degrees from a place to the nearest corner of a line. */
function distance(lines: typeof atlas.settled, [x, y]: Place): number {
  return Math.min(...lines.coordinates.flat().map(([a = 0, b = 0]) => Math.hypot(a - x, b - y)));
}

describe('the map of the world', () => {
  it.each([
    ['Simferopol', [34.1, 44.95], 'Russia', 'Ukraine'],
    ['Sevastopol', [33.55, 44.6], 'Russia', 'Ukraine'],
    ['Kyrenia', [33.3, 35.3], 'N. Cyprus', 'Cyprus'],
    ['Hargeisa', [44.06, 9.56], 'Somaliland', 'Somalia'],
  ] as const)('draws %s where the United Nations sees it', (_name, place, drawn, recognised) => {
    expect(countryOf(place, asDrawn)).toBe(drawn);
    expect(countryOf(place)).toBe(recognised);
  });

  it.each([
    ['Donetsk', [37.8, 48], 'Ukraine'],
    ['Kherson', [32.6, 46.7], 'Ukraine'],
    ['Krasnodar', [39, 45.03], 'Russia'],
    ['Kursk', [36.19, 51.73], 'Russia'],
    ['Sukhumi', [41.2, 42.95], 'Georgia'],
  ] as const)('leaves %s where it is', (_name, place, country) => {
    expect(countryOf(place)).toBe(country);
  });

  it.each([
    ['the isthmus of Crimea', [34.13, 46.09]],
    ['the ceasefire line on the Golan', [35.88, 33]],
    ['the berm in Western Sahara', [-11.68, 26.21]],
    ['the north of Cyprus', [33.4, 35.17]],
  ] as const)('draws no border along %s', (_name, place) => {
    expect(distance(asDrawn.settled, place)).toBeLessThan(0.2);
    expect(distance(atlas.settled, place)).toBeGreaterThan(0.2);
    expect(distance(atlas.unsettled, place)).toBeGreaterThan(0.2);
  });

  it.each([
    ['the Line of Control in Kashmir', [74, 34.1]],
    ['the northern border of Western Sahara', [-8.69, 27.67]],
    ['Sudan and South Sudan', [28, 9.4]],
    ['Serbia and Kosovo', [21.2, 43]],
    ['the west of the Golan', [35.64, 32.9]],
  ] as const)('dashes %s', (_name, place) => {
    expect(distance(atlas.unsettled, place)).toBeLessThan(0.4);
  });

  it('keeps the rest of a border solid where only a part of it is unsettled', () => {
    const rajasthan: Place = [70.5, 27.9];
    expect(distance(atlas.settled, rajasthan)).toBeLessThan(0.5);
    expect(distance(atlas.unsettled, rajasthan)).toBeGreaterThan(1);
  });

  it('knows every country that config names', () => {
    const known = new Set(asDrawn.countries.map(({ properties }) => properties.name));
    const named = [
      ...borders.moved.flatMap(({ from, to }) => [from, to]),
      ...borders.lines.flatMap(({ between }) => between),
      ...Object.keys(borders.names),
      ...borders.unnamed,
    ];
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});

it('tells inside from outside of an outline, whichever way it is wound', () => {
  const square: readonly Place[] = [
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
  ];
  for (const outline of [square, [...square].reverse()]) {
    expect(isInside([1, 1], outline)).toBe(true);
    expect(isInside([3, 1], outline)).toBe(false);
  }
});
