import type { Span } from '../article.ts';

/** Shapes of numbers that are looked for like words: "1941", "1957-58", "10:30" and "3 p.m.", "9/11", "1990s". */
export const NUMBER_SHAPES = {
  year: '#year',
  dashed: '#dashed',
  time: '#time',
  parted: '#parted',
  decade: '#decade',
} as const;

/** Words in lower case, digits and shapes of numbers, each with what is to be known where it stands. */
export type AnchorIndex<Of> = {
  readonly things: ReadonlyMap<string, readonly Of[]>;
  /** 1 for the first letters and lengths that some anchor has: most words are none by these alone. */
  readonly outlines: Uint8Array;
};

/** The word that a phrase is looked for by: its longest, in lower case. */
export function anchorOf(phrase: string): string {
  const words = phrase.toLowerCase().match(/\p{L}+|[0-9]+/gu) ?? [];
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

export function anchorsOf(phrases: Iterable<string>): readonly string[] {
  return [...phrases].map(anchorOf);
}

/** Each thing under every one of its anchors. */
export function anchorIndex<Of>(
  things: readonly Of[],
  anchorsOf: (thing: Of) => readonly string[],
): AnchorIndex<Of> {
  const index = new Map<string, Of[]>();
  const outlines = new Uint8Array(OUTLINES);
  for (const thing of things) {
    for (const anchor of new Set(anchorsOf(thing))) {
      const known = index.get(anchor);
      if (known) known.push(thing);
      else index.set(anchor, [thing]);
      outlines[outlineOf(anchor.charCodeAt(0), anchor.length)] = 1;
    }
  }
  return { things: index, outlines };
}

/** Visits the anchors of a text, or of a part of it, in reading order. */
export function visitAnchors<Of>(
  text: string,
  { start, end }: Span,
  { things, outlines }: AnchorIndex<Of>,
  visit: (thing: Of, at: number) => void,
): void {
  const see = (anchor: string, at: number) => {
    const found = things.get(anchor);
    if (found) for (const thing of found) visit(thing, at);
  };
  let at = start;
  while (at < end) {
    const from = at;
    if (isLetterAt(text, at)) {
      do at++;
      while (at < end && isLetterAt(text, at));
      if (outlines[outlineOf(text.charCodeAt(from), at - from)] === 1)
        see(text.slice(from, at).toLowerCase(), from);
    } else if (isDigit(text.charCodeAt(at))) {
      do at++;
      while (at < end && isDigit(text.charCodeAt(at)));
      see(text.slice(from, at), from);
      for (const shape of shapesOf(text, from, at)) see(shape, from);
    } else {
      at++;
    }
  }
}

function shapesOf(text: string, from: number, to: number): readonly string[] {
  const next = text.charCodeAt(to);
  const shapes: string[] = [];
  if (to - from === 4) {
    shapes.push(NUMBER_SHAPES.year);
    if (isDash(text.charCodeAt(afterGap(text, to)))) shapes.push(NUMBER_SHAPES.dashed);
  }
  if ((next === COLON && isDigit(text.charCodeAt(to + 1))) || isBeforeHalf(text, to))
    shapes.push(NUMBER_SHAPES.time);
  if ((next === SLASH || next === STOP) && isDigit(text.charCodeAt(to + 1)))
    shapes.push(NUMBER_SHAPES.parted);
  const mark = next === APOSTROPHE || next === CURLY_APOSTROPHE ? 1 : 0;
  if (text.charCodeAt(to + mark) === SMALL_S) shapes.push(NUMBER_SHAPES.decade);
  return shapes;
}

/** True before "a.m.", "PM" and the like, within the white space that a pattern allows between words. */
function isBeforeHalf(text: string, at: number): boolean {
  const from = afterGap(text, at);
  const half = text.charCodeAt(from) | 0x20;
  const next = text.charCodeAt(from + 1);
  return (half === SMALL_A || half === SMALL_P) && (next === STOP || (next | 0x20) === SMALL_M);
}

const [COLON, SLASH, STOP, APOSTROPHE, CURLY_APOSTROPHE] = [0x3a, 0x2f, 0x2e, 0x27, 0x2019];
const [SMALL_A, SMALL_M, SMALL_P, SMALL_S] = [0x61, 0x6d, 0x70, 0x73];
const MAX_GAP_CHARS = 4;
const OUTLINES = 33 * 32;

/** Alike for a letter and its capital; what is not ASCII all counts as one letter. */
function outlineOf(first: number, length: number): number {
  return ((first < 0x80 ? first & 31 : 32) << 5) | Math.min(length, 31);
}

function afterGap(text: string, at: number): number {
  let to = at;
  while (to < at + MAX_GAP_CHARS && isGap(text.charCodeAt(to))) to++;
  return to;
}

function isDash(code: number): boolean {
  return code === 0x2d || code === SLASH || (code >= 0x2010 && code <= 0x2015);
}

export function isGap(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d || code === 0xa0;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function isLetterAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x80) return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
  return /\p{L}/u.test(text[at] as string);
}
