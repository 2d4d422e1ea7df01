import { spawn } from 'node:child_process';
import process from 'node:process';
import { text } from 'node:stream/consumers';

export type Ran = {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Standard output, one JSON value a line. */
  readonly lines: readonly Record<string, unknown>[];
};

/** Runs `muster` as a person would, from the project's folder; `input` is its standard input. */
export async function muster(args: readonly string[], input = ''): Promise<Ran> {
  const child = spawn(process.execPath, ['src/cli.ts', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, CORPUS_DIRS: '', MAX_FILE_MIB: '' },
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  // A command that does not read its input may be gone before all is written.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  const lines = () =>
    out
      .split('\n')
      .filter((line) => line !== '')
      .map((line): Record<string, unknown> => JSON.parse(line));
  return {
    code,
    out,
    err,
    get lines() {
      return lines();
    },
  };
}
