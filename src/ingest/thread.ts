import { parentPort, Worker, workerData } from 'node:worker_threads';
import { TooMuch } from './readers.ts';

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
  /** Throws what answering threw; `TooMuch` where the question was too much for the thread. */
  readonly ask: (question: unknown) => Promise<unknown>;
  /** Whether it died, of a question or by itself: nothing can be asked of it any more. */
  readonly hasEnded: () => boolean;
  readonly end: () => Promise<void>;
};

/** Five mebibytes of text take between an eighth and a quarter of it. */
const MAX_MIB = 2_048;
/** Five mebibytes of text take half a minute on a busy machine. */
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
  let ended: Error | null = null;
  const endWith = (why: Error) => {
    ended ??= why;
    inHand?.reject(ended);
  };
  worker.unref();
  worker.on('message', (answer: Answer) => {
    if ('thrown' in answer) inHand?.reject(answer.thrown);
    else inHand?.resolve(answer.answer);
  });
  worker.on('messageerror', (error: Error) => inHand?.reject(error));
  worker.on('error', (error: Error & { readonly code?: string }) => {
    const isOutOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    const words = `It takes more than ${maxMiB} MiB of memory to read; split it into smaller files.`;
    endWith(isOutOfMemory ? new TooMuch(words, { cause: error }) : error);
  });
  worker.on('exit', (code) => endWith(new Error(`The thread ended with code ${code}.`)));

  return {
    async ask(question) {
      if (ended) throw ended;
      inHand = Promise.withResolvers();
      const tooLate = setTimeout(() => {
        const minutes = Math.round(patienceMs / 60_000);
        endWith(
          new TooMuch(
            `It takes more than ${minutes} minutes to read; split it into smaller files.`,
          ),
        );
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
    hasEnded: () => ended !== null,
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
