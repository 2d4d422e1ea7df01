import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { showHome } from './answers/home.ts';
import { openNames } from './answers/names.ts';
import type { Citation } from './answers/reply.ts';
import { type LastingMuster, type Muster, namesOf } from './assemble.ts';
import type { Intake } from './chat/intake.ts';
import type { ChatBot, Desk, DigestDesk } from './chat/port.ts';
import { chooseVia } from './chat/slack/via.ts';
import type { Config } from './config.ts';
import { PlainError, toFault } from './faults.ts';
import { openIntake } from './ingest/intake.ts';
import { keepUp } from './ingest/keep-up.ts';
import { openReader } from './ingest/reader.ts';
import type { Pictures } from './pictures/open-pictures.ts';
import { openDigestDesk } from './schedule/desk.ts';
import { openDigests } from './schedule/digests.ts';
import { keepFixed } from './schedule/fixed.ts';
import { type Making, openMaking } from './schedule/making.ts';
import { forOneSender, openTurn } from './schedule/turn.ts';
import { citationUrl } from './web/render.ts';

export type BackgroundParts = {
  readonly config: Config;
  readonly muster: LastingMuster;
  readonly desk: Desk;
  readonly pictures: () => Promise<Pictures>;
  readonly log: Logger;
  readonly fault: (doing: string, thrown: unknown) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
};

/** What goes on by itself: folders and feeds that are followed, chats, and digests. */
export type Background = {
  readonly digests: DigestDesk;
  readonly intake: Intake;
  /** Settles when every chat is signed in to, or has failed to be; does nothing once closed. */
  start(): Promise<void>;
  /** Finishes what is in hand. */
  close(): Promise<void>;
};

const DAY_MS = 86_400_000;

export async function openBackground(parts: BackgroundParts): Promise<Background> {
  const { config, muster, desk, pictures, log, fault, now } = parts;
  const { env } = config;
  const { store, pipeline } = muster;
  const { library, history, threads, inbox, sources, subscriptions } = store;
  const maxBytes = env.MAX_FILE_MIB * 2 ** 20;

  await keepFixed(config.digests, subscriptions, now());
  const making = openDigestMaking(config, muster);
  const turn = openTurn({ leases: store.leases, holder: randomUUID(), now });
  const outbox = forOneSender(store.outbox, turn);
  const fetcher = openReader(env, now);
  const { readers } = muster;
  const linkTo = env.PUBLIC_URL ? readingRoom(env.PUBLIC_URL) : undefined;
  const begun: ChatBot[] = [];
  const open: { close(): Promise<unknown> }[] = [readers, fetcher];
  let isStopping = false;

  return {
    digests: openDigestDesk({ subscriptions, outbox, making, config: config.digests, now }),
    intake: openIntake({
      ...{ fetcher, pipeline, sources, library, history, readers, now, maxBytes, fault },
      random: Math.random,
    }),

    async start() {
      if (isStopping) return;
      const folders = ['seeds', ...env.CORPUS_DIRS];
      const { feeds } = config.feeds;
      const keeping = keepUp({
        ...{ pipeline, sources, folders, feeds, fetcher, maxBytes, log, fault, now },
      });
      open.push(keeping, { close: () => Promise.allSettled(begun.map((bot) => bot.close())) });
      const opening = [startBot('Discord', openDiscordBot), startBot('Slack', openSlackBot)];
      const bots = (await Promise.all(opening)).filter((bot) => bot !== null);
      if (isStopping) return;
      const schedule = openDigests({
        bots,
        ...{ subscriptions, outbox, making, turn, log, now },
        wait: (ms) => sleep(ms),
      });
      open.push(schedule);
      await schedule.start();
      await expireOld();
      setInterval(() => void expireOld(), DAY_MS).unref();
    },

    async close() {
      isStopping = true;
      for (const part of open.reverse()) {
        await part.close().catch((thrown: unknown) => toFault(log, 'stopping', thrown));
      }
    },
  };

  async function expireOld(): Promise<void> {
    const before = now() - env.THREAD_DAYS * DAY_MS;
    try {
      await threads.expire(before);
      await inbox.expire(before);
      await outbox.expire(before);
    } catch (thrown) {
      toFault(log, 'erasing old questions', thrown);
    }
  }

  /** A platform's client is loaded only where its token is given. */
  async function openDiscordBot(): Promise<ChatBot | null> {
    if (!env.DISCORD_TOKEN) return null;
    const { openDiscord } = await import('./chat/discord/bot.ts');
    return openDiscord({
      token: env.DISCORD_TOKEN,
      ...{ desk, log, now, threads, outbox, inbox, download: fetcher.download },
      drawPicture: async (picture) => (await pictures()).drawPicture(picture),
      ...(env.DISCORD_API_URL && { apiUrl: env.DISCORD_API_URL }),
      ...(linkTo && { link: linkTo }),
    });
  }

  async function openSlackBot(): Promise<ChatBot | null> {
    if (!env.SLACK_BOT_TOKEN) {
      if (!env.SLACK_APP_TOKEN && !env.SLACK_SIGNING_SECRET) return null;
      throw new PlainError(
        'SLACK_BOT_TOKEN is not set, without which the other settings of Slack are of no use. Set it to the Bot User OAuth Token, which begins with xoxb-.',
      );
    }
    const via = chooseVia(env);
    const { openSlack } = await import('./chat/slack/bot.ts');
    return openSlack({
      botToken: env.SLACK_BOT_TOKEN,
      ...{ via, desk, log, now, threads, outbox, inbox, download: fetcher.download },
      home: async () => showHome(await library.list()),
      drawPicture: async (picture) => (await pictures()).drawPicture(picture),
      ...(env.SLACK_API_URL && { apiUrl: env.SLACK_API_URL }),
      ...(linkTo && { linkTo }),
    });
  }

  /** One platform that cannot sign in stops neither the other nor the page; null when it cannot, or is not wanted. */
  async function startBot(
    name: string,
    openBot: () => Promise<ChatBot | null>,
  ): Promise<ChatBot | null> {
    try {
      const bot = await openBot();
      if (bot === null || isStopping) return null;
      begun.push(bot);
      await bot.start();
      // Told to stop meanwhile: what was closed then has been opened after all.
      if (isStopping) await bot.close();
      log.info(`Signed in to ${name}.`);
      return bot;
    } catch (thrown) {
      log.error(toFault(log, `signing in to ${name}`, thrown).words);
      return null;
    }
  }
}

/** What makes digests over what is held. */
export function openDigestMaking(config: Config, { reading, store }: Muster): Making {
  const { gazetteer } = reading;
  const places = namesOf(config, gazetteer).filter(
    ({ kind }) => kind === 'place' || kind === 'country',
  );
  const find = openNames(places);
  return openMaking({
    library: store.library,
    history: store.history,
    rules: { watched: config.theatres.watched, words: config.kinds, gazetteer },
    findPlace: (words) => find(words.split(/\s+/u))[0]?.named ?? null,
  });
}

function readingRoom(publicUrl: string) {
  const base = publicUrl.replace(/\/+$/, '');
  return (citation: Citation) => `${base}${citationUrl(citation)}`;
}
