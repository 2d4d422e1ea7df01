import type { Source, Sources } from './port.ts';
import type { Database } from './schema.ts';

export function openSources(db: Database): Sources {
  return {
    put: (source) => putSource(db, source),
    async find(key) {
      const row = await db
        .selectFrom('sources')
        .select('document')
        .where('key', '=', key)
        .executeTakeFirst();
      return row ? (JSON.parse(row.document) as Source) : null;
    },
    async list(kind) {
      const all = db.selectFrom('sources').select('document').orderBy('key');
      const rows = await (kind === undefined ? all : all.where('kind', '=', kind)).execute();
      return rows.map(({ document }) => JSON.parse(document) as Source);
    },
    async due(kind, now, limit) {
      const rows = await db
        .selectFrom('sources')
        .select('document')
        .where('kind', '=', kind)
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .orderBy('key')
        .limit(limit)
        .execute();
      return rows.map(({ document }) => JSON.parse(document) as Source);
    },
    async remove(key) {
      await db.deleteFrom('sources').where('key', '=', key).execute();
    },
  };
}

/** Part of saving an article too, in its transaction. */
export async function putSource(db: Database, source: Source): Promise<void> {
  const row = { kind: source.kind, due_at: source.dueAt, document: JSON.stringify(source) };
  await db
    .insertInto('sources')
    .values({ key: source.key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}
