import { openArchive } from './archive.ts';
import { openCorrections } from './corrections.ts';
import type { Engine } from './engine.ts';
import { openHistory } from './history.ts';
import { openInbox } from './inbox.ts';
import { openLeases } from './leases.ts';
import { openLibrary } from './library.ts';
import { migrate } from './migrations/migrate.ts';
import { openOutbox } from './outbox.ts';
import type { Store } from './port.ts';
import { openSources } from './sources.ts';
import { openSqlite } from './sqlite.ts';
import { openSubscriptions } from './subscriptions.ts';
import { openThreads } from './threads.ts';

/** A `postgres://` URL, or the path of an SQLite file (made with its folders when it is not there), or `:memory:`. */
export type StoreOptions = { readonly url: string } | { readonly file: string };

/** Opens the store at this program's schema; throws a `PlainError` that says what to change when it cannot. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const engine = 'url' in options ? await openServer(options.url) : openSqlite(options.file);
  try {
    await migrate(engine);
  } catch (thrown) {
    await engine.close();
    throw thrown;
  }
  const { db } = engine;
  return {
    library: openLibrary(db),
    history: openHistory(db),
    sources: openSources(db),
    archive: openArchive(engine),
    threads: openThreads(db),
    inbox: openInbox(db),
    outbox: openOutbox(db),
    subscriptions: openSubscriptions(db),
    leases: openLeases(db),
    corrections: openCorrections(db),
    close: () => engine.close(),
  };
}

/** The client of PostgreSQL is loaded only where it is wanted. */
async function openServer(url: string): Promise<Engine> {
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres(url);
}
