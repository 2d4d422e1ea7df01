import type { Span } from '../corpus/article.ts';

/** What of `whole` no span of `parts` covers, in order. */
export function gapsOf(whole: Span, parts: readonly Span[]): readonly Span[] {
  const gaps: Span[] = [];
  let at = whole.start;
  for (const part of [...parts].sort((a, b) => a.start - b.start)) {
    if (part.start > at && part.start < whole.end)
      gaps.push({ start: at, end: Math.min(part.start, whole.end) });
    at = Math.max(at, part.end);
  }
  if (at < whole.end) gaps.push({ start: at, end: whole.end });
  return gaps;
}

/** They share a character. */
export function overlaps(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

/** Of things that stand in order and do not overlap, those that share a character with a span; found without looking at the rest. */
export function overlapping<T>(
  ordered: readonly T[],
  spanOf: (one: T) => Span | undefined,
  { start, end }: Span,
): readonly T[] {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spanOf(ordered[middle] as T)?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const found: T[] = [];
  for (let at = low; at < ordered.length; at += 1) {
    const one = ordered[at] as T;
    if ((spanOf(one)?.start ?? Number.POSITIVE_INFINITY) >= end) break;
    found.push(one);
  }
  return found;
}

/** From the first character of any to the last; null of none. */
export function hullOf(spans: readonly Span[]): Span | null {
  if (spans.length === 0) return null;
  return spans.reduce((hull, { start, end }) => ({
    start: Math.min(hull.start, start),
    end: Math.max(hull.end, end),
  }));
}
