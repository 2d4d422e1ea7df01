import type { Logger } from '@slack/bolt';
import { webApi } from '@slack/bolt';
import { PlainError } from '../../faults.ts';

/** Where the bot writes what it does; pino's logger fits. */
export type SlackLog = {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  info(fields: object, message: string): void;
};

export type Wait = (ms: number) => Promise<void>;

export type CallOptions = {
  readonly botToken: string;
  /** Another Web API than slack.com's: GovSlack, a proxy, a test server. Ends in `/api/`. */
  readonly apiUrl: string | undefined;
  readonly callTimeoutMs: number;
  readonly wait: Wait;
  readonly log: SlackLog;
};

/**
 * The Web API without the client's own retries (ten in thirty minutes, with no time-out): what is
 * harmless to repeat goes through `repeat`, posts through the outbox.
 */
export type Calls = {
  readonly client: webApi.WebClient;
  /** Carries out a call that may be made twice; waits as long as Slack says, tries a few times after a fault of the line. */
  repeat<T>(call: (client: webApi.WebClient) => Promise<T>): Promise<T>;
};

const ATTEMPTS = 5;
/** A response_url takes five messages in all. */
const RESPOND_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 300;

export function clientOptions({
  apiUrl,
  callTimeoutMs,
  log,
}: Pick<CallOptions, 'apiUrl' | 'callTimeoutMs' | 'log'>): webApi.WebClientOptions {
  return {
    timeout: callTimeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: toBoltLogger(log),
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
  };
}

export function openCalls(options: CallOptions): Calls {
  const client = new webApi.WebClient(options.botToken, clientOptions(options));
  return {
    client,
    async repeat(call) {
      let pause = FIRST_PAUSE_MS;
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await call(client);
        } catch (thrown) {
          const limited = rateLimitMs(thrown);
          if (limited === null && refusal(thrown) !== null) throw thrown;
          if (attempt >= ATTEMPTS) throw thrown;
          await options.wait(limited ?? pause);
          pause *= 2;
        }
      }
    },
  };
}

export type RespondOptions = Pick<CallOptions, 'callTimeoutMs' | 'wait'>;

class ResponseRefused extends Error {
  override readonly name = 'ResponseRefused';
}

function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}

/** Sends something to a response_url; throws when Slack does not take it. */
export async function respond(
  url: string,
  body: object,
  { callTimeoutMs, wait }: RespondOptions,
): Promise<void> {
  let pause = FIRST_PAUSE_MS;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(callTimeoutMs),
      });
      await response.body?.cancel();
      if (response.ok) return;
      throw new ResponseRefused(`Slack answered a response_url with ${response.status}.`, {
        cause: response.status,
      });
    } catch (thrown) {
      const isFinal = thrown instanceof ResponseRefused && !isPassing(Number(thrown.cause));
      if (isFinal || attempt >= RESPOND_ATTEMPTS) throw thrown;
      await wait(pause);
      pause *= 2;
    }
  }
}

/** How long Slack asks to wait, in milliseconds; null when it asks nothing of the kind. */
export function rateLimitMs(thrown: unknown): number | null {
  if (thrown instanceof webApi.WebAPIRateLimitedError) return thrown.retryAfter * 1_000;
  return platformError(thrown) === 'ratelimited' ? 1_000 : null;
}

/** Refusals after which a call may have been carried out all the same. */
const UNCLEAR: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
]);

/** Slack's word for why it did not carry out a call; null when it is not clear whether it did. */
export function refusal(thrown: unknown): string | null {
  const error = platformError(thrown);
  // The client takes a body that is no JSON, such as a proxy's page, for the name of an error.
  return error === null || UNCLEAR.has(error) || !/^[a-z_]{1,64}$/u.test(error) ? null : error;
}

function platformError(thrown: unknown): string | null {
  return thrown instanceof webApi.WebAPIPlatformError ? thrown.data.error : null;
}

/** What a refusal to sign in means, in one sentence for the person who can mend it. */
export function toPlainError(thrown: unknown, variable: string): Error {
  const error = refusal(thrown);
  switch (error) {
    case 'invalid_auth':
    case 'not_authed':
    case 'account_inactive':
    case 'token_revoked':
    case 'token_expired':
    case 'not_allowed_token_type':
      return new PlainError(
        `Slack refuses ${variable} (${error}). Copy the token again from your app's page at api.slack.com/apps.`,
        { cause: thrown },
      );
    case 'missing_scope': {
      const needed = thrown instanceof webApi.WebAPIPlatformError ? neededScope(thrown) : '';
      return missingScope(variable, needed || 'a scope');
    }
    case 'socket_mode_not_enabled':
    case 'not_enabled':
      return socketModeOff();
    case null:
      return new PlainError(
        `Slack cannot be reached to check ${variable}. See that this machine reaches slack.com, or the address in SLACK_API_URL.`,
        { cause: thrown },
      );
    default:
      return new PlainError(
        `Slack refuses to sign Muster in with ${variable} (${error}). Look that word up at docs.slack.dev and mend the app's settings.`,
        { cause: thrown },
      );
  }
}

export function missingScope(variable: string, scopes: string): PlainError {
  return new PlainError(
    `${variable} lacks ${scopes}. Add it under "OAuth & Permissions" at api.slack.com/apps, or take config/slack-manifest.json as the app's manifest, and install the app again.`,
  );
}

export function socketModeOff(): PlainError {
  return new PlainError(
    'Socket Mode is off for this Slack app. Turn it on under "Socket Mode" at api.slack.com/apps, or set SLACK_SIGNING_SECRET to take requests over HTTP.',
  );
}

function neededScope({ data }: webApi.WebAPIPlatformError): string {
  return 'needed' in data && typeof data.needed === 'string' ? data.needed : '';
}

/** Bolt's own lines: its warnings and errors go to the log, the rest nowhere, for it holds what people write. */
export function toBoltLogger(log: SlackLog): Logger {
  const silent = (): void => {};
  const level = 'warn' as ReturnType<Logger['getLevel']>;
  return {
    debug: silent,
    info: silent,
    warn: (...words) => log.warn({}, `slack: ${words.map(String).join(' ')}`),
    error: (...words) => log.warn({}, `slack: ${words.map(String).join(' ')}`),
    setLevel: silent,
    getLevel: () => level,
    setName: silent,
  };
}
