import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';

/** Nothing from elsewhere, nothing inline, in nobody's frame. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': PAGE_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // With `no-referrer` a browser would send `Origin: null` with the page's own forms.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
} as const;

/** Sets the security headers that an answer does not set itself. */
export const secureHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS)) {
    if (!context.res.headers.has(name)) context.res.headers.set(name, value);
  }
};

/** Brought by an article, an outlet or a question, they would turn the words of ours behind them. */
const OVERRIDES = /[\u202A-\u202E\u2066-\u2069]/gu;

/** Leaves out of a page what could make its lines read as what they are not. */
export const noOverrides: MiddlewareHandler = async (context, next) => {
  await next();
  if (!context.res.headers.get('content-type')?.startsWith('text/html')) return;
  const page = await context.res.text();
  context.res = new Response(page.replaceAll(OVERRIDES, ''), context.res);
};

/**
 * Refuses what came under a name that is not ours: a foreign name that resolves to this machine
 * would let its page read everything here (DNS rebinding). Addresses cannot be rebound.
 */
export function knownHosts(names: readonly string[]): MiddlewareHandler {
  const known = new Set(['localhost', ...names.map((name) => name.toLowerCase())]);
  return async (context, next) => {
    const host = hostname(context.req.header('host') ?? '');
    if (known.has(host) || isIP(host) !== 0) return next();
    return context.text(
      `This page does not answer under the name “${host.slice(0, 100)}”. Use the address that Muster printed at its start.`,
      421,
    );
  };
}

/**
 * Refuses a form that another site sends: whatever changes something names this page as its origin, or
 * one of `names`, which a proxy that passes its own name on in `Host` would otherwise hide.
 */
export function sameOrigin(names: readonly string[]): MiddlewareHandler {
  const known = new Set(names.map((name) => name.toLowerCase()));
  return async (context, next) => {
    const { method } = context.req;
    if (method === 'GET' || method === 'HEAD') return next();
    const origin = context.req.header('origin');
    const isOurs =
      origin === undefined
        ? context.req.header('sec-fetch-site') === 'same-origin'
        : URL.canParse(origin) &&
          (new URL(origin).host === context.req.header('host') ||
            known.has(new URL(origin).hostname));
    if (isOurs) return next();
    return context.text(
      'This was sent from another page. Go back to Muster’s own page and try again.',
      403,
    );
  };
}

/** `[::1]:8080` → `::1`, `localhost:8080` → `localhost`. */
function hostname(host: string): string {
  if (!URL.canParse(`http://${host}`)) return host;
  return new URL(`http://${host}`).hostname.replace(/^\[|\]$/gu, '').toLowerCase();
}
