import {
  type APIInteraction,
  type APIMessage,
  Client,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  type GatewayInteractionCreateDispatchData,
  type GatewayMessageCreateDispatchData,
  type GatewayReadyDispatchData,
  Options,
  REST,
  type RESTPutAPIApplicationCommandsJSONBody,
  Status,
} from 'discord.js';
import type { Citation } from '../../answers/reply.ts';
import { type FaultLog, toFault } from '../../faults.ts';
import type { Inbox, Outbox, Threads } from '../../store/port.ts';
import { toDiscordCommands } from '../commands.ts';
import { openPostOffice } from '../outbox.ts';
import type { ChatBot, Desk, Download } from '../port.ts';
import { openAnswering } from './answering.ts';
import { openFiles } from './attachments.ts';
import { type Calls, isRefusal, openCalls } from './calls.ts';
import { catchUp } from './catching-up.ts';
import { type Handed, openHandingOver } from './handing-over.ts';
import { openInteractionHandler } from './interactions.ts';
import { openMessageHandler } from './messages.ts';
import { type DrawPicture, isPost, openCarrier } from './posting.ts';
import {
  hasMessageContentIntent,
  inviteLink,
  isPassing,
  OPEN_TO_ALL,
  registerCommands,
  SIGN_IN_WITHIN_MS,
  signIn,
  toSignInError,
} from './signing-in.ts';

export type DiscordLog = FaultLog & {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
};

export type DiscordOptions = {
  readonly token: string;
  /** Another address of the API, without `/v10`: a proxy or a test server. */
  readonly apiUrl?: string;
  readonly desk: Desk;
  readonly log: DiscordLog;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly threads: Pick<Threads, 'live' | 'turns'>;
  readonly outbox: Outbox;
  readonly inbox: Pick<Inbox, 'release'>;
  /** A page of the reading room; without it, sentences are shown by button. */
  readonly link?: (citation: Citation) => string;
  readonly drawPicture?: DrawPicture;
  /** Fetches what people attach; without it no files are read. */
  readonly download?: Download;
  /** Asks for the message-content intent whatever the portal says; by default only where it was granted. */
  readonly messageContent?: boolean;
  readonly commands?: RESTPutAPIApplicationCommandsJSONBody;
  readonly wait?: (ms: number) => Promise<void>;
};

const DEFAULT_API = 'https://discord.com/api';
/** Closing waits this long for what is in hand. */
const FINISH_WITHIN_MS = 25_000;
/** Of the events seen last; the inbox knows the rest. */
const SEEN_MAX = 10_000;

/**
 * Muster in Discord. Events are read as the gateway sends them, not as discord.js's structures: its
 * caches drop a message in a thread that they have not seen, as in one that was archived at the start.
 */
