import type { Span } from '../article.ts';
import { type AnchorIndex, visitAnchors } from './anchors.ts';
import type { Pattern } from './rule.ts';

/** No match of a rule begins further before one of its anchors, or ends with what it looks at further after one. */
const BEFORE_CHARS = 100;
const AFTER_CHARS = 120;

/**
 * On a text of this length V8 compiles a pattern to machine code the first time. On a shorter one
 * it prepares to interpret it first, which takes these patterns longer than all the rest.
 */
const COMPILED_AT_ONCE_CHARS = 1000;

type Window = { readonly start: number; end: number };

/** Where in a text each rule may match, by its anchors; in reading order, none overlapping. */
export function windowsAround<Rule>(
  text: string,
  index: AnchorIndex<Rule>,
): ReadonlyMap<Rule, readonly Span[]> {
  const windows = new Map<Rule, Window[]>();
  visitAnchors(text, { start: 0, end: text.length }, index, (rule, at) => {
    const own = windows.get(rule);
    const open = own?.at(-1);
    if (open && at + AFTER_CHARS <= open.end) return;
    const start = Math.max(0, at - BEFORE_CHARS);
    const end = endOfWord(text, Math.max(at + AFTER_CHARS, COMPILED_AT_ONCE_CHARS));
    if (open && start <= open.end) open.end = end;
    else if (own) own.push({ start, end });
    else windows.set(rule, [{ start, end }]);
  });
  return windows;
}

/** What a pattern matches, in reading order. */
export function matchesWithin(
  text: string,
  windows: readonly Span[],
  { regexp }: Pattern,
): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  for (const { start, end } of windows) {
    const part = text.slice(0, end);
    regexp.lastIndex = start;
    for (let match = regexp.exec(part); match; match = regexp.exec(part)) found.push(match);
  }
  return found;
}

/** A word cut short could be taken for another. */
function endOfWord(text: string, at: number): number {
  const space = /\s|$/g;
  space.lastIndex = at;
  return Math.min(text.length, space.exec(text)?.index ?? text.length);
}
