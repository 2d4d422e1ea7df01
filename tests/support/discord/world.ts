import {
  type APIMessage,
  type APIThreadChannel,
  type APIUser,
  ChannelType,
  type GatewayGuildCreateDispatchData,
  MessageType,
  OverwriteType,
  PermissionFlagsBits,
  type RESTGetAPIApplicationCommandsResult,
} from 'discord-api-types/v10';

/** The rights that the server withholds on request. */
export type Right =
  | 'ViewChannel'
  | 'SendMessages'
  | 'CreatePublicThreads'
  | 'SendMessagesInThreads'
  | 'EmbedLinks'
  | 'AttachFiles'
  | 'ReadMessageHistory';

export type Channel = {
  readonly id: string;
  readonly type: ChannelType.GuildText | ChannelType.PublicThread | ChannelType.DM;
  readonly name: string;
  /** The channel that a thread hangs under. */
  readonly parent: string | null;
  readonly messages: APIMessage[];
  /** What the bot may not do here; a thread has its parent's too. */
  readonly denied: Set<Right>;
  isArchived: boolean;
  /** Posting does not open it again by itself. */
  staysArchived: boolean;
  isLocked: boolean;
  /** Discord refuses further threads below it. */
  hasTooManyThreads: boolean;
};

const EPOCH_MS = 1_420_070_400_000;
let counter = 0n;

/** Ascending, and dated as Discord's are. */
export function snowflake(at = Date.now()): string {
  counter = (counter + 1n) % 4_194_304n;
  return String((BigInt(at - EPOCH_MS) << 22n) | counter);
}

export function makeUser(username: string, isBot = false): APIUser {
  return {
    id: snowflake(),
    username,
    discriminator: '0',
    global_name: username,
    avatar: null,
    ...(isBot && { bot: true }),
  };
}

const BITS = {
  ViewChannel: PermissionFlagsBits.ViewChannel,
  SendMessages: PermissionFlagsBits.SendMessages,
  CreatePublicThreads: PermissionFlagsBits.CreatePublicThreads,
  SendMessagesInThreads: PermissionFlagsBits.SendMessagesInThreads,
  EmbedLinks: PermissionFlagsBits.EmbedLinks,
  AttachFiles: PermissionFlagsBits.AttachFiles,
  ReadMessageHistory: PermissionFlagsBits.ReadMessageHistory,
} as const satisfies Record<Right, bigint>;

/** The bot's rights in a channel, as Discord sends them along with each interaction; in the whole server without one. */
export function permissionsIn(channel: Channel | null, world: World): string {
  const held = Object.entries(BITS).filter(
    ([right]) =>
      !world.denied.has(right as Right) &&
      (channel === null || !world.isDenied(channel, right as Right)),
  );
  return String(held.reduce((sum, [, bit]) => sum | bit, 0n));
}

/** One server with its people's channels and threads, as Discord keeps them. */
export class World {
  readonly bot = makeUser('Muster', true);
  readonly applicationId = snowflake();
  readonly guildId = snowflake();
  readonly channels = new Map<string, Channel>();
  /** Direct conversations that the bot opened, by user id. */
  readonly directs = new Map<string, Channel>();
  /** Who may manage the server, by user id. */
  readonly managers = new Set<string>();
  /** What the bot's role lacks in the whole server. */
  readonly denied = new Set<Right>();
  commands: RESTGetAPIApplicationCommandsResult = [];

  addChannel(
    type: Channel['type'],
    name: string,
    parent: string | null = null,
    id = snowflake(),
  ): Channel {
    const channel: Channel = {
      id,
      type,
      name,
      parent,
      messages: [],
      denied: new Set(),
      isArchived: false,
      staysArchived: false,
      isLocked: false,
      hasTooManyThreads: false,
    };
    this.channels.set(id, channel);
    return channel;
  }

  channel(id: string): Channel {
    const channel = this.channels.get(id);
    if (!channel) throw new Error(`The test asked for a channel ${id} that is not there.`);
    return channel;
  }

  isDenied(channel: Channel, right: Right): boolean {
    if (channel.denied.has(right)) return true;
    return (
      channel.parent !== null && (this.channels.get(channel.parent)?.denied.has(right) ?? false)
    );
  }

  /** Oldest first, over every channel. */
  allMessages(): readonly APIMessage[] {
    return [...this.channels.values()].flatMap(({ messages }) => messages);
  }

  findMessage(id: string): APIMessage | null {
    return this.allMessages().find((message) => message.id === id) ?? null;
  }

  makeMessage(
    channel: Channel,
    author: APIUser,
    body: Partial<APIMessage>,
    id = snowflake(),
  ): APIMessage {
    const content = body.content ?? '';
    return {
      id,
      channel_id: channel.id,
      author,
      timestamp: new Date().toISOString(),
      edited_timestamp: null,
      tts: false,
      mention_everyone: false,
      mention_roles: [],
      mentions: content.includes(`<@${this.bot.id}>`) ? [this.bot] : [],
      attachments: [],
      embeds: [],
      components: [],
      pinned: false,
      type: MessageType.Default,
      ...body,
      content,
    };
  }

  toApiThread(thread: Channel): APIThreadChannel & { guild_id: string } {
    return {
      id: thread.id,
      type: ChannelType.PublicThread,
      name: thread.name,
      guild_id: this.guildId,
      parent_id: thread.parent ?? '',
      owner_id: this.bot.id,
      message_count: thread.messages.length,
      member_count: 1,
      thread_metadata: {
        archived: thread.isArchived,
        locked: thread.isLocked,
        auto_archive_duration: 1440,
        archive_timestamp: new Date().toISOString(),
      },
    };
  }

  /** As GET channel and interactions show it. */
  toApiChannel(channel: Channel) {
    if (channel.type === ChannelType.PublicThread) return this.toApiThread(channel);
    if (channel.type === ChannelType.DM) {
      return { id: channel.id, type: channel.type, name: null, recipients: [] };
    }
    return {
      id: channel.id,
      type: channel.type,
      name: channel.name,
      guild_id: this.guildId,
      position: 0,
      permission_overwrites: [
        {
          id: this.guildId,
          type: OverwriteType.Role,
          allow: '0',
          deny: String(BigInt(permissionsIn(null, this)) & ~BigInt(permissionsIn(channel, this))),
        },
      ],
    };
  }

  /** What discord.js needs of a guild; archived threads are not in it, as on Discord. */
  toApiGuild() {
    const all = [...this.channels.values()];
    return {
      id: this.guildId,
      name: 'Desk',
      icon: null,
      owner_id: snowflake(),
      joined_at: new Date().toISOString(),
      large: false,
      member_count: 2,
      roles: [],
      emojis: [],
      features: [],
      voice_states: [],
      presences: [],
      stage_instances: [],
      guild_scheduled_events: [],
      members: [],
      channels: all
        .filter(({ type }) => type === ChannelType.GuildText)
        .map((channel) => ({
          id: channel.id,
          type: ChannelType.GuildText as const,
          name: channel.name,
          position: 0,
          permission_overwrites: [],
        })),
      threads: all
        .filter((channel) => channel.type === ChannelType.PublicThread && !channel.isArchived)
        .map((thread) => this.toApiThread(thread)),
    } satisfies Partial<GatewayGuildCreateDispatchData>;
  }
}
