import { z } from 'zod';

const name = z.string().min(1);
const point = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
/** Corners as [longitude, latitude], in order; the last joins the first. */
const outline = z.array(point).min(3);
/** Whose view it is, and where it says so. */
const why = z.string().min(1);

/**
 * `config/world/borders.json`: where the borders that the United Nations recognises differ from the atlas, which
 * draws who holds the ground. Countries are named as the atlas names them.
 */
export const BordersSchema = z.strictObject({
  /** Land that goes from one country to another: the parts that lie inside the outline, all of it without one. */
  moved: z.array(z.strictObject({ from: name, to: name, outline: outline.optional(), why })),
  /** Borders that are unsettled, and so dashed, or not drawn; only where they run inside `within`, if given. */
  lines: z.array(
    z.strictObject({
      between: z.tuple([name, name]),
      within: outline.optional(),
      draw: z.enum(['dashed', 'none']),
      why,
    }),
  ),
  /** Unsettled lines that the atlas lacks. */
  added: z.array(z.strictObject({ name, line: z.array(point).min(2), why })),
  /** Full or newer names for the atlas's own. */
  names: z.record(name, name),
  /** Land that is drawn without a name of its own. */
  unnamed: z.array(name),
  /** Ground that the atlas gives to a country whose name may not stand on it. */
  nameless: z.array(z.strictObject({ name, outline, why })),
});
export type Borders = z.infer<typeof BordersSchema>;

export type Point = readonly [longitude: number, latitude: number];

/** By counting the outline's edges that a line from the point to the east crosses; flat, so for small outlines. */
export function isInside([x, y]: Point, ring: readonly Point[]): boolean {
  let isIn = false;
  ring.forEach(([x1, y1], index) => {
    const [x2, y2] = ring[(index + 1) % ring.length] ?? [x1, y1];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) isIn = !isIn;
  });
  return isIn;
}
