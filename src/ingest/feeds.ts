import { createHash } from 'node:crypto';
import type { Known } from '../corpus/article.ts';
import { readText } from '../corpus/read.ts';
import type { Source } from '../store/port.ts';
import { type FeedItem, readFeed } from './feed-items.ts';
import type { Tally } from './folder.ts';
import {
  decodeAs,
  isOneSite,
  type PageOutcome,
  type PageParts,
  sourceOf,
  takePage,
} from './pages.ts';

export type FeedTally = Omit<Tally, 'withdrawn'>;

export type FeedParts = PageParts & {
  /** Takes one sentence about each thing that could not be read. */
  readonly report: (problem: string) => void;
  readonly fault: (doing: string, thrown: unknown) => void;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly signal?: AbortSignal;
};

export type FeedSettings = {
  readonly outlet?: string | undefined;
  /** Null reads it once. */
  readonly everyMinutes: number | null;
};

const FEED_TYPES =
  'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5';
const MINUTE_MS = 60_000;
/** The first wait after a failure; each further one doubles it. */
const BACK_OFF_MS = 5 * MINUTE_MS;
const MAX_BACK_OFF_MS = 24 * 60 * MINUTE_MS;
/** A page that failed so often is asked no more, unless its feed gives it anew. */
const MAX_PAGE_FAILURES = 6;
/** So much is added to or taken from each wait, that feeds do not all come due at once. */
const JITTER = 0.1;
/** Shorter than this, what a feed gives is a beginning or summary, and the page has the rest. */
const MIN_FULL_CHARS = { content: 300, summary: 1_000 } as const;
/** Text that bears markup is read as HTML. */
const MARKUP = /<\/?[a-z][^<>]{0,500}>/i;
const CUT_SHORT = /(?:\[?(?:…|\.\.\.)\]?|\b(?:read|continue reading|see) (?:more|on)\W*)\s*$/i;

/** How long to wait after so many failures in a row, or until the server allows it. */
export function backOff(
  failures: number,
  asked: number | null,
  now: number,
  random: number,
): number {
  const waitMs = Math.min(BACK_OFF_MS * 2 ** Math.min(failures - 1, 20), MAX_BACK_OFF_MS);
  return Math.max(asked ?? 0, Math.round(now + jitter(waitMs, random)));
}

function jitter(ms: number, random: number): number {
  return ms * (1 + JITTER * (2 * random - 1));
}

/** Reads a feed and what is new in it; every failure is one sentence, and harms nothing else. */
export async function takeFeed(
  url: string,
  settings: FeedSettings,
  parts: FeedParts,
): Promise<FeedTally> {
  const { fetcher, sources, now, random, report } = parts;
  const tally = { new: 0, changed: 0, unchanged: 0, reprints: 0, failed: 0 };
  const before = await sources.find(url);
  const { everyMinutes } = settings;
  const next = () =>
    everyMinutes === null
      ? (before?.dueAt ?? null)
      : Math.round(now() + jitter(everyMinutes * MINUTE_MS, random()));
  const fail = async (problem: string, asked: number | null) => {
    report(`${url}: ${problem}`);
    const failures = (before?.failures ?? 0) + 1;
    const dueAt = everyMinutes === null ? next() : backOff(failures, asked, now(), random());
    await sources.put({ ...sourceOf(url, 'feed', before, now()), failures, dueAt, fault: problem });
    return { ...tally, failed: 1 };
  };
  const fetched = await fetcher.get(url, FEED_TYPES, before ?? undefined);
  if (fetched.kind === 'failed') return fail(fetched.problem, fetched.retryAt);
  if (fetched.kind === 'unchanged') {
    await sources.put({ ...sourceOf(url, 'feed', before, now()), dueAt: next() });
    return tally;
  }
  const decoded = decodeAs(fetched.bytes, fetched.charset);
  const feed = 'problem' in decoded ? decoded : readFeed(decoded.text, fetched.url);
  if ('problem' in feed) return fail(feed.problem, null);
  const seen = new Set<string>();
  for (const item of feed.items) {
    if (parts.signal?.aborted) return tally;
    const key = keyOf(item, url);
    if (seen.has(key)) continue;
    seen.add(key);
    const outcome = await takeItem(item, key, { ...settings, found: fetched.url }, parts).catch(
      (thrown: unknown) => {
        parts.fault(`reading ${key}`, thrown);
        return null;
      },
    );
    if (outcome === null) tally.failed++;
    else if (typeof outcome === 'string') tally[outcome === 'reprint' ? 'reprints' : outcome]++;
    else {
      tally.failed++;
      report(outcome.problem);
    }
  }
  const { etag, lastModified } = fetched;
  // Last: what an interrupted reading leaves out, the next one finds.
  await sources.put({
    ...sourceOf(url, 'feed', before, now()),
    etag,
    lastModified,
    dueAt: next(),
  });
  return tally;
}

