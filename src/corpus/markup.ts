import { createRequire } from 'node:module';
import type { Token } from 'marked';
import type { Known } from './article.ts';
import { toKnown } from './known.ts';
import { stripTags } from './strip-tags.ts';

/** Text with the markup gone, a blank line between blocks, and what the markup said of the article. */
export type Reduced = { readonly text: string; readonly known: Known };

/** The parsers are loaded with the first text that has markup; most have none. */
const require = createRequire(import.meta.url);
const linkedom = (): typeof import('linkedom') => require('linkedom');
const readability = (): typeof import('@mozilla/readability') => require('@mozilla/readability');
const markedModule = (): typeof import('marked') => require('marked');

type HtmlDocument = ReturnType<typeof import('linkedom')['parseHTML']>['document'];
type HtmlNode = {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<HtmlNode>;
};

const BLOCKS = new Set(
  'P BR DIV SECTION ARTICLE MAIN HEADER H1 H2 H3 H4 H5 H6 LI UL OL DL DT DD BLOCKQUOTE PRE TABLE TR FIGURE HR'.split(
    ' ',
  ),
);
/** Captions and controls: never the article's own sentences. */
const LEFT_OUT = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME SVG OBJECT EMBED FORM BUTTON SELECT TEXTAREA NAV ASIDE FOOTER FIGCAPTION'.split(
    ' ',
  ),
);
const VOID = new Set(
  'area base br col embed hr img input link meta param source track wbr path'.split(' '),
);
/** Tags that old pages leave unclosed. */
const LOOSE = new Set('p li td th tr dd dt option'.split(' '));

/** The parsers' time grows with the square of depth and size; no news page comes near these. */
const MAX_DEPTH = 80;
const MAX_LOOSE = 500;
const MAX_TAGS = 25_000;
const MAX_RUN_CHARS = 50_000;

/** Reduces a web page to its article. Nothing in it is run or fetched. */
export function reduceHtml(html: string): Reduced {
  if (!isReasonable(html)) return { text: stripTags(html), known: {} };
  const document = parseDocument(html);
  const known = readMetadata(document);
  const found = parseArticle(html);
  const { body } = found === null ? document : parseDocument(found);
  return { text: toBlocks(body as unknown as HtmlNode), known };
}

/** The parser makes a body only where it sees the tags around one. */
function parseDocument(html: string): HtmlDocument {
  const isWhole = /<html[\s>]/i.test(html) && /<body[\s>]/i.test(html);
  return linkedom().parseHTML(isWhole ? html : `<!doctype html><html><body>${html}</body></html>`)
    .document;
}

function isReasonable(html: string): boolean {
  let depth = 0;
  let loose = 0;
  let tags = 0;
  let last = 0;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) {
    tags++;
    const [, slash, name = ''] = /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(at, at + 24)) ?? [];
    const step = slash === '/' ? -1 : 1;
    if (LOOSE.has(name.toLowerCase())) loose += step;
    else if (name !== '' && !VOID.has(name.toLowerCase())) depth += step;
    if (depth > MAX_DEPTH || loose > MAX_LOOSE || tags > MAX_TAGS) return false;
    const end = html.indexOf('>', at);
    if (name !== '' && (end === -1 || end - at > MAX_RUN_CHARS)) return false;
    if (at - last > MAX_RUN_CHARS) return false;
    last = at;
  }
  return html.length - last <= MAX_RUN_CHARS;
}

/** Readability takes the document apart, so it gets one of its own. Null when it finds no article. */
function parseArticle(html: string): string | null {
  try {
    const { Readability } = readability();
    const reader = new Readability(parseDocument(html) as never, { charThreshold: 200 });
    return reader.parse()?.content ?? null;
  } catch {
    return null;
  }
}

function toBlocks(root: HtmlNode): string {
  const blocks: string[] = [];
  let line = '';
  const close = () => {
    const words = line.replace(/\s+/g, ' ').trim();
    if (words !== '') blocks.push(words);
    line = '';
  };
  const visit = (node: HtmlNode) => {
    if (node.nodeType === 3) {
      line += node.textContent ?? '';
      return;
    }
    if (node.nodeType !== 1) return;
    const name = node.nodeName.toUpperCase();
    if (LEFT_OUT.has(name)) return;
    const isBlock = BLOCKS.has(name);
    if (isBlock) close();
    for (const child of node.childNodes) visit(child);
    if (isBlock) close();
    else if (name === 'TD' || name === 'TH') line += ' ';
  };
  visit(root);
  close();
  return blocks.join('\n\n');
}

