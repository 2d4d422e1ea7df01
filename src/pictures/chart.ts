import { type ScaleContinuousNumeric, scaleLinear, scaleLog, scaleUtc } from 'd3-scale';
import { dayInWords } from '../answers/describe-picture.ts';
import type { Figure, PictureSpec } from '../answers/reply.ts';
import { measure, shorten } from './font.ts';
import { placeLabels } from './labels.ts';
import { type Box, cleanText, element, HEIGHT, picture, textAt, WIDTH } from './svg.ts';
import { COLORS, type Colors, type Theme } from './theme.ts';

type ChartSpec = Extract<PictureSpec, { kind: 'figures' }>;

/** Where everything stands, in pixels; for drawing, and for checking that nothing is cut or covered. */
export type ChartLayout = {
  readonly texts: readonly { readonly box: Box; readonly lines: readonly string[] }[];
  readonly markup: string;
  /** Figures drawn without words of their own. */
  readonly unlabelled: number;
};

const MARGIN = 28;
const HEADER = 76;
const FOOTER = 52;
const AXIS = 40;
const LEFT = 132;
const RIGHT = WIDTH - MARGIN;
const PANEL_GAP = 14;
const UNIT_SIZE = 19;
const TICK_SIZE = 17;
const VALUE_SIZE = 20;
const SOURCE_SIZE = 17;
const LABEL_WIDTH = 300;
/** More panels than this leave none of them room for labels. */
const MAX_PANELS = 3;
/** From this ratio of the largest to the smallest value on, the scale is logarithmic. */
const LOG_RATIO = 25;
/** Figures of one day stand beside each other, this far apart at most. */
const STEP = 24;

export function renderChart(spec: ChartSpec, theme: Theme): string {
  return picture(spec.title, COLORS[theme].paper, layOutChart(spec, theme).markup);
}

type Mark = {
  readonly figure: Figure;
  readonly x: number;
  /** Pixel of the upper and lower end; equal for a single number. */
  readonly top: number;
  readonly bottom: number;
  readonly shape: 'point' | 'range' | 'vague' | 'from' | 'up-to';
};

type Panel = { readonly unit: string; readonly figures: readonly Figure[] };
type Time = { readonly at: (day: string | null) => number; readonly ticks: readonly Tick[] };
type Tick = { readonly x: number; readonly text: string };

export function layOutChart(spec: ChartSpec, theme: Theme): ChartLayout {
  const colors = COLORS[theme];
  const drawable = spec.figures.filter(({ low, high }) => isShown(low) || isShown(high));
  const units = panelsOf(drawable);
  const panels = units.slice(0, MAX_PANELS);
  const time = timeAxis(panels.flatMap(({ figures }) => figures));
  const bottom = HEIGHT - FOOTER - AXIS;
  const heights = shareHeight(panels, bottom - HEADER);
  let y = HEADER;
  const drawn = panels.map((panel, index) => {
    const frame = { x: LEFT, y, width: RIGHT - LEFT, height: heights[index] ?? 0 };
    y += frame.height + PANEL_GAP;
    return drawPanel(panel, frame, time, colors);
  });
  const left = drawable.length - panels.reduce((sum, { figures }) => sum + figures.length, 0);
  const unlabelled = drawn.reduce((sum, panel) => sum + panel.unlabelled, 0);
  const notes = [
    unlabelled > 0 ? `${unlabelled} of ${drawable.length} without a label` : '',
    left > 0 ? `${left} in ${units.length - MAX_PANELS} further units not drawn` : '',
  ].filter(Boolean);
  const markup = [
    textAt(MARGIN, 49, shorten(cleanText(spec.title), 32, WIDTH - 2 * MARGIN, 'bold'), {
      size: 32,
      color: colors.ink,
      weight: 'bold',
    }),
    ...drawn.map((panel) => panel.markup),
    ...time.ticks.map(({ x, text }) =>
      textAt(x, bottom + 26, text, { size: TICK_SIZE, color: colors.soft, anchor: 'middle' }),
    ),
    drawable.length === 0
      ? textAt(WIDTH / 2, HEIGHT / 2, 'No figure that can be drawn', {
          size: VALUE_SIZE,
          color: colors.soft,
          anchor: 'middle',
        })
      : '',
    drawKey(
      drawn.flatMap(({ marks }) => marks),
      notes,
      colors,
    ),
  ].join('');
  return { texts: drawn.flatMap(({ texts }) => texts), markup, unlabelled };
}

