import {
  type GeoProjection,
  type GeoStream,
  type GeoStreamWrapper,
  geoAzimuthalEqualArea,
  geoCentroid,
  geoNaturalEarth1,
} from 'd3-geo';
import type { MapReport } from '../answers/reply.ts';
import type { Box } from './svg.ts';

/** Pixels per radian: no closer than about 2,000 km from side to side, so that a coast or a border tells where it is. */
const MAX_SCALE = 3_600;
/** From this width on the whole globe is drawn, since a part of it would be bent too far. */
const WORLD_DEGREES = 110;
/** Room for the labels of what stands at the rim. */
const RIM = { x: 200, y: 48 };

/** Shows all places and origins within the frame. */
export function chooseProjection(reports: readonly MapReport[], frame: Box): GeoProjection {
  const points = reports.flatMap(({ longitude, latitude, from }): [number, number][] => [
    [longitude, latitude],
    ...(from ? [[from.longitude, from.latitude] as [number, number]] : []),
  ]);
  const all = { type: 'MultiPoint' as const, coordinates: points };
  // Of points that balance out around the globe, or of none, it is not a number.
  const [longitude, latitude] = geoCentroid(all);
  const centroid: [number, number] = [longitude || 0, latitude || 0];
  const radius = Math.max(0, ...points.map((point) => degreesBetween(point, centroid)));
  if (radius > WORLD_DEGREES / 2)
    return geoNaturalEarth1()
      .rotate([-centroid[0], 0])
      .fitExtent(inset(frame, 10, 6), { type: 'Sphere' })
      .precision(0.3);
  const projection = geoAzimuthalEqualArea()
    .rotate([-centroid[0], -centroid[1]])
    .clipAngle(120)
    .fitExtent(inset(frame, RIM.x, RIM.y), all);
  if (!(projection.scale() < MAX_SCALE)) projection.scale(MAX_SCALE);
  centre(projection, points, frame);
  // A little beyond the frame, so that no outline runs along it.
  return projection.clipExtent(inset(frame, -4, -4)).precision(0.3);
}

/** Moves the middle of what the points span to the middle of the frame. */
function centre(projection: GeoProjection, points: readonly [number, number][], frame: Box): void {
  projection.translate([0, 0]);
  const at = points.map(([longitude, latitude]) => project(projection, longitude, latitude));
  const middle = (values: readonly number[]) =>
    values.length > 0 ? (Math.min(...values) + Math.max(...values)) / 2 : 0;
  projection.translate([
    frame.x + frame.width / 2 - middle(at.map(({ x }) => x)),
    frame.y + frame.height / 2 - middle(at.map(({ y }) => y)),
  ]);
}

function inset(
  { x, y, width, height }: Box,
  dx: number,
  dy: number,
): [[number, number], [number, number]] {
  return [
    [x + dx, y + dy],
    [x + width - dx, y + height - dy],
  ];
}

function degreesBetween(one: readonly [number, number], other: readonly [number, number]): number {
  const [a = 0, b = 0] = one.map(toRadians);
  const [c = 0, d = 0] = other.map(toRadians);
  const cosine = Math.sin(b) * Math.sin(d) + Math.cos(b) * Math.cos(d) * Math.cos(a - c);
  return (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
}

function toRadians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

export type Point = { readonly x: number; readonly y: number };

export function project(projection: GeoProjection, longitude: number, latitude: number): Point {
  const [x, y] = projection([longitude, latitude]) ?? [0, 0];
  return { x, y };
}

/** Corners nearer to the last one than this many pixels are left out: nobody sees them, and a world has many. */
const FINEST = 0.8;

/** The same projection without the corners that cannot be seen. */
export function thin(projection: GeoProjection): GeoStreamWrapper {
  return {
    stream: (sink) => {
      let last: readonly [number, number] | null = null;
      let skipped: readonly [number, number] | null = null;
      const outline: GeoStream = {
        point: (x, y) => {
          if (last && Math.hypot(x - last[0], y - last[1]) < FINEST) {
            skipped = [x, y];
            return;
          }
          last = [x, y];
          skipped = null;
          sink.point(x, y);
        },
        lineStart: () => {
          last = null;
          skipped = null;
          sink.lineStart();
        },
        lineEnd: () => {
          if (skipped) sink.point(...skipped);
          sink.lineEnd();
        },
        polygonStart: () => sink.polygonStart(),
        polygonEnd: () => sink.polygonEnd(),
      };
      return projection.stream(outline);
    },
  };
}
