import { createServer } from 'node:http';
import { type APIMessage, ChannelType, GatewayDispatchEvents } from 'discord-api-types/v10';
import { type Cdn, openCdn } from './cdn.ts';
import { type Gateway, type GatewayRules, openGateway } from './gateway.ts';
import { type InteractionRules, openInteractions } from './interactions.ts';
import { makePerson, type Person } from './people.ts';
import { openRest, type Request, type RestRules } from './rest.ts';
import { type Channel, World } from './world.ts';

/** A Discord on loopback that refuses what the real one refuses. Its rules may be changed while it runs. */
export type DiscordServer = {
  readonly world: World;
  readonly gateway: Gateway;
  readonly rules: GatewayRules & RestRules & InteractionRules;
  /** What `DISCORD_API_URL` is set to. */
  readonly apiUrl: string;
  /** Every request that was carried out, in order. */
  readonly requests: readonly Request[];
  /** A text channel that the bot is in. */
  readonly channel: Channel;
  person(name: string): Person;
  /** What people attach. */
  readonly cdn: Cdn;
  /** A direct conversation with the bot. */
  direct(): Channel;
  close(): Promise<void>;
};

export const TOKEN = 'the-token-of-the-test-bot';

export async function openDiscordServer(): Promise<DiscordServer> {
  const world = new World();
  const channel = world.addChannel(ChannelType.GuildText, 'general');
  const rules: DiscordServer['rules'] = {
    token: TOKEN,
    hasMessageContent: true,
    isPublic: false,
    heartbeatMs: 41_250,
    fate: () => 'deliver',
    trouble: () => ({ kind: 'none' }),
    remembersNonces: true,
    answerWithinMs: 3_000,
    tokenLivesMs: 15 * 60_000,
  };
  const requests: Request[] = [];
  const http = createServer((request, response) => {
    const isFile = /^\/(?:ephemeral-)?attachments\//u.test(request.url ?? '');
    void (isFile ? cdn : rest).handle(request, response);
  });
  const gateway = openGateway(http, world, rules);
  const change = (message: APIMessage): void =>
    gateway.dispatch({
      t: GatewayDispatchEvents.MessageUpdate,
      d: { ...message, guild_id: world.guildId },
    });
  const show = (message: APIMessage): void => rest.showMessage(message);
  const interactions = openInteractions(world, rules, show, change);
  const rest = openRest({
    world,
    gateway: () => gateway,
    gatewayRules: rules,
    rules,
    interactions,
    requests,
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  const origin = `http://127.0.0.1:${address.port}`;
  const cdn = openCdn(world, () => origin);
  return {
    world,
    gateway,
    cdn,
    rules,
    requests,
    channel,
    apiUrl: `${origin}/api`,
    person: (name) => makePerson(name, { world, interactions, cdn, gateway: () => gateway, show }),
    direct: () => world.addChannel(ChannelType.DM, 'direct'),
    async close() {
      gateway.close();
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
}
