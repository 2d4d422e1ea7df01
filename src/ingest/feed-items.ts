import { parseFeed } from 'feedsmith';
import type { Day } from '../corpus/article.ts';

/** One entry of a feed, whatever its format. */
export type FeedItem = {
  /** What the feed calls it: guid or id; its address where it has none. */
  readonly guid: string;
  /** Absolute; null where it names no page of its own. */
  readonly url: string | null;
  readonly title: string | null;
  /** The day as the feed writes it, in the feed's own time zone. */
  readonly published: Day | null;
  /** HTML or text of the whole article or of its beginning; the fullest that the feed gives. */
  readonly content: string | null;
  /** True where the feed calls it a summary or description. */
  readonly isSummary: boolean;
};

export type Feed = { readonly title: string | null; readonly items: readonly FeedItem[] };

/** More than any feed lists at once; the newest come first. */
const MAX_ITEMS = 500;
/** Deeper than any feed nests, XHTML content included. */
const MAX_DEPTH = 100;

type Draft = {
  readonly [Field in 'guid' | 'url' | 'title' | 'published' | 'content' | 'summary']?:
    | string
    | null
    | undefined;
};

/** Reads RSS, Atom, RDF or JSON Feed; `problem` is one sentence. Nothing in it is fetched or expanded. */
export function readFeed(text: string, address: string): Feed | { readonly problem: string } {
  const problem = whyHostile(text);
  if (problem !== null) return { problem };
  let title: string | undefined;
  let drafts: readonly Draft[];
  try {
    const parsed = parseFeed(text);
    [title, drafts] = [titleOf(parsed), draftsOf(parsed)];
  } catch {
    return { problem: 'It is no feed that can be read (RSS, Atom, RDF or JSON Feed).' };
  }
  const items = drafts.slice(0, MAX_ITEMS).flatMap((draft) => toItem(draft, address) ?? []);
  return { title: title?.trim() || null, items: withOwnAddresses(items) };
}

function whyHostile(text: string): string | null {
  if (/<!ENTITY/i.test(text)) return 'It declares entities of its own, which no feed needs.';
  let depth = 0;
  /** Of the tag that is read: many that are left open have one end, which is looked for once. */
  let end = -1;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    if (text.startsWith('<![CDATA[', at)) {
      const after = text.indexOf(']]>', at);
      if (after === -1) break;
      at = after;
      continue;
    }
    const next = text[at + 1];
    if (next === '?' || next === '!') continue;
    if (next === '/') depth--;
    else {
      if (end < at) end = text.indexOf('>', at);
      if (end === -1) break;
      if (text[end - 1] !== '/') depth++;
    }
    if (depth > MAX_DEPTH) return 'It is nested deeper than any feed.';
  }
  return null;
}

type Parsed = ReturnType<typeof parseFeed<string>>;

function titleOf({ format, feed }: Parsed): string | undefined {
  return format === 'atom' ? feed.title?.value : feed.title;
}

function draftsOf(parsed: Parsed): readonly Draft[] {
  switch (parsed.format) {
    case 'rss':
      return (parsed.feed.items ?? []).map((item) => ({
        guid: item.guid?.value,
        url: item.link ?? (item.guid?.isPermaLink === false ? null : item.guid?.value),
        title: item.title,
        published: item.pubDate ?? item.dc?.dates?.[0],
        content: item.content?.encoded,
        summary: item.description,
      }));
    case 'atom':
      return (parsed.feed.entries ?? []).map((entry) => ({
        guid: entry.id,
        url: (
          entry.links?.find(({ rel }) => rel === undefined || rel === 'alternate') ??
          entry.links?.[0]
        )?.href,
        title: entry.title?.value,
        published: entry.published ?? entry.updated,
        content: entry.content?.value,
        summary: entry.summary?.value,
      }));
    case 'rdf':
      return (parsed.feed.items ?? []).map((item) => ({
        guid: item.rdf?.about,
        url: item.link ?? item.rdf?.about,
        title: item.title,
        published: item.dc?.dates?.[0],
        content: item.content?.encoded,
        summary: item.description,
      }));
    case 'json':
      return (parsed.feed.items ?? []).map((item) => ({
        guid: item.id,
        url: item.url ?? item.external_url,
        title: item.title,
        published: item.date_published ?? item.date_modified,
        content: item.content_html ?? item.content_text,
        summary: item.summary,
      }));
  }
}

function toItem(draft: Draft, address: string): FeedItem | null {
  const { guid, url, title, published } = draft;
  const content = draft.content?.trim() ?? '';
  const summary = draft.summary?.trim() ?? '';
  const isSummary = summary.length > content.length;
  const page = url && URL.canParse(url, address) ? new URL(url, address) : null;
  const isWeb = page !== null && /^https?:$/.test(page.protocol);
  const name = guid?.trim() || (isWeb ? page.href : title?.trim());
  if (!name) return null;
  return {
    guid: name,
    url: isWeb ? page.href : null,
    title: title ? bareTitle(title) : null,
    published: readDay(published ?? null),
    content: (isSummary ? summary : content) || null,
    isSummary,
  };
}

/** Items that share an address with another have no page of their own: it is the site's. */
function withOwnAddresses(items: readonly FeedItem[]): readonly FeedItem[] {
  const guids = new Map<string, string>();
  const shared = new Set<string>();
  for (const { url, guid } of items) {
    if (url === null) continue;
    const other = guids.get(url);
    if (other !== undefined && other !== guid) shared.add(url);
    guids.set(url, guid);
  }
  return items.map((item) => (item.url && shared.has(item.url) ? { ...item, url: null } : item));
}

/** A title is one line of plain words; markup in it is a slip of the feed. */
function bareTitle(title: string): string | null {
  const words = title
    .replace(/<[^<>]{0,200}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words.slice(0, 500) || null;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** "Tue, 12 Nov 2024 00:00:00 +0200" and "2024-11-12T00:00:00Z": the day as written, midnight or not. */
function readDay(date: string | null): Day | null {
  const iso = /^\s*(\d{4}-\d{2}-\d{2})(?!\d)/.exec(date ?? '')?.[1];
  if (iso !== undefined) return Number.isNaN(Date.parse(iso)) ? null : iso;
  const { day, month, year } =
    /^\s*(?:\p{L}{2,10},?\s+)?(?<day>\d{1,2})[\s-](?<month>\p{L}{3})\p{L}{0,6}[\s-](?<year>\d{4})/u.exec(
      date ?? '',
    )?.groups ?? {};
  const number = MONTHS.indexOf((month ?? '').toLowerCase()) + 1;
  if (day === undefined || number === 0) return null;
  const written = `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return Number.isNaN(Date.parse(written)) ? null : written;
}
