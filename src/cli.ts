import process from 'node:process';
import { ANALYZE_HELP, analyze } from './cli/analyze.ts';
import {
  BACKUP_HELP,
  backUp,
  EXPORT_HELP,
  exportAll,
  IMPORT_HELP,
  importAll,
} from './cli/archive.ts';
import { ASK_HELP, ask } from './cli/ask.ts';
import { CLAIMS_HELP, claims } from './cli/claims.ts';
import { DELIVERIES_HELP, listDeliveries } from './cli/deliveries.ts';
import { DIGEST_HELP, previewDigest } from './cli/digest.ts';
import { DOCTOR_HELP, doctor } from './cli/doctor.ts';
import { FORGET_HELP, forget } from './cli/forget.ts';
import { INGEST_HELP, ingest } from './cli/ingest.ts';
import { log } from './cli/log.ts';
import { SEARCH_HELP, search } from './cli/search.ts';
import { type Config, loadConfig } from './config.ts';
import { PlainError, toFault } from './faults.ts';

/** Runs return the exit code: 0 done, 1 something failed, 2 nothing held. */
type CliCommand = {
  readonly help: string;
} & (
  | { readonly run: (args: readonly string[], config: Config) => Promise<number> }
  /** Reads the configuration itself, to say what is wrong with it. */
  | { readonly runUnread: (args: readonly string[]) => Promise<number> }
);

const COMMANDS: Readonly<Record<string, CliCommand>> = {
  ask: { help: ASK_HELP, run: ask },
  analyze: { help: ANALYZE_HELP, run: analyze },
  search: { help: SEARCH_HELP, run: search },
  digest: { help: DIGEST_HELP, run: previewDigest },
  ingest: { help: INGEST_HELP, run: ingest },
  claims: { help: CLAIMS_HELP, run: claims },
  export: { help: EXPORT_HELP, run: exportAll },
  import: { help: IMPORT_HELP, run: importAll },
  backup: { help: BACKUP_HELP, run: backUp },
  forget: { help: FORGET_HELP, run: forget },
  deliveries: { help: DELIVERIES_HELP, run: listDeliveries },
  doctor: { help: DOCTOR_HELP, runUnread: doctor },
};

const HELP = `Muster answers from news articles: who claims what about troop buildups, cited to the sentence.

${Object.values(COMMANDS)
  .map(({ help }) => help.split('\n')[0])
  .join('\n')}

Add --help to a command for more. Exit codes: 0 done, 1 something failed, 2 nothing held.`;

async function run([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(`${HELP}\n`);
    return name === undefined ? 1 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command)
    throw new PlainError(
      `There is no command ${name}. The commands are ${Object.keys(COMMANDS).join(', ')}.`,
    );
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${command.help}\n`);
    return 0;
  }
  return 'run' in command ? command.run(args, loadConfig()) : command.runUnread(args);
}

// A reader that closes early ("| head") is no fault: what is left is not written.
const isReaderGone = (thrown: unknown) =>
  (thrown as NodeJS.ErrnoException | null)?.code === 'EPIPE';
process.stdout.on('error', (error) => {
  if (!isReaderGone(error)) throw error;
});

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (thrown) {
  if (!isReaderGone(thrown)) {
    const words =
      thrown instanceof PlainError
        ? thrown.message
        : toFault(log, 'running this command', thrown).words;
    process.stderr.write(`${words}\n`);
    process.exitCode = 1;
  }
}
