import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLasting } from './assemble.ts';
import type { Background } from './background.ts';
import { openDesk } from './chat/desk.ts';
import { openIntakeDesk } from './chat/intake.ts';
import { loadConfig } from './config.ts';
import { PlainError, toFault } from './faults.ts';
import { toReadable } from './ingest/attached.ts';
import { readFolders } from './ingest/folder.ts';
import { openLog } from './log.ts';
import { openWeb } from './web/server.ts';

/**
 * Builds every part in reading order. What the first answer needs is loaded and built before Muster
 * says that it is ready; pictures, feeds, chats and digests, which need more than all the rest, after that.
 */
async function main(): Promise<void> {
  const config = loadConfig();
  const { env } = config;
  const log = openLog(env.LOG_LEVEL, process.stdout);
  const now = () => Date.now();

  const fault = (doing: string, thrown: unknown) => void toFault(log, doing, thrown);
  const muster = await openLasting(config, { now, fault });
  const { store, answerer, pipeline } = muster;
  const { library, history, threads, inbox, corrections, sources, outbox } = store;
  const maxBytes = env.MAX_FILE_MIB * 2 ** 20;
  const report = (problem: string) => log.warn(problem);
  await readFolders(['seeds'], { pipeline, sources, report, fault, now, maxBytes });

  const pictures = once(async () => {
    const { openPictures } = await import('./pictures/open-pictures.ts');
    return openPictures(config);
  });
  const background = once(async (): Promise<Background> => {
    const { openBackground } = await import('./background.ts');
    return openBackground({ config, muster, desk, pictures, log, fault, now });
  });
  const desk = openDesk({
    ...{ answerer, threads, inbox, corrections, history, library, log, now },
    digests: { carryOut: async (...asked) => (await background()).digests.carryOut(...asked) },
    intake: openIntakeDesk({
      curators: env.CURATORS,
      intake: {
        add: async (...given) => (await background()).intake.add(...given),
        addFile: async (...given) => (await background()).intake.addFile(...given),
        watch: async (...given) => (await background()).intake.watch(...given),
        reads: (file) => toReadable(file) !== null,
      },
    }),
  });
  const web = openWeb({
    ...{ desk, library, threads, corrections, outbox, log },
    host: env.HOST,
    port: env.PORT,
    names: env.PUBLIC_URL ? [new URL(env.PUBLIC_URL).hostname] : [],
    // As much as a message in a chat may bring of the largest files.
    ...(mayAddHere(env.CURATORS) && { uploadMaxBytes: UPLOAD_FILES * maxBytes }),
    renderPicture: async (picture, theme) => (await pictures()).renderPicture(picture, theme),
  });
  const { url } = await web.start();
  let isStopping = false;
  const stop = async (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    log.info(`Stopping at ${signal}: finishing what is in hand.`);
    for (const part of [background, () => web, () => store]) {
      try {
        await (await part()).close();
      } catch (thrown) {
        toFault(log, 'stopping', thrown);
      }
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop(signal));

  const articles = (await library.list()).length;
  log.info({ articles }, `Muster is ready at ${url}`);

  // Loading holds up everything else: a question that comes at once is answered before it.
  await sleep(QUIET_MS);
  await (await background()).start();
  await pictures();
}

/** Between being ready and loading what the first answers do not need. */
const QUIET_MS = 500;
const UPLOAD_FILES = 4;

/** Whether anybody at the page may add articles. */
function mayAddHere(curators: readonly string[]): boolean {
  return curators.some((one) => one === 'web' || one.startsWith('web:'));
}

/** Opens something at its first use, and only then. */
function once<Part>(open: () => Promise<Part>): () => Promise<Part> {
  let opened: Promise<Part> | null = null;
  return () => {
    opened ??= open();
    return opened;
  };
}

// compile-ahead.js loads this file as well, and starts nothing.
if (import.meta.main) {
  main().catch((thrown: unknown) => {
    const log = openLog('error', process.stdout);
    const words =
      thrown instanceof PlainError ? thrown.message : toFault(log, 'starting', thrown).words;
    process.stderr.write(`${words}\n`);
    process.exitCode = 1;
  });
}
