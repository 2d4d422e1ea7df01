import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type APIMessage, GatewayDispatchEvents } from 'discord-api-types/v10';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Person } from '../../support/discord/people.ts';
import { refuse } from '../../support/discord/refusals.ts';
import { openScene, type Scene } from '../../support/discord/scene.ts';
import type { DiscordServer } from '../../support/discord/server.ts';
import type { Channel } from '../../support/discord/world.ts';
import { seeded } from '../../support/seeded.ts';

const SEED = 20_240_806;
/** 246 questions, or 534 with MUSTER_SOAK; Slack's test asks 500 more. */
const ROUNDS = process.env.MUSTER_SOAK ? 11 : 5;
const PEOPLE = 6;
/** A command, four follow-ups, a button, a mention, a direct message. */
const QUESTIONS_A_ROUND = 8;

let scene: Scene;
const unhandled: unknown[] = [];
const note = (reason: unknown): void => {
  unhandled.push(reason);
};
beforeEach(() => {
  process.on('unhandledRejection', note);
});
afterEach(async () => {
  process.off('unhandledRejection', note);
  await scene.close();
});

const until = <T>(see: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(see, { timeout: 60_000, interval: 20 });

function makeTrouble({ rules, channel }: DiscordServer, random: () => number): void {
  rules.fate = ({ t: event, d }) => {
    const dice = random();
    if (event === GatewayDispatchEvents.InteractionCreate) {
      if (dice < 0.1) return 'repeat';
      if (dice < 0.13) return 'lose';
      return dice < 0.25 ? Math.floor(random() * 60) : 'deliver';
    }
    if (event !== GatewayDispatchEvents.MessageCreate) return 'deliver';
    if (dice < 0.08) return 'repeat';
    if (dice < 0.1) return 'lose';
    // What is lost with a session can be read back where a conversation is live.
    const isInChannel = (d as APIMessage).channel_id === channel.id;
    if (dice < 0.115) return isInChannel ? 'deliver' : 'forget';
    return dice < 0.25 ? Math.floor(random() * 60) : 'deliver';
  };
  rules.trouble = () => {
    const dice = random();
    if (dice < 0.05) return { kind: 'refuse', refusal: refuse.broken(dice < 0.02 ? 502 : 500) };
    if (dice < 0.09) return { kind: 'lose-answer' };
    if (dice < 0.12) return { kind: 'refuse', refusal: refuse.rateLimited(0.05) };
    return dice < 0.2 ? { kind: 'delay', ms: Math.floor(random() * 60) } : { kind: 'none' };
  };
}

/** The finished answers to a question, wherever they stand. */
function answersTo(name: string): readonly APIMessage[] {
  return scene.server.world
    .allMessages()
    .filter(
      ({ author, embeds }) =>
        author.id === scene.server.world.bot.id &&
        embeds.some(({ description }) => description?.includes(`${name};`)),
    );
}

const answered = (name: string): Promise<APIMessage> =>
  until(() => {
    const [answer] = answersTo(name);
    if (!answer) throw new Error(`${name} is not answered yet`);
    return answer;
  });

async function heapMb(): Promise<number> {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  await new Promise((done) => setTimeout(done, 20));
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed / 1_048_576;
}

/** One person's round; returns the names of what was asked. */
async function ask(person: Person, direct: Channel, round: string): Promise<readonly string[]> {
  const { server, store } = scene;
  const listening = () => until(() => expect(server.gateway.isListenedTo()).toBe(true));
  await listening();
  person.slash(server.channel, 'briefing', { topic: `${round}-command;` });
  const first = await answered(`${round}-command`);
  const thread = await until(async () => {
    const id = `discord:${server.channel.id}:${first.id}`;
    expect(await store.threads.find(id)).not.toBeNull();
    return server.world.channel(first.id);
  });
  const follow = [1, 2, 3, 4].map((n) => `${round}-follow-up-${n}`);
  for (const name of follow.slice(0, 2)) {
    person.say(thread, `${name};`);
    await answered(name);
  }
  for (const name of follow.slice(2)) person.say(thread, `${name};`);
  person.say(direct, `${round}-direct;`);
  await listening();
  person.say(server.channel, `<@${server.world.bot.id}> ${round}-mention;`);
  await listening();
  person.press(first, `Ask ${round}-command`);
  const names = [...follow, `${round}-direct`, `${round}-mention`, `${round}-command-button`];
  for (const name of names) await answered(name);
  return [`${round}-command`, ...names];
}

it('answers each question once, whatever the platform drops, repeats, delays or refuses', async () => {
  const random = seeded(SEED);
  scene = await openScene();
  const { server } = scene;
  const people = Array.from({ length: PEOPLE }, (_, index) => ({
    person: server.person(`person-${index}`),
    direct: server.direct(),
  }));
  const asked: string[] = [];
  // Only a conversation that has begun can be read back.
  for (const [index, { person, direct }] of people.entries()) {
    person.say(direct, `hello-${index};`);
    await answered(`hello-${index}`);
    asked.push(`hello-${index}`);
  }
  makeTrouble(server, random);
  let heapAfterFirst = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const names = await Promise.all(
      people.map(({ person, direct }, index) => ask(person, direct, `q${round}-${index}`)),
    );
    asked.push(...names.flat());
    if (round === 0) heapAfterFirst = await heapMb();
    // A restart in the middle: what is in hand is finished, what comes meanwhile is read back.
    if (round === 2) await scene.restart();
  }
  expect(asked).toHaveLength(PEOPLE + ROUNDS * PEOPLE * QUESTIONS_A_ROUND);
  // Repeats of the last events are still on their way.
  await new Promise((done) => setTimeout(done, 500));
  expect(asked.filter((name) => answersTo(name).length !== 1)).toEqual([]);
  expect(scene.asked).toHaveLength(asked.length);
  expect(unhandled).toEqual([]);
  expect(server.gateway.resumes()).toBeGreaterThan(0);
  expect(server.gateway.identifies()).toBeGreaterThan(1);
  // The server keeps every message; the bot's own part has to stay within what it began with.
  expect((await heapMb()) - heapAfterFirst).toBeLessThan(32);
}, 600_000);
