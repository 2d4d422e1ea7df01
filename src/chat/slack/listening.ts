import type { Threads } from '../../store/port.ts';
import { threadId } from '../desk.ts';
import { asksToAdd } from '../intake.ts';
import type { Desk, Incoming } from '../port.ts';
import { type Asked, DIRECT, type Sign } from './asking.ts';
import { type SlackFile, toFile } from './attachments.ts';
import { type Calls, refusal } from './calls.ts';
import { clean, clip, readText } from './plain.ts';
import type { Self } from './signing-in.ts';

/** A message as an event or a read-back tells it. */
export type Said = {
  readonly channel: string;
  readonly ts: string;
  readonly user?: string | undefined;
  readonly bot_id?: string | undefined;
  readonly subtype?: string | undefined;
  readonly text?: string | undefined;
  readonly thread_ts?: string | undefined;
  readonly files?: readonly SlackFile[] | undefined;
  /** Who began the thread; Slack tells it with replies. */
  readonly parent_user_id?: string | undefined;
};

export type Listening = {
  /** The question in a message; null when it is none of ours: a bot's, an edit, a thread of others. */
  toQuestion(said: Said): Promise<Asked | null>;
  /** The thread that a button under a message, or a shortcut on it, goes on with. */
  threadFor(place: {
    readonly channel: string;
    readonly ts: string;
    readonly thread_ts?: string | undefined;
    readonly isOurs: boolean;
  }): Promise<{ readonly incoming: string | null; readonly post: string | null }>;
  /** A sign under a message. */
  sign(channel: string, ts: string): Sign;
};

export type ListeningOptions = {
  readonly desk: Desk;
  readonly threads: Threads;
  readonly calls: Calls;
  readonly self: Self;
  readonly now: () => number;
};

/** What is typed into Slack and is still a question; the rest of a longer text is left out. */
const QUESTION_MAX_CHARS = 2_000;
const WAITING_SIGN = 'hourglass_flowing_sand';
/** docs.slack.dev/reference/events/message: subtypes that are somebody's own new words. */
const OWN_WORDS: ReadonlySet<string> = new Set(['file_share', 'thread_broadcast', 'me_message']);
/** A direct channel is never closed: after this long its next message begins anew. */
const DIRECT_PAUSE_MS = 12 * 3_600_000;

/** The thread that mentions in others' threads carry on; what is said there untagged is not for us. */
function mentionThread(ts: string): string {
  return `mention:${ts}`;
}

export function openListening(options: ListeningOptions): Listening {
  const { desk, threads, calls, self, now } = options;

  const directThread = async (channel: string): Promise<string | null> => {
    const thread = await threads.find(threadId('slack', channel, DIRECT));
    return thread !== null && now() - thread.usedAt < DIRECT_PAUSE_MS ? DIRECT : null;
  };

  const sign: Listening['sign'] = (channel, timestamp) => {
    const reaction = { channel, timestamp, name: WAITING_SIGN };
    return {
      show: () => calls.repeat((client) => client.reactions.add(reaction)),
      takeAway: () => calls.repeat((client) => client.reactions.remove(reaction)),
    };
  };

  /** The files of the message that a thread hangs under; none where it cannot be read. */
  const filesOf = async (channel: string, root: string): Promise<readonly SlackFile[]> => {
    try {
      const { messages = [] } = await calls.repeat((client) =>
        client.conversations.replies({ channel, ts: root, limit: 1 }),
      );
      return messages.find(({ ts }) => ts === root)?.files ?? [];
    } catch (thrown) {
      if (refusal(thrown) === null) throw thrown;
      return [];
    }
  };

  return {
    sign,

    async toQuestion(said) {
      const { channel, ts, user, thread_ts: thread } = said;
      if (!user || user === self.user || said.bot_id) return null;
      if (said.subtype !== undefined && !OWN_WORDS.has(said.subtype)) return null;
      const isMention = (said.text ?? '').includes(`<@${self.user}>`);
      const isDirect = channel.startsWith('D');
      const isReply = thread !== undefined && thread !== ts;
      if (!isDirect && !isMention && !isReply) return null;
      const isOurs =
        isReply &&
        !isDirect &&
        (said.parent_user_id === self.user || (await desk.isOurs('slack', channel, thread)));
      if (!isDirect && !isMention && !isOurs) return null;

      const incoming = isDirect
        ? await directThread(channel)
        : isReply
          ? isOurs
            ? thread
            : mentionThread(thread)
          : null;
      const words = readText(said.text ?? '', self.user);
      const isOfRoot = isMention && isReply && !said.files?.length && asksToAdd(words);
      const shared = isOfRoot ? await filesOf(channel, thread) : (said.files ?? []);
      const files = shared.map(toFile);
      const isWordless = files.length > 0 && words === '';
      // Files that are shown to others in a thread are none of ours.
      if (isWordless && !isDirect && !isMention) return null;
      const question = isWordless ? '/add' : toQuestionText(said.text ?? '', self.user);
      return {
        incoming: toIncoming({
          // The same in `message`, in `app_mention`, in a repeat of either, and read back.
          event: `${channel}:${ts}`,
          user,
          channel,
          thread: incoming,
          text: question,
          ...(files.length > 0 && { files }),
        }),
        thread: isReply ? thread : isDirect ? null : ts,
        echo: null,
        responseUrl: null,
      };
    },

    async threadFor({ channel, ts, thread_ts: thread, isOurs }) {
      const root = thread ?? ts;
      if (channel.startsWith('D')) {
        return { incoming: await directThread(channel), post: thread ?? null };
      }
      const isRoot = root === ts;
      if ((isOurs && isRoot) || (await desk.isOurs('slack', channel, root))) {
        return { incoming: root, post: root };
      }
      // Others talk here already, with or without an answer of ours among them.
      if (thread !== undefined) return { incoming: mentionThread(root), post: root };
      return { incoming: null, post: root };
    },
  };
}

/** The words of a message as a question; a bare mention asks for help. */
export function toQuestionText(text: string, botUser: string): string {
  return clip(clean(readText(text, botUser)), QUESTION_MAX_CHARS) || '/help';
}

export function toIncoming(fields: Omit<Incoming, 'platform'>): Incoming {
  return { platform: 'slack', ...fields };
}
