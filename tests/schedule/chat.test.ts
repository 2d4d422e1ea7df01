import { MessageFlags } from 'discord-api-types/v10';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Answerer } from '../../src/answers/answerer.ts';
import { openDesk } from '../../src/chat/desk.ts';
import { openDiscord } from '../../src/chat/discord/bot.ts';
import type { ChatBot, Desk } from '../../src/chat/port.ts';
import { openSlack } from '../../src/chat/slack/bot.ts';
import { openDigestDesk } from '../../src/schedule/desk.ts';
import { openDigests } from '../../src/schedule/digests.ts';
import { openTurn } from '../../src/schedule/turn.ts';
import { readDiscord } from '../support/discord/reading.ts';
import { openDiscordServer, TOKEN } from '../support/discord/server.ts';
import { manifest } from '../support/slack/running.ts';
import { openTestSlack } from '../support/slack/server.ts';
import { BOT_USER } from '../support/slack/workspace.ts';
import { openRig, type Rig } from './rig.ts';

const unasked = (): never => {
  throw new Error('Only /digest is typed in these tests.');
};
const answerer: Answerer = { answer: unasked, passage: unasked, suggest: unasked };
const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn() };
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const eventually = <T>(see: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(see, { timeout: 10_000, interval: 10 });

function openRigDesk(rig: Rig): Desk {
  const { subscriptions, outbox, threads, inbox, corrections } = rig.store;
  const config = { timeZone: 'UTC', managers: { discord: [], slack: [] } };
  const now = (): number => rig.clock.at;
  const digests = openDigestDesk({ subscriptions, outbox, making: rig.reports, config, now });
  return openDesk({ answerer, threads, inbox, corrections, digests, log, now: Date.now });
}

/** Checks once, at this moment. */
async function check(rig: Rig, bot: ChatBot, at: string): Promise<void> {
  rig.clock.at = Date.parse(at);
  const { subscriptions, outbox, leases } = rig.store;
  const now = (): number => rig.clock.at;
  const turn = openTurn({ leases, holder: 'this process', now });
  const wait = async (): Promise<void> => {};
  const parts = { subscriptions, outbox, making: rig.reports, turn, log, now, wait };
  await openDigests({ bots: [bot], ...parts }).check();
}

describe('/digest in Discord', () => {
  async function open() {
    const rig = await openRig('2024-11-22T03:00:00Z');
    const server = await openDiscordServer();
    const { threads, outbox, inbox } = rig.store;
    const bot = openDiscord({
      ...{ token: TOKEN, apiUrl: server.apiUrl, desk: openRigDesk(rig), log, now: Date.now },
      ...{ threads, outbox, inbox },
    });
    closing.push(
      () => rig.store.close(),
      () => server.close(),
      () => bot.close(),
    );
    await bot.start();
    const ann = server.person('Ann');
    const type = async (options: Readonly<Record<string, string>>) => {
      const held = ann.slash(server.channel, 'digest', options);
      return eventually(() => {
        const { original } = held;
        const words = original ? readDiscord(original).replaceAll('\\', '') : '';
        expect(words).not.toBe('');
        return { words, isAlone: ((original?.flags ?? 0) & MessageFlags.Ephemeral) !== 0 };
      });
    };
    return { rig, server, bot, ann, type };
  }

  it('is for who may manage the server, and only the asker sees the answer', async () => {
    const { rig, server, ann, type } = await open();
    const refused = await type({ action: 'here', time: '07:00' });
    expect(refused.words).toContain('Only who may manage this server');
    expect(refused.isAlone).toBe(true);
    expect(await rig.store.subscriptions.list()).toEqual([]);

    server.world.managers.add(ann.user.id);
    server.channel.denied.add('SendMessages');
    const unheard = await type({ action: 'here', time: '07:00' });
    expect(unheard.words).toContain('Muster may not post here.');
    expect(await rig.store.subscriptions.list()).toEqual([]);

    server.channel.denied.clear();
    const begun = await type({
      action: 'here',
      time: '07:00',
      'time-zone': 'Kyiv',
      weekdays: 'mon-fri',
    });
    expect(begun.words).toContain('Mon–Fri at 07:00 (Europe/Kyiv)');
    expect(begun.isAlone).toBe(true);
    expect(await rig.store.subscriptions.list()).toMatchObject([
      { platform: 'discord', channel: server.channel.id, owner: ann.user.id },
    ]);
    expect(server.channel.messages).toEqual([]);
  });

  it('brings the digest to the channel, and a word to the owner when the channel is gone', async () => {
    const { rig, server, bot, ann, type } = await open();
    server.world.managers.add(ann.user.id);
    await type({ action: 'here', time: '07:00' });
    rig.reports.held.push('r1');
    await check(rig, bot, '2024-11-22T07:00:00Z');
    expect(server.channel.messages).toHaveLength(1);
    server.channel.denied.add('SendMessages');
    for (const day of ['23', '24', '25', '26']) await check(rig, bot, `2024-11-${day}T07:00:00Z`);
    await check(rig, bot, '2024-11-26T07:01:00Z');
    expect(server.channel.messages).toHaveLength(1);
    const direct = server.world.directs.get(ann.user.id);
    expect(direct?.messages).toHaveLength(1);
    expect(direct?.messages.map(readDiscord).join()).toContain('Muster may not post there');
  });
});

describe('/digest in Slack', () => {
  async function open() {
    const rig = await openRig('2024-11-22T03:00:00Z');
    const slack = await openTestSlack({ manifest: manifest() });
    slack.addChannel('C0DESK', [BOT_USER, 'U0DANA']);
    slack.addChannel('D0DANA', [BOT_USER, 'U0DANA'], 'im');
    const { threads, outbox, inbox } = rig.store;
    const bot = openSlack({
      botToken: slack.botToken,
      via: { kind: 'socket', appToken: slack.appToken },
      ...{ apiUrl: slack.apiUrl, desk: openRigDesk(rig), threads, inbox, outbox, log },
      home: unasked,
      paceMs: 0,
    });
    closing.push(
      () => rig.store.close(),
      () => slack.close(),
      () => bot.close(),
    );
    await bot.start();
    const type = async (text: string): Promise<string> => {
      const before = slack.whispers.length;
      slack.slash('U0DANA', 'C0DESK', text);
      await eventually(() => expect(slack.whispers.length).toBeGreaterThan(before));
      return JSON.stringify(slack.whispers.at(-1)?.blocks);
    };
    return { rig, slack, bot, type };
  }

  it('is for admins, and only the asker sees the answer', async () => {
    const { rig, slack, type } = await open();
    expect(await type('/digest here time:07:00')).toContain('Only an admin of this workspace');
    slack.admins.add('U0DANA');
    slack.channels.get('C0DESK')?.members.delete(BOT_USER);
    expect(await type('/digest here time:07:00')).toContain('Muster is not in this channel.');
    expect(await rig.store.subscriptions.list()).toEqual([]);

    slack.channels.get('C0DESK')?.members.add(BOT_USER);
    expect(await type('/digest here time:07:00 weekdays:mon-fri')).toContain(
      'Mon–Fri at 07:00 (UTC)',
    );
    expect(await rig.store.subscriptions.list()).toMatchObject([
      { id: 'slack:C0DESK', owner: 'U0DANA' },
    ]);
    rig.reports.held.push('r1');
    expect(await type('/digest preview')).toContain('r1');
    expect(slack.channels.get('C0DESK')?.messages).toEqual([]);
  });

  it('brings the digest to the channel, and a word to the owner when Muster was put out of it', async () => {
    const { rig, slack, bot, type } = await open();
    slack.admins.add('U0DANA');
    await type('/digest here time:07:00');
    rig.reports.held.push('r1');
    await check(rig, bot, '2024-11-22T07:00:00Z');
    const desk = slack.channels.get('C0DESK');
    expect(desk?.messages).toHaveLength(1);
    desk?.members.delete(BOT_USER);
    for (const day of ['23', '24', '25', '26']) await check(rig, bot, `2024-11-${day}T07:00:00Z`);
    await check(rig, bot, '2024-11-26T07:01:00Z');
    expect(desk?.messages).toHaveLength(1);
    const direct = slack.channels.get('D0DANA')?.messages ?? [];
    expect(direct).toHaveLength(1);
    expect(JSON.stringify(direct[0]?.blocks)).toContain(
      'is paused: its last 3 could not be delivered. Slack refuses the post (not_in_channel).',
    );
  });
});
