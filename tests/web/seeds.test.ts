import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTransient, type TransientMuster } from '../../src/assemble.ts';
import { loadConfig } from '../../src/config.ts';
import { type OpenPage, openPage } from '../support/page.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** The page over the five seed articles, answered by everything that stands behind it. */
describe('the page over the seeds', () => {
  let muster: TransientMuster;
  let page: OpenPage;
  beforeAll(async () => {
    muster = await openTransient(loadConfig(), { paths: ['seeds'] });
    page = await openPage({ answerer: muster.answerer, store: muster.store });
  });
  afterAll(() => page.close());

  async function ask(text: string): Promise<string> {
    return (await askFor(text)).text();
  }

  /** Ends at the address of the thread that it opens. */
  async function askFor(text: string): Promise<Response> {
    const response = await fetch(`${page.url}/ask`, {
      method: 'POST',
      body: new URLSearchParams({ text, nonce: text }),
      headers: { origin: page.url },
    });
    expect(response.status).toBe(200);
    return response;
  }

  it.each([
    '/briefing kursk',
    '/briefing bakhmut',
    '/claims 50,000 troops',
    'how many North Koreans are in Kursk?',
  ])(
    'opens, for each citation of %s, the article with exactly the cited sentence marked',
    async (question) => {
      const shown = await ask(question);
      const listed = /class="sources">(?<list>.*?)<\/ol>/su.exec(shown)?.groups?.list ?? '';
      const links = [...listed.matchAll(/<a href="(?<href>[^"]+)"[^>]*>(?<quote>[^<]+)<\/a>/gu)];
      expect(links.length).toBeGreaterThan(0);
      for (const { groups } of links) {
        const href = groups?.href?.replaceAll('&amp;', '&') ?? '';
        const room = await (await fetch(`${page.url}${href}`)).text();
        const marked = [...room.matchAll(/<mark[^>]*>(?<words>[^<]+)<\/mark>/gu)]
          .map((match) => match.groups?.words)
          .join('');
        expect(marked.replaceAll(/\s+/gu, ' ')).toBe(groups?.quote?.replaceAll(/\s+/gu, ' '));
      }
    },
  );

  it.each([
    '/briefing',
    '/brief kursk',
    '/claims troops kind:parade',
    '/help',
    '/sources',
    '???',
    '/article nowhere',
  ])('answers %s with words, not with an error', async (question) => {
    expect(await ask(question)).toMatch(/class="answer">\s*<(?:p|h3|ul|ol|table)/u);
  });

  it('takes a report of what is wrong, and says in the answer that its claim was withdrawn', async () => {
    const response = await askFor('/briefing kursk');
    const shown = await response.text();
    const form = /class="wrong">.*?<\/form>/su.exec(shown)?.[0] ?? '';
    const claim = /<option value="(?<claim>[0-9a-f]+-\d+)"/u.exec(form)?.groups?.claim ?? '';
    await fetch(`${page.url}/wrong`, {
      method: 'POST',
      body: new URLSearchParams({ claim, text: 'It was Tuesday.' }),
      headers: { origin: page.url },
    });
    const { corrections } = muster.store;
    expect(await corrections.reports()).toMatchObject([{ claim, text: 'It was Tuesday.' }]);
    await corrections.hide(claim, 'It was Tuesday.', Date.now() + 1);
    const again = await (await fetch(response.url)).text();
    await corrections.undo(claim);
    expect(again).toContain('Since then the owner has withdrawn what was read from');
  });

  it('holds every claim once in its downloads', async () => {
    const rows = (await (await fetch(`${page.url}/claims.json`)).json()) as { id: string }[];
    const ids = (await muster.store.library.list()).map(({ id }) => id);
    const claims = await muster.store.library.claimsOf(ids);
    expect(rows.map(({ id }) => id).sort()).toEqual(claims.map(({ id }) => id).sort());
    expect(rows.length).toBeGreaterThan(0);
  });

  it('shows every article whole', async () => {
    for (const { id } of await muster.store.library.list()) {
      const [article] = await muster.store.library.articles([id]);
      const room = await (await fetch(`${page.url}/articles/${id}`)).text();
      expect(room.match(/class="number"/gu)).toHaveLength(article?.paragraphs.length ?? 0);
    }
  });
});
