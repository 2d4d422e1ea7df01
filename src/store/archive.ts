import { sql } from 'kysely';
import { z } from 'zod';
import { PlainError } from '../faults.ts';
import { takeChange } from './changes.ts';
import type { Engine } from './engine.ts';
import { SCHEMA_VERSION } from './migrations/migrate.ts';
import type { Archive } from './port.ts';
import type { Database } from './schema.ts';

/**
 * Every table that is carried, those first that others refer to, with the columns that tell a row
 * from the others. `seq` is numbered anew: it only keeps the order.
 */
const TABLES = {
  articles: ['id'],
  claims: ['id'],
  reprints: ['article', 'origin'],
  sources: ['key'],
  threads: ['id'],
  turns: ['platform', 'event'],
  inbox: ['event'],
  outbox: ['key'],
  subscriptions: ['id'],
  served: ['subscription', 'day'],
  told: ['subscription', 'claim'],
  failures: ['subscription'],
  reports: ['at', 'user_id', 'text'],
  corrections: ['claim'],
} as const satisfies Record<string, readonly string[]>;
type Table = keyof typeof TABLES;

/** Tables whose rows keep the order they were written in. */
const NUMBERED: readonly Table[] = ['turns', 'outbox', 'reports'];

const PAGE = 500;

const Value = z.union([z.string(), z.number(), z.null()]);
const Header = z.object({ muster: z.number().int() });
const Line = z.object({
  table: z.enum(Object.keys(TABLES) as [Table, ...Table[]]),
  row: z.record(z.string().regex(/^[a-z_]{1,40}$/), Value),
});
type Row = z.infer<typeof Line>['row'];

export function openArchive(engine: Engine): Archive {
  return {
    exportLines: () => engine.snapshot(exportRows),
    importLines: (lines) =>
      engine.db.transaction().execute((transaction) => importRows(transaction, lines)),
    backup: (path) => engine.backup(path),
  };
}

async function* exportRows(db: Database): AsyncGenerator<string> {
  yield JSON.stringify({ muster: SCHEMA_VERSION });
  for (const table of Object.keys(TABLES) as Table[]) {
    for await (const { seq: _, changed: _ours, ...row } of pages(db, table))
      yield JSON.stringify({ table, row });
  }
}

/** Rows in the order of their keys, a page at a time, so that memory does not grow with the table. */
async function* pages(db: Database, table: Table): AsyncGenerator<Row> {
  const keys = NUMBERED.includes(table) ? ['seq'] : TABLES[table];
  const columns = sql.join(keys.map((key) => sql.ref(key)));
  let last: Row | undefined;
  for (;;) {
    const after = last
      ? sql`where (${columns}) > (${sql.join(keys.map((key) => last?.[key] ?? null))})`
      : sql``;
    const { rows } = await sql<Row>`
      select * from ${sql.table(table)} ${after} order by ${columns} limit ${PAGE}
    `.execute(db);
    yield* rows;
    if (rows.length < PAGE) return;
    last = rows.at(-1);
  }
}

async function importRows(
  db: Database,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<number> {
  let number = 0;
  let added = 0;
  // Numbered anew, so that others who hold this database open see what has come.
  const changed = (await takeChange(db)) ?? 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    if (number === 1) {
      const header = Header.safeParse(parse(line));
      if (!header.success) {
        throw new PlainError(
          'Line 1 is not the start of an export of Muster. Name a file that muster export wrote.',
        );
      }
      if (header.data.muster > SCHEMA_VERSION) {
        throw new PlainError(
          `The export was written by a newer Muster (its schema is ${header.data.muster}, this program's ${SCHEMA_VERSION}). Import it with the newer program.`,
        );
      }
      continue;
    }
    const read = Line.safeParse(parse(line));
    if (!read.success) throw notOurs(number);
    try {
      const { table, row } = read.data;
      const renewed = table === 'articles' ? { ...row, changed } : row;
      added += (await insert(db, { table, row: renewed })) ? 1 : 0;
    } catch (cause) {
      throw notOurs(number, cause);
    }
  }
  if (number === 0)
    throw new PlainError('The export is empty. Name a file that muster export wrote.');
  return added;
}

async function insert(db: Database, { table, row }: z.infer<typeof Line>): Promise<boolean> {
  const keys = TABLES[table];
  if (keys.some((key) => row[key] === undefined))
    throw new Error(`A row of ${table} lacks its key.`);
  const same = sql.join(
    keys.map((key) => sql`${sql.ref(key)} = ${row[key]}`),
    sql` and `,
  );
  const { rows: known } = await sql`select 1 from ${sql.table(table)} where ${same}`.execute(db);
  if (known.length > 0) return false;
  const columns = Object.keys(row);
  await sql`
    insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values (${sql.join(columns.map((column) => row[column]))})
  `.execute(db);
  return true;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function notOurs(number: number, cause?: unknown): PlainError {
  return new PlainError(
    `Line ${number} is not of an export of Muster, so nothing was imported. Export again, or take that line out.`,
    { cause },
  );
}
