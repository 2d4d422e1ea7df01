import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfigFile } from '../../src/config.ts';
import { readFeed } from '../../src/ingest/feed-items.ts';
import { type FeedParts, type FeedTally, takeFeed } from '../../src/ingest/feeds.ts';
import { type Fetcher, followRedirects, openRequester } from '../../src/ingest/fetch.ts';
import { openIntake } from '../../src/ingest/intake.ts';
import { takeLink } from '../../src/ingest/links.ts';
import { withManners } from '../../src/ingest/manners.ts';
import { openPipeline } from '../../src/ingest/pipeline.ts';
import { pollFeeds } from '../../src/ingest/poll.ts';
import { TooMuch } from '../../src/ingest/readers.ts';
import { traitsOf } from '../../src/ingest/traits.ts';
import { openMiniSearch } from '../../src/search/minisearch.ts';
import { SearchLanguageSchema } from '../../src/search/words.ts';
import { openStore } from '../../src/store/kysely.ts';
import type { Store } from '../../src/store/port.ts';
import { build } from '../corpus/word-lists.ts';
import { claimOf } from '../store/samples.ts';
import { report } from './reports.ts';
import { openWebServer, page, rss, type WebServer } from './web-server.ts';

const language = readConfigFile('config/language/search.json', SearchLanguageSchema);
const MAX_BYTES = 200_000;
const BOMB = gzipSync(Buffer.alloc(50_000_000));
const START = Date.parse('2024-11-20T12:00:00Z');
const MINUTE = 60_000;

let folder: string;
let store: Store;
let server: WebServer;
let fetcher: Fetcher;
let parts: FeedParts;
let problems: string[];
/** Where the texts came from that were read, in order. */
let readings: string[];
let clock: number;
let stores = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-feeds-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  server = await openWebServer();
  store = await openStore({ file: join(folder, `${stores++}.sqlite`) });
  clock = START;
  problems = [];
  readings = [];
  await restart();
});
afterEach(async () => {
  await fetcher.close();
  await server.close();
  await store.close();
});

async function restart(): Promise<void> {
  const now = () => clock;
  const requester = openRequester({
    userAgent: 'Muster/test',
    mayReach: () => true,
    now,
    maxBytes: MAX_BYTES,
    timeoutMs: 1000,
  });
  fetcher = followRedirects(withManners(requester, { robot: 'Muster', now, gapMs: 0 }));
  const { library, history, sources } = store;
  parts = {
    fetcher,
    sources,
    now,
    maxBytes: MAX_BYTES,
    random: () => 0.5,
    report: (problem) => problems.push(problem),
    fault: (doing, thrown) => problems.push(`${doing}: ${thrown}`),
    pipeline: await openPipeline({
      toArticle(text) {
        readings.push(text.origin);
        if (text.text.includes('TOO MUCH')) throw new TooMuch('It takes too long to read.');
        return build(text);
      },
      toClaims: (article) => [claimOf(article, 1)],
      dateAmong: (article) => article,
      traitsOf,
      fault: () => {},
      extractor: 'test',
      library,
      history,
      sources,
      search: openMiniSearch({ language }),
      now,
    }),
  };
}

const read = (path = '/feed'): Promise<FeedTally> =>
  takeFeed(`${server.url}${path}`, { everyMinutes: 30 }, parts);
const titles = async () => (await store.library.list()).map(({ title }) => title).sort();
const NOTHING: FeedTally = { new: 0, changed: 0, unchanged: 0, reprints: 0, failed: 0 };
const STORY = report('Aldora', 0, 20);
const OTHER = report('Borania', 0, 20);

