import type { Line } from './line-rules.ts';

/** `— Name (@handle) January 31, 2023`, where an embedded post ends. */
const SIGNATURE = /[—–-] ?[^—–]{0,80}\(@\w{1,20}\) \p{Lu}\p{Ll}{2,9}\.? \d{1,2}, \d{4}$/u;

/** How many lines of one post may stand above its signature. */
const MAX_POST_LINES = 4;

/**
 * Indexes of the lines that are posts from elsewhere, quoted whole with their signature or picture link.
 * Their words are not the article's, and often a translation or a retelling of what it says.
 */
export function embeddedPosts(lines: readonly Line[], bodyFrom: number): ReadonlySet<number> {
  const found = new Set<number>();
  lines.forEach((line, at) => {
    const signature = /\d$/.test(line.text) ? SIGNATURE.exec(line.text.slice(-200)) : null;
    const hasPicture = /\bpic\.(?:twitter|x)\.com\/\w/.test(line.text);
    if (signature === null && !hasPicture) return;
    found.add(at);
    const isSignatureAlone = signature !== null && signature[0].length === line.text.length;
    for (let above = at - 1; above >= bodyFrom && above >= at - MAX_POST_LINES; above--) {
      const text = lines[above]?.text ?? '';
      const isFirst = above === at - 1 && isSignatureAlone;
      // A post's own lines lack the stop that prose has; "He wrote:" introduces it and is the article's.
      if (!isFirst && (lines[above]?.isTerminated || /[:,;]$/.test(text))) break;
      found.add(above);
    }
  });
  return found;
}
