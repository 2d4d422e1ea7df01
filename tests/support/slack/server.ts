import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import { seeded } from '../seeded.ts';
import { openPost, type Post } from './delivery.ts';
import { type Args, content, METHODS, postAsBot, Refused, stringOf } from './methods.ts';
import { openPeople, type People } from './people.ts';
import { type FileHostOptions, type FileTrouble, serveFile } from './shared-files.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** What may befall a call: before it is carried out (drop, limit, error), after (lose, lateError, hang), or it is carried out 400 ms late (slow). */
export type Trouble = 'drop' | 'limit' | 'error' | 'lose' | 'lateError' | 'hang' | 'slow';

export type TestSlack = Workspace &
  People & {
    readonly apiUrl: string;
    readonly botToken: string;
    readonly appToken: string;
    readonly signingSecret: string;
    /** Methods in the order in which they were carried out or refused, with their arguments. */
    readonly calls: {
      readonly method: string;
      readonly args: Args;
      readonly error: string | null;
    }[];
    readonly post: Post;
    /** What the bot token was granted. */
    scopes: readonly string[];
    isSocketModeOn: boolean;
    /** While true, Slack is still at work on every file that was uploaded. */
    refuseFiles: boolean;
    /** What befalls every download of a file. */
    fileTrouble: FileTrouble;
    /** Errors that methods are refused with, whatever they ask for. */
    readonly refusals: Map<string, string>;
    /** The next calls of a method fare so, one each. */
    trouble(method: string, ...troubles: Trouble[]): void;
    /** How often, from 0 to 1, any call fares so. */
    troubleRates: Partial<Readonly<Record<Trouble, number>>>;
    /** Ends every socket: with Slack's warning first, or at once like a cut cable. */
    disconnect(how: 'warning' | 'link_disabled' | 'cut'): void;
    close(): Promise<void>;
  };

export type TestSlackOptions = {
  /** What the app was made from: its scopes, commands and events are what Slack knows of. */
  readonly manifest: Manifest;
  readonly seed?: number;
  readonly ackMs?: number;
  readonly retryMs?: readonly number[];
};

/** The part of a manifest that changes what Slack does. */
export type Manifest = {
  readonly features: { readonly slash_commands: readonly { readonly command: string }[] };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: { readonly event_subscriptions: { readonly bot_events: readonly string[] } };
};

const BOT_TOKEN = 'xoxb-test';
const APP_TOKEN = 'xapp-test';
const SIGNING_SECRET = 'test-signing-secret';
/** docs.slack.dev/interactivity/handling-user-interaction: a response_url's life. */
const SLOW_MS = 400;
const RESPONSE_URL_USES = 5;
const RESPONSE_URL_MS = 30 * 60_000;

