import { setTimeout as sleep } from 'node:timers/promises';
import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { COMMANDS } from '../../answers/commands.ts';
import type { Citation, PictureSpec, Reply } from '../../answers/reply.ts';
import { PlainError, toFault } from '../../faults.ts';
import type { Inbox, Outbox, Threads } from '../../store/port.ts';
import type { ChatBot, Desk, Download } from '../port.ts';
import { type Asking, openAsking } from './asking.ts';
import { openFiles } from './attachments.ts';
import {
  type Calls,
  clientOptions,
  openCalls,
  type SlackLog,
  toBoltLogger,
  type Wait,
} from './calls.ts';
import { openCatchingUp } from './catching-up.ts';
import { listenTo } from './handlers.ts';
import { openListening } from './listening.ts';
import { openPosting, type Posting } from './posting.ts';
import { type Connection, openConnection, signIn } from './signing-in.ts';

export type SlackOptions = {
  readonly botToken: string;
  /** Socket Mode, which needs no address, or signed requests to `/slack/events`. */
  readonly via:
    | { readonly kind: 'socket'; readonly appToken: string }
    | {
        readonly kind: 'http';
        readonly signingSecret: string;
        readonly host: string;
        readonly port: number;
      };
  readonly apiUrl?: string;
  readonly desk: Desk;
  readonly threads: Threads;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  /** What the App Home shows: what is loaded and how to ask. */
  readonly home: () => Promise<Reply>;
  /** Where a citation is shown in its article; without it, buttons show the sentence in Slack. */
  readonly linkTo?: (citation: Citation) => string;
  readonly drawPicture?: (spec: PictureSpec) => Promise<Uint8Array>;
  /** Fetches what people attach; without it no files are read. */
  readonly download?: Download;
  readonly log: SlackLog;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly wait?: Wait;
  readonly callTimeoutMs?: number;
  readonly paceMs?: number;
  readonly doublesAfterMs?: number;
  readonly signAfterMs?: number;
};

const CALL_TIMEOUT_MS = 10_000;
/** docs.slack.dev/apis/web-api/rate-limits: "about one message per second per channel". */
const PACE_MS = 1_000;
/** Longer than a proxy on the way is likely to hold a call that was given up. */
const DOUBLES_AFTER_MS = 15_000;
const SIGN_AFTER_MS = 1_500;
/** How often posts are looked for that did not go out at once. */
const FINISH_EVERY_MS = 60_000;

export function openSlack(options: SlackOptions): ChatBot {
  const { threads, inbox, outbox, log, via } = options;
  const now = options.now ?? Date.now;
  const wait = options.wait ?? ((ms: number) => sleep(ms));
  const linkTo = options.linkTo ?? null;
  const callTimeoutMs = options.callTimeoutMs ?? CALL_TIMEOUT_MS;
  const callOptions = {
    botToken: options.botToken,
    apiUrl: options.apiUrl,
    callTimeoutMs,
    wait,
    log,
  };
  const calls: Calls = openCalls(callOptions);
  const open = openFiles({ ...callOptions, calls, download: options.download ?? null });
  const desk: Desk = { ...options.desk, ask: (incoming) => options.desk.ask(incoming, open) };
  const inHand = new Set<Promise<unknown>>();
  const track = async <T>(job: Promise<T>): Promise<T> => {
    inHand.add(job);
    try {
      return await job;
    } finally {
      inHand.delete(job);
    }
  };
  let running: {
    asking: Asking;
    goOn: Posting['goOn'];
    stop: () => Promise<void>;
  } | null = null;

  const start = async (): Promise<void> => {
    const self = await signIn(calls);
    if (self.lacks !== null) log.warn({}, self.lacks);
    const posting = openPosting({
      ...{ outbox, calls, now, wait, botUser: self.user },
      paceMs: options.paceMs ?? PACE_MS,
      doublesAfterMs: options.doublesAfterMs ?? DOUBLES_AFTER_MS,
      onFault: (key, thrown) =>
        log.error({ err: thrown, key }, 'a post in Slack could not be finished'),
    });
    const asking = openAsking({
      ...{ desk, inbox, posting, calls, log, linkTo, now, respondOptions: callOptions },
      drawPicture: options.drawPicture ?? null,
      signAfterMs: options.signAfterMs ?? SIGN_AFTER_MS,
    });
    const listening = openListening({ desk, threads, calls, self, now });
    const catchingUp = openCatchingUp({
      threads,
      posting,
      asking,
      listening,
      calls,
      self,
      now,
      log,
    });
    const receiver = openReceiver(options, callTimeoutMs);
    const app = new App({
      ...{ token: options.botToken, botId: self.bot, botUserId: self.user, receiver },
      ...{ convoStore: false, tokenVerificationEnabled: false, logger: toBoltLogger(log) },
      clientOptions: clientOptions(callOptions),
    });
    listenTo(app, {
      ...{ desk, inbox, asking, listening, calls, self, now, log, track, linkTo },
      respondOptions: callOptions,
      home: options.home,
      commands: COMMANDS.map(({ name }) => `/${name}`),
    });
    const onConnected = (): void => void track(catchingUp.run());
    const connection =
      receiver instanceof SocketModeReceiver
        ? openConnection(receiver, { wait, log, onConnected })
        : listenOverHttp(receiver, via, onConnected);
    await connection.open();
    const finish = async (): Promise<void> => {
      try {
        await track(posting.finish(asking.answerAgain));
      } catch (thrown) {
        toFault(log, 'finishing posts in Slack', thrown);
      }
    };
    const finishing = setInterval(() => void finish(), FINISH_EVERY_MS);
    finishing.unref();
    running = {
      asking,
      goOn: posting.goOn,
      async stop() {
        clearInterval(finishing);
        catchingUp.stop();
        await connection.close();
      },
    };
  };

  return {
    platform: 'slack',
    start,
    async post(channel, reply, key) {
      if (running === null) throw new Error('Slack is not signed in.');
      const row = await outbox.find(key);
      if (row?.postId) {
        await track(running.goOn(key));
        return row.postId;
      }
      const answer = { key, channel, thread: null, user: null, reply, asked: null };
      return track(running.asking.post(answer));
    },
    async openDirect(user) {
      const { channel } = await calls.repeat((client) =>
        client.conversations.open({ users: user }),
      );
      if (!channel?.id) throw new Error(`Slack opened no direct channel with ${user}.`);
      return channel.id;
    },
    async close() {
      await running?.stop();
      while (inHand.size > 0) await Promise.allSettled(inHand);
      running = null;
    },
  };
}

function openReceiver(
  options: SlackOptions,
  callTimeoutMs: number,
): SocketModeReceiver | HTTPReceiver {
  const { via, log, apiUrl } = options;
  const logger = toBoltLogger(log);
  if (via.kind === 'http') return new HTTPReceiver({ signingSecret: via.signingSecret, logger });
  return new SocketModeReceiver({
    appToken: via.appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: clientOptions({ apiUrl, callTimeoutMs, log }) },
  });
}

function listenOverHttp(
  receiver: HTTPReceiver,
  via: SlackOptions['via'],
  onConnected: () => void,
): Connection {
  return {
    async open() {
      if (via.kind !== 'http') return;
      try {
        await receiver.start({ host: via.host, port: via.port });
      } catch (cause) {
        throw new PlainError(
          `Slack's requests cannot be taken on ${via.host}:${via.port}. Choose another SLACK_PORT.`,
          { cause },
        );
      }
      onConnected();
    },
    close: () => receiver.stop(),
  };
}
