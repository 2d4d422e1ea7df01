import type { Claim } from '../claims/claim.ts';
import type { Article, DateEstimate } from '../corpus/article.ts';

/** What a list of articles needs, without their text. */
export type ArticleSummary = {
  readonly id: string;
  readonly origin: string;
  readonly url: string | null;
  readonly title: string;
  readonly outlet: string | null;
  readonly language: string;
  readonly published: DateEstimate;
  readonly claims: number;
};

/** Articles and their claims: what ingest fills and answers read. */
export type Library = {
  /** Saves an article with all its claims, replacing what stood under its id, in one transaction. */
  save(article: Article, claims: readonly Claim[]): Promise<void>;
  /** An unknown id is no error. */
  remove(id: string): Promise<void>;
  /** In the order of `ids`; unknown ids are left out. */
  articles(ids: readonly string[]): Promise<readonly Article[]>;
  /** Claims of these articles, in reading order within each; hidden ones left out, corrected ones corrected. */
  claimsOf(ids: readonly string[]): Promise<readonly Claim[]>;
  /** Every article, newest first, undated last. */
  list(): Promise<readonly ArticleSummary[]>;
};

export type Platform = 'discord' | 'slack' | 'web' | 'terminal';

/** One question and its answer, as a thread shows them again. */
export type Turn = {
  /** Unique on its platform: what makes an event be handled once. */
  readonly event: string;
  readonly user: string;
  readonly text: string;
  /** `Reply` as JSON. */
  readonly reply: unknown;
  /** Milliseconds since the epoch. */
  readonly at: number;
};

export type Thread = {
  /** `<platform>:<channel>:<thread>`. */
  readonly id: string;
  readonly platform: Platform;
  readonly channel: string;
  readonly thread: string;
  /** What the next question goes on from: `answers/` writes and reads it, nobody else. */
  readonly context: unknown;
  readonly usedAt: number;
};

/** Conversations that outlive a restart. */
export type Threads = {
  /** Null when this is no thread of ours. */
  find(id: string): Promise<Thread | null>;
  /** Saves the thread's new state and its turn in one transaction. A turn whose event is there already changes nothing. */
  record(thread: Thread, turn: Turn): Promise<void>;
  turns(id: string): Promise<readonly Turn[]>;
  /** Threads of a platform used since an instant, newest first. */
  live(platform: Platform, since: number): Promise<readonly Thread[]>;
  /** Erases a person's questions with their answers; returns how many. */
  forgetUser(platform: Platform, user: string): Promise<number>;
  /** Erases turns older than an instant, and threads left without any; returns how many turns. */
  expire(before: number): Promise<number>;
};

/** Events taken in hand, so that each is answered once whatever the platform repeats. */
export type Inbox = {
  /** True for the first caller with this id, false for every later one. Survives restarts. */
  claim(event: string, at: number): Promise<boolean>;
  /** Gives an event back when handling it failed before anything was sent. */
  release(event: string): Promise<void>;
  expire(before: number): Promise<number>;
};

export type DeliveryStatus = 'pending' | 'sent' | 'confirmed' | 'failed' | 'skipped';

/** One outgoing post; a row exists before anything is sent. */
export type Delivery = {
  /** Deterministic: channel, period, part. */
  readonly key: string;
  readonly platform: Platform;
  readonly channel: string;
  readonly thread: string | null;
  /** What is to be posted, as JSON that the platform's bot wrote and reads. */
  readonly payload: unknown;
  readonly status: DeliveryStatus;
  /** The platform's id of the post, once known. */
  readonly postId: string | null;
  readonly attempts: number;
  /** Why it failed or was skipped, in one sentence. */
  readonly reason: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type Outbox = {
  /** Adds a pending row; false when the key is there already (nothing changes). */
  add(
    delivery: Pick<Delivery, 'key' | 'platform' | 'channel' | 'thread' | 'payload'>,
    at: number,
  ): Promise<boolean>;
  find(key: string): Promise<Delivery | null>;
  /** Counts an attempt before the send. */
  attempt(key: string, at: number): Promise<void>;
  settle(
    key: string,
    status: DeliveryStatus,
    outcome: { postId?: string; reason?: string },
    at: number,
  ): Promise<void>;
  /** Pending and sent-but-unconfirmed rows, oldest first. */
  unfinished(platform: Platform): Promise<readonly Delivery[]>;
  /** Newest first. */
  recent(limit: number): Promise<readonly Delivery[]>;
};

export type Subscription = {
  /** `<platform>:<channel>`. */
  readonly id: string;
  readonly platform: Platform;
  readonly channel: string;
  /** Local time of day, `HH:MM`. */
  readonly time: string;
  /** ISO weekdays, Monday is 1. */
  readonly weekdays: readonly number[];
  /** IANA name. */
  readonly timeZone: string;
  readonly place: string | null;
  /** Says nothing when there is nothing new. */
  readonly isQuiet: boolean;
  readonly owner: string;
  readonly isPaused: boolean;
  readonly createdAt: number;
};

/** Digest subscriptions, and what each channel was told. */
export type Subscriptions = {
  put(subscription: Subscription): Promise<void>;
  remove(id: string): Promise<boolean>;
  find(id: string): Promise<Subscription | null>;
  list(): Promise<readonly Subscription[]>;
  /** Local days already served, newest first. */
  servedDays(id: string, limit: number): Promise<readonly string[]>;
  /** The claims that a channel was told, with what was said of each (JSON). */
  told(id: string): Promise<ReadonlyMap<string, unknown>>;
  /** Marks a local day served and its claims told, with the outbox rows, in one transaction; false when the day was served already. */
  serve(
    id: string,
    day: string,
    told: ReadonlyMap<string, unknown>,
    deliveries: readonly Pick<Delivery, 'key' | 'platform' | 'channel' | 'thread' | 'payload'>[],
    at: number,
  ): Promise<boolean>;
  /** Counts consecutive failures; `reset` sets it to nought. Returns the count. */
  failures(id: string, change: 'add' | 'reset'): Promise<number>;
};

/** Who may send: one process at a time, taken over when its lease runs out. */
export type Leases = {
  /** True when this holder has the lease until `until`; it may renew its own. */
  take(name: string, holder: string, now: number, until: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
};

/** What readers reported wrong, and what the owner hid or corrected. */
export type Corrections = {
  report(report: {
    readonly claim: string | null;
    readonly user: string;
    readonly text: string;
    readonly at: number;
  }): Promise<void>;
  reports(): Promise<
    readonly {
      readonly claim: string | null;
      readonly user: string;
      readonly text: string;
      readonly at: number;
    }[]
  >;
  hide(claim: string, why: string, at: number): Promise<void>;
  /** Replaces the named fields of a claim in every later answer. */
  correct(claim: string, fields: Partial<Claim>, why: string, at: number): Promise<void>;
  undo(claim: string): Promise<boolean>;
  /** By claim id. */
  all(): Promise<
    ReadonlyMap<
      string,
      {
        readonly hidden: boolean;
        readonly fields: Partial<Claim>;
        readonly why: string;
        readonly at: number;
      }
    >
  >;
};

/** Everything that is kept, over one database. */
export type Store = {
  readonly library: Library;
  readonly threads: Threads;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly subscriptions: Subscriptions;
  readonly leases: Leases;
  readonly corrections: Corrections;
  close(): Promise<void>;
};
