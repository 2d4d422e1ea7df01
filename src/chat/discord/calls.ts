import {
  type APIChannel,
  type APIMessage,
  type APIModalInteractionResponseCallbackData,
  DiscordAPIError,
  InteractionResponseType,
  MessageFlags,
  type RawFile,
  type REST,
  type RESTGetAPIApplicationCommandsResult,
  type RESTGetCurrentApplicationResult,
  RESTJSONErrorCodes,
  type RESTPostAPIChannelMessageJSONBody,
  type RESTPostAPIInteractionCallbackWithResponseResult,
  type RESTPutAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import { THREAD_NAME_MAX_CHARS } from './limits.ts';

export type MessageBody = Pick<
  RESTPostAPIChannelMessageJSONBody,
  'content' | 'embeds' | 'components' | 'attachments' | 'allowed_mentions' | 'flags'
>;

/** An interaction's address; its token opens it for 15 minutes. */
export type Handle = { readonly id: string; readonly token: string };

/** The requests that Muster makes of Discord, and no others. */
export type Calls = ReturnType<typeof openCalls>;

/** Threads stay in sight for as long as missed questions are read back in them. */
const ARCHIVE_AFTER_MIN = 10_080;

/** Waits before a call that may be made twice is made again, beside the client's own retries. */
const RETRY_AFTER_MS = [250, 1_000, 3_000] as const;

export type CallsOptions = {
  readonly rest: REST;
  readonly token: string;
  readonly wait: (ms: number) => Promise<void>;
  /** Called when Discord refuses the token for good. */
  readonly onTokenRefused: () => void;
};

export function openCalls({ rest, token, wait, onTokenRefused }: CallsOptions) {
  /**
   * discord.js forgets its token at any 401, and every later call would fail without having been
   * made: it is given back, and the call made once more, since proxies answer 401 in passing.
   */
  const once = async <T>(make: () => Promise<unknown>): Promise<T> => {
    try {
      return (await make()) as T;
    } catch (thrown) {
      if (!isTokenTrouble(thrown)) throw thrown;
      rest.setToken(token);
      try {
        return (await make()) as T;
      } catch (again) {
        if (isTokenTrouble(again)) {
          rest.setToken(token);
          onTokenRefused();
        }
        throw again;
      }
    }
  };

  /** For calls that do no harm twice: Discord knows an interaction, a thread or an edit again. */
  const call = async <T>(make: () => Promise<unknown>): Promise<T> => {
    for (const pause of RETRY_AFTER_MS) {
      try {
        return await once<T>(make);
      } catch (thrown) {
        if (isRefusal(thrown) || isTokenTrouble(thrown)) throw thrown;
        await wait(pause);
      }
    }
    return once<T>(make);
  };

  return {
    application: () =>
      call<RESTGetCurrentApplicationResult>(() => rest.get(Routes.currentApplication())),
    commands: (application: string) =>
      call<RESTGetAPIApplicationCommandsResult>(() =>
        rest.get(Routes.applicationCommands(application)),
      ),
    register: (application: string, body: RESTPutAPIApplicationCommandsJSONBody) =>
      call<unknown>(() => rest.put(Routes.applicationCommands(application), { body })),

    /** Shows that an answer is being made; the id of the message that will hold it, where Discord tells. */
    async defer({ id, token: handle }: Handle, isEphemeral: boolean): Promise<string | null> {
      const made = await call<RESTPostAPIInteractionCallbackWithResponseResult>(() =>
        rest.post(Routes.interactionCallback(id, handle), {
          auth: false,
          query: new URLSearchParams({ with_response: 'true' }),
          body: {
            type: InteractionResponseType.DeferredChannelMessageWithSource,
            data: isEphemeral ? { flags: MessageFlags.Ephemeral } : {},
          },
        }),
      );
      return made.resource?.message?.id ?? null;
    },
    choices: ({ id, token: handle }: Handle, choices: readonly string[]) =>
      call<unknown>(() =>
        rest.post(Routes.interactionCallback(id, handle), {
          auth: false,
          body: {
            type: InteractionResponseType.ApplicationCommandAutocompleteResult,
            data: { choices: choices.map((choice) => ({ name: choice, value: choice })) },
          },
        }),
      ),
    showForm: ({ id, token: handle }: Handle, data: APIModalInteractionResponseCallbackData) =>
      call<unknown>(() =>
        rest.post(Routes.interactionCallback(id, handle), {
          auth: false,
          body: { type: InteractionResponseType.Modal, data },
        }),
      ),
    /** Says something to one reader as the first response. */
    whisper: ({ id, token: handle }: Handle, content: string) =>
      call<unknown>(() =>
        rest.post(Routes.interactionCallback(id, handle), {
          auth: false,
          body: {
            type: InteractionResponseType.ChannelMessageWithSource,
            data: { content, flags: MessageFlags.Ephemeral, allowed_mentions: { parse: [] } },
          },
        }),
      ),
    editOriginal: (application: string, handle: string, body: MessageBody, files: RawFile[] = []) =>
      call<APIMessage>(() =>
        rest.patch(Routes.webhookMessage(application, handle), { auth: false, body, files }),
      ),
    followUp: (application: string, handle: string, body: MessageBody, files: RawFile[] = []) =>
      once<APIMessage>(() =>
        rest.post(Routes.webhook(application, handle), {
          auth: false,
          query: new URLSearchParams({ wait: 'true' }),
          body,
          files,
        }),
      ),

    post: (channel: string, body: RESTPostAPIChannelMessageJSONBody, files: RawFile[] = []) =>
      once<APIMessage>(() => rest.post(Routes.channelMessages(channel), { body, files })),
    /** Newest first. */
    newest: (channel: string, limit: number) =>
      call<readonly APIMessage[]>(() =>
        rest.get(Routes.channelMessages(channel), {
          query: new URLSearchParams({ limit: `${limit}` }),
        }),
      ),
    /** Opens the thread under a message; a thread that is there already will do. Its id is the message's. */
    async openThread(channel: string, message: string, name: string): Promise<void> {
      try {
        await call<unknown>(() =>
          rest.post(Routes.threads(channel, message), {
            body: {
              name: name.slice(0, THREAD_NAME_MAX_CHARS),
              auto_archive_duration: ARCHIVE_AFTER_MIN,
            },
          }),
        );
      } catch (thrown) {
        if (codeOf(thrown) !== RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage) throw thrown;
      }
    },
    reopenThread: (thread: string) =>
      call<unknown>(() => rest.patch(Routes.channel(thread), { body: { archived: false } })),
    /** The direct conversation with a person, made if there is none. */
    direct: (user: string) =>
      call<APIChannel>(() => rest.post(Routes.userChannels(), { body: { recipient_id: user } })),
    channel: (id: string) => call<APIChannel>(() => rest.get(Routes.channel(id))),
    showTyping: (channel: string) => once<unknown>(() => rest.post(Routes.channelTyping(channel))),
  };
}

/** Discord's own number for what it refused; null for anything else that went wrong. */
export function codeOf(thrown: unknown): number | null {
  return thrown instanceof DiscordAPIError && typeof thrown.code === 'number' ? thrown.code : null;
}

/** True when Discord answered and said no: nothing was done, and asking again would change nothing. */
export function isRefusal(thrown: unknown): boolean {
  return (
    thrown instanceof DiscordAPIError &&
    thrown.status >= 400 &&
    thrown.status < 500 &&
    !isTokenTrouble(thrown)
  );
}

/** A 401 on the bot's own token, or a call that discord.js did not make because it had forgotten it. */
function isTokenTrouble(thrown: unknown): boolean {
  if (thrown instanceof DiscordAPIError) {
    return thrown.status === 401 && thrown.code !== RESTJSONErrorCodes.InvalidWebhookToken;
  }
  return thrown instanceof Error && thrown.message.startsWith('Expected token to be set');
}
