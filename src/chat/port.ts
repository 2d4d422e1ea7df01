import type { Reply } from '../answers/reply.ts';
import type { Platform } from '../store/port.ts';

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
};

/** A chat platform that can be started, posted to and closed. */
export type ChatBot = {
  readonly platform: Platform;
  /** Signs in; throws a `PlainError` that says what to change. */
  start(): Promise<void>;
  /** Posts a reply in a channel once for this key, however often it is called; returns the post's id. */
  post(channel: string, reply: Reply, key: string): Promise<string>;
  /** Finishes what is in hand, then signs out. */
  close(): Promise<void>;
};
