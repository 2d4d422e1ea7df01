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
