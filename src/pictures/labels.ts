import type { Box } from './svg.ts';

/** A label to be placed near a mark: its sizes from the fullest wording to the shortest. */
export type LabelRequest = {
  readonly x: number;
  readonly y: number;
  /** Of the mark, in pixels. */
  readonly radius: number;
  /** How far the label may stand from the mark's edge, in pixels. */
  readonly reach: number;
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
};

export type PlacedLabel = {
  readonly box: Box;
  /** Index into `sizes`. */
  readonly level: number;
  /** From the mark to the label, where they stand apart; null where they touch. */
  readonly leader: Segment | null;
  /** The side of the box that its lines keep to: that of the mark. */
  readonly align: 'start' | 'end';
};

type Point = readonly [x: number, y: number];
export type Segment = readonly [from: Point, to: Point];

export type Room = {
  readonly frame: Box;
  /** What neither labels nor leaders may cover: marks, bars. */
  readonly obstacles: readonly Box[];
  /** What no label may cover, but leaders may cross: arrows. */
  readonly crossable: readonly Box[];
  /** Where not all fit, those that come first must be among those that do. */
  readonly isRanked: boolean;
};

const GAP = 6;
/** How far a label may stand from its mark's edge, the nearest first. */
const DISTANCES = [GAP, 20, 36, 56, 80, 110, 145, 190];
/** Right and left first, where a label reads best; then the corners, above and below. */
const DIRECTIONS: readonly Point[] = [
  0, 180, -35, 35, 145, -145, -18, 18, 162, -162, -62, 62, 118, -118, -90, 90,
].map((degrees) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]);

/**
 * Places labels greedily, in the order given: everyone gets the fullest wording at which all fit, then each a
 * fuller one where there is room. Null for one that fits nowhere even in its shortest wording.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  room: Room,
): readonly (PlacedLabel | null)[] {
  const marks = requests.map(({ x, y, radius }) => ({
    x: x - radius,
    y: y - radius,
    width: 2 * radius,
    height: 2 * radius,
  }));
  const others = (index: number) => marks.filter((_, other) => other !== index);
  const levels = Math.max(0, ...requests.map(({ sizes }) => sizes.length));
  const given = requests.map((_, index) => index);
  const crowded = [...given].sort(
    (a, b) => neighbours(requests, b) - neighbours(requests, a) || a - b,
  );
  let best: (PlacedLabel | null)[] = requests.map(() => null);
  for (let level = 0; level < levels && count(best) < requests.length; level += 1) {
    for (const order of room.isRanked ? [given] : [given, crowded]) {
      const placed: (PlacedLabel | null)[] = requests.map(() => null);
      for (const index of order) {
        const request = requests[index];
        if (!request) continue;
        const of = Math.min(level, request.sizes.length - 1);
        placed[index] = findPlace(request, of, placed, { ...room, others: others(index) });
      }
      if (count(placed) > count(best)) best = placed;
    }
  }
  const shortest = (index: number, taken: readonly (PlacedLabel | null)[]) => {
    const request = requests[index];
    return request
      ? findPlace(request, request.sizes.length - 1, taken, { ...room, others: others(index) })
      : null;
  };
  // One that found no room may have it where one of its neighbours gives way and finds another.
  for (const index of given.filter((of) => best[of] === null)) {
    for (const other of given.filter((of) => best[of] !== null)) {
      const own = shortest(index, best.with(other, null));
      const moved = own && shortest(other, best.with(other, null).with(index, own));
      if (!own || !moved) continue;
      best = best.with(index, own).with(other, moved);
      break;
    }
  }
  requests.forEach((request, index) => {
    const now = best[index] ?? null;
    for (let level = 0; level < (now?.level ?? request.sizes.length); level += 1) {
      const rest = best.with(index, null);
      const fuller = findPlace(request, level, rest, { ...room, others: others(index) });
      if (fuller) {
        best[index] = fuller;
        break;
      }
    }
  });
  return best;
}

function count(placed: readonly (PlacedLabel | null)[]): number {
  return placed.filter((label) => label !== null).length;
}

/** Marks this near, in pixels, are after the same room. */
const NEIGHBOURHOOD = 80;

