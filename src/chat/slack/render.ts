import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import type {
  Action,
  Block,
  Citation,
  Figure,
  Part,
  PictureSpec,
  Reply,
} from '../../answers/reply.ts';
import { groupByArticle } from '../sources.ts';
import {
  ACTIONS_MAX_ELEMENTS,
  ALT_TEXT_MAX_CHARS,
  BUTTON_TEXT_MAX_CHARS,
  BUTTON_VALUE_MAX_CHARS,
  HEADER_MAX_CHARS,
  MESSAGE_MAX_BYTES,
  URL_MAX_CHARS,
} from './limits.ts';
import type { Run } from './lines.ts';
import { type Piece, packMessages, type SlackMessage } from './packing.ts';
import { clean, clip, escapeControls } from './plain.ts';

/** What a button of ours says when it is pressed. */
export const ASK_ACTION = 'ask';
export const CITE_ACTION = 'cite';
export const WRONG_ACTION = 'wrong';

export type RenderOptions = {
  /** Where a citation is shown in its article; null puts buttons under the sources instead. */
  readonly linkTo: ((citation: Citation) => string) | null;
  /** Slack's file ids of the pictures that were uploaded; the others are told by their alt text. */
  readonly files: ReadonlyMap<PictureSpec, string>;
  /** Who asked what, said above an answer that stands for itself in a channel. */
  readonly asked: { readonly user: string; readonly text: string } | null;
};

/**
 * A reply as Slack messages, each within every limit.
 *
 * Words of articles and people stand in rich text elements, which Slack shows as they are: no mention,
 * date, link, emoji code or formatting is read in them, and so none can be forged. Plain-text objects
 * (headings, buttons) and `text` have the three control characters escaped.
 */
export function renderSlack(reply: Reply, options: RenderOptions): readonly SlackMessage[] {
  const citations = new Map(
    reply.blocks.flatMap((block) =>
      block.kind === 'sources' ? block.citations.map((each) => [each.mark, each] as const) : [],
    ),
  );
  const scene: Scene = { ...options, citations };
  const pieces = [
    ...(options.asked ? [asked(options.asked)] : []),
    ...reply.blocks.flatMap((block) => renderBlock(block, scene)),
  ];
  return packMessages(pieces, clean(reply.summary));
}

/** The same messages to be read alone: where nothing goes on from a button, or the button shows what is shown already. */
export function withoutButtons(messages: readonly SlackMessage[]): readonly SlackMessage[] {
  return messages
    .map(({ text, blocks }) => ({ text, blocks: blocks.filter(({ type }) => type !== 'actions') }))
    .filter(({ blocks }) => blocks.length > 0);
}

type Scene = RenderOptions & { readonly citations: ReadonlyMap<number, Citation> };

const QUESTION_MAX_CHARS = 300;

function asked({ user, text }: { readonly user: string; readonly text: string }): Piece {
  const question = clip(clean(text), QUESTION_MAX_CHARS);
  return {
    kind: 'asked',
    elements: [
      { type: 'user', user_id: user },
      { type: 'text', text: ' asked: ' },
      { type: 'text', text: question || '…', style: { italic: true } },
    ],
    said: `Asked: ${question}`,
  };
}

