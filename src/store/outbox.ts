import { sql } from 'kysely';
import type { Delivery, NewDelivery, Outbox } from './port.ts';
import type { Database, Tables } from './schema.ts';

export function openOutbox(db: Database): Outbox {
  return {
    add: (delivery, at) => addDelivery(db, delivery, at),
    async find(key) {
      const row = await db
        .selectFrom('outbox')
        .selectAll()
        .where('key', '=', key)
        .executeTakeFirst();
      return row ? toDelivery(row) : null;
    },
    async attempt(key, at) {
      await db
        .updateTable('outbox')
        .set({ attempts: sql`attempts + 1`, updated_at: at })
        .where('key', '=', key)
        .execute();
    },
    async settle(key, status, { postId, reason }, at) {
      await db
        .updateTable('outbox')
        .set({
          status,
          reason: reason ?? null,
          updated_at: at,
          ...(postId === undefined ? {} : { post_id: postId }),
        })
        .where('key', '=', key)
        .execute();
    },
    async unfinished(platform) {
      const rows = await db
        .selectFrom('outbox')
        .selectAll()
        .where('platform', '=', platform)
        .where('status', 'in', ['pending', 'sent'])
        .orderBy('created_at')
        .orderBy('seq')
        .execute();
      return rows.map(toDelivery);
    },
    async recent(limit) {
      const rows = await db
        .selectFrom('outbox')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toDelivery);
    },
    async expire(before) {
      const { numDeletedRows } = await db
        .deleteFrom('outbox')
        .where('updated_at', '<', before)
        .where('status', 'in', ['sent', 'confirmed', 'failed', 'skipped'])
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

/** Part of serving a digest too, in its transaction. */
export async function addDelivery(
  db: Database,
  { key, platform, channel, thread, payload, user }: NewDelivery,
  at: number,
): Promise<boolean> {
  const added = await db
    .insertInto('outbox')
    .values({
      key,
      platform,
      channel,
      thread,
      user_id: user ?? null,
      payload: JSON.stringify(payload ?? null),
      status: 'pending',
      post_id: null,
      attempts: 0,
      reason: null,
      created_at: at,
      updated_at: at,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .execute();
  return added.length > 0;
}

function toDelivery(row: Omit<Tables['outbox'], 'seq' | 'user_id'>): Delivery {
  return {
    key: row.key,
    platform: row.platform as Delivery['platform'],
    channel: row.channel,
    thread: row.thread,
    payload: JSON.parse(row.payload),
    status: row.status as Delivery['status'],
    postId: row.post_id,
    attempts: row.attempts,
    reason: row.reason,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
