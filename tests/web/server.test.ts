import { lookup } from 'node:dns/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/claims/claim.ts';
import { kurskArticle, kurskClaims } from '../support/newsroom.ts';
import { type OpenPage, openPage } from '../support/page.ts';

/** Whether this machine knows its own name, as most do. */
const isNamed = await lookup(hostname()).then(
  ({ address }) => address.startsWith('127.'),
  () => false,
);

let page: OpenPage;
beforeAll(async () => {
  page = await openPage();
});
afterAll(() => page.close());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${page.url}${path}`, { headers, redirect: 'manual' });

function post(
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = { origin: page.url },
): Promise<Response> {
  const body = new URLSearchParams(fields);
  return fetch(`${page.url}${path}`, { method: 'POST', body, headers, redirect: 'manual' });
}

describe('the page without a script', () => {
  it('offers what it can do, and adding where somebody here may add', async () => {
    for (const [uploadMaxBytes, isOffered] of [
      [0, false],
      [1_000, true],
    ] as const) {
      const fresh = await openPage({ uploadMaxBytes });
      const shown = await (await fetch(fresh.url)).text();
      expect(shown).toContain('<code>/briefing ');
      expect(shown).not.toContain('<code>/digest ');
      expect(shown.includes('<code>/add ')).toBe(isOffered);
      expect(shown.includes('<code>/watch ')).toBe(isOffered);
      await fresh.close();
    }
  });

  it('opens a thread under an answer and takes follow-ups in it', async () => {
    const asked = await post('/ask', { text: '/briefing kursk', nonce: 'n1' });
    expect(asked.status).toBe(303);
    const thread = asked.headers.get('location') ?? '';
    expect(thread).toMatch(/^\/threads\/[0-9a-f]{12}$/u);
    const followed = await post(thread, { text: 'how many?', nonce: 'n2' });
    expect(followed.headers.get('location')).toBe(`${thread}#turn-2`);
    const shown = await (await get(thread)).text();
    expect(shown).toContain('Answer 2 to “how many?”');
    expect(await (await get('/')).text()).toContain(`href="${thread}"`);
  });

  it('asks once what is sent twice, and again what is asked anew', async () => {
    const fields = { text: '/briefing sudzha', nonce: 'n3' };
    const first = (await post('/ask', fields)).headers.get('location') ?? '';
    expect((await post('/ask', fields)).headers.get('location')).toBe(first);
    const other = await post('/ask', { ...fields, nonce: 'n4' });
    expect(other.headers.get('location')).not.toBe(first);
    await post(first, { text: 'who?', nonce: 'n5' });
    await post(first, { text: 'who?', nonce: 'n5' });
    const shown = await (await get(first)).text();
    expect(shown.match(/class="turn"/gu)).toHaveLength(2);
  });

  it('turns away who asks too much with a friendly line, in the channel and in a thread', async () => {
    const busy = await openPage({ burst: 1 });
    const send = async (path: string, text: string) => {
      const response = await fetch(`${busy.url}${path}`, {
        method: 'POST',
        body: new URLSearchParams({ text, nonce: text }),
        headers: { origin: busy.url },
      });
      return { url: response.url, shown: await response.text() };
    };
    const { url } = await send('/ask', '/briefing kursk');
    expect((await send('/ask', '/briefing sumy')).shown).toContain('Please ask again in');
    expect((await send(new URL(url).pathname, 'how many?')).shown).toContain('Please ask again in');
    await busy.close();
  });

  it('keeps threads over a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'muster-'));
    const file = join(folder, 'muster.db');
    const before = await openPage({ file });
    const asked = await fetch(`${before.url}/ask`, {
      method: 'POST',
      body: new URLSearchParams({ text: '/briefing kursk', nonce: 'n' }),
      headers: { origin: before.url },
      redirect: 'manual',
    });
    const thread = asked.headers.get('location');
    await before.close();
    const after = await openPage({ file });
    const followed = await fetch(`${after.url}${thread}`, {
      method: 'POST',
      body: new URLSearchParams({ text: 'how many?', nonce: 'm' }),
      headers: { origin: after.url },
    });
    expect(await followed.text()).toContain('Answer 2 to “how many?”');
    await after.close();
    await rm(folder, { recursive: true });
  });

  it('marks the cited words in the article and says what was left out and how it is dated', async () => {
    const article = kurskArticle();
    const start = article.text.indexOf('The New York Times');
    const end = article.text.indexOf('\n', start);
    const shown = await (await get(`/articles/${article.id}?start=${start}&end=${end}`)).text();
    expect(shown).toContain(`<mark id="cited">${article.text.slice(start, end)}</mark>`);
    expect(shown).toContain('site furniture');
    expect(shown).toContain('about a week after the election of 5 November 2024');
    expect(shown).toContain('9–13 Nov 2024 (inferred)');
  });

  it.each([
    'start=-1&end=5',
    'start=5&end=5',
    'start=0&end=99999999',
    'start=a&end=b',
    'start=1.5&end=3',
  ])('opens an article for itself when what is cited cannot be: %s', async (query) => {
    const response = await get(`/articles/${kurskArticle().id}?${query}`);
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain('<mark');
  });

  it.each(['/articles/none', '/threads/none', '/nothing', '/threads/none/pictures/0/0/light.svg'])(
    'says in words that nothing is at %s',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('Nothing here');
    },
  );

  it('takes no follow-up for a thread that is none of ours', async () => {
    expect((await post('/threads/0123456789ab', { text: 'how many?', nonce: 'n' })).status).toBe(
      404,
    );
  });

  it('keeps what a reader found wrong', async () => {
    const response = await post('/wrong', { text: 'It was Zaluzhnyi.', claim: 'c', thread: '' });
    expect(await response.text()).toContain('Thank you. The owner will see it.');
  });

  it('says under an old answer that a claim which it cites was withdrawn', async () => {
    const asked = await post('/ask', { text: '/briefing withdrawn', nonce: 'w' });
    const thread = asked.headers.get('location') ?? '';
    const claim = `${kurskArticle().id}-01`;
    await page.store.corrections.hide(claim, 'It was misread.', Date.now() + 1_000);
    const shown = await (await get(thread)).text();
    expect(shown).toContain('Since then the owner has withdrawn what was read from');
    expect(shown).toContain('(It was misread)');
    await page.store.corrections.undo(claim);
    expect(await (await get(thread)).text()).not.toContain('Since then the owner');
  });

  it('shows what people write as text, never as a page', async () => {
    const evil = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&';
    const asked = await post('/ask', { text: evil, nonce: 'n9' });
    const shown = await (await get(asked.headers.get('location') ?? '')).text();
    expect(shown).toContain('&lt;script&gt;alert(1)');
    expect(shown).not.toContain('<script>');
    expect(shown).not.toContain('<img');
    const filtered = await (await get(`/claims?words=${encodeURIComponent(evil)}`)).text();
    expect(filtered).not.toContain('<script>');
    const turned = await (
      await get(`/claims?words=${encodeURIComponent('\u202Etxt\u2066')}`)
    ).text();
    expect(turned).toContain('value="txt"');
  });

  it('draws a picture in both themes where it can', async () => {
    const drawing = await openPage({
      renderPicture: ({ title }, theme) =>
        `<svg xmlns="http://www.w3.org/2000/svg"><title>${title} ${theme}</title></svg>`,
    });
    const asked = await fetch(`${drawing.url}/ask`, {
      method: 'POST',
      body: new URLSearchParams({ text: '/briefing kursk', nonce: 'n' }),
      headers: { origin: drawing.url },
    });
    const [, source = ''] = /<img src="(?<source>[^"]+)"/u.exec(await asked.text()) ?? [];
    const picture = await fetch(`${drawing.url}${source}`);
    expect(picture.headers.get('content-type')).toContain('image/svg+xml');
    expect(await picture.text()).toContain('Troops reported in and near Kursk light');
    const dark = await fetch(`${drawing.url}${source.replace('light', 'dark')}`);
    expect(await dark.text()).toContain('Troops reported in and near Kursk dark');
    await drawing.close();
  });
});

