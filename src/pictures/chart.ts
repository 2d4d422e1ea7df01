import type { Figure, PictureSpec } from '../answers/reply.ts';
import { measure, shorten } from './font.ts';
import { placeLabels } from './labels.ts';
import { dateOf, drawLabel, INFERRED, type Label, type Line, line, sizeOf } from './lines.ts';
import {
  anchorOf,
  boxOf,
  drawMark,
  MARK_RADIUS,
  type Mark,
  placeMarks,
  type Shape,
} from './marks.ts';
import { isShown, type TimeScale, timeScale, type ValueScale, valueScale } from './scales.ts';
import { type Box, cleanText, element, HEIGHT, picture, textAt, WIDTH } from './svg.ts';
import { COLORS, type Colors, type Theme } from './theme.ts';

export type ChartSpec = Extract<PictureSpec, { kind: 'figures' }>;

/** What stands where, in pixels; for drawing, and for checking that nothing is cut or covered. */
export type ChartLayout = {
  readonly labels: readonly Label[];
  readonly marks: readonly Mark[];
  /** Figures drawn without words of their own. */
  readonly unlabelled: number;
  readonly markup: string;
};

const MARGIN = 28;
const HEADER = 76;
const FOOTER = 48;
const AXIS = 54;
const LEFT = 132;
const RIGHT = WIDTH - MARGIN;
const PANEL_GAP = 12;
const TITLE_SIZE = 32;
const UNIT_SIZE = 19;
const NOTE_SIZE = 17;
const VALUE_SIZE = 20;
const SOURCE_SIZE = 17;
/** More panels than this leave none of them room for labels. */
const MAX_PANELS = 3;
/** From so many figures on, labels stand only where they need no more than a short leader. */
const CROWD = 16;
const SHORT_REACH = 40;
const LONG_REACH = 200;
/** The newest, the largest and the smallest figure. */
const LEADING = 3;

export function renderChart(spec: ChartSpec, theme: Theme): string {
  return picture(spec.title, COLORS[theme].paper, layOutChart(spec, theme).markup);
}

/** Small multiples by unit over one time axis, the unit with the most figures first. */
export function layOutChart(spec: ChartSpec, theme: Theme): ChartLayout {
  const colors = COLORS[theme];
  const drawable = spec.figures.filter(({ low, high }) => isShown(low) || isShown(high));
  const units = groupByUnit(drawable);
  const groups = units.slice(0, MAX_PANELS);
  const shown = groups.flat();
  const time = timeScale(shown, LEFT, RIGHT, { beyond: labelRoom(shown), size: NOTE_SIZE });
  const bottom = HEIGHT - FOOTER - AXIS;
  const heights = shareHeight(groups, bottom - HEADER);
  let y = HEADER;
  const panels = groups.map((figures, index) => {
    const frame = { x: LEFT, y, width: RIGHT - LEFT, height: heights[index] ?? 0 };
    y += frame.height + PANEL_GAP;
    return layOutPanel(figures, frame, time, colors);
  });
  const labels = panels.flatMap((panel) => panel.labels);
  const unlabelled = shown.length - labels.length;
  const left = drawable.length - shown.length;
  const notes = [
    unlabelled > 0 ? `${labels.length} of ${shown.length} labelled` : '',
    left > 0 ? `${left} in other units not drawn` : '',
    shown.some((figure) => dateOf(figure).endsWith(INFERRED)) ? `${INFERRED} date inferred` : '',
    'claims as reported, none verified',
  ];
  const markup = [
    textAt(MARGIN, 49, shorten(cleanText(spec.title), TITLE_SIZE, WIDTH - 2 * MARGIN, 'bold'), {
      size: TITLE_SIZE,
      color: colors.ink,
      weight: 'bold',
    }),
    ...panels.map((panel) => panel.markup),
    drawTimeAxis(time, bottom, colors),
    shown.length === 0 ? drawNothing(colors) : '',
    drawKey(
      panels.flatMap(({ marks }) => marks),
      capitalise(notes.filter(Boolean).join(' · ')),
      colors,
    ),
  ].join('');
  return { labels, marks: panels.flatMap(({ marks }) => marks), unlabelled, markup };
}

