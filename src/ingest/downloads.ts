import { MAX_REDIRECTS, type Requester } from './fetch.ts';

export type Wanted = {
  readonly url: string;
  /** Whom it may be had from, redirects included: "https://cdn.discordapp.com". */
  readonly origins: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
};

export type Downloaded =
  | {
      readonly kind: 'full';
      readonly bytes: Uint8Array;
      /** The media type in lower case, without its parameters; empty when none was given. */
      readonly type: string;
    }
  /** It leads to another host, which was not asked and was sent nothing. */
  | { readonly kind: 'elsewhere' }
  | {
      readonly kind: 'failed';
      /** One sentence, without the address. */
      readonly problem: string;
      readonly status: number | null;
    };

/** Fetches a file that a platform keeps, and asks no host but those named; never throws for what a server does. */
export type Download = (wanted: Wanted) => Promise<Downloaded>;

export function openDownloads(requester: Requester): Download {
  return async ({ url: address, origins, headers = {} }) => {
    let url = address;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const isOurs = URL.canParse(url) && origins.includes(new URL(url).origin);
      if (!isOurs) return { kind: 'elsewhere' };
      const next = await requester.ask(url, { accept: '*/*', headers });
      switch (next.kind) {
        case 'redirect':
          url = next.to;
          break;
        case 'full':
          return { kind: 'full', bytes: next.bytes, type: next.type };
        case 'failed':
          return { kind: 'failed', problem: next.problem, status: next.status };
        case 'unchanged':
          return { kind: 'failed', problem: 'The server answered 304.', status: 304 };
      }
    }
    const problem = `It redirects more than ${MAX_REDIRECTS} times.`;
    return { kind: 'failed', problem, status: null };
  };
}
