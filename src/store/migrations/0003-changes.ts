import { sql } from 'kysely';
import type { Database } from '../schema.ts';

/** Numbers every change of an article, so that a process sees what others changed, and that it was overtaken. */
export async function changes(db: Database): Promise<void> {
  await db.schema
    .createTable('changes')
    .addColumn('number', 'bigint', (column) => column.notNull())
    .execute();
  await sql`insert into changes (number) values (0)`.execute(db);
  await db.schema
    .alterTable('articles')
    .addColumn('changed', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.createIndex('articles_changed').on('articles').column('changed').execute();
}
