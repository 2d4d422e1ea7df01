import {
  type APIApplicationCommandOptionChoice,
  type APIMessage,
  type APIUser,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ChannelType,
  ComponentType,
  GatewayDispatchEvents,
  InteractionType,
  Locale,
  MessageType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import type { Cdn, PickedFile } from './cdn.ts';
import type { Gateway } from './gateway.ts';
import type { Held, Interactions } from './interactions.ts';
import { type Channel, makeUser, permissionsIn, snowflake, type World } from './world.ts';

/** What a person does in a Discord client. */
export type Person = {
  readonly user: APIUser;
  say(
    channel: Channel,
    text: string,
    more?: { replyTo?: APIMessage; isBot?: boolean; files?: readonly PickedFile[] },
  ): APIMessage;
  /** Edits a message, which makes an event of its own. */
  edit(message: APIMessage, text: string): void;
  /** A file goes into an option that the app has registered for one. */
  slash(
    channel: Channel,
    name: string,
    options?: Readonly<Record<string, string | PickedFile>>,
  ): Held;
  /** Types into an option; the choices arrive in the returned interaction. */
  type(channel: Channel, name: string, option: string, value: string): Held;
  /** The message command of this name, on a message. */
  lookUp(message: APIMessage, name: string): Held;
  /** Presses the button with this label. */
  press(message: APIMessage, label: string): Held;
  choose(message: APIMessage, value: string): Held;
  /** Fills in the form that `held` was answered with, in its order. */
  submit(held: Held, ...values: string[]): Held;
};

export type PersonOptions = {
  readonly world: World;
  readonly interactions: Interactions;
  readonly cdn: Pick<Cdn, 'keep'>;
  readonly gateway: () => Gateway;
  readonly show: (message: APIMessage) => void;
};

export function makePerson(name: string, options: PersonOptions): Person {
  const { world, interactions, cdn, gateway, show } = options;
  const user = makeUser(name);

  const begin = (
    type: InteractionType,
    channel: Channel,
    data: unknown,
    pressed?: APIMessage,
  ): Held => {
    const held = interactions.hold(type, user, channel, pressed);
    const isDirect = channel.type === ChannelType.DM;
    gateway().dispatch({
      t: GatewayDispatchEvents.InteractionCreate,
      // Built by each caller for its type; the union of all of them is past what can be inferred here.
      d: {
        id: held.id,
        application_id: world.applicationId,
        type,
        token: held.token,
        version: 1,
        data,
        channel_id: channel.id,
        channel: world.toApiChannel(channel),
        ...(isDirect
          ? { user }
          : {
              guild_id: world.guildId,
              member: {
                user,
                roles: [],
                permissions: String(
                  world.managers.has(user.id) ? PermissionFlagsBits.ManageGuild : 0,
                ),
              },
            }),
        ...(pressed && { message: pressed }),
        app_permissions: permissionsIn(channel, world),
        locale: Locale.EnglishGB,
        entitlements: [],
        authorizing_integration_owners: {},
        attachment_size_limit: 10_000_000,
      } as never,
    });
    return held;
  };

  const componentsOf = (message: APIMessage) =>
    (message.components ?? []).flatMap((row) =>
      row.type === ComponentType.ActionRow ? row.components : [],
    );

  return {
    user,
    say(channel, text, { replyTo, isBot = false, files = [] } = {}) {
      const message = world.makeMessage(channel, isBot ? { ...user, bot: true } : user, {
        content: text,
        attachments: files.map((file) => cdn.keep(file, channel.id)),
        ...(replyTo && {
          type: MessageType.Reply,
          message_reference: { message_id: replyTo.id, channel_id: channel.id },
          referenced_message: replyTo,
          mentions: [replyTo.author, ...(text.includes(`<@${world.bot.id}>`) ? [world.bot] : [])],
        }),
      });
      channel.messages.push(message);
      if (channel.isArchived) {
        channel.isArchived = false;
        gateway().dispatch({
          t: GatewayDispatchEvents.ThreadUpdate,
          d: world.toApiThread(channel),
        });
      }
      show(message);
      return message;
    },
    edit(message, text) {
      Object.assign(message, { content: text, edited_timestamp: new Date().toISOString() });
      gateway().dispatch({
        t: GatewayDispatchEvents.MessageUpdate,
        d: { ...message, guild_id: world.guildId },
      });
    },
    slash(channel, command, options = {}) {
      const attachments = Object.entries(options).flatMap(([option, value]) => {
        if (typeof value === 'string') return [];
        if (!takesFile(world, command, option)) {
          throw new Error(`/${command} has no option ${option} that takes a file.`);
        }
        return [{ option, attachment: cdn.keep(value, null) }];
      });
      const words = Object.entries(options).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      );
      return begin(InteractionType.ApplicationCommand, channel, {
        id: snowflake(),
        name: command,
        type: ApplicationCommandType.ChatInput,
        options: [
          ...toOptions(Object.fromEntries(words)),
          ...attachments.map(({ option, attachment }) => ({
            name: option,
            type: ApplicationCommandOptionType.Attachment,
            value: attachment.id,
          })),
        ],
        ...(attachments.length > 0 && {
          resolved: {
            attachments: Object.fromEntries(
              attachments.map(({ attachment }) => [attachment.id, attachment]),
            ),
          },
        }),
      });
    },
    type(channel, command, option, value) {
      const [typed] = toOptions({ [option]: value });
      return begin(InteractionType.ApplicationCommandAutocomplete, channel, {
        id: snowflake(),
        name: command,
        type: ApplicationCommandType.ChatInput,
        options: [{ ...typed, focused: true }],
      });
    },
    lookUp(message, command) {
      return begin(InteractionType.ApplicationCommand, world.channel(message.channel_id), {
        id: snowflake(),
        name: command,
        type: ApplicationCommandType.Message,
        target_id: message.id,
        resolved: { messages: { [message.id]: message } },
      });
    },
    press(message, label) {
      const button = componentsOf(message).find(
        (component) =>
          component.type === ComponentType.Button &&
          'custom_id' in component &&
          component.label === label,
      );
      if (!button || !('custom_id' in button)) throw new Error(`There is no button “${label}”.`);
      return begin(
        InteractionType.MessageComponent,
        world.channel(message.channel_id),
        { custom_id: button.custom_id, component_type: ComponentType.Button },
        message,
      );
    },
    choose(message, value) {
      const menu = componentsOf(message).find(
        (component) =>
          component.type === ComponentType.StringSelect &&
          component.options.some((option) => option.value === value),
      );
      if (!menu || !('custom_id' in menu)) throw new Error(`There is no menu with “${value}”.`);
      return begin(
        InteractionType.MessageComponent,
        world.channel(message.channel_id),
        { custom_id: menu.custom_id, component_type: ComponentType.StringSelect, values: [value] },
        message,
      );
    },
    submit(held, ...values) {
      if (!held.modal) throw new Error('No form is open.');
      const components = held.modal.components.map((label, index) => {
        if (label.type !== ComponentType.Label)
          throw new Error('The form has something else than labels.');
        const { component } = label;
        const value = values[index] ?? '';
        const filled =
          component.type === ComponentType.TextInput
            ? { value }
            : { values: value === '' ? [] : [value] };
        return {
          type: ComponentType.Label,
          component: {
            type: component.type,
            custom_id: 'custom_id' in component ? component.custom_id : '',
            ...filled,
          },
        };
      });
      return begin(
        InteractionType.ModalSubmit,
        held.channel,
        { custom_id: held.modal.custom_id, components },
        held.pressed ?? undefined,
      );
    },
  };
}

/** Clients offer what the app registered. */
function takesFile({ commands }: World, command: string, option: string): boolean {
  const registered = commands.find(({ name }) => name === command)?.options ?? [];
  return registered.some(
    ({ name, type }) => name === option && type === ApplicationCommandOptionType.Attachment,
  );
}

function toOptions(options: Readonly<Record<string, string>>) {
  return Object.entries(options).map(([name, value]) => ({
    name,
    type: ApplicationCommandOptionType.String,
    value,
  }));
}

/** The names of choices, as the client lists them. */
export function namesOf(
  choices: readonly APIApplicationCommandOptionChoice[] | null,
): readonly string[] {
  return (choices ?? []).map(({ name }) => name);
}