describe('a feed', () => {
  it('has no item tried again that was too much to read, before it says something else', async () => {
    const serve = (text: string) =>
      server.on(
        '/feed',
        rss([
          { link: '/1', text: `TOO MUCH ${text}` },
          { link: '/2', text: OTHER },
        ]),
      );
    serve(STORY);
    expect(await read()).toEqual({ ...NOTHING, new: 1, failed: 1 });
    expect(problems).toEqual([`reading ${server.url}/1: PlainError: It takes too long to read.`]);
    expect(await read()).toEqual({ ...NOTHING, unchanged: 2 });
    serve(`${STORY} More.`);
    expect(await read()).toMatchObject({ unchanged: 1, failed: 1 });
    expect(readings.filter((origin) => origin.endsWith('/1'))).toHaveLength(2);
  });

  it('gives the whole text where it has it, and the page has it where it has not', async () => {
    server.on('/2', page('Second', OTHER), 'text/html');
    server.on(
      '/feed',
      rss([
        { link: '/1', title: 'First', text: STORY, date: 'Tue, 12 Nov 2024 00:00:00 +0200' },
        { link: '/2', title: 'Second', text: 'The beginning of it…' },
      ]),
    );
    expect(await read()).toEqual({ ...NOTHING, new: 2 });
    expect(server.asked).toEqual(['/feed', '/2']);
    const held = await store.library.list();
    expect(held.map(({ title, url }) => [title, url]).sort()).toEqual([
      ['First', `${server.url}/1`],
      ['Second', `${server.url}/2`],
    ]);
    const [first] = await store.library.articles(
      held.filter(({ title }) => title === 'First').map(({ id }) => id),
    );
    expect(first?.text).toContain('of Aldora confirmed on day 3');
  });

  it.each([
    [
      'Atom',
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>1</id><title>One</title><link href="/1"/><content type="html">${STORY.replaceAll('\n\n', '&lt;p&gt;')}</content></entry></feed>`,
    ],
    [
      'RDF',
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="/"><title>T</title></channel><item rdf:about="/1"><title>One</title><link>/1</link><description>${STORY}</description></item></rdf:RDF>`,
    ],
    [
      'JSON Feed',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'T',
        items: [{ id: '1', url: '/1', title: 'One', content_html: `<p>${STORY}</p>` }],
      }),
    ],
  ])('is read as %s too', async (_format, text) => {
    server.on('/feed', text, 'application/xml');
    expect(await read()).toEqual({ ...NOTHING, new: 1 });
    expect(await titles()).toEqual(['One']);
  });

  it('that has not changed is not sent again', async () => {
    const seen: unknown[] = [];
    server.on('/feed', ({ headers }, response) => {
      seen.push([headers['if-none-match'], headers['if-modified-since'], headers['user-agent']]);
      if (headers['if-none-match'] === '"1"') response.writeHead(304).end();
      else
        response
          .writeHead(200, { etag: '"1"', 'last-modified': 'Tue, 12 Nov 2024 00:00:00 GMT' })
          .end(rss([{ link: '/1', text: STORY }]));
    });
    expect(await read()).toEqual({ ...NOTHING, new: 1 });
    expect(await read()).toEqual(NOTHING);
    expect(seen).toEqual([
      [undefined, undefined, 'Muster/test'],
      ['"1"', 'Tue, 12 Nov 2024 00:00:00 GMT', 'Muster/test'],
    ]);
  });

  it('that lists an item twice, with edited dates, or again after a restart, gives it once', async () => {
    const item = { link: '/1', guid: 'a', text: STORY };
    server.on(
      '/feed',
      rss([
        { ...item, date: 'Tue, 12 Nov 2024 00:00:00 GMT' },
        { ...item, date: 'Wed, 13 Nov 2024 00:00:00 GMT' },
      ]),
    );
    expect(await read()).toEqual({ ...NOTHING, new: 1 });
    server.on('/feed', rss([{ ...item, date: 'Thu, 14 Nov 2024 08:00:00 GMT' }]));
    await restart();
    expect(await read()).toEqual({ ...NOTHING, unchanged: 1 });
    expect((await store.library.list()).length).toBe(1);
  });

  it('that edits an item gives a new version of it', async () => {
    server.on('/feed', rss([{ link: '/1', text: STORY }]));
    await read();
    server.on('/feed', rss([{ link: '/1', text: `${STORY}\n\nIt was corrected on Friday.` }]));
    expect(await read()).toEqual({ ...NOTHING, changed: 1 });
    const [current] = await store.library.list();
    expect(await store.history.versions(current?.id ?? '')).toHaveLength(2);
  });

  it('whose items all link to the site keeps each of them', async () => {
    server.on(
      '/feed',
      rss([
        { link: '/', guid: 'a', title: 'One', text: STORY },
        { link: '/', guid: 'b', title: 'Two', text: OTHER },
      ]),
    );
    expect(await read()).toEqual({ ...NOTHING, new: 2 });
    expect(await titles()).toEqual(['One', 'Two']);
  });

  it('with one item that cannot be read gives the others, and that one when it can', async () => {
    server.on('/bad', (_, response) => response.writeHead(500).end());
    server.on(
      '/feed',
      rss([
        { link: '/bad', title: 'Bad' },
        { link: '/1', title: 'Good', text: STORY },
      ]),
    );
    expect(await read()).toEqual({ ...NOTHING, new: 1, failed: 1 });
    expect(problems).toEqual([
      `${server.url}/bad: The server answered 500: the trouble is on its side, and it is asked again later.`,
    ]);
    server.on('/bad', page('Bad', OTHER), 'text/html');
    expect(await read()).toEqual({ ...NOTHING, unchanged: 2 });
    clock += 10 * MINUTE;
    expect(await read()).toEqual({ ...NOTHING, new: 1, unchanged: 1 });
  });

  it('is left alone where robots.txt says so', async () => {
    server.on('/robots.txt', 'User-agent: muster\nDisallow: /feed', 'text/plain');
    server.on('/feed', rss([{ link: '/1', text: STORY }]));
    expect(await read()).toEqual({ ...NOTHING, failed: 1 });
    expect(server.asked).toEqual([]);
  });

  it('redirected a few times is followed', async () => {
    for (const n of [1, 2, 3]) {
      server.on(`/r${n}`, (_, response) =>
        response.writeHead(302, { location: n === 3 ? '/feed' : `/r${n + 1}` }).end(),
      );
    }
    server.on('/feed', rss([{ link: '/1', text: STORY }]));
    expect(await read('/r1')).toEqual({ ...NOTHING, new: 1 });
  });
});

