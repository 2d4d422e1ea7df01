import type { Span } from '../article.ts';
import { type AnchorIndex, isDigit, isGap, isLetterAt, visitAnchors } from './anchors.ts';
import type { Pattern } from './rule.ts';

/** A match of a rule begins at one of its anchors or so far before it, at most. */
const BEFORE_CHARS = 100;

type Window = { readonly start: number; end: number };

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
  windows: readonly Span[],
  { regexp }: Pattern,
): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  let readTo = 0;
  for (const { start, end } of windows)
    for (let at = Math.max(start, readTo); at < end; at += 1) {
      if (!canBegin(text, at)) continue;
      regexp.lastIndex = at;
      const match = regexp.exec(text);
      if (!match) continue;
      found.push(match);
      readTo = regexp.lastIndex;
      at = readTo - 1;
    }
  return found;
}

/** No match begins within a word or at white space. */
function canBegin(text: string, at: number): boolean {
  if (isGap(text.charCodeAt(at))) return false;
  return at === 0 || !(isLetterAt(text, at - 1) || isDigit(text.charCodeAt(at - 1)));
}
