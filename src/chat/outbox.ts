import type { Delivery, NewDelivery, Outbox, Platform } from '../store/port.ts';

/** What a post is before it is sent. `payload` is JSON that the platform's bot wrote and reads. */
export type Outgoing = NewDelivery;

/** How a platform carries a post. Both are called one at a time for a key. */
export type Carrier = {
  /** Sends it and returns the post's id. A `PostRefused` is final; after anything else thrown it may have arrived or not. */
  send(outgoing: Outgoing, sentBefore: boolean): Promise<string>;
  /** The post's id if an earlier attempt arrived after all (made since `since`, in ms); null when it did not. */
  find(outgoing: Outgoing, since: number): Promise<string | null>;
};

/** The platform refused a post: nothing was sent, and the same post would be refused again. */
export class PostRefused extends Error {
  override readonly name = 'PostRefused';
}

export type PostOffice = {
  /** Posts once for its key, however often and from wherever it is called; returns the post's id. */
  post(outgoing: Outgoing): Promise<string>;
  /** Finishes or confirms what an earlier run left, of those that `isMine` knows; faults go to `onFault`. */
  finish(
    isMine: (delivery: Delivery) => boolean,
    onFault: (key: string, thrown: unknown) => void,
  ): Promise<void>;
};

export type PostOfficeOptions = {
  readonly outbox: Outbox;
  readonly platform: Platform;
  readonly carrier: Carrier;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
};

/** Waits between attempts whose outcome is unknown. */
const RETRY_AFTER_MS = [500, 2_000, 5_000] as const;

/** A row in the outbox before each send, a look for what may have arrived before each further one. */
export function openPostOffice(options: PostOfficeOptions): PostOffice {
  const { outbox, platform, carrier, now, wait } = options;
  const underWay = new Map<string, Promise<string>>();

  const carry = async (outgoing: Outgoing): Promise<string> => {
    const { key } = outgoing;
    await outbox.add(outgoing, now());
    const row = await outbox.find(key);
    if (row?.postId && (row.status === 'sent' || row.status === 'confirmed')) return row.postId;
    const since = row?.createdAt ?? now();
    // A row of an earlier run that counted an attempt may have arrived.
    let sentBefore = (row?.attempts ?? 0) > 0;
    for (const pause of [...RETRY_AFTER_MS, null]) {
      try {
        const found = sentBefore ? await carrier.find(outgoing, since) : null;
        if (found !== null) {
          await outbox.settle(key, 'confirmed', { postId: found }, now());
          return found;
        }
        await outbox.attempt(key, now());
        const postId = await carrier.send(outgoing, sentBefore);
        await outbox.settle(key, 'confirmed', { postId }, now());
        return postId;
      } catch (thrown) {
        if (thrown instanceof PostRefused) {
          await outbox.settle(key, 'failed', { reason: thrown.message }, now());
          throw thrown;
        }
        if (pause === null) throw thrown;
        sentBefore = true;
        await wait(pause);
      }
    }
    throw new Error(`The post ${key} has no attempt left.`);
  };

  const post = (outgoing: Outgoing): Promise<string> => {
    const known = underWay.get(outgoing.key);
    if (known !== undefined) return known;
    const mine = carry(outgoing).finally(() => underWay.delete(outgoing.key));
    underWay.set(outgoing.key, mine);
    return mine;
  };

  return {
    post,
    async finish(isMine, onFault) {
      const rows = await outbox.unfinished(platform);
      for (const row of rows.filter(isMine)) {
        try {
          await post(row);
        } catch (thrown) {
          onFault(row.key, thrown);
        }
      }
    },
  };
}
