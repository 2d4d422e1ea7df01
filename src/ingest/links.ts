import type { Source } from '../store/port.ts';
import { readFeed } from './feed-items.ts';
import type { Feeds } from './feed-list.ts';
import { type FeedParts, type FeedTally, retryOf, takeFeed } from './feeds.ts';
import type { Fetched, Fetcher } from './fetch.ts';
import { decodeAs, takePage } from './pages.ts';

/** What became of an address that somebody handed over. */
export type Taken = {
  readonly tally: FeedTally;
  /** The article of a page; null for a feed, and for what failed. */
  readonly article: string | null;
  readonly isFeed: boolean;
};

const ANY = 'text/html, application/rss+xml, application/atom+xml, */*;q=0.5';
const NOTHING: FeedTally = { new: 0, changed: 0, unchanged: 0, reprints: 0, failed: 0 };

/** Reads a page, or all that a feed lists, once. */
export async function takeLink(
  url: string,
  addedBy: string | null,
  parts: FeedParts,
): Promise<Taken> {
  const fetched = await parts.fetcher.get(url, ANY);
  const again = { ...parts, fetcher: withAnswer(parts.fetcher, url, fetched) };
  if (isFeed(fetched)) {
    const tally = await takeFeed(url, { everyMinutes: null }, again);
    return { tally, article: null, isFeed: true };
  }
  const known = addedBy === null ? {} : { addedBy };
  const outcome = await takePage(url, known, again, (failures, asked) =>
    retryOf(failures, asked, parts),
  );
  if (typeof outcome !== 'string') {
    parts.report(outcome.problem);
    return { tally: { ...NOTHING, failed: 1 }, article: null, isFeed: false };
  }
  const article = (await parts.sources.find(url))?.article ?? null;
  const tally = { ...NOTHING, [outcome === 'reprint' ? 'reprints' : outcome]: 1 };
  return { tally, article, isFeed: false };
}

/** Follows a feed from now on; the problem is one sentence where it cannot be read at all. */
export async function watchFeed(
  url: string,
  addedBy: string,
  parts: FeedParts,
  everyMinutes: Feeds['feeds'][number]['everyMinutes'],
): Promise<FeedTally | { readonly problem: string }> {
  const fetched = await parts.fetcher.get(url, ANY);
  if (fetched.kind === 'failed') return { problem: fetched.problem };
  if (!isFeed(fetched))
    return { problem: 'It is no feed that can be read (RSS, Atom, RDF or JSON Feed).' };
  const known = await parts.sources.find(url);
  const source: Source = {
    key: url,
    kind: 'feed',
    etag: null,
    lastModified: null,
    stamp: null,
    article: null,
    readAt: known?.readAt ?? null,
    dueAt: null,
    failures: 0,
    fault: null,
    addedBy: known ? known.addedBy : addedBy,
  };
  await parts.sources.put(source);
  const again = { ...parts, fetcher: withAnswer(parts.fetcher, url, fetched) };
  return takeFeed(url, { everyMinutes }, again);
}

function isFeed(fetched: Fetched): boolean {
  if (fetched.kind !== 'full' || fetched.type === 'text/html') return false;
  const text = decodeAs(fetched.bytes, fetched.charset);
  return 'text' in text && 'items' in readFeed(text.text, fetched.url);
}

/** Gives the answer that was had already to whoever asks for it next. */
function withAnswer(fetcher: Fetcher, url: string, fetched: Fetched): Fetcher {
  let answer: Fetched | null = fetched;
  return {
    async get(address, ...rest) {
      const held = address === url ? answer : null;
      answer = held === null ? answer : null;
      return held ?? fetcher.get(address, ...rest);
    },
    close: () => fetcher.close(),
  };
}
