import type { RichTextElement } from '@slack/types';

/** A piece of a line in one style. */
export type Run = {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly url?: string;
  /** Stands by the run before it, and is never cut: a citation mark. */
  readonly isGlued?: boolean;
};

/** What stays together when a line is cut: a word with the marks that cite it. */
type Token = { runs: Run[]; bytes: number };

/** UTF-8 bytes of the longest run that still counts as one word; hostile text has longer ones. */
const WORD_MAX_BYTES = 600;
/** UTF-8 bytes of an element beside its text and URL, with both styles. */
const ELEMENT_BYTES = 64;
const SENTENCE_END = /[.!?…]["”’»)]*\s*$/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Cuts a line into lines of at most `maxBytes` as rich text elements, after a sentence where one ends
 * in their second half, otherwise between words, never between a citation mark and its text.
 */
export function splitLine(
  line: readonly Run[],
  maxBytes: number,
): readonly (readonly RichTextElement[])[] {
  const lines: Token[][] = [];
  let open: Token[] = [];
  let bytes = ELEMENT_BYTES;
  for (const token of toTokens(line)) {
    if (bytes + token.bytes > maxBytes && open.length > 0) {
      const rest = open.splice(breakAt(open));
      lines.push(open);
      open = rest;
      bytes = rest.reduce((sum, { bytes: size }) => sum + size, ELEMENT_BYTES);
      if (bytes + token.bytes > maxBytes && open.length > 0) {
        lines.push(open);
        open = [];
        bytes = ELEMENT_BYTES;
      }
    }
    open.push(token);
    bytes += token.bytes;
  }
  lines.push(open);
  return lines
    .map((tokens) => toElements(tokens.flatMap(({ runs }) => runs)))
    .filter((elements) => elements.length > 0);
}

/** How many of these tokens stay: up to the last sentence that ends in the second half, or all. */
function breakAt(tokens: readonly Token[]): number {
  for (let kept = tokens.length; kept > tokens.length / 2; kept -= 1) {
    const words = tokens[kept - 1]?.runs ?? [];
    const text = words.filter(({ isGlued }) => !isGlued).map((run) => run.text);
    if (SENTENCE_END.test(text.join('').slice(-20))) return kept;
  }
  return tokens.length;
}

function toTokens(line: readonly Run[]): readonly Token[] {
  const tokens: Token[] = [];
  /** True where the text so far allows a break: at its start and after a blank. */
  let isBreak = true;
  let before: Run | undefined;
  for (const run of line) {
    for (const text of run.isGlued || run.url ? [run.text] : words(run.text)) {
      if (text === '') continue;
      const piece: Run = { ...run, text };
      const bytes =
        jsonBytes(text) +
        jsonBytes(run.url ?? '') +
        (isOneElement(before, piece) ? 0 : ELEMENT_BYTES);
      before = piece;
      const last = tokens.at(-1);
      const isAttached = run.isGlued || !(isBreak || /^\s/u.test(text));
      if (last && isAttached && last.bytes + bytes <= WORD_MAX_BYTES) {
        last.runs.push(piece);
        last.bytes += bytes;
      } else {
        tokens.push({ runs: [piece], bytes });
      }
      isBreak = /\s$/u.test(text);
    }
  }
  return tokens;
}

/** Words with the blanks after them; a word too long for any line comes in pieces. */
function words(text: string): readonly string[] {
  return (text.match(/\S+\s*|\s+/gu) ?? []).flatMap((word) =>
    Buffer.byteLength(word) <= WORD_MAX_BYTES / 2 ? [word] : pieces(word, WORD_MAX_BYTES / 2),
  );
}

function pieces(word: string, maxBytes: number): readonly string[] {
  const cut: string[] = [];
  let piece = '';
  for (const { segment } of graphemes.segment(word)) {
    // One grapheme may be hundreds of combining marks: such a one is cut by code points.
    for (const part of Buffer.byteLength(segment) <= maxBytes ? [segment] : segment) {
      if (piece !== '' && Buffer.byteLength(piece) + Buffer.byteLength(part) > maxBytes) {
        cut.push(piece);
        piece = '';
      }
      piece += part;
    }
  }
  return piece === '' ? cut : [...cut, piece];
}

function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}

function isOneElement(before: Run | undefined, run: Run): boolean {
  return (
    before !== undefined &&
    !before.url &&
    !run.url &&
    before.bold === run.bold &&
    before.italic === run.italic
  );
}

function toElements(runs: readonly Run[]): readonly RichTextElement[] {
  const merged: Run[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (last && isOneElement(last, run)) {
      merged[merged.length - 1] = { ...last, text: last.text + run.text };
    } else {
      merged.push(run);
    }
  }
  const [first] = merged;
  if (first) merged[0] = { ...first, text: first.text.trimStart() };
  const last = merged.at(-1);
  if (last) merged[merged.length - 1] = { ...last, text: last.text.trimEnd() };
  return merged.filter(({ text }) => text !== '').map(toElement);
}

function toElement({ text, bold, italic, url }: Run): RichTextElement {
  const style =
    bold || italic ? { style: { ...(bold && { bold }), ...(italic && { italic }) } } : {};
  return url ? { type: 'link', url, text, ...style } : { type: 'text', text, ...style };
}
