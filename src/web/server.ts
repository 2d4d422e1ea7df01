import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { html } from 'hono/html';
import type { PictureSpec } from '../answers/reply.ts';
import type { Desk } from '../chat/port.ts';
import { type FaultLog, PlainError, toFault } from '../faults.ts';
import type { Corrections, Library, Outbox, Threads } from '../store/port.ts';
import { openAssets } from './assets.ts';
import { conversationRoutes } from './conversation.ts';
import { deliveryRoutes } from './deliveries.ts';
import { knownHosts, noOverrides, sameOrigin, secureHeaders } from './guard.ts';
import type { Html } from './html.ts';
import { type Page, renderPage } from './layout.ts';
import { roomRoutes } from './rooms.ts';

export type WebOptions = {
  readonly desk: Desk;
  readonly library: Pick<Library, 'list' | 'articles' | 'claimsOf'>;
  readonly threads: Threads;
  readonly corrections: Pick<Corrections, 'all'>;
  /** Left out, there is no page of deliveries. */
  readonly outbox?: Pick<Outbox, 'recent'>;
  readonly host: string;
  /** The first port to try, or 0 for any that is free. */
  readonly port: number;
  /** Names under which the page may be asked for besides localhost and addresses: the host of PUBLIC_URL. */
  readonly names?: readonly string[];
  /** Draws a picture as SVG; left out, pictures are shown in words. */
  readonly renderPicture?: (
    picture: PictureSpec,
    theme: 'light' | 'dark',
  ) => string | Promise<string>;
  /** What may be added from the page at a time; left out, nothing may. */
  readonly uploadMaxBytes?: number;
  readonly log: FaultLog;
};

export type Web = {
  /** Listens on the first free port; throws a `PlainError` when there is none. */
  start(): Promise<{ readonly url: string }>;
  /** Finishes what is being answered, then closes. */
  close(): Promise<void>;
};

/** Ports tried when the one wanted is taken. */
const PORTS_TRIED = 20;
/** A reader who takes an answer slower than this has the connection cut at the end. */
const CLOSE_WITHIN_MS = 3_000;
const BODY_MAX_BYTES = 64 * 1024;

export function openWeb(options: WebOptions): Web {
  const { desk, library, threads, corrections, host, log } = options;
  const assets = openAssets();
  const page = (title: string, current: Page['current'], body: Html): Html =>
    renderPage({ title, current, body, assets: assets.version });

  const app = new Hono();
  const names = options.names ?? [];
  app.use(secureHeaders, knownHosts([host, ...names]), sameOrigin(names));
  const limit = (maxSize: number, words: string) =>
    bodyLimit({ maxSize, onError: (context: Context) => context.text(words, 413) });
  const uploadMaxBytes = options.uploadMaxBytes ?? 0;
  const shortWords = limit(
    BODY_MAX_BYTES,
    'That is more than can be sent at once. Ask in fewer words.',
  );
  const files = limit(
    BODY_MAX_BYTES + uploadMaxBytes,
    'That is more than can be sent at once. Add fewer files at a time.',
  );
  app.use((context, next) => (context.req.path === '/add' ? files : shortWords)(context, next));
  app.use(compress(), noOverrides);
  app.get('/assets/:version/:name', (context) => {
    const asset = assets.find(context.req.param('name'));
    if (!asset) return context.notFound();
    const isCurrent = context.req.param('version') === assets.version;
    return context.body(asset.body, 200, {
      'Content-Type': asset.type,
      'Cache-Control': isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  });
  app.route(
    '/',
    conversationRoutes({
      desk,
      threads,
      corrections,
      page,
      userOf,
      takesFiles: uploadMaxBytes > 0,
      renderPicture: options.renderPicture ?? null,
    }),
  );
  app.route('/', roomRoutes({ library, page, hasDeliveries: options.outbox !== undefined }));
  if (options.outbox) app.route('/', deliveryRoutes({ outbox: options.outbox, page }));
  app.notFound(async (context) => {
    const body = html`<main id="main" class="column"><h1>Nothing here</h1>
      <p>This address leads to no thread or article that is held. It may have been withdrawn, or its time may be over.</p>
      <p><a href="/">Go to the channel</a></p></main>`;
    return context.html(await page('Nothing here', null, body), 404);
  });
  app.onError(async (thrown, context) => {
    const { words } = toFault(log, 'making a page', thrown);
    const body = html`<main id="main" class="column"><h1>That went wrong</h1><p>${words}</p>
      <p><a href="/">Go to the channel</a></p></main>`;
    return context.html(await page('That went wrong', null, body), 500);
  });

  const server = createAdaptorServer({ fetch: app.fetch }) as Server;

  return {
    async start() {
      const port = await listen(server, host, options.port);
      const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
      return { url: `http://${name.includes(':') ? `[${name}]` : name}:${port}` };
    },
    async close() {
      if (!server.listening) return;
      await new Promise<void>((resolve) => {
        const late = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        server.closeIdleConnections();
      });
    },
  };
}

/** The page has no accounts: whoever sits at one address is one person. */
function userOf(context: Context): string {
  return getConnInfo(context).remote.address ?? 'local';
}

async function listen(server: Server, host: string, wanted: number): Promise<number> {
  const ports =
    wanted === 0 ? [0] : Array.from({ length: PORTS_TRIED }, (_, index) => wanted + index);
  for (const port of ports.filter((one) => one <= 65_535)) {
    if (await listensOn(server, host, port)) return (server.address() as AddressInfo).port;
  }
  throw new PlainError(
    `No port from ${wanted} to ${wanted + PORTS_TRIED - 1} is free on ${host}. Set PORT to another one.`,
  );
}

/** False when the port is taken or not ours to take; throws for everything else. */
async function listensOn(server: Server, host: string, port: number): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const onError = (error: NodeJS.ErrnoException): void => {
    if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
    else if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
      reject(
        new PlainError(`This machine has no address ${host}. Set HOST to 127.0.0.1.`, {
          cause: error,
        }),
      );
    } else reject(error);
  };
  const onListening = (): void => resolve(true);
  server.once('error', onError).once('listening', onListening);
  server.listen(port, host);
  try {
    return await promise;
  } finally {
    server.off('error', onError).off('listening', onListening);
  }
}