/** Reads one item from the feed where all of it is there, from its page where it is not. */
async function takeItem(
  item: FeedItem,
  key: string,
  { outlet, found }: FeedSettings & { readonly found: string },
  parts: FeedParts,
): Promise<PageOutcome> {
  const { sources, pipeline, now } = parts;
  const stamp = stampOf(item);
  const before = await sources.find(key);
  if (before !== null && before.stamp === stamp && !isToBeRetried(before, now()))
    return 'unchanged';
  // A stranger's words under a site's address are none of that site's, unless the owner vouches for the feed.
  const isTheirs = item.url === null || outlet !== undefined || isOneSite(item.url, found);
  const known: Known = {
    ...(item.url === null ? {} : { url: item.url }),
    ...(item.title === null || !isTheirs ? {} : { headline: item.title }),
    ...(item.published === null || !isTheirs || isAhead(item.published, now())
      ? {}
      : { published: item.published }),
    ...(outlet === undefined ? {} : { outlet }),
  };
  const read =
    item.content === null
      ? null
      : readText(item.content, MARKUP.test(item.content) ? 'item.html' : 'item.txt');
  const text = read === null || 'problem' in read ? null : read.text;
  const least = MIN_FULL_CHARS[item.isSummary ? 'summary' : 'content'];
  const isWhole =
    isTheirs && text !== null && text.length >= least && !CUT_SHORT.test(text.slice(-80));
  if (item.url !== null && !isWhole)
    return takePage(item.url, { ...known, stamp }, parts, (failures, asked) =>
      retryOf(failures, asked, parts),
    );
  if (text === null) {
    const fault = 'The feed gives neither its text nor a page that has it.';
    await sources.put({ ...sourceOf(key, 'page', before, now()), stamp, failures: 1, fault });
    return { problem: `${key}: ${fault}` };
  }
  const { kind } = await pipeline.take({
    text: { origin: key, text, known },
    from: { ...sourceOf(key, 'page', before, now()), stamp },
  });
  return kind;
}

/** When a page that failed is to be asked again; null when it is given up. */
export function retryOf(
  failures: number,
  asked: number | null,
  { now, random }: Pick<FeedParts, 'now' | 'random'>,
): number | null {
  return failures >= MAX_PAGE_FAILURES ? null : backOff(failures, asked, now(), random());
}

function isToBeRetried({ fault, dueAt }: Source, now: number): boolean {
  return fault !== null && dueAt !== null && dueAt <= now;
}

/** What the item says, without its date: feeds that stamp it anew with each reading say nothing new. */
function stampOf({ title, content }: FeedItem): string {
  return createHash('sha256')
    .update(JSON.stringify([title, content]))
    .digest('hex')
    .slice(0, 16);
}

/** Where an item is remembered: its page, or its name within its feed. */
function keyOf({ url, guid }: FeedItem, feed: string): string {
  return url ?? `item ${guid} of ${feed}`;
}

/** A day after tomorrow is a slip: nobody has published then. */
function isAhead(day: string, now: number): boolean {
  return Date.parse(day) > now + 48 * 60 * MINUTE_MS;
}
