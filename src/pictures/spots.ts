import type { GeoProjection } from 'd3-geo';
import type { MapReport } from '../answers/reply.ts';
import { measure, shorten } from './font.ts';
import { dateOf, type Line, line } from './lines.ts';
import { type Point, project } from './projection.ts';
import { cleanText, element } from './svg.ts';
import { ageColor, type Colors } from './theme.ts';

/** All reports on one place, or on places too near to each other to be told apart; newest first. */
export type Spot = Point & {
  readonly places: readonly string[];
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
/** Places whose discs would cover each other, in pixels, are one spot. */
const SAME_SPOT = 14;

/** The newest first. */
export function findSpots(
  reports: readonly MapReport[],
  projection: GeoProjection,
  ageOf: AgeOf,
): readonly Spot[] {
  const spots: (Point & { readonly reports: MapReport[] })[] = [];
  for (const report of [...reports].sort((a, b) => (b.day ?? '').localeCompare(a.day ?? ''))) {
    const at = project(projection, report.longitude, report.latitude);
    const near = spots.find(({ x, y }) => Math.hypot(x - at.x, y - at.y) < SAME_SPOT);
    if (near) near.reports.push(report);
    else spots.push({ ...at, reports: [report] });
  }
  return spots.map((spot) => ({
    ...spot,
    places: [...new Set(spot.reports.map(({ place }) => place))],
    radius: Math.min(LARGEST_RADIUS, RADIUS + 2 * Math.sqrt(spot.reports.length - 1)),
    age: ageOf(spot.reports[0]?.day ?? null),
  }));
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
/** What a line may take, in pixels. */
const WIDE = 380;
const NARROW = 312;
const SMALL_SIZE = 17;
/** So many reports are told at their place; of more, the newest. */
const REPORTS_TOLD = 4;

/** From the fullest wording to the place alone. */
export function wordSpot(
  { places, reports }: Spot,
  { ink, soft }: Colors,
): readonly (readonly Line[])[] {
  const title = nameSpot(places);
  const name = line(title, NARROW, { size: PLACE_SIZE, color: ink, weight: 'bold' });
  const detail = { size: DETAIL_SIZE, color: ink };
  const small = { size: SOURCE_SIZE, color: soft };
  const told = (report: MapReport, width: number): Line[] => [
    line(places.length > 1 ? `${report.place}: ${report.label}` : report.label, width, detail),
    line(citeSource(report, width), width, small),
  ];
  const after = (count: number): Line[] =>
    reports.length > count ? [line(`and ${reports.length - count} more`, NARROW, small)] : [];
  const all = (width: number) => [
    name,
    ...reports.slice(0, REPORTS_TOLD).flatMap((report) => told(report, width)),
    ...after(REPORTS_TOLD),
  ];
  const [newest] = reports;
  if (!newest) return [[name]];
  return [
    all(WIDE),
    all(NARROW),
    ...(reports.length > 1 ? [[name, ...told(newest, NARROW), ...after(1)]] : []),
    [name, line(newest.label, NARROW, { ...detail, color: soft }), ...after(1)],
    [name],
    [line(title, NARROW, { size: SMALL_SIZE, color: ink })],
  ];
}

/** "Bakhmut", "Bakhmut and Chasiv Yar", "Bakhmut and 2 more". */
function nameSpot([first = '', second, ...rest]: readonly string[]): string {
  if (second === undefined) return first;
  return rest.length === 0 ? `${first} and ${second}` : `${first} and ${rest.length + 1} more`;
}

export function wordOrigin({ place }: Origin, { soft }: Colors): readonly (readonly Line[])[] {
  return [[line(place, NARROW, { size: DETAIL_SIZE, color: soft })]];
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
