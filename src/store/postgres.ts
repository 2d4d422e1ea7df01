import { Kysely, PostgresDialect, PostgresQueryCompiler } from 'kysely';
import pg from 'pg';
import { PlainError } from '../faults.ts';
import type { Engine } from './engine.ts';
import { storable, type Tables } from './schema.ts';

const CONNECT_TIMEOUT_MS = 5_000;

/** PostgreSQL's number of its type bigint, which `pg` gives as text since it may pass 2^53; instants and counts do not. */
const BIGINT = 20;

/** PostgreSQL's words for what a person can mend. */
const REMEDIES: Readonly<Record<string, string>> = {
  '28P01': 'it refuses the password; correct it in DATABASE_URL',
  '28000': 'it refuses this user; correct DATABASE_URL or its pg_hba.conf',
  '3D000': 'it has no database of that name; create it or correct DATABASE_URL',
  '42501': 'the user may not create tables there; grant it that',
};

/** Opens a pool; throws a `PlainError` that names the host, never the password, when the server cannot be used. */
export async function openPostgres(url: string): Promise<Engine> {
  const name = describe(url);
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types: {
      getTypeParser: (type, format) =>
        type === BIGINT ? Number : pg.types.getTypeParser(type, format),
    },
  });
  // A connection that breaks while idle is opened anew when it is needed; unheard, it would end the process.
  pool.on('error', () => {});
  try {
    (await pool.connect()).release();
  } catch (cause) {
    await pool.end();
    const { code = '', message } = cause as { code?: string; message: string };
    const why = REMEDIES[code] ?? `${code || message}; start it or correct DATABASE_URL`;
    throw new PlainError(`The database ${name} cannot be used: ${why}.`, { cause });
  }
  const db = new Kysely<Tables>({ dialect: new Dialect({ pool }) });

  return {
    kind: 'postgres',
    db,
    name,
    async *snapshot(read) {
      const transaction = await db
        .startTransaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute();
      try {
        yield* read(transaction);
      } finally {
        await transaction.commit().execute();
      }
    },
    async backup() {
      throw new PlainError(
        `${name} is on PostgreSQL: back it up with pg_dump, or use muster export.`,
      );
    },
    async close() {
      await db.destroy();
    },
  };
}

class Dialect extends PostgresDialect {
  override createQueryCompiler() {
    return new Compiler();
  }
}

class Compiler extends PostgresQueryCompiler {
  protected override addParameter(parameter: unknown): void {
    super.addParameter(typeof parameter === 'string' ? storable(parameter) : parameter);
  }
}

function describe(url: string): string {
  if (!URL.canParse(url)) {
    throw new PlainError(
      'DATABASE_URL is no URL. Write it as postgres://user:password@host:5432/database.',
    );
  }
  const { host, pathname } = new URL(url);
  return `${pathname.slice(1)} at ${host || 'this machine'}`;
}
