import type { RESTPutAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';
import { COMMANDS, type CommandSpec, type OptionSpec, usage } from '../answers/commands.ts';
import { BOT_EVENTS, BOT_SCOPES } from './slack/scopes.ts';

/** The message command (Discord) and message shortcut (Slack) that asks about what a message says. */
export const LOOK_UP = 'Look up this claim';
export const LOOK_UP_CALLBACK = 'look_up_claim';

/** discord-api-types' names for these numbers are enums, which would load at run time. */
const CHAT_INPUT = 1;
const MESSAGE = 3;
const STRING_OPTION = 3;
const ATTACHMENT_OPTION = 11;
const IN_GUILD = 0;
const IN_BOT_DM = 1;
/** docs.discord.com, application command option: a choice list holds at most 25. */
const OPTION_MAX_CHARS = 300;

/** What Discord is told to register; the same commands give the same JSON, so that a change can be seen. */
export function toDiscordCommands(): RESTPutAPIApplicationCommandsJSONBody {
  const contexts = [IN_GUILD, IN_BOT_DM];
  const slash = COMMANDS.map((spec: CommandSpec) => ({
    type: CHAT_INPUT as typeof CHAT_INPUT,
    name: spec.name,
    description: spec.description,
    contexts,
    options: spec.options.map(toOption),
  }));
  return [...slash, { type: MESSAGE, name: LOOK_UP, contexts }];
}

function toOption({ name, description, isRequired, value, suggests, choices }: OptionSpec) {
  const required = isRequired;
  if (value === 'file') {
    return { type: ATTACHMENT_OPTION as typeof ATTACHMENT_OPTION, name, description, required };
  }
  const said = { type: STRING_OPTION as typeof STRING_OPTION, name, description };
  if (choices === undefined) {
    return { ...said, required, autocomplete: suggests !== null, max_length: OPTION_MAX_CHARS };
  }
  const listed = choices.map((choice) => ({ name: choice, value: choice }));
  return { ...said, required, choices: listed };
}

export type SlackManifestOptions = {
  readonly name: string;
  /** Where Slack reaches Muster; null for Socket Mode, which needs no address. */
  readonly requestUrl: string | null;
};

/** Exactly the scopes, commands, shortcuts and events that the Slack bot uses. */
export function toSlackManifest({ name, requestUrl }: SlackManifestOptions): object {
  const url = requestUrl === null ? {} : { url: requestUrl };
  const requests = requestUrl === null ? {} : { request_url: requestUrl };
  return {
    display_information: {
      name,
      description: 'Briefs a channel on reported troop buildups, with a citation for each line.',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: name, always_online: true },
      shortcuts: [
        {
          name: LOOK_UP,
          type: 'message',
          callback_id: LOOK_UP_CALLBACK,
          description: 'Who said this, through whom, and who says otherwise',
        },
      ],
      slash_commands: COMMANDS.map((spec: CommandSpec) => ({
        command: `/${spec.name}`,
        description: spec.description,
        ...(spec.options.length > 0 && { usage_hint: usage(spec).slice(spec.name.length + 2) }),
        should_escape: false,
        ...url,
      })),
    },
    oauth_config: {
      scopes: {
        bot: [...BOT_SCOPES],
      },
    },
    settings: {
      event_subscriptions: {
        ...requests,
        bot_events: [...BOT_EVENTS],
      },
      interactivity: { is_enabled: true, ...requests },
      org_deploy_enabled: false,
      socket_mode_enabled: requestUrl === null,
      token_rotation_enabled: false,
    },
  };
}
