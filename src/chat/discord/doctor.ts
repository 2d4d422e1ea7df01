import {
  type APIGuildMember,
  type APIOverwrite,
  OverwriteType,
  PermissionFlagsBits,
  REST,
  type RESTAPIPartialCurrentUserGuild,
  Routes,
} from 'discord.js';
import { toDiscordCommands } from '../commands.ts';
import type { Examined } from '../port.ts';
import { openCalls } from './calls.ts';
import {
  hasMessageContentIntent,
  holdsCommands,
  inviteLink,
  OPEN_TO_ALL,
  PERMISSIONS,
  toSignInError,
} from './signing-in.ts';

export type DiscordCheck = {
  readonly token: string;
  readonly apiUrl?: string;
  /** Channels that digests are to be posted in. */
  readonly channels: readonly string[];
};

const DEFAULT_API = 'https://discord.com/api';

/** What is wrong with Discord's token, permissions and channels. Posts nothing. */
export async function examineDiscord(check: DiscordCheck): Promise<Examined> {
  const { token, channels } = check;
  const api = check.apiUrl ?? DEFAULT_API;
  const rest = new REST({ api, timeout: 10_000, retries: 1 }).setToken(token);
  const calls = openCalls({ rest, token, wait: async () => {}, onTokenRefused: () => {} });
  const problems: string[] = [];
  const notes: string[] = [];
  try {
    const { id, bot, name, bot_public: isPublic } = await calls.application();
    const guilds = (await rest.get(Routes.userGuilds())) as RESTAPIPartialCurrentUserGuild[];
    const servers = guilds.map((guild) => guild.name).join(', ');
    if (guilds.length === 0) {
      problems.push(`Muster is in no Discord server: open ${inviteLink(id)} and add it to one.`);
    } else {
      notes.push(`The token is ${name}'s, which is in ${servers}.`);
      notes.push(`To add Muster to a further server, open ${inviteLink(id)}`);
    }
    if (isPublic) notes.push(OPEN_TO_ALL);
    if (!(await hasMessageContentIntent(calls))) {
      notes.push(
        'Discord has not granted the message-content intent, so follow-ups in threads need a mention or a button: to take them untagged, switch on Message Content Intent in the Developer Portal under Bot.',
      );
    }
    if (!(await holdsCommands(calls, id, toDiscordCommands()))) {
      notes.push(
        'Discord holds other commands than these; the next start of Muster registers them.',
      );
    }
    for (const guild of guilds) {
      const missing = missingIn(BigInt(guild.permissions));
      if (missing === '') continue;
      problems.push(
        `Muster lacks ${missing} in the Discord server ${guild.name}: grant them to its role there, or open ${inviteLink(id)} again.`,
      );
    }
    for (const channel of channels) {
      const problem = await examineChannel(rest, guilds, bot?.id ?? id, channel).catch(
        () =>
          `Discord's channel ${channel} cannot be seen: correct its id, or give Muster View Channel there.`,
      );
      if (problem !== null) problems.push(problem);
    }
  } catch (thrown) {
    problems.push(toSignInError(thrown, api).message);
  }
  return { problems, notes };
}

async function examineChannel(
  rest: REST,
  guilds: readonly RESTAPIPartialCurrentUserGuild[],
  me: string,
  id: string,
): Promise<string | null> {
  const channel = (await rest.get(Routes.channel(id))) as {
    guild_id?: string;
    name?: string;
    permission_overwrites?: readonly APIOverwrite[];
  };
  const guild = guilds.find((each) => each.id === channel.guild_id);
  // A direct conversation has no permissions.
  if (!guild) return null;
  const member = (await rest.get(Routes.guildMember(guild.id, me))) as APIGuildMember;
  const held = permissionsIn(guild, channel.permission_overwrites ?? [], [...member.roles], me);
  const missing = missingIn(held);
  return missing === ''
    ? null
    : `Muster lacks ${missing} in Discord's channel #${channel.name ?? id}: grant them to its role there.`;
}

/** The names of what is needed and not held, with commas; empty when all is. */
function missingIn(held: bigint): string {
  if (held & PermissionFlagsBits.Administrator) return '';
  return PERMISSIONS.filter(([, bit]) => (held & bit) === 0n)
    .map(([name]) => name)
    .join(', ');
}

/** docs.discord.com, permission overwrites: everyone's first, then those of roles together, then the member's own. */
function permissionsIn(
  guild: RESTAPIPartialCurrentUserGuild,
  overwrites: readonly APIOverwrite[],
  roles: readonly string[],
  me: string,
): bigint {
  const base = BigInt(guild.permissions);
  if (base & PermissionFlagsBits.Administrator) return base;
  const sum = (some: readonly APIOverwrite[], side: 'allow' | 'deny'): bigint =>
    some.reduce((bits, overwrite) => bits | BigInt(overwrite[side]), 0n);
  const steps = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && roles.includes(id)),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === me),
  ];
  return steps.reduce((bits, some) => (bits & ~sum(some, 'deny')) | sum(some, 'allow'), base);
}
