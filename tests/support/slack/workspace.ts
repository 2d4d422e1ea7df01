import type { KnownBlock } from '@slack/types';
import type { SharedFile } from './shared-files.ts';

export const TEAM = 'T0TEAM';
export const APP = 'A0APP';
export const BOT_USER = 'U0MUSTER';
export const BOT = 'B0MUSTER';

export type Channel = {
  readonly id: string;
  readonly kind: 'channel' | 'group' | 'im';
  readonly members: Set<string>;
  readonly messages: Message[];
};

/** A message as `conversations.history` returns it. */
export type Message = {
  readonly type: 'message';
  readonly ts: string;
  readonly user: string;
  readonly bot_id?: string;
  readonly subtype?: string;
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
  readonly thread_ts?: string;
  readonly files?: readonly object[];
  readonly metadata?: { readonly event_type: string; readonly event_payload: object };
  readonly reactions: Set<string>;
};

/** What one person alone was shown. */
export type Whisper = {
  readonly user: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
};

/** A modal or a home as a person has it open. */
export type View = {
  readonly id: string;
  readonly user: string;
  readonly type: string;
  readonly blocks: readonly KnownBlock[];
  readonly [key: string]: unknown;
};

export type Trigger = { readonly user: string; readonly at: number; isUsed: boolean };
export type ResponseUrl = {
  readonly user: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly at: number;
  uses: number;
};

/** Everything that a workspace holds: plain state, changed by the Web API and by what people do. */
export type Workspace = {
  readonly channels: Map<string, Channel>;
  readonly whispers: Whisper[];
  /** Who may change the workspace's settings. */
  readonly admins: Set<string>;
  readonly homes: Map<string, View>;
  readonly modals: View[];
  readonly files: Map<string, { readonly name: string; bytes: number; isReady: boolean }>;
  /** What people attached to messages, by id. */
  readonly shared: Map<string, SharedFile>;
  /** What was asked of the host of files, with the token that was shown there. */
  readonly downloads: { readonly path: string; readonly authorization: string | null }[];
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  nextTs(): string;
  nextId(prefix: string): string;
  thread(channel: string, ts: string): readonly Message[];
  /** A message as Slack tells of it: one that has replies stands in a thread of its own. */
  told(channel: string, message: Message, withMetadata: boolean): object;
};

export function openWorkspace(): Workspace {
  const channels = new Map<string, Channel>();
  let lastMicros = 0;
  let ids = 0;
  const thread: Workspace['thread'] = (channel, ts) => {
    const messages = channels.get(channel)?.messages ?? [];
    return messages.filter((each) => each.ts === ts || each.thread_ts === ts);
  };
  return {
    channels,
    thread,
    told(channel, message, withMetadata) {
      const { reactions: _, metadata, ...told } = message;
      const isRoot = thread(channel, message.ts).length > 1;
      return {
        ...told,
        ...(isRoot && { thread_ts: message.ts }),
        ...(withMetadata && metadata && { metadata }),
      };
    },
    whispers: [],
    admins: new Set(),
    homes: new Map(),
    modals: [],
    files: new Map(),
    shared: new Map(),
    downloads: [],
    triggers: new Map(),
    responseUrls: new Map(),
    nextTs() {
      lastMicros = Math.max(lastMicros + 1, Date.now() * 1000);
      const digits = String(lastMicros);
      return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
    },
    nextId(prefix) {
      ids += 1;
      return `${prefix}${String(ids).padStart(6, '0')}`;
    },
  };
}
