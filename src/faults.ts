import { randomBytes } from 'node:crypto';

/** Where faults are written; pino's logger fits. */
export type FaultLog = {
  error(fields: object, message: string): void;
  /** Left out where errors are all that is kept: then what a person can mend counts as one. */
  warn?(fields: object, message: string): void;
};

/** A fault in plain words, with the reference under which the log holds the rest. */
export type Fault = { readonly reference: string; readonly words: string };

/**
 * An error whose message is written for the person who can mend it: what, where, what to do.
 * Everything else that is thrown is a bug or a broken machine, and shown as a reference alone.
 */
export class PlainError extends Error {
  override readonly name = 'PlainError';
}

/**
 * Logs what was thrown under a fresh reference and returns words that may be shown to anyone. What a person can
 * mend is a warning of one line; everything else is an error with its stack.
 */
export function toFault(log: FaultLog, doing: string, thrown: unknown): Fault {
  const reference = randomBytes(3).toString('hex');
  if (thrown instanceof PlainError) {
    const said = `${doing} failed: ${thrown.message}`;
    if (log.warn) log.warn({ reference }, said);
    else log.error({ reference }, said);
    return { reference, words: thrown.message };
  }
  log.error({ reference, err: thrown }, `${doing} failed`);
  return {
    reference,
    words: `Something went wrong while ${doing}. The log has it under reference ${reference}.`,
  };
}
