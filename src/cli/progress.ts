import type { WriteStream } from 'node:tty';

/** Tells how far long work has come, on one line that is drawn over. */
export type Progress = { step(done: number): void; end(): void };

const BAR_COLUMNS = 30;
/** Redrawing more often than this is not seen. */
const LEAST_MS = 100;

/** A bar where the stream is a terminal; silent where it is a file or a pipe. `total` is the number of steps. */
export function openProgress(
  stream: WriteStream,
  label: string,
  total: number,
  now: () => number,
): Progress {
  if (!stream.isTTY || total < 2) return { step: () => {}, end: () => {} };
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    step(done) {
      if (done < total && now() - drawnAt < LEAST_MS) return;
      drawnAt = now();
      const filled = Math.round((BAR_COLUMNS * done) / total);
      stream.write(
        `\r${label} ${'█'.repeat(filled)}${'░'.repeat(BAR_COLUMNS - filled)} ${done}/${total}`,
      );
    },
    end() {
      stream.write('\r\x1b[2K');
    },
  };
}
