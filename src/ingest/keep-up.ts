import { setTimeout as sleep } from 'node:timers/promises';
import type { Sources } from '../store/port.ts';
import type { Feeds } from './feed-list.ts';
import type { Fetcher } from './fetch.ts';
import type { Tally } from './folder.ts';
import { followFolders } from './follow.ts';
import type { Pipeline } from './pipeline.ts';
import { pollFeeds } from './poll.ts';

/** Where ingest says what it does; pino's logger fits. */
export type IngestLog = {
  info(words: string): void;
  warn(words: string): void;
};

export type KeepUpParts = {
  readonly pipeline: Pipeline;
  readonly sources: Sources;
  readonly folders: readonly string[];
  readonly feeds: Feeds['feeds'];
  readonly fetcher: Fetcher;
  readonly maxBytes: number;
  readonly log: IngestLog;
  readonly fault: (doing: string, thrown: unknown) => void;
  readonly now: () => number;
};

export type KeepingUp = {
  /** Settles when what was there at the start is read, and read by this version. */
  readonly caughtUp: Promise<void>;
  /** Ends it after the article in hand. */
  readonly close: () => Promise<void>;
};

/** How often long work says how far it has come. */
const PROGRESS_MS = 5_000;

/** What another process saved shows within this time, or a hundred times what the looking takes. */
const REFRESH_MS = 15_000;

/** Reads folders and feeds and goes on following them, and brings what is held up to date, all in the background. */
export function keepUp(parts: KeepUpParts): KeepingUp {
  const { pipeline, sources, folders, feeds, fetcher, maxBytes, log, fault, now } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  const tell = (what: string) => {
    let toldAt = now();
    return (done: number, total: number) => {
      if (now() - toldAt < PROGRESS_MS) return;
      toldAt = now();
      log.info(`${what}: ${done} of ${total}.`);
    };
  };
  const report = (problem: string) => log.warn(problem);
  const following = followFolders(folders, {
    pipeline,
    sources,
    report,
    fault,
    now,
    maxBytes,
    signal,
    progress: tell('Reading folders'),
    changed: ({ file, withdrawn }) =>
      log.info(withdrawn === null ? `Read ${file}.` : `${file} is gone: its article is withdrawn.`),
  }).catch((thrown: unknown) => {
    fault('following folders', thrown);
    return null;
  });
  const catchUp = async () => {
    const first = await following;
    const { unchanged, ...rest } = first?.tally ?? { unchanged: 0 };
    if (first && Object.values(rest).some((count) => count > 0))
      log.info(`Folders read: ${inWords(first.tally)}.`);
    let reread = 0;
    const progress = tell('Reading anew what another version read');
    await pipeline.settle((done, total) => {
      reread = done;
      progress(done, total);
    }, signal);
    if (reread > 0) log.info(`${reread} articles brought up to date.`);
  };
  const polling = following
    .then(() =>
      pollFeeds({
        pipeline,
        sources,
        fetcher,
        feeds,
        maxBytes,
        now,
        fault,
        report,
        random: Math.random,
        read: (url, tally) => {
          if (tally.new + tally.changed > 0)
            log.info(`Read ${url}: ${inWords({ ...tally, withdrawn: 0 })}.`);
        },
      }),
    )
    .catch((thrown: unknown) => {
      fault('following feeds', thrown);
      return null;
    });
  const refreshing = refresh();
  async function refresh(): Promise<void> {
    for (let waitMs = REFRESH_MS; !signal.aborted; ) {
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const begun = now();
      await pipeline.refresh().catch((thrown: unknown) => fault('looking at the store', thrown));
      waitMs = Math.max(REFRESH_MS, 100 * (now() - begun));
    }
  }
  const caughtUp = catchUp().catch((thrown: unknown) =>
    fault('bringing articles up to date', thrown),
  );
  return {
    caughtUp,
    async close() {
      stopping.abort();
      await (await following)?.close();
      await (await polling)?.close();
      await refreshing;
      await caughtUp;
    },
  };
}

/** `N new, N changed, N unchanged, N reprints, N failed`, and how many were withdrawn where some were. */
export function inWords({ withdrawn, ...counts }: Tally): string {
  const { new: added, changed, unchanged, reprints, failed } = counts;
  const words = `${added} new, ${changed} changed, ${unchanged} unchanged, ${reprints} reprints, ${failed} failed`;
  return withdrawn > 0 ? `${words}, ${withdrawn} withdrawn` : words;
}
