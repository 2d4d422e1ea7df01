import {
  type APIGuildMember,
  type APIOverwrite,
  OverwriteType,
  PermissionFlagsBits,
  REST,
  type RESTAPIPartialCurrentUserGuild,
  Routes,
} from 'discord.js';
import { openCalls } from './calls.ts';
import { hasMessageContentIntent, inviteLink, toSignInError } from './signing-in.ts';

export type DiscordCheck = {
  readonly token: string;
  readonly apiUrl?: string;
  /** Channels that digests are to be posted in. */
  readonly channels: readonly string[];
};

const DEFAULT_API = 'https://discord.com/api';

/** What Muster does in a channel, by the names that Discord's settings show. */
const NEEDED = [
  ['View Channel', PermissionFlagsBits.ViewChannel],
  ['Send Messages', PermissionFlagsBits.SendMessages],
  ['Send Messages in Threads', PermissionFlagsBits.SendMessagesInThreads],
  ['Create Public Threads', PermissionFlagsBits.CreatePublicThreads],
  ['Embed Links', PermissionFlagsBits.EmbedLinks],
  ['Attach Files', PermissionFlagsBits.AttachFiles],
  ['Read Message History', PermissionFlagsBits.ReadMessageHistory],
] as const;

/** What is wrong with Discord's token, intent, servers and channels, one sentence each; empty when nothing is. Posts nothing. */
export async function examineDiscord(check: DiscordCheck): Promise<readonly string[]> {
  const { token, channels } = check;
  const api = check.apiUrl ?? DEFAULT_API;
  const rest = new REST({ api, timeout: 10_000, retries: 1 }).setToken(token);
  const calls = openCalls({ rest, token, wait: async () => {}, onTokenRefused: () => {} });
  const problems: string[] = [];
  try {
    const { id, bot } = await calls.application();
    if (!(await hasMessageContentIntent(calls))) {
      problems.push(
        'Discord has not granted the message-content intent, so follow-ups in threads need a mention or a button: switch on Message Content Intent in the Developer Portal under Bot.',
      );
    }
    const guilds = (await rest.get(Routes.userGuilds())) as RESTAPIPartialCurrentUserGuild[];
    if (guilds.length === 0) {
      problems.push(`Muster is in no Discord server: open ${inviteLink(id)} and add it to one.`);
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
  return problems;
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
  const missing = NEEDED.filter(([, bit]) => (held & bit) === 0n).map(([name]) => name);
  return missing.length === 0
    ? null
    : `Muster lacks ${missing.join(', ')} in Discord's channel #${channel.name ?? id}: grant them to its role there.`;
}

/** docs.discord.com, permission overwrites: everyone's first, then those of roles together, then the member's own. */
function permissionsIn(
  guild: RESTAPIPartialCurrentUserGuild,
  overwrites: readonly APIOverwrite[],
  roles: readonly string[],
  me: string,
): bigint {
  const base = BigInt(guild.permissions);
  if (base & PermissionFlagsBits.Administrator) return -1n;
  const sum = (some: readonly APIOverwrite[], side: 'allow' | 'deny'): bigint =>
    some.reduce((bits, overwrite) => bits | BigInt(overwrite[side]), 0n);
  const steps = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && roles.includes(id)),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === me),
  ];
  return steps.reduce((bits, some) => (bits & ~sum(some, 'deny')) | sum(some, 'allow'), base);
}
