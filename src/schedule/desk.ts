import { describeWeekdays } from '../answers/digest-options.ts';
import type { Reply } from '../answers/reply.ts';
import type { DigestCommand, DigestDesk, Incoming } from '../chat/port.ts';
import type { Outbox, Platform, Subscription, Subscriptions } from '../store/port.ts';
import { digestKey, FIXED_OWNER } from './digest-post.ts';
import { nextDue } from './due.ts';
import type { DigestsConfig } from './fixed.ts';
import { describeInstant } from './instants.ts';
import { type Making, placeOf } from './making.ts';

export type DigestDeskOptions = {
  readonly subscriptions: Subscriptions;
  readonly outbox: Pick<Outbox, 'find'>;
  readonly making: Making;
  readonly config: Pick<DigestsConfig, 'timeZone' | 'managers'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
};

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const;
/** What takes a place back from a subscription. */
const ANYWHERE: ReadonlySet<string> = new Set(['all', 'any', 'anywhere', 'everywhere', 'none']);

/** Carries out /digest: begins, changes and ends a channel's subscription, tells how it stands, previews it. */
export function openDigestDesk(options: DigestDeskOptions): DigestDesk {
  return {
    async carryOut(command, incoming) {
      const { subscriptions } = options;
      const standing = await subscriptions.find(idOf(incoming));
      switch (command.options.action) {
        case 'here':
          return whyNot(incoming, standing, options) ?? begin(command, incoming, standing, options);
        case 'off': {
          if (standing === null) return say('No digest comes to this channel.');
          const refused = whyNot(incoming, standing, options);
          if (refused) return refused;
          await subscriptions.remove(standing.id);
          return say(
            'No more digests come to this channel. What it was told is remembered: /digest here begins again without repeating it.',
          );
        }
        case 'preview':
          return preview(command, incoming, standing, options);
        default:
          return standing === null
            ? say('No digest comes to this channel. /digest here time:07:00 begins one.')
            : say(await describe(standing, options));
      }
    },
  };
}

function idOf({ platform, channel }: Incoming): string {
  return `${platform}:${channel}`;
}

/** What keeps somebody from changing a channel's digest; null for nothing. */
function whyNot(
  { platform, user, mayManage }: Incoming,
  standing: Subscription | null,
  { config }: DigestDeskOptions,
): Reply | null {
  const isListed =
    (platform === 'discord' || platform === 'slack') && config.managers[platform].includes(user);
  if (mayManage === undefined && !isListed) {
    return say(
      'Type /digest as a command, not in a message: only so can Muster see who may change the digest of a channel.',
    );
  }
  if (!mayManage && !isListed) return say(MAY_NOT[platform]);
  return standing?.owner === FIXED_OWNER
    ? say('The digest of this channel is fixed in config/digests.json. Change it there.')
    : null;
}

const MAY_NOT: Readonly<Record<Platform, string>> = {
  discord:
    'Only who may manage this server or this channel, or is named under managers in config/digests.json, may change its digest. /digest status shows how it stands.',
  slack:
    'Only an admin of this workspace, or who is named under managers in config/digests.json, may change the digest of a channel. /digest status shows how it stands.',
  web: 'A digest goes to a channel in Discord or Slack.',
  terminal: 'A digest goes to a channel in Discord or Slack.',
};

const CANNOT_POST: Readonly<Record<Platform, string>> = {
  discord:
    'Muster may not post here. Give it View Channel, Send Messages and Embed Links in this channel, then type that again.',
  slack: 'Muster is not in this channel. Type /invite @Muster, then that again.',
  web: 'A digest goes to a channel in Discord or Slack.',
  terminal: 'A digest goes to a channel in Discord or Slack.',
};

