import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Claim } from '../../src/claims/claim.ts';
import { openBrowser } from '../support/browser.ts';
import { kurskArticle, kurskClaims } from '../support/newsroom.ts';
import { type OpenPage, openPage } from '../support/page.ts';

// A browser on a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const opened = await openBrowser();
const missing = 'missing' in opened ? opened.missing : null;
if (missing) process.stderr.write(`The page is not driven in a browser: ${missing}\n`);

describe.skipIf(missing !== null)('the page in Chromium', () => {
  const browser = opened as Browser;
  let server: OpenPage;
  let contexts: BrowserContext[] = [];
  /** Everything that a page said to the console or threw. */
  let said: string[] = [];

  beforeAll(async () => {
    server = await openPage();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  afterEach(async () => {
    for (const context of contexts) await context.close();
    contexts = [];
    const heard = said;
    said = [];
    expect(heard).toEqual([]);
    expect(server.faults).toEqual([]);
  });

  async function visit(
    path: string,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    contexts.push(context);
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(String(error)));
    page.on('requestfailed', (failed) => said.push(`${failed.url()} failed`));
    await page.goto(`${server.url}${path}`);
    return page;
  }

  async function askInChannel(page: Page, text: string): Promise<void> {
    await page.getByRole('combobox', { name: 'Ask the desk' }).fill(text);
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByRole('heading', { name: text }).first().waitFor();
  }

  async function violations(page: Page): Promise<readonly string[]> {
    const { violations: found } = await new AxeBuilder({ page }).analyze();
    return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }

  const article = kurskArticle();
  const cited = article.sentences.find(({ span }) =>
    article.text.startsWith('Russia has prepared', span.start),
  );

  it('is walked with the keyboard alone, from a command to the cited sentence', async () => {
    const page = await visit('/');
    const press = (...keys: string[]) =>
      keys.reduce(async (before, key) => {
        await before;
        await page.keyboard.press(key);
      }, Promise.resolve());
    const focused = () => page.evaluate<string>('document.activeElement.textContent.trim()');
    const tabTo = async (wanted: RegExp) => {
      for (let tabs = 0; tabs < 30 && !wanted.test(await focused()); tabs += 1) await press('Tab');
      expect(await focused()).toMatch(wanted);
    };
    await tabTo(/^Skip/u);
    await press('Enter');
    await page.getByRole('combobox').focus();
    await page.keyboard.type('/br');
    await page.getByRole('option').first().waitFor();
    await press('Enter');
    await page.keyboard.type('kur');
    await page.getByRole('option', { name: 'Kursk topic' }).waitFor();
    await press('ArrowDown');
    expect(await page.getByRole('option', { selected: true }).textContent()).toContain('Kursk');
    await press('Enter', 'Escape');
    expect(await page.getByRole('combobox').inputValue()).toBe('/briefing Kursk ');
    await press('Enter');
    await page.getByRole('heading', { name: '/briefing Kursk' }).waitFor();
    expect(page.url()).toBe(`${server.url}/`);
    await tabTo(/^\[1\]$/u);
    await press('Enter');
    const pane = page.getByRole('complementary', { name: 'Reading room' });
    await pane.waitFor();
    expect(await pane.locator('mark').textContent()).toBe(
      cited && article.text.slice(cited.span.start, cited.span.end),
    );
    expect(await focused()).toBe('Close');
    await press('Escape');
    await pane.waitFor({ state: 'detached' });
    expect(await focused()).toBe('[1]');
    await tabTo(/^Open the thread/u);
    await press('Enter');
    await page.waitForURL(/\/threads\//u);
    await page.getByRole('combobox', { name: 'Ask a follow-up' }).focus();
    await page.keyboard.type('how many?');
    await press('Enter');
    await page.getByText('Answer 2 to “how many?”').waitFor();
    await page.reload();
    await page.getByText('Answer 2 to “how many?”').waitFor();
  });

  it('asks what was typed when Enter is faster than the completions of it', async () => {
    const page = await visit('/');
    const gate = Promise.withResolvers<void>();
    await page.getByRole('combobox').focus();
    await page.keyboard.type('/br');
    await page.getByRole('option').first().waitFor();
    await page.route('**/complete?*', async (route) => {
      await gate.promise;
      await route.fulfill({ json: { choices: [], isChosenByEnter: false } });
    });
    await page.keyboard.type('iefing Kursk troops');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '/briefing Kursk troops' }).waitFor();
    gate.resolve();
    await page.unrouteAll({ behavior: 'wait' });
  });

  it('closes its completions with Escape and leaves what was typed', async () => {
    const page = await visit('/');
    const field = page.getByRole('combobox');
    await field.pressSequentially('/cl');
    await page.getByRole('option').first().waitFor();
    expect(await field.getAttribute('aria-expanded')).toBe('true');
    await field.press('Escape');
    expect(await field.getAttribute('aria-expanded')).toBe('false');
    expect(await field.inputValue()).toBe('/cl');
  });

  it('asks a suggested question in the thread of its answer', async () => {
    const page = await visit('/');
    await askInChannel(page, '/briefing sudzha');
    await page.getByRole('button', { name: 'Who said that?' }).first().click();
    await page.waitForURL(/\/threads\//u);
    await page.getByText('Answer 2 to “who said that?”').waitFor();
    await page.getByRole('button', { name: 'Is that confirmed?' }).first().click();
    await page.getByText('Answer 3 to “is that confirmed?”').waitFor();
  });

  it('takes a report of what is wrong without leaving the answer', async () => {
    const page = await visit('/');
    await askInChannel(page, '/briefing wrong');
    const answer = page.locator('.entry').first();
    await answer.getByText('Wrong?', { exact: true }).click();
    await answer.getByLabel('What would be right?').fill('It was Zaluzhnyi.');
    await answer.getByRole('button', { name: 'Report it' }).click();
    await answer.getByText('Thank you. The owner will see it.').waitFor();
  });

  it('does all of it without scripts too', async () => {
    const page = await visit('/', { javaScriptEnabled: false });
    await page.getByLabel('Ask the desk').fill('/briefing kursk');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.waitForURL(/\/threads\//u);
    await page.getByLabel('Ask a follow-up').fill('how many?');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    expect(await page.locator('.turn').count()).toBe(2);
    await page.locator('.cite').first().click();
    expect(await page.locator('#cited').textContent()).toContain('Russia has prepared');
    await page.getByRole('link', { name: 'Claims', exact: true }).click();
    await page.getByLabel('Kind').selectOption('movement');
    await page.getByRole('button', { name: 'Filter' }).click();
    expect(await page.getByRole('row').count()).toBe(2);
  });

  it('says that the server is gone and keeps the question', async () => {
    const going = await openPage();
    const page = await visit('/');
    await page.goto(going.url);
    await page.getByRole('combobox').fill('how many troops?');
    await going.close();
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.locator('.waiting', { hasText: 'Muster does not answer.' }).waitFor();
    expect(await page.getByRole('combobox').inputValue()).toBe('how many troops?');
    said = [];
  });

  describe.each([
    ['wide and light', { viewport: { width: 1280, height: 800 }, colorScheme: 'light' }],
    ['wide and dark', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' }],
    ['narrow and light', { viewport: { width: 360, height: 740 }, colorScheme: 'light' }],
  ] as const)('%s', (_name, options) => {
    it('breaks no rule of axe and scrolls in one direction', async () => {
      const page = await visit('/', options);
      const scrollsSideways = () =>
        page.evaluate<boolean>(
          'document.documentElement.scrollWidth > document.documentElement.clientWidth',
        );
      expect(await violations(page)).toEqual([]);
      await page.getByRole('combobox').pressSequentially('/');
      await page.getByRole('option').first().waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await scrollsSideways()).toBe(false);
      await page.getByRole('combobox').press('Escape');
      await askInChannel(page, '/briefing kursk');
      await page.getByText('Wrong?', { exact: true }).first().click();
      expect(await violations(page)).toEqual([]);
      expect(await scrollsSideways()).toBe(false);
      await page.locator('.cite').first().click();
      await page.locator('#room #cited').waitFor();
      expect(await page.locator('#cited').isVisible()).toBe(true);
      expect(await violations(page)).toEqual([]);
      expect(await scrollsSideways()).toBe(false);
      const paths = [
        '/claims',
        '/claims?words=nothing+like+it',
        '/sources',
        `/articles/${article.id}`,
      ];
      for (const path of paths) {
        await page.goto(`${server.url}${path}`);
        expect([path, await violations(page)]).toEqual([path, []]);
        expect([path, await scrollsSideways()]).toEqual([path, false]);
      }
    });
  });

  it.each([360, 1280])(
    'scrolls in one direction at %i px, however long a word is',
    async (width) => {
      const word = 'W'.repeat(400);
      const [claim] = kurskClaims(article);
      const wordy = {
        ...claim,
        speaker: { ...claim?.speaker, name: word, text: word },
        places: [{ ...claim?.places[0], name: word, isGovernment: false }],
      } as Claim;
      const hostile = await openPage({
        library: {
          list: async () => [{ ...article, outlet: word, claims: 1 }],
          articles: async () => [{ ...article, outlet: word, title: word }],
          claimsOf: async () => [wordy],
        },
      });
      try {
        const page = await visit('/', { viewport: { width, height: 800 } });
        const isWide = () =>
          page.evaluate<number>(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
        for (const path of ['/claims', '/sources', `/articles/${article.id}`]) {
          await page.goto(`${hostile.url}${path}`);
          expect([path, await isWide()]).toEqual([path, 0]);
        }
        await page.goto(`${hostile.url}/`);
        for (const text of [word, `${word}?`]) await askInChannel(page, text);
        await page.reload();
        expect(await isWide()).toBe(0);
      } finally {
        await hostile.close();
      }
    },
  );

  it('follows the colours that the reader set', async () => {
    const background = async (colorScheme: 'light' | 'dark') => {
      const page = await visit('/', { colorScheme });
      return page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    };
    expect(await background('light')).not.toBe(await background('dark'));
  });
});
