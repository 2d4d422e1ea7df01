import type { Thread, Threads, Turn } from './port.ts';
import { type Database, inParts } from './schema.ts';

export function openThreads(db: Database): Threads {
  return {
    async find(id) {
      const row = await db
        .selectFrom('threads')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? toThread(row) : null;
    },
    async record(thread, turn) {
      await db.transaction().execute(async (transaction) => {
        const { id, platform, channel } = thread;
        const state = { context: JSON.stringify(thread.context ?? null), used_at: thread.usedAt };
        await transaction
          .insertInto('threads')
          .values({ id, platform, channel, thread: thread.thread, ...state })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute();
        // Whether the event is new is decided by the insert: two processes may record it at once.
        const added = await transaction
          .insertInto('turns')
          .values({
            thread_id: id,
            platform,
            event: turn.event,
            user_id: turn.user,
            text: turn.text,
            reply: JSON.stringify(turn.reply ?? null),
            at: turn.at,
          })
          .onConflict((conflict) => conflict.columns(['platform', 'event']).doNothing())
          .returning('seq')
          .execute();
        if (added.length === 0) await dropEmptyThreads(transaction);
        else await transaction.updateTable('threads').set(state).where('id', '=', id).execute();
      });
    },
    async turns(id) {
      const rows = await db
        .selectFrom('turns')
        .selectAll()
        .where('thread_id', '=', id)
        .orderBy('at')
        .orderBy('seq')
        .execute();
      return rows.map(
        ({ event, user_id, text, reply, at }): Turn => ({
          event,
          user: user_id,
          text,
          reply: JSON.parse(reply),
          at,
        }),
      );
    },
    async live(platform, since, limit) {
      const rows = await db
        .selectFrom('threads')
        .selectAll()
        .where('platform', '=', platform)
        .where('used_at', '>=', since)
        .orderBy('used_at', 'desc')
        .orderBy('id')
        .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
        .execute();
      return rows.map(toThread);
    },
    async forgetUser(platform, user) {
      return db.transaction().execute(async (transaction) => {
        const gone = await transaction
          .deleteFrom('turns')
          .where('platform', '=', platform)
          .where('user_id', '=', user)
          .returning('thread_id')
          .execute();
        const touched = [...new Set(gone.map(({ thread_id }) => thread_id))];
        // What a thread carries on may hold the person's words: others go on from nothing.
        await inParts(touched, (part) =>
          transaction
            .updateTable('threads')
            .set({ context: 'null' })
            .where('id', 'in', part)
            .execute(),
        );
        await dropEmptyThreads(transaction);
        // Its key stays: what is read back from a platform later is then known to have been answered.
        await transaction
          .updateTable('outbox')
          .set(({ fn, ref, val }) => ({
            channel: '',
            thread: null,
            user_id: null,
            payload: 'null',
            status: fn<string>('replace', [ref('status'), val('pending'), val('skipped')]),
            reason: 'Forgotten with whoever asked.',
          }))
          .where('platform', '=', platform)
          .where('user_id', '=', user)
          .execute();
        await transaction.deleteFrom('reports').where('user_id', '=', user).execute();
        return gone.length;
      });
    },
    async expire(before) {
      return db.transaction().execute(async (transaction) => {
        const { numDeletedRows } = await transaction
          .deleteFrom('turns')
          .where('at', '<', before)
          .executeTakeFirst();
        await dropEmptyThreads(transaction);
        return Number(numDeletedRows);
      });
    },
  };
}

async function dropEmptyThreads(db: Database): Promise<void> {
  await db
    .deleteFrom('threads')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('turns').select('turns.seq').whereRef('turns.thread_id', '=', 'threads.id'),
        ),
      ),
    )
    .execute();
}

function toThread(row: {
  id: string;
  platform: string;
  channel: string;
  thread: string;
  context: string;
  used_at: number;
}): Thread {
  return {
    id: row.id,
    platform: row.platform as Thread['platform'],
    channel: row.channel,
    thread: row.thread,
    context: JSON.parse(row.context),
    usedAt: row.used_at,
  };
}
