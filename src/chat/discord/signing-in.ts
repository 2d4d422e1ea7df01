import {
  ApplicationFlags,
  type Client,
  DiscordAPIError,
  OAuth2Scopes,
  PermissionFlagsBits,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { PlainError } from '../../faults.ts';
import type { Calls } from './calls.ts';

/** Exactly what Muster does in a server, by the names that Discord's settings show; the invite link asks for no more. */
export const PERMISSIONS = [
  ['View Channel', PermissionFlagsBits.ViewChannel],
  ['Send Messages', PermissionFlagsBits.SendMessages],
  ['Send Messages in Threads', PermissionFlagsBits.SendMessagesInThreads],
  ['Create Public Threads', PermissionFlagsBits.CreatePublicThreads],
  ['Embed Links', PermissionFlagsBits.EmbedLinks],
  ['Attach Files', PermissionFlagsBits.AttachFiles],
  ['Read Message History', PermissionFlagsBits.ReadMessageHistory],
] as const;

/** Where an owner of a server adds the bot to it. */
export function inviteLink(clientId: string): string {
  const query = new URLSearchParams({
    client_id: clientId,
    scope: `${OAuth2Scopes.Bot} ${OAuth2Scopes.ApplicationsCommands}`,
    permissions: `${PERMISSIONS.reduce((bits, [, bit]) => bits | bit, 0n)}`,
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}

/** Whether the application was granted the message-content intent in the Developer Portal. */
export async function hasMessageContentIntent(calls: Calls): Promise<boolean> {
  const { flags } = await calls.application();
  const granted =
    ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited;
  return (flags & granted) !== 0;
}

/** An application is public from the day it is made, and its id is no secret. */
export const OPEN_TO_ALL =
  'Anybody on Discord may add Muster to a server of theirs and read there what it holds: unless that is meant, switch off Public Bot in the Developer Portal under Bot, once the install link under Installation is set to None.';

export const SIGN_IN_WITHIN_MS = 30_000;

/** Signs in; throws a `PlainError` that says what to change. */
export async function signIn(client: Client, token: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${SIGN_IN_WITHIN_MS / 1000} s`)),
      SIGN_IN_WITHIN_MS,
    );
  });
  try {
    await Promise.race([client.login(token), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether signing in may go well the next time with nothing changed. */
export function isPassing(thrown: unknown): boolean {
  return reasonOf(thrown) === 'unreachable';
}

function reasonOf(thrown: unknown): 'token' | 'intents' | 'unreachable' {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (message === 'Used disallowed intents') return 'intents';
  const isToken =
    (thrown instanceof DiscordAPIError && thrown.status === 401) ||
    message === 'Authentication failed' ||
    message.includes('invalid token');
  return isToken ? 'token' : 'unreachable';
}

/** Why signing in failed, in one sentence that says what to change. */
export function toSignInError(thrown: unknown, api: string): PlainError {
  switch (reasonOf(thrown)) {
    case 'token':
      return new PlainError(
        'Discord does not accept DISCORD_TOKEN. In the Developer Portal, open your application, choose Bot, press Reset Token, and put the new token there.',
        { cause: thrown },
      );
    case 'intents':
      return new PlainError(
        'Discord has not granted this bot the message-content intent. In the Developer Portal, choose Bot and switch on Message Content Intent, or start Muster without asking for it.',
        { cause: thrown },
      );
    case 'unreachable': {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      return new PlainError(
        `Discord cannot be reached at ${api} (${message}). Check the connection, or DISCORD_API_URL if it is set.`,
        { cause: thrown },
      );
    }
  }
}

/** Registers the commands if Discord holds others: it counts each registration. True when it did. */
export async function registerCommands(
  calls: Calls,
  application: string,
  commands: RESTPutAPIApplicationCommandsJSONBody,
): Promise<boolean> {
  if (await holdsCommands(calls, application, commands)) return false;
  await calls.register(application, commands);
  return true;
}

export async function holdsCommands(
  calls: Calls,
  application: string,
  commands: RESTPutAPIApplicationCommandsJSONBody,
): Promise<boolean> {
  return fingerprint(await calls.commands(application)) === fingerprint(commands);
}

/** What of a command its registration says; Discord adds ids and defaults to what it holds. */
const SAID = new Set([
  'type',
  'name',
  'description',
  'options',
  'contexts',
  'required',
  'autocomplete',
  'max_length',
  'min_length',
  'choices',
  'value',
  'default_member_permissions',
]);

function fingerprint(commands: readonly object[]): string {
  return commands
    .map((command) => JSON.stringify(reduce(command)))
    .sort()
    .join('\n');
}

function reduce(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reduce);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, part]) => SAID.has(name) && isSaying(part))
      .map(([name, part]): [string, unknown] => [name, reduce(part)])
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

function isSaying(part: unknown): boolean {
  return (
    part !== null &&
    part !== undefined &&
    part !== false &&
    part !== '' &&
    !(Array.isArray(part) && part.length === 0)
  );
}
