import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Citation, Reply } from '../../../src/answers/reply.ts';
import type { TransientMuster } from '../../../src/assemble.ts';
import { LOOK_UP } from '../../../src/chat/commands.ts';
import { namesOf } from '../../support/discord/people.ts';
import { readDiscord } from '../../support/discord/reading.ts';
import { openScene, type Scene } from '../../support/discord/scene.ts';
import type { Channel } from '../../support/discord/world.ts';
import { FOLLOW_UPS, openSeeds } from '../../support/seeds.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let muster: TransientMuster;
let scene: Scene;
beforeAll(async () => {
  muster = await openSeeds();
});
afterAll(() => muster.store.close());
beforeEach(async () => {
  scene = await openScene({}, undefined, { answerer: muster.answerer });
});
/** Discord took every request, and nothing failed on the way. */
afterEach(async () => {
  await scene.close();
  expect(scene.logged.filter(({ level }) => level === 'error')).toEqual([]);
});

const until = <T>(see: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(see, { timeout: 30_000, interval: 20 });

/** The replies of a thread, once there are this many. */
async function repliesIn(id: string, count: number): Promise<readonly Reply[]> {
  const { threads } = scene.store;
  await until(async () => expect(await threads.turns(id)).toHaveLength(count));
  return (await threads.turns(id)).map(({ reply }) => reply as Reply);
}

/** The first answer in a channel, with the id of the thread under it. */
async function firstIn(channel: Channel) {
  const [thread] = await until(async () => {
    const live = await scene.store.threads.live('discord', 0);
    expect(live).not.toEqual([]);
    return live;
  });
  const message = channel.messages.find(({ id }) => id === thread?.thread);
  if (!thread || !message) throw new Error('no answer');
  return { id: thread.id, message };
}

const citationsOf = (reply: Reply | undefined): readonly Citation[] =>
  (reply?.blocks ?? []).flatMap((block) => (block.kind === 'sources' ? block.citations : []));

/** What readers have before them, over all channels. */
const shown = (): string => scene.server.world.allMessages().map(readDiscord).join('\n');

describe('over the seed articles, in Discord', () => {
  it('a briefing is shown with all its citations, and its thread takes five follow-ups over a restart', async () => {
    const { server } = scene;
    const ann = server.person('Ann');
    ann.slash(server.channel, 'briefing', { topic: 'kursk' });
    const { id, message } = await firstIn(server.channel);
    const thread = await until(() => server.world.channel(message.id));
    for (const [index, text] of FOLLOW_UPS.entries()) {
      if (index === 2) {
        await scene.bot.close();
        ann.say(thread, text);
        await scene.restart();
      } else ann.say(thread, text);
      await repliesIn(id, index + 2);
    }
    const replies = await repliesIn(id, 6);
    expect(citationsOf(replies[0])).not.toEqual([]);
    const text = shown();
    for (const { mark } of replies.flatMap(citationsOf)) expect(text).toContain(`\\[${mark}\\]`);
    expect(text).toContain('Kursk');
  });

  it('a claim is looked up by command with completions, and from a message, and its buttons go on from it', async () => {
    const { server } = scene;
    const ann = server.person('Ann');
    const typed = ann.type(server.channel, 'claims', 'place', 'kur');
    await until(() => expect(namesOf(typed.choices)).toContain('Kursk Oblast'));
    ann.slash(server.channel, 'claims', { query: '50,000 troops' });
    const { id, message } = await firstIn(server.channel);
    const thread = await until(() => server.world.channel(message.id));
    const [reply] = await repliesIn(id, 1);
    expect(shown()).toContain('50,000');
    const actions = reply?.blocks.flatMap((block) =>
      block.kind === 'actions' ? block.actions : [],
    );
    const ask = actions?.find(({ kind }) => kind === 'ask');
    if (!ask) throw new Error('no button');
    const last = [message, ...thread.messages].findLast((each) => each.components?.length);
    if (!last) throw new Error('no button');
    ann.press(last, ask.label);
    await repliesIn(id, 2);

    const claim = citationsOf(reply).find((citation) => citation.claim)?.claim ?? '';
    const form = ann.press(last, 'Wrong?');
    await until(() => expect(form.modal).not.toBeNull());
    ann.submit(form, claim, 'It was Tuesday.');
    await until(async () => {
      const reports = await scene.store.corrections.reports();
      expect(reports).toMatchObject([{ claim, user: ann.user.id, text: 'It was Tuesday.' }]);
    });

    const said = ann.say(server.channel, 'I read of 50,000 troops at Kursk, "massed"');
    const answers = server.channel.messages.length;
    ann.lookUp(said, LOOK_UP);
    await until(() => expect(server.channel.messages.length).toBeGreaterThan(answers));
    const looked = server.channel.messages.at(-1);
    const [answer] = await repliesIn(`discord:${server.channel.id}:${looked?.id}`, 1);
    expect(answer?.abstained).toBe(false);
    expect(citationsOf(answer)).not.toEqual([]);
  });

  it('mentions and direct messages are answered in plain words, as is what is not held', async () => {
    const { server } = scene;
    const ann = server.person('Ann');
    ann.say(server.channel, `<@${server.world.bot.id}> how many troops are near Kursk?`);
    const { id } = await firstIn(server.channel);
    expect((await repliesIn(id, 1))[0]?.abstained).toBe(false);
    const direct = server.direct();
    const inDirect = `discord:${direct.id}:${direct.id}`;
    ann.say(direct, 'briefing sumy');
    await repliesIn(inDirect, 1);
    ann.say(direct, 'what is the price of bread in Paris?');
    expect((await repliesIn(inDirect, 2))[1]?.abstained).toBe(true);
  });

  it('articles, sources and help are shown whole', async () => {
    const { server } = scene;
    const ann = server.person('Ann');
    ann.slash(server.channel, 'sources');
    const [first] = await muster.store.library.list();
    ann.slash(server.channel, 'article', { id: first?.id ?? '' });
    const help = ann.slash(server.channel, 'help');
    await until(() => expect(shown()).toContain(`id ${first?.id}`));
    await until(() => expect(help.original?.embeds).not.toEqual([]));
  });
});
