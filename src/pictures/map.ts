import { type GeoProjection, geoPath } from 'd3-geo';
import { dayInWords } from '../answers/describe-picture.ts';
import type { MapReport, PictureSpec } from '../answers/reply.ts';
import { boxesAlong, drawArrow, findArrows } from './arrows.ts';
import type { Atlas } from './atlas.ts';
import { type CountryName, drawCountryName, nameCountries } from './country-names.ts';
import { measure, shorten } from './font.ts';
import { placeLabels } from './labels.ts';
import { dateOf, drawLabel, INFERRED, type Label, sizeOf } from './lines.ts';
import { discOf, nearTo } from './nearby.ts';
import { chooseProjection, thin } from './projection.ts';
import {
  drawOrigin,
  drawSpot,
  findOrigins,
  findSpots,
  readAges,
  wordOrigin,
  wordSpot,
} from './spots.ts';
import { type Box, cleanText, element, HEIGHT, picture, textAt, WIDTH } from './svg.ts';
import { ageColor, COLORS, type Colors, type Theme } from './theme.ts';

export type MapSpec = Extract<PictureSpec, { kind: 'map' }>;

/** What stands where, in pixels; for drawing, and for checking that nothing is cut or covered. */
export type MapLayout = {
  readonly labels: readonly Label[];
  /** Discs of places and rings of origins. */
  readonly marks: readonly Box[];
  readonly countries: readonly CountryName[];
  /** Places that had no room for their name. */
  readonly unlabelled: number;
  readonly markup: string;
};

const MARGIN = 28;
const HEADER = 76;
const FOOTER = 48;
const TITLE_SIZE = 32;
const NOTE_SIZE = 17;
/** The sea and land between title and legend. */
export const MAP_FRAME: Box = { x: 0, y: HEADER, width: WIDTH, height: HEIGHT - HEADER - FOOTER };
/** What is written stays this far from the frame. */
const INNER: Box = { x: 10, y: HEADER + 6, width: WIDTH - 20, height: MAP_FRAME.height - 12 };
const BORDERS_NOTE = 'borders as the UN recognises them, dashed where unsettled';

export function renderMap(spec: MapSpec, theme: Theme, atlas: Atlas): string {
  return picture(spec.title, COLORS[theme].paper, layOutMap(spec, theme, atlas).markup);
}

export function layOutMap({ title, reports }: MapSpec, theme: Theme, world: Atlas): MapLayout {
  const colors = COLORS[theme];
  const projection = chooseProjection(reports, MAP_FRAME);
  const disc = discOf(projection, MAP_FRAME);
  const atlas = disc ? nearTo(world, disc) : world;
  const ageOf = readAges(reports);
  const spots = findSpots(reports, projection, ageOf);
  const origins = findOrigins(reports, projection, spots);
  const arrows = findArrows(reports, projection, ageOf);
  const marked = [...spots, ...origins];
  const marks = marked.map(({ x, y, radius }) => ({
    x: x - radius,
    y: y - radius,
    width: 2 * radius,
    height: 2 * radius,
  }));
  const wordings = [
    ...spots.map((spot) => wordSpot(spot, colors)),
    ...origins.map((origin) => wordOrigin(origin, colors)),
  ];
  const crossable = arrows.flatMap(boxesAlong);
  const placed = placeLabels(
    marked.map(({ x, y, radius }, index) => ({
      x,
      y,
      radius,
      reach: 200,
      sizes: (wordings[index] ?? []).map(sizeOf),
    })),
    { frame: INNER, obstacles: marks, crossable, isRanked: false },
  );
  const labels = placed.flatMap((label, index): Label[] => {
    const lines = label && wordings[index]?.[label.level];
    return lines ? [{ ...label, lines }] : [];
  });
  const leaders = placed.flatMap((label) => (label?.leader ? [label.leader] : []));
  const taken = [...marks, ...crossable, ...labels.map(({ box }) => box)];
  const countries = nameCountries(atlas, projection, INNER, taken, leaders);
  const unlabelled = marked.length - labels.length;
  const inside = [
    drawGround(atlas, projection, colors),
    ...countries.map((name) => drawCountryName(name, colors)),
    ...arrows.map((arrow) => drawArrow(arrow, colors)),
    ...leaders.map(([[x1, y1], [x2, y2]]) =>
      element('line', { x1, y1, x2, y2, stroke: colors.soft, 'stroke-width': 1.2 }),
    ),
    ...origins.map((origin) => drawOrigin(origin, colors)),
    // The newest on top.
    ...[...spots].reverse().map((spot) => drawSpot(spot, colors)),
    ...labels.map((label) => drawLabel(label, colors.land)),
  ];
  const markup = [
    element('clipPath', { id: 'frame' }, element('rect', MAP_FRAME)),
    element('g', { 'clip-path': 'url(#frame)' }, inside.join('')),
    textAt(MARGIN, 49, shorten(cleanText(title), TITLE_SIZE, WIDTH - 2 * MARGIN, 'bold'), {
      size: TITLE_SIZE,
      color: colors.ink,
      weight: 'bold',
    }),
    drawLegend(reports, unlabelled, colors),
  ].join('');
  return { labels, marks, countries, unlabelled, markup };
}

function drawGround(atlas: Atlas, projection: GeoProjection, colors: Colors): string {
  const path = geoPath(thin(projection)).digits(1);
  const border = { fill: 'none', stroke: colors.border, 'stroke-width': 1.4 };
  return [
    element('rect', { ...MAP_FRAME, fill: colors.sea }),
    element('path', {
      d: path(atlas.land) ?? '',
      fill: colors.land,
      stroke: colors.coast,
      'stroke-width': 1,
    }),
    element('path', { d: path(atlas.settled) ?? '', ...border, 'stroke-linejoin': 'round' }),
    element('path', { d: path(atlas.unsettled) ?? '', ...border, 'stroke-dasharray': '5 5' }),
  ].join('');
}

/** What the colours mean, then the notes. */
function drawLegend(reports: readonly MapReport[], unlabelled: number, colors: Colors): string {
  const y = HEIGHT - 18;
  const style = { size: NOTE_SIZE, color: colors.soft };
  const parts: string[] = [];
  let x = MARGIN;
  const write = (text: string) => {
    parts.push(textAt(x, y, text, style));
    x += measure(text, NOTE_SIZE) + 16;
  };
  const dot = (fill: string, stroke: string | null) => {
    parts.push(element('circle', { cx: x + 7, cy: y - 6, r: 7, fill, stroke, 'stroke-width': 2 }));
    x += 22;
  };
  const days = reports.flatMap(({ day }) => day ?? []).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first && last && first !== last) {
    write(dayInWords(first));
    x -= 8;
    for (const age of [0, 1 / 3, 2 / 3, 1]) dot(ageColor(colors, age), null);
    write(dayInWords(last));
  }
  if (reports.some(({ day }) => day === null)) {
    dot('none', colors.soft);
    write('undated');
  }
  const notes = [
    unlabelled > 0 ? `${unlabelled} unnamed` : '',
    reports.some((report) => dateOf(report).endsWith(INFERRED)) ? `${INFERRED} date inferred` : '',
    BORDERS_NOTE,
  ];
  const words = shorten(notes.filter(Boolean).join(' · '), NOTE_SIZE, WIDTH - MARGIN - x);
  parts.push(textAt(WIDTH - MARGIN, y, words, { ...style, anchor: 'end' }));
  return parts.join('');
}
