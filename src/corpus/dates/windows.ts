import type { Span } from '../article.ts';
import { type AnchorIndex, isDigit, isGap, isLetterAt, visitAnchors } from './anchors.ts';
import type { Pattern } from './rule.ts';

/** A match of a rule begins at one of its anchors or so far before it, at most. */
const BEFORE_CHARS = 100;

type Window = { readonly start: number; end: number };

/** Where matches may begin: at the start of each word, number or mark of a text. */
export function startsOf(text: string): readonly number[] {
  const starts: number[] = [];
  let isInside = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (!isInside && !isGap(code)) starts.push(at);
    isInside = isDigit(code) || isLetterAt(text, at);
  }
  return starts;
}

/** Where in a text matches of each rule may begin, by its anchors; in reading order, none overlapping. */
export function windowsAround<Rule>(
  text: string,
  index: AnchorIndex<Rule>,
): ReadonlyMap<Rule, readonly Span[]> {
  const windows = new Map<Rule, Window[]>();
  visitAnchors(text, { start: 0, end: text.length }, index, (rule, at) => {
    const own = windows.get(rule);
    const open = own?.at(-1);
    const start = Math.max(0, at - BEFORE_CHARS);
    if (open && start <= open.end) open.end = at + 1;
    else if (own) own.push({ start, end: at + 1 });
    else windows.set(rule, [{ start, end: at + 1 }]);
  });
  return windows;
}

/** What a sticky pattern matches that begins within the windows, in reading order, none overlapping. */
export function matchesWithin(
  text: string,
  starts: readonly number[],
  windows: readonly Span[],
  { regexp }: Pattern,
): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  let readTo = 0;
  for (const { start, end } of windows)
    for (let at = firstFrom(starts, start); (starts[at] ?? end) < end; at += 1) {
      const from = starts[at] as number;
      if (from < readTo) continue;
      regexp.lastIndex = from;
      const match = regexp.exec(text);
      if (!match) continue;
      found.push(match);
      readTo = regexp.lastIndex;
    }
  return found;
}

/** Index of the first of numbers in order that is `least` or more. */
function firstFrom(ordered: readonly number[], least: number): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
