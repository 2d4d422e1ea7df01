import { type APIMessage, MessageFlags } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openFiles, toFile } from '../../../src/chat/discord/attachments.ts';
import type { Held } from '../../support/discord/interactions.ts';
import { readDiscord } from '../../support/discord/reading.ts';
import { openScene, type Scene } from '../../support/discord/scene.ts';
import { BRIGADES, DEPOT, openTakingIn, type TakingIn } from '../../support/taking-in.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** How packed files begin. */
const GZIP = '1f8b0800000000000003edbd07601c499625262f6dca7b7f4af54ad7e074a1';

let taking: TakingIn;
let scene: Scene;
beforeAll(async () => {
  taking = await openTakingIn({ curators: ['discord'], maxMib: 1 });
});
afterAll(() => taking.close());
beforeEach(async () => {
  const { muster, intake, download } = taking;
  scene = await openScene({ download }, undefined, { answerer: muster.answerer, intake });
});
afterEach(async () => {
  await scene.close();
  expect(scene.logged.filter(({ level }) => level === 'error')).toEqual([]);
});

const until = <T>(see: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(see, { timeout: 30_000, interval: 20 });

/** What a command was answered with, once it was. */
const answerTo = (held: Held): Promise<string> =>
  until(() => {
    const words = held.original === null ? '' : readDiscord(held.original);
    expect(words).not.toBe('');
    return words;
  });

/** What the bot wrote in the server's channel, once there are so many messages of it. */
const answersIn = (count: number): Promise<readonly APIMessage[]> =>
  until(() => {
    const { channel, world } = scene.server;
    const said = channel.messages.filter(({ author }) => author.id === world.bot.id);
    expect(said.length).toBeGreaterThanOrEqual(count);
    return said;
  });

const text = (name: string, content: string | Uint8Array) => ({
  ...{ name, content, type: 'text/plain; charset=utf-8' },
});

describe('/add with a file, in Discord', () => {
  it('reads it for the asker alone, and answers everybody from it with a citation', async () => {
    const { server } = scene;
    const ann = server.person('Ann');
    const held = ann.slash(server.channel, 'add', { file: text('brigades.txt', BRIGADES) });
    expect(await answerTo(held)).toMatch(/brigades\.txt: Read: “Two brigades leave for Aldora”/u);
    expect((held.original?.flags ?? 0) & MessageFlags.Ephemeral).not.toBe(0);
    expect(await answersIn(0)).toEqual([]);

    const asked = ann.slash(server.channel, 'claims', { query: '4,200 troops' });
    expect(await answerTo(asked)).toMatch(/Varga.*4,200/su);
    const [thread] = await until(async () => {
      const live = await scene.store.threads.live('discord', 0);
      expect(live).toHaveLength(1);
      return live;
    });
    const [turn] = await scene.store.threads.turns(thread?.id ?? '');
    expect(JSON.stringify(turn?.reply)).toContain('attached:brigades.txt');

    const again = ann.slash(server.channel, 'add', { file: text('brigades.txt', BRIGADES) });
    expect(await answerTo(again)).toMatch(/Held already: “Two brigades leave for Aldora”/u);
    for (const headers of server.cdn.asked) expect(headers.authorization).toBeUndefined();
  });

  it.each([
    ['photo.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 'image/png', /It is a \.png file/u, 0],
    ['nothing.txt', '', 'text/plain', /It is empty/u, 0],
    ['large.txt', 'word '.repeat(300_000), 'text/plain', /more than the limit of 1\.0 MiB/u, 0],
    ['data.txt', Buffer.from(GZIP, 'hex'), 'text/plain', /binary data/u, 1],
    ['blank.txt', ' \n\n ', undefined, /nothing but white space/u, 1],
  ])(
    'says of %s in one sentence why it is not read',
    async (name, content, type, words, fetched) => {
      const { server } = scene;
      const file = { name, content, ...(type && { type }) };
      const held = server.person('Ann').slash(server.channel, 'add', { file });
      expect(await answerTo(held)).toMatch(words);
      expect(server.cdn.asked).toHaveLength(fetched);
    },
  );

  it('counts what comes, whatever was announced', async () => {
    const { server } = scene;
    const file = { ...text('sly.txt', 'word '.repeat(300_000)), announced: 10 };
    const held = server.person('Ann').slash(server.channel, 'add', { file });
    expect(await answerTo(held)).toMatch(/larger than the limit of 1 MiB/u);
  });

  it.each([
    [{ kind: 'cut' } as const, /The connection broke/u],
    [
      { kind: 'redirect', to: 'http://169.254.169.254/latest' } as const,
      /not on Discord’s own host/u,
    ],
  ])('says what went wrong on the way: %j', async (trouble, words) => {
    const { server } = scene;
    server.cdn.trouble = trouble;
    const file = text('late.txt', `${BRIGADES} `.repeat(40));
    const held = server.person('Ann').slash(server.channel, 'add', { file });
    expect(await answerTo(held)).toMatch(words);
  });

  it('says that a file is gone', async () => {
    const { server } = scene;
    const attachment = server.cdn.keep(text('gone.txt', DEPOT), null);
    server.cdn.expire(attachment);
    expect(await openFiles(taking.download, server.apiUrl)(toFile(attachment))).toEqual({
      problem: 'Discord does not have it any more; attach it again.',
    });
  });

  it.each([
    'https://cdn.discordapp.com.example.org/attachments/1/2/a.txt',
    'http://cdn.discordapp.com/attachments/1/2/a.txt',
    'http://127.0.0.1:1/a.txt',
  ])('fetches nothing from %s', async (url) => {
    const file = toFile({ id: '1', filename: 'a.txt', size: 3, url, proxy_url: url });
    expect(await openFiles(taking.download, undefined)(file)).toEqual({
      problem: expect.stringContaining('not on Discord’s own host'),
    });
  });

  it('says how to name an address or attach a file where neither is given', async () => {
    const { server } = scene;
    const held = server.person('Ann').slash(server.channel, 'add');
    expect(await answerTo(held)).toMatch(/No address is given\..*attach a text file/u);
  });
});

describe('a message with files, in Discord', () => {
  it('is answered with a line for each where it mentions Muster, and opens no thread', async () => {
    const { server } = scene;
    const files = [text('depot.txt', DEPOT), { name: 'map.png', content: 'x', type: 'image/png' }];
    server.person('Ann').say(server.channel, `<@${server.world.bot.id}>`, { files });
    const [answer] = await answersIn(1);
    expect(answer && readDiscord(answer)).toMatch(/depot\.txt: Read: “Fire at a fuel depot/u);
    expect(answer && readDiscord(answer)).toMatch(/map\.png: Not read: It is a \.png file/u);
    expect(await scene.store.threads.live('discord', 0)).toEqual([]);
    expect(server.world.channels.has(answer?.id ?? '')).toBe(false);
  });

  it.each([
    [true, /depot\.txt: (?:Read|Held already): “Fire at a fuel depot/u],
    // Without the intent Discord shows neither words nor files that are not addressed to Muster.
    [false, /No address is given/u],
  ])(
    'is read where a reply to it says add, and message content is heard: %s',
    async (hears, words) => {
      const { server } = scene;
      server.rules.hasMessageContent = hears;
      await scene.restart();
      const posted = server.person('Bob').say(server.channel, 'from the wire', {
        files: [text('depot.txt', DEPOT)],
      });
      server
        .person('Ann')
        .say(server.channel, `<@${server.world.bot.id}> add`, { replyTo: posted });
      const [answer] = await answersIn(1);
      expect(answer && readDiscord(answer)).toMatch(words);
    },
  );

  it('is taken in a direct conversation without a word', async () => {
    const { server } = scene;
    const direct = server.direct();
    server.person('Ann').say(direct, '', { files: [text('звіт.txt', DEPOT)] });
    await until(() =>
      expect(direct.messages.map(readDiscord).join('\n')).toMatch(/звіт\.txt: Held already/u),
    );
  });

  it('is left alone where nobody asks Muster, and said not to be read under a question', async () => {
    const { server } = scene;
    const ann = server.person('Ann');
    ann.say(server.channel, 'look at this', { files: [text('aside.txt', DEPOT)] });
    ann.say(server.channel, `<@${server.world.bot.id}> who leads the firemen?`, {
      files: [text('aside.txt', DEPOT)],
    });
    const [answer] = await answersIn(1);
    expect(answer && readDiscord(answer)).toContain('aside.txt is not read for this answer');
    expect(server.cdn.asked).toEqual([]);
  });

  it('without words is none of ours in a thread under an answer', async () => {
    const { server } = scene;
    const ann = server.person('Ann');
    ann.slash(server.channel, 'claims', { query: '4,200 troops' });
    const [root] = await until(async () => {
      const live = await scene.store.threads.live('discord', 0);
      expect(live).toHaveLength(1);
      return live;
    });
    const thread = await until(() => server.world.channel(root?.thread ?? ''));
    ann.say(thread, '', { files: [text('aside.txt', DEPOT)] });
    ann.say(thread, 'who said that?');
    await until(async () =>
      expect(await scene.store.threads.turns(root?.id ?? '')).toHaveLength(2),
    );
    expect(server.cdn.asked).toEqual([]);
  });
});

describe('what is handed over while Muster is stopped', () => {
  it('is read after the next start, and its answer is shown to whoever asked', async () => {
    const { server, store } = scene;
    // A process that is gone leaves a question in the inbox and in the outbox, and no more.
    const ann = server.person('Ann');
    let attachmentUrl = '';
    await scene.bot.close();
    const held = ann.slash(server.channel, 'add', { file: text('left.txt', LEFT) });
    attachmentUrl = server.cdn.keep(text('left.txt', LEFT), null).url;
    const event = held.id;
    const place = { channel: server.channel.id, root: null, replyTo: null };
    const file = {
      id: '1',
      name: 'left.txt',
      type: 'text/plain',
      bytes: LEFT.length,
      problem: null,
    };
    const incoming = {
      ...{ platform: 'discord', event, user: ann.user.id, channel: server.channel.id },
      ...{ thread: null, text: '/add', files: [{ ...file, url: attachmentUrl }] },
    } as const;
    await store.inbox.claim(`discord:${event}`, Date.now());
    await store.outbox.add(
      {
        ...{ key: `discord:${event}/handed`, platform: 'discord', thread: null },
        channel: server.channel.id,
        user: ann.user.id,
        payload: {
          kind: 'discord-handed',
          question: {
            ...{ ...place, incoming, opensThread: false, isHeard: true },
            response: { application: server.world.applicationId, token: held.token },
          },
          isAlone: true,
        },
      },
      Date.now(),
    );
    await scene.restart();
    await until(async () => expect(await store.outbox.unfinished('discord')).toEqual([]));
    const { library } = taking.muster.store;
    expect((await library.list()).map(({ origin }) => origin)).toContain('attached:left.txt');
  });
});

const LEFT = `Bridge at Varn repaired

Engineers have repaired the bridge at Varn, and 40 tanks crossed it on 7 March 2024, Major Olek Stam told the Varn Courier. He did not say where they were bound for.`;
