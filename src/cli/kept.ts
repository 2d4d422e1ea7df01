import { join } from 'node:path';
import type { Config } from '../config.ts';
import { openStore } from '../store/kysely.ts';
import type { Store } from '../store/port.ts';

/** Opens what a running Muster keeps, for the time that a command takes. */
export async function withStore<Result>(
  { env }: Config,
  use: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store = await openStore(
    env.DATABASE_URL ? { url: env.DATABASE_URL } : { file: join(env.DATA_DIR, 'muster.sqlite') },
  );
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
