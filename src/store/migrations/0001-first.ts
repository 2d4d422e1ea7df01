import type { Database } from '../schema.ts';

/** Columns that PostgreSQL numbers by itself and SQLite by being the row's own number. */
type Numbering = 'autoincrement' | 'identity';

export async function first(db: Database, numbering: Numbering): Promise<void> {
  const make = db.schema;
  const numbered = (table: string) =>
    make
      .createTable(table)
      .addColumn('seq', numbering === 'identity' ? 'bigint' : 'integer', (column) =>
        numbering === 'identity'
          ? column.generatedAlwaysAsIdentity().primaryKey()
          : column.primaryKey().autoIncrement(),
      );

  await make
    .createTable('articles')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('replaced_by', 'text')
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('extractor', 'text', (column) => column.notNull())
    .addColumn('signature', 'text')
    .addColumn('claims', 'integer', (column) => column.notNull())
    .addColumn('summary', 'text', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .execute();
  await make
    .createIndex('articles_listed')
    .on('articles')
    .columns(['state', 'day', 'id'])
    .execute();
  await make.createIndex('articles_replaced').on('articles').column('replaced_by').execute();
  await make
    .createTable('claims')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('article', 'text', (column) =>
      column.notNull().references('articles.id').onDelete('cascade'),
    )
    .addColumn('ordinal', 'integer', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .execute();
  await make.createIndex('claims_of').on('claims').columns(['article', 'ordinal']).execute();
  await make
    .createTable('reprints')
    .addColumn('article', 'text', (column) =>
      column.notNull().references('articles.id').onDelete('cascade'),
    )
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('reprints_key', ['article', 'origin'])
    .execute();
  await make
    .createTable('sources')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('document', 'text', (column) => column.notNull())
    .execute();
  await make.createIndex('sources_due').on('sources').columns(['kind', 'due_at']).execute();

  await make
    .createTable('threads')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('thread', 'text', (column) => column.notNull())
    .addColumn('context', 'text', (column) => column.notNull())
    .addColumn('used_at', 'bigint', (column) => column.notNull())
    .execute();
  await make.createIndex('threads_live').on('threads').columns(['platform', 'used_at']).execute();
  await numbered('turns')
    .addColumn('thread_id', 'text', (column) =>
      column.notNull().references('threads.id').onDelete('cascade'),
    )
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('reply', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('turns_once', ['platform', 'event'])
    .execute();
  await make.createIndex('turns_of').on('turns').columns(['thread_id', 'at', 'seq']).execute();
  await make.createIndex('turns_by').on('turns').columns(['platform', 'user_id']).execute();
  await make.createIndex('turns_old').on('turns').column('at').execute();
  await make
    .createTable('inbox')
    .addColumn('event', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await make.createIndex('inbox_old').on('inbox').column('at').execute();

  await numbered('outbox')
    .addColumn('key', 'text', (column) => column.notNull().unique())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('thread', 'text')
    .addColumn('payload', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('post_id', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute();
  await make
    .createIndex('outbox_unfinished')
    .on('outbox')
    .columns(['platform', 'status', 'created_at'])
    .execute();
  await make
    .createTable('subscriptions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('document', 'text', (column) => column.notNull())
    .execute();
  await make
    .createTable('served')
    .addColumn('subscription', 'text', (column) => column.notNull())
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('served_key', ['subscription', 'day'])
    .execute();
  await make
    .createTable('told')
    .addColumn('subscription', 'text', (column) => column.notNull())
    .addColumn('claim', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('told_key', ['subscription', 'claim'])
    .execute();
  await make
    .createTable('failures')
    .addColumn('subscription', 'text', (column) => column.primaryKey())
    .addColumn('count', 'integer', (column) => column.notNull())
    .execute();
  await make
    .createTable('leases')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute();

  await numbered('reports')
    .addColumn('claim', 'text')
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await make
    .createTable('corrections')
    .addColumn('claim', 'text', (column) => column.primaryKey())
    .addColumn('article', 'text', (column) => column.notNull())
    .addColumn('hidden', 'integer', (column) => column.notNull())
    .addColumn('fields', 'text', (column) => column.notNull())
    .addColumn('anchor', 'text')
    .addColumn('why', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await make.createIndex('corrections_of').on('corrections').column('article').execute();
}
