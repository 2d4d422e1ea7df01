import { webApi } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { describe, expect, it, vi } from 'vitest';
import { DANA, DESK, DIRECT, eventually, FOREIGN, manifest } from './running.ts';
import { openTestSlack, type TestSlack, type TestSlackOptions } from './server.ts';
import { BOT_USER } from './workspace.ts';

type Opened = AsyncDisposable & { slack: TestSlack; client: webApi.WebClient };

async function open(options: Partial<TestSlackOptions> = {}, token?: string): Promise<Opened> {
  const slack = await openTestSlack({ manifest: manifest(), ...options });
  slack.addChannel(DESK, [BOT_USER, DANA]);
  slack.addChannel(FOREIGN, [DANA]);
  slack.addChannel(DIRECT, [BOT_USER, DANA], 'im');
  const client = new webApi.WebClient(token ?? slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: 'error' as webApi.LogLevel,
  });
  return { slack, client, [Symbol.asyncDispose]: () => slack.close() };
}

const words = (length: number): string => 'x'.repeat(length);
const plain = (length: number) => ({ type: 'plain_text', text: words(length) });
const button = (text: number, fields: object = {}) => ({
  type: 'button',
  text: plain(text),
  ...fields,
});
const actions = (...elements: readonly object[]) => [{ type: 'actions', elements }];

vi.setConfig({ testTimeout: 30_000 });

describe('posting is refused', () => {
  it.each([
    ['a header', (n: number) => [{ type: 'header', text: plain(n) }], 150],
    ['a section', (n: number) => [{ type: 'section', text: plain(n) }], 3_000],
    ['a section’s field', (n: number) => [{ type: 'section', fields: [plain(n)] }], 2_000],
    ['a button’s text', (n: number) => actions(button(n)), 75],
    ['a button’s value', (n: number) => actions(button(1, { value: words(n) })), 2_000],
    ['an action_id', (n: number) => actions(button(1, { action_id: words(n) })), 255],
    ['a block_id', (n: number) => [{ type: 'divider', block_id: words(n) }], 255],
  ])('for %s that is one character too long', async (_, blocks, most) => {
    await using opened = await open();
    const { client } = opened;
    const post = (n: number) =>
      client.apiCall('chat.postMessage', { channel: DESK, text: 'x', blocks: blocks(n) });
    expect(await post(most)).toMatchObject({ ok: true });
    await expect(post(most + 1)).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: {
          messages: [expect.stringContaining(`less than ${most + 1} characters`)],
        },
      },
    });
  });

  it.each([
    ['blocks', (n: number) => Array.from({ length: n }, () => ({ type: 'divider' })), 50],
    ['buttons', (n: number) => actions(...Array.from({ length: n }, () => button(1))), 25],
    [
      'context elements',
      (n: number) => [{ type: 'context', elements: Array.from({ length: n }, () => plain(1)) }],
      10,
    ],
    [
      'fields',
      (n: number) => [{ type: 'section', fields: Array.from({ length: n }, () => plain(1)) }],
      10,
    ],
  ])('for one too many %s', async (_, blocks, most) => {
    await using opened = await open();
    const post = (n: number) =>
      opened.client.apiCall('chat.postMessage', { channel: DESK, text: 'x', blocks: blocks(n) });
    expect(await post(most)).toMatchObject({ ok: true });
    await expect(post(most + 1)).rejects.toMatchObject({ data: { error: 'invalid_blocks' } });
  });

  it.each([
    ['with neither text nor blocks', { channel: DESK }, 'no_text'],
    ['with a text of 40,001 characters', { channel: DESK, text: words(40_001) }, 'msg_too_long'],
    [
      'with blocks that are too long together',
      {
        channel: DESK,
        text: 'x',
        blocks: Array.from({ length: 5 }, () => ({ type: 'section', text: plain(2_900) })),
      },
      'msg_blocks_too_long',
    ],
    [
      'with a block that there is not',
      { channel: DESK, text: 'x', blocks: [{ type: 'marquee' }] },
      'invalid_blocks',
    ],
    ['where the bot is no member', { channel: FOREIGN, text: 'x' }, 'not_in_channel'],
    ['where there is no channel', { channel: 'C0NONE', text: 'x' }, 'channel_not_found'],
    [
      'in a thread that there is not',
      { channel: DESK, text: 'x', thread_ts: '1.1' },
      'thread_not_found',
    ],
  ])('%s', async (_, args, error) => {
    await using opened = await open();
    await expect(opened.client.apiCall('chat.postMessage', args)).rejects.toMatchObject({
      data: { error },
    });
    expect(opened.slack.channels.get(DESK)?.messages).toEqual([]);
  });

  it('with a wrong token, and without the scope, which is named', async () => {
    await using wrong = await open({}, 'xoxb-wrong');
    const args = { channel: DESK, text: 'x' };
    await expect(wrong.client.chat.postMessage(args)).rejects.toMatchObject({
      data: { error: 'invalid_auth' },
    });
    await using opened = await open();
    opened.slack.scopes = ['commands'];
    await expect(opened.client.chat.postMessage(args)).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'chat:write', provided: 'commands' },
    });
  });
});

