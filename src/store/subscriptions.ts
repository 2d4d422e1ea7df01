import { sql } from 'kysely';
import { addDelivery } from './outbox.ts';
import type { Subscription, Subscriptions } from './port.ts';
import { type Database, inParts } from './schema.ts';

export function openSubscriptions(db: Database): Subscriptions {
  return {
    async put(subscription) {
      const row = { document: JSON.stringify(subscription) };
      await db
        .insertInto('subscriptions')
        .values({ id: subscription.id, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },
    async remove(id) {
      const gone = await db
        .deleteFrom('subscriptions')
        .where('id', '=', id)
        .returning('id')
        .execute();
      return gone.length > 0;
    },
    async find(id) {
      const row = await db
        .selectFrom('subscriptions')
        .select('document')
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? (JSON.parse(row.document) as Subscription) : null;
    },
    async list() {
      const rows = await db.selectFrom('subscriptions').select('document').orderBy('id').execute();
      return rows.map(({ document }) => JSON.parse(document) as Subscription);
    },
    async servedDays(id, limit) {
      const rows = await db
        .selectFrom('served')
        .select('day')
        .where('subscription', '=', id)
        .orderBy('day', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ day }) => day);
    },
    async told(id) {
      const rows = await db
        .selectFrom('told')
        .select(['claim', 'what'])
        .where('subscription', '=', id)
        .execute();
      return new Map(rows.map(({ claim, what }) => [claim, JSON.parse(what) as unknown]));
    },
    async serve(id, day, told, deliveries, at) {
      return db.transaction().execute(async (transaction) => {
        const served = await transaction
          .insertInto('served')
          .values({ subscription: id, day, at })
          .onConflict((conflict) => conflict.columns(['subscription', 'day']).doNothing())
          .returning('day')
          .execute();
        if (served.length === 0) return false;
        for (const [claim, said] of told) {
          const what = JSON.stringify(said ?? null);
          await transaction
            .insertInto('told')
            .values({ subscription: id, claim, what })
            .onConflict((conflict) =>
              conflict.columns(['subscription', 'claim']).doUpdateSet({ what }),
            )
            .execute();
        }
        for (const delivery of deliveries) await addDelivery(transaction, delivery, at);
        return true;
      });
    },
    async untell(id, claims) {
      await inParts(claims, (part) =>
        db
          .deleteFrom('told')
          .where('subscription', '=', id)
          .where('claim', 'in', part)
          .returning('claim')
          .execute(),
      );
    },
    async failures(id, change) {
      const start = change === 'add' ? 1 : 0;
      const { count } = await db
        .insertInto('failures')
        .values({ subscription: id, count: start })
        .onConflict((conflict) =>
          conflict
            .column('subscription')
            .doUpdateSet({ count: change === 'add' ? sql`failures.count + 1` : 0 }),
        )
        .returning('count')
        .executeTakeFirstOrThrow();
      return count;
    },
  };
}
