import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DiscordCheck } from '../../../src/chat/discord/doctor.ts';
import { examineDiscord } from '../../../src/chat/discord/doctor.ts';
import { openScene, type Scene } from '../../support/discord/scene.ts';
import { TOKEN } from '../../support/discord/server.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

const examine = (more: Partial<DiscordCheck> = {}) => {
  const { apiUrl, channel } = scene.server;
  return examineDiscord({ token: TOKEN, apiUrl, channels: [channel.id], ...more });
};

it('finds nothing wrong where nothing is, changes nothing, and says where to invite Muster', async () => {
  const before = scene.server.requests.length;
  const { problems, notes } = await examine();
  expect(problems).toEqual([]);
  expect(notes).toHaveLength(2);
  expect(scene.server.requests.slice(before).every(({ method }) => method === 'GET')).toBe(true);
  const link = /https:\S+/u.exec(notes.join(' '))?.[0] ?? '';
  expect(Object.fromEntries(new URL(link).searchParams)).toEqual({
    client_id: scene.server.world.applicationId,
    scope: 'bot applications.commands',
    // discord.com/developers/docs/topics/permissions: the bits 10, 11, 14, 15, 16, 35 and 38.
    permissions: '309237763072',
  });
});

it('names a token that is refused, and nothing else', async () => {
  expect(await examine({ token: 'wrong' })).toEqual({
    problems: [expect.stringContaining('does not accept DISCORD_TOKEN')],
    notes: [],
  });
});

it('names the rights and the channels that are missing', async () => {
  const { server } = scene;
  server.channel.denied.add('EmbedLinks').add('AttachFiles');
  const channels = [server.channel.id, '123456789012345678'];
  expect((await examine({ channels })).problems).toEqual([
    "Muster lacks Embed Links, Attach Files in Discord's channel #general: grant them to its role there.",
    expect.stringContaining("Discord's channel 123456789012345678 cannot be seen"),
  ]);
});

it('names the rights that are missing in a whole server', async () => {
  scene.server.world.denied.add('SendMessagesInThreads');
  expect((await examine({ channels: [] })).problems).toEqual([
    expect.stringMatching(
      /^Muster lacks Send Messages in Threads in the Discord server Desk: .*permissions=309237763072/u,
    ),
  ]);
});

it('tells that people who are strangers to its owner may take it into servers of theirs', async () => {
  scene.server.rules.isPublic = true;
  const { problems, notes } = await examine();
  expect(problems).toEqual([]);
  expect(notes.slice(2)).toEqual([expect.stringContaining('switch off Public Bot')]);
});

it('tells of the message-content intent and of commands that changed, which Muster can do without', async () => {
  const { server } = scene;
  server.rules.hasMessageContent = false;
  server.world.commands.pop();
  const { problems, notes } = await examine();
  expect(problems).toEqual([]);
  expect(notes.slice(2)).toEqual([
    expect.stringContaining('switch on Message Content Intent'),
    expect.stringContaining('the next start of Muster registers them'),
  ]);
});
