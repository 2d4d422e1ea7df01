import type { Article } from '../corpus/article.ts';
import type { History, Library, Standing } from '../store/port.ts';
import { foldSpace } from './evidence.ts';
import type { Block, Citation, Part, Reply } from './reply.ts';

/** More than these are counted, not quoted. */
const MAX_TOLD = 5;

/** What a thread goes on from: a withdrawn article no more, and of an edited one the newest version. */
export async function toCurrent(
  ids: readonly string[],
  history: Pick<History, 'standing'>,
): Promise<readonly string[]> {
  const standing = await history.standing(ids);
  const current = await Promise.all(
    ids.map(async (id) => {
      const newest = await newestOf(id, standing.get(id), history);
      return newest?.standing.state === 'current' ? [newest.id] : [];
    }),
  );
  return [...new Set(current.flat())];
}

/**
 * What readers of older answers are to know: which of the sentences that they cite are gone with
 * their article, or from its newer version, since then (milliseconds since the epoch). Null for none.
 */
export async function noteWithdrawn(
  replies: readonly Reply[],
  since: number,
  { history, library }: { readonly history: Pick<History, 'standing'>; readonly library: Library },
): Promise<Block | null> {
  const cited = new Map(
    replies
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.kind === 'sources' ? block.citations : []))
      .map((citation) => [`${citation.article}:${citation.start}`, citation]),
  );
  const ids = [...new Set([...cited.values()].map(({ article }) => article))];
  const standing = await history.standing(ids);
  const newest = new Map<string, Article | null>();
  for (const [id, { state, since: at }] of standing) {
    if (state === 'current' || at <= since) continue;
    const last = await newestOf(id, standing.get(id), history);
    const [article] = last?.standing.state === 'current' ? await library.articles([last.id]) : [];
    newest.set(id, article ?? null);
  }
  const gone = [...cited.values()].filter(({ article, quote }) => {
    const now = newest.get(article);
    return now === null || (now !== undefined && !holds(now, quote));
  });
  if (gone.length === 0) return null;
  const parts = gone
    .slice(0, MAX_TOLD)
    .flatMap((citation) => tell(citation, newest.get(citation.article) ?? null));
  const more = gone.length - MAX_TOLD;
  if (more > 0) parts.push({ kind: 'text', text: `So are ${more} more of the sentences cited.` });
  return { kind: 'notice', tone: 'warning', parts };
}

function tell({ quote, title }: Citation, newer: Article | null): readonly Part[] {
  const how = newer
    ? ` is no longer in “${title}”, of which a newer version is held. `
    : ` is withdrawn: its article, “${title}”, is gone. `;
  return [
    { kind: 'text', text: 'Cited above, ' },
    { kind: 'quote', text: quote },
    { kind: 'text', text: how },
  ];
}

function holds({ text }: Article, quote: string): boolean {
  return foldSpace(text).includes(foldSpace(quote));
}

async function newestOf(
  id: string,
  standing: Standing | undefined,
  history: Pick<History, 'standing'>,
): Promise<{ readonly id: string; readonly standing: Standing } | null> {
  const seen = new Set([id]);
  let at = { id, standing };
  for (;;) {
    if (at.standing === undefined) return null;
    const { state, replacedBy } = at.standing;
    if (state !== 'superseded' || replacedBy === null || seen.has(replacedBy))
      return { id: at.id, standing: at.standing };
    seen.add(replacedBy);
    at = { id: replacedBy, standing: (await history.standing([replacedBy])).get(replacedBy) };
  }
}
