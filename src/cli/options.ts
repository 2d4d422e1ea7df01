import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { PlainError } from '../faults.ts';

/** The options that every command over articles takes. */
export const CORPUS_OPTIONS = {
  corpus: { type: 'string', multiple: true },
  'no-seeds': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const satisfies ParseArgsOptionsConfig;

/** Reads a command's arguments; throws a `PlainError` that names the wrong one. `--corpus` takes every path up to the next option. */
export function readArguments<Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: spreadCorpus(args), options, allowPositionals: true, strict: true });
  } catch (cause) {
    const [first] = (cause as Error).message.split('. ');
    throw new PlainError(`${first}. Add --help to see what this command takes.`, { cause });
  }
}

/** `--corpus a b` is `--corpus a --corpus b`. */
function spreadCorpus(args: readonly string[]): string[] {
  const spread: string[] = [];
  let isCorpus = false;
  for (const arg of args) {
    if (arg === '--corpus') isCorpus = true;
    else if (arg.startsWith('-')) {
      isCorpus = false;
      spread.push(arg);
    } else if (isCorpus) spread.push('--corpus', arg);
    else spread.push(arg);
  }
  return spread;
}

/** The folders to load: the seeds unless they are left out, those of the environment, then those that are named. */
export function corpusPaths(
  values: {
    readonly corpus?: readonly string[] | undefined;
    readonly 'no-seeds'?: boolean | undefined;
  },
  more: readonly string[],
): readonly string[] {
  return [...(values['no-seeds'] ? [] : ['seeds', ...more]), ...(values.corpus ?? [])];
}
