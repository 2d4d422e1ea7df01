import type { Claim } from '../claims/claim.ts';
import { type Article, cut } from '../corpus/article.ts';
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

/** Claims read at once: they take some 30 ms to parse, and then others have a turn. */
const READ_MAX = 1_000;

/** The claims of these articles as their corrections leave them. */
export function correctedClaims(
  db: Database,
  articles: readonly string[],
): Promise<readonly Claim[]> {
  return inParts(articles, async (part) => {
    const claims = new Map<string, Claim[]>();
    for await (const page of pagesOfClaims(db, part)) {
      for (const { article, document, hidden, fields, anchor } of page) {
        const claim = JSON.parse(document) as Claim;
        const applies = fields !== null && (anchor === null || anchor === anchorOf(claim));
        if (applies && hidden === 1) continue;
        const corrected = applies ? { ...claim, ...(JSON.parse(fields) as Partial<Claim>) } : claim;
        const known = claims.get(article);
        if (known) known.push(corrected);
        else claims.set(article, [corrected]);
      }
    }
    return part.flatMap((id) => claims.get(id) ?? []);
  });
}

/** By article, in reading order; one that is saved anew in between may come in parts of both readings. */
async function* pagesOfClaims(db: Database, articles: readonly string[]) {
  const wanted = db
    .selectFrom('claims')
    .leftJoin('corrections', 'corrections.claim', 'claims.id')
    .select(['claims.article', 'claims.ordinal', 'claims.document'])
    .select(['corrections.hidden', 'corrections.fields', 'corrections.anchor'])
    .where('claims.article', 'in', articles)
    .orderBy('claims.article')
    .orderBy('claims.ordinal')
    .limit(READ_MAX);
  for (let page = await wanted.execute(); ; ) {
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < READ_MAX) return;
    page = await wanted
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('claims.article', 'claims.ordinal'), '>', tuple(last.article, last.ordinal)),
      )
      .execute();
  }
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

/** Fields of a claim that point into one version's text, and mean nothing in another's. */
const OF_ONE_VERSION: ReadonlySet<keyof Claim> = new Set([
  ...(['id', 'article', 'sentence', 'paragraph', 'content', 'via', 'cue'] as const),
  ...(['quantities', 'places', 'said', 'happened'] as const),
]);

/**
 * Brings to a newer version of an article what the owner hid or corrected in the older one, where
 * the same source says the same there. What stands on a claim of the newer version stays.
 */
export async function carryCorrections(
  db: Database,
  older: string,
  article: Article,
  claims: readonly Claim[],
): Promise<void> {
  const rows = await db
    .selectFrom('corrections')
    .innerJoin('claims', 'claims.id', 'corrections.claim')
    .innerJoin('articles', 'articles.id', 'claims.article')
    .select(['corrections.hidden', 'corrections.fields', 'corrections.anchor'])
    .select(['corrections.why', 'corrections.at'])
    .select(['claims.document as claim', 'articles.document as article'])
    .where('claims.article', '=', older)
    .orderBy('claims.ordinal')
    .execute();
  if (rows.length === 0) return;
  const left = claims.map((claim) => ({ claim, said: saidIn(claim, article) }));
  for (const { hidden, fields, anchor, why, at, ...was } of rows) {
    const before = JSON.parse(was.claim) as Claim;
    if (anchor !== null && anchor !== anchorOf(before)) continue;
    const said = saidIn(before, JSON.parse(was.article) as Article);
    const found = left.findIndex((one) => isSame(one.said, said));
    const [same] = found < 0 ? [] : left.splice(found, 1);
    if (same === undefined) continue;
    const kept = fieldsFor(same.claim, JSON.parse(fields) as Partial<Claim>);
    if (hidden === 0 && Object.keys(kept).length === 0) continue;
    const row = { hidden, fields: JSON.stringify(kept), anchor: anchorOf(same.claim), why, at };
    await db
      .insertInto('corrections')
      .values({ claim: same.claim.id, article: article.id, ...row })
      .onConflict((conflict) => conflict.column('claim').doNothing())
      .execute();
  }
}

type Said = {
  readonly words: string;
  /** The words that name who says it, and who that is where it is known; both empty for the article itself. */
  readonly speaker: string;
  readonly name: string;
};

/** Who says what, in words: two versions differ in their offsets. */
function saidIn({ content, speaker }: Claim, article: Article): Said {
  const fold = (text: string) => text.replace(/\s+/g, ' ').trim();
  return {
    words: content.map((span) => fold(cut(article, span))).join('\n'),
    speaker: fold(speaker?.text ?? ''),
    name: speaker?.name ?? '',
  };
}

/** "He" of one version may be named in the other. */
function isSame(a: Said, b: Said): boolean {
  const isOneSpeaker = a.speaker === b.speaker || (a.name !== '' && a.name === b.name);
  return isOneSpeaker && a.words === b.words;
}

function fieldsFor({ speaker }: Claim, fields: Partial<Claim>): Partial<Claim> {
  const kept = Object.entries(fields).filter(
    ([name]) => !OF_ONE_VERSION.has(name as keyof Claim),
  ) as readonly (readonly [string, unknown])[];
  const renamed =
    fields.speaker && speaker
      ? { speaker: { ...fields.speaker, text: speaker.text, spans: speaker.spans } }
      : {};
  return { ...Object.fromEntries(kept), ...renamed };
}

/** What tells a claim from every other of its article: the words claimed and who claims them. */
function anchorOf({ content, speaker }: Claim): string {
  return JSON.stringify([content.map(({ start, end }) => [start, end]), speaker?.spans[0]?.start]);
}
