import type { Claim } from '../claims/claim.ts';
import type { Article } from '../corpus/article.ts';
import type { Source as Text } from '../corpus/build-article.ts';
import type { Search } from '../search/port.ts';
import type { History, Library, Reprint, Saving, Source, Sources } from '../store/port.ts';
import { pageKey } from './addresses.ts';
import { openNeighbours, sentencesOf } from './neighbours.ts';
import { openQueue } from './queue.ts';
import { type PatientReaders, TooMuch } from './readers.ts';
import { openSignatures, sharesOf } from './reprints.ts';
import type { Traits } from './traits.ts';

/** What became of one item; `article` is the id under which its claims are held. */
export type Outcome = {
  readonly kind: 'new' | 'changed' | 'unchanged' | 'reprint';
  readonly article: string;
};

export type Item = {
  readonly text: Text;
  /** What is to be remembered of where it came from; its `article` is filled in here. */
  readonly from?: Omit<Source, 'article'>;
};

export type Pipeline = {
  /** Reads, saves and indexes one item; throws what the store or the index throws, and then nothing has changed. */
  readonly take: (item: Item) => Promise<Outcome>;
  /** Reads anew what another extractor read, and dates anew what an interrupted run left; `progress` is told how many are done, of how many. */
  readonly settle: (
    progress?: (done: number, total: number) => void,
    signal?: AbortSignal,
  ) => Promise<void>;
  /** Takes into the index what another process saved, and out of it what one withdrew; returns how many. */
  readonly refresh: () => Promise<number>;
  /** Withdraws the article of a file or page that is gone; null when it gave none, or copies of it remain. */
  readonly withdraw: (key: string) => Promise<string | null>;
};

export type PipelineParts = PatientReaders & {
  /** The version of what reads the claims. */
  readonly extractor: string;
  readonly library: Library;
  readonly history: History;
  readonly sources: Sources;
  readonly search: Search;
  readonly now: () => number;
  /** Takes what was thrown while an article was read anew; the next is read all the same. */
  readonly fault: (doing: string, thrown: unknown) => void;
};

/** Articles fetched at once while the index is filled. */
const PAGE = 200;

/** So much of the shorter text must stand in the longer one for them to be one report. */
const COPY_SHARE = 0.8;
/** Candidates below this estimate cannot reach it, but for a copy cut to a quarter. */
const MIN_LIKENESS = 0.2;
/** So many of the nearest candidates are compared word for word. */
const MAX_COMPARED = 5;
/** Each time somebody else has saved an article: so many in a row mean that something is wrong. */
const MAX_ATTEMPTS = 100;

/**
 * Fills the index with what the store holds, and keeps each report once: by its address, its text, or
 * most of its words. An undated article is dated by those that share a sentence with it, whatever the
 * order in which they come. Items are taken one after
 * the other, whoever calls, so that two copies that arrive together find each other.
 */
