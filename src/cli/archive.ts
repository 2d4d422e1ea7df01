import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import type { Config } from '../config.ts';
import { PlainError } from '../faults.ts';
import { withStore } from './kept.ts';
import { readArguments } from './options.ts';

export const EXPORT_HELP = `muster export [FILE]

Writes everything that is kept as JSON lines, to the file or to standard output: articles, versions,
claims, corrections, sources, threads, subscriptions and posts. It may be run while Muster runs.`;

export const IMPORT_HELP = `muster import [FILE]

Adds what an export holds and is not kept yet, from the file or from standard input, all of it or,
when a line is wrong, nothing.`;

export const BACKUP_HELP = `muster backup FILE

Writes a copy of the database while Muster runs. The file must not be there yet.`;

/** Returns the exit code. */
export async function exportAll(args: readonly string[], config: Config): Promise<number> {
  const path = oneAtMost(readArguments(args, {}).positionals);
  return withStore(config, async ({ archive }) => {
    const output: Writable =
      path === undefined ? process.stdout : createWriteStream(path, { flags: 'wx' });
    let lines = 0;
    try {
      if (path !== undefined) await once(output, 'open');
      for await (const line of archive.exportLines()) {
        lines += 1;
        if (!output.write(`${line}\n`)) await once(output, 'drain');
      }
      if (path !== undefined) {
        output.end();
        await once(output, 'finish');
      }
    } catch (cause) {
      // Whoever reads standard output may go early; that is no fault of a file.
      if (path === undefined || (cause as NodeJS.ErrnoException).syscall === undefined) throw cause;
      throw new PlainError(
        `${path} cannot be written (${(cause as Error).message}). Name a new file in a folder that can be written to.`,
        { cause },
      );
    }
    process.stderr.write(`${lines - 1} rows exported.\n`);
    return 0;
  });
}

/** Returns the exit code. */
export async function importAll(args: readonly string[], config: Config): Promise<number> {
  const path = oneAtMost(readArguments(args, {}).positionals);
  return withStore(config, async ({ archive }) => {
    const input = path === undefined ? process.stdin : createReadStream(path);
    if (path !== undefined) {
      try {
        await once(input, 'open');
      } catch (cause) {
        throw new PlainError(
          `${path} cannot be read (${(cause as Error).message}). Name a file that muster export wrote.`,
          { cause },
        );
      }
    }
    const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
    process.stdout.write(`${await archive.importLines(lines)} rows imported.\n`);
    return 0;
  });
}

/** Returns the exit code. */
export async function backUp(args: readonly string[], config: Config): Promise<number> {
  const path = oneAtMost(readArguments(args, {}).positionals);
  if (path === undefined) throw new PlainError('Name the file to write: muster backup muster.bak');
  return withStore(config, async ({ archive }) => {
    await archive.backup(path);
    process.stdout.write(`Written to ${path}.\n`);
    return 0;
  });
}

function oneAtMost(paths: readonly string[]): string | undefined {
  if (paths.length > 1) throw new PlainError('Name one file only.');
  return paths[0];
}
