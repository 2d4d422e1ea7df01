import { dayInWords } from '../answers/describe-picture.ts';
import type { Block, Part, Reply } from '../answers/reply.ts';

/** `[1]`, `[1, 2]`; nothing for no marks. */
export function writeMarks(marks: readonly number[]): string {
  return marks.length === 0 ? '' : `[${marks.join(', ')}]`;
}

/** The words of a run of parts, quotations in quotation marks, citations as `[1]` after a blank. */
export function writeParts(parts: readonly Part[]): string {
  let text = '';
  for (const part of parts) {
    switch (part.kind) {
      case 'text':
      case 'strong':
        text += part.text;
        break;
      case 'quote':
        text += `“${part.text}”`;
        break;
      case 'cite':
        if (part.marks.length > 0)
          text += `${/\s$/u.test(text) ? '' : ' '}${writeMarks(part.marks)}`;
        break;
    }
  }
  return text;
}

/** `Syrskyi said (via CNN; about 11 Nov 2024)`: who, through whom, when, as far as given. */
export function writeAttribution(
  block: Pick<Extract<Block, { kind: 'claim' }>, 'who' | 'verb' | 'via' | 'when'>,
): string {
  const aside = [block.via === null ? '' : `via ${block.via}`, block.when]
    .filter(Boolean)
    .join('; ');
  return [block.who, block.verb, aside && `(${aside})`].filter(Boolean).join(' ');
}

/** An answer as one plain text, without pictures, buttons and the list of sources. */
export function renderPlain(reply: Reply): string {
  return reply.blocks.map(writeBlock).filter(Boolean).join('\n');
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.text;
    case 'paragraph':
    case 'notice':
      return writeParts(block.parts);
    case 'claim': {
      const standing = block.standing.length > 0 ? ` (${block.standing.join('; ')})` : '';
      return `${writeAttribution(block)}: ${writeParts(block.what)}${standing}`;
    }
    case 'figures':
      return [block.title, ...block.rows.map(writeFigure)].join('\n');
    case 'timeline':
      return block.entries.map(({ when, parts }) => `${when}: ${writeParts(parts)}`).join('\n');
    case 'picture':
    case 'sources':
    case 'actions':
      return '';
  }
}

function writeFigure(row: Extract<Block, { kind: 'figures' }>['rows'][number]): string {
  const from = [row.source, row.day && dayInWords(row.day)].filter(Boolean).join(', ');
  return `${row.label}: ${row.text} (${from}) ${writeMarks(row.marks)}`.trimEnd();
}
