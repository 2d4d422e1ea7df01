import { parentPort, Worker, workerData } from 'node:worker_threads';

export type ThreadOptions = {
  /** The module that runs in the thread, and what it finds as `dataOf` says. */
  readonly module: URL;
  readonly data: unknown;
  readonly maxMiB?: number;
  /** For one question; what takes longer has lost its way. */
  readonly patienceMs?: number;
};

/** A thread that answers one question at a time. */
export type Thread = {
  /** Throws what answering threw, and a `ThreadEnd` when the thread died of it. */
  readonly ask: (question: unknown) => Promise<unknown>;
  readonly end: () => Promise<void>;
};

/** The thread is no more; the message is a sentence that says why, and what to do. */
export class ThreadEnd extends Error {
  override readonly name = 'ThreadEnd';
}

/** Five mebibytes of text take a fifth of it. */
const MAX_MIB = 2_048;
/** Five mebibytes of text take half a minute on a slow machine. */
const PATIENCE_MS = 15 * 60_000;

type Answer = { readonly answer: unknown } | { readonly thrown: unknown };

/** Starts a thread; it keeps the process alive only while it has a question to answer. */
export function openThread({
  module,
  data,
  maxMiB = MAX_MIB,
  patienceMs = PATIENCE_MS,
}: ThreadOptions): Thread {
  const worker = new Worker(module, {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: maxMiB },
  });
  let inHand: PromiseWithResolvers<unknown> | null = null;
  let ended: ThreadEnd | null = null;
  const endWith = (why: string, cause?: unknown) => {
    ended ??= new ThreadEnd(why, { cause });
    inHand?.reject(ended);
  };
  worker.unref();
  worker.on('message', (answer: Answer) => {
    if ('thrown' in answer) inHand?.reject(answer.thrown);
    else inHand?.resolve(answer.answer);
  });
  worker.on('error', (error: Error & { readonly code?: string }) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
      endWith(`It takes more than ${maxMiB} MiB of memory; split it into smaller files.`, error);
    else endWith('The thread that read it broke down; see the log.', error);
  });
  worker.on('exit', () => endWith('The thread that read it ended.'));

  return {
    async ask(question) {
      if (ended) throw ended;
      inHand = Promise.withResolvers();
      const tooLate = setTimeout(() => {
        const minutes = Math.round(patienceMs / 60_000);
        endWith(`It takes more than ${minutes} minutes; split it into smaller files.`);
        void worker.terminate();
      }, patienceMs);
      worker.ref();
      try {
        worker.postMessage(question);
        return await inHand.promise;
      } finally {
        clearTimeout(tooLate);
        inHand = null;
        worker.unref();
      }
    },
    async end() {
      await worker.terminate();
    },
  };
}

/** What the thread was given when it was started. */
export function dataOf(): unknown {
  return workerData;
}

/** In the thread: answers each question; what answering throws is thrown where it was asked. */
export function answerQuestions(answer: (question: unknown) => unknown): void {
  parentPort?.on('message', (question: unknown) => {
    let given: Answer;
    try {
      given = { answer: answer(question) };
    } catch (thrown) {
      given = { thrown };
    }
    parentPort?.postMessage(given);
  });
}
