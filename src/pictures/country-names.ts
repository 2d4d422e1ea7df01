import { type GeoProjection, geoContains, geoPath } from 'd3-geo';
import type { Atlas } from './atlas.ts';
import { isInside } from './borders.ts';
import { measure } from './font.ts';
import { contains, crosses, overlaps, type Segment } from './labels.ts';
import { type Box, textAt } from './svg.ts';
import type { Colors } from './theme.ts';

export type CountryName = { readonly text: string; readonly box: Box };

const SIZE = 17;
/** In square pixels: on less, a name would not be seen to belong to its country. */
const MIN_AREA = 9_000;
/** Where a name is tried beside the middle of its country: on a net this fine, in pixels. */
const NET = { x: 60, y: 40 };

/** Names of the countries that are large enough, wholly inside them, where nothing else stands. */
export function nameCountries(
  { countries, nameless }: Atlas,
  projection: GeoProjection,
  frame: Box,
  taken: readonly Box[],
  leaders: readonly Segment[],
): readonly CountryName[] {
  const path = geoPath(projection);
  const placed: CountryName[] = [];
  for (const country of countries) {
    const [[left, top], [right, bottom]] = path.bounds(country);
    // A country out of sight has endless bounds.
    if (!((right - left) * (bottom - top) >= MIN_AREA && path.area(country) >= MIN_AREA)) continue;
    const text = country.properties.name.toUpperCase();
    const [width, height] = [measure(text, SIZE) + 8, SIZE * 1.4];
    const isOn = (x: number, y: number) => {
      const at = projection.invert?.([x, y]);
      if (!at || nameless.some((outline) => isInside(at, outline))) return false;
      return geoContains(country, at);
    };
    const middle = path.centroid(country);
    const box = candidates(middle, path.bounds(country))
      .map(([x, y]) => ({ x: x - width / 2, y: y - height / 2, width, height }))
      .find(
        (of) =>
          contains(frame, of) &&
          !taken.some((other) => overlaps(of, other)) &&
          !placed.some((other) => overlaps(of, other.box)) &&
          !leaders.some((leader) => crosses(leader, of)) &&
          isOn(of.x, of.y + height / 2) &&
          isOn(of.x + width, of.y + height / 2) &&
          isOn(of.x + width / 2, of.y + height / 2),
      );
    if (box) placed.push({ text, box });
  }
  return placed;
}

type Spot = readonly [x: number, y: number];

/** The middle, then points of a net over what is seen of a country, those near to the middle first. */
function candidates(
  [x, y]: Spot,
  [[left, top], [right, bottom]]: readonly [Spot, Spot],
): readonly Spot[] {
  const net: Spot[] = [];
  for (let column = left + NET.x / 2; column < right; column += NET.x)
    for (let row = top + NET.y / 2; row < bottom; row += NET.y) net.push([column, row]);
  const distance = ([a, b]: Spot) => Math.hypot(a - x, b - y);
  return [[x, y], ...net.sort((a, b) => distance(a) - distance(b))];
}

export function drawCountryName({ text, box }: CountryName, { country, land }: Colors): string {
  return textAt(box.x + box.width / 2, box.y + box.height / 2 + SIZE * 0.35, text, {
    size: SIZE,
    color: country,
    anchor: 'middle',
    halo: land,
  });
}
