import type { GeoProjection } from 'd3-geo';
import type { MapReport } from '../answers/reply.ts';
import { measure, shorten } from './font.ts';
import { dateOf, type Line, line } from './lines.ts';
import { type Point, project } from './projection.ts';
import { cleanText, element } from './svg.ts';
import { ageColor, type Colors } from './theme.ts';

/** All reports on one place, newest first. */
export type Spot = Point & {
  readonly place: string;
  readonly radius: number;
  readonly reports: readonly MapReport[];
  /** 0 for the oldest report drawn, 1 for the newest; null when none here is dated. */
  readonly age: number | null;
};

/** Where troops come from and nothing else is reported. */
export type Origin = Point & { readonly place: string; readonly radius: number };

/** 0 for the oldest day, 1 for the newest and for an only one; null for none. */
export type AgeOf = (day: string | null) => number | null;

export function readAges(reports: readonly MapReport[]): AgeOf {
  const all = reports.flatMap(({ day }) => (day === null ? [] : Date.parse(day)));
  const days = all.filter((day) => !Number.isNaN(day));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  return (day) => {
    const at = day === null ? Number.NaN : Date.parse(day);
    if (Number.isNaN(at)) return null;
    return last > first ? (at - first) / (last - first) : 1;
  };
}

const RADIUS = 8;
const LARGEST_RADIUS = 15;
export const ORIGIN_RADIUS = 6;
/** Coordinates this near are one place, in degrees. */
const SAME_PLACE_DIGITS = 2;

/** The newest first. */
export function findSpots(
  reports: readonly MapReport[],
  projection: GeoProjection,
  ageOf: AgeOf,
): readonly Spot[] {
  const groups = new Map<string, MapReport[]>();
  for (const report of reports) {
    const { longitude, latitude } = report;
    const key = [longitude, latitude].map((value) => value.toFixed(SAME_PLACE_DIGITS)).join(' ');
    groups.set(key, [...(groups.get(key) ?? []), report]);
  }
  return [...groups.values()]
    .flatMap((group): Spot[] => {
      const newest = group.sort((a, b) => (b.day ?? '').localeCompare(a.day ?? ''));
      const [first] = newest;
      if (!first) return [];
      return [
        {
          ...project(projection, first.longitude, first.latitude),
          place: first.place,
          radius: Math.min(LARGEST_RADIUS, RADIUS + 2 * Math.sqrt(group.length - 1)),
          reports: newest,
          age: ageOf(first.day),
        },
      ];
    })
    .sort((a, b) => (b.age ?? -1) - (a.age ?? -1) || b.reports.length - a.reports.length);
}

export function findOrigins(
  reports: readonly MapReport[],
  projection: GeoProjection,
  spots: readonly Spot[],
): readonly Origin[] {
  const found = new Map<string, Origin>();
  for (const { from } of reports) {
    if (!from) continue;
    const at = project(projection, from.longitude, from.latitude);
    if (spots.some(({ x, y }) => Math.hypot(x - at.x, y - at.y) < 1)) continue;
    const key = `${at.x.toFixed(1)} ${at.y.toFixed(1)}`;
    found.set(key, { place: from.place, ...at, radius: ORIGIN_RADIUS });
  }
  return [...found.values()];
}

const PLACE_SIZE = 21;
const DETAIL_SIZE = 18;
const SOURCE_SIZE = 16;
const DETAIL_WIDTH = 330;
/** So many reports are told at their place; of more, the newest. */
const REPORTS_TOLD = 4;

/** From the fullest wording to the place alone. */
export function wordSpot(
  { place, reports }: Spot,
  { ink, soft }: Colors,
): readonly (readonly Line[])[] {
  const name = line(place, DETAIL_WIDTH, { size: PLACE_SIZE, color: ink, weight: 'bold' });
  const detail = { size: DETAIL_SIZE, color: ink };
  const told = (report: MapReport): Line[] => [
    line(report.label, DETAIL_WIDTH, detail),
    {
      ...line(citeSource(report, DETAIL_WIDTH), DETAIL_WIDTH, { size: SOURCE_SIZE, color: soft }),
    },
  ];
  const after = (count: number): Line[] =>
    reports.length > count
      ? [
          line(`and ${reports.length - count} more`, DETAIL_WIDTH, {
            size: SOURCE_SIZE,
            color: soft,
          }),
        ]
      : [];
  const [newest] = reports;
  if (!newest) return [[name]];
  return [
    [name, ...reports.slice(0, REPORTS_TOLD).flatMap(told), ...after(REPORTS_TOLD)],
    ...(reports.length > 1 ? [[name, ...told(newest), ...after(1)]] : []),
    [name, line(newest.label, DETAIL_WIDTH / 1.5, { ...detail, color: soft })],
    [name],
  ];
}

export function wordOrigin({ place }: Origin, { soft }: Colors): readonly (readonly Line[])[] {
  return [[line(place, DETAIL_WIDTH, { size: DETAIL_SIZE, color: soft })]];
}

/** The date whole, the source as far as there is room. */
function citeSource(report: MapReport, width: number): string {
  const date = `, ${dateOf(report)}`;
  const room = Math.max(60, width - measure(date, SOURCE_SIZE));
  return `${shorten(cleanText(report.source), SOURCE_SIZE, room)}${date}`;
}

/** A disc that pales with age; a ring for a report without a date. */
export function drawSpot({ x, y, radius, age }: Spot, colors: Colors): string {
  const color = age === null ? colors.soft : ageColor(colors, age);
  return element('circle', {
    cx: x,
    cy: y,
    r: age === null ? radius - 1.5 : radius,
    fill: age === null ? colors.land : color,
    stroke: age === null ? color : colors.land,
    'stroke-width': age === null ? 3 : 2,
  });
}

export function drawOrigin({ x, y, radius }: Origin, { land, soft }: Colors): string {
  return element('circle', {
    cx: x,
    cy: y,
    r: radius,
    fill: land,
    stroke: soft,
    'stroke-width': 2,
  });
}
