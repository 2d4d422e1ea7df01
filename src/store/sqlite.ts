import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { PlainError } from '../faults.ts';
import type { Engine } from './engine.ts';
import { nodeSqliteDialect } from './node-sqlite.ts';
import type { Tables } from './schema.ts';

/** How long opening waits for another process that is opening or mending the file. */
const OPEN_TIMEOUT_MS = 5_000;

/** Every page in one step, from one moment's state: in more steps, each write in between would start the copy anew. */
const ALL_PAGES = 0x7fffffff;

/** Opens or makes a database file, or one in memory for `:memory:`; throws a `PlainError` when the file cannot be one. */
export function openSqlite(file: string): Engine {
  const database = openFile(file);
  const db = connect(database, 'begin immediate');
  // A database in memory is seen by its own connection alone.
  const again = () => (file === ':memory:' ? null : openFile(file));

  return {
    kind: 'sqlite',
    db,
    name: file,
    async *snapshot(read) {
      const second = again();
      if (!second) return yield* read(db);
      const reader = connect(second, 'begin');
      try {
        const transaction = await reader.startTransaction().execute();
        yield* read(transaction);
        await transaction.commit().execute();
      } finally {
        await reader.destroy();
      }
    },
    async backup(path) {
      if (existsSync(path)) {
        throw new PlainError(`${path} is there already. Name a file that is not.`);
      }
      const second = again();
      try {
        await backup(second ?? database, path, { rate: ALL_PAGES });
      } catch (cause) {
        const why = (cause as Error).message;
        throw new PlainError(
          `The backup to ${path} failed (${why}). See that the folder is there, can be written to and has room.`,
          { cause },
        );
      } finally {
        second?.close();
      }
    },
    close: () => db.destroy(),
  };
}

/** Transactions of the store write: `begin immediate` lets two processes wait for each other, where a read that turns into a write fails at once. */
function connect(database: DatabaseSync, begin: 'begin immediate' | 'begin'): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: nodeSqliteDialect(database, begin) });
}

function openFile(file: string): DatabaseSync {
  let database: DatabaseSync | null = null;
  try {
    mkdirSync(dirname(file), { recursive: true });
    database = new DatabaseSync(file, { timeout: OPEN_TIMEOUT_MS });
    // FULL: a row that says a post was sent is there after a power cut too. secure_delete: what a
    // person asked to be forgotten is overwritten. busy_timeout: the dialect waits, not the thread.
    database.exec(
      'pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on; pragma busy_timeout = 0',
    );
    return database;
  } catch (cause) {
    database?.close();
    throw new PlainError(
      `The database ${file} cannot be opened (${(cause as Error).message}). See that it is a database of Muster and that its folder can be written to, or set DATA_DIR to another folder.`,
      { cause },
    );
  }
}
