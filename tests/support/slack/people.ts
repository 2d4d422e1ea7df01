import type { Delivered, Post } from './delivery.ts';
import type { Manifest } from './server.ts';
import { type PickedFile, shareFile } from './shared-files.ts';
import {
  APP,
  BOT_USER,
  type Channel,
  type Message,
  TEAM,
  type View,
  type Workspace,
} from './workspace.ts';

/** What happened to something that a person did. */
export type Done = { readonly ts: string; readonly delivered: Promise<readonly Delivered[]> };

/** What people do in the workspace; each tells the app as Slack would. */
export type People = {
  addChannel(id: string, members: readonly string[], kind?: Channel['kind']): Channel;
  say(
    user: string,
    channel: string,
    text: string,
    thread?: string,
    files?: readonly PickedFile[],
  ): Done;
  /** A message of another app. */
  sayAsBot(channel: string, text: string, thread?: string): Done;
  edit(channel: string, ts: string, text: string): Done;
  /** In a thread Slack refuses it and tells the app nothing. */
  slash(
    user: string,
    channel: string,
    text: string,
    thread?: string,
  ): { readonly refused: string | null; readonly delivered: Promise<Delivered> | null };
  /** Presses the button with this label under a message, or in what the person alone was shown. */
  press(user: string, channel: string, message: Pressable, label: string): Promise<Delivered>;
  shortcut(user: string, channel: string, ts: string, callback: string): Promise<Delivered>;
  openHome(user: string): Promise<Delivered>;
  /** Sends a modal off with these values by action_id. */
  submit(view: View, values: Readonly<Record<string, string>>): Promise<Delivered>;
};

export type Pressable = Pick<Message, 'text' | 'blocks'> & {
  readonly ts?: string;
  readonly thread_ts?: string;
};

export type PeopleOptions = {
  readonly workspace: Workspace;
  readonly post: Post;
  readonly manifest: Manifest;
  readonly origin: string;
};

const KINDS = { channel: 'message.channels', group: 'message.groups', im: 'message.im' } as const;

