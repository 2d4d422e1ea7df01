import type { KnownBlock } from '@slack/types';
import { isJson, problemsIn, type Surface } from './blocks.ts';
import { BOT, BOT_USER, type Channel, type Message, TEAM, type Workspace } from './workspace.ts';

/** A refusal as Slack words it. */
export class Refused extends Error {
  readonly fields: object;
  constructor(error: string, fields: object = {}) {
    super(error);
    this.fields = fields;
  }
}

export type Args = Readonly<Record<string, unknown>>;
type Method = (args: Args, workspace: Workspace) => object;
type Entry = {
  /** Any one of these lets the call through; none are needed when empty. */
  readonly scopes: readonly string[];
  readonly run: Method;
};

/** docs.slack.dev/interactivity/handling-user-interaction: a trigger_id is good for three seconds. */
const TRIGGER_MS = 3_000;
const HISTORY = ['channels:history', 'groups:history', 'im:history'];

/** The Web API as far as the bot uses it; every method with the scopes that it asks for. */
export const METHODS: Readonly<Record<string, Entry>> = {
  'auth.test': {
    scopes: [],
    run: () => ({ team_id: TEAM, user_id: BOT_USER, bot_id: BOT, team: 'Desk', user: 'muster' }),
  },
  'chat.postMessage': {
    scopes: ['chat:write'],
    run: (args, workspace) => {
      const channel = writable(args, workspace);
      const thread = stringOf(args.thread_ts);
      if (thread !== null && !channel.messages.some(({ ts }) => ts === thread)) {
        throw new Refused('thread_not_found');
      }
      const message = postAsBot(args, channel, workspace);
      return {
        channel: channel.id,
        ts: message.ts,
        message: workspace.told(channel.id, message, true),
      };
    },
  },
  'chat.postEphemeral': {
    scopes: ['chat:write'],
    run: (args, workspace) => {
      const channel = writable(args, workspace);
      const user = stringOf(args.user) ?? '';
      if (!channel.members.has(user)) throw new Refused('user_not_in_channel');
      const { text, blocks } = content(args, 'message', workspace);
      const thread = stringOf(args.thread_ts);
      workspace.whispers.push({ user, channel: channel.id, thread, text, blocks });
      return { message_ts: workspace.nextTs() };
    },
  },
  'chat.delete': {
    scopes: ['chat:write'],
    run: (args, workspace) => {
      const { messages } = readable(args, workspace);
      const index = messages.findIndex(({ ts }) => ts === args.ts);
      if (index < 0) throw new Refused('message_not_found');
      if (messages[index]?.user !== BOT_USER) throw new Refused('cant_delete_message');
      messages.splice(index, 1);
      return {};
    },
  },
  'conversations.open': {
    scopes: ['im:write'],
    run: (args, { channels }) => {
      const user = stringOf(args.users) ?? '';
      const direct = [...channels.values()].find(
        ({ kind, members }) => kind === 'im' && members.has(user),
      );
      if (!direct) throw new Refused('user_not_found');
      return { channel: { id: direct.id } };
    },
  },
  'users.info': {
    scopes: ['users:read'],
    run: (args, { admins }) => {
      const id = stringOf(args.user) ?? '';
      return { user: { id, is_admin: admins.has(id), is_owner: false } };
    },
  },
  'conversations.history': {
    scopes: HISTORY,
    run: (args, workspace) => {
      const { messages } = readable(args, workspace);
      return page(messages.filter((each) => !each.thread_ts).toReversed(), args, workspace);
    },
  },
  'conversations.replies': {
    scopes: HISTORY,
    run: (args, workspace) => {
      const channel = readable(args, workspace);
      const thread = workspace.thread(channel.id, stringOf(args.ts) ?? '');
      if (thread.length === 0) throw new Refused('thread_not_found');
      return page(thread, args, workspace);
    },
  },
  'reactions.add': {
    scopes: ['reactions:write'],
    run: (args, workspace) => {
      const { reactions } = messageOf(args, workspace);
      if (reactions.has(String(args.name))) throw new Refused('already_reacted');
      reactions.add(String(args.name));
      return {};
    },
  },
  'reactions.remove': {
    scopes: ['reactions:write'],
    run: (args, workspace) => {
      const { reactions } = messageOf(args, workspace);
      if (!reactions.delete(String(args.name))) throw new Refused('no_reaction');
      return {};
    },
  },
  'views.open': {
    scopes: [],
    run: (args, workspace) => {
      const trigger = workspace.triggers.get(stringOf(args.trigger_id) ?? '');
      if (!trigger) throw new Refused('invalid_trigger_id');
      if (Date.now() - trigger.at > TRIGGER_MS) throw new Refused('expired_trigger_id');
      if (trigger.isUsed) throw new Refused('exchanged_trigger_id');
      trigger.isUsed = true;
      const view = { ...viewOf(args, 'modal'), id: workspace.nextId('V'), user: trigger.user };
      workspace.modals.push(view);
      return { view };
    },
  },
  'views.publish': {
    scopes: [],
    run: (args, workspace) => {
      const user = stringOf(args.user_id) ?? '';
      const view = { ...viewOf(args, 'home'), id: workspace.nextId('V'), user };
      workspace.homes.set(user, view);
      return { view };
    },
  },
  'files.info': {
    scopes: ['files:read'],
    run: (args, { shared }) => {
      const file = shared.get(stringOf(args.file) ?? '');
      if (!file) throw new Refused('file_not_found');
      if (file.isDeleted) throw new Refused('file_deleted');
      return { file: file.told };
    },
  },
  'files.getUploadURLExternal': {
    scopes: ['files:write'],
    run: (args, workspace) => {
      const id = workspace.nextId('F');
      workspace.files.set(id, { name: String(args.filename), bytes: 0, isReady: false });
      return { file_id: id, upload_url: `upload:${id}` };
    },
  },
  'files.completeUploadExternal': {
    scopes: ['files:write'],
    run: (args, workspace) => {
      const named = parsed(args.files);
      const ids = Array.isArray(named) ? named.map((each) => String(each.id)) : [];
      for (const id of ids) {
        const file = workspace.files.get(id);
        if (!file || file.bytes === 0) throw new Refused('file_not_found');
        file.isReady = true;
      }
      return { files: ids.map((id) => ({ id })) };
    },
  },
};

