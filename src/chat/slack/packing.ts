import type { KnownBlock, RichTextElement } from '@slack/types';
import {
  MESSAGE_MAX_BLOCKS,
  MESSAGE_MAX_BYTES,
  RICH_TEXT_MAX_BYTES,
  TEXT_MAX_CHARS,
} from './limits.ts';
import { type Run, splitLine } from './lines.ts';
import { clip, escapeControls } from './plain.ts';

/** One message, ready to be posted with `mrkdwn: false`: `text` is what notifications and screen readers say. */
export type SlackMessage = { readonly text: string; readonly blocks: readonly KnownBlock[] };

/** A line of text that may be cut, or a block that may not; `said` is what stands for it in plain text. */
export type Piece =
  | {
      readonly kind: 'line';
      /** A title stands with what follows it. */
      readonly layout: 'plain' | 'bullet' | 'title';
      readonly runs: readonly Run[];
    }
  | { readonly kind: 'asked'; readonly elements: readonly RichTextElement[]; readonly said: string }
  | { readonly kind: 'block'; readonly block: KnownBlock; readonly said: string };

type Placed = {
  readonly block: KnownBlock;
  readonly said: string;
  readonly isTitle: boolean;
};

/** Lines become rich text blocks, bullets that follow each other one list, as far as a block holds them. */
function toBlocks(pieces: readonly Piece[]): readonly Placed[] {
  const placed: Placed[] = [];
  let items: { elements: readonly RichTextElement[]; said: string; bytes: number }[] = [];
  const endList = (): void => {
    if (items.length === 0) return;
    const sections = items.map(({ elements }) => section(elements));
    placed.push({
      block: {
        type: 'rich_text',
        elements: [{ type: 'rich_text_list', style: 'bullet', elements: sections }],
      },
      said: items.map(({ said }) => `• ${said}`).join('\n'),
      isTitle: false,
    });
    items = [];
  };
  for (const piece of pieces) {
    if (piece.kind === 'block') {
      endList();
      const { block, said } = piece;
      placed.push({ block, said, isTitle: block.type === 'header' });
      continue;
    }
    const lines = piece.kind === 'asked' ? [piece.elements] : splitLine(piece.runs, LINE_MAX_BYTES);
    for (const elements of lines) {
      const said = piece.kind === 'asked' ? piece.said : elements.map(saidBy).join('');
      if (piece.kind === 'line' && piece.layout === 'bullet') {
        const bytes = Buffer.byteLength(JSON.stringify(section(elements))) + 1;
        const full = items.reduce((sum, item) => sum + item.bytes, bytes) > LINE_MAX_BYTES;
        if (full) endList();
        items.push({ elements, said, bytes });
      } else {
        endList();
        const block: KnownBlock = { type: 'rich_text', elements: [section(elements)] };
        placed.push({ block, said, isTitle: piece.kind === 'line' && piece.layout === 'title' });
      }
    }
  }
  endList();
  return placed;
}

/** What one block's JSON holds beside its lines. */
const LINE_MAX_BYTES = RICH_TEXT_MAX_BYTES - 200;

function section(elements: readonly RichTextElement[]): {
  type: 'rich_text_section';
  elements: RichTextElement[];
} {
  return { type: 'rich_text_section', elements: [...elements] };
}

function saidBy(element: RichTextElement): string {
  return element.type === 'text' || element.type === 'link' ? (element.text ?? '') : '';
}

/** Messages of whole blocks, as many in each as its limits allow; the first one's text begins with the summary. */
export function packMessages(pieces: readonly Piece[], summary: string): readonly SlackMessage[] {
  const messages: Placed[][] = [];
  let open: Placed[] = [];
  let bytes = 0;
  for (const next of toBlocks(pieces)) {
    const size = Buffer.byteLength(JSON.stringify(next.block)) + 1;
    if (open.length === MESSAGE_MAX_BLOCKS || bytes + size > MESSAGE_MAX_BYTES) {
      const rest = open.length > 1 && open.at(-1)?.isTitle ? open.splice(-1) : [];
      messages.push(open);
      open = rest;
      bytes = rest.reduce(
        (sum, { block }) => sum + Buffer.byteLength(JSON.stringify(block)) + 1,
        0,
      );
    }
    open.push(next);
    bytes += size;
  }
  if (open.length > 0 || messages.length === 0) messages.push(open);
  return messages.map((blocks, index) => {
    const said = blocks.map((each) => each.said).filter(Boolean);
    const words = index === 0 && summary.trim() ? [summary, ...said] : said;
    return {
      text: clip(words.join('\n').trim() || '…', TEXT_MAX_CHARS, escapeControls),
      blocks: blocks.map(({ block }) => block),
    };
  });
}
