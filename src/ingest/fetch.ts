import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, request } from 'undici';
import { guardedConnector, PrivateAddressError } from './public-address.ts';

export type Fetched =
  | {
      readonly kind: 'full';
      /** Where it was found, after redirects. */
      readonly url: string;
      readonly bytes: Uint8Array;
      /** The media type in lower case, without its parameters; empty when none was given. */
      readonly type: string;
      readonly charset: string | null;
      readonly etag: string | null;
      readonly lastModified: string | null;
    }
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'failed';
      /** One sentence, without the address. */
      readonly problem: string;
      readonly status: number | null;
      /** The server asked not to be asked again before this instant; null when it did not say. */
      readonly retryAt: number | null;
    };

/** Where an answer sends whoever asks; a whole address. */
export type Redirect = { readonly kind: 'redirect'; readonly to: string };

export type FetcherOptions = {
  readonly userAgent: string;
  /** Judges each address before and after connecting to it, redirects included. */
  readonly mayReach: (address: string) => boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Of the answer, packed or unpacked. */
  readonly maxBytes: number;
  /** For one answer from the first byte sent to the last received; redirects count anew. */
  readonly timeoutMs?: number;
};

/** What the last full answer said of itself, so that an unchanged one need not be sent again. */
export type Validators = { readonly etag: string | null; readonly lastModified: string | null };

/** Follows redirects. */
export type Fetcher = {
  /** Never throws for what a server does. */
  get(url: string, accept: string, validators?: Validators): Promise<Fetched>;
  close(): Promise<void>;
};

export type Asking = {
  readonly accept: string;
  readonly validators?: Validators;
  /** Sent beside what every request says. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** Makes one request at a time, and follows nothing. */
export type Requester = {
  /** Never throws for what a server does. */
  ask(url: string, asking: Asking): Promise<Fetched | Redirect>;
  close(): Promise<void>;
};

const TIMEOUT_MS = 30_000;
/** RFC 9309, 2.3.1.2, asks for as many on the way to a robots.txt. */
export const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** A server may ask to be left alone for a day; past that it is asked again all the same. */
const MAX_RETRY_MS = 86_400_000;

/** Follows redirects, each of which is a request of its own. */
export function followRedirects(requester: Requester): Fetcher {
  return {
    async get(address, accept, validators) {
      let url = address;
      for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
        const next = await requester.ask(url, { accept, ...(validators && { validators }) });
        if (next.kind !== 'redirect') return next;
        url = next.to;
      }
      return fail(`It redirects more than ${MAX_REDIRECTS} times; check the address.`);
    },
    close: () => requester.close(),
  };
}

