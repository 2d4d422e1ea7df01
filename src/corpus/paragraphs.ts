import type { Paragraph } from './article.ts';

/** The lines of a text that are not blank, trimmed, numbered from 1. Ends at LF, CR LF or CR. */
export function splitParagraphs(text: string): readonly Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let from = 0;
  while (from <= text.length) {
    const to = endOfLine(text, from);
    const span = trimSpan(text, from, to);
    if (span !== null) paragraphs.push({ span, number: paragraphs.length + 1 });
    from = to + 1;
  }
  return paragraphs;
}

function endOfLine(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || code === 13 || code === 0x2028 || code === 0x2029) return i;
  }
  return text.length;
}

/** The span without white space at its ends; null when there is nothing else in it. */
export function trimSpan(
  text: string,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } | null {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return from === to ? null : { start: from, end: to };
}

/** White space as `\s` has it, with the zero-width marks that web pages leave behind. */
export function isSpace(code: number): boolean {
  if (code === 32 || (code >= 9 && code <= 13) || code === 0xa0) return true;
  if (code < 0x1680) return false;
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200b) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x2060 ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

/** True for text with a line end every 45 to 100 characters, most of them amid a sentence. */
export function isHardWrapped(text: string, paragraphs: readonly Paragraph[]): boolean {
  let amid = 0;
  for (const { span } of paragraphs) {
    const length = span.end - span.start;
    if (length >= 45 && length <= 100 && !endsProse(text, span.end)) amid++;
  }
  return amid >= 4 && amid > paragraphs.length / 2;
}

/** True when a sentence, or what introduces a quotation, ends before the offset. */
export function endsProse(text: string, end: number): boolean {
  return /[.!?…:][”’"')\]»]{0,3}$/.test(text.slice(Math.max(0, end - 5), end));
}

/** True when the second paragraph stands on the line right after the first. */
export function areAdjacent(text: string, first: Paragraph, second: Paragraph): boolean {
  if (second.number !== first.number + 1) return false;
  let lineEnds = 0;
  for (let i = first.span.end; i < second.span.start; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) lineEnds++;
    if (lineEnds > 1) return false;
  }
  return true;
}
