import { sql } from 'kysely';
import type { Database } from './schema.ts';

/**
 * Takes the next number of change, inside a transaction: whoever wants the one after it waits until
 * that ends. Null where `after` is not the number last taken.
 */
export async function takeChange(db: Database, after?: number): Promise<number | null> {
  const next = db.updateTable('changes').set({ number: sql`number + 1` });
  const taken = await (after === undefined ? next : next.where('number', '=', after))
    .returning('number')
    .executeTakeFirst();
  return taken?.number ?? null;
}

export async function lastChange(db: Database): Promise<number> {
  const row = await db.selectFrom('changes').select('number').executeTakeFirstOrThrow();
  return row.number;
}
