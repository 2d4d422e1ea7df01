import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Fetcher, openFetcher } from '../../src/ingest/fetch.ts';
import { withManners } from '../../src/ingest/manners.ts';
import { isPublicAddress } from '../../src/ingest/public-address.ts';
import { openWebServer, type WebServer } from './web-server.ts';

let server: WebServer;
let port: string;
let fetchers: Fetcher[];

beforeEach(async () => {
  server = await openWebServer();
  port = new URL(server.url).port;
  fetchers = [];
});
afterEach(async () => {
  for (const fetcher of fetchers) await fetcher.close();
  await server.close();
});

function open(mayReach: (address: string) => boolean): Fetcher {
  const fetcher = openFetcher({
    userAgent: 'Muster/test',
    mayReach,
    now: () => 0,
    maxBytes: 10_000,
    timeoutMs: 2_000,
  });
  fetchers.push(fetcher);
  return fetcher;
}

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '192.0.0.192',
    '168.63.129.16',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '0.0.0.0',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::808:808',
    '64:ff9b:1::1',
    '2002:7f00:1::1',
    '2001::1',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    'example.org',
    '',
  ])('%s is not of the public internet', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '::ffff:8.8.8.8', '2606:4700::1111', '151.101.1.164'])(
    '%s is of the public internet',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('what is not public', () => {
  it.each([
    '127.0.0.1',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f.1',
    '127.1',
    '0',
  ])('is not asked for as %s', async (host) => {
    server.on('/secret', 'a secret', 'text/plain');
    const fetched = await open(isPublicAddress).get(`http://${host}:${port}/secret`, '*/*');
    expect(fetched).toMatchObject({
      kind: 'failed',
      problem: expect.stringContaining('not on the public internet'),
    });
    expect(server.asked).toEqual([]);
  });

  it('is not asked for after a redirect either', async () => {
    server.on('/open', (_, response) =>
      response.writeHead(302, { location: `http://127.0.0.2:${port}/secret` }).end(),
    );
    const fetched = await open((address) => address === '127.0.0.1').get(
      `${server.url}/open`,
      '*/*',
    );
    expect(fetched).toMatchObject({
      problem: expect.stringContaining('not on the public internet'),
    });
    expect(server.asked).toEqual(['/open']);
  });

  it.each(['file:///etc/passwd', 'ftp://example.org/', 'http://me:secret@example.org/', 'feed'])(
    'nor %s',
    async (url) => {
      expect(await open(() => true).get(url, '*/*')).toMatchObject({ kind: 'failed' });
    },
  );
});

describe('manners', () => {
  it.each([
    ['is missing', 404, true],
    ['is refused', 403, true],
    ['cannot be had', 503, false],
  ])('where robots.txt %s', async (_name, status, isRead) => {
    server.on('/robots.txt', (_, response) => response.writeHead(status).end());
    server.on('/page', 'words', 'text/plain');
    const polite = withManners(
      open(() => true),
      { robot: 'Muster', now: () => 0, gapMs: 0 },
    );
    const { kind } = await polite.get(`${server.url}/page`, '*/*');
    expect(kind).toBe(isRead ? 'full' : 'failed');
  });

  it('ask a host for one thing at a time', async () => {
    let inHand = 0;
    let most = 0;
    server.on('/page', (_, response) => {
      most = Math.max(most, ++inHand);
      setTimeout(() => {
        inHand--;
        response.end('words');
      }, 20);
    });
    const now = () => performance.now();
    const polite = withManners(
      open(() => true),
      { robot: 'Muster', now, gapMs: 50 },
    );
    const url = `${server.url}/page`;
    await Promise.all([1, 2, 3].map(() => polite.get(url, '*/*')));
    expect(most).toBe(1);
  });
});
