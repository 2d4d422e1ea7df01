import type { Leases } from './port.ts';
import type { Database } from './schema.ts';

export function openLeases(db: Database): Leases {
  return {
    async take(name, holder, now, until) {
      const taken = await db
        .insertInto('leases')
        .values({ name, holder, until })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ holder, until })
            .where(({ or, eb }) =>
              or([eb('leases.until', '<=', now), eb('leases.holder', '=', holder)]),
            ),
        )
        .returning('holder')
        .execute();
      return taken.length > 0;
    },
    async release(name, holder) {
      await db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
    },
  };
}