/** What the widest label of the newest figures takes beside its mark: between a quarter and half of the chart. */
function labelRoom(figures: readonly Figure[]): number {
  const newest = figures.reduce(
    (latest, { day }) => ((day ?? '') > latest ? (day ?? '') : latest),
    '',
  );
  const widths = figures
    .filter(({ day }) => (day ?? '') === newest)
    .map(({ text }) => measure(cleanText(text), VALUE_SIZE, 'bold') + 4 * MARK_RADIUS);
  return Math.min(Math.max((RIGHT - LEFT) / 4, ...widths), (RIGHT - LEFT) / 2);
}

function groupByUnit(figures: readonly Figure[]): readonly (readonly Figure[])[] {
  const units = new Map<string, Figure[]>();
  for (const figure of figures) units.set(figure.unit, [...(units.get(figure.unit) ?? []), figure]);
  return [...units.values()].sort((a, b) => b.length - a.length);
}

/** By their figures, so that none is too low for two labels. */
function shareHeight(groups: readonly (readonly Figure[])[], height: number): readonly number[] {
  const room = height - PANEL_GAP * (groups.length - 1);
  const weights = groups.map(({ length }) => 3 + Math.min(8, length));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (room * weight) / total);
}

function layOutPanel(figures: readonly Figure[], frame: Box, time: TimeScale, colors: Colors) {
  const inner = { ...frame, y: frame.y + 36, height: frame.height - 46 };
  const values = valueScale(figures, inner.y, inner.y + inner.height);
  const marks = placeMarks(figures, values, time, inner);
  const order = labelOrder(marks);
  const wordings = order.map(({ figure }) => wordFigure(figure, colors));
  const placed = placeLabels(
    order.map((mark, index) => ({
      x: mark.x,
      y: anchorOf(mark),
      radius: MARK_RADIUS,
      reach: marks.length < CROWD || index < LEADING ? LONG_REACH : SHORT_REACH,
      sizes: (wordings[index] ?? []).map(sizeOf),
    })),
    {
      frame: { ...frame, x: LEFT + 4, y: frame.y + 26, height: frame.height - 26 },
      obstacles: marks.map(boxOf),
      crossable: [],
      isRanked: true,
    },
  );
  const labels = placed.flatMap((label, index): Label[] => {
    const lines = label && wordings[index]?.[label.level];
    return lines ? [{ ...label, lines }] : [];
  });
  const leaders = placed.flatMap((label) => (label?.leader ? [label.leader] : []));
  const markup = [
    drawValueAxis(figures[0]?.unit ?? '', values, frame, colors),
    ...leaders.map(([[x1, y1], [x2, y2]]) =>
      element('line', { x1, y1, x2, y2, stroke: colors.soft, 'stroke-width': 1.2 }),
    ),
    ...marks.map((mark) => drawMark(mark, colors)),
    ...labels.map((label) => drawLabel(label, colors.paper)),
  ].join('');
  return { marks, labels, markup };
}

/** A crowd is told by its newest, largest and smallest; the others follow from the newest on while there is room. */
function labelOrder(marks: readonly Mark[]): readonly Mark[] {
  const value = ({ figure }: Mark) => figure.high ?? figure.low ?? 0;
  const newest = [...marks].sort((a, b) => (b.figure.day ?? '').localeCompare(a.figure.day ?? ''));
  const largest = [...marks].sort((a, b) => value(b) - value(a));
  const order = [newest[0], largest[0], largest.at(-1), ...newest];
  return [...new Set(order.flatMap((mark) => mark ?? []))];
}