function neighbours(requests: readonly LabelRequest[], index: number): number {
  const own = requests[index];
  if (!own) return 0;
  return requests.filter(({ x, y }) => Math.hypot(x - own.x, y - own.y) < NEIGHBOURHOOD).length;
}

function findPlace(
  { x, y, radius, reach: limit, sizes }: LabelRequest,
  level: number,
  placed: readonly (PlacedLabel | null)[],
  { frame, obstacles, crossable, others }: Room & { readonly others: readonly Box[] },
): PlacedLabel | null {
  const size = sizes[level];
  if (!size) return null;
  const { width, height } = size;
  const walls = [...others, ...obstacles.filter((box) => !isAround(box, x, y))];
  for (const distance of DISTANCES.filter((of) => of <= limit)) {
    for (const [dx, dy] of DIRECTIONS) {
      const reach = radius + distance;
      const box = {
        x: x + dx * reach + (dx * width) / 2 - width / 2,
        y: y + dy * reach + (dy * height) / 2 - height / 2,
        width,
        height,
      };
      // Beside a mark a label reads best from its edge, not from its middle.
      const aligned = {
        ...box,
        x: snap(dx, x, reach * Math.abs(dx), width) ?? box.x,
        // At the rim it slides along its mark.
        y:
          Math.abs(dx) > 0.9
            ? Math.max(frame.y, Math.min(frame.y + frame.height - height, box.y))
            : box.y,
      };
      const leader = distance > GAP ? leaderTo(aligned, x, y, radius) : null;
      if (!contains(frame, aligned)) continue;
      if (obstacles.some((other) => overlaps(aligned, other))) continue;
      if (crossable.some((other) => overlaps(aligned, other))) continue;
      if (leader && walls.some((wall) => crosses(leader, wall))) continue;
      const isFree = placed.every(
        (other) =>
          other === null ||
          (!overlaps(aligned, other.box) &&
            !(other.leader && crosses(other.leader, aligned)) &&
            !(leader && crosses(leader, other.box)) &&
            !(leader && other.leader && meets(leader, other.leader))),
      );
      if (isFree) return { box: aligned, level, leader, align: dx < -0.3 ? 'end' : 'start' };
    }
  }
  return null;
}

function snap(dx: number, x: number, reach: number, width: number): number | null {
  if (dx > 0.3) return x + reach;
  if (dx < -0.3) return x - reach - width;
  return null;
}

function leaderTo(box: Box, x: number, y: number, radius: number): Segment {
  const to: Point = [
    Math.max(box.x, Math.min(x, box.x + box.width)),
    Math.max(box.y, Math.min(y, box.y + box.height)),
  ];
  const length = Math.hypot(to[0] - x, to[1] - y) || 1;
  const from: Point = [
    x + ((to[0] - x) / length) * (radius + 1),
    y + ((to[1] - y) / length) * (radius + 1),
  ];
  return [from, to];
}

function isAround(box: Box, x: number, y: number): boolean {
  return box.x <= x && x <= box.x + box.width && box.y <= y && y <= box.y + box.height;
}

export function overlaps(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

export function contains(frame: Box, box: Box): boolean {
  return (
    box.x >= frame.x &&
    box.y >= frame.y &&
    box.x + box.width <= frame.x + frame.width &&
    box.y + box.height <= frame.y + frame.height
  );
}

/** True when some of the segment runs inside the box: by Liang and Barsky. */
export function crosses([[x1, y1], [x2, y2]]: Segment, box: Box): boolean {
  const [dx, dy] = [x2 - x1, y2 - y1];
  let [enter, leave] = [0, 1];
  for (const [step, room] of [
    [-dx, x1 - box.x],
    [dx, box.x + box.width - x1],
    [-dy, y1 - box.y],
    [dy, box.y + box.height - y1],
  ] as const) {
    if (step === 0 && room < 0) return false;
    if (step < 0) enter = Math.max(enter, room / step);
    if (step > 0) leave = Math.min(leave, room / step);
  }
  return enter < leave;
}

/** True when two segments cross. */
function meets([a, b]: Segment, [c, d]: Segment): boolean {
  const side = ([px, py]: Point, [qx, qy]: Point, [rx, ry]: Point) =>
    (qx - px) * (ry - py) - (qy - py) * (rx - px);
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}