export async function openPipeline(parts: PipelineParts): Promise<Pipeline> {
  const { library, history, sources, search, now } = parts;
  /** The last change of the store that what is in memory here reflects. */
  let seen = await history.lastChange();
  const signatures = openSignatures();
  const neighbours = openNeighbours();
  const byAddress = new Map<string, string>();
  /** Those that all of what finds articles holds. */
  const indexed = new Set<string>();
  const undated = (await takeIn((await library.list()).map(({ id }) => id)))
    .filter(({ published }) => published.basis !== 'stated')
    .map(({ id }) => id);

  /** Takes current articles into all that finds articles, by their ids, and returns what is told of them. */
  async function takeIn(ids: readonly string[]) {
    const taken: Pick<Article, 'id' | 'published'>[] = [];
    for (let at = 0; at < ids.length; at += PAGE) {
      const part = ids.slice(at, at + PAGE);
      const page = await library.articles(part);
      for (const [id, signature] of await history.signatures(part)) signatures.add(id, signature);
      for (const { id, url, origin, published } of page) {
        byAddress.set(addressOf(url, origin), id);
        taken.push({ id, published });
      }
      for (const article of page) neighbours.add(article.id, sentencesOf(article));
      await search.add(page);
      for (const { id } of page) indexed.add(id);
    }
    return taken;
  }

  async function refresh(): Promise<number> {
    const last = await history.lastChange();
    if (last === seen) return 0;
    const changed = await history.changedAfter(seen);
    const gone = changed.filter(({ id, state }) => state !== 'current' && indexed.has(id));
    const come = changed
      .filter(({ id, state }) => state === 'current' && !indexed.has(id))
      .map(({ id }) => id);
    for (const { id } of gone) await forget(id);
    await takeIn(come);
    seen = last;
    return gone.length + come.length;
  }

  async function take({ text, from }: Item): Promise<Outcome> {
    const article = await parts.toArticle(text);
    const address = addressOf(article.url, article.origin);
    const { before, outcome } = await placeInTime(article, address, from);
    claimsRead = null;
    if (outcome.kind === 'reprint' && before !== undefined && before !== outcome.article) {
      await withdrawArticle(before, text.origin);
    }
    if (from && outcome.kind !== 'new' && outcome.kind !== 'changed') {
      await sources.put({ ...from, article: outcome.article });
    }
    return outcome;
  }

  /** Decides anew, over what other processes have saved meanwhile, until nobody comes in between. */
  async function placeInTime(article: Article, address: string, from: Item['from']) {
    for (let attempt = 1; ; attempt++) {
      const before = byAddress.get(address);
      try {
        return { before, outcome: await place(article, address, from) };
      } catch (thrown) {
        if (!(thrown instanceof Overtaken) || attempt >= MAX_ATTEMPTS) throw thrown;
        await refresh();
      }
    }
  }

  async function place(article: Article, address: string, from: Item['from']): Promise<Outcome> {
    const [held] = await library.articles([article.id]);
    if (held && (await isCurrent(held.id))) {
      if (addressOf(held.url, held.origin) !== address) return noteReprint(held.id, article);
      if (isSameReading(held, await dateIn(article))) {
        return { kind: 'unchanged', article: held.id };
      }
      return keep(article, address, from, undefined, 'changed');
    }
    const before = byAddress.get(address);
    if (before !== undefined && before !== article.id && (await isCurrent(before))) {
      return keep(article, address, from, before, 'changed');
    }
    const copy = await copyOf(article);
    if (copy === null) return keep(article, address, from, undefined, 'new');
    if (copy.isFuller) return noteReprint(copy.of.id, article);
    return keep(article, address, from, copy.of.id, 'changed', [toReprint(copy.of)]);
  }

  async function isCurrent(id: string): Promise<boolean> {
    return (await history.standing([id])).get(id)?.state === 'current';
  }

  async function keep(
    read: Article,
    address: string,
    from: Item['from'],
    replaces: string | undefined,
    kind: 'new' | 'changed',
    copies: readonly Reprint[] = [],
  ): Promise<Outcome> {
    const article = await dateIn(read, replaces);
    const before = replaces === undefined ? [] : await copiesOf(replaces);
    await save(article, {
      after: seen,
      reprints: [...before, ...copies],
      ...(replaces === undefined ? {} : { replaces }),
      ...(from === undefined ? {} : { source: { ...from, article: article.id } }),
    });
    byAddress.set(address, article.id);
    neighbours.add(article.id, (await traitsIn(article)).sentences);
    const touched = new Set(neighbours.around(article.id));
    if (replaces !== undefined && replaces !== article.id) {
      for (const id of neighbours.around(replaces)) touched.add(id);
      await forget(replaces);
    }
    touched.delete(article.id);
    for (const id of touched) await dateAnew(id);
    return { kind, article: article.id };
  }

  async function copiesOf(id: string): Promise<readonly Reprint[]> {
    return (await history.reprints([id])).get(id) ?? [];
  }

  async function save(article: Article, saving: Saving): Promise<void> {
    const { signature } = await traitsIn(article);
    const change = await library.save(article, await claimsIn(article), {
      extractor: parts.extractor,
      at: now(),
      ...(signature === null ? {} : { signature }),
      ...saving,
    });
    if (change === null) throw new Overtaken();
    if (signature !== null) signatures.add(article.id, signature);
    await search.add([article]);
    indexed.add(article.id);
    // Last, so that what is cut short is taken in at the next look.
    if (change === seen + 1) seen = change;
  }

  /** Reading claims takes longest: what is decided anew does not read them anew. */
  let claimsRead: { readonly of: string; readonly claims: readonly Claim[] } | null = null;
  async function claimsIn(article: Article): Promise<readonly Claim[]> {
    const of = JSON.stringify([article.id, article.published]);
    if (claimsRead?.of !== of) claimsRead = { of, claims: await parts.toClaims(article) };
    return claimsRead.claims;
  }

  /** By an article's sentences, which stay the same however it is dated. */
  const traitsRead = new WeakMap<Article['sentences'], Traits>();
  async function traitsIn(article: Article): Promise<Traits> {
    const traits = traitsRead.get(article.sentences) ?? (await parts.traitsOf(article));
    traitsRead.set(article.sentences, traits);
    return traits;
  }

  /** The article as those beside it date it, each of them by itself: what was inferred is no evidence. */
  async function dateIn(article: Article, replaces?: string): Promise<Article> {
    if (article.published.basis === 'stated') return article;
    const { sentences } = await traitsIn(article);
    const near = neighbours.of(article.id, sentences).filter((id) => id !== replaces);
    const others: Article[] = [];
    for (const other of await library.articles(near)) others.push(await parts.dateAmong(other, []));
    return parts.dateAmong(article, others);
  }

  async function dateAnew(id: string): Promise<void> {
    const [article] = await library.articles([id]);
    if (article === undefined || article.published.basis === 'stated') return;
    const dated = await dateIn(article);
    if (JSON.stringify(dated.published) !== JSON.stringify(article.published))
      await save(dated, {});
  }

  /** Takes a superseded or withdrawn article out of what finds articles. */
  async function forget(id: string): Promise<void> {
    signatures.remove(id);
    neighbours.remove(id);
    indexed.delete(id);
    await search.remove([id]);
  }

  async function noteReprint(id: string, copy: Article): Promise<Outcome> {
    await history.addReprint(id, toReprint(copy));
    return { kind: 'reprint', article: id };
  }

  function toReprint({ origin, url, outlet }: Article): Reprint {
    return { origin, url, outlet, at: now() };
  }

  /** The nearest article held that tells the same report; `isFuller` when it holds all that the new one does. */
  async function copyOf(article: Article): Promise<{ of: Article; isFuller: boolean } | null> {
    const { signature, shingles } = await traitsIn(article);
    if (signature === null) return null;
    const near = signatures
      .alike(signature)
      .filter(({ id, likeness }) => likeness >= MIN_LIKENESS && id !== article.id)
      .slice(0, MAX_COMPARED);
    for (const of of await library.articles(near.map(({ id }) => id))) {
      const { ofFirst, ofSecond } = sharesOf(shingles, (await parts.traitsOf(of)).shingles);
      if (ofFirst >= COPY_SHARE) return { of, isFuller: true };
      if (ofSecond >= COPY_SHARE) return { of, isFuller: false };
    }
    return null;
  }

  async function noteFault(from: Omit<Source, 'article'>, fault: string): Promise<void> {
    const known = await sources.find(from.key);
    const failures = (known?.failures ?? 0) + 1;
    await sources.put({ ...from, article: known?.article ?? null, failures, fault });
  }

  async function withdraw(key: string): Promise<string | null> {
    const id = (await sources.find(key))?.article ?? null;
    const gone = id === null ? null : await withdrawArticle(id, key);
    // Last, so that what is cut short is done again.
    await sources.remove(key);
    return gone;
  }

  async function withdrawArticle(id: string, key: string): Promise<string | null> {
    const [held] = await library.articles([id]);
    // A reprint's file is gone, not the report's own.
    if (held === undefined || held.origin !== key) return null;
    const copies = await copiesOf(id);
    const remain = await Promise.all(copies.map(({ origin }) => sources.find(origin)));
    const versions = new Set<string | null>(await history.versions(id));
    if (remain.some((other) => other !== null && versions.has(other.article))) return null;
    await history.withdraw(id, now());
    const touched = neighbours.around(id);
    await forget(id);
    byAddress.delete(addressOf(held.url, held.origin));
    for (const other of touched) await dateAnew(other);
    return id;
  }

  async function readAnew(id: string): Promise<void> {
    if (!(await isCurrent(id))) return;
    const [article] = await library.articles([id]);
    if (article !== undefined) await save(await dateIn(article), {});
  }

  const queue = openQueue();
  return {
    take: (item) =>
      queue(async () => {
        try {
          return await take(item);
        } catch (thrown) {
          if (thrown instanceof TooMuch && item.from) await noteFault(item.from, thrown.message);
          throw thrown;
        }
      }),
    withdraw: (key) => queue(() => withdraw(key)),
    refresh: () => queue(refresh),
    async settle(progress = () => {}, signal) {
      const stale = await history.stale(parts.extractor, Number.MAX_SAFE_INTEGER);
      const redated = undated.filter((id) => neighbours.around(id).length > 0);
      const work = [
        ...stale.map((id) => ({ id, run: readAnew })),
        ...redated.map((id) => ({ id, run: dateAnew })),
      ];
      for (const [done, { id, run }] of work.entries()) {
        if (signal?.aborted) return;
        await queue(() => run(id)).catch((thrown) => parts.fault(`reading ${id} anew`, thrown));
        progress(done + 1, work.length);
      }
    },
  };
}

/** Another process saved or withdrew an article while one was being placed; nothing was saved. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

function addressOf(url: string | null, origin: string): string {
  return (url === null ? null : pageKey(url)) ?? pageKey(origin) ?? origin;
}

/** True when the text was read as it is held, wherever it was found. */
function isSameReading(held: Article, read: Article): boolean {
  return JSON.stringify(held) === JSON.stringify({ ...read, origin: held.origin });
}
