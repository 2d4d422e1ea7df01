import type { Database } from '../schema.ts';

/** Whose question a post answers: an answer in the outbox is forgotten with the person who asked. */
export async function outboxUser(db: Database): Promise<void> {
  await db.schema.alterTable('outbox').addColumn('user_id', 'text').execute();
  await db.schema.createIndex('outbox_by').on('outbox').columns(['platform', 'user_id']).execute();
}