describe('feeds on schedule', () => {
  it('are those of config and those that people added, each read when it is due', async () => {
    server.on('/a', rss([{ link: '/1', title: 'One', text: STORY }]));
    server.on('/b', rss([{ link: '/2', title: 'Two', text: OTHER }]));
    const intake = openIntake({ ...parts, ...store, readers: { toArticle: build, traitsOf } });
    expect(await intake.watch(`${server.url}/b`, 'slack:U1')).toBe(
      'The feed is read every 30 minutes from now on: 1 new, 0 changed, 0 unchanged, 0 reprints, 0 failed.',
    );
    const feeds = [{ url: `${server.url}/a`, everyMinutes: 60 }];
    let polling = await pollFeeds({ ...parts, feeds }, 10);
    expect(await titles()).toEqual(['Two']);
    clock += 31 * MINUTE;
    await vi.waitFor(async () => expect(await titles()).toEqual(['One', 'Two']), 20_000);
    await vi.waitFor(() => expect(server.asked).toEqual(['/b', '/a', '/b']), 20_000);
    await polling.close();
    polling = await pollFeeds({ ...parts, feeds: [] }, 10);
    await polling.close();
    expect((await store.sources.list('feed')).map(({ key, addedBy }) => [key, addedBy])).toEqual([
      [`${server.url}/b`, 'slack:U1'],
    ]);
    expect(await titles()).toEqual(['One', 'Two']);
  }, 60_000);

  it('bring in a page that failed, when it answers', async () => {
    server.on('/late', (_, response) => response.writeHead(503).end());
    const intake = openIntake({ ...parts, ...store, readers: { toArticle: build, traitsOf } });
    expect(await intake.add(`${server.url}/late`, 'web:me')).toEqual({
      words: `Not read: ${server.url}/late: The server answered 503: the trouble is on its side, and it is asked again later.`,
      article: null,
    });
    server.on('/late', page('Late', STORY), 'text/html');
    clock += 10 * MINUTE;
    const polling = await pollFeeds({ ...parts, feeds: [] }, 10);
    await vi.waitFor(async () => expect(await titles()).toEqual(['Late']), 20_000);
    await polling.close();
  }, 60_000);
});

