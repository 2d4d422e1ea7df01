import type { GeoProjection } from 'd3-geo';
import type { MapReport } from '../answers/reply.ts';
import { type Point, project } from './projection.ts';
import { type AgeOf, ORIGIN_RADIUS } from './spots.ts';
import { type Box, element, round } from './svg.ts';
import { ageColor, type Colors } from './theme.ts';

export type Arrow = {
  readonly age: number | null;
  /** Points along the curve, from where troops come to where they go. */
  readonly steps: readonly Point[];
};

/** Nearer than this, an arrow would be all head. */
const SHORTEST = 36;
/** How far the curve bows out, in lengths. */
const BOW = 0.12;
const STEPS = 24;
/** Between the tip and the middle of the place. */
const TIP_GAP = 19;
const HEAD = { length: 18, width: 8 };

/** The same way is drawn once, by its newest report. */
export function findArrows(
  reports: readonly MapReport[],
  projection: GeoProjection,
  ageOf: AgeOf,
): readonly Arrow[] {
  const arrows = new Map<string, Arrow>();
  for (const { longitude, latitude, from, day } of reports) {
    if (!from) continue;
    const start = project(projection, from.longitude, from.latitude);
    const end = project(projection, longitude, latitude);
    if (Math.hypot(end.x - start.x, end.y - start.y) < SHORTEST) continue;
    const key = [start.x, start.y, end.x, end.y].map(round).join(' ');
    const age = ageOf(day);
    const known = arrows.get(key);
    if (!known || (age ?? -1) > (known.age ?? -1))
      arrows.set(key, { age, steps: bend(start, end) });
  }
  return [...arrows.values()];
}

function bend(start: Point, end: Point): readonly Point[] {
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  const bow = {
    x: (start.x + end.x) / 2 + (end.y - start.y) * BOW,
    y: (start.y + end.y) / 2 - (end.x - start.x) * BOW,
  };
  const [first, last] = [(ORIGIN_RADIUS + 1) / length, 1 - TIP_GAP / length];
  return Array.from({ length: STEPS + 1 }, (_, index): Point => {
    const t = first + ((last - first) * index) / STEPS;
    const at = (axis: 'x' | 'y') =>
      (1 - t) ** 2 * start[axis] + 2 * t * (1 - t) * bow[axis] + t ** 2 * end[axis];
    return { x: at('x'), y: at('y') };
  });
}

/** Small boxes along the curve, for labels to keep off. */
export function boxesAlong({ steps }: Arrow): readonly Box[] {
  return steps.map(({ x, y }) => ({ x: x - 7, y: y - 7, width: 14, height: 14 }));
}

export function drawArrow({ age, steps }: Arrow, colors: Colors): string {
  const color = age === null ? colors.soft : ageColor(colors, age);
  const d = `M${steps.map(({ x, y }) => `${round(x)},${round(y)}`).join('L')}`;
  const halo = { d, fill: 'none', stroke: colors.land, 'stroke-width': 7, 'stroke-opacity': 0.7 };
  return (
    element('path', halo) +
    element('path', { d, fill: 'none', stroke: color, 'stroke-width': 3.5 }) +
    element('path', { d: drawHead(steps), fill: color })
  );
}

/** Along the last stretch of the curve that is as long as the head. */
function drawHead(steps: readonly Point[]): string {
  const tip = steps.at(-1) ?? { x: 0, y: 0 };
  const back =
    [...steps].reverse().find(({ x, y }) => Math.hypot(tip.x - x, tip.y - y) >= HEAD.length) ??
    steps[0] ??
    tip;
  const length = Math.hypot(tip.x - back.x, tip.y - back.y) || 1;
  const [dx, dy] = [(tip.x - back.x) / length, (tip.y - back.y) / length];
  const point = { x: tip.x + dx * 4, y: tip.y + dy * 4 };
  const corner = (side: 1 | -1) =>
    `${round(point.x - dx * HEAD.length + dy * HEAD.width * side)},${round(point.y - dy * HEAD.length - dx * HEAD.width * side)}`;
  return `M${round(point.x)},${round(point.y)}L${corner(1)}L${corner(-1)}Z`;
}