function renderBlock(block: Block, scene: Scene): readonly Piece[] {
  switch (block.kind) {
    case 'heading':
      return heading(block.text);
    case 'paragraph':
      return [{ kind: 'line', layout: 'plain', runs: toRuns(block.parts, scene) }];
    case 'claim': {
      const aside = [block.via && `via ${block.via}`, block.when].filter(Boolean).join('; ');
      const standing = block.standing.join('; ');
      return [
        bullet([
          ...strong(`${block.who} ${block.verb}`.trim()),
          ...plain(aside ? ` (${aside}): ` : ': '),
          ...toRuns(block.what, scene),
          ...(standing ? [{ text: clean(` (${standing})`), italic: true }] : []),
        ]),
      ];
    }
    case 'figures':
      return [title(block.title), ...block.rows.map((row) => bullet(figure(row, scene)))];
    case 'timeline':
      return block.entries.map(({ when, parts }) =>
        bullet([...strong(when), ...plain(': '), ...toRuns(parts, scene)]),
      );
    case 'picture':
      return [picture(block.picture, block.alt, scene)];
    case 'sources':
      return sources(block.citations, scene);
    case 'notice': {
      const sign = block.tone === 'warning' ? '⚠️ ' : 'ℹ️ ';
      return [
        { kind: 'line', layout: 'plain', runs: [...plain(sign), ...toRuns(block.parts, scene)] },
      ];
    }
    case 'actions':
      return buttons(block.actions.flatMap((action, index) => button(action, index, scene)));
  }
}

function heading(text: string): readonly Piece[] {
  const words = clean(text).replaceAll(/\s+/gu, ' ').trim();
  const written = escapeControls(words);
  if (written === '') return [];
  if (written.length > HEADER_MAX_CHARS) return [title(words)];
  const block: KnownBlock = {
    type: 'header',
    text: { type: 'plain_text', text: written, emoji: false },
  };
  return [{ kind: 'block', block, said: words }];
}

function title(text: string): Piece {
  return { kind: 'line', layout: 'title', runs: strong(text) };
}

function bullet(runs: readonly Run[]): Piece {
  return { kind: 'line', layout: 'bullet', runs };
}

function strong(text: string): readonly Run[] {
  return [{ text: clean(text), bold: true }];
}

function plain(text: string): readonly Run[] {
  return [{ text: clean(text) }];
}

function toRuns(parts: readonly Part[], scene: Scene): readonly Run[] {
  const runs: Run[] = [];
  for (const part of parts) {
    switch (part.kind) {
      case 'text':
        runs.push(...plain(part.text));
        break;
      case 'strong':
        runs.push(...strong(part.text));
        break;
      case 'quote':
        runs.push({ text: `“${clean(part.text)}”` });
        break;
      case 'cite':
        runs.push(...cites(part.marks, scene, runs.at(-1)));
        break;
    }
  }
  return runs;
}

/** The marks behind one blank, kept by the text before them. */
function cites(marks: readonly number[], scene: Scene, before: Run | undefined): readonly Run[] {
  const blank =
    before === undefined || /\s$/u.test(before.text) ? [] : [{ text: ' ', isGlued: true }];
  return marks.length === 0 ? [] : [...blank, ...marks.map((mark) => cite(mark, scene))];
}

function cite(mark: number, { linkTo, citations }: Scene): Run {
  const citation = citations.get(mark);
  const url = citation && linkTo ? webAddress(linkTo(citation)) : null;
  return { text: `[${mark}]`, isGlued: true, ...(url && { url }) };
}

function figure({ text, label, source, day, marks }: Figure, scene: Scene): readonly Run[] {
  const runs = [
    ...strong(text),
    ...plain(` · ${[label, source, day ?? 'undated'].filter(Boolean).join(' · ')}`),
  ];
  return [...runs, ...cites(marks, scene, runs.at(-1))];
}

function picture(spec: PictureSpec, alt: string, { files }: Scene): Piece {
  const file = files.get(spec);
  const words = clean(alt).trim() || clean(spec.title).trim();
  if (!file || words === '') return { kind: 'line', layout: 'plain', runs: plain(words) };
  const block: KnownBlock = {
    type: 'image',
    slack_file: { id: file },
    alt_text: clip(words, ALT_TEXT_MAX_CHARS),
  };
  return { kind: 'block', block, said: words };
}

/** As many as a reader finds the right one among. */
const SHOWN_PER_ROW = 10;

