import type { Suggestible } from '../answers/answerer.ts';
import type { Command } from '../answers/commands.ts';
import type { Block, Reply } from '../answers/reply.ts';
import type { Platform } from '../store/port.ts';

/** A file that somebody attached, as the platform tells of it; JSON, so that it outlives this process. */
export type AttachedFile = {
  /** The platform's own. */
  readonly id: string;
  /** As its owner named it. */
  readonly name: string;
  /** The media type as announced; null when none was. */
  readonly type: string | null;
  /** As announced; null when nothing was. What comes is counted anew. */
  readonly bytes: number | null;
  /** Where the platform keeps it; null where that is to be asked for, or it comes with the message. */
  readonly url: string | null;
  /** Why it cannot be had at all, in one sentence without its name; null when it may be. */
  readonly problem: string | null;
};

/** A file as it came, with what was learnt of it on the way; or one sentence, without its name, on why it did not. */
export type OpenedFile =
  | ({ readonly bytes: Uint8Array } & Partial<Pick<AttachedFile, 'name' | 'type'>>)
  | { readonly problem: string };

/** Fetches what somebody attached. */
export type OpenFile = (file: AttachedFile) => Promise<OpenedFile>;

/** A file that a platform keeps, by its address. */
export type Wanted = {
  readonly url: string;
  /** Whom it may be had from, redirects included: "https://cdn.discordapp.com". */
  readonly origins: readonly string[];
  /** Sent to those, and to nobody else. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** `elsewhere`: it leads to a host that is not among those named, which was not asked. */
export type Downloaded =
  | { readonly kind: 'full'; readonly bytes: Uint8Array; readonly type: string }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'failed'; readonly problem: string; readonly status: number | null };

/** Fetches over the web with every answer bounded in time and size; never throws for what a server does. */
export type Download = (wanted: Wanted) => Promise<Downloaded>;

/** A question as a platform delivered it. */
export type Incoming = {
  readonly platform: Platform;
  /** The platform's own id of the event; the same id is answered once. */
  readonly event: string;
  readonly user: string;
  readonly channel: string;
  /** The thread it stands in; null outside one. */
  readonly thread: string | null;
  readonly text: string;
  /** What is attached to it; left out where nothing is. */
  readonly files?: readonly AttachedFile[];
  /** Whether this person may change the channel's digest; left out where the platform does not tell. */
  readonly mayManage?: boolean;
  /** Whether Muster itself may post in the channel; left out where that is not known. */
  readonly mayPost?: boolean;
};

/** Carries out /digest, on the platforms that have channels to post to. */
export type DigestDesk = {
  carryOut(command: DigestCommand, incoming: Incoming): Promise<Reply>;
};

export type DigestCommand = Extract<Command, { readonly name: 'digest' }>;

/** Carries out /add and /watch, for those who may. */
export type IntakeDesk = {
  /** `open` fetches the files that came with it. */
  carryOut(command: IntakeCommand, incoming: Incoming, open: OpenFile): Promise<Reply>;
  /** What to say of files that came with a question and are not read for that; null for nothing. */
  remark(incoming: Incoming): Block | null;
};

export type IntakeCommand = Extract<Command, { readonly name: 'add' | 'watch' }>;

/** A reply that is ready to be posted. */
export type Answered = {
  readonly reply: Reply;
  /** Whether it concerns nobody but the asker, and is shown to nobody else where the platform can. */
  readonly isAside: boolean;
  /** Saves the turn under the thread that the platform opened for it; called once it is posted. */
  record(thread: string): Promise<void>;
  /** Gives the event back, so that a repeat of it is answered; called when posting failed for good before anything was sent. */
  release(): Promise<void>;
};

/** What every platform does with what people write: once an event, throttled, in its thread, faults in plain words. */
export type Desk = {
  /**
   * Null when this event was taken in hand before. Never throws for a fault in answering: the reply
   * says it. `open` fetches the files that came with it; left out where none do.
   */
  ask(incoming: Incoming, open?: OpenFile): Promise<Answered | null>;
  /** Whether `ask` would turn this person or channel away now; for platforms that must know before they ask whether an answer is an aside. */
  isBusy(incoming: Pick<Incoming, 'platform' | 'user' | 'channel'>): boolean;
  /** True when this thread hangs under an answer of ours. */
  isOurs(platform: Platform, channel: string, thread: string): Promise<boolean>;
  /** The cited sentence in its paragraph, for one reader. */
  passage(article: string, start: number, end: number): Promise<Reply>;
  /** Completions for an option of a slash command. */
  suggest(what: Suggestible, prefix: string, limit: number): Promise<readonly string[]>;
  /**
   * Keeps what a reader found wrong with an answer; `claim` is null for the answer as a whole. The words
   * that turn the reader away after too many; null when it was kept.
   */
  reportWrong(claim: string | null, user: string, text: string): Promise<string | null>;
};

/** A chat platform that can be started, posted to and closed. */
export type ChatBot = {
  readonly platform: Platform;
  /** Signs in; throws a `PlainError` that says what to change. */
  start(): Promise<void>;
  /**
   * Posts a reply in a channel once for this key, however often it is called; returns the post's id.
   * Throws an error named `PostRefused` when the platform will not have it; after any other it may be called again.
   */
  post(channel: string, reply: Reply, key: string): Promise<string>;
  /** Where to post so that one person alone reads it. */
  openDirect(user: string): Promise<string>;
  /** Finishes what is in hand, then signs out. */
  close(): Promise<void>;
};

/** What a look at a platform found, one sentence each. */
export type Examined = {
  /** What is to be mended. */
  readonly problems: readonly string[];
  /** What is good to know, and keeps nothing from working. */
  readonly notes: readonly string[];
};
