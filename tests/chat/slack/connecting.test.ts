import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import type { Examined } from '../../../src/chat/port.ts';
import { examineSlack, type SlackCheck } from '../../../src/chat/slack/doctor.ts';
import { BOT_EVENTS, BOT_SCOPES, LATER_SCOPES } from '../../../src/chat/slack/scopes.ts';
import { PlainError } from '../../../src/faults.ts';
import { signedHeaders, writeBody } from '../../support/slack/delivery.ts';
import { METHODS } from '../../support/slack/methods.ts';
import {
  DANA,
  DESK,
  eventually,
  FOREIGN,
  manifest,
  openRunning,
  type Running,
} from '../../support/slack/running.ts';
import { BOT_USER } from '../../support/slack/workspace.ts';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function overHttp(running: Running): Promise<string> {
  const port = await freePort();
  const { signingSecret } = running.slack;
  await running.bot({ via: { kind: 'http', signingSecret, host: '127.0.0.1', port } });
  running.slack.post.address = `http://127.0.0.1:${port}/slack/events`;
  return running.slack.post.address;
}

vi.setConfig({ testTimeout: 30_000 });

describe('signing in says in one sentence what to change', () => {
  it('for a wrong bot token', async () => {
    await using running = await openRunning();
    await expect(running.bot({ botToken: 'xoxb-wrong' })).rejects.toThrow(
      /^Slack refuses SLACK_BOT_TOKEN \(invalid_auth\)\. Copy the token again/u,
    );
  });

  it('for a wrong app token', async () => {
    await using running = await openRunning();
    const via = { kind: 'socket', appToken: 'xapp-wrong' } as const;
    await expect(running.bot({ via })).rejects.toThrow(/^Slack refuses SLACK_APP_TOKEN/u);
  });

  it.each(BOT_SCOPES.filter((scope) => !LATER_SCOPES.has(scope)))(
    'for a token without %s',
    async (scope) => {
      await using running = await openRunning();
      running.slack.scopes = BOT_SCOPES.filter((each) => each !== scope);
      const start = running.bot();
      await expect(start).rejects.toThrow(PlainError);
      await expect(start).rejects.toThrow(`SLACK_BOT_TOKEN lacks ${scope}.`);
    },
  );

  it.each([...LATER_SCOPES])('and signs in all the same without %s', async (scope) => {
    await using running = await openRunning();
    running.slack.scopes = BOT_SCOPES.filter((each) => each !== scope);
    await running.bot();
    expect(running.log.warn).toHaveBeenCalledWith(
      expect.anything(),
      expect.stringMatching(`^SLACK_BOT_TOKEN lacks ${scope}\\. .*install the app again`),
    );
  });

  it('when Socket Mode is off', async () => {
    await using running = await openRunning();
    running.slack.isSocketModeOn = false;
    await expect(running.bot()).rejects.toThrow(
      /^Socket Mode is off for this Slack app\. Turn it on/u,
    );
  });

  it('when Slack cannot be reached', async () => {
    await using running = await openRunning();
    const apiUrl = `http://127.0.0.1:${await freePort()}/api/`;
    await expect(running.bot({ apiUrl })).rejects.toThrow(/^Slack cannot be reached/u);
  });

  it('when its port is taken', async () => {
    await using running = await openRunning();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { signingSecret } = running.slack;
    const via = { kind: 'http', signingSecret, host: '127.0.0.1', port } as const;
    await expect(running.bot({ via })).rejects.toThrow(/cannot be taken on .*Choose another/u);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('the doctor', () => {
  const examine = (running: Running, changes: Partial<SlackCheck> = {}): Promise<Examined> =>
    examineSlack({
      botToken: running.slack.botToken,
      appToken: running.slack.appToken,
      apiUrl: running.slack.apiUrl,
      channels: [DESK],
      wait: async () => {},
      log: running.log,
      ...changes,
    });

  it('has nothing to say when all is well, and posts nothing', async () => {
    await using running = await openRunning();
    expect(await examine(running)).toEqual({
      problems: [],
      notes: [
        expect.stringMatching(/^The bot's token is .+ in the workspace .+, with every scope/u),
      ],
    });
    expect(running.answers(DESK)).toEqual([]);
  });

  it.each([...LATER_SCOPES])('says that %s is missing, and goes on', async (scope) => {
    await using running = await openRunning();
    running.slack.scopes = BOT_SCOPES.filter((each) => each !== scope);
    const { problems, notes } = await examine(running, { channels: [DESK, FOREIGN] });
    expect(problems).toEqual([
      expect.stringContaining(`SLACK_BOT_TOKEN lacks ${scope}.`),
      expect.stringContaining(FOREIGN),
    ]);
    expect(notes).toEqual([expect.not.stringContaining('with every scope')]);
  });

  it('names each wrong token, and each channel that Muster is not in', async () => {
    await using running = await openRunning();
    const wrong = { botToken: 'xoxb-wrong', appToken: 'xapp-wrong' };
    expect((await examine(running, wrong)).problems).toEqual([
      expect.stringContaining('SLACK_BOT_TOKEN'),
      expect.stringContaining('SLACK_APP_TOKEN'),
    ]);
    const channels = [DESK, FOREIGN, 'C0NONE'];
    expect((await examine(running, { channels })).problems).toEqual([
      expect.stringMatching(/C0FOREIGN .*not_in_channel.*\/invite @Muster/u),
      expect.stringMatching(/C0NONE .*channel_not_found/u),
    ]);
  });
});

describe('scopes and events', () => {
  it('are those that the methods in use ask for, and no others', async () => {
    const needed = new Set(Object.values(METHODS).flatMap(({ scopes }) => scopes));
    const forEvents = ['app_mentions:read', 'channels:history', 'groups:history', 'im:history'];
    expect([...needed, ...forEvents, 'commands'].sort().filter(unique)).toEqual(
      [...BOT_SCOPES].sort(),
    );
    expect(manifest().settings.event_subscriptions.bot_events).toEqual([...BOT_EVENTS]);
  });
});

function unique(each: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(each) === index;
}

describe('over HTTP', () => {
  it('commands, mentions, threads and buttons are answered as over a socket', async () => {
    await using running = await openRunning();
    await overHttp(running);
    expect(await running.slack.slash(DANA, DESK, '/briefing kursk').delivered).toMatchObject({
      isAcked: true,
      attempts: 1,
    });
    await running.said(DESK, 1);
    const [root] = running.answers(DESK);
    if (!root) throw new Error('no answer');
    running.slack.say(DANA, DESK, 'and in Kharkiv?', root.ts);
    expect((await running.said(DESK, 2))[1]).toBe('Answer 2 to: and in Kharkiv?');
    running.slack.say(DANA, DESK, `<@${BOT_USER}> briefing sumy`);
    await running.said(DESK, 3);
    expect(await running.slack.press(DANA, DESK, root, 'Wrong?')).toMatchObject({ isAcked: true });
    await eventually(() => expect(running.slack.modals).toHaveLength(1));
  });

  it.each([
    ['signed with another secret', 'another-secret', 0, 401],
    ['signed six minutes ago', 'test-signing-secret', 360, 401],
    ['signed as it ought to be', 'test-signing-secret', 0, 200],
  ])('a request %s gets its due', async (_, secret, ageSeconds, status) => {
    await using running = await openRunning();
    const address = await overHttp(running);
    const body = writeBody('events_api', { type: 'event_callback', event: { type: 'none' } });
    const at = Math.floor(Date.now() / 1000) - ageSeconds;
    const response = await fetch(address, {
      method: 'POST',
      headers: { ...signedHeaders(body, secret, at), 'content-type': 'application/json' },
      body,
    });
    expect(response.status).toBe(status);
  });

  it('Slack’s question whether the address is ours is answered', async () => {
    await using running = await openRunning();
    const address = await overHttp(running);
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c3p0' });
    const at = Math.floor(Date.now() / 1000);
    const response = await fetch(address, {
      method: 'POST',
      headers: {
        ...signedHeaders(body, running.slack.signingSecret, at),
        'content-type': 'application/json',
      },
      body,
    });
    expect(await response.json()).toEqual({ challenge: 'c3p0' });
  });
});
