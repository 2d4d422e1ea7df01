import type { Transaction } from 'kysely';
import type { Claim } from '../claims/claim.ts';
import type { Article } from '../corpus/article.ts';
import { takeChange } from './changes.ts';
import { carryCorrections, correctedClaims, moveCorrections } from './corrections.ts';
import { putReprint } from './history.ts';
import type { ArticleSummary, Library, Saving } from './port.ts';
import { type Database, inParts, type Tables } from './schema.ts';
import { putSource } from './sources.ts';

/** Rows that one insert takes: four columns each, far below either engine's limit of parameters. */
const INSERT_MAX = 200;

/** Articles read at once: their documents take some 30 ms to parse, and then others have a turn. */
const READ_MAX = 100;

export function openLibrary(db: Database): Library {
  return {
    async save(article, claims, saving = {}) {
      return db.transaction().execute(async (transaction) => {
        // First of all: its row is what all who change articles wait for each other on.
        const changed = await takeChange(transaction, saving.after);
        if (changed !== null) await save(transaction, article, claims, saving, changed);
        return changed;
      });
    },
    async remove(id) {
      await db.deleteFrom('articles').where('id', '=', id).execute();
    },
    async articles(ids) {
      const read = async (part: readonly string[]) => {
        const rows = await db
          .selectFrom('articles')
          .select(['id', 'document'])
          .where('id', 'in', part)
          .execute();
        const documents = new Map(rows.map((row) => [row.id, row.document]));
        return part.flatMap((id) => {
          const document = documents.get(id);
          return document === undefined ? [] : [JSON.parse(document) as Article];
        });
      };
      return inParts(ids, read, READ_MAX);
    },
    claimsOf: (ids) => correctedClaims(db, ids),
    async list() {
      const rows = await db
        .selectFrom('articles')
        .select(['summary', 'claims'])
        .where('state', '=', 'current')
        .orderBy('day', 'desc')
        .orderBy('id')
        .execute();
      return rows.map(
        ({ summary, claims }) => ({ ...JSON.parse(summary), claims }) as ArticleSummary,
      );
    },
  };
}

async function save(
  db: Transaction<Tables>,
  article: Article,
  claims: readonly Claim[],
  { extractor = '', replaces, signature, source, reprints = [], at = 0 }: Saving,
  changed: number,
): Promise<void> {
  const { id, origin, url, title, outlet, language, published } = article;
  const row = {
    state: 'current' as const,
    replaced_by: null,
    since: at,
    day: published.latest ?? published.earliest ?? '',
    extractor,
    signature: signature ?? null,
    changed,
    claims: claims.length,
    summary: JSON.stringify({ id, origin, url, title, outlet, language, published }),
    document: JSON.stringify(article),
  };
  await db
    .insertInto('articles')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await db.deleteFrom('claims').where('article', '=', id).execute();
  for (let from = 0; from < claims.length; from += INSERT_MAX) {
    const part = claims.slice(from, from + INSERT_MAX).map((claim, i) => ({
      id: claim.id,
      article: id,
      ordinal: from + i,
      document: JSON.stringify(claim),
    }));
    await db.insertInto('claims').values(part).execute();
  }
  await moveCorrections(db, id, claims);
  if (replaces !== undefined && replaces !== id) {
    await carryCorrections(db, replaces, article, claims);
    await db
      .updateTable('articles')
      .set({ state: 'superseded', replaced_by: id, since: at, changed })
      .where('id', '=', replaces)
      .execute();
  }
  for (const reprint of reprints) await putReprint(db, id, reprint);
  if (source) await putSource(db, source);
}
