import type { Search } from '../search/port.ts';
import type { ArticleSummary, Library } from '../store/port.ts';
import { type Evidence, toEvidence } from './evidence.ts';
import type { Named } from './names.ts';

/** Articles that a question is answered from: the first of the index's, so that time does not grow with the corpus. */
const MAX_ARTICLES = 40;
/** Spellings of a name that are looked for beside the name. */
const MAX_SPELLINGS = 8;

export type Wanted = {
  readonly words: readonly string[];
  readonly names: readonly Named[];
  /** Articles to look at whatever the index says: those the thread has told. */
  readonly articles: readonly string[];
  /** Looks at the newest articles too, for "the latest report". */
  readonly newest: boolean;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly outlet?: string | undefined;
};

/** What may answer, in the index's order. */
export type Gathered = {
  readonly evidence: readonly Evidence[];
  /** False where more was found than is looked at. */
  readonly isAll: boolean;
};

/** Fetches the articles that may answer, and their claims with what ranking needs of them. */
export async function gather(search: Search, library: Library, wanted: Wanted): Promise<Gathered> {
  const filters = {
    ...(wanted.since && { since: wanted.since }),
    ...(wanted.until && { until: wanted.until }),
    ...(wanted.outlet && { outlet: wanted.outlet }),
  };
  const queries = [
    [...wanted.words, ...wanted.names.map(({ name }) => name)].join(' '),
    ...wanted.names.flatMap(({ spellings }) => spellings.slice(0, MAX_SPELLINGS)),
  ].filter((query) => query.trim() !== '');
  const found = await Promise.all(
    queries.map((text) => search.find({ text, ...filters }, MAX_ARTICLES)),
  );
  const ids = [
    ...wanted.articles,
    ...(found[0] ?? []).map(({ article }) => article),
    ...found
      .slice(1)
      .flat()
      .map(({ article }) => article),
  ];
  if (wanted.newest || ids.length === 0) {
    const list = (await library.list()).filter((article) => isWanted(article, wanted));
    ids.push(...list.slice(0, MAX_ARTICLES).map(({ id }) => id));
  }
  const distinct = [...new Set(ids)];
  return {
    evidence: await evidenceOf(library, distinct.slice(0, MAX_ARTICLES)),
    isAll: distinct.length < MAX_ARTICLES,
  };
}

/** As the index filters: what bears no date may be of any day. */
function isWanted(
  { published, outlet }: ArticleSummary,
  { since, until, outlet: asked }: Wanted,
): boolean {
  const { earliest, latest } = published;
  return (
    (since === undefined || latest === null || latest >= since) &&
    (until === undefined || earliest === null || earliest <= until) &&
    (asked === undefined || outlet === asked)
  );
}

/** All claims of these articles, as evidence. */
export async function evidenceOf(
  library: Library,
  ids: readonly string[],
): Promise<readonly Evidence[]> {
  const [articles, claims] = await Promise.all([library.articles(ids), library.claimsOf(ids)]);
  const byId = new Map(articles.map((article) => [article.id, article]));
  return claims.flatMap((claim) => {
    const article = byId.get(claim.article);
    return article ? [toEvidence(claim, article)] : [];
  });
}