export function openPeople({ workspace, post, manifest, origin }: PeopleOptions): People {
  const events = manifest.settings.event_subscriptions.bot_events;
  const team = { id: TEAM, domain: 'desk' };
  const token = 'verification-token';

  const channelOf = (id: string): Channel => {
    const channel = workspace.channels.get(id);
    if (!channel) throw new Error(`There is no channel ${id}.`);
    return channel;
  };

  const event = async (name: string, body: object): Promise<readonly Delivered[]> => {
    if (!events.includes(name)) return [];
    const payload = {
      token,
      team_id: TEAM,
      api_app_id: APP,
      type: 'event_callback',
      event_id: workspace.nextId('Ev'),
      event_time: Math.floor(Date.now() / 1000),
      authorizations: [
        { team_id: TEAM, user_id: BOT_USER, is_bot: true, is_enterprise_install: false },
      ],
      event: body,
    };
    return [await post.deliver('events_api', payload)];
  };

  const announce = (channel: Channel, message: Message): Done => {
    const { reactions: _, ...shown } = message;
    const parent = channel.messages.find(({ ts }) => ts === message.thread_ts);
    const body = {
      ...shown,
      channel: channel.id,
      channel_type: channel.kind,
      event_ts: message.ts,
      ...(parent && { parent_user_id: parent.user }),
    };
    const isMember = channel.members.has(BOT_USER);
    const isMention = message.text.includes(`<@${BOT_USER}>`) && channel.kind !== 'im';
    const delivered = Promise.all([
      isMember ? event(KINDS[channel.kind], body) : [],
      // github.com/slackapi/bolt-python/issues/925: with a file the mention itself is often not told.
      isMember && isMention && !message.bot_id && !message.files
        ? event('app_mention', { ...body, type: 'app_mention' })
        : [],
    ]);
    return { ts: message.ts, delivered: delivered.then((all) => all.flat()) };
  };

  const add = (
    channel: Channel,
    fields: Partial<Message> & { text: string; user: string },
  ): Message => {
    const message: Message = {
      type: 'message',
      ts: workspace.nextTs(),
      reactions: new Set(),
      ...fields,
    };
    channel.messages.push(message);
    return message;
  };

  const triggerFor = (user: string): string => {
    const id = workspace.nextId('trigger');
    workspace.triggers.set(id, { user, at: Date.now(), isUsed: false });
    return id;
  };

  const responseUrlFor = (user: string, channel: string, thread: string | null): string => {
    const id = workspace.nextId('respond');
    workspace.responseUrls.set(id, { user, channel, thread, at: Date.now(), uses: 0 });
    return `${origin}/response/${id}`;
  };

  const interaction = (user: string, fields: object): Promise<Delivered> =>
    post.deliver('interactive', {
      token,
      team,
      enterprise: null,
      is_enterprise_install: false,
      api_app_id: APP,
      user: { id: user, username: user.toLowerCase(), name: user.toLowerCase(), team_id: TEAM },
      trigger_id: triggerFor(user),
      ...fields,
    });

  return {
    addChannel(id, members, kind = 'channel') {
      const channel: Channel = { id, kind, members: new Set(members), messages: [] };
      workspace.channels.set(id, channel);
      return channel;
    },
    say(user, id, text, thread, files = []) {
      const channel = channelOf(id);
      const shared = files.map((file) => shareFile(file, user, workspace, origin));
      return announce(
        channel,
        add(channel, {
          ...{ user, text },
          ...(shared.length > 0 && { subtype: 'file_share', files: shared }),
          ...(thread && { thread_ts: thread }),
        }),
      );
    },
    sayAsBot(id, text, thread) {
      const channel = channelOf(id);
      const fields = { user: 'U0OTHERBOT', bot_id: 'B0OTHER', subtype: 'bot_message' };
      return announce(
        channel,
        add(channel, { ...fields, text, ...(thread && { thread_ts: thread }) }),
      );
    },
    edit(id, ts, text) {
      const channel = channelOf(id);
      const index = channel.messages.findIndex((each) => each.ts === ts);
      const old = channel.messages[index];
      if (!old) throw new Error(`There is no message ${ts}.`);
      const message = { ...old, text };
      channel.messages[index] = message;
      const body = {
        type: 'message',
        subtype: 'message_changed',
        hidden: true,
        channel: id,
        channel_type: channel.kind,
        ts: workspace.nextTs(),
        message: workspace.told(id, message, false),
        previous_message: workspace.told(id, old, false),
      };
      return { ts, delivered: event(KINDS[channel.kind], body) };
    },
    slash(user, channel, text, thread) {
      const [command = '', ...words] = text.split(' ');
      if (thread)
        return { refused: `${command} is not supported in threads. Sorry!`, delivered: null };
      if (!manifest.features.slash_commands.some((each) => each.command === command)) {
        return { refused: `${command} is not a valid command.`, delivered: null };
      }
      const delivered = post.deliver('slash_commands', {
        token,
        team_id: TEAM,
        team_domain: 'desk',
        channel_id: channel,
        channel_name: channel.toLowerCase(),
        user_id: user,
        user_name: user.toLowerCase(),
        command,
        text: words.join(' '),
        api_app_id: APP,
        is_enterprise_install: 'false',
        response_url: responseUrlFor(user, channel, null),
        trigger_id: triggerFor(user),
      });
      return { refused: null, delivered };
    },
    press(user, channel, message, label) {
      const found = (message.blocks ?? [])
        .flatMap((block) => (block.type === 'actions' ? block.elements : []))
        .find((each) => each.type === 'button' && each.text.text === label);
      if (found?.type !== 'button') throw new Error(`No button says ${label}.`);
      const isEphemeral = message.ts === undefined;
      const ts = message.ts ?? workspace.nextTs();
      const stored = channelOf(channel).messages.find((each) => each.ts === ts);
      const thread = message.thread_ts ?? null;
      return interaction(user, {
        type: 'block_actions',
        container: {
          type: 'message',
          message_ts: ts,
          channel_id: channel,
          is_ephemeral: isEphemeral,
        },
        channel: { id: channel, name: channel.toLowerCase() },
        ...(stored && { message: workspace.told(channel, stored, false) }),
        state: { values: {} },
        response_url: responseUrlFor(user, channel, thread),
        actions: [
          {
            type: 'button',
            action_id: found.action_id,
            block_id: 'b',
            text: found.text,
            value: found.value,
            action_ts: workspace.nextTs(),
          },
        ],
      });
    },
    shortcut(user, id, ts, callback) {
      const message = channelOf(id).messages.find((each) => each.ts === ts);
      if (!message) throw new Error(`There is no message ${ts}.`);
      return interaction(user, {
        type: 'message_action',
        callback_id: callback,
        action_ts: workspace.nextTs(),
        message_ts: ts,
        channel: { id, name: id.toLowerCase() },
        message: workspace.told(id, message, false),
        response_url: responseUrlFor(user, id, message.thread_ts ?? null),
      });
    },
    async openHome(user) {
      const [delivered] = await event('app_home_opened', {
        type: 'app_home_opened',
        user,
        channel: `D${user}`,
        tab: 'home',
        event_ts: workspace.nextTs(),
      });
      return delivered ?? { isAcked: false, attempts: 0, answer: undefined };
    },
    submit(view, values) {
      const state = Object.fromEntries(
        view.blocks.flatMap((block) => {
          if (block.type !== 'input') return [];
          const { element, block_id: id = '' } = block;
          const action = 'action_id' in element ? (element.action_id ?? '') : '';
          const value = values[action];
          const given =
            element.type === 'static_select'
              ? { type: 'static_select', selected_option: value === undefined ? null : { value } }
              : { type: element.type, value: value ?? null };
          return [[id, { [action]: given }]];
        }),
      );
      return interaction(view.user, {
        type: 'view_submission',
        view: { ...view, state: { values: state }, hash: 'h', team_id: TEAM, app_id: APP },
        response_urls: [],
      });
    },
  };
}
