import { FONT_FAMILY, measure, type Weight } from './font.ts';

/** A chat shows a picture this wide in full and about half as large in the column. */
export const WIDTH = 1200;
export const HEIGHT = 675;

export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

type Attributes = Readonly<Record<string, string | number | null>>;

/** One element; `inside` is markup already, attributes are escaped, null ones left out. */
export function element(name: string, attributes: Attributes, inside = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(
      ([key, value]) =>
        ` ${key}="${escapeXml(typeof value === 'number' ? round(value) : `${value}`)}"`,
    )
    .join('');
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}

export type TextStyle = {
  readonly size: number;
  readonly color: string;
  readonly weight?: Weight;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Drawn around the letters, so that they read on lines and borders. */
  readonly halo?: string;
};

/**
 * One line of text with its baseline at `y`. Its length is stated, so that a browser with another font
 * draws it no wider than it was laid out.
 */
export function textAt(x: number, y: number, text: string, style: TextStyle): string {
  const clean = cleanText(text);
  if (clean === '') return '';
  const { size, color, weight = 'regular', anchor = 'start', halo } = style;
  return element(
    'text',
    {
      x,
      y,
      'font-family': `${FONT_FAMILY}, Inter, Helvetica Neue, Arial, sans-serif`,
      'font-stretch': 'condensed',
      'font-size': size,
      'font-weight': weight === 'bold' ? 700 : 400,
      fill: color,
      'text-anchor': anchor === 'start' ? null : anchor,
      textLength: measure(clean, size, weight),
      lengthAdjust: 'spacingAndGlyphs',
      stroke: halo ?? null,
      'stroke-width': halo ? size / 4.5 : null,
      'stroke-linejoin': halo ? 'round' : null,
      'paint-order': halo ? 'stroke' : null,
    },
    escapeXml(clean),
  );
}

/** A whole picture: what it says is named for screen readers, whatever shows it. */
export function picture(title: string, background: string, inside: string): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: WIDTH,
      height: HEIGHT,
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: 'img',
      'aria-label': cleanText(title),
    },
    element('rect', { width: WIDTH, height: HEIGHT, fill: background }) + inside,
  );
}

/** Line breaks become blanks; what XML forbids and what turns the writing direction goes. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu, '')
    .trim();
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export function round(value: number): string {
  return `${Math.round(value * 10) / 10}`;
}
