import type { Answerer } from '../../src/answers/answerer.ts';
import { openDesk } from '../../src/chat/desk.ts';
import type { IntakeDesk } from '../../src/chat/port.ts';
import { openStore } from '../../src/store/kysely.ts';
import type { Store } from '../../src/store/port.ts';
import { openWeb, type WebOptions } from '../../src/web/server.ts';
import { kurskArticle, kurskClaims, openKurskAnswerer } from './newsroom.ts';

export type OpenPage = {
  readonly url: string;
  readonly faults: readonly object[];
  readonly store: Store;
  close(): Promise<void>;
};

export type PageOptions = Partial<WebOptions> & {
  readonly file?: string;
  /** Given together; left out, one article and an answerer that always says the same. */
  readonly answerer?: Answerer;
  readonly store?: Store;
  readonly intake?: IntakeDesk;
  /** Questions that one person may ask at once; no limit when left out. */
  readonly burst?: number;
};

/** The page over a real store, in `file` or in memory. */
export async function openPage(options: PageOptions = {}): Promise<OpenPage> {
  const store = options.store ?? (await openStore({ file: options.file ?? ':memory:' }));
  const article = kurskArticle();
  const claims = kurskClaims(article);
  if (!options.store) await store.library.save(article, claims);
  const answerer = options.answerer ?? openKurskAnswerer(article, claims);
  const faults: object[] = [];
  const log = { error: (fields: object) => faults.push(fields) };
  const unlimited = { burst: 1_000, perMinute: 1_000 };
  const desk = openDesk({
    ...store,
    answerer,
    log,
    now: Date.now,
    ...(options.intake && { intake: options.intake }),
    perUser: options.burst === undefined ? unlimited : { burst: options.burst, perMinute: 1 },
    perChannel: unlimited,
  });
  const web = openWeb({
    desk,
    library: store.library,
    threads: store.threads,
    corrections: store.corrections,
    outbox: store.outbox,
    host: '127.0.0.1',
    port: 0,
    log,
    ...options,
  });
  const { url } = await web.start();
  return {
    url,
    store,
    faults,
    close: async () => {
      await web.close();
      await store.close();
    },
  };
}