function isShown(value: number | null): value is number {
  return value !== null && Number.isFinite(value) && value >= 0;
}

/** One for each unit, that with the most figures first. */
function panelsOf(figures: readonly Figure[]): readonly Panel[] {
  const units = new Map<string, Figure[]>();
  for (const figure of figures) units.set(figure.unit, [...(units.get(figure.unit) ?? []), figure]);
  return [...units]
    .map(([unit, of]) => ({ unit, figures: of }))
    .sort((a, b) => b.figures.length - a.figures.length);
}

/** By their figures, so that none is too low for two labels. */
function shareHeight(panels: readonly Panel[], height: number): readonly number[] {
  const room = height - PANEL_GAP * (panels.length - 1);
  const weights = panels.map(({ figures }) => 3 + Math.min(8, figures.length));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (room * weight) / total);
}

const UNDATED_WIDTH = 120;

/** One for all panels. Figures without a day stand in a column of their own, behind the last. */
function timeAxis(figures: readonly Figure[]): Time {
  const days = figures
    .flatMap(({ day }) => (day === null ? [] : [Date.parse(`${day}T00:00:00Z`)]))
    .filter((at) => !Number.isNaN(at));
  const hasUndated = days.length < figures.length;
  // Labels stand mostly to the right of their marks: the last day leaves them room.
  const [left, right] = [LEFT + 60, RIGHT - 300 - (hasUndated ? UNDATED_WIDTH : 0)];
  const undated = RIGHT - UNDATED_WIDTH / 2;
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const scale = scaleUtc().domain([first, last]).range([left, right]);
  const at = (day: string | null) => {
    const value = day === null ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
    if (Number.isNaN(value)) return undated;
    return first === last ? left + 120 : scale(value);
  };
  const ticks: Tick[] = [];
  const widest = measure('00 Mmm 0000', TICK_SIZE) + 24;
  const add = (x: number, text: string) => {
    if (x - widest / 2 > LEFT - 60 && ticks.every((tick) => Math.abs(tick.x - x) >= widest))
      ticks.push({ x, text });
  };
  const write = (value: number) => dayInWords(new Date(value).toISOString().slice(0, 10));
  for (const value of [...new Set(days)].sort((a, b) => b - a))
    if (days.length > 0 && new Set(days).size <= 6)
      add(at(new Date(value).toISOString().slice(0, 10)), write(value));
  if (days.length > 0 && first !== last && new Set(days).size > 6)
    for (const date of scale.ticks(7)) add(scale(date), write(date.getTime()));
  if (hasUndated) ticks.push({ x: undated, text: 'undated' });
  return { at, ticks };
}

function drawPanel({ unit, figures }: Panel, frame: Box, time: Time, colors: Colors) {
  const inner = { top: frame.y + 34, bottom: frame.y + frame.height - 10 };
  const scale = valueScale(figures, inner);
  const marks = placeMarks(figures, scale, time, inner);
  const ticks = valueTicks(scale, inner);
  const order = labelOrder(marks);
  const wordings = order.map(({ figure }) => wordFigure(figure));
  const placed = placeLabels(
    order.map((mark, index) => ({
      x: mark.x,
      y:
        mark.shape === 'from'
          ? mark.bottom
          : mark.shape === 'up-to'
            ? mark.top
            : (mark.top + mark.bottom) / 2,
      radius: 9,
      sizes: (wordings[index] ?? []).map(sizeOf),
    })),
    {
      frame: { x: LEFT + 6, y: frame.y + 28, width: RIGHT - LEFT - 6, height: frame.height - 30 },
      obstacles: marks.map(({ x, top, bottom }) => ({
        x: x - 10,
        y: top - 10,
        width: 20,
        height: bottom - top + 20,
      })),
    },
  );
  const texts = placed.flatMap((label, index) => {
    const lines = label && wordings[index]?.[label.level];
    return lines ? [{ box: label.box, lines }] : [];
  });
  const markup = [
    textAt(
      MARGIN,
      frame.y + 18,
      shorten(cleanText(capitalise(unit)), UNIT_SIZE, RIGHT - MARGIN, 'bold'),
      {
        size: UNIT_SIZE,
        color: colors.ink,
        weight: 'bold',
      },
    ),
    ...ticks.map(({ value, y }) =>
      [
        element('line', {
          x1: LEFT,
          y1: y,
          x2: RIGHT,
          y2: y,
          stroke: colors.rule,
          'stroke-width': 1.5,
        }),
        textAt(LEFT - 12, y + 6, value.toLocaleString('en-US'), {
          size: TICK_SIZE,
          color: colors.soft,
          anchor: 'end',
        }),
      ].join(''),
    ),
    ...placed.flatMap((label) => {
      if (!label?.leader) return [];
      const [from, to] = label.leader;
      return [
        element('line', {
          x1: from[0],
          y1: from[1],
          x2: to[0],
          y2: to[1],
          stroke: colors.soft,
          'stroke-width': 1.2,
        }),
      ];
    }),
    ...marks.map((mark) => drawMark(mark, colors)),
    ...texts.map(({ box, lines }) => drawLabel(box, lines, colors)),
  ].join('');
  return {
    markup,
    marks,
    texts: texts.map(({ box, lines }) => ({ box, lines: lines.map(({ text }) => text) })),
    unlabelled: placed.filter((label) => label === null).length,
  };
}

