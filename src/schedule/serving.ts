import type { Block, Reply } from '../answers/reply.ts';
import { type FaultLog, toFault } from '../faults.ts';
import type { Platform, Subscription, Subscriptions } from '../store/port.ts';
import { digestRow } from './digest-post.ts';
import { type Due, lastDue, nextDue } from './due.ts';
import { describeInstant } from './instants.ts';
import { type MakeDigest, type Making, placeOf } from './making.ts';

export type ServingOptions = {
  readonly subscriptions: Subscriptions;
  readonly making: Making;
  readonly log: FaultLog;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
};

/** Later than this, a digest says that it is late. */
const LATE_MS = 30 * 60_000;
/** A late one is left to the next when that is this near. */
const NEXT_IS_NEAR_MS = 60 * 60_000;

/** Writes the digests of a platform that are due, each with its day and its posts in one transaction. */
export async function serveDue(
  platform: Platform,
  isOurs: () => boolean,
  options: ServingOptions,
): Promise<void> {
  const { subscriptions, making, log, now } = options;
  const all = await subscriptions.list();
  let make: MakeDigest | null = null;
  for (const subscription of all) {
    if (subscription.platform !== platform || subscription.isPaused) continue;
    if (!isOurs()) return;
    try {
      const [lastDay] = await subscriptions.servedDays(subscription.id, 1);
      const due = findDue(subscription, lastDay ?? null, now());
      if (due === null) continue;
      make ??= await making.begin();
      await serve(subscription, due, lastDay ?? null, make, options);
    } catch (thrown) {
      toFault(log, `making the digest of ${subscription.id}`, thrown);
    }
  }
}

/** The turn that is to be served now; null when there is none. However many were missed, one covers them. */
export function findDue(
  subscription: Subscription,
  lastServed: string | null,
  now: number,
): Due | null {
  const due = lastDue(subscription, now);
  if (due === null || due.at < subscription.createdAt) return null;
  if (lastServed !== null && lastServed >= due.day) return null;
  const next = nextDue(subscription, now);
  const isLeftToNext =
    now - due.at > NEXT_IS_NEAR_MS && next !== null && next.at - now <= NEXT_IS_NEAR_MS;
  return isLeftToNext ? null : due;
}

async function serve(
  subscription: Subscription,
  due: Due,
  lastServed: string | null,
  make: MakeDigest,
  { subscriptions, making, now }: ServingOptions,
): Promise<void> {
  const { id, place, isQuiet, timeZone } = subscription;
  const told = await subscriptions.told(id);
  const made = await make(new Set(told.keys()), placeOf(place, making));
  const isSilent = isQuiet && made.items.length === 0;
  const late =
    now() - due.at > LATE_MS
      ? `Late: it was due on ${describeInstant(due.at, timeZone)}, when Muster could not send it${lastServed === null ? '' : ', and covers all since the last one'}.`
      : null;
  const row = digestRow(subscription, due.day, {
    reply: isSilent ? null : withNote(made.reply, late),
    why: isSilent ? 'Nothing new, and this channel wants silence then.' : null,
    told: made.keys,
  });
  const marks = new Map(made.keys.map((key) => [key, { day: due.day }]));
  await subscriptions.serve(id, due.day, marks, [row], now());
}

/** Puts a word under the heading. */
function withNote(reply: Reply, words: string | null): Reply {
  if (words === null) return reply;
  const note: Block = { kind: 'notice', tone: 'info', parts: [{ kind: 'text', text: words }] };
  const [heading, ...rest] = reply.blocks;
  return { ...reply, blocks: heading ? [heading, note, ...rest] : [note] };
}
