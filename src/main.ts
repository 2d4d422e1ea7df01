import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { showHome } from './answers/home.ts';
import type { Citation } from './answers/reply.ts';
import { openDigestMaking, openLasting } from './assemble.ts';
import { openDesk } from './chat/desk.ts';
import { openIntakeDesk } from './chat/intake.ts';
import type { ChatBot } from './chat/port.ts';
import { chooseVia } from './chat/slack/via.ts';
import { loadConfig } from './config.ts';
import { PlainError, toFault } from './faults.ts';
import { readFolders } from './ingest/folder.ts';
import { openIntake } from './ingest/intake.ts';
import { keepUp } from './ingest/keep-up.ts';
import { openReader } from './ingest/reader.ts';
import { openPictures } from './pictures/open-pictures.ts';
import { openDigestDesk } from './schedule/desk.ts';
import { openDigests } from './schedule/digests.ts';
import { keepFixed } from './schedule/fixed.ts';
import { forOneSender, openTurn } from './schedule/turn.ts';
import { citationUrl } from './web/render.ts';
import { openWeb } from './web/server.ts';

const DAY_MS = 86_400_000;

/** Builds every part in reading order and runs until it is told to stop. */
async function main(): Promise<void> {
  const config = loadConfig();
  const { env } = config;
  const log = pino({ level: env.LOG_LEVEL });
  const now = () => Date.now();

  const fault = (doing: string, thrown: unknown) => void toFault(log, doing, thrown);
  const muster = await openLasting(config, { now, fault });
  const { store, answerer, pipeline } = muster;
  const { library, history, threads, inbox, corrections, sources, subscriptions } = store;
  const maxBytes = env.MAX_FILE_MIB * 2 ** 20;
  const report = (problem: string) => log.warn(problem);
  await readFolders(['seeds'], { pipeline, sources, report, fault, now, maxBytes });

  await keepFixed(config.digests, subscriptions, now());
  const making = openDigestMaking(config, muster);
  const turn = openTurn({ leases: store.leases, holder: randomUUID(), now });
  const outbox = forOneSender(store.outbox, turn);
  const digests = openDigestDesk({ subscriptions, outbox, making, config: config.digests, now });
  const fetcher = openReader(env, now);
  const { toArticle } = muster.reading;
  const reader = {
    ...{ fetcher, pipeline, sources, library, history, toArticle, now, maxBytes, fault },
    random: Math.random,
  };
  const intake = openIntakeDesk({ intake: openIntake(reader), curators: env.CURATORS });
  const desk = openDesk({
    ...{ answerer, threads, inbox, corrections, history, library, digests, intake, log, now },
  });

  const { renderPicture, drawPicture } = openPictures(config);
  const web = openWeb({
    desk,
    library,
    threads,
    corrections,
    outbox,
    host: env.HOST,
    port: env.PORT,
    names: env.PUBLIC_URL ? [new URL(env.PUBLIC_URL).hostname] : [],
    renderPicture,
    log,
  });
  const { url } = await web.start();
  const parts: { close(): Promise<unknown> }[] = [store, web];
  let isStopping = false;
  const stop = async (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    log.info(`Stopping at ${signal}: finishing what is in hand.`);
    for (const part of parts.reverse()) {
      await part.close().catch((thrown: unknown) => toFault(log, 'stopping', thrown));
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop(signal));

  const articles = (await library.list()).length;
  log.info({ articles }, `Muster is ready at ${url}`);
  const folders = ['seeds', ...env.CORPUS_DIRS];
  const { feeds } = config.feeds;
  const keeping = keepUp({
    pipeline,
    sources,
    folders,
    feeds,
    fetcher,
    maxBytes,
    log,
    fault,
    now,
  });

  const linkTo = env.PUBLIC_URL ? readingRoom(env.PUBLIC_URL) : undefined;
  const begun: ChatBot[] = [];
  parts.push(fetcher, keeping, {
    close: () => Promise.allSettled(begun.map((bot) => bot.close())),
  });
  const opening = [startBot('Discord', openDiscordBot), startBot('Slack', openSlackBot)];
  const bots = (await Promise.all(opening)).filter((bot) => bot !== null);
  if (isStopping) return;
  const schedule = openDigests({
    bots,
    ...{ subscriptions, outbox, making, turn, log, now },
    wait: (ms) => sleep(ms),
  });
  parts.push(schedule);
  await schedule.start();

  const expireOld = async () => {
    const before = now() - env.THREAD_DAYS * DAY_MS;
    try {
      await threads.expire(before);
      await inbox.expire(before);
      await outbox.expire(before);
    } catch (thrown) {
      toFault(log, 'erasing old questions', thrown);
    }
  };
  await expireOld();
  setInterval(() => void expireOld(), DAY_MS).unref();

  /** A platform's client is loaded only where its token is given. */
  async function openDiscordBot(): Promise<ChatBot | null> {
    if (!env.DISCORD_TOKEN) return null;
    const { openDiscord } = await import('./chat/discord/bot.ts');
    return openDiscord({
      token: env.DISCORD_TOKEN,
      ...{ desk, log, now, threads, outbox, inbox },
      drawPicture: (picture) => drawPicture(picture),
      ...(env.DISCORD_API_URL && { apiUrl: env.DISCORD_API_URL }),
      ...(linkTo && { link: linkTo }),
    });
  }

  async function openSlackBot(): Promise<ChatBot | null> {
    if (!env.SLACK_BOT_TOKEN) return null;
    const via = chooseVia(env);
    const { openSlack } = await import('./chat/slack/bot.ts');
    return openSlack({
      botToken: env.SLACK_BOT_TOKEN,
      ...{ via, desk, log, now, threads, outbox, inbox },
      home: async () => showHome(await library.list()),
      drawPicture: (picture) => drawPicture(picture),
      ...(env.SLACK_API_URL && { apiUrl: env.SLACK_API_URL }),
      ...(linkTo && { linkTo }),
    });
  }

  /** One platform that cannot sign in stops neither the other nor the page; null when it cannot, or is not wanted. */
  async function startBot(
    name: string,
    open: () => Promise<ChatBot | null>,
  ): Promise<ChatBot | null> {
    try {
      const bot = await open();
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

function readingRoom(publicUrl: string) {
  const base = publicUrl.replace(/\/+$/, '');
  return (citation: Citation) => `${base}${citationUrl(citation)}`;
}

main().catch((thrown: unknown) => {
  const log = pino({ level: 'error' });
  const words =
    thrown instanceof PlainError ? thrown.message : toFault(log, 'starting', thrown).words;
  process.stderr.write(`${words}\n`);
  process.exitCode = 1;
});
