import { type Download, openDownloads } from './downloads.ts';
import { type Fetcher, followRedirects, openRequester } from './fetch.ts';
import { withManners } from './manners.ts';
import { isPublicAddress } from './public-address.ts';

/** The word by which robots.txt may name this reader. */
const ROBOT = 'Muster';

export type ReaderSettings = {
  readonly ALLOW_PRIVATE_FEEDS: boolean;
  readonly MAX_FILE_MIB: number;
  readonly PUBLIC_URL?: string | undefined;
};

/** Reads the web as configured, politely, saying truthfully who asks. */
export function openReader(
  env: ReaderSettings,
  now: () => number,
): Fetcher & { readonly download: Download } {
  const about = env.PUBLIC_URL ? `+${env.PUBLIC_URL}` : 'reads feeds for one news desk';
  const requester = openRequester({
    userAgent: `${ROBOT}/0.1 (${about})`,
    mayReach: env.ALLOW_PRIVATE_FEEDS ? () => true : isPublicAddress,
    maxBytes: env.MAX_FILE_MIB * 2 ** 20,
    now,
  });
  return {
    ...followRedirects(withManners(requester, { robot: ROBOT, now })),
    // What a person hands over in a chat is no crawling: robots.txt and pauses are not for it.
    download: openDownloads(requester),
  };
}
