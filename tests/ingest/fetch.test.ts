import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDownloads } from '../../src/ingest/downloads.ts';
import { followRedirects, openRequester, type Requester } from '../../src/ingest/fetch.ts';
import { withManners } from '../../src/ingest/manners.ts';
import { isPublicAddress } from '../../src/ingest/public-address.ts';
import { openWebServer, type WebServer } from './web-server.ts';

let server: WebServer;
let port: string;
let requesters: Requester[];

beforeEach(async () => {
  server = await openWebServer();
  port = new URL(server.url).port;
  requesters = [];
});
afterEach(async () => {
  for (const requester of requesters) await requester.close();
  await server.close();
});

function open(mayReach: (address: string) => boolean): Requester {
  const requester = openRequester({
    userAgent: 'Muster/test',
    mayReach,
    now: () => 0,
    maxBytes: 10_000,
    timeoutMs: 2_000,
  });
  requesters.push(requester);
  return requester;
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
    const fetched = await followRedirects(open(isPublicAddress)).get(
      `http://${host}:${port}/secret`,
      '*/*',
    );
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
    const fetched = await followRedirects(open((address) => address === '127.0.0.1')).get(
      `${server.url}/open`,
      '*/*',
    );
    expect(fetched).toMatchObject({
      problem: expect.stringContaining('not on the public internet'),
    });
    expect(server.asked).toEqual(['/open']);
  });

  it.each([
    'file:///etc/passwd',
    'ftp://example.org/',
    'http://me:secret@example.org/',
    'feed',
    `http://127.0.0.1/${'a'.repeat(2_048)}`,
  ])('nor %s', async (url) => {
    expect(await followRedirects(open(() => true)).get(url, '*/*')).toMatchObject({
      kind: 'failed',
    });
  });
});

describe('manners', () => {
  it.each([
    ['is missing', 404, true],
    ['is refused', 403, true],
    ['cannot be had', 503, false],
  ])('where robots.txt %s', async (_name, status, isRead) => {
    server.on('/robots.txt', (_, response) => response.writeHead(status).end());
    server.on('/page', 'words', 'text/plain');
    const polite = followRedirects(
      withManners(
        open(() => true),
        { robot: 'Muster', now: () => 0, gapMs: 0 },
      ),
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
    const polite = followRedirects(
      withManners(
        open(() => true),
        { robot: 'Muster', now, gapMs: 50 },
      ),
    );
    const url = `${server.url}/page`;
    await Promise.all([1, 2, 3].map(() => polite.get(url, '*/*')));
    expect(most).toBe(1);
  });

  it('are kept with the host that a redirect leads to', async () => {
    const target = await openWebServer();
    try {
      target.on('/robots.txt', 'User-agent: *\nDisallow: /closed', 'text/plain');
      target.on('/closed/page', 'words', 'text/plain');
      let inHand = 0;
      let most = 0;
      target.on('/page', (_, response) => {
        most = Math.max(most, ++inHand);
        setTimeout(() => {
          inHand--;
          response.end('words');
        }, 20);
      });
      for (const path of ['/closed/page', '/page']) {
        const location = `${target.url}${path}`;
        server.on(path, (_, response) => response.writeHead(301, { location }).end());
      }
      const polite = followRedirects(
        withManners(
          open(() => true),
          { robot: 'Muster', now: () => performance.now(), gapMs: 10 },
        ),
      );
      expect(await polite.get(`${server.url}/closed/page`, '*/*')).toMatchObject({
        kind: 'failed',
        problem: expect.stringContaining('robots.txt'),
      });
      expect(target.asked).toEqual([]);
      const addresses = [server.url, target.url, target.url].map((url) => `${url}/page`);
      const all = await Promise.all(addresses.map((url) => polite.get(url, '*/*')));
      expect(all.map(({ kind }) => kind)).toEqual(['full', 'full', 'full']);
      expect(most).toBe(1);
    } finally {
      await target.close();
    }
  });
});

describe('a download', () => {
  const headers = { authorization: 'Bearer xoxb-secret' };

  it('goes to the hosts named and sends its headers to no other', async () => {
    const sent: (string | undefined)[] = [];
    const stranger = await openWebServer();
    stranger.on('/file', (request, response) => {
      sent.push(request.headers.authorization);
      response.end('words');
    });
    try {
      server.on('/file', (request, response) => {
        sent.push(request.headers.authorization);
        response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end('words');
      });
      for (const [path, location] of [
        ['/moved', '/file'],
        ['/abroad', `${stranger.url}/file`],
      ]) {
        server.on(path ?? '', (_, response) => response.writeHead(302, { location }).end());
      }
      const download = openDownloads(open(() => true));
      const origins = [server.url];
      const read = (url: string) => download({ url, origins, headers });
      expect(await read(`${server.url}/file`)).toEqual({
        kind: 'full',
        bytes: Buffer.from('words'),
        type: 'text/plain',
      });
      expect(await read(`${server.url}/moved`)).toMatchObject({ kind: 'full' });
      expect(sent).toEqual([headers.authorization, headers.authorization]);
      expect(await read(`${server.url}/abroad`)).toEqual({ kind: 'elsewhere' });
      expect(await read(`${stranger.url}/file`)).toEqual({ kind: 'elsewhere' });
      expect(await read('no address')).toEqual({ kind: 'elsewhere' });
      expect(stranger.asked).toEqual([]);
    } finally {
      await stranger.close();
    }
  });

  it('ends at the limit of what may come, and with a server that is gone', async () => {
    server.on('/long', 'x'.repeat(20_000), 'text/plain');
    const download = openDownloads(open(() => true));
    const read = (path: string) =>
      download({ url: `${server.url}${path}`, origins: [server.url], headers });
    expect(await read('/long')).toMatchObject({
      kind: 'failed',
      problem: expect.stringContaining('larger than the limit'),
    });
    expect(await read('/gone')).toMatchObject({ kind: 'failed', status: 404 });
  });
});
