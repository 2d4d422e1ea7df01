import {
  type GeoProjection,
  geoAzimuthalEqualArea,
  geoCentroid,
  geoNaturalEarth1,
  geoPath,
} from 'd3-geo';
import { dayInWords } from '../answers/describe-picture.ts';
import type { MapReport, PictureSpec } from '../answers/reply.ts';
import type { Atlas } from './atlas.ts';
import { measure, shorten } from './font.ts';
import { crosses, overlaps, placeLabels, type Segment } from './labels.ts';
import { type Box, cleanText, element, HEIGHT, picture, round, textAt, WIDTH } from './svg.ts';
import { ageColor, COLORS, type Colors, type Theme } from './theme.ts';

type MapSpec = Extract<PictureSpec, { kind: 'map' }>;
/** All reports on one spot, newest first. */
type Spot = {
  readonly place: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly reports: readonly MapReport[];
  /** 0 the oldest, 1 the newest; null when no report is dated. */
  readonly age: number | null;
};
type Line = { readonly text: string; readonly size: number; readonly weight: 'regular' | 'bold' };

/** Where everything stands, in pixels; for drawing, and for checking that nothing is cut or covered. */
export type MapLayout = {
  readonly texts: readonly { readonly box: Box; readonly lines: readonly Line[] }[];
  readonly markup: string;
  /** Places that had no room for their name. */
  readonly unlabelled: number;
};

const HEADER = 76;
const FOOTER = 52;
const FRAME: Box = { x: 0, y: HEADER, width: WIDTH, height: HEIGHT - HEADER - FOOTER };
const MARGIN = 28;
const PLACE_SIZE = 21;
const DETAIL_SIZE = 18;
const DETAIL_WIDTH = 290;
const LINE_HEIGHT = 1.22;
/** Pixels per radian: no closer than about 1,000 km from side to side, where the coast would turn to corners. */
const MAX_SCALE = 6_500;
/** From here on the whole globe is drawn, since a part of it would be bent too far. */
const WORLD_DEGREES = 110;

export function renderMap(spec: MapSpec, theme: Theme, atlas: Atlas): string {
  return picture(spec.title, COLORS[theme].paper, layOutMap(spec, theme, atlas).markup);
}

