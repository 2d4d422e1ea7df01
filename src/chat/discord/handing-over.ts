import type { Delivery, Outbox } from '../../store/port.ts';
import { keyOf, type Question } from './answering.ts';

/** What hands something over, as a row of the outbox holds it until it is carried out. */
export type Handed = {
  readonly kind: 'discord-handed';
  readonly question: Question;
  /** Whether the answer is a response that the asker alone sees. */
  readonly isAlone: boolean;
};

export type HandingOver = {
  /** Keeps a question while it is carried out, so that it outlives this process. */
  keep(handed: Omit<Handed, 'kind'>, job: () => Promise<void>): Promise<void>;
  /** Carries out what an earlier run was stopped in; faults go to `onFault`. */
  finish(
    again: (handed: Handed) => Promise<void>,
    onFault: (thrown: unknown) => void,
  ): Promise<void>;
};

export type HandingOverOptions = {
  readonly outbox: Pick<Outbox, 'add' | 'settle' | 'unfinished'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
};

export function openHandingOver({ outbox, now }: HandingOverOptions): HandingOver {
  const inHand = new Set<string>();

  const run = async (key: string, job: () => Promise<void>): Promise<void> => {
    inHand.add(key);
    try {
      await job();
    } finally {
      // After a fault too: it was said, and would be the same again.
      await outbox.settle(key, 'skipped', { reason: 'It was carried out.' }, now());
      inHand.delete(key);
    }
  };

  return {
    async keep(handed, job) {
      const { incoming, channel } = handed.question;
      const key = `${keyOf(incoming.event)}/handed`;
      const payload: Handed = { kind: 'discord-handed', ...handed };
      const row = { key, platform: 'discord', channel, thread: null, payload } as const;
      await outbox.add({ ...row, user: incoming.user }, now());
      await run(key, job);
    },

    async finish(again, onFault) {
      for (const row of await outbox.unfinished('discord')) {
        const handed = readHanded(row);
        if (handed === null || inHand.has(row.key)) continue;
        try {
          await run(row.key, () => again(handed));
        } catch (thrown) {
          onFault(thrown);
        }
      }
    },
  };
}

function readHanded({ payload }: Delivery): Handed | null {
  const isOurs =
    typeof payload === 'object' &&
    payload !== null &&
    'kind' in payload &&
    payload.kind === 'discord-handed';
  return isOurs ? (payload as Handed) : null;
}
