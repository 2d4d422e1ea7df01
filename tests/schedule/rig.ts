import type { Digest } from '../../src/answers/digest.ts';
import type { Named } from '../../src/answers/names.ts';
import type { Reply } from '../../src/answers/reply.ts';
import { openPostOffice, PostRefused } from '../../src/chat/outbox.ts';
import { type Digests, openDigests } from '../../src/schedule/digests.ts';
import type { Making } from '../../src/schedule/making.ts';
import { forOneSender, openTurn } from '../../src/schedule/turn.ts';
import { openStore } from '../../src/store/kysely.ts';
import type { Platform, Store, Subscription } from '../../src/store/port.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A clock that stands still until it is set; waiting moves it on. */
export type Clock = { at: number };

/** What arrived in a channel, as its readers see it. */
export type Posted = {
  readonly channel: string;
  readonly key: string;
  readonly reply: Reply;
  readonly at: number;
};

/** A platform that keeps what is posted and refuses, breaks or loses what it is told to. */
export type Platter = {
  readonly platform: Platform;
  readonly posted: Posted[];
  /** Channels that cannot be posted to, with the reason. */
  readonly refused: Map<string, string>;
  /** The next posts whose answer is lost though they arrive, or that do not arrive. */
  troubles: ('lost answer' | 'down')[];
  /** Channels that take the first part of a post and refuse the next. */
  readonly halved: Set<string>;
};

export function openPlatter(platform: Platform = 'slack'): Platter {
  return { platform, posted: [], refused: new Map(), troubles: [], halved: new Set() };
}

/** Reports that a test holds; each digest tells those that its channel was not told. */
export function openReports(): Making & { readonly held: string[] } {
  const held: string[] = [];
  return {
    held,
    findPlace: (words) =>
      words === 'Kursk' || words === 'Sumy' ? { name: words, kind: 'place', spellings: [] } : null,
    begin: async () => async (told, place) => digestOf(held, told, place),
  };
}

/** A place that no digest can be made for. */
export const BROKEN_PLACE = 'Nowhere';

function digestOf(held: readonly string[], told: ReadonlySet<string>, place: Named | null): Digest {
  if (place?.name === BROKEN_PLACE) throw new Error('the digest is broken');
  const keys = held.filter((key) => !told.has(key) && (!place || key.includes(place.name)));
  const text = keys.length > 0 ? keys.join(', ') : 'Nothing new.';
  const reply: Reply = {
    blocks: [
      { kind: 'heading', text: 'Digest' },
      { kind: 'paragraph', parts: [{ kind: 'text', text }] },
    ],
    abstained: keys.length === 0,
    summary: text.slice(0, 150),
  };
  // The schedule counts items and keeps keys; it does not look into either.
  const items = keys.map(() => ({})) as unknown as Digest['items'];
  return { reply, items, keys };
}

/** All words of a reply. */
export function wordsOf({ blocks }: Reply): string {
  return blocks
    .flatMap((block) => ('parts' in block ? block.parts : []))
    .map((part) => ('text' in part ? part.text : ''))
    .join(' ');
}

export type Process = {
  readonly digests: Digests;
  readonly faults: unknown[];
};

export type Rig = {
  readonly store: Store;
  readonly clock: Clock;
  readonly reports: ReturnType<typeof openReports>;
  readonly platter: Platter;
  /** Another process on the same store and platform. */
  process(holder?: string): Process;
  subscribe(changes?: Partial<Subscription>): Promise<Subscription>;
};

export async function openRig(at: number | string, file = ':memory:'): Promise<Rig> {
  const store = await openStore({ file });
  const clock: Clock = { at: typeof at === 'number' ? at : Date.parse(at) };
  const reports = openReports();
  const platter = openPlatter();
  let processes = 0;
  const now = (): number => clock.at;
  const wait = async (ms: number): Promise<void> => {
    clock.at += ms;
  };
  return {
    store,
    clock,
    reports,
    platter,
    process(holder = `process ${++processes}`) {
      const faults: unknown[] = [];
      const log = { error: (fields: object) => faults.push(fields), warn: () => {} };
      const turn = openTurn({ leases: store.leases, holder, now });
      const outbox = forOneSender(store.outbox, turn);
      const bot = openBot(platter, store, now, wait);
      const { subscriptions } = store;
      const parts = { subscriptions, outbox, making: reports, turn, log, now, wait };
      return { faults, digests: openDigests({ bots: [bot], ...parts }) };
    },
    async subscribe(changes = {}) {
      const channel = changes.channel ?? 'C1';
      const subscription: Subscription = {
        id: `slack:${channel}`,
        platform: 'slack',
        channel,
        time: '07:00',
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        timeZone: 'Europe/Kyiv',
        place: null,
        isQuiet: false,
        owner: 'U1',
        isPaused: false,
        createdAt: clock.at,
        ...changes,
      };
      await store.subscriptions.put(subscription);
      return subscription;
    },
  };
}

/** A bot with the real post office, over a platform of the tests' own. */
function openBot(
  platter: Platter,
  { outbox }: Store,
  now: () => number,
  wait: (ms: number) => Promise<void>,
) {
  const { platform, posted, refused } = platter;
  const office = openPostOffice({
    outbox,
    platform,
    now,
    wait,
    carrier: {
      async send({ key, channel, payload }) {
        const why = refused.get(channel);
        if (why) throw new PostRefused(why);
        const trouble = platter.troubles.shift();
        if (trouble === 'down') throw new Error('the line is down');
        posted.push({ channel, key, reply: payload as Reply, at: now() });
        if (trouble === 'lost answer') throw new Error('the answer was lost');
        return `post ${posted.length}`;
      },
      find: async ({ key }) => (posted.some((one) => one.key === key) ? `found ${key}` : null),
    },
  });
  return {
    platform,
    async post(channel: string, reply: Reply, key: string) {
      const id = await office.post({ key, platform, channel, thread: null, payload: reply });
      if (platter.halved.has(channel)) throw new PostRefused('The second part was refused.');
      return id;
    },
    openDirect: async (user: string) => `direct with ${user}`,
  };
}
