import process from 'node:process';
import type { Config } from './config.ts';
import { PlainError, toFault } from './faults.ts';

/** Runs return the exit code: 0 done, 1 something failed, 2 nothing held. */
type CliCommand = {
  readonly help: string;
} & (
  | { readonly run: (args: readonly string[], config: Config) => Promise<number> }
  /** Reads the configuration itself, to say what is wrong with it. */
  | { readonly runUnread: (args: readonly string[]) => Promise<number> }
);

/** Each command loads what it needs, and nothing of what the others do. */
const COMMANDS: Readonly<Record<string, () => Promise<CliCommand>>> = {
  ask: async () => {
    const { ask, ASK_HELP } = await import('./cli/ask.ts');
    return { help: ASK_HELP, run: ask };
  },
  analyze: async () => {
    const { analyze, ANALYZE_HELP } = await import('./cli/analyze.ts');
    return { help: ANALYZE_HELP, run: analyze };
  },
  search: async () => {
    const { search, SEARCH_HELP } = await import('./cli/search.ts');
    return { help: SEARCH_HELP, run: search };
  },
  digest: async () => {
    const { previewDigest, DIGEST_HELP } = await import('./cli/digest.ts');
    return { help: DIGEST_HELP, run: previewDigest };
  },
  ingest: async () => {
    const { ingest, INGEST_HELP } = await import('./cli/ingest.ts');
    return { help: INGEST_HELP, run: ingest };
  },
  claims: async () => {
    const { claims, CLAIMS_HELP } = await import('./cli/claims.ts');
    return { help: CLAIMS_HELP, run: claims };
  },
  export: async () => {
    const { exportAll, EXPORT_HELP } = await import('./cli/archive.ts');
    return { help: EXPORT_HELP, run: exportAll };
  },
  import: async () => {
    const { importAll, IMPORT_HELP } = await import('./cli/archive.ts');
    return { help: IMPORT_HELP, run: importAll };
  },
  backup: async () => {
    const { backUp, BACKUP_HELP } = await import('./cli/archive.ts');
    return { help: BACKUP_HELP, run: backUp };
  },
  forget: async () => {
    const { forget, FORGET_HELP } = await import('./cli/forget.ts');
    return { help: FORGET_HELP, run: forget };
  },
  deliveries: async () => {
    const { listDeliveries, DELIVERIES_HELP } = await import('./cli/deliveries.ts');
    return { help: DELIVERIES_HELP, run: listDeliveries };
  },
  doctor: async () => {
    const { doctor, DOCTOR_HELP } = await import('./cli/doctor.ts');
    return { help: DOCTOR_HELP, runUnread: doctor };
  },
};

async function help(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  return `Muster answers from news articles: who claims what about troop buildups, cited to the sentence.

${commands.map(({ help }) => help.split('\n')[0]).join('\n')}

Add --help to a command for more. Exit codes: 0 done, 1 something failed, 2 nothing held.`;
}

async function run([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(`${await help()}\n`);
    return name === undefined ? 1 : 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load)
    throw new PlainError(
      `There is no command ${name}. The commands are ${Object.keys(COMMANDS).join(', ')}.`,
    );
  const command = await load();
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${command.help}\n`);
    return 0;
  }
  if ('runUnread' in command) return command.runUnread(args);
  const { loadConfig } = await import('./config.ts');
  return command.run(args, loadConfig());
}

// A reader that closes early ("| head") is no fault: what is left is not written.
const isReaderGone = (thrown: unknown) =>
  (thrown as NodeJS.ErrnoException | null)?.code === 'EPIPE';
process.stdout.on('error', (error) => {
  if (!isReaderGone(error)) throw error;
});

// compile-ahead.js loads this file as well, and runs nothing.
if (import.meta.main) {
  try {
    process.exitCode = await run(process.argv.slice(2));
  } catch (thrown) {
    if (!isReaderGone(thrown)) {
      const { log } = await import('./cli/log.ts');
      const words =
        thrown instanceof PlainError
          ? thrown.message
          : toFault(log, 'running this command', thrown).words;
      process.stderr.write(`${words}\n`);
      process.exitCode = 1;
    }
  }
}
