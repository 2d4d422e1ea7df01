import { z } from 'zod';
import { readTime, readTimeZone, readWeekdays } from '../answers/digest-options.ts';
import type { Subscription, Subscriptions } from '../store/port.ts';
import { FIXED_OWNER } from './digest-post.ts';

const member = z.string().min(1, 'name a member by its id');

/** Reads a word as the chat command does, so that both take the same spellings. */
function word<Value>(read: (text: string) => Value | null, problem: string) {
  return z.string().transform((text, context): Value => {
    const value = read(text);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: `“${text}” ${problem}` });
    return z.NEVER;
  });
}

const ChannelSchema = z.strictObject({
  platform: z.enum(['discord', 'slack']),
  /** The channel's own id: C0123ABCD in Slack, a long number in Discord. */
  channel: z.string().min(1, 'name the channel by its id'),
  time: word(readTime, 'is no time of day: write it as 07:00'),
  weekdays: word(readWeekdays, 'names no weekdays: write them as mon-fri').default([
    1, 2, 3, 4, 5, 6, 7,
  ]),
  timeZone: word(readTimeZone, 'is no time zone: write it as Europe/Kyiv').optional(),
  place: z.string().min(1).nullable().default(null),
  quiet: z.boolean().default(false),
});

export const DigestsSchema = z.strictObject({
  /** Where a digest goes without anybody's command. */
  channels: z.array(ChannelSchema).superRefine((channels, context) => {
    const ids = channels.map(({ platform, channel }) => `${platform}:${channel}`);
    const twice = ids.findIndex((id, index) => ids.indexOf(id) < index);
    if (twice < 0) return;
    const message = `${ids[twice]} stands twice: a channel has one digest`;
    context.addIssue({ code: 'custom', path: [twice], message });
  }),
  /** The clock of digests that name none. */
  timeZone: word(readTimeZone, 'is no time zone: write it as Europe/Kyiv'),
  /** Who may change a channel's digest beside those who manage the server or workspace, by their ids. */
  managers: z.strictObject({ discord: z.array(member), slack: z.array(member) }),
});
export type DigestsConfig = z.infer<typeof DigestsSchema>;

/** Makes the store's subscriptions of config be those that config names; what was paused is tried again. */
export async function keepFixed(
  { channels, timeZone }: DigestsConfig,
  subscriptions: Subscriptions,
  now: number,
): Promise<void> {
  const wanted = new Map(
    channels.map((channel) => [`${channel.platform}:${channel.channel}`, channel]),
  );
  for (const { id, owner } of await subscriptions.list()) {
    if (owner === FIXED_OWNER && !wanted.has(id)) await subscriptions.remove(id);
  }
  for (const [id, { quiet, ...channel }] of wanted) {
    const before = await subscriptions.find(id);
    const subscription: Subscription = {
      ...channel,
      id,
      timeZone: channel.timeZone ?? timeZone,
      isQuiet: quiet,
      owner: FIXED_OWNER,
      isPaused: false,
      createdAt: before?.owner === FIXED_OWNER ? before.createdAt : now,
    };
    if (before?.isPaused) await subscriptions.failures(id, 'reset');
    await subscriptions.put(subscription);
  }
}
