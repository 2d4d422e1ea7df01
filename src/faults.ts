import { randomBytes } from 'node:crypto';

/** Where faults are written; pino's logger fits. */
export type FaultLog = { error(fields: object, message: string): void };

/** A fault in plain words, with the reference under which the log holds the rest. */
export type Fault = { readonly reference: string; readonly words: string };

/**
 * An error whose message is written for the person who can mend it: what, where, what to do.
 * Everything else that is thrown is a bug or a broken machine, and shown as a reference alone.
 */
export class PlainError extends Error {
  override readonly name = 'PlainError';
}

/** Logs what was thrown under a fresh reference and returns words that may be shown to anyone. */
export function toFault(log: FaultLog, doing: string, thrown: unknown): Fault {
  const reference = randomBytes(3).toString('hex');
  log.error({ reference, err: thrown }, `${doing} failed`);
  const words =
    thrown instanceof PlainError
      ? thrown.message
      : `Something went wrong while ${doing}. The log has it under reference ${reference}.`;
  return { reference, words };
}
