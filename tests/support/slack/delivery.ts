import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';

/** How Slack hands something over: over a socket the app holds open, or signed to its address. */
export type Kind = 'events_api' | 'slash_commands' | 'interactive';

export type Delivered = {
  /** True when the app acknowledged one attempt in time. */
  readonly isAcked: boolean;
  readonly attempts: number;
  /** What the acknowledgement said. */
  readonly answer: unknown;
};

/** How often, from 0 to 1, an attempt is lost, comes twice, or comes up to `delayMs` late. */
export type Weather = {
  readonly drop: number;
  readonly repeat: number;
  readonly delay: number;
  readonly delayMs: number;
};

export const CALM: Weather = { drop: 0, repeat: 0, delay: 0, delayMs: 0 };

export type Post = {
  deliver(kind: Kind, payload: object): Promise<Delivered>;
  readonly sockets: Set<WebSocket>;
  weather: Weather;
  /** Where signed requests go; null sends over sockets. */
  address: string | null;
  /** Acknowledgements that came after three seconds, or never to a command, button, shortcut or view. */
  readonly late: string[];
  onSocketMessage(data: string): void;
};

export type PostOptions = {
  readonly signingSecret: string;
  readonly chance: () => number;
  /** docs.slack.dev: 3,000; tests of slowness shorten it. */
  readonly ackMs: number;
  /** Waits before the second, third and fourth attempt; Slack's are 0, 1 and 5 minutes. */
  readonly retryMs: readonly number[];
};

export function openPost({ signingSecret, chance, ackMs, retryMs }: PostOptions): Post {
  const waiting = new Map<string, (payload: unknown) => void>();

  const overSocket = async (envelope: { envelope_id: string }): Promise<unknown> => {
    const open = [...post.sockets].filter((socket) => socket.readyState === socket.OPEN);
    const socket = open[Math.floor(chance() * open.length)];
    if (!socket) return undefined;
    const ack = new Promise((resolve) => waiting.set(envelope.envelope_id, resolve));
    socket.send(JSON.stringify(envelope));
    const timeout = new AbortController();
    const answer = await Promise.race([ack, sleep(ackMs, undefined, timeout)]);
    timeout.abort();
    waiting.delete(envelope.envelope_id);
    return answer;
  };

  const overHttp = async (
    kind: Kind,
    payload: object,
    retry: number,
    url: string,
  ): Promise<unknown> => {
    const body = writeBody(kind, payload);
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        ...signedHeaders(body, signingSecret, Math.floor(Date.now() / 1000)),
        'content-type':
          kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
        ...(retry > 0 && {
          'x-slack-retry-num': String(retry),
          'x-slack-retry-reason': 'http_timeout',
        }),
      },
      body,
      signal: AbortSignal.timeout(ackMs),
    }).catch(() => null);
    if (!response?.ok) return undefined;
    const text = await response.text();
    return text.startsWith('{') ? JSON.parse(text) : text;
  };

  const attempt = async (kind: Kind, payload: object, retry: number): Promise<unknown> => {
    const { drop, repeat, delay, delayMs } = post.weather;
    if (chance() < delay) await sleep(chance() * delayMs);
    if (chance() < drop) return undefined;
    const send = (): Promise<unknown> =>
      post.address === null
        ? overSocket({
            envelope_id: randomUUID(),
            ...{ type: kind, payload, accepts_response_payload: kind !== 'events_api' },
            ...(kind === 'events_api' && {
              retry_attempt: retry,
              retry_reason: retry ? 'timeout' : '',
            }),
          })
        : overHttp(kind, payload, retry, post.address);
    const isTwice = chance() < repeat;
    const answer = await send();
    if (isTwice) await send();
    return answer;
  };

  const post: Post = {
    sockets: new Set(),
    weather: CALM,
    address: null,
    late: [],
    async deliver(kind, payload) {
      // Slack sends events again, and nothing else.
      const waits = kind === 'events_api' ? [0, ...retryMs] : [0];
      for (const [index, wait] of waits.entries()) {
        await sleep(wait);
        const answer = await attempt(kind, payload, index);
        if (answer !== undefined) return { isAcked: true, attempts: index + 1, answer };
      }
      const reached = post.address !== null || post.sockets.size > 0;
      if (kind !== 'events_api' && reached && post.weather.drop === 0) post.late.push(kind);
      return { isAcked: false, attempts: waits.length, answer: undefined };
    },
    onSocketMessage(data) {
      const ack = JSON.parse(data) as { envelope_id: string; payload?: unknown };
      waiting.get(ack.envelope_id)?.(ack.payload ?? {});
    },
  };
  return post;
}

/** Events are JSON, commands a form, everything else a form that holds JSON. */
export function writeBody(kind: Kind, payload: object): string {
  if (kind === 'events_api') return JSON.stringify(payload);
  const fields: Record<string, string> =
    kind === 'slash_commands'
      ? Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)]))
      : { payload: JSON.stringify(payload) };
  return new URLSearchParams(fields).toString();
}

/** docs.slack.dev/authentication/verifying-requests-from-slack. `at` is in seconds. */
export function signedHeaders(body: string, secret: string, at: number): Record<string, string> {
  const hash = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${hash}` };
}
