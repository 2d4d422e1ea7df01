import type { GeoProjection } from 'd3-geo';
import type { Position } from 'geojson';
import type { Atlas } from './atlas.ts';
import type { Box } from './svg.ts';

/** A disc on the globe: its middle as a vector of length 1, its radius in radians. */
export type Disc = { readonly middle: Vector; readonly radius: number };
type Vector = readonly [x: number, y: number, z: number];

/** The part of the globe that a frame shows; null where its corners show none of it. */
export function discOf(projection: GeoProjection, { x, y, width, height }: Box): Disc | null {
  const corners: [number, number][] = [
    [x, y],
    [x + width, y],
    [x, y + height],
    [x + width, y + height],
  ];
  const places = corners.flatMap((corner) => {
    const place = projection.invert?.(corner);
    // Beyond the rim of the globe, a corner comes back as another point.
    const back = place && projection(place);
    return back && Math.hypot(back[0] - corner[0], back[1] - corner[1]) < 1 ? [place] : [];
  });
  return places.length === corners.length ? around(places) : null;
}

/** The land, borders and countries that reach into the disc: what is far away need not be projected. */
export function nearTo(atlas: Atlas, disc: Disc): Atlas {
  const isNear = (places: readonly Position[]) => {
    const own = known.get(places) ?? around(places);
    known.set(places, own);
    return angle(own.middle, disc.middle) <= own.radius + disc.radius;
  };
  const isPolygonNear = ([outline = []]: readonly Position[][]) => isNear(outline);
  return {
    ...atlas,
    land: { ...atlas.land, coordinates: atlas.land.coordinates.filter(isPolygonNear) },
    settled: { ...atlas.settled, coordinates: atlas.settled.coordinates.filter(isNear) },
    unsettled: { ...atlas.unsettled, coordinates: atlas.unsettled.coordinates.filter(isNear) },
    countries: atlas.countries.flatMap((country) => {
      const coordinates = country.geometry.coordinates.filter(isPolygonNear);
      return coordinates.length > 0
        ? [{ ...country, geometry: { ...country.geometry, coordinates } }]
        : [];
    }),
  };
}

/** Outlines and lines stay the same from map to map. */
const known = new WeakMap<readonly Position[], Disc>();

function around(places: readonly Position[]): Disc {
  const vectors = places.map(toVector);
  const sum = vectors.reduce<Vector>(([a, b, c], [x, y, z]) => [a + x, b + y, c + z], [0, 0, 0]);
  const length = Math.hypot(...sum) || 1;
  const middle: Vector = [sum[0] / length, sum[1] / length, sum[2] / length];
  return { middle, radius: vectors.reduce((most, of) => Math.max(most, angle(middle, of)), 0) };
}

function toVector([longitude = 0, latitude = 0]: Position): Vector {
  const [a, b] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
  return [Math.cos(b) * Math.cos(a), Math.cos(b) * Math.sin(a), Math.sin(b)];
}

function angle([a, b, c]: Vector, [x, y, z]: Vector): number {
  return Math.acos(Math.max(-1, Math.min(1, a * x + b * y + c * z)));
}