/** Reads web addresses, over http and https alone, with every answer bounded in time and size. */
export function openRequester(options: FetcherOptions): Requester {
  const { userAgent, mayReach, now, maxBytes, timeoutMs = TIMEOUT_MS } = options;
  const agent = new Agent({
    connect: guardedConnector(mayReach, timeoutMs),
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: 32_768,
    // A decompression bomb is met by the limit below; a header bomb by the one above.
    pipelining: 1,
  });

  async function ask(url: string, asking: Asking): Promise<Fetched | Redirect> {
    const problem = whyNot(url);
    if (problem !== null) return fail(problem);
    try {
      return await once(url, asking);
    } catch (thrown) {
      return fail(toProblem(thrown, timeoutMs));
    }
  }

  async function once(
    url: string,
    { accept, headers: more, validators }: Asking,
  ): Promise<Fetched | Redirect> {
    const { etag = null, lastModified = null } = validators ?? {};
    const signal = AbortSignal.timeout(timeoutMs);
    const { statusCode, headers, body } = await request(url, {
      dispatcher: agent,
      signal,
      headers: {
        'user-agent': userAgent,
        accept,
        'accept-encoding': 'gzip, deflate, br',
        ...(etag === null ? {} : { 'if-none-match': etag }),
        ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
        ...more,
      },
    });
    const header = (name: string) => {
      const value = headers[name];
      return (Array.isArray(value) ? value[0] : value) ?? null;
    };
    const location = header('location');
    if (REDIRECTS.has(statusCode) && location !== null) {
      discard(body);
      if (!URL.canParse(location, url))
        return fail('It redirects to what is no address; tell whoever runs the site.');
      return { kind: 'redirect', to: new URL(location, url).href };
    }
    if (statusCode === 304) {
      discard(body);
      return { kind: 'unchanged' };
    }
    if (statusCode !== 200) {
      discard(body);
      return {
        kind: 'failed',
        problem: `The server answered ${statusCode}${adviceFor(statusCode)}.`,
        status: statusCode,
        retryAt: readRetryAfter(header('retry-after'), now()),
      };
    }
    const bytes = await readBody(body, header('content-encoding'), maxBytes, signal);
    if (bytes === null) {
      return fail(
        `It is larger than the limit of ${Math.round(maxBytes / 2 ** 20)} MiB; raise MAX_FILE_MIB if it is worth it.`,
      );
    }
    const [type = '', ...parameters] = (header('content-type') ?? '').toLowerCase().split(';');
    const charset = parameters
      .map((parameter) => /^\s*charset\s*=\s*"?([\w.:-]{1,40})/.exec(parameter)?.[1])
      .find((value) => value !== undefined);
    return {
      kind: 'full',
      url,
      bytes,
      type: type.trim(),
      charset: charset ?? null,
      etag: header('etag'),
      lastModified: header('last-modified'),
    };
  }

  return { ask, close: () => agent.destroy() };
}

/** Sitemaps may list none that is longer; robots.txt is matched against each. */
const MAX_ADDRESS_CHARS = 2_048;

/** Why an address is not even asked for; null for one that may be. */
export function whyNot(url: string): string | null {
  if (url.length > MAX_ADDRESS_CHARS)
    return `Its address is longer than the ${MAX_ADDRESS_CHARS} characters that are read; find a shorter one.`;
  if (!URL.canParse(url)) return 'It is no web address; write it as https://example.org/feed.';
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:')
    return `It leads to a ${protocol} address; only http and https are read.`;
  if (username !== '' || password !== '')
    return 'It holds a name or password, which are not sent; take them out.';
  return null;
}

function fail(problem: string): Fetched {
  return { kind: 'failed', problem, status: null, retryAt: null };
}

function discard(body: Readable): void {
  body.on('error', () => {});
  body.destroy();
}

/** The whole body, unpacked; null when it is larger than the limit before or after. */
async function readBody(
  body: Readable,
  encoding: string | null,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const unpack = unpackerFor(encoding);
  const source = unpack === null ? body : body.pipe(unpack);
  let packed = 0;
  if (unpack !== null) {
    body.on('data', (chunk: Uint8Array) => {
      packed += chunk.length;
      if (packed > maxBytes) body.destroy();
    });
    body.on('error', (error) => unpack.destroy(error));
    body.on('close', () => {
      if (packed > maxBytes) unpack.destroy();
    });
    signal.addEventListener('abort', () => unpack.destroy(signal.reason as Error), { once: true });
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > maxBytes) return null;
      chunks.push(chunk);
    }
  } catch (thrown) {
    if (packed > maxBytes) return null;
    throw thrown;
  } finally {
    discard(body);
    unpack?.destroy();
  }
  return Buffer.concat(chunks);
}

function unpackerFor(encoding: string | null) {
  switch (encoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new UnknownEncodingError(encoding ?? '');
  }
}

class UnknownEncodingError extends Error {}

/** Seconds or a date, as RFC 9110 has it; null when it is neither. */
export function readRetryAfter(value: string | null, now: number): number | null {
  if (value === null) return null;
  const at = /^\d{1,9}$/.test(value.trim()) ? now + Number(value) * 1000 : Date.parse(value);
  return Number.isNaN(at) ? null : Math.min(Math.max(at, now), now + MAX_RETRY_MS);
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403) return ': it does not let this reader in';
  if (status === 404 || status === 410) return ': nothing is there; check the address';
  if (status === 429) return ': it is asked too often, and is given time';
  return status >= 500 ? ': the trouble is on its side, and it is asked again later' : '';
}

function toProblem(thrown: unknown, timeoutMs: number): string {
  const causes: unknown[] = [];
  for (let cause: unknown = thrown; cause instanceof Error && causes.length < 5; ) {
    causes.push(cause);
    if (cause instanceof AggregateError) causes.push(...cause.errors);
    cause = cause.cause;
  }
  if (causes.some((cause) => cause instanceof PrivateAddressError))
    return 'Its address is not on the public internet; set ALLOW_PRIVATE_FEEDS=true to read your own network.';
  const names = causes.map((cause) => {
    const { name, code } = cause as Error & { code?: string };
    return `${name} ${code ?? ''}`;
  });
  const is = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (is(/Timeout|ETIMEDOUT/)) return `It did not answer in full within ${timeoutMs / 1000} s.`;
  if (is(/ENOTFOUND|EAI_AGAIN/)) return 'Its name is not known; check the address.';
  if (is(/ECONNREFUSED/)) return 'Its server refuses connections.';
  if (is(/CERT|TLS|SSL|SELF_SIGNED/)) return 'Its certificate cannot be trusted.';
  if (thrown instanceof UnknownEncodingError)
    return `It is packed as ${thrown.message.slice(0, 20)}, which was not asked for.`;
  if (is(/Z_DATA_ERROR|Z_BUF_ERROR|ERR_.*BROTLI|BROTLI/)) return 'It is packed wrongly.';
  return 'The connection broke before the answer was whole.';
}
