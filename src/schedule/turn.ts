import type { Leases, Outbox, Platform } from '../store/port.ts';
import { isOfDigest } from './digest-post.ts';

/** Which process sends digests, when several share one store. */
export type Turn = {
  /** True when this process may send on a platform for the next while. */
  take(platform: Platform): Promise<boolean>;
  /** Keeps the turn while the job runs and gives it up afterwards; false when it is another's. */
  hold(platform: Platform, job: (isOurs: () => boolean) => Promise<void>): Promise<boolean>;
};

export type TurnOptions = {
  readonly leases: Leases;
  /** Names this process, and no other one, now or before. */
  readonly holder: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How long a process that died keeps the others waiting. */
  readonly leaseMs?: number;
};

const LEASE_MS = 45_000;
/** A lease is renewed this often in its length, so that a slow store does not lose it. */
const RENEWALS = 4;

export function openTurn({ leases, holder, now, leaseMs = LEASE_MS }: TurnOptions): Turn {
  const nameOf = (platform: Platform): string => `digests:${platform}`;
  const take = (platform: Platform, until: number): Promise<boolean> =>
    leases.take(nameOf(platform), holder, now(), until);

  return {
    take: (platform) => take(platform, now() + leaseMs),

    async hold(platform, job) {
      let until = now() + leaseMs;
      if (!(await take(platform, until))) return false;
      const renew = async (): Promise<void> => {
        const next = now() + leaseMs;
        try {
          if (await take(platform, next)) until = next;
          else until = 0;
        } catch {
          // It runs out by itself, and the job with it.
        }
      };
      const renewing = setInterval(() => void renew(), leaseMs / RENEWALS);
      try {
        await job(() => now() < until);
      } finally {
        clearInterval(renewing);
        await leases.release(nameOf(platform), holder);
      }
      return true;
    },
  };
}

/**
 * The outbox as bots are given it: what an earlier run left of a digest is theirs to finish only in
 * the process whose turn it is, since in another one it may be under way.
 */
export function forOneSender(outbox: Outbox, turn: Pick<Turn, 'take'>): Outbox {
  return {
    ...outbox,
    async unfinished(platform) {
      const rows = await outbox.unfinished(platform);
      if (!rows.some(isOfDigest) || (await turn.take(platform))) return rows;
      return rows.filter((row) => !isOfDigest(row));
    },
  };
}
