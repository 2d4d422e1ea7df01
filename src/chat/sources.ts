import type { Citation } from '../answers/reply.ts';

/** Citations of one article together, in the order in which the articles are first cited. */
export function groupByArticle(
  citations: readonly Citation[],
): readonly (readonly [Citation, ...Citation[]])[] {
  const groups = new Map<string, [Citation, ...Citation[]]>();
  for (const citation of citations) {
    const group = groups.get(citation.article);
    if (group) group.push(citation);
    else groups.set(citation.article, [citation]);
  }
  return [...groups.values()];
}