/** A Slack on loopback that refuses what the real one refuses. */
export async function openTestSlack(options: TestSlackOptions): Promise<TestSlack> {
  const workspace = openWorkspace();
  const chance = seeded(options.seed ?? 1);
  const post = openPost({
    signingSecret: SIGNING_SECRET,
    chance,
    ackMs: options.ackMs ?? 3_000,
    retryMs: options.retryMs ?? [10, 60, 300],
  });
  const planned = new Map<string, Trouble[]>();
  const tickets = new Set<string>();
  const hanging = new Set<ServerResponse>();

  const chooseTrouble = (method: string): Trouble | null => {
    const next = planned.get(method)?.shift();
    if (next) return next;
    for (const [trouble, rate] of Object.entries(slack.troubleRates)) {
      if (chance() < rate) return trouble as Trouble;
    }
    return null;
  };

  const carryOut = (method: string, args: Args, request: IncomingMessage): object => {
    const token = request.headers.authorization?.replace('Bearer ', '') ?? stringOf(args.token);
    if (!token) throw new Refused('not_authed');
    if (method === 'apps.connections.open') {
      if (token !== APP_TOKEN) throw new Refused('invalid_auth');
      if (!slack.isSocketModeOn) throw new Refused('socket_mode_not_enabled');
      const ticket = workspace.nextId('ticket');
      tickets.add(ticket);
      return { url: `${origin.replace('http', 'ws')}/link/?ticket=${ticket}` };
    }
    if (token !== BOT_TOKEN) throw new Refused('invalid_auth');
    const entry = METHODS[method];
    if (!entry) throw new Refused('unknown_method');
    const isAllowed =
      entry.scopes.length === 0 || entry.scopes.some((scope) => slack.scopes.includes(scope));
    if (!isAllowed) {
      const provided = slack.scopes.join(',');
      throw new Refused('missing_scope', { needed: entry.scopes.join(','), provided });
    }
    const refusal = slack.refusals.get(method);
    if (refusal !== undefined) throw new Refused(refusal);
    const files = slack.refuseFiles ? new Map() : workspace.files;
    const result = entry.run(
      args,
      method.startsWith('chat.') ? { ...workspace, files } : workspace,
    );
    return 'upload_url' in result
      ? { ...result, upload_url: `${origin}/${String(result.upload_url).replace(':', '/')}` }
      : result;
  };

  const api = async (method: string, request: IncomingMessage, response: ServerResponse) => {
    const args = Object.fromEntries(new URLSearchParams(await read(request).then(String)));
    const trouble = chooseTrouble(method);
    if (trouble === 'drop') return void request.socket.destroy();
    if (trouble === 'limit') return void response.writeHead(429, { 'retry-after': '1' }).end();
    if (trouble === 'error') return void response.writeHead(503).end('unavailable');
    if (trouble === 'slow') await sleep(SLOW_MS);
    let result: object;
    let error: string | null = null;
    try {
      result = { ok: true, ...carryOut(method, args, request) };
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      error = thrown.message;
      result = { ok: false, error, ...thrown.fields };
    }
    slack.calls.push({ method, args, error });
    if (trouble === 'lose') return void request.socket.destroy();
    if (trouble === 'hang') return void hanging.add(response);
    if (trouble === 'lateError') return void response.writeHead(500).end('lost');
    response.setHeader('x-oauth-scopes', slack.scopes.join(','));
    json(response, 200, result);
  };

  const respondTo = async (id: string, request: IncomingMessage, response: ServerResponse) => {
    const url = workspace.responseUrls.get(id);
    if (!url || url.uses >= RESPONSE_URL_USES || Date.now() - url.at > RESPONSE_URL_MS) {
      return json(response, 404, { ok: false, error: url ? 'used_url' : 'expired_url' });
    }
    url.uses += 1;
    const args = JSON.parse(String(await read(request))) as Args;
    const channel = workspace.channels.get(url.channel);
    try {
      if (args.delete_original === true) return json(response, 200, { ok: true });
      if (args.response_type === 'in_channel' && channel) postAsBot(args, channel, workspace);
      else {
        const { text, blocks } = content(args, 'message', workspace);
        const thread = stringOf(args.thread_ts) ?? url.thread;
        workspace.whispers.push({ user: url.user, channel: url.channel, thread, text, blocks });
      }
      json(response, 200, { ok: true });
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      json(response, 400, { ok: false, error: thrown.message, ...thrown.fields });
    }
  };

  const fileHost: FileHostOptions = {
    ...{ workspace, botToken: BOT_TOKEN },
    scopes: () => slack.scopes,
    trouble: () => slack.fileTrouble,
  };
  const server = createServer((request, response) => {
    const [, area, name = ''] = (request.url ?? '').split('/');
    const handled =
      area === 'api'
        ? api(name, request, response)
        : area === 'response'
          ? respondTo(name, request, response)
          : area === 'upload'
            ? upload(name, request, response, workspace)
            : area === 'files-pri'
              ? serveFile(request, response, fileHost)
              : Promise.resolve(json(response, 404, { ok: false }));
    handled.catch((thrown) => response.writeHead(500).end(String(thrown)));
  });
  const wss = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    const ticket = new URL(request.url ?? '', 'http://x').searchParams.get('ticket') ?? '';
    if (!tickets.delete(ticket)) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    wss.handleUpgrade(request, socket, head, (client: WebSocket) => {
      post.sockets.add(client);
      client.on('message', (data) => post.onSocketMessage(String(data)));
      client.on('close', () => post.sockets.delete(client));
      client.send(JSON.stringify({ type: 'hello', num_connections: post.sockets.size }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const slack: TestSlack = {
    ...workspace,
    ...openPeople({ workspace, post, manifest: options.manifest, origin }),
    apiUrl: `${origin}/api/`,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    signingSecret: SIGNING_SECRET,
    calls: [],
    post,
    scopes: options.manifest.oauth_config.scopes.bot,
    isSocketModeOn: true,
    refuseFiles: false,
    fileTrouble: { kind: 'none' },
    refusals: new Map(),
    troubleRates: {},
    trouble(method, ...troubles) {
      planned.set(method, [...(planned.get(method) ?? []), ...troubles]);
    },
    disconnect(how) {
      for (const socket of post.sockets) {
        if (how === 'cut') socket.terminate();
        else socket.send(JSON.stringify({ type: 'disconnect', reason: how }));
      }
    },
    async close() {
      for (const socket of post.sockets) socket.terminate();
      for (const response of hanging) response.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return slack;
}

async function upload(
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
  { files }: Workspace,
): Promise<void> {
  const file = files.get(id);
  const bytes = await read(request);
  if (file) file.bytes = bytes.length;
  response.writeHead(file ? 200 : 404).end('OK');
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
