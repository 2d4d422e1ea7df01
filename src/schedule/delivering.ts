import type { Reply } from '../answers/reply.ts';
import type { ChatBot } from '../chat/port.ts';
import { type FaultLog, toFault } from '../faults.ts';
import type { Delivery, Outbox, Platform, Subscriptions } from '../store/port.ts';
import { type DigestPost, FIXED_OWNER, ownerRow, postKey, readDigestPost } from './digest-post.ts';

export type DeliveringOptions = {
  readonly subscriptions: Subscriptions;
  readonly outbox: Outbox;
  readonly log: FaultLog & { warn(fields: object, message: string): void };
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** Between the beginnings of two posts on a platform. */
  readonly gapMs?: number;
};

type Poster = Pick<ChatBot, 'platform' | 'post' | 'openDirect'>;
type Row = { readonly delivery: Delivery; readonly post: DigestPost };

/** Four a second: far below Discord's 50 requests a second and what Slack takes in a workspace. */
const GAP_MS = 250;
/** Channels that are posted to at the same time: one that hangs does not hold up the others. */
const CHANNELS_AT_ONCE = 4;
/** Digests refused in a row before a subscription is paused. */
const PAUSE_AFTER = 3;
/** What could not be delivered by then is told in the next digest instead. */
const GIVE_UP_MS = 24 * 3_600_000;
const OWNER_ATTEMPTS = 5;

/** Posts what digests there are to post on a platform: oldest first in a channel, several channels at once. */
export async function deliverAll(
  bot: Poster,
  isOurs: () => boolean,
  options: DeliveringOptions,
): Promise<void> {
  const rows = (await options.outbox.unfinished(bot.platform)).flatMap((delivery): Row[] => {
    const post = readDigestPost(delivery);
    return post === null ? [] : [{ delivery, post }];
  });
  const channels = [...Map.groupBy(rows, ({ delivery }) => delivery.channel).values()];
  const pace = openPace(options);
  const work = async (): Promise<void> => {
    for (let channel = channels.shift(); channel; channel = channels.shift()) {
      for (const row of channel) {
        if (row.post.reply !== null) await pace();
        if (!isOurs()) return;
        await deliver(bot, row, options);
      }
    }
  };
  await Promise.all(Array.from({ length: CHANNELS_AT_ONCE }, work));
}

/** A fault of one post is logged, left to be tried again at the next check, and harms no other. */
async function deliver(bot: Poster, row: Row, options: DeliveringOptions): Promise<void> {
  const { outbox, log, now } = options;
  const { key } = row.delivery;
  try {
    const skipped = await whySkipped(row, options);
    if (skipped === null) return await send(bot, row, options);
    await outbox.settle(key, 'skipped', { reason: skipped }, now());
  } catch (thrown) {
    toFault(log, `delivering ${key}`, thrown);
  }
}

async function whySkipped(
  { post }: Row,
  { subscriptions }: DeliveringOptions,
): Promise<string | null> {
  if (post.reply === null) return post.why ?? 'Nothing to say.';
  if (post.to === 'owner' || (await subscriptions.find(post.subscription)) !== null) return null;
  await subscriptions.untell(post.subscription, post.told);
  return 'The digest was ended before it was sent.';
}

async function send(bot: Poster, row: Row, options: DeliveringOptions): Promise<void> {
  const { subscriptions, outbox, now } = options;
  const { delivery, post } = row;
  const { key } = delivery;
  if (post.reply === null) return;
  await outbox.attempt(key, now());
  try {
    const channel = post.to === 'owner' ? await bot.openDirect(delivery.channel) : delivery.channel;
    const postId = await bot.post(channel, post.reply, postKey(key));
    await outbox.settle(key, 'confirmed', { postId }, now());
    if (post.to === 'channel') await subscriptions.failures(post.subscription, 'reset');
  } catch (thrown) {
    const reason = whyGivenUp(row, thrown, now());
    if (reason === null) throw thrown;
    await giveUp(row, reason, options);
  }
}

/** Why a post will not be tried again; null when it will. */
function whyGivenUp({ delivery, post }: Row, thrown: unknown, now: number): string | null {
  if (thrown instanceof Error && thrown.name === 'PostRefused') {
    return toSentence(thrown.message, delivery.platform);
  }
  if (post.to === 'owner' && delivery.attempts + 1 >= OWNER_ATTEMPTS) {
    return 'Whoever subscribed cannot be written to.';
  }
  return now - delivery.createdAt > GIVE_UP_MS
    ? 'It could not be sent for a day; the next digest tells it.'
    : null;
}

const NAMES: Readonly<Record<Platform, string>> = {
  discord: 'Discord',
  slack: 'Slack',
  web: 'The page',
  terminal: 'The terminal',
};

/** Platforms give a sentence, or a word of their own such as `is_archived`. */
function toSentence(reason: string, platform: Platform): string {
  return reason.endsWith('.') ? reason : `${NAMES[platform]} refuses the post (${reason}).`;
}

async function giveUp(
  { delivery, post }: Row,
  reason: string,
  options: DeliveringOptions,
): Promise<void> {
  const { subscriptions, outbox, log, now } = options;
  const first = await outbox.find(postKey(delivery.key));
  // Taken back first: after a crash in between, it is refused and taken back once more. What stands
  // in the channel by halves is not told again.
  if (!first?.postId) await subscriptions.untell(post.subscription, post.told);
  await outbox.settle(delivery.key, 'failed', { reason }, now());
  log.warn({ key: delivery.key, reason }, 'a digest was not delivered');
  if (post.to === 'owner') return;
  const failures = await subscriptions.failures(post.subscription, 'add');
  if (failures >= PAUSE_AFTER) await pause(post.subscription, reason, options);
}

async function pause(id: string, reason: string, options: DeliveringOptions): Promise<void> {
  const { subscriptions, outbox, log, now } = options;
  const subscription = await subscriptions.find(id);
  if (!subscription || subscription.isPaused) return;
  log.warn({ subscription: id, reason }, 'the digest of a channel is paused');
  if (subscription.owner !== FIXED_OWNER) {
    await outbox.add(ownerRow(subscription, pausedNotice(subscription.channel, reason)), now());
  }
  await subscriptions.put({ ...subscription, isPaused: true });
}

function pausedNotice(channel: string, reason: string): Reply {
  const words = `The digest in channel ${channel} is paused: its last ${PAUSE_AFTER} could not be delivered. ${reason} Mend that, then type /digest here in the channel to begin again; nothing that it missed is lost.`;
  return {
    blocks: [{ kind: 'notice', tone: 'warning', parts: [{ kind: 'text', text: words }] }],
    abstained: false,
    summary: 'A digest is paused: it cannot be delivered',
  };
}

/** Lets callers through one after the other, `gapMs` apart. */
function openPace({ now, wait, gapMs = GAP_MS }: DeliveringOptions): () => Promise<void> {
  let nextAt = 0;
  return async () => {
    const at = Math.max(now(), nextAt);
    nextAt = at + gapMs;
    if (at > now()) await wait(at - now());
  };
}