/** Posts as the bot what `chat.postMessage` or a response_url was given. */
export function postAsBot(args: Args, channel: Channel, workspace: Workspace): Message {
  const { text, blocks } = content(args, 'message', workspace);
  const thread = stringOf(args.thread_ts);
  const metadata = parsed(args.metadata);
  if (metadata !== undefined && !(isJson(metadata) && isJson(metadata.event_payload))) {
    throw new Refused('invalid_metadata_format');
  }
  const message: Message = {
    type: 'message',
    ts: workspace.nextTs(),
    user: BOT_USER,
    bot_id: BOT,
    text,
    blocks,
    reactions: new Set(),
    ...(thread && { thread_ts: thread }),
    ...(isJson(metadata) && {
      metadata: {
        event_type: String(metadata.event_type),
        event_payload: metadata.event_payload as object,
      },
    }),
  };
  channel.messages.push(message);
  return message;
}

/** Text and blocks as Slack takes them, or the refusal that says what is wrong. */
export function content(
  args: Args,
  surface: Surface,
  workspace: Workspace,
): { text: string; blocks: readonly KnownBlock[] } {
  const text = stringOf(args.text) ?? '';
  const blocks = parsed(args.blocks);
  if (text === '' && blocks === undefined) throw new Refused('no_text');
  if (text.length > 40_000) throw new Refused('msg_too_long');
  if (blocks === undefined) return { text, blocks: [] };
  const ready = [...workspace.files].filter(([, file]) => file.isReady).map(([id]) => id);
  const messages = problemsIn(blocks, surface, new Set(ready));
  if (messages.length > 0) {
    throw new Refused('invalid_blocks', { errors: messages, response_metadata: { messages } });
  }
  // github.com/slackapi/bolt-js/issues/2509 measured 13,297 characters of JSON.
  if (JSON.stringify(blocks).length > 13_200) throw new Refused('msg_blocks_too_long');
  // Every block has just been checked.
  return { text, blocks: blocks as readonly KnownBlock[] };
}

function viewOf(
  args: Args,
  type: 'modal' | 'home',
): { type: string; blocks: readonly KnownBlock[] } {
  const view = parsed(args.view);
  if (!isJson(view) || view.type !== type) throw new Refused('invalid_arguments');
  const messages = problemsIn(view.blocks, type);
  for (const label of ['title', 'submit', 'close']) {
    const words = view[label];
    const isNeeded = type === 'modal' && label === 'title';
    if (words === undefined && !isNeeded) continue;
    const text = isJson(words) ? String(words.text) : '';
    if (text === '' || text.length > 24)
      messages.push(`[ERROR] must be less than 25 characters [json-pointer:/view/${label}]`);
  }
  if (String(view.private_metadata ?? '').length > 3_000) {
    messages.push(
      '[ERROR] must be less than 3001 characters [json-pointer:/view/private_metadata]',
    );
  }
  if (messages.length > 0)
    throw new Refused('invalid_arguments', { response_metadata: { messages } });
  return { ...view, type, blocks: view.blocks as readonly KnownBlock[] };
}

function readable(args: Args, { channels }: Workspace): Channel {
  const channel = channels.get(stringOf(args.channel) ?? '');
  if (!channel) throw new Refused('channel_not_found');
  if (channel.members.has(BOT_USER)) return channel;
  throw new Refused(channel.kind === 'channel' ? 'not_in_channel' : 'channel_not_found');
}

function writable(args: Args, workspace: Workspace): Channel {
  return readable(args, workspace);
}

function messageOf(args: Args, workspace: Workspace): Message {
  const message = readable(args, workspace).messages.find(({ ts }) => ts === args.timestamp);
  if (!message) throw new Refused('message_not_found');
  return message;
}

const PAGE_MAX = 1_000;

function page(messages: readonly Message[], args: Args, workspace: Workspace): object {
  const channel = stringOf(args.channel) ?? '';
  const oldest = stringOf(args.oldest) ?? '0';
  const limit = Math.min(Number(args.limit ?? 100), PAGE_MAX);
  const start = Number(args.cursor ?? 0);
  const isWanted = (each: Message): boolean =>
    Number(each.ts) > Number(oldest) || (args.ts !== undefined && each.ts === args.ts);
  const all = messages.filter(isWanted);
  const next = start + limit < all.length ? String(start + limit) : '';
  return {
    messages: all
      .slice(start, start + limit)
      .map((each) => workspace.told(channel, each, Boolean(args.include_all_metadata))),
    has_more: next !== '',
    response_metadata: { next_cursor: next },
  };
}

/** The client sends everything that is no word or number as JSON. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new Refused('invalid_arguments');
  }
}

export function stringOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
