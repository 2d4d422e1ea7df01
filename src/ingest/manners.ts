import { setTimeout as sleep } from 'node:timers/promises';
import { type Fetched, followRedirects, type Redirect, type Requester, whyNot } from './fetch.ts';
import { readRobots } from './robots.ts';

export type MannersOptions = {
  /** The word by which robots.txt names this reader. */
  readonly robot: string;
  readonly now: () => number;
  /** Between two requests to one host. */
  readonly gapMs?: number;
};

const GAP_MS = 1_000;
/** A longer Crawl-delay is not waited for between two pages. */
const MAX_GAP_MS = 30_000;
/** RFC 9309, 2.4: not to be kept for more than 24 hours. */
const ROBOTS_MS = 86_400_000;
/** After a failure to read it. */
const ROBOTS_RETRY_MS = 600_000;
const MAX_HOSTS = 1_000;
/** Of all rules that are kept: some hosts at their worst, or thousands as they are. */
const MAX_KEPT_CHARS = 4 * 2 ** 20;
/** RFC 9309, 2.5: as much of it must be read, and no more is. */
const ROBOTS_MAX_CHARS = 512 * 1024;

type Rules = {
  readonly allows: (path: string) => boolean;
  readonly gapMs: number;
  /** Why everything is left alone; null when the rules were read. */
  readonly problem: string | null;
  readonly until: number;
  /** Of the file, as far as it is kept. */
  readonly chars: number;
};

/**
 * Asks each host for one thing at a time, with a pause between, and for nothing that its robots.txt
 * excludes; the host that a redirect leads to as well as the one that was asked first.
 */
export function withManners(
  requester: Requester,
  { robot, now, gapMs = GAP_MS }: MannersOptions,
): Requester {
  const robotsFetcher = followRedirects(requester);
  const hosts = new Map<string, { last: Promise<unknown>; freeAt: number }>();
  const rules = new Map<string, Rules>();
  let keptChars = 0;

  async function readRules(origin: string): Promise<Rules> {
    const known = rules.get(origin);
    if (known !== undefined && known.until > now()) return known;
    const address = `${origin}/robots.txt`;
    const read = toRules(await robotsFetcher.get(address, 'text/plain'));
    if (rules.size >= MAX_HOSTS || keptChars + read.chars > MAX_KEPT_CHARS) {
      rules.clear();
      keptChars = 0;
    }
    rules.set(origin, read);
    keptChars += read.chars;
    return read;
  }

  function toRules(fetched: Fetched): Rules {
    // RFC 9309, 2.3.1: refused or missing is no rule, unreachable is a rule against everything.
    const isMissing =
      fetched.kind === 'failed' &&
      fetched.status !== null &&
      fetched.status < 500 &&
      fetched.status !== 429;
    if (isMissing || fetched.kind === 'unchanged')
      return { allows: () => true, gapMs, problem: null, until: now() + ROBOTS_MS, chars: 0 };
    if (fetched.kind === 'failed') {
      const problem = `Its robots.txt cannot be read (${fetched.problem.replace(/\.$/, '')}).`;
      return {
        allows: () => false,
        gapMs,
        problem,
        until: fetched.retryAt ?? now() + ROBOTS_RETRY_MS,
        chars: 0,
      };
    }
    const { allows, delaySeconds, chars } = readRobots(
      new TextDecoder().decode(fetched.bytes).slice(0, ROBOTS_MAX_CHARS),
      robot,
    );
    return {
      allows,
      gapMs: Math.min(Math.max(gapMs, (delaySeconds ?? 0) * 1000), MAX_GAP_MS),
      problem: null,
      until: now() + ROBOTS_MS,
      chars,
    };
  }

  return {
    async ask(url, asking) {
      if (whyNot(url) !== null) return requester.ask(url, asking);
      const { origin, host, pathname, search } = new URL(url);
      const queue = hosts.get(host) ?? { last: Promise.resolve(), freeAt: 0 };
      if (hosts.size >= MAX_HOSTS) hosts.clear();
      hosts.set(host, queue);
      const turn = queue.last.then(async (): Promise<Fetched | Redirect> => {
        await sleep(Math.max(0, queue.freeAt - now()));
        const { allows, problem, gapMs: pauseMs } = await readRules(origin);
        if (!allows(pathname + search)) {
          const why = problem ?? 'Its robots.txt asks readers like this one to leave it alone.';
          return { kind: 'failed', problem: why, status: null, retryAt: null };
        }
        try {
          return await requester.ask(url, asking);
        } finally {
          queue.freeAt = now() + pauseMs;
        }
      });
      queue.last = turn.catch(() => undefined);
      return turn;
    },
    close: () => requester.close(),
  };
}
