import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type APIInteractionResponse,
  type APIMessage,
  ApplicationCommandType,
  ChannelType,
  GatewayDispatchEvents,
  MessageFlags,
  MessageType,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { checkCommands } from './check-commands.ts';
import { checkMessage, type MessageBody } from './check-message.ts';
import { flagsOf, type Gateway, type GatewayRules, stripContent } from './gateway.ts';
import { type Interactions, toMessage } from './interactions.ts';
import { Refusal, refuse } from './refusals.ts';
import { type Channel, permissionsIn, type Right, snowflake, type World } from './world.ts';

/** What a request meets before or after it is carried out. */
export type Trouble =
  | { readonly kind: 'none' }
  | { readonly kind: 'refuse'; readonly refusal: Refusal }
  | { readonly kind: 'delay'; readonly ms: number }
  /** Carried out, but the connection breaks before the answer. */
  | { readonly kind: 'lose-answer' };

export type RestRules = {
  trouble: (method: string, path: string) => Trouble;
  /** Whether posts with a nonce seen before return the first; Discord remembers for a few minutes. */
  remembersNonces: boolean;
};

type Call = {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly string[];
};
type Route = readonly [
  method: string,
  path: RegExp,
  handle: (call: Call, ...ids: string[]) => unknown,
];

export type Request = { readonly method: string; readonly path: string; readonly body: unknown };

export type RestOptions = {
  readonly world: World;
  readonly gateway: () => Gateway;
  readonly gatewayRules: GatewayRules;
  readonly rules: RestRules;
  readonly interactions: Interactions;
  /** Every request that was carried out, in order. */
  readonly requests: Request[];
};

