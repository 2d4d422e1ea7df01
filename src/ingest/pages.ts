import type { Known } from '../corpus/article.ts';
import { decode } from '../corpus/decode.ts';
import { type ReadText, readText } from '../corpus/read.ts';
import type { Source, Sources } from '../store/port.ts';
import type { Fetched, Fetcher, Validators } from './fetch.ts';
import type { Outcome, Pipeline } from './pipeline.ts';

export type PageParts = {
  readonly fetcher: Fetcher;
  readonly pipeline: Pipeline;
  readonly sources: Sources;
  readonly now: () => number;
  readonly maxBytes: number;
};

/** What a page or an item of a feed became; `problem` is one sentence that begins with its address. */
export type PageOutcome = Outcome['kind'] | { readonly problem: string };

export const PAGE_TYPES = 'text/html, application/xhtml+xml, text/plain;q=0.8, text/markdown;q=0.8';

const NO_VALIDATORS: Validators = { etag: null, lastModified: null };

/** What is remembered of an address whose reading has just ended. */
export function sourceOf(
  key: string,
  kind: 'page' | 'feed',
  known: Source | null,
  now: number,
): Source {
  return {
    key,
    kind,
    etag: known?.etag ?? null,
    lastModified: known?.lastModified ?? null,
    stamp: known?.stamp ?? null,
    article: known?.article ?? null,
    readAt: now,
    dueAt: null,
    failures: 0,
    fault: null,
    addedBy: known?.addedBy ?? null,
  };
}

/**
 * What is known of a page that was asked for under one address and found under another, from what it says
 * `ofItself` and what was known `before`. Its own address is one of the site on which it was found: under
 * another's it would be taken for what that site said, and take the place of it.
 */
function knownOf(asked: string, found: string, ofItself: Known, before: Known): Known {
  const given = ofItself.url !== undefined && isOneSite(ofItself.url, found) ? ofItself.url : null;
  const url = isOneSite(asked, found) ? (before.url ?? given ?? asked) : (given ?? found);
  return { ...ofItself, ...before, url };
}

/** True for hosts of which one is the other with something before it: "amp.gazette.example" and "www.gazette.example". */
export function isOneSite(a: string, b: string): boolean {
  if (!URL.canParse(a) || !URL.canParse(b)) return false;
  const [one, other] = [a, b].map((address) => new URL(address).host.replace(LABELS, '')) as [
    string,
    string,
  ];
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}

/** What sites put before their name for their copies. */
const LABELS = /^(?:www|m|mobile|amp|edition)\./;

/** The text of a fetched page, with what it says of itself. */
export function readPage(fetched: Extract<Fetched, { kind: 'full' }>): ReadText {
  const name = nameFor(fetched.type);
  if (name === null)
    return { problem: `It is ${fetched.type.slice(0, 60)}, not a page or text that can be read.` };
  const text = decodeAs(fetched.bytes, fetched.charset);
  return 'problem' in text ? text : readText(text.text, name);
}

/** A server's own word on the encoding, else what the bytes show. */
export function decodeAs(
  bytes: Uint8Array,
  charset: string | null,
): { readonly text: string } | { readonly problem: string } {
  const declared = charset ?? declaredIn(bytes);
  if (declared !== null && !/^utf-?8$/i.test(declared)) {
    try {
      return { text: new TextDecoder(declared).decode(bytes) };
    } catch {
      // An encoding that nobody knows: the bytes tell.
    }
  }
  return decode(bytes, Number.POSITIVE_INFINITY);
}

/** `<?xml encoding="windows-1251"?>` or `<meta charset="…">`, in the first kilobyte. */
function declaredIn(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  const found =
    /<\?xml[^>]{0,200}\bencoding\s*=\s*["']([\w.:-]{1,40})/i.exec(head) ??
    /<meta[^>]{0,200}\bcharset\s*=\s*["']?([\w.:-]{1,40})/i.exec(head);
  return found?.[1] ?? null;
}

function nameFor(type: string): string | null {
  if (type === '' || type === 'text/html' || type === 'application/xhtml+xml') return 'page.html';
  if (type === 'text/plain') return 'page.txt';
  return type === 'text/markdown' ? 'page.md' : null;
}

/** What is known of an article before its page is read; the page's own word yields to it. */
export type PageKnown = Known & { readonly addedBy?: string; readonly stamp?: string };

/** Reads one page into the library; what fails is remembered, and asked again when it is due. */
export async function takePage(
  url: string,
  { addedBy, stamp, ...known }: PageKnown,
  parts: PageParts,
  retryAt: (failures: number, asked: number | null) => number | null,
): Promise<PageOutcome> {
  const { fetcher, pipeline, sources, now } = parts;
  const before = await sources.find(url);
  const isNewer = stamp !== undefined && stamp !== before?.stamp;
  const fetched = await fetcher.get(
    url,
    PAGE_TYPES,
    isNewer ? NO_VALIDATORS : (before ?? undefined),
  );
  const state = sourceOf(url, 'page', before, now());
  const from = {
    ...state,
    stamp: stamp ?? state.stamp,
    addedBy: state.addedBy ?? addedBy ?? null,
  };
  if (fetched.kind === 'unchanged') {
    await sources.put(from);
    return 'unchanged';
  }
  const read = fetched.kind === 'failed' ? fetched : readPage(fetched);
  if ('problem' in read) {
    const failures = (before?.failures ?? 0) + 1;
    const asked = fetched.kind === 'failed' ? fetched.retryAt : null;
    const dueAt = retryAt(failures, asked);
    await sources.put({ ...from, failures, dueAt, fault: read.problem });
    return { problem: `${url}: ${read.problem}` };
  }
  const { etag, lastModified, url: found } = fetched as Extract<Fetched, { kind: 'full' }>;
  const { kind } = await pipeline.take({
    text: {
      origin: url,
      text: read.text,
      known: knownOf(url, found, read.known, known),
    },
    from: { ...from, etag, lastModified },
  });
  return kind;
}
