import type { Citation, Reply } from '../../answers/reply.ts';
import { type FaultLog, toFault } from '../../faults.ts';
import { type PostOffice, PostRefused } from '../outbox.ts';
import type { Answered, Incoming } from '../port.ts';
import { type Calls, isRefusal } from './calls.ts';
import { toPlain } from './escape.ts';
import { type Post, toKeep } from './posting.ts';
import { renderDiscord } from './render.ts';

/** A question with the place that its answer goes to. */
export type Question = {
  readonly incoming: Incoming;
  /** The channel or thread that the answer is posted in. */
  readonly channel: string;
  /** The deferred response that the answer replaces; null when it is a message of its own. */
  readonly response: Post['response'];
  readonly replyTo: string | null;
  /** The message, thread or direct conversation that the answer belongs under; null when it begins one. */
  readonly root: string | null;
  /** Whether a thread may be opened under the answer. */
  readonly opensThread: boolean;
  /** Whether what is written after the answer will be heard without a mention. */
  readonly isHeard: boolean;
};

export type Answering = {
  /** Answers once, opens the thread and remembers it. Throws a `PostRefused` when the answer cannot be posted. */
  answer(question: Question, ask: (incoming: Incoming) => Promise<Answered | null>): Promise<void>;
  /** Posts a reply that nobody asked for; returns its first message's id. */
  post(channel: string, reply: Reply, key: string): Promise<string>;
};

export type AnsweringOptions = {
  readonly office: PostOffice;
  readonly calls: Calls;
  readonly log: FaultLog;
  readonly link: ((citation: Citation) => string) | null;
};

/** The key of an answer's first message in the outbox. */
export function keyOf(event: string): string {
  return `discord:${event}`;
}

export function openAnswering({ office, calls, log, link }: AnsweringOptions): Answering {
  const inOrder = openQueues();

  const postParts = async (
    reply: Reply,
    key: string,
    first: Pick<Question, 'channel' | 'response' | 'replyTo' | 'isHeard'> & {
      root: string | null;
      /** Whose question it answers; null for a digest. */
      user: string | null;
    },
    afterFirst: (id: string) => Promise<string>,
  ): Promise<string> => {
    const messages = renderDiscord(reply, {
      key,
      root: first.root,
      hearsThreads: first.isHeard,
      link,
    });
    let channel = first.channel;
    let firstId = '';
    for (const [index, message] of messages.entries()) {
      const payload: Post = {
        kind: 'discord-post',
        message,
        response: index === 0 ? first.response : null,
        replyTo: index === 0 ? first.replyTo : null,
        ...toKeep(reply),
      };
      const id = await office.post({
        key: index === 0 ? key : `${key}/${index + 1}`,
        platform: 'discord',
        channel,
        thread: null,
        payload,
        ...(first.user !== null && { user: first.user }),
      });
      if (index > 0) continue;
      firstId = id;
      channel = await afterFirst(id);
    }
    return firstId;
  };

  /** Null where none can be opened: no right, too many, or a place that has none. The answer stands without. */
  const openThread = async (
    channel: string,
    message: string,
    reply: Reply,
  ): Promise<string | null> => {
    try {
      await calls.openThread(channel, message, toPlain(reply.summary) || 'Muster');
      return message;
    } catch (thrown) {
      if (!isRefusal(thrown)) toFault(log, 'opening a thread', thrown);
      return null;
    }
  };

  return {
    answer: (question, ask) =>
      inOrder(question.root, async () => {
        const answered = await ask(question.incoming);
        if (answered === null) return;
        const { channel, root, incoming } = question;
        // What concerns the asker alone begins no conversation.
        const opensThread = question.opensThread && !answered.isAside;
        const isHeard = question.isHeard || answered.isAside;
        // A thread shows by itself what belongs together; elsewhere buttons carry the root.
        const carried = root === channel ? null : root;
        let isPosted = false;
        try {
          await postParts(
            answered.reply,
            keyOf(incoming.event),
            { ...question, isHeard, root: carried, user: incoming.user },
            async (id) => {
              isPosted = true;
              const thread = opensThread ? await openThread(channel, id, answered.reply) : null;
              await answered.record(root ?? id);
              return thread ?? channel;
            },
          );
        } catch (thrown) {
          if (thrown instanceof PostRefused && !isPosted) await answered.release();
          throw thrown;
        }
      }),

    post: (channel, reply, key) =>
      postParts(
        reply,
        key,
        { channel, response: null, replyTo: null, root: null, isHeard: false, user: null },
        async () => channel,
      ),
  };
}

/** Answers of one conversation come in the order of its questions. */
function openQueues(): (key: string | null, job: () => Promise<void>) => Promise<void> {
  const tails = new Map<string, Promise<void>>();
  return async (key, job) => {
    if (key === null) return job();
    const before = tails.get(key) ?? Promise.resolve();
    const mine = before.then(job, job);
    tails.set(key, mine);
    try {
      await mine;
    } finally {
      if (tails.get(key) === mine) tails.delete(key);
    }
  };
}