/** From the fullest wording to the shortest. */
function wordFigure(
  { text, unit, source }: Figure,
  { ink, soft }: Colors,
): readonly (readonly Line[])[] {
  // The panel names the unit, so that a short wording need not.
  const bare = text.toLowerCase().endsWith(` ${unit.toLowerCase()}`)
    ? text.slice(0, -unit.length - 1)
    : text;
  const value = (width: number) =>
    line(width < 300 ? bare : text, width, { size: VALUE_SIZE, color: ink, weight: 'bold' });
  const told = (width: number) => [
    value(width),
    line(source, width, { size: SOURCE_SIZE, color: soft }),
  ];
  return [told(480), told(300), told(190), [value(190)]];
}

function drawValueAxis(
  unit: string,
  { ticks, isLog }: ValueScale,
  frame: Box,
  colors: Colors,
): string {
  const name = shorten(cleanText(capitalise(unit)), UNIT_SIZE, frame.width / 2, 'bold');
  const y = frame.y + 18;
  return [
    textAt(MARGIN, y, name, { size: UNIT_SIZE, color: colors.ink, weight: 'bold' }),
    isLog
      ? textAt(MARGIN + measure(name, UNIT_SIZE, 'bold') + 10, y, 'logarithmic scale', {
          size: NOTE_SIZE,
          color: colors.soft,
        })
      : '',
    ...ticks.map((tick) =>
      element('line', {
        x1: LEFT,
        y1: tick.y,
        x2: RIGHT,
        y2: tick.y,
        stroke: colors.rule,
        'stroke-width': 1.5,
      }),
    ),
    ...ticks.map((tick) =>
      textAt(LEFT - 12, tick.y + 6, writeValue(tick.value), {
        size: NOTE_SIZE,
        color: colors.soft,
        anchor: 'end',
      }),
    ),
  ].join('');
}

const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** In full up to what the margin holds. */
function writeValue(value: number): string {
  return value < 10_000_000 ? value.toLocaleString('en-US') : COMPACT.format(value);
}

function drawTimeAxis({ ticks }: TimeScale, bottom: number, colors: Colors): string {
  return ticks
    .map(({ x, row, text }) => {
      const y = bottom + 24 + row * 22;
      return (
        element('line', {
          x1: x,
          y1: bottom - 4,
          x2: x,
          y2: bottom + 6,
          stroke: colors.rule,
          'stroke-width': 1.5,
        }) +
        textAt(x, y, text, {
          size: NOTE_SIZE,
          color: colors.soft,
          anchor: 'middle',
          halo: colors.paper,
        })
      );
    })
    .join('');
}

function drawNothing(colors: Colors): string {
  return textAt(WIDTH / 2, HEIGHT / 2, 'No figure that can be drawn', {
    size: VALUE_SIZE,
    color: colors.soft,
    anchor: 'middle',
  });
}

const KEY: readonly (readonly [shape: Shape, text: string])[] = [
  ['point', 'one number'],
  ['range', 'range'],
  ['vague', 'vague words'],
  ['from', 'at least'],
  ['up-to', 'at most'],
];

/** What the shapes mean, of those that are drawn; then the note. */
function drawKey(marks: readonly Mark[], note: string, colors: Colors): string {
  const y = HEIGHT - 18;
  const style = { size: NOTE_SIZE, color: colors.soft };
  const shapes = new Set(marks.map(({ shape }) => shape));
  let x = MARGIN;
  const keys = KEY.filter(([shape]) => shapes.has(shape)).map(([shape, text]) => {
    const [top, bottom] = shape === 'point' ? [y - 6, y - 6] : [y - 17, y + 3];
    const key = drawMark({ shape, x: x + 8, top, bottom }, colors) + textAt(x + 24, y, text, style);
    x += measure(text, NOTE_SIZE) + 48;
    return key;
  });
  const words = shorten(note, NOTE_SIZE, RIGHT - x);
  return [...keys, textAt(RIGHT, y, words, { ...style, anchor: 'end' })].join('');
}

/** "troops" becomes "Troops"; "km²" stays. */
function capitalise(text: string): string {
  return text.length > 3 ? text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()) : text;
}