export function openDiscord(options: DiscordOptions): ChatBot {
  const { token, log, now, threads, outbox, inbox } = options;
  const open = openFiles(options.download ?? null, options.apiUrl);
  const desk: Desk = { ...options.desk, ask: (incoming) => options.desk.ask(incoming, open) };
  const api = options.apiUrl ?? DEFAULT_API;
  const wait = options.wait ?? ((ms) => new Promise((done) => setTimeout(done, ms)));
  const inHand = new Set<Promise<void>>();
  const seen = new Set<string>();
  const linesAbove = new Map<string, string>();
  let client: Client | null = null;
  let me = '';
  let isClosing = false;
  let onReady = (): void => {};

  /** Runs a job whose faults end here, and which closing waits for. */
  const take = (doing: string, job: () => Promise<void>): void => {
    const mine = (async () => {
      try {
        await job();
      } catch (thrown) {
        toFault(log, doing, thrown);
      }
    })().finally(() => inHand.delete(mine));
    inHand.add(mine);
  };

  const isNew = (id: string): boolean => {
    if (isClosing || seen.has(id)) return false;
    seen.add(id);
    const [oldest] = seen;
    if (seen.size > SEEN_MAX && oldest !== undefined) seen.delete(oldest);
    return true;
  };

  const callsOf = (rest: REST): Calls =>
    openCalls({
      rest,
      token,
      wait,
      onTokenRefused: () =>
        log.error({}, toSignInError(new Error('Authentication failed'), api).message),
    });

  const connect = async () => {
    const rest = new REST({ api }).setToken(token);
    const hearsThreads = options.messageContent ?? (await hasMessageContentIntent(callsOf(rest)));
    const made = makeClient(api, hearsThreads ? [GatewayIntentBits.MessageContent] : []);
    return { made, hearsThreads };
  };

  const attend = (made: Client, hearsThreads: boolean) => {
    const calls = callsOf(made.rest);
    const carrier = openCarrier({
      calls,
      draw: options.drawPicture ?? null,
      log,
      me: () => me,
      lineAbove: (key) => linesAbove.get(key) ?? null,
    });
    const office = openPostOffice({ outbox, platform: 'discord', carrier, now, wait });
    const link = options.link ?? null;
    const answering = openAnswering({ office, calls, log, link });
    const handingOver = openHandingOver({ outbox, now });
    const interactions = openInteractionHandler({
      calls,
      desk,
      outbox,
      answering,
      handingOver,
      log,
      link,
      draw: options.drawPicture ?? null,
      hearsThreads,
      linesAbove,
    });
    const messages = openMessageHandler({
      calls,
      desk,
      answering,
      handingOver,
      hearsThreads,
      channelOf: (id) => made.channels.cache.get(id) ?? null,
    });

    made.ws.on(
      GatewayDispatchEvents.InteractionCreate,
      (data: GatewayInteractionCreateDispatchData) => {
        // Of an interaction's many types, those that Muster makes are told apart by `type`.
        const interaction = data as APIInteraction;
        if (!isNew(interaction.id)) return;
        take('handling an interaction', () => interactions.handle(interaction));
      },
    );
    made.ws.on(GatewayDispatchEvents.MessageCreate, (message: GatewayMessageCreateDispatchData) => {
      if (!isNew(message.id)) return;
      const isDirect = message.guild_id === undefined;
      take('answering a message', async () => {
        try {
          await messages.handle(message as APIMessage, me, isDirect);
        } catch (thrown) {
          // The next reading back may try again what never reached the outbox.
          seen.delete(message.id);
          throw thrown;
        }
      });
    });
    made.ws.on(GatewayDispatchEvents.Ready, (data: GatewayReadyDispatchData) => {
      me = data.user.id;
      onReady();
    });
    made.on(Events.Error, (err) => log.error({ err }, 'The Discord client reported an error'));
    made.on(Events.ShardError, (err) => log.warn({ err }, 'The connection to Discord broke'));
    made.on(Events.ShardDisconnect, ({ code }) => {
      const words = CLOSED_FOR_GOOD.get(code);
      if (words) log.error({ code }, toSignInError(new Error(words), api).message);
    });

    /** Whoever took it in hand was stopped before it was done. */
    const askAgain: Desk['ask'] = async (incoming) => {
      await inbox.release(`discord:${incoming.event}`);
      return desk.ask(incoming);
    };
    const carryOut = async ({ question, isAlone }: Handed): Promise<void> => {
      if (!isAlone) return answering.answer(question, askAgain);
      try {
        await interactions.answerAlone(question, askAgain);
      } catch (thrown) {
        // Discord takes responses for 15 minutes; what was handed over is read all the same.
        if (!isRefusal(thrown)) throw thrown;
        log.warn({ err: thrown }, 'It came too late to say what became of what was handed over');
      }
    };

    const readBack = (): void =>
      take('reading back threads', async () => {
        await office.finish(
          ({ payload }) => isPost(payload),
          (key, thrown) => toFault(log, `finishing the post ${key}`, thrown),
        );
        await handingOver.finish(carryOut, (thrown) =>
          toFault(log, 'carrying out what was handed over', thrown),
        );
        await catchUp({
          calls,
          threads,
          outbox,
          inbox,
          now,
          log,
          messages,
          isNew,
          ask: desk.ask,
          me: () => me,
        });
      });
    return { calls, answering, readBack };
  };

  let running: ReturnType<typeof attend> | null = null;

  /** A new client each time: one that failed to sign in is of no use any more. Whether follow-ups are heard untagged. */
  const signInOnce = async (): Promise<boolean> => {
    const { made, hearsThreads } = await connect();
    client = made;
    running = attend(made, hearsThreads);
    await signIn(made, token);
    return hearsThreads;
  };

  /**
   * discord.js does not stop a connection that is about to be made again: signed out of in between, it
   * would come back and live on. So that one is waited for.
   */
  const signOut = async (): Promise<void> => {
    for (let left = RECONNECT_WITHIN_MS; left > 0; left -= RECONNECT_POLL_MS) {
      const isBetween =
        client?.isReady() && client.ws.shards.some(({ status }) => status === Status.Connecting);
      if (!isBetween) break;
      await new Promise((done) => setTimeout(done, RECONNECT_POLL_MS));
    }
    await client?.destroy();
  };

  /** Tries again what a passing failure may have stopped; throws a `PlainError` that says what to change. */
  const persist = async <T>(attempt: () => Promise<T>): Promise<T> => {
    const begun = now();
    for (const pause of [...SIGN_IN_RETRY_AFTER_MS, null]) {
      try {
        return await attempt();
      } catch (thrown) {
        const isLast = pause === null || now() - begun > SIGN_IN_WITHIN_MS;
        if (isLast || isClosing || !isPassing(thrown)) {
          isClosing = true;
          await signOut();
          throw toSignInError(thrown, api);
        }
        await wait(pause);
      }
    }
    return never();
  };

  return {
    platform: 'discord',

    async start() {
      isClosing = false;
      const hearsThreads = await persist(signInOnce);
      const { calls, readBack } = running ?? never();
      await persist(async () => {
        const { id, bot_public: isPublic } = await calls.application();
        if (await registerCommands(calls, id, options.commands ?? toDiscordCommands())) {
          log.info({}, 'Discord was told the commands, which had changed');
        }
        if (isPublic) log.warn({}, OPEN_TO_ALL);
        log.info({}, `Signed in to Discord. To add Muster to a server, open ${inviteLink(id)}`);
      });
      if (!hearsThreads) log.warn({}, WITHOUT_INTENT);
      onReady = readBack;
      readBack();
    },

    async post(channel, reply, key) {
      return (running ?? never()).answering.post(channel, reply, key);
    },

    async openDirect(user) {
      return (await (running ?? never()).calls.direct(user)).id;
    },

    async close() {
      isClosing = true;
      const late = new Promise<void>((done) => setTimeout(done, FINISH_WITHIN_MS).unref());
      while (inHand.size > 0) {
        const isLate = await Promise.race([
          Promise.all(inHand).then(() => false),
          late.then(() => true),
        ]);
        if (isLate) break;
      }
      await signOut();
    },
  };
}

