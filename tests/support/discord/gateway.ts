import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import {
  type APIMessage,
  ApplicationFlags,
  ChannelType,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  GatewayIntentBits,
  GatewayOpcodes,
  type GatewaySendPayload,
} from 'discord-api-types/v10';
import { type WebSocket, WebSocketServer } from 'ws';
import { snowflake, type World } from './world.ts';

/** What the application was granted in the portal, and what the gateway does to its events. */
export type GatewayRules = {
  readonly token: string;
  hasMessageContent: boolean;
  /** Whether people other than its owner may add the bot to servers. */
  isPublic: boolean;
  heartbeatMs: number;
  /** What becomes of an event: `lose` breaks the connection first, `forget` ends the session with it. */
  fate: (happening: Happening) => 'deliver' | 'repeat' | 'lose' | 'forget' | number;
};

const NORMAL_CLOSURE = 1000;

type Session = {
  readonly id: string;
  readonly intents: number;
  readonly log: { readonly s: number; readonly t: string; readonly d: unknown }[];
  socket: WebSocket | null;
};

/** An event without its number. */
export type Happening = Pick<GatewayDispatchPayload, 't' | 'd'>;

export type Gateway = {
  readonly url: () => string;
  dispatch(happening: Happening): void;
  /** Breaks all connections; sessions can be resumed unless `forgetting`. */
  disconnect(options?: { readonly forgetting?: boolean; readonly code?: number }): void;
  /** Whether the bot hears what is not addressed to it. */
  hearsContent(): boolean;
  readonly identifies: () => number;
  readonly resumes: () => number;
  /** Events that happened while there was no session at all. */
  readonly undelivered: () => number;
  readonly isListenedTo: () => boolean;
  readonly connections: () => number;
  close(): void;
};

