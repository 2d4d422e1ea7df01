import { sql } from 'kysely';
import { PlainError } from '../../faults.ts';
import type { Engine } from '../engine.ts';
import type { Database } from '../schema.ts';
import { first } from './0001-first.ts';
import { outboxUser } from './0002-outbox-user.ts';
import { changes } from './0003-changes.ts';

/** In order; one that was released is never changed, and none goes back. */
const MIGRATIONS = [first, outboxUser, changes] as const;

/** What a database made by this program says of itself. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Any number that nothing else takes a PostgreSQL advisory lock on. */
const LOCK = 7_758_837;

/**
 * Brings the tables to this program's version, all in one transaction, whoever else starts at the
 * same time. Throws a `PlainError`, and changes nothing, when it cannot.
 */
export async function migrate(engine: Engine): Promise<void> {
  try {
    await bringForward(engine);
  } catch (cause) {
    if (cause instanceof PlainError) throw cause;
    throw new PlainError(
      `The tables of ${engine.name} cannot be made or brought to this version (${(cause as Error).message}). Name a database that holds nothing else, or restore a backup.`,
      { cause },
    );
  }
}

async function bringForward({ db, kind, name }: Engine): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    if (kind === 'postgres') await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
    const version = await readVersion(transaction);
    if (version > SCHEMA_VERSION) {
      throw new PlainError(
        `${name} was written by a newer Muster (its schema is ${version}, this program's ${SCHEMA_VERSION}). Start the newer program, or name another database.`,
      );
    }
    for (const step of MIGRATIONS.slice(version)) {
      await step(transaction, kind === 'postgres' ? 'identity' : 'autoincrement');
    }
    await sql`update muster_schema set version = ${SCHEMA_VERSION}`.execute(transaction);
  });
}

async function readVersion(db: Database): Promise<number> {
  await sql`create table if not exists muster_schema (version integer not null)`.execute(db);
  const { rows } = await sql<{ version: number }>`select version from muster_schema`.execute(db);
  if (rows[0]) return rows[0].version;
  await sql`insert into muster_schema (version) values (0)`.execute(db);
  return 0;
}
