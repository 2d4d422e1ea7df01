import type { APIEmbed } from 'discord.js';
import type { Block, Citation, Figure, Part, PictureSpec, Reply } from '../../answers/reply.ts';
import { groupByArticle } from '../sources.ts';
import { type Run, splitRuns } from '../split.ts';
import { type Row, renderRows } from './components.ts';
import { escapeMarkdown, shorten, toPlain } from './escape.ts';
import {
  ALT_MAX_CHARS,
  CONTENT_MAX_CHARS,
  EMBED_DESCRIPTION_MAX_CHARS,
  EMBED_TITLE_MAX_CHARS,
  EMBEDS_MAX_CHARS,
  PICTURES_MAX,
  ROWS_MAX,
} from './limits.ts';

export type DiscordPicture = {
  /** The attachment's file name; the embed refers to it. */
  readonly name: string;
  readonly alt: string;
  readonly spec: PictureSpec;
};

/** One message, JSON throughout, so that the outbox can keep it until it is sent. */
export type DiscordMessage = {
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly Row[];
  /** Drawn when it is sent. */
  readonly pictures: readonly DiscordPicture[];
};

export type RenderOptions = {
  /** The key of the post's row, where texts too long for a button are kept. */
  readonly key: string;
  /** The message that the conversation hangs under, where the platform's thread does not show it. */
  readonly root: string | null;
  /** Whether what people write in the thread is heard; if not, a button takes follow-ups. */
  readonly hearsThreads: boolean;
  /** A page of the reading room; null shows sentences by button instead. */
  readonly link: ((citation: Citation) => string) | null;
};

/**
 * Messages in the order to be sent; at least one, each within Discord's limits.
 *
 * Embeds, not Components V2: their text pings nobody whatever it holds, they take 6,000 characters
 * where V2 takes 4,000 in all, they leave `content` free for the line that notifications and screen
 * readers read out, and a deferred answer may be edited to them.
 */
export function renderDiscord(reply: Reply, options: RenderOptions): readonly DiscordMessage[] {
  const { content, title, blocks } = renderHead(reply, options);
  const texts = splitRuns(renderBlocks(blocks, options), EMBED_DESCRIPTION_MAX_CHARS);
  const rows = renderRows(reply, options);
  // Pictures and rows begin with the last text and go on in messages of their own.
  const tail = Math.max(0, texts.length - 1);
  const taken = (texts[tail] ?? '').length + (tail === 0 ? title.length : 0);
  const pictures = packPictures(readPictures(reply), EMBEDS_MAX_CHARS - taken);
  const count = tail + Math.max(1, pictures.length, Math.ceil(rows.length / ROWS_MAX));
  return Array.from({ length: count }, (_, index): DiscordMessage => {
    const after = index - tail;
    const drawn = pictures[after] ?? [];
    const color = reply.abstained ? NOTHING_HELD_GREY : ANSWER_BLUE;
    const words = {
      ...(index === 0 && title !== '' && { title }),
      ...(texts[index] && { description: texts[index] }),
    };
    return {
      content,
      embeds: [
        ...(words.title || words.description ? [{ color, ...words }] : []),
        ...drawn.map(({ name }) => ({ color, image: { url: `attachment://${name}` } })),
      ],
      components: after < 0 ? [] : rows.slice(after * ROWS_MAX, (after + 1) * ROWS_MAX),
      pictures: drawn,
    };
  });
}

/** The line above the embed, the embed's title, and the blocks that neither of them says already. */
function renderHead(reply: Reply, options: RenderOptions) {
  const [first, ...others] = reply.blocks;
  const summary = shorten(reply.summary, CONTENT_MAX_CHARS / 2, escapeMarkdown) || MORE;
  if (first?.kind === 'heading') {
    const heading = shorten(first.text, EMBED_TITLE_MAX_CHARS, escapeMarkdown);
    return { content: summary, title: heading === summary ? '' : heading, blocks: others };
  }
  if (first?.kind === 'notice' && isSummed(first.parts, reply.summary)) {
    const [content = summary, ...rest] = splitRuns(
      renderBlock(first, options),
      CONTENT_MAX_CHARS / 2,
    );
    if (rest.length === 0) return { content, title: '', blocks: others };
  }
  return { content: summary, title: '', blocks: reply.blocks };
}

