import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the bundled font is called inside; browsers that lack it fall back to one about as wide. */
export const FONT_FAMILY = 'DejaVu Sans';
export const FONT_FILES = ['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed-Bold.ttf'].map((file) =>
  fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${file}`)),
) as [regular: string, bold: string];

export type Weight = 'regular' | 'bold';

/** Reads advance widths from the font's own tables, so that layout knows how wide text will be drawn. */
type Face = (text: string) => number;

const faces = new Map<Weight, Face>();

/** Width in pixels of one line; kerning is left out, which makes it a little too wide, never too narrow. */
export function measure(text: string, size: number, weight: Weight = 'regular'): number {
  const known = faces.get(weight);
  const face = known ?? readFace(weight === 'bold' ? FONT_FILES[1] : FONT_FILES[0]);
  if (!known) faces.set(weight, face);
  return face(text) * size;
}

/** The text, or as much of it as fits with "…" behind it. */
export function shorten(
  text: string,
  size: number,
  width: number,
  weight: Weight = 'regular',
): string {
  if (measure(text, size, weight) <= width) return text;
  const letters = [...text];
  let kept = letters.length;
  while (kept > 0 && measure(`${letters.slice(0, kept).join('').trimEnd()}…`, size, weight) > width)
    kept -= 1;
  return `${letters.slice(0, kept).join('').trimEnd()}…`;
}

/** TrueType: `head` gives units per em, `hhea` and `hmtx` the advances, `cmap` (format 12) the glyph of a character. */
function readFace(file: string): Face {
  const bytes = readFileSync(file);
  const tables = new Map<string, number>();
  for (let index = 0; index < bytes.readUInt16BE(4); index += 1) {
    const at = 12 + index * 16;
    tables.set(bytes.toString('latin1', at, at + 4), bytes.readUInt32BE(at + 8));
  }
  const table = (name: string) => tables.get(name) ?? missing(file, name);
  const unitsPerEm = bytes.readUInt16BE(table('head') + 18);
  const advances = bytes.readUInt16BE(table('hhea') + 34);
  const advanceOf = (glyph: number) =>
    bytes.readUInt16BE(table('hmtx') + 4 * Math.min(glyph, advances - 1)) / unitsPerEm;
  const ranges = readRanges(bytes, table('cmap')) ?? missing(file, 'cmap format 12');
  const widths = new Map<number, number>();
  const widthOf = (code: number) => {
    const known = widths.get(code);
    if (known !== undefined) return known;
    const range = ranges.find(({ first, last }) => first <= code && code <= last);
    const width = range ? advanceOf(range.glyph + code - range.first) : 1;
    widths.set(code, width);
    return width;
  };
  return (text) => [...text].reduce((sum, letter) => sum + widthOf(letter.codePointAt(0) ?? 0), 0);
}

type Range = { readonly first: number; readonly last: number; readonly glyph: number };

function readRanges(bytes: Buffer, cmap: number): readonly Range[] | null {
  for (let index = 0; index < bytes.readUInt16BE(cmap + 2); index += 1) {
    const at = cmap + bytes.readUInt32BE(cmap + 4 + index * 8 + 4);
    if (bytes.readUInt16BE(at) !== 12) continue;
    return Array.from({ length: bytes.readUInt32BE(at + 12) }, (_, group) => {
      const from = at + 16 + group * 12;
      return {
        first: bytes.readUInt32BE(from),
        last: bytes.readUInt32BE(from + 4),
        glyph: bytes.readUInt32BE(from + 8),
      };
    });
  }
  return null;
}

function missing(file: string, name: string): never {
  throw new Error(`${file} has no ${name} table: install the dependencies again with npm ci.`);
}
