import { keyOf } from '../answers/digest.ts';
import { type Evidence, foldSpace } from '../answers/evidence.ts';
import type { History, Library } from '../store/port.ts';

export type VersionsOptions = {
  readonly library: Pick<Library, 'articles'>;
  readonly history: Pick<History, 'standing'>;
};

/** A key is an article's id, which holds no colon, and where a sentence starts in it. */
const KEY = /^(?<article>[^:]+):(?<start>\d+)$/u;

/**
 * What a channel was told, with the keys under which the same sentences stand in newer versions of
 * their articles: an outlet that mends a word has not reported anew.
 */
export async function followVersions(
  told: ReadonlySet<string>,
  current: ReadonlyMap<string, readonly Evidence[]>,
  options: VersionsOptions,
): Promise<ReadonlySet<string>> {
  const gone = new Map<string, number[]>();
  for (const key of told) {
    const { article, start } = KEY.exec(key)?.groups ?? {};
    if (article === undefined || start === undefined || current.has(article)) continue;
    gone.set(article, [...(gone.get(article) ?? []), Number(start)]);
  }
  if (gone.size === 0) return told;
  const newest = await newestVersions([...gone.keys()], options);
  const older = await options.library.articles([...newest.keys()]);
  const added = older.flatMap((article) => {
    const starts = gone.get(article.id) ?? [];
    const sentences = new Set(
      article.sentences
        .filter(({ span }) => starts.includes(span.start))
        .map(({ span }) => foldSpace(article.text.slice(span.start, span.end))),
    );
    const now = current.get(newest.get(article.id) ?? '') ?? [];
    return now.filter(({ sentence }) => sentences.has(sentence)).map(keyOf);
  });
  return new Set([...told, ...added]);
}

/** By each superseded article the version that stands now; withdrawn ones are left out. */
async function newestVersions(
  ids: readonly string[],
  { history }: VersionsOptions,
): Promise<ReadonlyMap<string, string>> {
  const newest = new Map<string, string>();
  let open = new Map(ids.map((id) => [id, id]));
  const seen = new Set<string>();
  while (open.size > 0) {
    const standing = await history.standing([...new Set(open.values())]);
    const next = new Map<string, string>();
    for (const [id, version] of open) {
      seen.add(version);
      const { state, replacedBy } = standing.get(version) ?? {};
      if (state === 'current' && version !== id) newest.set(id, version);
      else if (state === 'superseded' && replacedBy && !seen.has(replacedBy)) {
        next.set(id, replacedBy);
      }
    }
    open = next;
  }
  return newest;
}
