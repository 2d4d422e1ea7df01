import { afterEach, beforeEach, expect, it } from 'vitest';
import { examineDiscord } from '../../../src/chat/discord/doctor.ts';
import { type DiscordServer, openDiscordServer, TOKEN } from '../../support/discord/server.ts';

let server: DiscordServer;
beforeEach(async () => {
  server = await openDiscordServer();
});
afterEach(() => server.close());

const examine = (more: { token?: string; channels?: readonly string[] } = {}) =>
  examineDiscord({ token: TOKEN, apiUrl: server.apiUrl, channels: [server.channel.id], ...more });

it('finds nothing wrong where nothing is', async () => {
  expect(await examine()).toEqual([]);
  expect(server.requests.every(({ method }) => method === 'GET')).toBe(true);
});

it('names a token that is refused, and nothing else', async () => {
  expect(await examine({ token: 'wrong' })).toEqual([
    expect.stringContaining('does not accept DISCORD_TOKEN'),
  ]);
});

it('names the intent, the rights and the channels that are missing', async () => {
  server.rules.hasMessageContent = false;
  server.channel.denied.add('EmbedLinks').add('AttachFiles');
  expect(await examine({ channels: [server.channel.id, '123456789012345678'] })).toEqual([
    expect.stringContaining('switch on Message Content Intent'),
    "Muster lacks Embed Links, Attach Files in Discord's channel #general: grant them to its role there.",
    expect.stringContaining("Discord's channel 123456789012345678 cannot be seen"),
  ]);
});