describe('a response_url', () => {
  it('takes five messages and refuses the sixth', async () => {
    await using opened = await open();
    opened.slack.responseUrls.set('r', {
      user: DANA,
      channel: DESK,
      thread: null,
      at: Date.now(),
      uses: 0,
    });
    const url = opened.slack.apiUrl.replace('/api/', '/response/r');
    const statuses: number[] = [];
    for (let use = 1; use <= 6; use += 1) {
      const response = await fetch(url, { method: 'POST', body: JSON.stringify({ text: 'x' }) });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect(opened.slack.whispers).toHaveLength(5);
  });
});

describe('a view', () => {
  it('opens within three seconds of its trigger, and once', async () => {
    await using opened = await open();
    const { slack, client } = opened;
    const view = {
      type: 'modal',
      title: plain(24),
      blocks: [],
    } as unknown as ModalView;
    slack.triggers.set('now', { user: DANA, at: Date.now(), isUsed: false });
    slack.triggers.set('old', { user: DANA, at: Date.now() - 3_001, isUsed: false });
    expect(await client.views.open({ trigger_id: 'now', view })).toMatchObject({ ok: true });
    for (const [trigger_id, error] of [
      ['now', 'exchanged_trigger_id'],
      ['old', 'expired_trigger_id'],
      ['none', 'invalid_trigger_id'],
    ] as const) {
      await expect(client.views.open({ trigger_id, view })).rejects.toMatchObject({
        data: { error },
      });
    }
  });
});

describe('an app that does not acknowledge', () => {
  it('gets an event four times, and a late command is noted', async () => {
    await using opened = await open({ ackMs: 20, retryMs: [1, 1, 1] });
    const { slack, client } = opened;
    const { url = '' } = await client.apps.connections.open({ token: slack.appToken });
    const socket = new WebSocket(url);
    const heard: string[] = [];
    socket.addEventListener('message', ({ data }) => heard.push(JSON.parse(String(data)).type));
    await eventually(() => expect(heard).toEqual(['hello']));
    const { delivered } = slack.say(DANA, DIRECT, 'hello');
    expect(await delivered).toMatchObject([{ isAcked: false, attempts: 4 }]);
    expect(heard).toEqual(['hello', ...Array.from({ length: 4 }, () => 'events_api')]);
    await slack.slash(DANA, DESK, '/help').delivered;
    expect(slack.post.late).toEqual(['slash_commands']);
    socket.close();
  });
});

describe('trouble on demand', () => {
  it.each([
    ['drop', 0],
    ['limit', 0],
    ['error', 0],
    ['lose', 1],
    ['lateError', 1],
  ] as const)('a call that fares "%s" fails and leaves %i messages', async (trouble, count) => {
    await using opened = await open();
    opened.slack.trouble('chat.postMessage', trouble);
    const args = { channel: DESK, text: 'x' };
    await expect(opened.client.chat.postMessage(args)).rejects.toThrow();
    expect(opened.slack.channels.get(DESK)?.messages).toHaveLength(count);
    expect(await opened.client.chat.postMessage(args)).toMatchObject({ ok: true });
  });
});

describe('a file that somebody attached', () => {
  const file = { name: 'a.txt', content: 'words' };

  /** Its address, as the message tells of it. */
  function share({ slack }: Opened, more: object = {}): { id: string; url: string } {
    slack.say(DANA, DIRECT, '', undefined, [{ ...file, ...more }]);
    const [id = ''] = slack.shared.keys();
    return { id, url: String(slack.shared.get(id)?.told.url_private_download) };
  }

  const get = (url: string, token: string | null): Promise<Response> =>
    fetch(url, {
      redirect: 'manual',
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    });

  it('is handed to the bot’s token, and sends every other one to where one signs in', async () => {
    await using opened = await open();
    const { url } = share(opened);
    expect(await (await get(url, opened.slack.botToken)).text()).toBe('words');
    for (const token of [null, 'xoxb-another']) {
      const response = await get(url, token);
      expect(response.status).toBe(302);
      expect(response.headers.get('location')).toMatch(/^https:\/\/desk\.slack\.com\/\?redir=/u);
    }
  });

  it('is a page for signing in to a token without files:read', async () => {
    await using opened = await open();
    const { url, id } = share(opened);
    opened.slack.scopes = opened.slack.scopes.filter((scope) => scope !== 'files:read');
    const response = await get(url, opened.slack.botToken);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    await expect(opened.client.files.info({ file: id })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'files:read' },
    });
  });

  it('of another workspace is told of by its id alone, until it is asked for', async () => {
    await using opened = await open();
    const { id, url } = share(opened, { isForeign: true });
    const [message] = opened.slack.channels.get(DIRECT)?.messages ?? [];
    expect(message?.files).toEqual([{ id, mode: 'file_access', file_access: 'check_file_info' }]);
    const { file: told } = await opened.client.files.info({ file: id });
    expect(told).toMatchObject({ name: 'a.txt', size: 5, url_private_download: url });
  });

  it('comes with no command', async () => {
    await using opened = await open();
    const delivered: string[] = [];
    opened.slack.post.deliver = async (kind, payload) => {
      delivered.push(`${kind} ${'files' in payload}`);
      return { isAcked: true, attempts: 1, answer: {} };
    };
    await opened.slack.slash(DANA, DESK, '/add').delivered;
    expect(delivered).toEqual(['slash_commands false']);
  });
});
