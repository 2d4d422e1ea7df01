import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { showHelp } from './answers/held-articles.ts';
import type { Citation } from './answers/reply.ts';
import { openDigestMaking, openLasting } from './assemble.ts';
import { openDesk } from './chat/desk.ts';
import type { ChatBot } from './chat/port.ts';
import { loadConfig } from './config.ts';
import { PlainError, toFault } from './faults.ts';
import { readFolders } from './ingest/folder.ts';
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
  const { library, threads, inbox, corrections, sources, subscriptions } = store;
  const maxBytes = env.MAX_FILE_MIB * 2 ** 20;
  const report = (problem: string) => log.warn(problem);
  await readFolders(['seeds'], { pipeline, sources, report, fault, now, maxBytes });

  await keepFixed(config.digests, subscriptions, now());
  const making = openDigestMaking(config, muster);
  const turn = openTurn({ leases: store.leases, holder: randomUUID(), now });
  const outbox = forOneSender(store.outbox, turn);
  const digests = openDigestDesk({ subscriptions, outbox, making, config: config.digests, now });
  const desk = openDesk({ answerer, threads, inbox, corrections, digests, log, now });

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
  const articles = (await library.list()).length;
  log.info({ articles }, `Muster is ready at ${url}`);
  const folders = ['seeds', ...env.CORPUS_DIRS];
  const { feeds } = config.feeds;
  const fetcher = openReader(env, now);
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

  const bots = await openBots();
  const started = await Promise.all(bots.map(startBot));
  const schedule = openDigests({
    bots: bots.filter((_, index) => started[index]),
    ...{ subscriptions, outbox, making, turn, log, now },
    wait: (ms) => sleep(ms),
  });
  await schedule.start();

  const expireOld = async () => {
    const before = now() - env.THREAD_DAYS * DAY_MS;
    await threads.expire(before);
    await inbox.expire(before);
    await outbox.expire(before);
  };
  await expireOld();
  const daily = setInterval(() => {
    expireOld().catch((thrown: unknown) => toFault(log, 'erasing old questions', thrown));
  }, DAY_MS);

  const stop = async (signal: string) => {
    log.info(`Stopping at ${signal}: finishing what is in hand.`);
    clearInterval(daily);
    await schedule.close();
    await Promise.allSettled(bots.map((bot) => bot.close()));
    await keeping.close();
    await fetcher.close();
    await web.close();
    await store.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop(signal));

  /** A platform's client is loaded only where its token is given. */
  async function openBots(): Promise<readonly ChatBot[]> {
    const open: ChatBot[] = [];
    const linkTo = env.PUBLIC_URL ? readingRoom(env.PUBLIC_URL) : undefined;
    if (env.DISCORD_TOKEN) {
      const { openDiscord } = await import('./chat/discord/bot.ts');
      open.push(
        openDiscord({
          token: env.DISCORD_TOKEN,
          desk,
          log,
          now,
          threads,
          outbox,
          inbox,
          drawPicture: (picture) => drawPicture(picture),
          ...(env.DISCORD_API_URL && { apiUrl: env.DISCORD_API_URL }),
          ...(linkTo && { link: linkTo }),
        }),
      );
    }
    if (env.SLACK_BOT_TOKEN) {
      const { openSlack } = await import('./chat/slack/bot.ts');
      const via = slackVia(env);
      open.push(
        openSlack({
          botToken: env.SLACK_BOT_TOKEN,
          via,
          desk,
          threads,
          inbox,
          outbox,
          log,
          home: async () => showHelp(),
          drawPicture: (picture) => drawPicture(picture),
          ...(env.SLACK_API_URL && { apiUrl: env.SLACK_API_URL }),
          ...(linkTo && { linkTo }),
        }),
      );
    }
    return open;
  }

  /** One platform that cannot sign in stops neither the other nor the page. */
  async function startBot(bot: ChatBot): Promise<boolean> {
    try {
      await bot.start();
      log.info(`Signed in to ${bot.platform}.`);
      return true;
    } catch (thrown) {
      log.error(toFault(log, `signing in to ${bot.platform}`, thrown).words);
      return false;
    }
  }
}

function readingRoom(publicUrl: string) {
  const base = publicUrl.replace(/\/+$/, '');
  return (citation: Citation) => `${base}${citationUrl(citation)}`;
}

type Env = ReturnType<typeof loadConfig>['env'];

function slackVia(env: Env) {
  if (env.SLACK_APP_TOKEN) return { kind: 'socket', appToken: env.SLACK_APP_TOKEN } as const;
  if (env.SLACK_SIGNING_SECRET) {
    return {
      kind: 'http',
      signingSecret: env.SLACK_SIGNING_SECRET,
      host: env.HOST,
      port: env.SLACK_PORT,
    } as const;
  }
  throw new PlainError(
    'SLACK_BOT_TOKEN is set without SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP). Set one of them.',
  );
}

main().catch((thrown: unknown) => {
  const log = pino({ level: 'error' });
  const words =
    thrown instanceof PlainError ? thrown.message : toFault(log, 'starting', thrown).words;
  process.stderr.write(`${words}\n`);
  process.exitCode = 1;
});
