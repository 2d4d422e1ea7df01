import { type ScaleContinuousNumeric, scaleLinear, scaleLog, scaleUtc } from 'd3-scale';
import { dayInWords } from '../answers/describe-picture.ts';
import type { Figure } from '../answers/reply.ts';
import { measure } from './font.ts';
import { dateOf } from './lines.ts';

export type ValueScale = {
  readonly at: ScaleContinuousNumeric<number, number>;
  readonly isLog: boolean;
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
};

export type TimeTick = { readonly x: number; readonly row: 0 | 1; readonly text: string };
export type TimeScale = {
  readonly at: (day: string | null) => number;
  readonly ticks: readonly TimeTick[];
};

/** From this ratio of the largest to the smallest value on, the scale is logarithmic. */
const LOG_RATIO = 25;
const TICK_GAP = 62;
const LOG_GAP = 34;

/** Powers of ten, then fives, then twos: the rounder stand where there is no room for all. */
function roundValues(from: number, to: number): readonly number[] {
  const first = Math.floor(Math.log10(from));
  const powers = Array.from(
    { length: Math.ceil(Math.log10(to)) - first + 1 },
    (_, index) => 10 ** (first + index),
  );
  return [1, 5, 2]
    .flatMap((digit) => powers.map((power) => digit * power))
    .filter((value) => from <= value && value <= to);
}

export function isShown(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value) && value >= 0;
}

export function valueScale(figures: readonly Figure[], top: number, bottom: number): ValueScale {
  const values = figures.flatMap(({ low, high }) => [low, high].filter(isShown));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const isLog = least > 0 && most / least >= LOG_RATIO;
  const at = isLog
    ? scaleLog()
        .domain([least / 1.4, most * 1.4])
        .range([bottom, top])
    : scaleLinear()
        .domain([0, most > 0 ? most * 1.12 : 1])
        .range([bottom, top]);
  const room = Math.max(2, Math.floor((bottom - top) / TICK_GAP));
  const all = isLog ? roundValues(least / 1.4, most * 1.4) : at.ticks(room);
  const ticks: { value: number; y: number }[] = [];
  for (const value of all) {
    const y = at(value);
    if (ticks.every((other) => Math.abs(other.y - y) >= (isLog ? LOG_GAP : 26)))
      ticks.push({ value, y });
  }
  return { at, isLog, ticks };
}

/** On more days than this, the axis names round dates instead of the days themselves. */
const DAYS_NAMED = 8;
const UNDATED_WIDTH = 120;

/**
 * One for all panels. Figures without a day stand in a column of their own, behind the last. `beyond`,
 * in pixels, is left to the right of the last day, where its labels stand; `size` is that of the dates.
 */
export function timeScale(
  figures: readonly Figure[],
  left: number,
  right: number,
  { beyond, size }: { readonly beyond: number; readonly size: number },
): TimeScale {
  const days = [...new Set(figures.flatMap(({ day }) => (isDay(day) ? day : [])))].sort();
  const hasUndated = figures.some(({ day }) => !isDay(day));
  const end = right - beyond - (hasUndated ? UNDATED_WIDTH : 0);
  const undated = right - UNDATED_WIDTH / 2;
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const scale = scaleUtc()
    .domain([Date.parse(first), Date.parse(last)])
    .range([left + 70, end]);
  const at = (day: string | null) => {
    if (!isDay(day)) return undated;
    return first === last ? left + 150 : scale(Date.parse(day));
  };
  const named =
    days.length <= DAYS_NAMED
      ? days.map((day) => ({ x: at(day), text: nameDay(day, figures) }))
      : scale.ticks(7).map((date) => ({
          x: scale(date),
          text: dayInWords(date.toISOString().slice(0, 10)),
        }));
  if (hasUndated) named.push({ x: undated, text: 'undated' });
  return { at, ticks: placeTicks(named, left - 100, right, size) };
}

function isDay(day: string | null): day is string {
  return day !== null && !Number.isNaN(Date.parse(day));
}

/** As the figures of that day are dated, where they agree; else the day. */
function nameDay(day: string, figures: readonly Figure[]): string {
  const names = new Set(figures.filter((of) => of.day === day).map(dateOf));
  const [name] = names;
  return names.size === 1 && name ? name : dayInWords(day);
}

/** In two rows where one has no room, the latest first; what fits neither is left out. */
function placeTicks(
  named: readonly { readonly x: number; readonly text: string }[],
  left: number,
  right: number,
  size: number,
): readonly TimeTick[] {
  const placed: (TimeTick & { readonly from: number; readonly to: number })[] = [];
  for (const { x, text } of [...named].reverse()) {
    const half = measure(text, size) / 2 + 10;
    const [from, to] = [x - half, x + half];
    const row = ([0, 1] as const).find((of) =>
      placed.every((other) => other.row !== of || to <= other.from || from >= other.to),
    );
    if (row !== undefined && from >= left && to <= right + 10)
      placed.push({ x, row, text, from, to });
  }
  return placed;
}
