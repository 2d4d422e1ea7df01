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

/** Where articles come from, and what a reader must know to ask again only when it is worth it. */
export type Source = {
  /** A feed's or page's URL, a folder's or file's path: what is asked again. */
  readonly key: string;
  readonly kind: 'feed' | 'page' | 'folder' | 'file';
  /** As the server gave them at the last full answer. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** What changes when a file does: its size and time of change, as its reader writes them. */
  readonly stamp: string | null;
  /** The article that this file or page gave; null for feeds, folders and what gave none. */
  readonly article: string | null;
  /** Milliseconds since the epoch; null before the first reading. */
  readonly readAt: number | null;
  /** Not to be asked before this instant; null when nothing is planned. */
  readonly dueAt: number | null;
  /** Consecutive failures. */
  readonly failures: number;
  /** Why the last reading failed, in one sentence; null after a good one. */
  readonly fault: string | null;
  /** Who added it; null for what config names. */
  readonly addedBy: string | null;
};

/** The state of feeds, pages, folders and files between readings. */
export type Sources = {
  put(source: Source): Promise<void>;
  find(key: string): Promise<Source | null>;
  /** By key; of one kind, or all. */
  list(kind?: Source['kind']): Promise<readonly Source[]>;
  /** Those due at an instant, longest due first. */
  due(kind: Source['kind'], now: number, limit: number): Promise<readonly Source[]>;
  /** An unknown key is no error. */
  remove(key: string): Promise<void>;
};

/** What ingest knows of an article beside its text; all of it is saved in the article's transaction. */
export type Saving = {
  /** The version of what read the claims. */
  readonly extractor?: string;
  /** The article that this one is a newer version of. */
  readonly replaces?: string;
  /** What near-copies are recognised by, as ingest writes it. */
  readonly signature?: string;
  readonly source?: Source;
  /** Copies to be noted beside those that are. */
  readonly reprints?: readonly Reprint[];
  /** The last change that was known when this was decided: where another has come since, nothing is saved. */
  readonly after?: number;
  /** Milliseconds since the epoch. */
  readonly at?: number;
};

/** Articles and their claims: what ingest fills and answers read. */
export type Library = {
  /**
   * Saves an article with all its claims, replacing what stood under its id, in one transaction; a
   * withdrawn one is current again, and what the owner hid or corrected in the version that it
   * replaces stays so where the same source says the same. Returns the number of this change, or
   * null where `after` was overtaken.
   */
  save(article: Article, claims: readonly Claim[], saving?: Saving): Promise<number | null>;
  /** An unknown id is no error. */
  remove(id: string): Promise<void>;
  /** In the order of `ids`, superseded and withdrawn ones too, for what cites them; unknown ids are left out. */
  articles(ids: readonly string[]): Promise<readonly Article[]>;
  /** Claims of these articles, in reading order within each; hidden ones left out, corrected ones corrected. */
  claimsOf(ids: readonly string[]): Promise<readonly Claim[]>;
  /** Every current article, newest first, undated last. */
  list(): Promise<readonly ArticleSummary[]>;
};

/** Whether an article still speaks: `superseded` by a newer version, or `withdrawn` with its file. */
export type Standing = {
  readonly state: 'current' | 'superseded' | 'withdrawn';
  /** The newer version of a superseded one. */
  readonly replacedBy: string | null;
  /** When it was saved, superseded or withdrawn; milliseconds since the epoch. */
  readonly since: number;
};

/** The same text found elsewhere: one origin, told once. */
export type Reprint = {
  readonly origin: string;
  readonly url: string | null;
  readonly outlet: string | null;
  readonly at: number;
};

/** What became of articles: versions, reprints, withdrawals, and claims to be read anew. */
export type History = {
  /** Takes an article out of the library's list; an unknown id is no error. */
  withdraw(id: string, at: number): Promise<void>;
  /** Unknown ids are left out. */
  standing(ids: readonly string[]): Promise<ReadonlyMap<string, Standing>>;
  /** All versions of an article, oldest first, itself among them; empty for an unknown id. */
  versions(id: string): Promise<readonly string[]>;
  /** Notes a copy; one already noted under its origin is replaced. */
  addReprint(article: string, reprint: Reprint): Promise<void>;
  /** By article, oldest first; articles without reprints are left out. */
  reprints(ids: readonly string[]): Promise<ReadonlyMap<string, readonly Reprint[]>>;
  /** Current articles whose claims another version of the extractor read. */
  stale(extractor: string, limit: number): Promise<readonly string[]>;
  /** Of these current articles, those that were saved with one. */
  signatures(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The number of the last change of any article, nought before the first; it grows with each. */
  lastChange(): Promise<number>;
  /** Articles saved, superseded or withdrawn after a change. */
  changedAfter(
    change: number,
  ): Promise<readonly { readonly id: string; readonly state: Standing['state'] }[]>;
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
  /** Threads of a platform used since an instant, newest first; all of them where no limit is given. */
  live(platform: Platform, since: number, limit?: number): Promise<readonly Thread[]>;
  /**
   * Erases a person's questions with their answers (those in the outbox too, sent or not, of which
   * the key alone is left), what threads carried on from them, and what the person reported wrong;
   * returns how many questions.
   */
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

/** What a post is when its row is made. */
export type NewDelivery = Pick<Delivery, 'key' | 'platform' | 'channel' | 'thread' | 'payload'> & {
  /** Whose question it answers, so that it is forgotten with them; left out for a digest. */
  readonly user?: string;
};

export type Outbox = {
  /** Adds a pending row; false when the key is there already (nothing changes). */
  add(delivery: NewDelivery, at: number): Promise<boolean>;
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
  /** Erases what was sent or settled before an instant; returns how many. What is pending stays. */
  expire(before: number): Promise<number>;
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
  /** What the channel was told and the days it was served are kept: subscribing again must repeat neither. */
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
    deliveries: readonly NewDelivery[],
    at: number,
  ): Promise<boolean>;
  /** Takes claims back that a channel was to be told and never was; unknown ones are no error. */
  untell(id: string, claims: readonly string[]): Promise<void>;
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
  /** Both stay with what the claim says: where its claims are read anew, they go to the claim with the same content, and apply to no other. */
  hide(claim: string, why: string, at: number): Promise<void>;
  /** Replaces the named fields of a claim in every later answer, and shows it if it was hidden. */
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

/** Carrying everything elsewhere. */
export type Archive = {
  /** JSON lines, the first naming the schema's version; one moment's state, while others write on. */
  exportLines(): AsyncIterable<string>;
  /**
   * Adds what is not there yet, in one transaction, and returns how many rows were new.
   * Throws a `PlainError` that names the line, and adds nothing, when a line is not of an export.
   */
  importLines(lines: AsyncIterable<string> | Iterable<string>): Promise<number>;
  /** Writes a copy of the whole database while it is in use. Throws a `PlainError` when the file is there already, or on PostgreSQL. */
  backup(path: string): Promise<void>;
};

/** Everything that is kept, over one database. */
export type Store = {
  readonly library: Library;
  readonly history: History;
  readonly sources: Sources;
  readonly archive: Archive;
  readonly threads: Threads;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly subscriptions: Subscriptions;
  readonly leases: Leases;
  readonly corrections: Corrections;
  close(): Promise<void>;
};
