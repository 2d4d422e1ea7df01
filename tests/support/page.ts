import type { Answerer } from '../../src/answers/answerer.ts';
import { openDesk } from '../../src/chat/desk.ts';
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

/** The page over a real store in `file`, with one article and an answerer that always says the same. */
export async function openPage(
  options: Partial<WebOptions> & { readonly file?: string; readonly answerer?: Answerer } = {},
): Promise<OpenPage> {
  const store = await openStore({ file: options.file ?? ':memory:' });
  const article = kurskArticle();
  const claims = kurskClaims(article);
  await store.library.save(article, claims);
  const answerer = options.answerer ?? openKurskAnswerer(article, claims);
  const faults: object[] = [];
  const log = { error: (fields: object) => faults.push(fields) };
  const unlimited = { burst: 1_000, perMinute: 1_000 };
  const desk = openDesk({
    ...store,
    answerer,
    log,
    now: Date.now,
    perUser: unlimited,
    perChannel: unlimited,
  });
  const web = openWeb({
    desk,
    library: store.library,
    threads: store.threads,
    corrections: store.corrections,
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