type Ends = { readonly top: number; readonly bottom: number };

function valueScale(
  figures: readonly Figure[],
  { top, bottom }: Ends,
): ScaleContinuousNumeric<number, number> {
  const values = figures.flatMap(({ low, high }) => [low, high].filter(isShown));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const isLog = least > 0 && most / least >= LOG_RATIO;
  if (isLog)
    return scaleLog()
      .domain([least / 1.5, most * 1.5])
      .range([bottom, top]);
  return scaleLinear()
    .domain([0, most > 0 ? most * 1.12 : 1])
    .range([bottom, top]);
}

function valueTicks(scale: ScaleContinuousNumeric<number, number>, { top, bottom }: Ends) {
  const room = Math.max(2, Math.floor((bottom - top) / 46));
  const all = scale.ticks(room);
  const isLog = scale.domain()[0] !== 0;
  const round = isLog ? all.filter((value) => Math.abs(Math.log10(value) % 1) < 1e-9) : all;
  const chosen = round.length >= 2 ? round : all;
  const kept: { value: number; y: number }[] = [];
  for (const value of chosen) {
    const y = scale(value);
    if (kept.every((other) => Math.abs(other.y - y) >= 26)) kept.push({ value, y });
  }
  return kept;
}

/** Figures that would cover each other stand side by side, in the order given. */
function placeMarks(
  figures: readonly Figure[],
  scale: ScaleContinuousNumeric<number, number>,
  time: Time,
  { top, bottom }: Ends,
): readonly Mark[] {
  const placed: Mark[] = [];
  const gap = figures.length > 24 ? STEP / 2 : STEP;
  for (const figure of figures) {
    const [low, high] = [figure.low, figure.high].map((value) =>
      isShown(value) ? scale(value) : null,
    );
    const ends = { top: high ?? top, bottom: low ?? bottom };
    const shape =
      high === null || high === undefined
        ? 'from'
        : low === null || low === undefined
          ? 'up-to'
          : low === high
            ? 'point'
            : /\d/u.test(figure.text)
              ? 'range'
              : 'vague';
    const middle = time.at(figure.day);
    const isTaken = (x: number) =>
      placed.some(
        (other) =>
          Math.abs(other.x - x) < gap - 1 &&
          other.top - 12 < ends.bottom + 8 &&
          ends.top - 12 < other.bottom + 8,
      );
    let x = middle;
    for (let step = 1; isTaken(x) && step < 24; step += 1)
      x = middle + (step % 2 === 1 ? 1 : -1) * Math.ceil(step / 2) * gap;
    placed.push({ figure, x: Math.max(LEFT + 14, Math.min(RIGHT - 14, x)), ...ends, shape });
  }
  return placed;
}

