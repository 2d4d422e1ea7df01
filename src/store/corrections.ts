import type { Claim } from '../claims/claim.ts';
import type { Corrections } from './port.ts';
import { type Database, inParts } from './schema.ts';

export function openCorrections(db: Database): Corrections {
  async function put(
    claim: string,
    hidden: 0 | 1,
    fields: Partial<Claim>,
    why: string,
    at: number,
  ): Promise<void> {
    await db.transaction().execute(async (transaction) => {
      const held = await transaction
        .selectFrom('claims')
        .select(['article', 'document'])
        .where('id', '=', claim)
        .executeTakeFirst();
      const before = await transaction
        .selectFrom('corrections')
        .select('fields')
        .where('claim', '=', claim)
        .executeTakeFirst();
      const row = {
        article: held?.article ?? claim.replace(/-\d+$/, ''),
        hidden,
        fields: JSON.stringify({ ...(JSON.parse(before?.fields ?? '{}') as object), ...fields }),
        anchor: held ? anchorOf(JSON.parse(held.document) as Claim) : null,
        why,
        at,
      };
      await transaction
        .insertInto('corrections')
        .values({ claim, ...row })
        .onConflict((conflict) => conflict.column('claim').doUpdateSet(row))
        .execute();
    });
  }

  return {
    async report({ claim, user, text, at }) {
      await db.insertInto('reports').values({ claim, user_id: user, text, at }).execute();
    },
    async reports() {
      const rows = await db.selectFrom('reports').selectAll().orderBy('seq').execute();
      return rows.map(({ claim, user_id, text, at }) => ({ claim, user: user_id, text, at }));
    },
    hide: (claim, why, at) => put(claim, 1, {}, why, at),
    correct: (claim, fields, why, at) => put(claim, 0, fields, why, at),
    async undo(claim) {
      const gone = await db
        .deleteFrom('corrections')
        .where('claim', '=', claim)
        .returning('claim')
        .execute();
      return gone.length > 0;
    },
    async all() {
      const rows = await db.selectFrom('corrections').selectAll().orderBy('claim').execute();
      return new Map(
        rows.map(({ claim, hidden, fields, why, at }) => [
          claim,
          { hidden: hidden === 1, fields: JSON.parse(fields) as Partial<Claim>, why, at },
        ]),
      );
    },
  };
}

/** The claims of these articles as their corrections leave them. */
export async function correctedClaims(
  db: Database,
  articles: readonly string[],
): Promise<readonly Claim[]> {
  const rows = await inParts(articles, (part) =>
    db
      .selectFrom('claims')
      .leftJoin('corrections', 'corrections.claim', 'claims.id')
      .select([
        'claims.article',
        'claims.document',
        'corrections.hidden',
        'corrections.fields',
        'corrections.anchor',
      ])
      .where('claims.article', 'in', part)
      .orderBy('claims.ordinal')
      .execute(),
  );
  const claims = new Map<string, Claim[]>();
  for (const { article, document, hidden, fields, anchor } of rows) {
    const claim = JSON.parse(document) as Claim;
    const applies = fields !== null && (anchor === null || anchor === anchorOf(claim));
    if (applies && hidden === 1) continue;
    const corrected = applies ? { ...claim, ...(JSON.parse(fields) as Partial<Claim>) } : claim;
    const known = claims.get(article);
    if (known) known.push(corrected);
    else claims.set(article, [corrected]);
  }
  return articles.flatMap((id) => claims.get(id) ?? []);
}

/**
 * Brings an article's corrections to the claims that say the same as those corrected, after its
 * claims were read anew and numbered anew. One whose claim is gone stays as it is and applies to nothing.
 */
export async function moveCorrections(
  db: Database,
  article: string,
  claims: readonly Claim[],
): Promise<void> {
  const rows = await db
    .selectFrom('corrections')
    .selectAll()
    .where('article', '=', article)
    .execute();
  if (rows.length === 0) return;
  const byAnchor = new Map(claims.map((claim) => [anchorOf(claim), claim.id]));
  const moved = rows.map((row) => ({
    ...row,
    claim: (row.anchor === null ? null : byAnchor.get(row.anchor)) ?? row.claim,
  }));
  if (moved.every((row, i) => row.claim === rows[i]?.claim)) return;
  await db.deleteFrom('corrections').where('article', '=', article).execute();
  // A correction that found its claim goes before one that lost it and merely had its number.
  const found = moved.filter((row) => row.anchor !== null && byAnchor.has(row.anchor));
  const lost = moved.filter((row) => !found.includes(row));
  for (const row of [...found, ...lost]) {
    await db
      .insertInto('corrections')
      .values(row)
      .onConflict((conflict) => conflict.column('claim').doNothing())
      .execute();
  }
}

/** What tells a claim from every other of its article: the words claimed and who claims them. */
function anchorOf({ content, speaker }: Claim): string {
  return JSON.stringify([content.map(({ start, end }) => [start, end]), speaker?.spans[0]?.start]);
}
