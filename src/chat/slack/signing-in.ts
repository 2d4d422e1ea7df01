import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketModeReceiver, webApi } from '@slack/bolt';
import { PlainError } from '../../faults.ts';
import {
  type Calls,
  missingScope,
  type SlackLog,
  socketModeOff,
  toPlainError,
  type Wait,
} from './calls.ts';
import { BOT_SCOPES, LATER_SCOPES } from './scopes.ts';

export type Self = {
  readonly user: string;
  readonly bot: string;
  /** What people call it, and the workspace. */
  readonly name: string;
  readonly team: string;
  /** What keeps some of its work from it, in one sentence; null when nothing does. */
  readonly lacks: string | null;
};

/** Checks the bot's token and that it was granted every scope it cannot do without; throws a `PlainError` that says what to change. */
export async function signIn(calls: Calls): Promise<Self> {
  const variable = 'SLACK_BOT_TOKEN';
  let who: webApi.AuthTestResponse;
  try {
    who = await calls.repeat((client) => client.auth.test());
  } catch (thrown) {
    throw toPlainError(thrown, variable);
  }
  if (!who.user_id || !who.bot_id) {
    throw new PlainError(
      `${variable} is no bot's token. Copy the "Bot User OAuth Token", which begins with xoxb-, from your app's page at api.slack.com/apps.`,
    );
  }
  const granted = who.response_metadata?.scopes ?? [];
  const missing = BOT_SCOPES.filter((scope) => !granted.includes(scope));
  if (missing.some((scope) => !LATER_SCOPES.has(scope)))
    throw missingScope(variable, missing.join(', '));
  const lacks = missing.length > 0 ? missingScope(variable, missing.join(', ')).message : null;
  const { user_id: user, bot_id: bot, user: name = user, team = who.team_id ?? '' } = who;
  return { user, bot, name, team, lacks };
}

export type Connection = {
  /** Resolves with the first connection; throws a `PlainError` when there is none to be had. */
  open(): Promise<void>;
  close(): Promise<void>;
};

const FIRST_PAUSE_MS = 1_000;
const LAST_PAUSE_MS = 30_000;
const STEADY_MS = 10_000;
/** docs.slack.dev/apis/events-api/using-socket-mode: a socket begins with a hello. */
const HELLO_MS = 20_000;
/** The close handshake of a peer that is gone is not waited for. */
const GOODBYE_MS = 2_000;

/**
 * Keeps one socket open. The client's own reconnecting waits five seconds each time and lets a
 * refused reconnection end the process as an unhandled rejection; this one comes back at once.
 */
export function openConnection(
  receiver: SocketModeReceiver,
  options: {
    readonly wait: Wait;
    readonly log: SlackLog;
    /** Called after each connection, the first one too. */
    readonly onConnected: () => void;
  },
): Connection {
  const { client } = receiver;
  const { wait, log, onConnected } = options;
  let isClosing = false;
  let isOffForGood = false;
  client.on('ws_message', (data: unknown) => {
    // Slack says so on the socket when Socket Mode is switched off.
    if (typeof data === 'string' && data.includes('"link_disabled"')) isOffForGood = true;
  });

  /** The promise that is kept once this connection has ended, in an object so that it is not awaited with it. */
  const connect = async (): Promise<{ gone: Promise<unknown> }> => {
    const gone = new Promise((resolve) => client.once('disconnected', resolve));
    const started = client.start();
    const timer = new AbortController();
    const late = sleep(HELLO_MS, 'late', { signal: timer.signal });
    late.catch(() => {});
    if ((await Promise.race([started, late])) === 'late') {
      started.catch(() => {});
      void client.disconnect();
      throw new Error(`Slack’s socket said nothing in ${HELLO_MS} ms.`);
    }
    timer.abort();
    return { gone };
  };

  const keep = async (first: { gone: Promise<unknown> }): Promise<void> => {
    let connection = first;
    let pause = 0;
    for (;;) {
      const since = performance.now();
      await connection.gone;
      if (isClosing) return;
      // A socket that ends as soon as it is open is not asked for again at once.
      const isSteady = performance.now() - since > STEADY_MS;
      pause = isSteady ? 0 : Math.min(Math.max(pause * 2, FIRST_PAUSE_MS), LAST_PAUSE_MS);
      if (isOffForGood) log.error({}, socketModeOff().message);
      isOffForGood = false;
      for (let isBack = false; !isBack; ) {
        await wait(pause);
        if (isClosing) return;
        try {
          connection = await connect();
          isBack = true;
        } catch (thrown) {
          pause = Math.min(Math.max(pause * 2, FIRST_PAUSE_MS), LAST_PAUSE_MS);
          log.warn({ err: thrown }, `Slack’s socket could not be opened; next try in ${pause} ms`);
        }
      }
      onConnected();
    }
  };

  return {
    async open() {
      let first: { gone: Promise<unknown> };
      try {
        first = await connect();
      } catch (thrown) {
        throw isOffForGood ? socketModeOff() : toPlainError(thrown, 'SLACK_APP_TOKEN');
      }
      onConnected();
      keep(first).catch((thrown: unknown) => log.error({ err: thrown }, 'Slack’s socket was lost'));
    },
    async close() {
      isClosing = true;
      await Promise.race([client.disconnect(), sleep(GOODBYE_MS)]);
    },
  };
}