export function layOutMap(spec: MapSpec, theme: Theme, atlas: Atlas): MapLayout {
  const colors = COLORS[theme];
  const projection = chooseProjection(spec.reports);
  const path = geoPath(projection).digits(1);
  const days = spec.reports.flatMap(({ day }) => day ?? []).sort();
  const ageOf = readAges(days);
  const spots = findSpots(spec.reports, projection, ageOf);
  const origins = findOrigins(spec.reports, projection, spots);
  const arrows = findArrows(spec.reports, projection, ageOf);
  const wordings = [
    ...spots.map((spot) => wordSpot(spot)),
    ...origins.map(
      ({ place }) =>
        [
          [
            {
              text: shorten(cleanText(place), DETAIL_SIZE, DETAIL_WIDTH),
              size: DETAIL_SIZE,
              weight: 'regular',
            },
          ],
        ] satisfies Line[][],
    ),
  ];
  const marks = [...spots, ...origins];
  const placed = placeLabels(
    marks.map(({ x, y, radius }, index) => ({
      x,
      y,
      radius,
      sizes: (wordings[index] ?? []).map(sizeOf),
    })),
    {
      frame: {
        x: FRAME.x + 12,
        y: FRAME.y + 8,
        width: FRAME.width - 24,
        height: FRAME.height - 16,
      },
      obstacles: [
        ...marks.map(({ x, y, radius }) => ({
          x: x - radius,
          y: y - radius,
          width: 2 * radius,
          height: 2 * radius,
        })),
        ...arrows.flatMap(({ steps }) => boxesAlong(steps)),
      ],
    },
  );
  const texts = placed.flatMap((label, index) => {
    const lines = label && wordings[index]?.[label.level];
    return lines ? [{ box: label.box, lines }] : [];
  });
  const leaders = placed.flatMap((label) => (label?.leader ? [label.leader] : []));
  const taken = [
    ...texts.map(({ box }) => box),
    ...marks.map(({ x, y, radius }) => ({
      x: x - radius,
      y: y - radius,
      width: 2 * radius,
      height: 2 * radius,
    })),
  ];
  const names = nameCountries(atlas, projection, taken, arrows, leaders);
  const unlabelled = placed.filter((label) => label === null).length;
  const markup = [
    element('clipPath', { id: 'frame' }, element('rect', { ...FRAME })),
    element(
      'g',
      { 'clip-path': 'url(#frame)' },
      [
        element('rect', { ...FRAME, fill: colors.sea }),
        element('path', {
          d: path(atlas.land) ?? '',
          fill: colors.land,
          stroke: colors.coast,
          'stroke-width': 1,
        }),
        element('path', {
          d: path(atlas.settled) ?? '',
          fill: 'none',
          stroke: colors.border,
          'stroke-width': 1.4,
          'stroke-linejoin': 'round',
        }),
        element('path', {
          d: path(atlas.unsettled) ?? '',
          fill: 'none',
          stroke: colors.border,
          'stroke-width': 1.4,
          'stroke-dasharray': '5 5',
        }),
        ...names.map(({ x, y, text }) =>
          textAt(x, y, text, { size: COUNTRY_SIZE, color: colors.country, anchor: 'middle' }),
        ),
        ...arrows.map(({ age, d, head }) => drawArrow(d, head, age, colors)),
        ...leaders.map(([from, to]) =>
          element('line', {
            x1: from[0],
            y1: from[1],
            x2: to[0],
            y2: to[1],
            stroke: colors.soft,
            'stroke-width': 1.2,
          }),
        ),
        ...origins.map(({ x, y, radius }) =>
          element('circle', {
            cx: x,
            cy: y,
            r: radius,
            fill: colors.land,
            stroke: colors.soft,
            'stroke-width': 2,
          }),
        ),
        ...[...spots].reverse().map((spot) => drawSpot(spot, colors)),
        ...texts.map(({ box, lines }) => drawLines(box, lines, colors)),
      ].join(''),
    ),
    textAt(MARGIN, 49, shorten(cleanText(spec.title), 32, WIDTH - 2 * MARGIN, 'bold'), {
      size: 32,
      color: colors.ink,
      weight: 'bold',
    }),
    drawLegend(days, spec.reports, unlabelled, colors),
  ].join('');
  return { texts, markup, unlabelled };
}

type Age = (day: string | null) => number | null;

/** 0 for the oldest day drawn, 1 for the newest; null for none. */
function readAges(days: readonly string[]): Age {
  const [first, last] = [days[0], days.at(-1)].map((day) => Date.parse(day ?? ''));
  return (day) => {
    const at = day === null ? Number.NaN : Date.parse(day);
    if (Number.isNaN(at) || first === undefined || last === undefined) return null;
    return last > first ? (at - first) / (last - first) : 1;
  };
}

function chooseProjection(reports: readonly MapReport[]): GeoProjection {
  const points = reports.flatMap(({ longitude, latitude, from }) => [
    [longitude, latitude] as [number, number],
    ...(from ? [[from.longitude, from.latitude] as [number, number]] : []),
  ]);
  const all = { type: 'MultiPoint' as const, coordinates: points };
  const [longitude, latitude] = geoCentroid(all).map((value) => value || 0) as [number, number];
  const around = points.map((point) => angle(point, [longitude, latitude]));
  const inner: [[number, number], [number, number]] = [
    [FRAME.x + 190, FRAME.y + 80],
    [FRAME.x + FRAME.width - 190, FRAME.y + FRAME.height - 80],
  ];
  if (Math.max(0, ...around) > WORLD_DEGREES / 2)
    return geoNaturalEarth1()
      .rotate([-longitude, 0])
      .fitExtent(
        [
          [FRAME.x + 10, FRAME.y + 6],
          [FRAME.x + FRAME.width - 10, FRAME.y + FRAME.height - 6],
        ],
        { type: 'Sphere' },
      )
      .precision(0.3);
  const projection = geoAzimuthalEqualArea().rotate([-longitude, -latitude]).clipAngle(120);
  projection.fitExtent(inner, all);
  if (!(projection.scale() < MAX_SCALE)) {
    projection.scale(MAX_SCALE).translate([0, 0]);
    const [x, y] = projection([longitude, latitude]) ?? [0, 0];
    projection.translate([WIDTH / 2 - x, FRAME.y + FRAME.height / 2 - y]);
  }
  return projection
    .clipExtent([
      [FRAME.x - 4, FRAME.y - 4],
      [FRAME.x + FRAME.width + 4, FRAME.y + FRAME.height + 4],
    ])
    .precision(0.3);
}

