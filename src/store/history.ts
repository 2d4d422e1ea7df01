import { lastChange, takeChange } from './changes.ts';
import type { History, Reprint, Standing } from './port.ts';
import { type Database, inParts } from './schema.ts';

export function openHistory(db: Database): History {
  /** Articles that one replaced, found one step back. */
  async function replacedBy(id: string): Promise<readonly string[]> {
    const rows = await db
      .selectFrom('articles')
      .select('id')
      .where('replaced_by', '=', id)
      .orderBy('since')
      .orderBy('id')
      .execute();
    return rows.map((row) => row.id);
  }

  async function newest(id: string): Promise<string | null> {
    const seen = new Set<string>();
    for (let at = id; !seen.has(at); ) {
      seen.add(at);
      const row = await db
        .selectFrom('articles')
        .select('replaced_by')
        .where('id', '=', at)
        .executeTakeFirst();
      if (!row) return null;
      if (row.replaced_by === null) return at;
      at = row.replaced_by;
    }
    return id;
  }

  return {
    async withdraw(id, at) {
      await db.transaction().execute(async (transaction) => {
        const changed = (await takeChange(transaction)) ?? 0;
        await transaction
          .updateTable('articles')
          .set({ state: 'withdrawn', since: at, changed })
          .where('id', '=', id)
          .where('state', '=', 'current')
          .execute();
      });
    },
    lastChange: () => lastChange(db),
    changedAfter: (change) =>
      db.selectFrom('articles').select(['id', 'state']).where('changed', '>', change).execute(),
    async standing(ids) {
      const rows = await inParts(ids, (part) =>
        db
          .selectFrom('articles')
          .select(['id', 'state', 'replaced_by', 'since'])
          .where('id', 'in', part)
          .execute(),
      );
      return new Map<string, Standing>(
        rows.map(({ id, state, replaced_by, since }) => [
          id,
          { state, replacedBy: replaced_by, since },
        ]),
      );
    },
    async versions(id) {
      const last = await newest(id);
      if (last === null) return [];
      const versions = [last];
      for (const version of versions) {
        versions.push(...(await replacedBy(version)).filter((older) => !versions.includes(older)));
      }
      return versions.reverse();
    },
    addReprint: (article, reprint) => putReprint(db, article, reprint),
    async reprints(ids) {
      const rows = await inParts(ids, (part) =>
        db
          .selectFrom('reprints')
          .select(['article', 'document'])
          .where('article', 'in', part)
          .orderBy('at')
          .orderBy('origin')
          .execute(),
      );
      const found = new Map<string, Reprint[]>();
      for (const { article, document } of rows) {
        const reprint = JSON.parse(document) as Reprint;
        found.set(article, [...(found.get(article) ?? []), reprint]);
      }
      return found;
    },
    async stale(extractor, limit) {
      const rows = await db
        .selectFrom('articles')
        .select('id')
        .where('state', '=', 'current')
        .where('extractor', '!=', extractor)
        .orderBy('day', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
    async signatures(ids) {
      const rows = await inParts(ids, (part) =>
        db
          .selectFrom('articles')
          .select(['id', 'signature'])
          .where('state', '=', 'current')
          .where('signature', 'is not', null)
          .where('id', 'in', part)
          .execute(),
      );
      return new Map(rows.map(({ id, signature }) => [id, signature ?? '']));
    },
  };
}

/** Part of saving an article too, in its transaction. */
export async function putReprint(db: Database, article: string, reprint: Reprint): Promise<void> {
  const row = { at: reprint.at, document: JSON.stringify(reprint) };
  await db
    .insertInto('reprints')
    .values({ article, origin: reprint.origin, ...row })
    .onConflict((conflict) => conflict.columns(['article', 'origin']).doUpdateSet(row))
    .execute();
}