const RECONNECT_WITHIN_MS = 3_000;
const RECONNECT_POLL_MS = 50;

const SIGN_IN_RETRY_AFTER_MS = [1_000, 4_000] as const;

const WITHOUT_INTENT =
  'Without the message-content intent Muster hears follow-ups in Discord threads only by mention or by the “Ask a follow-up” button. To take them untagged, switch on Message Content Intent in the Developer Portal under Bot, and start again.';

function never(): never {
  throw new Error('The Discord bot was used before it was started.');
}

/** Close codes after which discord.js does not come back. */
const CLOSED_FOR_GOOD: ReadonlyMap<number, string> = new Map([
  [4004, 'Authentication failed'],
  [4014, 'Used disallowed intents'],
]);

function makeClient(api: string, more: readonly GatewayIntentBits[]): Client {
  return new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      ...more,
    ],
    allowedMentions: { parse: [], repliedUser: false },
    rest: { api },
    // Nothing is read from these; what they would keep grows with the servers.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      PresenceManager: 0,
      ThreadMemberManager: 0,
      GuildMemberManager: {
        maxSize: 1,
        keepOverLimit: (member) => member.id === member.client.user.id,
      },
      UserManager: { maxSize: 1, keepOverLimit: (user) => user.id === user.client.user.id },
    }),
  });
}
