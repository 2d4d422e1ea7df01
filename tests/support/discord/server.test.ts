import { Client, GatewayIntentBits, REST, Routes } from 'discord.js';
import { ChannelType, InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Held } from './interactions.ts';
import { refuse } from './refusals.ts';
import { type DiscordServer, openDiscordServer, TOKEN } from './server.ts';

/** Not what Muster does, but what the server does to a bot that errs. */
let server: DiscordServer;
let rest: REST;
beforeEach(async () => {
  server = await openDiscordServer();
  rest = new REST({ api: server.apiUrl }).setToken(TOKEN);
});
afterEach(() => server.close());

const post = (body: object, channel = server.channel.id) =>
  rest.post(Routes.channelMessages(channel), { body });
const respond = (held: Held, body: object) =>
  rest.post(Routes.interactionCallback(held.id, held.token), { body, auth: false });
const DEFER = { type: InteractionResponseType.DeferredChannelMessageWithSource };
const long = (count: number) => 'x'.repeat(count);
const row = (...components: object[]) => ({ type: 1, components });
const button = (custom_id: string, label = 'Press') => ({ type: 2, style: 1, custom_id, label });

describe('a message', () => {
  it('is taken at its limits', async () => {
    await post({
      content: long(2_000),
      embeds: [{ title: long(256), description: long(4_096) }, { description: long(1_648) }],
      components: [row(...'abcde'.split('').map((id) => button(id, long(80))))],
      nonce: long(25),
      enforce_nonce: true,
    });
    expect(server.channel.messages).toHaveLength(1);
  });

  it.each([
    ['without words', {}],
    ['of components alone', { components: [row(button('a'))] }],
    ['of 2,001 characters', { content: long(2_001) }],
    ['with a long title', { embeds: [{ title: long(257) }] }],
    ['with a blank title', { embeds: [{ title: ' ' }] }],
    ['with a long description', { embeds: [{ description: long(4_097) }] }],
    [
      'with 6,001 characters in embeds',
      { embeds: [{ description: long(4_000) }, { description: long(2_001) }] },
    ],
    ['with 11 embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }],
    [
      'with six rows',
      { content: 'x', components: Array.from({ length: 6 }, (_, n) => row(button(`${n}`))) },
    ],
    [
      'with six buttons in a row',
      { content: 'x', components: [row(...'abcdef'.split('').map((id) => button(id)))] },
    ],
    ['with a button twice', { content: 'x', components: [row(button('a'), button('a'))] }],
    ['with a long custom_id', { content: 'x', components: [row(button(long(101)))] }],
    ['with a long label', { content: 'x', components: [row(button('a', long(81)))] }],
    ['with an image that is not attached', { embeds: [{ image: { url: 'attachment://a.png' } }] }],
    ['with a long nonce', { content: 'x', nonce: long(26) }],
    ['of Components V2', { content: 'x', flags: MessageFlags.IsComponentsV2 }],
  ])('%s is refused', async (_, body) => {
    await expect(post(body)).rejects.toMatchObject({ status: 400, code: 50_035 });
    expect(server.channel.messages).toEqual([]);
  });

  it('with a nonce that is enforced is posted once', async () => {
    const body = { content: 'x', nonce: 'n', enforce_nonce: true };
    const ids = (await Promise.all([post(body), post(body)])) as { id: string }[];
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
    await post({ content: 'x', nonce: 'n' });
    expect(server.channel.messages).toHaveLength(2);
  });

  it.each([
    ['without the right to post', 'SendMessages', 50_013],
    ['without sight of the channel', 'ViewChannel', 50_001],
  ] as const)('%s is refused', async (_, right, code) => {
    server.channel.denied.add(right);
    await expect(post({ content: 'x' })).rejects.toMatchObject({ status: 403, code });
  });
});

describe('an interaction', () => {
  const slash = () => server.person('Ann').slash(server.channel, 'sources');

  it('is acknowledged once', async () => {
    const held = slash();
    await respond(held, DEFER);
    await expect(respond(held, DEFER)).rejects.toMatchObject({ code: 40_060 });
  });

  it('is not acknowledged late', async () => {
    server.rules.answerWithinMs = -1;
    await expect(respond(slash(), DEFER)).rejects.toMatchObject({ status: 404, code: 10_062 });
  });

  it('is not answered before it is acknowledged, nor after its token expired', async () => {
    const held = slash();
    const edit = () =>
      rest.patch(Routes.webhookMessage(server.world.applicationId, held.token), {
        body: { content: 'x' },
        auth: false,
      });
    await expect(edit()).rejects.toMatchObject({ code: 10_015 });
    await respond(held, DEFER);
    await edit();
    server.rules.tokenLivesMs = -1;
    await expect(edit()).rejects.toMatchObject({ code: 50_027 });
  });

  it('of typing takes at most 25 choices, and nothing else', async () => {
    const choices = Array.from({ length: 26 }, (_, n) => ({ name: `${n}`, value: `${n}` }));
    const typing = () => server.person('Ann').type(server.channel, 'claims', 'speaker', 'b');
    const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
    await expect(respond(typing(), { type, data: { choices } })).rejects.toMatchObject({
      code: 50_035,
    });
    await expect(respond(typing(), DEFER)).rejects.toMatchObject({ code: 50_035 });
    await respond(typing(), { type, data: { choices: choices.slice(1) } });
  });
});

describe('a thread', () => {
  const open = (message: string, body: object = { name: 'thread' }) =>
    rest.post(Routes.threads(server.channel.id, message), { body });

  it('is opened once under a message', async () => {
    const { id } = (await post({ content: 'x' })) as { id: string };
    await expect(open(id, { name: long(101) })).rejects.toMatchObject({ code: 50_035 });
    await open(id);
    await expect(open(id)).rejects.toMatchObject({ code: 160_004 });
  });

  it('is refused where there are too many, or no right', async () => {
    const { id } = (await post({ content: 'x' })) as { id: string };
    server.channel.hasTooManyThreads = true;
    await expect(open(id)).rejects.toMatchObject({ code: 160_006 });
    server.channel.denied.add('CreatePublicThreads');
    await expect(open(id)).rejects.toMatchObject({ code: 50_013 });
  });

  it('takes no posts when it is locked', async () => {
    const thread = server.world.addChannel(ChannelType.PublicThread, 'thread', server.channel.id);
    thread.isLocked = true;
    await expect(post({ content: 'x' }, thread.id)).rejects.toMatchObject({ code: 160_005 });
  });
});

describe('the bounds of a bot', () => {
  it('a wrong token is refused', async () => {
    rest.setToken('wrong');
    await expect(post({ content: 'x' })).rejects.toMatchObject({ status: 401 });
  });

  it('a rate limit is waited out by the client', async () => {
    let left = 2;
    server.rules.trouble = () => {
      left -= 1;
      return left < 0 ? { kind: 'none' } : { kind: 'refuse', refusal: refuse.rateLimited(0.01) };
    };
    await post({ content: 'x' });
    expect(server.channel.messages).toHaveLength(1);
  });

  it('reads only what is addressed to it without the message-content intent', async () => {
    server.rules.hasMessageContent = false;
    const heard: string[] = [];
    const client = new Client({
      intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
      rest: { api: server.apiUrl },
    });
    client.on('messageCreate', ({ content }) => heard.push(content));
    const ready = new Promise((done) => client.once('clientReady', done));
    await client.login(TOKEN);
    await ready;
    const ann = server.person('Ann');
    ann.say(server.channel, 'a secret');
    ann.say(server.channel, `<@${server.world.bot.id}> hello`);
    await vi.waitFor(() => expect(heard).toEqual(['', `<@${server.world.bot.id}> hello`]));
    await client.destroy();
  });
});

describe('a file that somebody attached', () => {
  const file = { name: 'a.txt', content: 'words', type: 'text/plain' };
  const add = (...options: readonly object[]) =>
    rest.put(Routes.applicationCommands(server.world.applicationId), {
      body: [{ name: 'add', description: 'Adds a file', options }],
    });

  it('is handed to whoever knows its signed address, for as long as that is good', async () => {
    const attachment = server.cdn.keep(file, server.channel.id);
    expect(await (await fetch(attachment.url)).text()).toBe('words');
    const [unsigned = ''] = attachment.url.split('?');
    expect((await fetch(unsigned)).status).toBe(404);
    server.cdn.expire(attachment);
    expect((await fetch(attachment.url)).status).toBe(404);
  });

  it('goes into an option that was registered for files, and into no other', async () => {
    const ann = server.person('Ann');
    expect(() => ann.slash(server.channel, 'add', { file })).toThrow(/no option file/u);
    await add({ type: 3, name: 'file', description: 'A file' });
    expect(() => ann.slash(server.channel, 'add', { file })).toThrow(/no option file/u);
    await add({ type: 11, name: 'file', description: 'A file' });
    expect(ann.slash(server.channel, 'add', { file }).response).toBeNull();
  });

  it.each([{ autocomplete: true }, { max_length: 30 }, { choices: [] }])(
    'is refused an option with %j',
    async (more) => {
      const option = { type: 11, name: 'file', description: 'A file', ...more };
      await expect(add(option)).rejects.toMatchObject({ status: 400 });
    },
  );
});