describe('a long list', () => {
  it('is read page by page, and counted as far as it is read', async () => {
    const article = kurskArticle();
    const [claim] = kurskClaims(article);
    const many = Array.from(
      { length: 1_200 },
      (_, index) => ({ ...claim, id: `c-${index}` }) as Claim,
    );
    const long = await openPage({
      library: {
        list: async () => [{ ...article, claims: many.length }],
        articles: async () => [article],
        claimsOf: async () => many,
      },
    });
    const read = async (path: string) => (await fetch(`${long.url}${path}`)).text();
    const first = await read('/claims?place=kursk');
    expect(first).toContain('more than 1,000 claims, 1 to 50 shown');
    expect(first).toContain('href="/claims?place=kursk&amp;from=50"');
    expect(first).not.toContain('>Back<');
    const last = await read('/claims?from=1150');
    expect(last).toContain('1,200 claims, 1,151 to 1,200 shown');
    expect(last).toContain('href="/claims?from=1100"');
    expect(last).not.toContain('>Further<');
    expect(await read('/claims?from=-3')).toContain('1 to 50 shown');
    await long.close();
  });
});

it('lists what was posted to channels and why something was not', async () => {
  expect(await (await get('/sources')).text()).toContain('href="/deliveries"');
  expect(await (await get('/deliveries')).text()).toContain('Nothing has been posted');
  const { outbox } = page.store;
  const post = { platform: 'slack', channel: 'C1', thread: null, payload: {} } as const;
  await outbox.add({ ...post, key: 'C1 2024-11-11 1' }, 1_731_300_000_000);
  await outbox.settle(
    'C1 2024-11-11 1',
    'failed',
    { reason: 'The channel is gone.' },
    1_731_300_060_000,
  );
  const shown = await (await get('/deliveries')).text();
  expect(shown).toContain('C1 2024-11-11 1');
  expect(shown).toContain('The channel is gone.');
});