async function begin(
  { options: asked }: DigestCommand,
  incoming: Incoming,
  standing: Subscription | null,
  options: DigestDeskOptions,
): Promise<Reply> {
  const { subscriptions, making, config, now } = options;
  if (incoming.mayPost === false) return say(CANNOT_POST[incoming.platform]);
  const time = asked.time ?? standing?.time;
  if (time === undefined) {
    return say('/digest here needs a time: /digest here time:07:00 time-zone:Europe/Kyiv.');
  }
  const place = readPlace(asked.place, standing, making);
  if (place === undefined) {
    return say(
      `No place called “${asked.place}” is known. Name a town, a region or a country, as in place:Kursk.`,
    );
  }
  const subscription: Subscription = {
    id: idOf(incoming),
    platform: incoming.platform,
    channel: incoming.channel,
    time,
    weekdays: asked.weekdays?.split(',').map(Number) ?? standing?.weekdays ?? EVERY_DAY,
    timeZone: asked['time-zone'] ?? standing?.timeZone ?? config.timeZone,
    place,
    isQuiet: asked.quiet === undefined ? (standing?.isQuiet ?? false) : asked.quiet === 'yes',
    owner: incoming.user,
    isPaused: false,
    createdAt: now(),
  };
  await subscriptions.failures(subscription.id, 'reset');
  await subscriptions.put(subscription);
  const zoneless = asked['time-zone'] === undefined && standing === null;
  const hint = zoneless ? ' Add time-zone:Europe/Kyiv, or yours, for another clock.' : '';
  return say(`${await describe(subscription, options)}${hint}`);
}

/** Undefined for a place that is not known; null for no place in particular. */
function readPlace(
  asked: string | undefined,
  standing: Subscription | null,
  making: Making,
): string | null | undefined {
  if (asked === undefined) return standing?.place ?? null;
  return ANYWHERE.has(asked.toLowerCase()) ? null : making.findPlace(asked)?.name;
}

async function preview(
  { options: asked }: DigestCommand,
  incoming: Incoming,
  standing: Subscription | null,
  { subscriptions, making }: DigestDeskOptions,
): Promise<Reply> {
  if (incoming.mayManage === undefined) {
    return say('Type /digest preview as a command, so that only you see what it shows.');
  }
  const place = readPlace(asked.place, standing, making);
  if (place === undefined) return say(`No place called “${asked.place}” is known.`);
  const told = await subscriptions.told(idOf(incoming));
  const make = await making.begin();
  return (await make(new Set(told.keys()), placeOf(place, making))).reply;
}

/** How a subscription stands, in a few sentences. */
async function describe(
  subscription: Subscription,
  { outbox, subscriptions, now }: DigestDeskOptions,
): Promise<string> {
  const { id, time, weekdays, timeZone, place, isQuiet, isPaused } = subscription;
  const on = place === null ? '' : ` on ${place}`;
  const quiet = isQuiet ? ' On days with nothing new it stays silent.' : '';
  const plan = `A digest${on} comes to this channel ${describeWeekdays(weekdays)} at ${time} (${timeZone}).${quiet}`;
  const [day] = await subscriptions.servedDays(id, 1);
  const last = day === undefined ? null : await outbox.find(digestKey(id, day));
  const lastly = last === null ? '' : ` The last, of ${day}: ${inWords(last.status, last.reason)}`;
  if (isPaused) {
    return `${plan}${lastly} It is paused, for it could not be delivered; /digest here begins it again.`;
  }
  const next = nextDue(subscription, now());
  return `${plan}${next ? ` Next: ${describeInstant(next.at, timeZone)}.` : ''}${lastly}`;
}

function inWords(status: string, reason: string | null): string {
  const words = status === 'pending' ? 'not sent yet' : status;
  return reason === null ? `${words}.` : `${words} (${reason.replace(/\.$/u, '')}).`;
}

function say(words: string): Reply {
  return {
    blocks: [{ kind: 'notice', tone: 'info', parts: [{ kind: 'text', text: words }] }],
    abstained: false,
    summary: words.slice(0, 150),
  };
}
