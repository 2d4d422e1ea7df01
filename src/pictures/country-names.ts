import { type GeoProjection, geoPath } from 'd3-geo';
import type { Atlas } from './atlas.ts';
import { measure } from './font.ts';
import { contains, crosses, overlaps, type Segment } from './labels.ts';
import { type Box, textAt } from './svg.ts';
import type { Colors } from './theme.ts';

export type CountryName = { readonly text: string; readonly box: Box };

const SIZE = 17;
/** In square pixels: on less, a name would not be seen to belong to its country. */
const MIN_AREA = 9_000;
/** Around the middle of what is seen of a country, in pixels. */
const SHIFTS: readonly (readonly [x: number, y: number])[] = [
  [0, 0],
  [0, -45],
  [0, 45],
  [-100, 0],
  [100, 0],
  [-100, -70],
  [100, -70],
  [-100, 70],
  [100, 70],
];

/** Names of the countries that are large enough, where nothing else stands. */
export function nameCountries(
  { countries }: Atlas,
  projection: GeoProjection,
  frame: Box,
  taken: readonly Box[],
  leaders: readonly Segment[],
): readonly CountryName[] {
  const path = geoPath(projection);
  const placed: CountryName[] = [];
  for (const country of countries) {
    if (path.area(country) < MIN_AREA) continue;
    const [x, y] = path.centroid(country);
    const text = country.properties.name.toUpperCase();
    const [width, height] = [measure(text, SIZE) + 8, SIZE * 1.4];
    const box = SHIFTS.map(([dx, dy]) => ({
      x: x + dx - width / 2,
      y: y + dy - height / 2,
      width,
      height,
    })).find(
      (of) =>
        contains(frame, of) &&
        !taken.some((other) => overlaps(of, other)) &&
        !placed.some((other) => overlaps(of, other.box)) &&
        !leaders.some((leader) => crosses(leader, of)),
    );
    if (box) placed.push({ text, box });
  }
  return placed;
}

export function drawCountryName({ text, box }: CountryName, { country, land }: Colors): string {
  return textAt(box.x + box.width / 2, box.y + box.height / 2 + SIZE * 0.35, text, {
    size: SIZE,
    color: country,
    anchor: 'middle',
    halo: land,
  });
}
