import type { Span } from './article.ts';
import { plain } from './boilerplate.ts';
import type { KeptLine } from './clean.ts';
import { areAdjacent } from './paragraphs.ts';

const MAX_HEADLINE_CHARS = 200;
const MAX_TITLE_CHARS = 110;

/**
 * The first line kept, when it reads as a title over a body: no final stop, or a stop that its
 * capitals or the headline known from elsewhere belie. Null when the text begins with its lead.
 */
export function findHeadline(
  text: string,
  kept: readonly KeptLine[],
  isWrapped: boolean,
  known?: string,
): Span | null {
  const [first, second] = kept;
  if (first === undefined || second === undefined) return null;
  const line = text.slice(first.span.start, first.span.end);
  if (line.length > MAX_HEADLINE_CHARS) return null;
  if (known !== undefined && isSameTitle(line, known)) return first.span;
  if (isWrapped && areAdjacent(text, first.paragraph, second.paragraph)) return null;
  if (first.isBody && !isTitleCase(line)) return null;
  if (!kept.some((other) => other !== first && other.isBody)) return null;
  if (/[:,—–]$/.test(line) || /^[a-z]/.test(line)) return null;
  if (!/[.…][”’"')\]]{0,2}$/.test(line)) return first.span;
  return isTitleCase(line) ? first.span : null;
}

function isSameTitle(line: string, known: string): boolean {
  const bare = (title: string) =>
    plain(title)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  return bare(line) === bare(known);
}

/** True when nearly every longer word has a capital: "Ukraine Says Russia Mustering Troops On Borders". */
function isTitleCase(line: string): boolean {
  const words = line.split(/\s+/).filter((word) => /^\p{L}{4,}/u.test(word));
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  return words.length >= 4 && capitals / words.length >= 0.85;
}

/** What to call an article that has no headline: its first sentence, cut at a word. */
export function toTitle(sentence: string): string {
  const line = sentence.replace(/\s+/g, ' ').trim();
  if (line.length <= MAX_TITLE_CHARS) return line;
  const cut = line.slice(0, MAX_TITLE_CHARS);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), MAX_TITLE_CHARS - 30)).replace(/[,;:—–-]$/, '')} …`;
}
