import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { testArchive } from './archive-contract.ts';
import { testArticles } from './articles-contract.ts';
import { testConversations } from './conversations-contract.ts';
import { testCorrections } from './corrections-contract.ts';
import { testSending } from './sending-contract.ts';

/** Where one engine's databases come from. */
export type Ground = {
  /** Opens the database, making it when it is not there. */
  open(): Promise<Store>;
  /** Makes the next `open` find nothing. */
  clear(): Promise<void>;
};

/** The database of the running test, empty when it begins. */
export type Opened = {
  readonly store: Store;
  /** A second connection, as another process has one. */
  readonly other: Store;
  /** Closes `store` and opens it again, as a restart does. */
  reopen(): Promise<void>;
  /** Goes on with an empty database. */
  renew(): Promise<void>;
};

/** What the store promises on every engine. */
export function testStore(name: string, prepare: () => Promise<Ground>): void {
  describe(name, () => {
    let ground: Ground;
    let stores: { store: Store; other: Store } | null = null;
    const opened = () => {
      if (!stores) throw new Error('No store is open outside a test.');
      return stores;
    };
    const close = async () => {
      await stores?.store.close();
      await stores?.other.close();
      stores = null;
    };
    const at: Opened = {
      get store() {
        return opened().store;
      },
      get other() {
        return opened().other;
      },
      async reopen() {
        await opened().store.close();
        stores = { ...opened(), store: await ground.open() };
      },
      async renew() {
        await close();
        await ground.clear();
        stores = { store: await ground.open(), other: await ground.open() };
      },
    };

    beforeAll(async () => {
      ground = await prepare();
    }, 60_000);
    beforeEach(() => at.renew());
    afterAll(close);

    testArticles(at);
    testCorrections(at);
    testConversations(at);
    testSending(at);
    testArchive(at);
  });
}