export function openGateway(server: Server, world: World, rules: GatewayRules): Gateway {
  const sockets = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  let identifies = 0;
  let resumes = 0;
  let undelivered = 0;

  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket as Socket, head, (open) => attend(open));
  });

  const url = (): string => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `ws://127.0.0.1:${address.port}/gateway`;
  };

  function attend(socket: WebSocket): void {
    let session: Session | null = null;
    const say = (payload: object): void => socket.send(JSON.stringify(payload));
    say({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: rules.heartbeatMs } });
    socket.on('error', () => {});
    socket.on('close', (code) => {
      if (session?.socket !== socket) return;
      session.socket = null;
      // A client that closes by 1000 ends its session; by anything else it may resume.
      if (code === NORMAL_CLOSURE) sessions.delete(session.id);
    });
    socket.on('message', (raw) => {
      const payload = JSON.parse(String(raw)) as GatewaySendPayload;
      if (payload.op === GatewayOpcodes.Heartbeat) say({ op: GatewayOpcodes.HeartbeatAck });
      if (payload.op === GatewayOpcodes.Identify) session = identify(socket, payload.d);
      if (payload.op === GatewayOpcodes.Resume) session = resume(socket, payload.d, say);
    });
  }

  function identify(
    socket: WebSocket,
    { token, intents }: { token: string; intents: number },
  ): Session | null {
    identifies += 1;
    if (token !== rules.token) {
      socket.close(GatewayCloseCodes.AuthenticationFailed);
      return null;
    }
    if (intents & GatewayIntentBits.MessageContent && !rules.hasMessageContent) {
      socket.close(GatewayCloseCodes.DisallowedIntents);
      return null;
    }
    const session: Session = { id: snowflake(), intents, log: [], socket };
    sessions.set(session.id, session);
    send(session, GatewayDispatchEvents.Ready, {
      v: 10,
      user: world.bot,
      guilds: [{ id: world.guildId, unavailable: true }],
      session_id: session.id,
      resume_gateway_url: url(),
      shard: [0, 1],
      application: { id: world.applicationId, flags: flagsOf(rules) },
    });
    send(session, GatewayDispatchEvents.GuildCreate, world.toApiGuild());
    return session;
  }

  function resume(
    socket: WebSocket,
    { session_id, seq }: { session_id: string; seq: number },
    say: (payload: object) => void,
  ): Session | null {
    const session = sessions.get(session_id);
    if (!session) {
      say({ op: GatewayOpcodes.InvalidSession, d: false });
      return null;
    }
    resumes += 1;
    session.socket = socket;
    for (const missed of session.log.filter(({ s }) => s > seq)) {
      say({ op: GatewayOpcodes.Dispatch, ...missed });
    }
    send(session, GatewayDispatchEvents.Resumed, {});
    return session;
  }

  function send(session: Session, t: string, d: unknown): void {
    const event = { s: session.log.length + 1, t, d };
    session.log.push(event);
    if (session.socket?.readyState !== 1) return;
    session.socket.send(JSON.stringify({ op: GatewayOpcodes.Dispatch, ...event }));
  }

  function deliver({ t, d }: Happening): void {
    if (sessions.size === 0) undelivered += 1;
    for (const session of sessions.values()) {
      const seen = asSeen(t, d, session.intents, world);
      if (seen !== null) send(session, t, seen);
    }
  }

  const breakOff = (code: number): void => {
    for (const session of sessions.values()) {
      const { socket } = session;
      session.socket = null;
      socket?.close(code);
    }
  };

  return {
    url,
    dispatch(happening) {
      const fate = rules.fate(happening);
      // What a broken session still owes would be lost with it.
      const isOwing = [...sessions.values()].some(({ socket }) => socket === null);
      if (fate === 'forget' && !isOwing) {
        breakOff(GatewayCloseCodes.UnknownError);
        sessions.clear();
        return;
      }
      if (typeof fate === 'number') {
        const late = (): void => {
          if (sessions.size === 0) setTimeout(late, 10);
          else deliver(happening);
        };
        setTimeout(late, fate);
        return;
      }
      if (fate === 'lose') breakOff(GatewayCloseCodes.UnknownError);
      deliver(happening);
      if (fate === 'repeat') deliver(happening);
    },
    disconnect({ forgetting = false, code = GatewayCloseCodes.UnknownError } = {}) {
      breakOff(code);
      if (forgetting) sessions.clear();
    },
    hearsContent: () =>
      [...sessions.values()].some(({ intents }) => intents & GatewayIntentBits.MessageContent),
    identifies: () => identifies,
    resumes: () => resumes,
    undelivered: () => undelivered,
    isListenedTo: () => sessions.size > 0,
    connections: () => sockets.clients.size,
    close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

const NO_FLAGS = 0 as ApplicationFlags;

export function flagsOf(rules: GatewayRules): ApplicationFlags {
  return rules.hasMessageContent ? ApplicationFlags.GatewayMessageContentLimited : NO_FLAGS;
}

/** The event as these intents show it; null when they hide it. */
function asSeen(t: string, d: unknown, intents: number, world: World): unknown {
  if (t !== GatewayDispatchEvents.MessageCreate && t !== GatewayDispatchEvents.MessageUpdate)
    return d;
  const message = d as APIMessage;
  const isDirect = world.channel(message.channel_id).type === ChannelType.DM;
  const needed = isDirect ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages;
  if (!(intents & needed)) return null;
  return stripContent(message, world, (intents & GatewayIntentBits.MessageContent) !== 0);
}

/** Without the message-content intent a bot reads direct messages, its own, and those that mention it. */
export function stripContent(message: APIMessage, world: World, hearsContent: boolean): APIMessage {
  const isReadable =
    hearsContent ||
    world.channel(message.channel_id).type === ChannelType.DM ||
    message.author.id === world.bot.id ||
    message.mentions.some(({ id }) => id === world.bot.id);
  if (isReadable) {
    const replied = message.referenced_message;
    return replied
      ? { ...message, referenced_message: stripContent(replied, world, hearsContent) }
      : message;
  }
  return { ...message, content: '', embeds: [], attachments: [], components: [] };
}
