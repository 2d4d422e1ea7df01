import { dayInWords } from '../../answers/describe-picture.ts';
import type { Block, Citation, Figure, Part, Reply } from '../../answers/reply.ts';
import { printable } from '../../printable.ts';
import { writeAttribution, writeMarks, writeParts } from '../plain.ts';
import { columns, wrap } from './wrap.ts';

export type TerminalOptions = {
  /** Columns; lines are never wider where words allow it. */
  readonly width: number;
  /** ANSI colours, for a terminal that shows them. */
  readonly color: boolean;
};

/** Wider lines are hard to read. */
const MAX_WIDTH = 96;
const MIN_WIDTH = 24;

const STYLES = {
  bold: ['\u001B[1m', '\u001B[22m'],
  dim: ['\u001B[2m', '\u001B[22m'],
  accent: ['\u001B[36m', '\u001B[39m'],
  warning: ['\u001B[33m', '\u001B[39m'],
} as const;
type Style = keyof typeof STYLES;
type Paint = (style: Style, text: string) => string;

/** An answer for a person at a terminal, sources spelled out under it; ends without a line break. */
export function renderTerminal(reply: Reply, options: TerminalOptions): string {
  const width = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, options.width));
  const paint: Paint = (style, text) =>
    options.color && text !== '' ? `${STYLES[style][0]}${text}${STYLES[style][1]}` : text;
  const blocks = reply.blocks
    .map((block) => renderBlock(block, width, paint))
    .filter((lines) => lines.length > 0);
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

function renderBlock(block: Block, width: number, paint: Paint): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return wrap(printable(block.text), width).map((line) => paint('bold', line));
    case 'paragraph':
      return wrapParts(block.parts, width, paint);
    case 'notice': {
      const sign = block.tone === 'warning' ? '! ' : '· ';
      return wrapParts(block.parts, width, paint, paint('warning', sign), '  ');
    }
    case 'claim':
      return [
        ...wrap(printable(writeAttribution(block)), width).map((line) => paint('bold', line)),
        ...wrapParts(block.what, width, paint, '  '),
        ...block.standing.flatMap((standing) =>
          wrap(printable(standing), width, '  → ', '    ').map((line) => paint('warning', line)),
        ),
      ];
    case 'figures':
      return renderFigures(block.title, block.rows, width, paint);
    case 'timeline':
      return block.entries.flatMap(({ when, parts }) => [
        ...wrap(printable(when), width).map((line) => paint('accent', line)),
        ...wrapParts(parts, width, paint, '  '),
      ]);
    // What a picture shows is told in words above it.
    case 'picture':
      return [];
    case 'sources':
      return renderSources(block.citations, width, paint);
    case 'actions':
      return renderActions(block, width, paint);
  }
}

function wrapParts(
  parts: readonly Part[],
  width: number,
  paint: Paint,
  first = '',
  indent = first,
): readonly string[] {
  const marked = printable(writeParts(parts));
  return wrap(bindMarks(marked), width, first, indent).map((line) =>
    line.replaceAll(BOUND, ' ').replaceAll(/\[\d+(?:, \d+)*\]/gu, (mark) => paint('accent', mark)),
  );
}

/** A private-use stand-in for the blanks inside and before citation marks, where no line may break. */
const BOUND = '\uE000';

function bindMarks(text: string): string {
  return text.replaceAll(/ ?\[\d+(?:, \d+)*\]/gu, (mark) => mark.replaceAll(' ', BOUND));
}

function renderFigures(
  title: string,
  rows: readonly Figure[],
  width: number,
  paint: Paint,
): readonly string[] {
  const widest = Math.max(0, ...rows.map(({ text }) => columns(printable(text))));
  const isTable = widest + 4 <= width / 2;
  const lines = rows.flatMap((row) => {
    const text = printable(row.text);
    const from = [row.source, row.day && dayInWords(row.day)].filter(Boolean).join(', ');
    const rest = bindMarks(
      printable(`${[row.label, from].filter(Boolean).join(' · ')} ${writeMarks(row.marks)}`),
    );
    if (!isTable) return [...wrap(text, width, '  '), ...wrap(rest, width, '    ')];
    const gap = ' '.repeat(widest - columns(text));
    return wrap(rest, width, `  ${text}${gap}  `, ' '.repeat(widest + 4));
  });
  return [
    ...wrap(printable(title), width).map((line) => paint('bold', line)),
    ...lines.map((line) => line.replaceAll(BOUND, ' ')),
  ];
}

function renderSources(
  citations: readonly Citation[],
  width: number,
  paint: Paint,
): readonly string[] {
  if (citations.length === 0) return [];
  return [
    paint('bold', 'Sources'),
    ...citations.flatMap((citation) => {
      const mark = `[${citation.mark}] `;
      const indent = ' '.repeat(mark.length);
      const from = [citation.outlet, citation.published, citation.url ?? citation.origin];
      return [
        ...wrap(`“${printable(citation.quote)}”`, width, mark, indent),
        ...wrap(
          printable(
            `${citation.title} ¶${citation.paragraph} · ${from.filter(Boolean).join(' · ')}`,
          ),
          width,
          indent,
        ).map((line) => paint('dim', line)),
      ];
    }),
  ];
}

function renderActions(
  block: Extract<Block, { kind: 'actions' }>,
  width: number,
  paint: Paint,
): readonly string[] {
  const asks = block.actions.filter((action) => action.kind === 'ask');
  if (asks.length === 0) return [];
  const list = asks.map(({ text }) => printable(text)).join(' · ');
  return wrap(list, width, 'Ask next: ', '          ').map((line) => paint('dim', line));
}
