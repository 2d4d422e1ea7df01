import type { Reply } from '../answers/reply.ts';
import type { Delivery, NewDelivery, Subscription } from '../store/port.ts';

/** What an outbox row of the schedule holds: a digest for its channel, or a word to its owner. */
export type DigestPost = {
  readonly kind: 'digest';
  /** `Subscription.id`. */
  readonly subscription: string;
  readonly to: 'channel' | 'owner';
  /** Null where nothing is to be said; `why` tells the reason. */
  readonly reply: Reply | null;
  readonly why: string | null;
  /** Keys of the reports that it tells, taken back if it cannot be delivered. */
  readonly told: readonly string[];
};

/** Whose a subscription is that config names. */
export const FIXED_OWNER = 'config';

const PREFIX = 'digest:';

/** The row of one subscription's local day; the same after a restart. */
export function digestRow(
  { id, platform, channel }: Subscription,
  day: string,
  post: Pick<DigestPost, 'reply' | 'why' | 'told'>,
): NewDelivery {
  const payload: DigestPost = { kind: 'digest', subscription: id, to: 'channel', ...post };
  return { key: digestKey(id, day), platform, channel, thread: null, payload };
}

export function digestKey(id: string, day: string): string {
  return `${PREFIX}${id}:${day}`;
}

/** A word to whoever subscribed, once for a subscription. */
export function ownerRow(subscription: Subscription, reply: Reply): NewDelivery {
  const { id, platform, owner, createdAt } = subscription;
  const payload: DigestPost = {
    kind: 'digest',
    subscription: id,
    to: 'owner',
    reply,
    why: null,
    told: [],
  };
  const key = `${PREFIX}${id}:paused:${createdAt}`;
  return { key, platform, channel: owner, thread: null, payload, user: owner };
}

/** The key of what the platform's bot posts for a row; its further parts are named after it. */
export function postKey(rowKey: string): string {
  return `${rowKey}:1`;
}

/** Null for a row that is not the schedule's. */
export function readDigestPost({ payload }: Pick<Delivery, 'payload'>): DigestPost | null {
  const isOurs =
    typeof payload === 'object' &&
    payload !== null &&
    'kind' in payload &&
    payload.kind === 'digest';
  return isOurs ? (payload as DigestPost) : null;
}

/** True for the rows of the schedule and for what bots post for them. */
export function isOfDigest({ key }: Pick<Delivery, 'key'>): boolean {
  return key.startsWith(PREFIX);
}
