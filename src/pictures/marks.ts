import type { Figure } from '../answers/reply.ts';
import { isShown, type TimeScale, type ValueScale } from './scales.ts';
import { type Box, element } from './svg.ts';
import type { Colors } from './theme.ts';

export type Shape =
  /** One number. */
  | 'point'
  /** Two bounds that the text gives in digits. */
  | 'range'
  /** Bounds that words like "several thousand" allow. */
  | 'vague'
  /** "At least", "more than": open above. */
  | 'from'
  /** "At most", "less than": open below. */
  | 'up-to';

export type Mark = {
  readonly figure: Figure;
  readonly shape: Shape;
  readonly x: number;
  /** Pixels of the upper and lower end; equal for one number; an open end stops where its arrow does. */
  readonly top: number;
  readonly bottom: number;
};

/** Half of what a mark takes at most. */
export const MARK_RADIUS = 9;
const BAR = 12;
const ARROW = 64;
/** Marks that would cover each other stand side by side, this far apart. */
const STEP = 24;
const MAX_STEPS = 24;

export function shapeOf({ low, high, text }: Figure): Shape {
  if (!isShown(high)) return 'from';
  if (!isShown(low)) return 'up-to';
  if (low === high) return 'point';
  return /\d/u.test(text) ? 'range' : 'vague';
}

/** Marks in the order of their figures, all within the frame. */
export function placeMarks(
  figures: readonly Figure[],
  values: ValueScale,
  time: TimeScale,
  frame: Box,
): readonly Mark[] {
  const placed: Mark[] = [];
  const gap = figures.length > 24 ? STEP / 2 : STEP;
  for (const figure of figures) {
    const [low, high] = [figure.low, figure.high].map((value) =>
      isShown(value) ? values.at(value) : null,
    );
    const shape = shapeOf(figure);
    const top = high ?? Math.max(frame.y, (low ?? 0) - ARROW);
    const bottom = low ?? Math.min(frame.y + frame.height, (high ?? 0) + ARROW);
    const middle = time.at(figure.day);
    const isTaken = (x: number) =>
      placed.some(
        (other) =>
          Math.abs(other.x - x) < gap - 1 &&
          other.top - MARK_RADIUS < bottom + MARK_RADIUS &&
          top - MARK_RADIUS < other.bottom + MARK_RADIUS,
      );
    let x = middle;
    for (let step = 1; isTaken(x) && step < MAX_STEPS; step += 1)
      x = middle + (step % 2 === 1 ? 1 : -1) * Math.ceil(step / 2) * gap;
    const [left, right] = [frame.x + MARK_RADIUS + 4, frame.x + frame.width - MARK_RADIUS - 4];
    placed.push({ figure, shape, x: Math.max(left, Math.min(right, x)), top, bottom });
  }
  return placed;
}

/** Where a label's leader points to: the bound that is known, else the middle. */
export function anchorOf({ shape, top, bottom }: Mark): number {
  if (shape === 'from') return bottom;
  return shape === 'up-to' ? top : (top + bottom) / 2;
}

export function boxOf({ x, top, bottom }: Mark): Box {
  return {
    x: x - MARK_RADIUS,
    y: top - MARK_RADIUS,
    width: 2 * MARK_RADIUS,
    height: bottom - top + 2 * MARK_RADIUS,
  };
}

export function drawMark(
  { shape, x, top, bottom }: Omit<Mark, 'figure'>,
  { mark, paper }: Colors,
): string {
  const dot = (y: number) =>
    element('circle', { cx: x, cy: y, r: 8, fill: mark, stroke: paper, 'stroke-width': 2 });
  switch (shape) {
    case 'point':
      return dot(top);
    case 'range':
    case 'vague':
      return element('rect', {
        x: x - BAR / 2,
        y: top,
        width: BAR,
        height: Math.max(4, bottom - top),
        rx: 4,
        fill: shape === 'range' ? mark : paper,
        stroke: mark,
        'stroke-width': 2.5,
        'stroke-dasharray': shape === 'range' ? null : '5 4',
      });
    case 'from':
      return openEnd(x, bottom, top, mark) + dot(bottom);
    case 'up-to':
      return openEnd(x, top, bottom, mark) + dot(top);
  }
}

/** A line that fades towards an arrow: the bound on that side is not known. */
function openEnd(x: number, from: number, to: number, color: string): string {
  const way = Math.sign(to - from) || -1;
  const pieces = [1, 0.75, 0.5].map((opacity, index) =>
    element('line', {
      x1: x,
      y1: from + ((to - from) * index) / 3,
      x2: x,
      y2: from + ((to - from) * (index + 1)) / 3,
      stroke: color,
      'stroke-width': 5,
      'stroke-opacity': opacity,
    }),
  );
  const tip = element('path', {
    d: `M${x - 8},${to - way * 9}L${x},${to}L${x + 8},${to - way * 9}`,
    fill: 'none',
    stroke: color,
    'stroke-width': 3,
    'stroke-opacity': 0.6,
  });
  return pieces.join('') + tip;
}