function sources(citations: readonly Citation[], scene: Scene): readonly Piece[] {
  if (citations.length === 0) return [];
  const lines = groupByArticle(citations).map((group) => bullet(source(group, scene)));
  const shown = scene.linkTo
    ? []
    : citations.flatMap((citation, index) =>
        showButton(citation, `Show [${citation.mark}]`, index),
      );
  return [title('Sources'), ...lines, ...buttons(shown, SHOWN_PER_ROW)];
}

function source(group: readonly [Citation, ...Citation[]], scene: Scene): readonly Run[] {
  const [{ title: name, outlet, published, url }] = group;
  const address = url ? webAddress(url) : null;
  const words = clip(clean(name).replaceAll(/\s+/gu, ' ').trim(), 300) || 'untitled';
  return [
    ...group.flatMap(({ mark, paragraph }, index) => [
      ...plain(index === 0 ? '' : ' · '),
      { ...cite(mark, scene), isGlued: false },
      ...plain(` ¶${paragraph}`),
    ]),
    ...plain(` — ${outlet ? `${outlet}: ` : ''}`),
    { text: words, ...(address && { url: address }) },
    ...plain(published ? `, ${published}` : ''),
  ];
}

/** The address as it may stand in a link; null unless it leads into the web. */
function webAddress(text: string): string | null {
  if (text.length > URL_MAX_CHARS / 2 || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}

function button(action: Action, index: number, scene: Scene): readonly Button[] {
  switch (action.kind) {
    case 'ask': {
      const text = clean(action.text).trim();
      if (text === '' || text.length > BUTTON_VALUE_MAX_CHARS) return [];
      return [toButton(`${ASK_ACTION}:${index}`, action.label || text, text)];
    }
    case 'cite': {
      const citation = scene.citations.get(action.mark);
      // Without links, the sources have a button each.
      return citation && scene.linkTo ? showButton(citation, action.label, index) : [];
    }
    case 'wrong':
      return [toButton(`${WRONG_ACTION}:${index}`, action.label, citedClaims(scene))];
  }
}

function showButton(
  { mark, article, start, end }: Citation,
  label: string,
  index: number,
): readonly Button[] {
  const value = JSON.stringify([article, start, end]);
  if (value.length > BUTTON_VALUE_MAX_CHARS) return [];
  return [toButton(`${CITE_ACTION}:${index}`, label || `Show [${mark}]`, value)];
}

/** The answer's claims by mark, as JSON, for the view that asks which one is wrong; as many as a button holds. */
function citedClaims({ citations }: Scene): string {
  const claims: [mark: number, claim: string][] = [];
  for (const { mark, claim } of citations.values()) {
    if (claim === null) continue;
    if (JSON.stringify([...claims, [mark, claim]]).length > BUTTON_VALUE_MAX_CHARS) break;
    claims.push([mark, claim]);
  }
  return JSON.stringify(claims);
}

function toButton(action: string, label: string, value: string): Button {
  const words = clip(
    clean(label).replaceAll(/\s+/gu, ' ').trim() || '…',
    BUTTON_TEXT_MAX_CHARS,
    escapeControls,
  );
  return {
    type: 'button',
    action_id: action,
    text: { type: 'plain_text', text: words, emoji: false },
    value,
  };
}

/** UTF-8 bytes of a row of buttons: two of the longest rows still fit into a message. */
const ROW_MAX_BYTES = MESSAGE_MAX_BYTES / 2;

function buttons(
  elements: readonly Button[],
  perRow: number = ACTIONS_MAX_ELEMENTS,
): readonly Piece[] {
  const rows: Button[][] = [];
  let bytes = 0;
  for (const element of elements) {
    const size = Buffer.byteLength(JSON.stringify(element)) + 1;
    const row = rows.at(-1);
    if (row && row.length < perRow && bytes + size <= ROW_MAX_BYTES) {
      row.push(element);
      bytes += size;
    } else {
      rows.push([element]);
      bytes = size;
    }
  }
  return rows.map((row): Piece => {
    const block: ActionsBlock = { type: 'actions', elements: row };
    return { kind: 'block', block, said: '' };
  });
}
