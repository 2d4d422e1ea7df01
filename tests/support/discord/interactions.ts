import {
  type APIApplicationCommandOptionChoice,
  type APIInteractionResponse,
  type APIMessage,
  type APIModalInteractionResponseCallbackData,
  type APIUser,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  MessageType,
} from 'discord-api-types/v10';
import { checkChoices, checkModal } from './check-commands.ts';
import { checkMessage, type MessageBody } from './check-message.ts';
import { refuse } from './refusals.ts';
import { type Channel, snowflake, type World } from './world.ts';

/** An interaction as the server follows it, and what its person saw. */
export type Held = {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly user: APIUser;
  readonly channel: Channel;
  /** The message whose component was pressed. */
  readonly pressed: APIMessage | null;
  readonly at: number;
  response: InteractionResponseType | null;
  original: APIMessage | null;
  readonly followUps: APIMessage[];
  choices: readonly APIApplicationCommandOptionChoice[] | null;
  modal: APIModalInteractionResponseCallbackData | null;
};

export type InteractionRules = {
  /** Discord gives 3 s for the first response. */
  answerWithinMs: number;
  /** Discord gives 15 min for everything else. */
  tokenLivesMs: number;
};

export type Interactions = {
  hold(type: InteractionType, user: APIUser, channel: Channel, pressed?: APIMessage): Held;
  /** The first response to an interaction; returns the message that it made, if any. */
  respond(
    id: string,
    token: string,
    body: APIInteractionResponse,
    files: readonly string[],
  ): APIMessage | null;
  editOriginal(token: string, body: MessageBody, files: readonly string[]): APIMessage;
  original(token: string): APIMessage;
  followUp(token: string, body: MessageBody, files: readonly string[]): APIMessage;
};

/** Calls `show` with each message that the channel is to show, `change` with each that changed. */
export function openInteractions(
  world: World,
  rules: InteractionRules,
  show: (message: APIMessage) => void,
  change: (message: APIMessage) => void,
): Interactions {
  const all = new Map<string, Held>();

  const find = (token: string): Held => {
    const held = [...all.values()].find((each) => each.token === token);
    if (!held?.response) throw refuse.unknownWebhook();
    if (Date.now() - held.at > rules.tokenLivesMs) throw refuse.invalidWebhookToken();
    return held;
  };

  const make = (held: Held, body: MessageBody, files: readonly string[]): APIMessage => {
    const isEphemeral = ((body.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
    const message = world.makeMessage(held.channel, world.bot, {
      ...toMessage(body, files),
      type: MessageType.ChatInputCommand,
      flags: (body.flags ?? 0) as MessageFlags,
      webhook_id: world.applicationId,
    });
    if (!isEphemeral) {
      held.channel.messages.push(message);
      show(message);
    }
    return message;
  };

  const check = (body: MessageBody, files: readonly string[]): void => {
    const problem = checkMessage(body, files);
    if (problem !== null) throw refuse.invalidBody(problem);
  };

  return {
    hold(type, user, channel, pressed) {
      const held: Held = {
        id: snowflake(),
        token: `token-${snowflake()}`,
        type,
        user,
        channel,
        pressed: pressed ?? null,
        at: Date.now(),
        response: null,
        original: null,
        followUps: [],
        choices: null,
        modal: null,
      };
      all.set(held.id, held);
      return held;
    },

    respond(id, token, body, files) {
      const held = all.get(id);
      if (held?.token !== token) throw refuse.unknownInteraction();
      if (Date.now() - held.at > rules.answerWithinMs) throw refuse.unknownInteraction();
      if (held.response !== null) throw refuse.alreadyAcknowledged();
      switch (body.type) {
        case InteractionResponseType.ChannelMessageWithSource:
          check(body.data, files);
          held.original = make(held, body.data, files);
          break;
        case InteractionResponseType.DeferredChannelMessageWithSource:
          held.original = make(held, { flags: (body.data?.flags ?? 0) | MessageFlags.Loading }, []);
          break;
        case InteractionResponseType.DeferredMessageUpdate:
          if (held.type !== InteractionType.MessageComponent)
            throw refuse.invalidBody('type: no component');
          held.original = held.pressed;
          break;
        case InteractionResponseType.ApplicationCommandAutocompleteResult: {
          if (held.type !== InteractionType.ApplicationCommandAutocomplete) {
            throw refuse.invalidBody('type: no autocomplete');
          }
          const problem = checkChoices(body.data.choices ?? []);
          if (problem !== null) throw refuse.invalidBody(problem);
          held.choices = body.data.choices ?? [];
          break;
        }
        case InteractionResponseType.Modal: {
          if (held.type === InteractionType.ModalSubmit)
            throw refuse.invalidBody('type: a modal on a modal');
          const problem = checkModal(body.data);
          if (problem !== null) throw refuse.invalidBody(problem);
          held.modal = body.data;
          break;
        }
        default:
          throw refuse.invalidBody(`type: ${body.type} is not part of this server`);
      }
      if (
        held.type === InteractionType.ApplicationCommandAutocomplete &&
        body.type !== InteractionResponseType.ApplicationCommandAutocompleteResult
      ) {
        throw refuse.invalidBody('type: autocomplete takes choices alone');
      }
      held.response = body.type;
      return held.original;
    },

    editOriginal(token, body, files) {
      const { original } = find(token);
      if (!original) throw refuse.unknownMessage();
      check(body, files);
      Object.assign(original, toMessage(body, files), {
        flags: (original.flags ?? 0) & ~MessageFlags.Loading,
        edited_timestamp: new Date().toISOString(),
      });
      change(original);
      return original;
    },

    original(token) {
      const { original } = find(token);
      if (!original) throw refuse.unknownMessage();
      return original;
    },

    followUp(token, body, files) {
      const held = find(token);
      check(body, files);
      const message = make(held, body, files);
      held.followUps.push(message);
      return message;
    },
  };
}

/** The parts of a body as the message shows them. */
export function toMessage(body: MessageBody, files: readonly string[]): Partial<APIMessage> {
  return {
    content: body.content ?? '',
    embeds: body.embeds ?? [],
    // The server checks that there are rows of known components alone.
    components: (body.components ?? []) as NonNullable<APIMessage['components']>,
    attachments: files.map((filename, index) => {
      const description = body.attachments?.[index]?.description;
      return {
        id: snowflake(),
        filename,
        size: 1,
        url: `https://cdn.example/${filename}`,
        proxy_url: `https://cdn.example/${filename}`,
        ...(description ? { description } : {}),
      };
    }),
  };
}
