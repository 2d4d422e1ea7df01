import type { Inbox } from './port.ts';
import type { Database } from './schema.ts';

export function openInbox(db: Database): Inbox {
  return {
    async claim(event, at) {
      const added = await db
        .insertInto('inbox')
        .values({ event, at })
        .onConflict((conflict) => conflict.column('event').doNothing())
        .returning('event')
        .execute();
      return added.length > 0;
    },
    async release(event) {
      await db.deleteFrom('inbox').where('event', '=', event).execute();
    },
    async expire(before) {
      const { numDeletedRows } = await db
        .deleteFrom('inbox')
        .where('at', '<', before)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
