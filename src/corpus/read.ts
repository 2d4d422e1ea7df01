import type { Known } from './article.ts';
import { decode } from './decode.ts';
import { reduceHtml, reduceMarkdown } from './markup.ts';

/** `problem` is one plain sentence about the file, to be shown after its name. */
export type ReadText =
  | { readonly text: string; readonly known: Known }
  | { readonly problem: string };

/** The kinds of file that are read, by the end of their name. */
export const READABLE = ['.txt', '.text', '.md', '.markdown', '.html', '.htm'] as const;

export function isReadable(fileName: string): boolean {
  const name = fileName.toLowerCase();
  return READABLE.some((end) => name.endsWith(end));
}

/**
 * The text that an article's offsets point into. A .txt file is taken as it is, line ends and all;
 * Markdown and HTML are reduced to their prose, so that offsets point into the reduced text.
 */
export function readText(
  content: Uint8Array | string,
  fileName: string,
  maxBytes?: number,
): ReadText {
  const decoded = typeof content === 'string' ? { text: content } : decode(content, maxBytes);
  if ('problem' in decoded) return decoded;
  const name = fileName.toLowerCase();
  if (/\.html?$/.test(name)) return orNothing(() => reduceHtml(decoded.text));
  if (/\.(?:md|markdown)$/.test(name)) return orNothing(() => reduceMarkdown(decoded.text));
  return { text: decoded.text, known: {} };
}

function orNothing(reduce: () => { readonly text: string; readonly known: Known }): ReadText {
  try {
    const reduced = reduce();
    return reduced.text === '' ? { problem: 'It holds no article text.' } : reduced;
  } catch {
    return { problem: 'Its markup cannot be read; save it as plain text.' };
  }
}