/** REST v10, as far as Muster uses it. */
export function openRest(options: RestOptions) {
  const { world, gateway, gatewayRules, rules, interactions, requests } = options;
  const nonces = new Map<string, APIMessage>();

  const reach = (id: string, ...rights: Right[]): Channel => {
    const channel = world.channels.get(id);
    if (!channel) throw refuse.unknownChannel();
    if (world.isDenied(channel, 'ViewChannel')) throw refuse.missingAccess();
    if (rights.some((right) => world.isDenied(channel, right))) throw refuse.missingPermissions();
    return channel;
  };

  const post = ({ body, files }: Call, id: string): APIMessage => {
    const isThread = world.channels.get(id)?.type === ChannelType.PublicThread;
    const channel = reach(id, isThread ? 'SendMessagesInThreads' : 'SendMessages');
    if (channel.isLocked) throw refuse.threadLocked();
    if (channel.isArchived && channel.staysArchived) throw refuse.threadArchived();
    const message = body as MessageBody;
    if (message.embeds?.length) reach(id, 'EmbedLinks');
    if (files.length > 0) reach(id, 'AttachFiles');
    const problem = checkMessage(message, files);
    if (problem !== null) throw refuse.invalidBody(problem);
    const reference = message.message_reference;
    const referenced = reference?.message_id
      ? channel.messages.find((each) => each.id === reference.message_id)
      : null;
    if (
      referenced === undefined &&
      reference &&
      'fail_if_not_exists' in reference &&
      reference.fail_if_not_exists !== false
    ) {
      throw refuse.invalidBody('message_reference: Unknown message');
    }
    const nonce = message.nonce === undefined ? null : `${id}:${message.nonce}`;
    const known =
      nonce && rules.remembersNonces && message.enforce_nonce ? nonces.get(nonce) : null;
    if (known) return known;
    const posted = world.makeMessage(channel, world.bot, {
      ...toMessage(message, files),
      ...(message.nonce !== undefined && { nonce: message.nonce }),
      ...(referenced && {
        type: MessageType.Reply,
        message_reference: { message_id: referenced.id, channel_id: id },
      }),
    });
    channel.messages.push(posted);
    if (nonce) nonces.set(nonce, posted);
    if (channel.isArchived) {
      channel.isArchived = false;
      gateway().dispatch({ t: GatewayDispatchEvents.ThreadUpdate, d: world.toApiThread(channel) });
    }
    showMessage(posted);
    return posted;
  };

  const showMessage = (message: APIMessage): void => {
    const isDirect = world.channel(message.channel_id).type === ChannelType.DM;
    gateway().dispatch({
      t: GatewayDispatchEvents.MessageCreate,
      d: { ...message, ...(!isDirect && { guild_id: world.guildId }) },
    });
  };

  const openThread = ({ body }: Call, id: string, messageId: string) => {
    const channel = reach(id, 'CreatePublicThreads');
    if (channel.type !== ChannelType.GuildText) throw refuse.wrongChannelType();
    const message = channel.messages.find((each) => each.id === messageId);
    if (!message) throw refuse.unknownMessage();
    if (world.channels.has(messageId)) throw refuse.threadExists();
    if (channel.hasTooManyThreads) throw refuse.tooManyThreads();
    const { name, auto_archive_duration: minutes = 1440 } = body as {
      name?: string;
      auto_archive_duration?: number;
    };
    if (!name?.trim() || [...name].length > 100)
      throw refuse.invalidBody('name: between 1 and 100');
    if (![60, 1440, 4320, 10_080].includes(minutes))
      throw refuse.invalidBody('auto_archive_duration');
    const thread = world.addChannel(ChannelType.PublicThread, name, id, messageId);
    message.flags = (message.flags ?? 0) | MessageFlags.HasThread;
    gateway().dispatch({
      t: GatewayDispatchEvents.ThreadCreate,
      d: { ...world.toApiThread(thread), newly_created: true },
    });
    return world.toApiThread(thread);
  };

  const reopen = ({ body }: Call, id: string) => {
    const thread = reach(id, 'SendMessagesInThreads');
    if (thread.isLocked) throw refuse.missingPermissions();
    if ((body as { archived?: boolean }).archived === false) thread.isArchived = false;
    return world.toApiThread(thread);
  };

  const listMessages = ({ query }: Call, id: string): APIMessage[] => {
    const channel = reach(id, 'ReadMessageHistory');
    const limit = Number(query.get('limit') ?? 50);
    if (!(limit >= 1 && limit <= 100)) throw refuse.invalidBody('limit: between 1 and 100');
    const after = query.get('after');
    const before = query.get('before');
    const held = channel.messages.filter(
      (message) =>
        (after === null || BigInt(message.id) > BigInt(after)) &&
        (before === null || BigInt(message.id) < BigInt(before)),
    );
    // After an id the oldest come, otherwise the newest; newest first either way.
    const part = after === null ? held.slice(-limit) : held.slice(0, limit);
    return part
      .map((message) => stripContent(message, world, gatewayRules.hasMessageContent))
      .reverse();
  };

  const register = ({ body }: Call) => {
    const commands = body as RESTPutAPIApplicationCommandsJSONBody;
    const problem = checkCommands(commands);
    if (problem !== null) throw refuse.invalidBody(problem);
    world.commands = commands.map((command) => ({
      description: '',
      ...command,
      id: snowflake(),
      version: snowflake(),
      application_id: world.applicationId,
      type: command.type ?? ApplicationCommandType.ChatInput,
      default_member_permissions: command.default_member_permissions?.toString() ?? null,
      nsfw: false,
      dm_permission: true,
      integration_types: [0],
      ...('options' in command && command.options ? { options: command.options.map(asKept) } : {}),
    })) as typeof world.commands;
    return world.commands;
  };

  const application = () => ({
    id: world.applicationId,
    name: 'Muster',
    flags: flagsOf(gatewayRules),
    bot_public: gatewayRules.isPublic,
    bot: world.bot,
  });

  const routes: readonly Route[] = [
    [
      'GET',
      /^\/gateway\/bot$/,
      () => ({
        url: gateway().url(),
        shards: 1,
        session_start_limit: { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 },
      }),
    ],
    ['GET', /^\/applications\/@me$/, application],
    ['GET', /^\/users\/@me$/, () => world.bot],
    [
      'POST',
      /^\/users\/@me\/channels$/,
      ({ body }) => {
        const { recipient_id: user } = body as { recipient_id: string };
        const known = world.directs.get(user) ?? world.addChannel(ChannelType.DM, 'direct');
        world.directs.set(user, known);
        return world.toApiChannel(known);
      },
    ],
    ['GET', /^\/applications\/(\d+)\/commands$/, () => world.commands],
    ['PUT', /^\/applications\/(\d+)\/commands$/, register],
    [
      'POST',
      /^\/interactions\/(\d+)\/([^/]+)\/callback$/,
      ({ body, files, query }, id, token) => {
        const response = body as APIInteractionResponse;
        const message = interactions.respond(id, token, response, files);
        if (query.get('with_response') !== 'true') return undefined;
        return {
          interaction: { id, type: 2, response_message_id: message?.id },
          resource: { type: response.type, ...(message && { message }) },
        };
      },
    ],
    [
      'GET',
      /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/,
      (_, token) => interactions.original(token),
    ],
    [
      'PATCH',
      /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/,
      ({ body, files }, token) => interactions.editOriginal(token, body as MessageBody, files),
    ],
    [
      'POST',
      /^\/webhooks\/\d+\/([^/]+)$/,
      ({ body, files }, token) => interactions.followUp(token, body as MessageBody, files),
    ],
    ['GET', /^\/channels\/(\d+)$/, (_, id) => world.toApiChannel(reach(id))],
    [
      'GET',
      /^\/users\/@me\/guilds$/,
      () => [{ id: world.guildId, name: 'Desk', permissions: permissionsIn(null, world) }],
    ],
    ['GET', /^\/guilds\/\d+\/members\/\d+$/, () => ({ user: world.bot, roles: [] })],
    ['PATCH', /^\/channels\/(\d+)$/, reopen],
    ['GET', /^\/channels\/(\d+)\/messages$/, listMessages],
    [
      'GET',
      /^\/channels\/(\d+)\/messages\/(\d+)$/,
      (_, id, messageId) => {
        const message = reach(id, 'ReadMessageHistory').messages.find(
          (each) => each.id === messageId,
        );
        if (!message) throw refuse.unknownMessage();
        return stripContent(message, world, gatewayRules.hasMessageContent);
      },
    ],
    ['POST', /^\/channels\/(\d+)\/messages$/, post],
    ['POST', /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/, openThread],
    [
      'POST',
      /^\/channels\/(\d+)\/typing$/,
      (_, id) => {
        reach(id);
        return undefined;
      },
    ],
  ];

  const carryOut = async (request: IncomingMessage, path: string): Promise<unknown> => {
    const { method = 'GET' } = request;
    const url = new URL(path, 'http://discord.test');
    const isOpen =
      url.pathname.startsWith('/interactions/') || url.pathname.startsWith('/webhooks/');
    if (!isOpen && request.headers.authorization !== `Bot ${gatewayRules.token}`)
      throw refuse.unauthorized();
    const { body, files } = await readBody(request);
    for (const [routeMethod, pattern, handle] of routes) {
      const match = routeMethod === method ? pattern.exec(url.pathname) : null;
      if (!match) continue;
      const answer = handle({ method, query: url.searchParams, body, files }, ...match.slice(1));
      requests.push({ method, path: url.pathname, body });
      return answer;
    }
    throw new Refusal(404, 0, '404: Not Found');
  };

  return {
    showMessage,
    async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const path = (request.url ?? '').replace(/^\/api\/v10/, '');
      const trouble = rules.trouble(request.method ?? 'GET', path);
      try {
        if (trouble.kind === 'refuse') {
          request.resume();
          throw trouble.refusal;
        }
        if (trouble.kind === 'delay') await new Promise((done) => setTimeout(done, trouble.ms));
        const answer = await carryOut(request, path);
        if (trouble.kind === 'lose-answer') {
          response.destroy();
          return;
        }
        if (answer === undefined) response.writeHead(204).end();
        else sendJson(response, 200, answer);
      } catch (thrown) {
        const refusal = thrown instanceof Refusal ? thrown : refuse.broken();
        if (!(thrown instanceof Refusal)) process.stderr.write(`${String(thrown)}\n`);
        const { status, code, message, headers, extra } = refusal;
        sendJson(response, status, { code, message, ...extra }, headers);
      }
    },
  };
}

/** Discord keeps no `false` and no empty lists of an option. */
function asKept(option: object): object {
  return Object.fromEntries(
    Object.entries(option).filter(
      ([, value]) => value !== false && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** JSON, or a form with `payload_json` and files. */
async function readBody(
  request: IncomingMessage,
): Promise<{ body: unknown; files: readonly string[] }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) {
    return { body: bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined, files: [] };
  }
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const files = [...form].flatMap(([name, value]) =>
    name.startsWith('files[') && typeof value !== 'string' ? [value.name] : [],
  );
  return { body: JSON.parse(String(form.get('payload_json'))), files };
}
