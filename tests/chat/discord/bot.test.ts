import { type APIMessage, ChannelType, ComponentType } from 'discord-api-types/v10';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LOOK_UP } from '../../../src/chat/commands.ts';
import { namesOf } from '../../support/discord/people.ts';
import { readDiscord } from '../../support/discord/reading.ts';
import { refuse } from '../../support/discord/refusals.ts';
import { openScene, type Scene } from '../../support/discord/scene.ts';
import type { Channel } from '../../support/discord/world.ts';

let scene: Scene;
afterEach(() => scene.close());

/** Waits for what the bot does in its own time. */
const until = <T>(see: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(see, { timeout: 10_000, interval: 10 });

/** The bot's messages of a channel that are finished, oldest first. */
function answersIn(channel: Channel): readonly APIMessage[] {
  const { bot } = scene.server.world;
  return channel.messages.filter(
    (message) => message.author.id === bot.id && readDiscord(message) !== '',
  );
}

const titlesIn = (channel: Channel) => answersIn(channel).map(({ embeds }) => embeds[0]?.title);

async function answer(channel: Channel, count = 1): Promise<APIMessage> {
  return until(() => {
    const answers = answersIn(channel);
    expect(answers).toHaveLength(count);
    return answers.at(-1) as APIMessage;
  });
}

/** The thread under a message, once it is open and remembered. */
async function threadUnder(message: APIMessage): Promise<Channel> {
  return until(async () => {
    const thread = scene.server.world.channel(message.id);
    const id = `discord:${message.channel_id}:${message.id}`;
    expect(await scene.store.threads.find(id)).not.toBeNull();
    return thread;
  });
}

/** Time for a wrong answer to show itself. */
const aMoment = () => new Promise((done) => setTimeout(done, 150));

describe('a slash command', () => {
  it('is answered once, under its own waiting sign, with a thread below', async () => {
    scene = await openScene();
    const { server } = scene;
    const held = server.person('Ann').slash(server.channel, 'briefing', {
      topic: 'kursk',
      since: '2024-08-01',
    });
    const message = await answer(server.channel);
    expect(message.id).toBe(held.original?.id);
    expect(scene.asked.map(({ text }) => text)).toEqual([
      '/briefing topic:"kursk" since:"2024-08-01"',
    ]);
    const thread = await threadUnder(message);
    expect(thread.name).toBe('Answer 1');
    expect(scene.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('goes on in the thread where it is too long for one message', async () => {
    scene = await openScene();
    const { server } = scene;
    server.person('Ann').slash(server.channel, 'briefing', { topic: 'at length' });
    const message = await answer(server.channel);
    const thread = await threadUnder(message);
    const last = await answer(thread, 2);
    expect(last.embeds[0]?.description).toContain('**Sources**');
  });

  it('completes options from what the corpus holds', async () => {
    scene = await openScene();
    const { server } = scene;
    const held = server.person('Ann').type(server.channel, 'claims', 'speaker', 'bud');
    const names = await until(() => {
      expect(held.choices).not.toBeNull();
      return namesOf(held.choices);
    });
    expect(names).toHaveLength(25);
    expect(names[0]).toBe('speaker bud0');
  });

  it('says in plain words that answering failed, with a reference', async () => {
    scene = await openScene();
    const { server } = scene;
    server.direct();
    const direct = server.direct();
    server.person('Ann').say(direct, 'fail');
    const message = await answer(direct);
    expect(readDiscord(message)).toMatch(/Something went wrong.+reference [0-9a-f]{6}/u);
  });

  it('is answered by a message of its own when the acknowledgement came too late', async () => {
    scene = await openScene({}, ({ rules }) => {
      rules.answerWithinMs = -1;
    });
    const { server } = scene;
    const held = server.person('Ann').slash(server.channel, 'sources');
    const message = await answer(server.channel);
    expect(held.original).toBeNull();
    expect(message.content).toContain('“/sources”');
  });

  it('is answered though the answer to the acknowledgement was lost', async () => {
    let isFirst = true;
    scene = await openScene({}, ({ rules }) => {
      rules.trouble = (_, path) => {
        if (!path.endsWith('/callback?with_response=true') || !isFirst) return { kind: 'none' };
        isFirst = false;
        return { kind: 'lose-answer' };
      };
    });
    const { server } = scene;
    const held = server.person('Ann').slash(server.channel, 'sources');
    const message = await answer(server.channel);
    expect(message.id).toBe(held.original?.id);
  });
});

describe('a thread', () => {
  it('takes five follow-ups untagged, each going on from the last', async () => {
    scene = await openScene();
    const { server } = scene;
    const ann = server.person('Ann');
    ann.slash(server.channel, 'briefing', { topic: 'kursk' });
    const thread = await threadUnder(await answer(server.channel));
    for (const [index, text] of [
      'how many?',
      'who said that?',
      'and in Sumy?',
      'is that confirmed?',
      'and now?',
    ].entries()) {
      ann.say(thread, text);
      await answer(thread, index + 1);
    }
    expect(titlesIn(thread)).toEqual(['Turn 2', 'Turn 3', 'Turn 4', 'Turn 5', 'Turn 6']);
    expect(answersIn(server.channel)).toHaveLength(1);
  });

  it('answers questions that come at once in their order', async () => {
    scene = await openScene();
    const { server } = scene;
    const ann = server.person('Ann');
    ann.slash(server.channel, 'briefing', { topic: 'kursk' });
    const thread = await threadUnder(await answer(server.channel));
    for (const text of ['one?', 'two?', 'three?']) ann.say(thread, text);
    await answer(thread, 3);
    expect(titlesIn(thread)).toEqual(['Turn 2', 'Turn 3', 'Turn 4']);
  });

  it('goes on after a restart, and answers what was asked meanwhile, once', async () => {
    scene = await openScene();
    const { server } = scene;
    const ann = server.person('Ann');
    ann.slash(server.channel, 'briefing', { topic: 'kursk' });
    const thread = await threadUnder(await answer(server.channel));
    ann.say(thread, 'how many?');
    await answer(thread, 1);

    await scene.bot.close();
    ann.say(thread, 'asked while nobody listened?');
    await scene.restart();
    await answer(thread, 2);
    ann.say(thread, 'and now?');
    await answer(thread, 3);
    await scene.restart();
    await aMoment();
    expect(titlesIn(thread)).toEqual(['Turn 2', 'Turn 3', 'Turn 4']);
  });

  it('answers a question again whose answering was cut off before anything was posted', async () => {
    scene = await openScene();
    const { server, store } = scene;
    const ann = server.person('Ann');
    ann.slash(server.channel, 'briefing', { topic: 'kursk' });
    const thread = await threadUnder(await answer(server.channel));
    await scene.bot.close();
    const message = ann.say(thread, 'how many?');
    await store.inbox.claim(`discord:${message.id}`, Date.now());
    await scene.restart();
    await answer(thread, 1);
  });

  it('is heard after it was archived, in a restart that never saw it', async () => {
    scene = await openScene();
    const { server } = scene;
    const ann = server.person('Ann');
    ann.slash(server.channel, 'briefing', { topic: 'kursk' });
    const thread = await threadUnder(await answer(server.channel));
    await scene.bot.close();
    thread.isArchived = true;
    await scene.restart();
    ann.say(thread, 'how many?');
    await answer(thread, 1);
  });

  it.each([
    ['archived', { isArchived: true, staysArchived: true }, 1],
    ['locked', { isLocked: true }, 0],
  ])('that is %s meanwhile does no harm', async (_, state, count) => {
    scene = await openScene();
    const { server } = scene;
    const ann = server.person('Ann');
    ann.slash(server.channel, 'briefing', { topic: 'kursk' });
    const thread = await threadUnder(await answer(server.channel));
    ann.say(thread, 'how many?');
    Object.assign(thread, state);
    await until(() => expect(scene.asked).toHaveLength(2));
    await answer(thread, count);
    ann.slash(server.channel, 'sources');
    await answer(server.channel, 2);
  });

  it('leaves alone bots, edits, its own messages and the threads of others', async () => {
    scene = await openScene();
    const { server } = scene;
    const ann = server.person('Ann');
    ann.slash(server.channel, 'briefing', { topic: 'kursk' });
    const thread = await threadUnder(await answer(server.channel));
    ann.say(thread, 'I am a bot', { isBot: true });
    const said = ann.say(thread, 'how many?');
    await answer(thread, 1);
    ann.edit(said, 'how many tanks?');
    const foreign = server.world.addChannel(ChannelType.PublicThread, 'lunch', server.channel.id);
    ann.say(foreign, 'pizza?');
    ann.say(server.channel, 'hello all');
    await aMoment();
    expect(scene.asked).toHaveLength(2);
    expect(answersIn(foreign)).toEqual([]);
  });

  it('is done without where the channel has too many', async () => {
    scene = await openScene();
    const { server } = scene;
    server.channel.hasTooManyThreads = true;
    const ann = server.person('Ann');
    ann.slash(server.channel, 'briefing', { topic: 'kursk' });
    const first = await answer(server.channel);
    await until(async () => expect(await scene.store.threads.live('discord', 0)).toHaveLength(1));
    ann.say(server.channel, 'how many?', { replyTo: first });
    expect((await answer(server.channel, 2)).embeds[0]?.title).toBe('Turn 2');
  });

  it('cannot be opened everywhere; follow-ups then come by button, and go on all the same', async () => {
    scene = await openScene();
    const { server } = scene;
    server.channel.denied.add('CreatePublicThreads');
    const ann = server.person('Ann');
    ann.slash(server.channel, 'briefing', { topic: 'kursk' });
    const first = await answer(server.channel);
    await until(async () => expect(await scene.store.threads.live('discord', 0)).toHaveLength(1));
    const form = ann.press(first, 'Ask a follow-up');
    await until(() => expect(form.modal).not.toBeNull());
    ann.submit(form, 'how many?');
    const second = await answer(server.channel, 2);
    expect(second.embeds[0]?.title).toBe('Turn 2');
    expect(second.content).toContain('“how many?”');
    ann.press(second, 'And now?');
    expect((await answer(server.channel, 3)).embeds[0]?.title).toBe('Turn 3');
  });
});

describe('buttons and forms', () => {
  it('ask in the thread of the answer that they stand under', async () => {
    scene = await openScene();
    const { server } = scene;
    const ann = server.person('Ann');
    ann.slash(server.channel, 'briefing', { topic: 'kursk' });
    const message = await answer(server.channel);
    const thread = await threadUnder(message);
    const held = ann.press(message, 'And now?');
    const second = await answer(thread, 1);
    expect(second.embeds[0]?.title).toBe('Turn 2');
    expect(second.content).toContain('↪ “and now?”');
    await until(() => expect(held.original?.content).toBe(`The answer stands in <#${thread.id}>.`));
    ann.press(second, 'More');
    await answer(thread, 2);
    expect(scene.asked.at(-1)?.text).toBe('tell me more of this '.repeat(10).trim());
  });

  it('show a cited sentence in its paragraph to whoever pressed', async () => {
    scene = await openScene();
    const { server } = scene;
    const ann = server.person('Ann');
    ann.slash(server.channel, 'briefing', { topic: 'kursk' });
    const held = ann.press(await answer(server.channel), '[1] ¶9');
    await until(() =>
      expect(held.original?.embeds[0]?.description).toBe(
        '“The paragraph around 0123456789abcdef 120–188”',
      ),
    );
    expect(server.channel.messages).toHaveLength(1);
  });

  it('take down what is wrong with an answer', async () => {
    scene = await openScene();
    const { server, store } = scene;
    const ann = server.person('Ann');
    ann.slash(server.channel, 'briefing', { topic: 'kursk' });
    const form = ann.press(await answer(server.channel), 'Wrong?');
    await until(() => expect(form.modal).not.toBeNull());
    const labels = form.modal?.components.map((label) =>
      label.type === ComponentType.Label ? label.label : '',
    );
    expect(labels).toEqual(['Which line is it?', 'What is wrong']);
    const sent = ann.submit(form, '0123456789abcdef-01', 'It was on Tuesday.');
    await until(() => expect(sent.original?.content).toContain('Thank you'));
    expect(await store.corrections.reports()).toMatchObject([
      { claim: '0123456789abcdef-01', user: ann.user.id, text: 'It was on Tuesday.' },
    ]);
  });

  it('look up the claim in a message', async () => {
    scene = await openScene();
    const { server } = scene;
    const ann = server.person('Ann');
    const message = ann.say(server.channel, 'They say 50,000 "troops" are there');
    ann.lookUp(message, LOOK_UP);
    await answer(server.channel);
    expect(scene.asked.map(({ text }) => text)).toEqual([
      '/claims query:"They say 50,000  troops  are there"',
    ]);
    const held = ann.lookUp(ann.say(server.channel, ''), LOOK_UP);
    await until(() => expect(held.original?.content).toContain('no words'));
  });
});

describe('what concerns the asker alone', () => {
  it('is shown to nobody else: help, and that there were too many questions', async () => {
    scene = await openScene({}, undefined, { burst: 2 });
    const { server } = scene;
    const ann = server.person('Ann');
    const help = ann.slash(server.channel, 'help');
    await until(() => expect(help.original?.embeds[0]?.title).toBe('Turn 1'));
    expect(server.channel.messages).toEqual([]);
    ann.slash(server.channel, 'briefing', { topic: 'kursk' });
    const first = await answer(server.channel);
    const refused = [
      ann.slash(server.channel, 'briefing', { topic: 'sumy' }),
      ann.press(first, 'And now?'),
    ];
    for (const held of refused) {
      await until(() =>
        expect(held.original && readDiscord(held.original)).toContain('Please ask again in'),
      );
    }
    expect(server.channel.messages).toHaveLength(1);
    expect(await scene.store.outbox.unfinished('discord')).toEqual([]);
  });
});

describe('what a person asked', () => {
  it('is forgotten with its answers in the outbox', async () => {
    scene = await openScene();
    const { server, store } = scene;
    const ann = server.person('Ann');
    ann.slash(server.channel, 'briefing', { topic: 'kursk' });
    const thread = await threadUnder(await answer(server.channel));
    server.person('Bob').say(thread, 'how many?');
    await answer(thread, 1);
    await until(async () => expect(await store.outbox.recent(10)).toHaveLength(2));
    expect(await store.threads.forgetUser('discord', ann.user.id)).toBe(1);
    const kept = await store.outbox.recent(10);
    expect(kept.filter(({ payload }) => payload !== null)).toHaveLength(1);
  });

  it('is not answered again in a thread that is read back', async () => {
    scene = await openScene();
    const { server, store } = scene;
    const ann = server.person('Ann');
    ann.slash(server.channel, 'briefing', { topic: 'kursk' });
    const thread = await threadUnder(await answer(server.channel));
    const bob = server.person('Bob');
    bob.say(thread, 'how many?');
    await answer(thread, 1);
    await until(async () => {
      const id = `discord:${server.channel.id}:${thread.id}`;
      expect(await store.threads.turns(id)).toHaveLength(2);
    });
    await scene.bot.close();
    expect(await store.threads.forgetUser('discord', bob.user.id)).toBe(1);
    await scene.restart();
    ann.say(thread, 'and now?');
    await answer(thread, 2);
    await aMoment();
    expect(titlesIn(thread)).toHaveLength(2);
  });
});

describe('mentions and direct messages', () => {
  it('say what is missing where embeds may not be posted', async () => {
    scene = await openScene();
    const { server } = scene;
    server.channel.denied.add('EmbedLinks');
    server.person('Ann').say(server.channel, `<@${server.world.bot.id}> kursk?`);
    await until(() =>
      expect(server.channel.messages.at(-1)?.content).toContain('give it View Channel'),
    );
  });

  it('answers a mention in the channel, and follows up in the thread below', async () => {
    scene = await openScene();
    const { server } = scene;
    const ann = server.person('Ann');
    const asked = ann.say(server.channel, `<@${server.world.bot.id}> kursk?`);
    const message = await answer(server.channel);
    expect(message.message_reference?.message_id).toBe(asked.id);
    expect(scene.asked[0]?.text).toBe('kursk?');
    const thread = await threadUnder(message);
    ann.say(thread, 'how many?');
    expect((await answer(thread, 1)).embeds[0]?.title).toBe('Turn 2');
  });

  it('goes on from an answer that is replied to, in a thread of others', async () => {
    scene = await openScene();
    const { server } = scene;
    const ann = server.person('Ann');
    const foreign = server.world.addChannel(ChannelType.PublicThread, 'lunch', server.channel.id);
    ann.say(foreign, `<@${server.world.bot.id}> kursk?`);
    const first = await answer(foreign);
    await until(async () => expect(await scene.store.threads.live('discord', 0)).toHaveLength(1));
    ann.say(foreign, 'how many?', { replyTo: first });
    expect((await answer(foreign, 2)).embeds[0]?.title).toBe('Turn 2');
    ann.say(foreign, 'pizza?');
    await aMoment();
    expect(scene.asked).toHaveLength(2);
  });

  it('takes a direct conversation as one thread, over a restart too', async () => {
    scene = await openScene();
    const { server } = scene;
    const ann = server.person('Ann');
    const direct = server.direct();
    ann.say(direct, 'kursk?');
    await answer(direct, 1);
    await scene.bot.close();
    ann.say(direct, 'how many?');
    await scene.restart();
    await answer(direct, 2);
    expect(titlesIn(direct)).toEqual(['Turn 1', 'Turn 2']);
  });
});

describe('without the message-content intent', () => {
  const withoutIntent = () =>
    openScene({}, ({ rules }) => {
      rules.hasMessageContent = false;
    });

  it('says so once, and takes follow-ups by mention and by button', async () => {
    scene = await withoutIntent();
    const { server } = scene;
    const warnings = scene.logged.filter(({ level }) => level === 'warn');
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('Without the message-content intent'),
    ]);
    const ann = server.person('Ann');
    ann.slash(server.channel, 'briefing', { topic: 'kursk' });
    const message = await answer(server.channel);
    const thread = await threadUnder(message);
    ann.say(thread, 'nobody hears this');
    ann.say(thread, `<@${server.world.bot.id}> how many?`);
    await answer(thread, 1);
    const form = ann.press(message, 'Ask a follow-up');
    await until(() => expect(form.modal).not.toBeNull());
    ann.submit(form, 'who said that?');
    await answer(thread, 2);
    expect(titlesIn(thread)).toEqual(['Turn 2', 'Turn 3']);
  });

  it('says in one sentence what to switch on when it was asked for nonetheless', async () => {
    scene = await withoutIntent();
    await scene.bot.close();
    await expect(scene.restart({ messageContent: true })).rejects.toThrow(
      /has not granted this bot the message-content intent.+switch on Message Content Intent/u,
    );
  });
});

describe('closing', () => {
  it('finishes what is in hand', async () => {
    scene = await openScene();
    const { server } = scene;
    server.rules.trouble = () => ({ kind: 'delay', ms: 50 });
    const direct = server.direct();
    server.person('Ann').say(direct, 'kursk?');
    await until(() => expect(scene.asked).toHaveLength(1));
    await scene.bot.close();
    expect(titlesIn(direct)).toEqual(['Turn 1']);
  });

  it('leaves no connection behind, not even one that was about to be made again', async () => {
    scene = await openScene();
    const { gateway } = scene.server;
    gateway.disconnect();
    await until(() => expect(gateway.connections()).toBe(0));
    await scene.bot.close();
    await new Promise((done) => setTimeout(done, 800));
    expect(gateway.connections()).toBe(0);
  });
});

describe('signing in', () => {
  it('says in one sentence that the token is wrong', async () => {
    scene = await openScene();
    await expect(scene.restart({ token: 'wrong' })).rejects.toThrow(
      /does not accept DISCORD_TOKEN/u,
    );
  });

  it('says in one sentence that Discord cannot be reached', async () => {
    scene = await openScene();
    await expect(scene.restart({ apiUrl: 'http://127.0.0.1:1/api' })).rejects.toThrow(
      /cannot be reached at http:\/\/127\.0\.0\.1:1\/api/u,
    );
  });

  it('registers the commands once, and again only when they changed', async () => {
    scene = await openScene();
    const { server } = scene;
    const registrations = () => server.requests.filter(({ method }) => method === 'PUT').length;
    expect(registrations()).toBe(1);
    await scene.restart();
    expect(registrations()).toBe(1);
    await scene.restart({ commands: [{ name: 'briefing', description: 'Something else' }] });
    expect(registrations()).toBe(2);
  });

  it('signs in again when a passing 401 made the client forget its token', async () => {
    scene = await openScene();
    const { server } = scene;
    const right = server.rules.token;
    const ann = server.person('Ann');
    const direct = server.direct();
    let refused = 0;
    server.rules.trouble = (_, path) => {
      if (!path.endsWith('/messages') || refused > 0) return { kind: 'none' };
      refused += 1;
      return { kind: 'refuse', refusal: refuse.unauthorized() };
    };
    ann.say(direct, 'kursk?');
    await answer(direct, 1);
    expect(server.rules.token).toBe(right);
    expect(refused).toBe(1);
  });
});

describe('post', () => {
  it('posts once for a key, even when the answer was lost and nonces are forgotten', async () => {
    scene = await openScene();
    const { server, bot } = scene;
    let lost = 0;
    server.rules.remembersNonces = false;
    server.rules.trouble = (method, path) => {
      if (method !== 'POST' || !path.endsWith('/messages') || lost > 0) return { kind: 'none' };
      lost += 1;
      return { kind: 'lose-answer' };
    };
    const reply = { blocks: [], abstained: false, summary: 'Nothing new' };
    const id = await bot.post(server.channel.id, reply, 'digest:1');
    expect(await bot.post(server.channel.id, reply, 'digest:1')).toBe(id);
    expect(server.channel.messages.map((message) => message.id)).toEqual([id]);
  });

  it('pictures are attached with their words, and said in words where files may not be', async () => {
    const drawn = new Uint8Array([1, 2, 3]);
    scene = await openScene({ drawPicture: async () => drawn });
    const { server, bot } = scene;
    const reply = {
      blocks: [
        {
          kind: 'picture' as const,
          picture: { kind: 'figures' as const, title: 'Troops', figures: [] },
          alt: '10,000 by one, 50,000 by another',
        },
      ],
      abstained: false,
      summary: 'Figures',
    };
    await bot.post(server.channel.id, reply, 'one');
    expect(server.channel.messages[0]?.attachments).toMatchObject([
      { filename: 'picture-1.png', description: '10,000 by one, 50,000 by another' },
    ]);
    server.channel.denied.add('AttachFiles');
    await bot.post(server.channel.id, reply, 'two');
    expect(server.channel.messages[1]?.attachments).toEqual([]);
    expect(server.channel.messages[1]?.embeds[0]?.description).toBe(
      '10,000 by one, 50,000 by another',
    );
  });

  it('says in plain words why a channel cannot be posted in', async () => {
    scene = await openScene();
    const { server, bot, store } = scene;
    server.channel.denied.add('SendMessages');
    const reply = { blocks: [], abstained: false, summary: 'Nothing new' };
    await expect(bot.post(server.channel.id, reply, 'digest:1')).rejects.toThrow(
      /may not post there/u,
    );
    expect(await store.outbox.find('digest:1')).toMatchObject({ status: 'failed' });
  });
});