describe('what somebody hands over', () => {
  it.each<[string, string, string, RegExp]>([
    [
      'a page',
      'text/html',
      page('Columns leave', STORY),
      /^Read: “Columns leave”, with 1 claim\.$/,
    ],
    ['a text', 'text/plain', STORY, /^Read: “.+”, with 1 claim\.$/],
    [
      'a feed',
      'text/xml',
      rss([{ link: '/1', text: STORY }]),
      /^Read what the feed lists now: 1 new/,
    ],
    ['a picture', 'image/png', 'PNG', /^Not read: \S+: It is image\/png, not a page or text/],
    ['an archive', 'application/zip', 'PK', /^Not read: /],
  ])('is read as %s', async (_name, type, body, words) => {
    server.on('/x', body, type);
    const intake = openIntake({ ...parts, ...store, readers: { toArticle: build, traitsOf } });
    expect((await intake.add(`${server.url}/x`, 'web:me')).words).toMatch(words);
  });

  it('is watched only when it is a feed', async () => {
    server.on('/x', page('Columns leave', STORY), 'text/html');
    const intake = openIntake({ ...parts, ...store, readers: { toArticle: build, traitsOf } });
    expect(await intake.watch(`${server.url}/x`, 'web:me')).toMatch(/^Not watched: It is no feed/);
    expect(await store.sources.list('feed')).toEqual([]);
  });
});

describe('the address that a page gives itself', () => {
  const claiming = (address: string, story: string) =>
    page('Troops move', story).replace('<head>', `<head><link rel="canonical" href="${address}">`);
  const add = (path: string) => takeLink(`${server.url}${path}`, null, parts);

  it('is believed on its own site', async () => {
    server.on('/1?from=mail', claiming(`${server.url}/1`, STORY), 'text/html');
    await add('/1?from=mail');
    expect((await store.library.list()).map(({ url }) => url)).toEqual([`${server.url}/1`]);
  });

  it('neither gives it another site’s name nor puts it in the place of what that site said', async () => {
    const other = await openWebServer();
    try {
      other.on('/1', page('Troops stay', OTHER), 'text/html');
      const real = other.url.replace('127.0.0.1', 'localhost');
      await takeLink(`${real}/1`, null, parts);
      server.on('/forged', claiming(`${real}/1`, STORY), 'text/html');
      await add('/forged');
      const held = await store.library.list();
      expect(held.map(({ title, url }) => [title, url]).sort()).toEqual([
        ['Troops move', `${server.url}/forged`],
        ['Troops stay', `${real}/1`],
      ]);
    } finally {
      await other.close();
    }
  });
});

it.each([
  ['is not taken for what that site says', undefined, 'Troops stay'],
  ['is, where the owner says whose feed it is', 'Harbour Gazette', 'Troops move'],
])('a feed’s text under another site’s address %s', async (_, outlet, title) => {
  const other = await openWebServer();
  try {
    const link = `${other.url.replace('127.0.0.1', 'localhost')}/1`;
    other.on('/1', page('Troops stay', OTHER), 'text/html');
    server.on('/feed', rss([{ link, text: STORY, title: 'Troops move' }]));
    await takeFeed(`${server.url}/feed`, { everyMinutes: 30, outlet }, parts);
    expect(other.asked).toEqual(outlet === undefined ? ['/1'] : []);
    const [held] = await store.library.articles((await store.library.list()).map(({ id }) => id));
    expect([held?.title, held?.text.includes('Aldora')]).toEqual([title, outlet !== undefined]);
  } finally {
    await other.close();
  }
});