/** True for words without citations that the summary says, or begins with. */
function isSummed(parts: readonly Part[], summary: string): boolean {
  const words = parts.map((part) => (part.kind === 'cite' ? null : part.text));
  return summary !== '' && !words.includes(null) && words.join('').startsWith(summary);
}

/** The same message with a picture's alt text in its place, for when it cannot be drawn or attached. */
export function withoutPictures(message: DiscordMessage): DiscordMessage {
  const embeds = message.embeds.map(({ image, ...embed }) => {
    const picture = message.pictures.find(({ name }) => image?.url === `attachment://${name}`);
    return picture ? { ...embed, description: escapeAlt(picture.alt) } : embed;
  });
  return { ...message, embeds, pictures: [] };
}

const ANSWER_BLUE = 0x2f6fb5;
const NOTHING_HELD_GREY = 0x8a8f98;
/** What stands where a reply has no words. */
const MORE = '…';

/** A line above an answer that repeats what was asked by a button or a form, which nobody else saw. */
export function renderAsked(text: string): string {
  return `↪ “${shorten(text, CONTENT_MAX_CHARS / 3, escapeMarkdown)}”`;
}

/** A blank line between blocks, none between claims. */
function renderBlocks(blocks: readonly Block[], options: RenderOptions): readonly Run[] {
  return blocks.flatMap((block, index) => {
    const isAmongClaims = block.kind === 'claim' && blocks[index + 1]?.kind === 'claim';
    const runs = renderBlock(block, options);
    return runs.length === 0 ? [] : [...runs, isAmongClaims ? LINE : PARAGRAPH];
  });
}

function renderBlock(block: Block, options: RenderOptions): readonly Run[] {
  switch (block.kind) {
    case 'heading':
      return [strong(block.text)];
    case 'paragraph':
      return renderParts(block.parts);
    case 'claim':
      return [
        BULLET,
        strong(block.who),
        plain(` ${block.verb}${inBrackets([block.via && `via ${block.via}`, block.when])}: `),
        ...renderParts(block.what),
        ...block.standing.map((standing) => plain(` · ${standing}`)),
      ];
    case 'figures':
      return inLines([[strong(block.title)], ...block.rows.map(renderFigure)]);
    case 'timeline':
      return inLines(
        block.entries.map(({ when, parts }) => [
          BULLET,
          strong(when),
          plain(': '),
          ...renderParts(parts),
        ]),
      );
    case 'picture':
    case 'actions':
      return [];
    case 'sources':
      return inLines([
        [strong('Sources')],
        ...groupByArticle(block.citations).map((group) => renderSource(group, options)),
      ]);
    case 'notice':
      return [{ text: block.tone === 'warning' ? '⚠️ ' : 'ℹ️ ' }, ...renderParts(block.parts)];
  }
}

function inLines(lines: readonly (readonly Run[])[]): readonly Run[] {
  return lines.flatMap((line, index) => (index === 0 ? line : [LINE, ...line]));
}

const PARAGRAPH: Run = { text: '\n\n' };
const LINE: Run = { text: '\n' };
const BULLET: Run = { text: '• ' };

function plain(text: string): Run {
  return { text: escapeMarkdown(text) };
}

function strong(text: string): Run {
  return { text: escapeMarkdown(text), wrap: '**' };
}

function renderParts(parts: readonly Part[]): readonly Run[] {
  return parts.flatMap((part, index) => {
    const isCitedNext = parts[index + 1]?.kind === 'cite';
    return renderPart(
      isCitedNext && part.kind === 'text' ? { ...part, text: part.text.trimEnd() } : part,
    );
  });
}

