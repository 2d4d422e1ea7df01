import { foldName } from '../../corpus/fold.ts';
import { readTowns, type Town } from './towns.ts';
import type { CountryEntry } from './words.ts';

export type City = {
  readonly name: string;
  readonly country: string | null;
  readonly population: number;
  readonly latitude: number;
  readonly longitude: number;
};

export type Cities = {
  /** Towns above `SMALLEST` of that folded name, most populous first. */
  find(folded: string): readonly City[];
  /** Towns of that folded name, or nearly so, and of any size in one country, most populous first. */
  findIn(country: string, folded: string): readonly City[];
};

/** Smaller towns share their names with too many people and things: they need their country said with them. */
export const SMALLEST = 15_000;

/** "Al Ḩasakah" is written "Hasakah", "al-Hasaka" and "el-Hasaka". */
const ARTICLE = /^(?:al|el|a[dnrstz]|ash|ed|et) (?=\p{L}{4})/u;
/** The letters for ayn and hamza, which are no apostrophes. */
const GUTTURALS = /[\u02bb\u02be\u02bf]/gu;

/** A name as loosely as spellings of one town differ. */
function looseName(folded: string): string {
  return folded.replace(GUTTURALS, '').replace(ARTICLE, '').replace(/ah$/, 'a');
}

type Index = ReadonlyMap<string, readonly Town[]>;

/** `load` gives the package's `cities.pbf`; it is called at the first name that is looked for. */
export function openCities(
  load: (() => Buffer) | undefined,
  countries: readonly CountryEntry[],
): Cities {
  const names = new Map(countries.map(({ code, name }) => [code, name]));
  const codes = new Map(countries.map(({ code, name }) => [name, code]));
  let large: Index | null = null;
  const small = new Map<string, Index>();
  const nearly = new Map<string, Index>();
  const index = (least: number, code?: string): Index =>
    Map.groupBy(load ? readTowns(load(), least, code) : [], ({ name }) => foldName(name));
  const sorted = (towns: readonly Town[] = []) =>
    towns
      .map((town) => ({ ...town, country: names.get(town.country) ?? null }))
      .toSorted((a, b) => b.population - a.population);
  return {
    find(folded) {
      large ??= index(SMALLEST);
      return sorted(large.get(folded));
    },
    findIn(country, folded) {
      const code = codes.get(country);
      if (!code) return [];
      const towns = small.get(code) ?? index(0, code);
      small.set(code, towns);
      const exact = sorted(towns.get(folded));
      if (exact.length > 0) return exact;
      const loose =
        nearly.get(code) ??
        Map.groupBy([...towns.values()].flat(), ({ name }) => looseName(foldName(name)));
      nearly.set(code, loose);
      return sorted(loose.get(looseName(folded)));
    },
  };
}