it('a page is of the site that it was found on, wherever a link led first', async () => {
  const other = await openWebServer();
  try {
    const location = `${other.url.replace('127.0.0.1', 'localhost')}/1`;
    server.on('/away', (_, response) => response.writeHead(302, { location }).end());
    other.on('/1', page('Troops move', STORY), 'text/html');
    server.on('/feed', rss([{ link: '/away', title: 'Troops move' }]));
    expect(await read()).toEqual({ ...NOTHING, new: 1 });
    expect((await store.library.list()).map(({ url }) => url)).toEqual([location]);
    expect(await read()).toEqual({ ...NOTHING, unchanged: 1 });
  } finally {
    await other.close();
  }
});

describe('a server that misbehaves', () => {
  const ENTITIES = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "${'a'.repeat(100)}">${Array.from({ length: 12 }, (_, n) => `<!ENTITY b${n} "${(n === 0 ? '&a;' : `&b${n - 1};`).repeat(10)}">`).join('')}]><rss version="2.0"><channel><title>&b11;</title><item><title>&b11;</title></item></channel></rss>`;

  it.each<[string, Parameters<WebServer['on']>[1], RegExp]>([
    ['answers 500', (_, response) => response.writeHead(500).end(), /answered 500/],
    ['answers 404', (_, response) => response.writeHead(404).end(), /nothing is there/],
    ['never answers', () => {}, /within 1 s/],
    [
      'sends a byte now and then',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/xml' });
        const dripping = setInterval(() => response.write(' '), 50);
        response.on('close', () => clearInterval(dripping));
      },
      /within 1 s/,
    ],
    [
      'breaks off in the middle',
      (_, response) => {
        response.writeHead(200, { 'content-length': '5000' }).write('<rss>');
        setTimeout(() => response.destroy(), 20);
      },
      /connection broke/,
    ],
    ['sends a page instead', '<!doctype html><html><body><p>Moved</p></body></html>', /no feed/],
    ['sends bytes', (_, response) => response.end(Buffer.from([0, 1, 2, 0, 255, 0])), /binary/],
    ['sends nothing', '', /empty/],
    ['sends broken XML', '<rss version="2.0"><channel><item><title>A', /no feed/],
    ['sends an entity bomb', ENTITIES, /entities/],
    [
      'reads a file by an entity',
      '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&x;</title></channel></rss>',
      /entities/,
    ],
    ['nests a hundred thousand deep', `<rss>${'<a>'.repeat(60_000)}`, /nested deeper/],
    ['sends more than the limit', 'x'.repeat(MAX_BYTES + 1), /larger than the limit/],
    [
      'never stops sending',
      (_, response) => {
        response.writeHead(200);
        const pour = () => {
          while (!response.destroyed && response.write('x'.repeat(16_384)));
        };
        response.on('drain', pour);
        pour();
      },
      /larger than the limit/,
    ],
    [
      'sends a gzip bomb',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB),
      /larger than the limit/,
    ],
    [
      'says gzip and sends none',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('<rss/>'),
      /packed wrongly/,
    ],
    [
      'packs as it was not asked to',
      (_, response) => response.writeHead(200, { 'content-encoding': 'compress' }).end('<rss/>'),
      /packed as compress/,
    ],
    [
      'redirects in a circle',
      (_, response) => response.writeHead(302, { location: '/feed' }).end(),
      /redirects more than 5 times/,
    ],
    [
      'redirects to a file',
      (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      /only http and https/,
    ],
    [
      'sends a header without an end',
      (_, response) => response.writeHead(200, { 'x-long': 'x'.repeat(100_000) }).end('<rss/>'),
      /./,
    ],
  ])('and %s is told of in one line, and asked again later', async (_name, answer, words) => {
    server.on('/feed', answer);
    expect(await read()).toEqual({ ...NOTHING, failed: 1 });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(words);
    expect(problems[0]).toMatch(/^http:\S+: [A-Z][^\n]+\.$/);
    const state = await store.sources.find(`${server.url}/feed`);
    expect([state?.failures, state?.dueAt]).toEqual([1, START + 5 * MINUTE]);
    server.on('/feed', rss([{ link: '/1', text: STORY }]));
    expect(await read()).toEqual({ ...NOTHING, new: 1 });
    expect(await store.sources.find(`${server.url}/feed`)).toMatchObject({
      failures: 0,
      fault: null,
      dueAt: START + 30 * MINUTE,
    });
  });

  it.each([
    ['in seconds', '3600', START + 60 * MINUTE],
    ['by a date', 'Wed, 20 Nov 2024 14:00:00 GMT', START + 120 * MINUTE],
    ['for a year', '31536000', START + 24 * 60 * MINUTE],
    ['in words', 'soon', START + 5 * MINUTE],
  ])('and asks to be left alone %s is', async (_name, retryAfter, dueAt) => {
    server.on('/feed', (_, response) =>
      response.writeHead(429, { 'retry-after': retryAfter }).end(),
    );
    await read();
    expect((await store.sources.find(`${server.url}/feed`))?.dueAt).toBe(dueAt);
  });

  it('for long is asked ever more seldom, up to once a day', async () => {
    const waits: number[] = [];
    for (let n = 0; n < 12; n++) {
      await read('/none');
      const { dueAt } = (await store.sources.find(`${server.url}/none`)) ?? {};
      waits.push(((dueAt ?? 0) - clock) / MINUTE);
    }
    expect(waits.slice(0, 4)).toEqual([5, 10, 20, 40]);
    expect(waits.at(-1)).toBe(24 * 60);
  });
});

describe('a hostile document', () => {
  const script = '<script>globalThis.harmed = true</script>';
  it.each([
    ['with scripts', `${script}<img src=x onerror="globalThis.harmed=true">${script}`],
    ['of tags without end', '<div '.repeat(20_000)],
    ['nested fifty thousand deep', '<div>'.repeat(50_000)],
    ['of unclosed paragraphs', '<p>x'.repeat(40_000)],
    ['of one endless word', 'a'.repeat(190_000)],
    ['of one endless attribute', `<a href="${'x'.repeat(180_000)}">x</a>`],
    ['of entities', '&amp;'.repeat(30_000)],
    ['of unclosed comments', '<!--'.repeat(40_000)],
    ['of control characters', '\u0000\u0007\u202e\ufeff'.repeat(20_000)],
    ['of lone surrogates', '\ud800'.repeat(5_000)],
    ['that redirects itself', '<meta http-equiv="refresh" content="0;url=file:///etc/passwd">'],
    [
      'of forms, frames and objects',
      '<iframe src="/x"><object data="/x"><form><input>'.repeat(500),
    ],
    ['of a table in a table', '<table><tr><td>'.repeat(5_000)],
    ['of styles', `<style>${'a{}'.repeat(50_000)}</style>`],
  ])('%s harms neither Muster nor the article beside it', async (_name, body) => {
    server.on('/bad', `<html><body>${body}</body></html>`, 'text/html');
    server.on('/feed', rss([{ link: '/bad' }, { link: '/1', title: 'Good', text: STORY }]));
    const tally = await read();
    expect(await titles()).toContain('Good');
    expect(tally.new + tally.failed).toBe(2);
    expect(problems).toHaveLength(tally.failed);
    expect(server.asked).toEqual(['/feed', '/bad']);
    expect(globalThis).not.toHaveProperty('harmed');
  });
});

it('a feed of tags that are all left open is read to its end', () => {
  const text = `<rss version="2.0"><channel><title>T</title>${'<a '.repeat(2_000_000)}/></channel></rss>`;
  expect(readFeed(text, server.url)).toMatchObject({ title: 'T', items: [] });
}, 60_000);