describe('downloads', () => {
  it('are the claims that the filter leaves, as CSV and as JSON', async () => {
    const csv = await get('/claims.csv?kind=buildup');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="claims.csv"');
    const bytes = new Uint8Array(await csv.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^"id","kind","claim","speaker"/u);
    expect(lines).toHaveLength(3);
    const json = await (await get('/claims.json?kind=buildup')).json();
    expect(json).toMatchObject([
      { speaker: 'Col. Gen. Oleksandr Syrskyi' },
      { speaker: 'The New York Times' },
    ]);
    expect(await (await get('/claims.json?words=nothing+like+it')).json()).toEqual([]);
  });
});

describe('what keeps strangers out', () => {
  it('lets no page of another site send anything', async () => {
    const fields = { text: '/briefing kursk', nonce: 'evil' };
    const headers: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      {},
    ];
    for (const header of headers) expect((await post('/ask', fields, header)).status).toBe(403);
    expect((await post('/ask', fields, { 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  });

  it('takes what its public address sends through a proxy that keeps no names', async () => {
    const named = await openPage({ names: ['muster.example'] });
    const send = (origin: string) =>
      fetch(`${named.url}/ask`, {
        method: 'POST',
        body: new URLSearchParams({ text: '/briefing kursk', nonce: origin }),
        headers: { origin },
        redirect: 'manual',
      });
    expect((await send('https://muster.example')).status).toBe(303);
    expect((await send('https://muster.example.evil.example')).status).toBe(403);
    expect((await send('https://evil.example/muster.example')).status).toBe(403);
    await named.close();
  });

  it.skipIf(!isNamed)('answers under the name that it listens on', async () => {
    const named = await openPage({ host: hostname() });
    expect(new URL(named.url).hostname).toBe(hostname());
    expect((await fetch(named.url)).status).toBe(200);
    await named.close();
  });

  it.each([
    ['evil.example', 421],
    ['localhost', 200],
    ['127.0.0.1:1234', 200],
    ['[::1]:80', 200],
    ['muster.example', 200],
    ['127.0.0.1.evil.example', 421],
    ['evil.example:8080', 421],
  ])('answers under its own names only: %j gets %i', async (host, status) => {
    const named = await openPage({ names: ['muster.example'] });
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    request(named.url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
    expect(await promise).toBe(status);
    await named.close();
  });

  it('runs no script and takes no frame but its own', async () => {
    const { headers } = await get('/');
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('asks as much of a question as its field takes', async () => {
    const asked = await post('/ask', { text: 'x'.repeat(60_000), nonce: 'long' });
    const shown = await (await get(asked.headers.get('location') ?? '')).text();
    expect(Math.max(...[...shown.matchAll(/x+/gu)].map(([run]) => run.length))).toBe(2_000);
  });

  it('refuses a question that is larger than any question', async () => {
    expect((await post('/ask', { text: 'x'.repeat(100_000), nonce: 'n' })).status).toBe(413);
  });

  it('serves its own files and no others', async () => {
    const shown = await (await get('/')).text();
    const [, script = ''] = /src="(?<script>\/assets\/[^"]+)"/u.exec(shown) ?? [];
    const asset = await get(script);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-type')).toContain('text/javascript');
    for (const name of ['..%2Fserver.ts', 'tsconfig.json', 'server.ts', '%2e%2e%2fpackage.json']) {
      expect((await get(`/assets/x/${name}`)).status).toBe(404);
    }
  });
});

describe('starting and failing', () => {
  it('takes the next port when the wanted one is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const taken = (other.address() as AddressInfo).port;
    const next = await openPage({ port: taken });
    expect(Number(new URL(next.url).port)).toBeGreaterThan(taken);
    await next.close();
    other.close();
  });

  it('says which address this machine has not', async () => {
    await expect(openPage({ host: '203.0.113.9' })).rejects.toThrow(
      'This machine has no address 203.0.113.9. Set HOST to 127.0.0.1.',
    );
  });

  it('shows a fault in plain words with the reference that the log has', async () => {
    const broken = await openPage({
      library: {
        list: () => Promise.reject(new Error('disk on fire')),
        articles: async () => [],
        claimsOf: async () => [],
      },
    });
    const response = await fetch(`${broken.url}/sources`);
    expect(response.status).toBe(500);
    const shown = await response.text();
    expect(shown).not.toContain('disk on fire');
    const [{ reference }] = broken.faults as [{ reference: string }];
    expect(shown).toContain(`under reference ${reference}`);
    await broken.close();
  });
});
