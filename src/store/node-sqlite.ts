import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setImmediate as othersTurn, setTimeout as sleep } from 'node:timers/promises';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { storable } from './schema.ts';

/** SQLite's number for "another connection is writing". */
const BUSY = 5;
/** How long a statement waits for another process's write, and how often it looks. */
const BUSY_TIMEOUT_MS = 10_000;
const BUSY_PAUSE_MS = 5;
/** Statement after statement, one who asks much keeps all others waiting no longer than this. */
const TURN_MS = 15;

/**
 * node:sqlite under Kysely. Its own waiting for another writer would stop the whole process, so
 * statements come back at once when the database is busy, and are tried again after a pause. And as
 * none of them ever waits, those of a long task would leave no turn to anything else: now and then
 * one does wait, for all else that is due.
 */
export function nodeSqliteDialect(
  database: DatabaseSync,
  begin: 'begin immediate' | 'begin',
): Dialect {
  const connection = new Connection(database);
  return {
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createDriver: () => ({
      async init() {},
      acquireConnection: async () => connection,
      beginTransaction: () => connection.run(begin),
      commitTransaction: () => connection.run('commit'),
      async rollbackTransaction() {
        // A failure that SQLite cannot go on from has rolled back already.
        if (database.isTransaction) await connection.run('rollback');
      },
      async releaseConnection() {},
      async destroy() {
        database.close();
      },
    }),
  };
}

class Connection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  #turnAt = 0;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async run(sql: string): Promise<void> {
    await this.#patiently(() => this.#database.exec(sql));
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    if (performance.now() - this.#turnAt > TURN_MS) {
      await othersTurn();
      this.#turnAt = performance.now();
    }
    const values = parameters.map(toBindable);
    return this.#patiently(() => execute<Row>(this.#database.prepare(sql), values));
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncGenerator<QueryResult<Row>> {
    yield await this.executeQuery<Row>(query);
  }

  async #patiently<Result>(work: () => Result): Promise<Result> {
    const deadline = performance.now() + BUSY_TIMEOUT_MS;
    for (;;) {
      try {
        return work();
      } catch (thrown) {
        const isBusy = (thrown as { errcode?: number }).errcode === BUSY;
        if (!isBusy || this.#database.isTransaction || performance.now() > deadline) throw thrown;
        await sleep(BUSY_PAUSE_MS);
      }
    }
  }
}

function execute<Row>(
  statement: StatementSync,
  values: readonly SQLInputValue[],
): QueryResult<Row> {
  // Statements that give rows must be read to their end, or they do not happen.
  if (statement.columns().length > 0) return { rows: statement.all(...values) as Row[] };
  const { changes } = statement.run(...values);
  return { rows: [], numAffectedRows: BigInt(changes) };
}

/** A Date or object as the first parameter would be read as named parameters, and the row silently wrong. */
function toBindable(value: unknown): SQLInputValue {
  if (typeof value === 'string') return storable(value);
  if (value === null || typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const kind = Object.prototype.toString.call(value);
  throw new TypeError(`The store binds text, numbers and null, not ${kind}.`);
}
