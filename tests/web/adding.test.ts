import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { type OpenPage, openPage } from '../support/page.ts';
import { BRIGADES, DEPOT, openTakingIn, type TakingIn } from '../support/taking-in.ts';

// A browser on a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const UPLOAD_MAX_BYTES = 2 * 2 ** 20;
const PLAIN = 'text/plain';

let taking: TakingIn;
let page: OpenPage;
beforeAll(async () => {
  taking = await openTakingIn({ curators: ['web'], maxMib: 1 });
  const { muster, intake } = taking;
  const { answerer } = muster;
  page = await openPage({ answerer, intake, uploadMaxBytes: UPLOAD_MAX_BYTES });
});
afterAll(async () => {
  await page.close();
  await taking.close();
});

async function add(
  files: readonly File[],
  nonce: string,
  origin: string = page.url,
): Promise<{ readonly status: number; readonly shown: string }> {
  const body = new FormData();
  body.append('nonce', nonce);
  for (const file of files) body.append('file', file);
  const response = await fetch(`${page.url}/add`, { method: 'POST', body, headers: { origin } });
  return { status: response.status, shown: await response.text() };
}

const file = (name: string, content: string, type = PLAIN): File =>
  new File([content], name, { type });

describe('articles added from the page', () => {
  it('are read, each with a line of its own, and asked about in the channel', async () => {
    const files = [
      file('brigades.txt', BRIGADES),
      file('map.png', 'x', 'image/png'),
      file('nothing.txt', ''),
    ];
    const { shown } = await add(files, 'n1');
    expect(shown).toMatch(/brigades\.txt: Read: “Two brigades leave for Aldora”/u);
    expect(shown).toMatch(/map\.png: Not read: It is a \.png file/u);
    expect(shown).toMatch(/nothing\.txt: Not read: It is empty/u);
    const asked = await fetch(`${page.url}/ask`, {
      method: 'POST',
      body: new URLSearchParams({ text: '/claims 4,200 troops', nonce: 'n2' }),
      headers: { origin: page.url },
    });
    expect(await asked.text()).toMatch(/Varga.*4,200/su);
  });

  it('are held already when they come again, and read once when a form is sent twice', async () => {
    const files = [file('brigades.txt', BRIGADES)];
    expect((await add(files, 'n3')).shown).toContain('Held already');
    expect((await add(files, 'n3')).shown).toContain('being answered already');
  });

  it('are refused from another page, and where they are too much at once', async () => {
    const files = [file('depot.txt', DEPOT)];
    expect((await add(files, 'n4', 'https://example.org')).status).toBe(403);
    const large = file('large.txt', 'x'.repeat(UPLOAD_MAX_BYTES + 100_000));
    expect(await add([large], 'n5')).toMatchObject({
      status: 413,
      shown: expect.stringContaining('Add fewer files at a time'),
    });
    const long = file('long.txt', 'word '.repeat(300_000));
    expect((await add([long], 'n6')).shown).toMatch(/more than the limit of 1\.0 MiB/u);
  });

  it('are not asked for where nobody may add any', async () => {
    const closed = await openPage();
    expect(await (await fetch(closed.url)).text()).not.toContain('Add articles');
    await closed.close();
  });
});

const opened = await openBrowser();
const missing = 'missing' in opened ? opened.missing : null;
if (missing) process.stderr.write(`The page is not driven in a browser: ${missing}\n`);

describe.skipIf(missing !== null)('adding articles in Chromium', () => {
  const browser = opened as Browser;
  afterAll(() => browser.close());

  async function visit(): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const visited = await context.newPage();
    await visited.goto(page.url);
    return visited;
  }

  it('takes files that are chosen, without leaving the page', async () => {
    const visited = await visit();
    await visited.getByText('Add articles').click();
    const buffer = Buffer.from(DEPOT);
    await visited
      .getByLabel(/Text files/u)
      .setInputFiles({ name: 'depot.txt', mimeType: PLAIN, buffer });
    await visited.getByRole('button', { name: 'Add', exact: true }).click();
    await visited
      .getByText(/depot\.txt: (?:Read|Held already): “Fire at a fuel depot near Esker”/u)
      .waitFor();
    expect(new URL(visited.url()).pathname).toBe('/');
    const { violations } = await new AxeBuilder({ page: visited }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await visited.getByRole('button', { name: 'Show it' }).click();
    await visited
      .getByRole('heading', { name: /^\/article/u })
      .first()
      .waitFor();
    await visited.context().close();
  });

  it('takes files that are dropped anywhere on it', async () => {
    const visited = await visit();
    await visited.evaluate(`{
      const data = new DataTransfer();
      data.items.add(new File([${JSON.stringify(DEPOT)}], 'dropped.txt', { type: 'text/plain' }));
      for (const kind of ['dragover', 'drop']) {
        const event = new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
        document.querySelector('#feed').dispatchEvent(event);
      }
    }`);
    await visited.keyboard.press('Enter');
    await visited.getByText(/dropped\.txt: (?:Read|Held already)/u).waitFor();
    await visited.context().close();
  });
});