/** A crowd is told by its newest, largest and smallest; the others follow from the newest on while there is room. */
function labelOrder(marks: readonly Mark[]): readonly Mark[] {
  const value = ({ figure }: Mark) => figure.high ?? figure.low ?? 0;
  const newest = [...marks].sort((a, b) => (b.figure.day ?? '').localeCompare(a.figure.day ?? ''));
  const bySize = [...marks].sort((a, b) => value(b) - value(a));
  return [...new Set([newest[0], bySize[0], bySize.at(-1), ...newest])].flatMap(
    (mark) => mark ?? [],
  );
}

type Line = { readonly text: string; readonly size: number; readonly weight: 'regular' | 'bold' };

function wordFigure({ text, source }: Figure): readonly (readonly Line[])[] {
  const value = (width: number): Line => ({
    text: shorten(cleanText(text), VALUE_SIZE, width, 'bold'),
    size: VALUE_SIZE,
    weight: 'bold',
  });
  const by = (width: number): Line => ({
    text: shorten(cleanText(source), SOURCE_SIZE, width),
    size: SOURCE_SIZE,
    weight: 'regular',
  });
  return [[value(LABEL_WIDTH), by(LABEL_WIDTH)], [value(180), by(180)], [by(150)]];
}

const LINE_HEIGHT = 1.2;

function sizeOf(lines: readonly Line[]): { width: number; height: number } {
  return {
    width: Math.max(...lines.map(({ text, size, weight }) => measure(text, size, weight))),
    height: lines.reduce((sum, { size }) => sum + size * LINE_HEIGHT, 0),
  };
}

function drawLabel(box: Box, lines: readonly Line[], colors: Colors): string {
  let y = box.y;
  return lines
    .map(({ text, size, weight }) => {
      y += size * LINE_HEIGHT;
      const color = weight === 'bold' ? colors.ink : colors.soft;
      return textAt(box.x, y - size * 0.27, text, { size, weight, color, halo: colors.paper });
    })
    .join('');
}

const BAR = 12;

/** A point for a number, a full bar for a range, an empty one for vague words, one that fades where a bound is open. */
function drawMark({ x, top, bottom, shape }: Mark, { mark, paper }: Colors): string {
  const bar = (fill: string, dash: string | null) =>
    element('rect', {
      x: x - BAR / 2,
      y: top,
      width: BAR,
      height: Math.max(4, bottom - top),
      rx: 4,
      fill,
      stroke: mark,
      'stroke-width': 2.5,
      'stroke-dasharray': dash,
    });
  const dot = (y: number) =>
    element('circle', { cx: x, cy: y, r: 8, fill: mark, stroke: paper, 'stroke-width': 2 });
  switch (shape) {
    case 'point':
      return dot(top);
    case 'range':
      return bar(mark, null);
    case 'vague':
      return bar(paper, '5 4');
    case 'from':
      return openEnd(x, bottom, Math.max(top, bottom - 70), mark) + dot(bottom);
    case 'up-to':
      return openEnd(x, top, Math.min(bottom, top + 70), mark) + dot(top);
  }
}

/** A line that thins out towards an arrow: the bound on that side is not known. */
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

const KEY: readonly (readonly [shape: Mark['shape'], text: string])[] = [
  ['point', 'one number'],
  ['range', 'range'],
  ['vague', 'vague words'],
  ['from', 'open bound'],
];

/** What the shapes mean, of those that are drawn; then what is left out. */
function drawKey(marks: readonly Mark[], notes: readonly string[], colors: Colors): string {
  const y = HEIGHT - 20;
  const style = { size: TICK_SIZE, color: colors.soft };
  let x = MARGIN;
  const shapes = new Set<Mark['shape']>(
    marks.map(({ shape }) => (shape === 'up-to' ? 'from' : shape)),
  );
  const keys = KEY.filter(([shape]) => shapes.has(shape)).map(([shape, text]) => {
    const figure = { shape, x: x + 8, top: shape === 'point' ? y - 6 : y - 16, bottom: y + 3 };
    const drawn = drawMark(
      { ...figure, figure: marks[0]?.figure as Figure } satisfies Mark,
      colors,
    );
    const word = textAt(x + 24, y, text, style);
    x += measure(text, TICK_SIZE) + 52;
    return drawn + word;
  });
  const note = ['Claims as reported, none verified', ...notes].join(' · ');
  return [
    ...keys,
    textAt(RIGHT, y, shorten(note, TICK_SIZE, RIGHT - x), { ...style, anchor: 'end' }),
  ].join('');
}

function capitalise(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
