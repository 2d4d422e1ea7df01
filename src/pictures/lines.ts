import { dayInWords } from '../answers/describe-picture.ts';
import { measure, shorten, type Weight } from './font.ts';
import { type Box, cleanText, textAt } from './svg.ts';

/** One line of a label. */
export type Line = {
  readonly text: string;
  readonly size: number;
  readonly weight: Weight;
  readonly color: string;
};

/** A label as it stands in a picture. */
export type Label = {
  readonly box: Box;
  readonly lines: readonly Line[];
  /** The side of the box that the lines keep to. */
  readonly align: 'start' | 'end';
};

/** Baseline to baseline, in sizes. */
const LINE_HEIGHT = 1.2;
/** What the letters' halo takes at the sides. */
const HALO = 3;

/** A line cut to a width in pixels. */
export function line(
  text: string,
  width: number,
  { size, color, weight = 'regular' }: { size: number; color: string; weight?: Weight },
): Line {
  return { text: shorten(cleanText(text), size, width, weight), size, weight, color };
}

export function sizeOf(lines: readonly Line[]): { width: number; height: number } {
  return {
    width:
      Math.max(0, ...lines.map(({ text, size, weight }) => measure(text, size, weight))) + 2 * HALO,
    height: lines.reduce((sum, { size }) => sum + size * LINE_HEIGHT, 0),
  };
}

export function drawLabel({ box, lines, align }: Label, halo: string): string {
  const x = align === 'start' ? box.x + HALO : box.x + box.width - HALO;
  let y = box.y;
  return lines
    .map(({ text, ...style }) => {
      y += style.size * LINE_HEIGHT;
      return textAt(x, y - style.size * 0.27, text, { ...style, anchor: align, halo });
    })
    .join('');
}

/** Stands for ", inferred", which a picture says once. */
export const INFERRED = '*';

/** The date as finely as it is known: "6–20 Nov 2024*", "undated". */
export function dateOf({
  when,
  day,
}: {
  readonly when?: string;
  readonly day: string | null;
}): string {
  if (when) return when.replace(/,? \(?inferred\)?$/u, INFERRED);
  return day ? dayInWords(day) : 'undated';
}
