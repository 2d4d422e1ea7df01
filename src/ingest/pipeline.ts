import type { Claim } from '../claims/claim.ts';
import type { Article } from '../corpus/article.ts';
import type { Source as Text } from '../corpus/build-article.ts';
import type { Search } from '../search/port.ts';
import type { History, Library, Source, Sources } from '../store/port.ts';
import { pageKey } from './addresses.ts';
import { openSignatures, sharesOf, toSignature } from './reprints.ts';

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
  /** Withdraws the article of a file or page that is gone; null when it gave none, or copies of it remain. */
  readonly withdraw: (key: string) => Promise<string | null>;
};

export type PipelineParts = {
  readonly toArticle: (text: Text) => Article;
  readonly toClaims: (article: Article) => readonly Claim[];
  /** The version of what reads the claims. */
  readonly extractor: string;
  readonly library: Library;
  readonly history: History;
  readonly sources: Sources;
  readonly search: Search;
  readonly now: () => number;
};

/** So much of the shorter text must stand in the longer one for them to be one report. */
const COPY_SHARE = 0.8;
/** Candidates below this estimate cannot reach it, but for a copy cut to a quarter. */
const MIN_LIKENESS = 0.2;
/** So many of the nearest candidates are compared word for word. */
const MAX_COMPARED = 5;

/**
 * Keeps each report once: by its address, its text, or most of its words. Items are taken one after
 * the other, whoever calls, so that two copies that arrive together find each other.
 */
export async function openPipeline(parts: PipelineParts): Promise<Pipeline> {
  const { library, history, sources, search, now } = parts;
  const signatures = openSignatures(await history.signatures());
  const byAddress = new Map<string, string>();
  for (const { id, url, origin } of await library.list()) {
    byAddress.set(addressOf(url, origin), id);
  }

  async function take({ text, from }: Item): Promise<Outcome> {
    const article = parts.toArticle(text);
    const address = addressOf(article.url, article.origin);
    const outcome = await place(article, address, from);
    if (from && outcome.kind !== 'new' && outcome.kind !== 'changed') {
      await sources.put({ ...from, article: outcome.article });
    }
    return outcome;
  }

  async function place(article: Article, address: string, from: Item['from']): Promise<Outcome> {
    const [held] = await library.articles([article.id]);
    if (held && (await isCurrent(held.id))) {
      if (addressOf(held.url, held.origin) !== address) return noteReprint(held.id, article);
      if (isSameReading(held, article)) return { kind: 'unchanged', article: held.id };
      return keep(article, address, from, undefined, 'changed');
    }
    const before = byAddress.get(address);
    if (before !== undefined && before !== article.id && (await isCurrent(before))) {
      return keep(article, address, from, before, 'changed');
    }
    const copy = await copyOf(article);
    if (copy === null) return keep(article, address, from, undefined, 'new');
    if (copy.isFuller) return noteReprint(copy.of.id, article);
    const outcome = await keep(article, address, from, copy.of.id, 'changed');
    await history.addReprint(article.id, toReprint(copy.of));
    return outcome;
  }

  async function isCurrent(id: string): Promise<boolean> {
    return (await history.standing([id])).get(id)?.state === 'current';
  }

  async function keep(
    article: Article,
    address: string,
    from: Item['from'],
    replaces: string | undefined,
    kind: 'new' | 'changed',
  ): Promise<Outcome> {
    const signature = toSignature(article);
    await library.save(article, parts.toClaims(article), {
      extractor: parts.extractor,
      at: now(),
      ...(replaces === undefined ? {} : { replaces }),
      ...(signature === null ? {} : { signature }),
      ...(from === undefined ? {} : { source: { ...from, article: article.id } }),
    });
    await search.add([article]);
    byAddress.set(address, article.id);
    if (signature !== null) signatures.add(article.id, signature);
    if (replaces !== undefined && replaces !== article.id) await forget(replaces);
    return { kind, article: article.id };
  }

  /** Takes a superseded or withdrawn article out of what finds articles. */
  async function forget(id: string): Promise<void> {
    signatures.remove(id);
    await search.remove([id]);
  }

  async function noteReprint(id: string, copy: Article): Promise<Outcome> {
    await history.addReprint(id, toReprint(copy));
    return { kind: 'reprint', article: id };
  }

  function toReprint({ origin, url, outlet }: Article) {
    return { origin, url, outlet, at: now() };
  }

  /** The nearest article held that tells the same report; `isFuller` when it holds all that the new one does. */
  async function copyOf(article: Article): Promise<{ of: Article; isFuller: boolean } | null> {
    const signature = toSignature(article);
    if (signature === null) return null;
    const near = signatures
      .alike(signature)
      .filter(({ id, likeness }) => likeness >= MIN_LIKENESS && id !== article.id)
      .slice(0, MAX_COMPARED);
    for (const of of await library.articles(near.map(({ id }) => id))) {
      const { ofFirst, ofSecond } = sharesOf(article, of);
      if (ofFirst >= COPY_SHARE) return { of, isFuller: true };
      if (ofSecond >= COPY_SHARE) return { of, isFuller: false };
    }
    return null;
  }

  async function withdraw(key: string): Promise<string | null> {
    const source = await sources.find(key);
    await sources.remove(key);
    const id = source?.article ?? null;
    if (id === null) return null;
    const [held] = await library.articles([id]);
    // A reprint's file is gone, not the report's own.
    if (held === undefined || held.origin !== key) return null;
    const copies = (await history.reprints([id])).get(id) ?? [];
    const remain = await Promise.all(copies.map(({ origin }) => sources.find(origin)));
    if (remain.some((other) => other !== null && other.article === id)) return null;
    await history.withdraw(id, now());
    await forget(id);
    byAddress.delete(addressOf(held.url, held.origin));
    return id;
  }

  return inTurn({ take, withdraw });
}

function addressOf(url: string | null, origin: string): string {
  return (url === null ? null : pageKey(url)) ?? pageKey(origin) ?? origin;
}

/** True when nothing but the text's own words was known of both, or the same. */
function isSameReading(a: Article, b: Article): boolean {
  return (
    a.title === b.title &&
    a.outlet === b.outlet &&
    a.url === b.url &&
    a.published.earliest === b.published.earliest &&
    a.published.latest === b.published.latest
  );
}

/** Lets one call end before the next begins; a failed one holds up nobody. */
function inTurn({ take, withdraw }: Pipeline): Pipeline {
  let last: Promise<unknown> = Promise.resolve();
  const queue = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
  return {
    take: (item) => queue(() => take(item)),
    withdraw: (key) => queue(() => withdraw(key)),
  };
}