function readMetadata(document: HtmlDocument): Known {
  const meta = (...names: string[]) => {
    for (const name of names) {
      const tag = document.querySelector(
        `meta[property="${name}"], meta[name="${name}"], meta[itemprop="${name}"]`,
      );
      const value = tag?.getAttribute('content')?.trim();
      if (value) return value;
    }
    return undefined;
  };
  const data = readLinkedData(document);
  const day = (value: string | undefined | null) => /^\d{4}-\d{2}-\d{2}/.exec(value ?? '')?.[0];
  return toKnown({
    headline:
      meta('og:title', 'twitter:title', 'headline') ??
      data.headline ??
      document.querySelector('h1')?.textContent?.trim(),
    published:
      day(
        meta(
          'article:published_time',
          'datePublished',
          'date',
          'pubdate',
          'dc.date',
          'parsely-pub-date',
        ),
      ) ??
      day(data.published) ??
      day(document.querySelector('time[datetime]')?.getAttribute('datetime')),
    outlet: meta('og:site_name', 'application-name', 'publisher') ?? data.outlet,
    url:
      webAddress(document.querySelector('link[rel="canonical"]')?.getAttribute('href')) ??
      webAddress(meta('og:url')),
  });
}

function webAddress(value: string | null | undefined): string | undefined {
  return value && /^https?:\/\/\S+$/i.test(value) ? value : undefined;
}

/** schema.org's NewsArticle, as pages carry it in JSON-LD. */
function readLinkedData(document: HtmlDocument): {
  headline?: string;
  published?: string;
  outlet?: string;
} {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const article = findArticle(parseJson(script.textContent ?? ''), 0);
    if (article === null) continue;
    const publisher = article.publisher;
    const outlet = isRecord(publisher) ? publisher.name : publisher;
    return {
      ...(typeof article.headline === 'string' ? { headline: article.headline } : {}),
      ...(typeof article.datePublished === 'string' ? { published: article.datePublished } : {}),
      ...(typeof outlet === 'string' ? { outlet } : {}),
    };
  }
  return {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function findArticle(value: unknown, depth: number): Record<string, unknown> | null {
  if (depth > 4) return null;
  const parts = Array.isArray(value) ? value : isRecord(value) ? [value['@graph']] : [];
  if (isRecord(value) && /Article|Report|Posting/.test(String(value['@type']))) return value;
  for (const part of parts) {
    const found = findArticle(part, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** Reduces Markdown to its prose; a front matter of `key: value` lines tells what is known. */
export function reduceMarkdown(markdown: string): Reduced {
  const front = /^---\r?\n([\s\S]{0,4000}?)\r?\n---\r?\n/.exec(markdown);
  const fields = new Map<string, string>();
  for (const line of (front?.[1] ?? '').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) {
      fields.set(
        line.slice(0, colon).trim().toLowerCase(),
        line
          .slice(colon + 1)
          .trim()
          .replace(/^["']|["']$/g, ''),
      );
    }
  }
  const prose = markdown.slice(front?.[0].length ?? 0);
  const known = toKnown({
    headline: fields.get('headline') ?? fields.get('title'),
    published: /^\d{4}-\d{2}-\d{2}/.exec(fields.get('published') ?? fields.get('date') ?? '')?.[0],
    outlet: fields.get('outlet') ?? fields.get('source') ?? fields.get('publisher'),
    url: webAddress(fields.get('url') ?? fields.get('link')),
  });
  return { text: toProse(prose), known };
}

/** More than any paragraph holds; the lexer's time grows with the square of both. */
const MAX_BLOCK_CHARS = 20_000;
const MAX_BLOCK_MARKS = 500;

function isOverloaded(block: string): boolean {
  return (
    block.length > MAX_BLOCK_CHARS || (block.match(/[*_`[<>~|]/g)?.length ?? 0) > MAX_BLOCK_MARKS
  );
}

/** Text that no lexer should be given, or that one fails on, is taken as it is. */
function toProse(markdown: string): string {
  if (markdown.split(/\n[^\S\n]*\n/).some(isOverloaded)) return markdown;
  const blocks: string[] = [];
  const { marked } = markedModule();
  try {
    collect(marked.lexer(markdown), blocks);
  } catch {
    return markdown;
  }
  return blocks.join('\n\n');
}

function collect(tokens: readonly Token[], blocks: string[]): void {
  for (const token of tokens) {
    switch (token.type) {
      case 'list':
        for (const item of token.items ?? []) collect(item.tokens ?? [], blocks);
        break;
      case 'blockquote':
        collect(token.tokens ?? [], blocks);
        break;
      case 'heading':
      case 'paragraph':
      case 'text':
        addBlock(inlineText(token), blocks);
        break;
      case 'html':
        addBlock(reduceHtml(token.raw).text, blocks);
        break;
      default:
        break;
    }
  }
}

function addBlock(text: string, blocks: string[]): void {
  const words = text.replace(/\s+/g, ' ').trim();
  if (words !== '') blocks.push(words);
}

function inlineText(token: Token): string {
  if (token.type === 'image' || token.type === 'html') return '';
  if (token.type === 'br') return ' ';
  const inner = 'tokens' in token ? token.tokens : undefined;
  if (inner !== undefined && inner.length > 0) return inner.map(inlineText).join('');
  return 'text' in token && typeof token.text === 'string' ? unescapeEntities(token.text) : '';
}

/** The lexer leaves entities in text as they were typed. */
function unescapeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return parseDocument(text.replaceAll('<', '&lt;')).body.textContent ?? text;
}
