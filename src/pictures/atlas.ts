import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Feature, MultiLineString, MultiPolygon, Polygon } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type {
  MultiPolygon as ArcMultiPolygon,
  Polygon as ArcPolygon,
  GeometryCollection,
  GeometryObject,
  Topology,
} from 'topojson-specification';
import { type Borders, isInside, type Point } from './borders.ts';

type Country = (ArcPolygon | ArcMultiPolygon) & { readonly properties: { readonly name: string } };
type World = Topology<{
  countries: GeometryCollection<{ name: string }>;
  land: GeometryCollection;
}>;

/** The world as the United Nations recognises it. */
export type Atlas = {
  readonly land: MultiPolygon;
  readonly settled: MultiLineString;
  /** Lines of control, armistice lines, borders not yet determined. */
  readonly unsettled: MultiLineString;
  /** With the name to be shown; those without one are left out. */
  readonly countries: readonly Feature<MultiPolygon, { readonly name: string }>[];
  /** Outlines within which no country's name may stand. */
  readonly nameless: readonly (readonly Point[])[];
};

/** The 50m file is as good as the 10m at the size of a chat, whose Maldives are inverted besides. */
const FILE = 'world-atlas/countries-50m.json';

export function openAtlas(borders: Borders): Atlas {
  const world = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve(FILE)), 'utf8')) as World;
  const countries = moveLand(world, borders);
  world.objects.countries.geometries = countries;
  const settled: Point[][] = [];
  const unsettled: Point[][] = borders.added.map(({ line }) => line);
  const linesOf = (keep: (pair: readonly string[]) => boolean) =>
    mesh(world, world.objects.countries, (a, b) => a !== b && keep([a, b].map(nameOf).sort()))
      .coordinates as unknown as Point[][];
  const isPair = (between: readonly string[]) => (pair: readonly string[]) =>
    between.every((name) => pair.includes(name));
  settled.push(...linesOf((pair) => !borders.lines.some(({ between }) => isPair(between)(pair))));
  for (const { between, within, draw } of borders.lines) {
    for (const line of linesOf(isPair(between))) {
      const { inside, outside } = splitLine(line, within ?? null);
      settled.push(...outside);
      if (draw === 'dashed') unsettled.push(...inside);
    }
  }
  return {
    land: landOf(world),
    settled: toLines(settled),
    unsettled: toLines(unsettled),
    nameless: borders.nameless.map(({ outline }) => outline),
    countries: countries
      .filter(({ properties: { name } }) => !borders.unnamed.includes(name))
      .map((country) => ({
        ...(feature(world, country) as Feature<MultiPolygon>),
        properties: { name: borders.names[country.properties.name] ?? country.properties.name },
      })),
  };
}

function landOf(world: World): MultiPolygon {
  const { features } = feature(world, world.objects.land);
  const coordinates = features.flatMap(({ geometry }) =>
    geometry.type === 'MultiPolygon' ? geometry.coordinates : [],
  );
  return { type: 'MultiPolygon', coordinates };
}

/** The countries with the land that config moves; shared arcs make its old border vanish by themselves. */
function moveLand(world: World, { moved }: Borders): Country[] {
  const arcs = new Map<string, number[][][]>();
  for (const country of world.objects.countries.geometries as Country[])
    arcs.set(country.properties.name, [
      ...(arcs.get(country.properties.name) ?? []),
      ...(country.type === 'Polygon' ? [country.arcs] : country.arcs),
    ]);
  for (const { from, to, outline } of moved) {
    const all = arcs.get(from) ?? [];
    const isMoved = (polygon: number[][]) =>
      !outline || cornersOf(world, polygon).every((corner) => isInside(corner, outline));
    arcs.set(to, [...(arcs.get(to) ?? []), ...all.filter(isMoved)]);
    arcs.set(
      from,
      all.filter((polygon) => !isMoved(polygon)),
    );
  }
  return [...arcs]
    .filter(([, polygons]) => polygons.length > 0)
    .map(([name, polygons]) => ({ type: 'MultiPolygon', arcs: polygons, properties: { name } }));
}

function nameOf({ properties }: GeometryObject): string {
  return properties && 'name' in properties ? `${properties.name}` : '';
}

function cornersOf(world: World, polygon: number[][]): readonly Point[] {
  const { geometry } = feature(world, { type: 'Polygon', arcs: polygon });
  return (geometry as Polygon).coordinates.flat() as unknown as Point[];
}

/** Parts a line where it enters or leaves the outline, by the middles of its pieces. */
function splitLine(line: readonly Point[], outline: readonly Point[] | null) {
  const parts = { inside: [] as Point[][], outside: [] as Point[][] };
  let last: keyof typeof parts | null = null;
  for (const [index, to] of line.slice(1).entries()) {
    const from = line[index] ?? to;
    const middle: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    const side = outline === null || isInside(middle, outline) ? 'inside' : 'outside';
    if (side === last) parts[side].at(-1)?.push(to);
    else parts[side].push([from, to]);
    last = side;
  }
  return parts;
}

function toLines(lines: readonly Point[][]): MultiLineString {
  return {
    type: 'MultiLineString',
    coordinates: lines.map((line) => line.map(([x, y]) => [x, y])),
  };
}
