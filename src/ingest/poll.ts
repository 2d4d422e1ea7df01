import { setTimeout as sleep } from 'node:timers/promises';
import type { Feeds } from './feed-list.ts';
import { type FeedParts, type FeedSettings, type FeedTally, retryOf, takeFeed } from './feeds.ts';
import { takePage } from './pages.ts';

export type PollParts = FeedParts & {
  readonly feeds: Feeds['feeds'];
  /** Told of each feed that was read. */
  readonly read?: (url: string, tally: FeedTally) => void;
};

export type Polling = { readonly close: () => Promise<void> };

/** How often what is due is looked for. */
const TICK_MS = 15_000;
/** Feeds and pages read at once; each host is asked for one at a time. */
const AT_ONCE = 4;
/** Feeds that are due at the start are spread over this time. */
const SPREAD_MS = 60_000;
const EVERY_MINUTES = 30;

/** Reads the feeds that config names and people added, each when it is due, and pages that failed once more. */
export async function pollFeeds(parts: PollParts, tickMs: number = TICK_MS): Promise<Polling> {
  const stopping = new AbortController();
  const all: PollParts = { ...parts, signal: stopping.signal };
  await plan(all);
  const work = run();
  return {
    async close() {
      stopping.abort();
      await work;
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await readDue(all);
      } catch (thrown) {
        parts.fault('looking for feeds that are due', thrown);
      }
      await sleep(tickMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
}

/** Makes the store's feeds those of config and those that people added. */
async function plan({ feeds, sources, now, random }: PollParts): Promise<void> {
  const named = new Set(feeds.map(({ url }) => url));
  const held = await sources.list('feed');
  for (const { key, addedBy } of held) {
    if (addedBy === null && !named.has(key)) await sources.remove(key);
  }
  const known = new Set(held.filter(({ dueAt }) => dueAt !== null).map(({ key }) => key));
  for (const url of named) if (!known.has(url)) await watchFeed(url, null);

  async function watchFeed(key: string, addedBy: string | null): Promise<void> {
    await sources.put({
      key,
      kind: 'feed',
      etag: null,
      lastModified: null,
      stamp: null,
      article: null,
      readAt: null,
      dueAt: Math.round(now() + random() * SPREAD_MS),
      failures: 0,
      fault: null,
      addedBy,
    });
  }
}

async function readDue(parts: PollParts): Promise<void> {
  const { sources, now, signal } = parts;
  const due = [
    ...(await sources.due('feed', now(), 50)).map(
      ({ key }) =>
        () =>
          readFeed(key, parts),
    ),
    ...(await sources.due('page', now(), 50)).map(
      ({ key }) =>
        () =>
          readPage(key, parts),
    ),
  ];
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let next = due.shift(); next !== undefined && !signal?.aborted; next = due.shift())
      await next();
  });
  await Promise.all(workers);
}

async function readFeed(url: string, parts: PollParts): Promise<void> {
  try {
    const tally = await takeFeed(url, settingsOf(url, parts.feeds), parts);
    parts.read?.(url, tally);
  } catch (thrown) {
    parts.fault(`reading the feed ${url}`, thrown);
  }
}

async function readPage(url: string, parts: PollParts): Promise<void> {
  try {
    const outcome = await takePage(url, {}, parts, (failures, asked) =>
      retryOf(failures, asked, parts),
    );
    if (typeof outcome !== 'string') parts.report(outcome.problem);
  } catch (thrown) {
    parts.fault(`reading the page ${url}`, thrown);
  }
}

export function settingsOf(url: string, feeds: Feeds['feeds']): FeedSettings {
  return feeds.find((feed) => feed.url === url) ?? { everyMinutes: EVERY_MINUTES };
}
