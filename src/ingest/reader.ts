import { type Fetcher, openFetcher } from './fetch.ts';
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
export function openReader(env: ReaderSettings, now: () => number): Fetcher {
  const about = env.PUBLIC_URL ? `+${env.PUBLIC_URL}` : 'reads feeds for one news desk';
  const fetcher = openFetcher({
    userAgent: `${ROBOT}/0.1 (${about})`,
    mayReach: env.ALLOW_PRIVATE_FEEDS ? () => true : isPublicAddress,
    maxBytes: env.MAX_FILE_MIB * 2 ** 20,
    now,
  });
  return withManners(fetcher, { robot: ROBOT, now });
}