/** Degrees between two points on the globe. */
function angle(one: readonly [number, number], other: readonly [number, number]): number {
  const [[a, b], [c, d]] = [one, other].map((point) =>
    point.map((value) => (value * Math.PI) / 180),
  ) as [[number, number], [number, number]];
  const cosine = Math.sin(b) * Math.sin(d) + Math.cos(b) * Math.cos(d) * Math.cos(a - c);
  return (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
}

function project(projection: GeoProjection, longitude: number, latitude: number) {
  const [x, y] = projection([longitude, latitude]) ?? [0, 0];
  return { x, y };
}

/** One for each place, that with the newest report first. */
function findSpots(
  reports: readonly MapReport[],
  projection: GeoProjection,
  ageOf: Age,
): readonly Spot[] {
  const groups = new Map<string, MapReport[]>();
  for (const report of reports) {
    const key = `${report.longitude.toFixed(2)} ${report.latitude.toFixed(2)}`;
    groups.set(key, [...(groups.get(key) ?? []), report]);
  }
  return [...groups.values()]
    .map((group) => group.sort((a, b) => (b.day ?? '').localeCompare(a.day ?? '')))
    .map((group): Spot => {
      const [first] = group as [MapReport, ...MapReport[]];
      return {
        place: first.place,
        ...project(projection, first.longitude, first.latitude),
        radius: 8 + Math.min(7, 2 * Math.sqrt(group.length - 1)),
        reports: group,
        age: ageOf(first.day),
      };
    })
    .sort((a, b) => (b.age ?? -1) - (a.age ?? -1) || b.reports.length - a.reports.length);
}

const ORIGIN_RADIUS = 6;

/** Places that troops come from and that nothing else is reported on. */
function findOrigins(
  reports: readonly MapReport[],
  projection: GeoProjection,
  spots: readonly Spot[],
) {
  const found = new Map<string, { place: string; x: number; y: number; radius: number }>();
  for (const { from } of reports) {
    if (!from) continue;
    const at = project(projection, from.longitude, from.latitude);
    if (spots.some(({ x, y }) => Math.hypot(x - at.x, y - at.y) < 1)) continue;
    found.set(`${at.x.toFixed(1)} ${at.y.toFixed(1)}`, {
      place: from.place,
      ...at,
      radius: ORIGIN_RADIUS,
    });
  }
  return [...found.values()];
}

/** From the fullest wording to the place alone. */
function wordSpot({ place, reports }: Spot): readonly (readonly Line[])[] {
  const [newest] = reports;
  const name: Line = {
    text: shorten(cleanText(place), PLACE_SIZE, DETAIL_WIDTH, 'bold'),
    size: PLACE_SIZE,
    weight: 'bold',
  };
  const detail = (text: string): Line => ({
    text: shorten(cleanText(text), DETAIL_SIZE, DETAIL_WIDTH),
    size: DETAIL_SIZE,
    weight: 'regular',
  });
  if (!newest) return [[name]];
  const when = newest.day ? dayInWords(newest.day) : 'undated';
  const more = reports.length > 1 ? ` +${reports.length - 1} more` : '';
  const source = shorten(
    cleanText(newest.source),
    DETAIL_SIZE,
    DETAIL_WIDTH - measure(`, ${when}`, DETAIL_SIZE),
  );
  return [
    [
      name,
      detail(newest.label),
      detail(`${source}, ${when}`),
      ...(more
        ? [
            detail(
              `and${more.replace(' +', ' ')} reports`.replace('1 more reports', '1 more report'),
            ),
          ]
        : []),
    ],
    [
      name,
      detail(
        `${shorten(cleanText(newest.label), DETAIL_SIZE, DETAIL_WIDTH - measure(more, DETAIL_SIZE))}${more}`,
      ),
    ],
    [name],
  ];
}

function sizeOf(lines: readonly Line[]): { width: number; height: number } {
  return {
    width: Math.max(...lines.map(({ text, size, weight }) => measure(text, size, weight))) + 4,
    height: lines.reduce((sum, { size }) => sum + size * LINE_HEIGHT, 4),
  };
}

function drawLines(box: Box, lines: readonly Line[], colors: Colors): string {
  let y = box.y + 2;
  return lines
    .map(({ text, size, weight }, index) => {
      y += size * LINE_HEIGHT;
      return textAt(box.x + 2, y - size * 0.28, text, {
        size,
        weight,
        color: index === 0 || weight === 'bold' ? colors.ink : colors.soft,
        halo: colors.land,
      });
    })
    .join('');
}

function drawSpot({ x, y, radius, age }: Spot, colors: Colors): string {
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

type Arrow = {
  readonly age: number | null;
  readonly d: string;
  readonly head: string;
  /** Points along the curve. */
  readonly steps: readonly (readonly [x: number, y: number])[];
};

/** A gentle bow from where troops come to where they go; the same way is drawn once. */
function findArrows(
  reports: readonly MapReport[],
  projection: GeoProjection,
  ageOf: Age,
): readonly Arrow[] {
  const arrows = new Map<string, Arrow>();
  for (const { longitude, latitude, from, day } of reports) {
    if (!from) continue;
    const start = project(projection, from.longitude, from.latitude);
    const end = project(projection, longitude, latitude);
    const length = Math.hypot(end.x - start.x, end.y - start.y);
    if (length < 30) continue;
    const bow = {
      x: (start.x + end.x) / 2 + (end.y - start.y) * 0.12,
      y: (start.y + end.y) / 2 - (end.x - start.x) * 0.12,
    };
    const at = (t: number): readonly [number, number] => [
      (1 - t) ** 2 * start.x + 2 * t * (1 - t) * bow.x + t ** 2 * end.x,
      (1 - t) ** 2 * start.y + 2 * t * (1 - t) * bow.y + t ** 2 * end.y,
    ];
    const [first, stop] = [ORIGIN_RADIUS / length, 1 - 18 / length];
    const steps = Array.from({ length: 21 }, (_, index) =>
      at(first + ((stop - first) * index) / 20),
    );
    const tip = at(stop);
    const back = at(Math.max(first, stop - 20 / length));
    const key = [start.x, start.y, end.x, end.y].map(round).join(' ');
    const age = ageOf(day);
    const known = arrows.get(key);
    if (!known || (age ?? -1) > (known.age ?? -1))
      arrows.set(key, {
        age,
        d: `M${steps.map(([x, y]) => `${round(x)},${round(y)}`).join('L')}`,
        head: arrowHead(tip, back),
        steps,
      });
  }
  return [...arrows.values()];
}

function arrowHead([x, y]: readonly [number, number], [bx, by]: readonly [number, number]): string {
  const length = Math.hypot(x - bx, y - by) || 1;
  const [dx, dy] = [(x - bx) / length, (y - by) / length];
  const corner = (side: number) =>
    `${round(x - dx * 18 + dy * 8 * side)},${round(y - dy * 18 - dx * 8 * side)}`;
  return `M${round(x)},${round(y)}L${corner(1)}L${corner(-1)}Z`;
}

function drawArrow(d: string, head: string, age: number | null, colors: Colors): string {
  const color = age === null ? colors.soft : ageColor(colors, age);
  return (
    element('path', {
      d,
      fill: 'none',
      stroke: colors.land,
      'stroke-width': 7,
      'stroke-opacity': 0.7,
    }) +
    element('path', { d, fill: 'none', stroke: color, 'stroke-width': 3.5 }) +
    element('path', { d: head, fill: color })
  );
}

/** Small boxes along a curve, so that labels keep off it. */
function boxesAlong(steps: readonly (readonly [number, number])[]): readonly Box[] {
  return steps.map(([x, y]) => ({ x: x - 6, y: y - 6, width: 12, height: 12 }));
}

const COUNTRY_SIZE = 17;
/** In square pixels: on less, a country's name would not be seen to belong to it. */
const COUNTRY_MIN_AREA = 9_000;

/** Names of the countries that are large enough, in the middle of what is seen of them, where nothing else stands. */
function nameCountries(
  atlas: Atlas,
  projection: GeoProjection,
  taken: readonly Box[],
  arrows: readonly Arrow[],
  leaders: readonly Segment[],
): readonly { readonly x: number; readonly y: number; readonly text: string }[] {
  const path = geoPath(projection);
  const boxes = [...taken, ...arrows.flatMap(({ steps }) => boxesAlong(steps))];
  return atlas.countries.flatMap((country) => {
    if (path.area(country) < COUNTRY_MIN_AREA) return [];
    const [x, y] = path.centroid(country);
    const text = country.properties.name.toUpperCase();
    const width = measure(text, COUNTRY_SIZE) + 8;
    for (const [dx, dy] of [
      [0, 0],
      [0, -45],
      [0, 45],
      [-90, 0],
      [90, 0],
      [-90, -70],
      [90, -70],
      [-90, 70],
      [90, 70],
    ] as const) {
      const box = {
        x: x + dx - width / 2,
        y: y + dy - COUNTRY_SIZE,
        width,
        height: COUNTRY_SIZE * 1.4,
      };
      const isFree =
        box.x > FRAME.x + 8 &&
        box.x + width < FRAME.x + FRAME.width - 8 &&
        box.y > FRAME.y + 8 &&
        box.y + box.height < FRAME.y + FRAME.height - 8 &&
        !boxes.some((other) => overlaps(box, other)) &&
        !leaders.some((leader) => crosses(leader, box));
      if (!isFree) continue;
      boxes.push(box);
      return [{ x: x + dx, y: y + dy, text }];
    }
    return [];
  });
}

const NOTE_SIZE = 17;
const BORDERS_NOTE = 'Borders as the United Nations recognises them; dashed where unsettled';

function drawLegend(
  days: readonly string[],
  reports: readonly MapReport[],
  unlabelled: number,
  colors: Colors,
): string {
  const y = HEIGHT - FOOTER / 2 + 6;
  const style = { size: NOTE_SIZE, color: colors.soft };
  const parts: string[] = [];
  let x = MARGIN;
  const write = (text: string) => {
    parts.push(textAt(x, y, text, style));
    x += measure(text, NOTE_SIZE) + 12;
  };
  const dot = (fill: string, stroke: string) => {
    parts.push(element('circle', { cx: x + 7, cy: y - 6, r: 7, fill, stroke, 'stroke-width': 2 }));
    x += 22;
  };
  const [first, last] = [days[0], days.at(-1)];
  if (first && last && first !== last) {
    write(dayInWords(first));
    x -= 4;
    for (const age of [0, 0.33, 0.67, 1]) dot(ageColor(colors, age), 'none');
    x += 4;
    write(dayInWords(last));
  } else if (last) {
    dot(ageColor(colors, 1), 'none');
    write(dayInWords(last));
  }
  if (reports.some(({ day }) => day === null)) {
    dot('none', colors.soft);
    write('undated');
  }
  if (unlabelled > 0) write(`${unlabelled} places without a label`);
  parts.push(
    textAt(WIDTH - MARGIN, y, shorten(BORDERS_NOTE, NOTE_SIZE, WIDTH - MARGIN - x), {
      ...style,
      anchor: 'end',
    }),
  );
  return parts.join('');
}
