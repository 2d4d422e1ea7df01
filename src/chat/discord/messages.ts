import { type APIChannel, type APIMessage, ChannelType } from 'discord.js';
import { asksToAdd, readIntake } from '../intake.ts';
import { PostRefused } from '../outbox.ts';
import type { Answered, Desk, Incoming } from '../port.ts';
import { type Answering, keyOf, type Question } from './answering.ts';
import { readMessage, type Said } from './asking.ts';
import { type Calls, isRefusal } from './calls.ts';
import type { HandingOver } from './handing-over.ts';
import { nonceOf } from './posting.ts';

export type MessageHandler = {
  /** Answers a message if it is for Muster. `ask` stands in for the desk where an event is asked about again. */
  handle(
    message: APIMessage,
    me: string,
    isDirect: boolean,
    ask?: (incoming: Incoming) => Promise<Answered | null>,
  ): Promise<void>;
};

export type MessageHandlerOptions = {
  readonly calls: Calls;
  readonly desk: Desk;
  readonly answering: Answering;
  readonly handingOver: HandingOver;
  readonly hearsThreads: boolean;
  /** What the client knows of a channel without asking; null when nothing. */
  readonly channelOf: (id: string) => KnownChannel | null;
};

type KnownChannel = { readonly type: ChannelType; readonly parentId?: string | null };

/** Where a message stands: `parent` is the channel of a thread, null outside one. */
type Place = { readonly parent: string | null };

/** Channels that the client does not know are looked up once. */
const PLACES_MAX = 5_000;
/** A quick answer needs no waiting sign; Discord shows one for 10 s. */
const TYPING_AFTER_MS = 700;
const TYPING_EVERY_MS = 9_000;

export function openMessageHandler(options: MessageHandlerOptions): MessageHandler {
  const { calls, desk, answering, handingOver, hearsThreads, channelOf } = options;
  const places = new Map<string, Place>();

  const placeOf = async (id: string): Promise<Place> => {
    const known = channelOf(id);
    if (known) return { parent: isThread(known.type) ? (known.parentId ?? null) : null };
    const remembered = places.get(id);
    if (remembered) return remembered;
    const place = await lookUp(id);
    const [oldest] = places.keys();
    if (places.size >= PLACES_MAX && oldest !== undefined) places.delete(oldest);
    places.set(id, place);
    return place;
  };

  const lookUp = async (id: string): Promise<Place> => {
    try {
      return toPlace(await calls.channel(id));
    } catch (thrown) {
      // A channel that may not be seen has no answers of ours under it.
      if (isRefusal(thrown)) return { parent: null };
      throw thrown;
    }
  };

  const toQuestion = async (
    message: APIMessage,
    said: Said,
    isDirect: boolean,
  ): Promise<Question | null> => {
    const { id, channel_id: channel, author } = message;
    const isOfReplied = said.files.length === 0 && asksToAdd(said.text);
    const files = isOfReplied ? said.repliedFiles : said.files;
    const isWordless = said.text === '' && files.length > 0;
    // Files that are shown to others in a thread are none of ours.
    if (isWordless && !isDirect && !said.isToMe) return null;
    const text = isWordless ? '/add' : said.text;
    const make = (
      place: Pick<Incoming, 'channel' | 'thread'>,
      where: Pick<Question, 'replyTo' | 'root' | 'opensThread' | 'isHeard'>,
    ): Question => ({
      incoming: { platform: 'discord', event: id, user: author.id, text, files, ...place },
      channel,
      response: null,
      ...where,
    });
    if (isDirect) {
      return make(
        { channel, thread: channel },
        { replyTo: null, root: channel, opensThread: false, isHeard: true },
      );
    }
    const { parent } = await placeOf(channel);
    if (parent !== null && (await desk.isOurs('discord', parent, channel))) {
      return make(
        { channel: parent, thread: channel },
        { replyTo: null, root: channel, opensThread: false, isHeard: hearsThreads },
      );
    }
    if (!said.isToMe) return null;
    const { repliesTo } = said;
    if (repliesTo !== null && (await desk.isOurs('discord', channel, repliesTo))) {
      return make(
        { channel, thread: repliesTo },
        { replyTo: id, root: repliesTo, opensThread: false, isHeard: false },
      );
    }
    const opensThread = parent === null;
    return make(
      { channel, thread: null },
      { replyTo: id, root: null, opensThread, isHeard: opensThread && hearsThreads },
    );
  };

  const showTyping = (channel: string): (() => void) => {
    const show = (): void => {
      // A waiting sign is worth no fault.
      calls.showTyping(channel).catch(() => {});
    };
    let every: NodeJS.Timeout | undefined;
    const first = setTimeout(() => {
      show();
      every = setInterval(show, TYPING_EVERY_MS);
    }, TYPING_AFTER_MS);
    return () => {
      clearTimeout(first);
      clearInterval(every);
    };
  };

  /** Where an answer may not be posted, a plain word may be: without Embed Links, for one. */
  const tell = async ({ channel, incoming }: Question, words: string): Promise<void> => {
    try {
      await calls.post(channel, {
        content: words,
        allowed_mentions: { parse: [] },
        nonce: nonceOf(`${keyOf(incoming.event)}/refused`),
        enforce_nonce: true,
      });
    } catch (thrown) {
      // The refusal itself is logged by whoever asked.
      if (!isRefusal(thrown)) throw thrown;
    }
  };

  return {
    async handle(message, me, isDirect, ask = desk.ask) {
      const said = readMessage(message, me);
      if (said === null) return;
      const question = await toQuestion(message, said, isDirect);
      if (question === null) return;
      const stopTyping = showTyping(question.channel);
      const answer = (): Promise<void> => answering.answer(question, ask);
      try {
        if (readIntake(question.incoming) === null) await answer();
        else await handingOver.keep({ question, isAlone: false }, answer);
      } catch (thrown) {
        if (thrown instanceof PostRefused) await tell(question, thrown.message);
        throw thrown;
      } finally {
        stopTyping();
      }
    },
  };
}

function toPlace(channel: APIChannel): Place {
  if (!isThread(channel.type)) return { parent: null };
  return { parent: 'parent_id' in channel ? (channel.parent_id ?? null) : null };
}

export function isThread(type: ChannelType): boolean {
  return (
    type === ChannelType.PublicThread ||
    type === ChannelType.PrivateThread ||
    type === ChannelType.AnnouncementThread
  );
}