function renderPart(part: Part): readonly Run[] {
  switch (part.kind) {
    case 'text':
      return [plain(part.text)];
    case 'strong':
      return [strong(part.text)];
    case 'quote':
      return [plain(`“${part.text}”`)];
    case 'cite':
      return renderMarks(part.marks);
  }
}

/** ` (via the Wall Street Journal; 3 Feb 2023)`; nothing when there is nothing to say. */
function inBrackets(words: readonly (string | null)[]): string {
  const said = words.filter((word) => word !== null && word !== '');
  return said.length === 0 ? '' : ` (${said.join('; ')})`;
}

/** `[1][2]`; a no-break space before it, since the mark belongs to the words. */
function renderMarks(marks: readonly number[]): readonly Run[] {
  return marks.map((mark, index) => ({
    text: `${index === 0 ? '\u00A0' : ''}\\[${mark}\\]`,
    isWhole: true,
  }));
}

function renderFigure(figure: Figure): readonly Run[] {
  return [
    BULLET,
    plain(`${figure.label}: `),
    strong(figure.text),
    plain(inBrackets([figure.source, figure.day])),
    ...renderMarks(figure.marks),
  ];
}

const TITLE_MAX_CHARS = 200;
const NAME_MAX_CHARS = 80;

/** `[1] [¶9](…) · [4] [¶2](…) — The Guardian: Title, 3 Feb 2023 · original`, cut nowhere. */
function renderSource(
  group: readonly [Citation, ...Citation[]],
  { link }: RenderOptions,
): readonly Run[] {
  const [{ outlet, title, published, url }] = group;
  const marks = group.flatMap((citation, index): readonly Run[] => {
    const room = link && safeUrl(link(citation));
    const paragraph = `¶${citation.paragraph}`;
    const text = `\\[${citation.mark}\\] ${room ? `[${paragraph}](${room})` : paragraph}`;
    return [{ text: index === 0 ? '' : ' · ' }, { text, isWhole: true }];
  });
  const original = safeUrl(url);
  const day = shorten(published, NAME_MAX_CHARS, escapeMarkdown);
  const article = [
    outlet ? `${shorten(outlet, NAME_MAX_CHARS, escapeMarkdown)}: ` : '',
    shorten(title, TITLE_MAX_CHARS, escapeMarkdown) || 'untitled',
    day === '' ? '' : `, ${day}`,
    original ? ` · [original](${original})` : '',
  ].join('');
  return [...marks, { text: ' — ' }, { text: article, isWhole: true }];
}

const URL_MAX_CHARS = 600;

/** A web address that cannot leave its brackets; null for any other scheme and for overlong ones. */
function safeUrl(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const href = url.href.replaceAll(
    /[()<>*_~`|\\[\]@]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return href.length <= URL_MAX_CHARS ? href : null;
}

function readPictures(reply: Reply): readonly DiscordPicture[] {
  return reply.blocks.flatMap((block, index) =>
    block.kind === 'picture'
      ? [
          {
            name: `picture-${index + 1}.png`,
            alt: shorten(block.alt, ALT_MAX_CHARS),
            spec: block.picture,
          },
        ]
      : [],
  );
}

/** Pictures by message, the first of which has `room`; there is room for each one's alt text in its place. */
function packPictures(
  pictures: readonly DiscordPicture[],
  room: number,
): readonly (readonly DiscordPicture[])[] {
  const packs: DiscordPicture[][] = [[]];
  let left = room;
  for (const picture of pictures) {
    const size = escapeAlt(picture.alt).length;
    if (size > left || packs.at(-1)?.length === PICTURES_MAX) {
      packs.push([]);
      left = EMBEDS_MAX_CHARS;
    }
    packs.at(-1)?.push(picture);
    left -= size;
  }
  return packs;
}

function escapeAlt(alt: string): string {
  return shorten(toPlain(alt), ALT_MAX_CHARS, escapeMarkdown) || MORE;
}
