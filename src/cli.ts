import process from 'node:process';
import { ANALYZE_HELP, analyze } from './cli/analyze.ts';
import { ASK_HELP, ask } from './cli/ask.ts';
import { DELIVERIES_HELP, listDeliveries } from './cli/deliveries.ts';
import { DIGEST_HELP, previewDigest } from './cli/digest.ts';
import { log } from './cli/log.ts';
import { SEARCH_HELP, search } from './cli/search.ts';
import { type Config, loadConfig } from './config.ts';
import { PlainError, toFault } from './faults.ts';

type CliCommand = {
  readonly help: string;
  /** Returns the exit code: 0 done, 1 something failed, 2 nothing held. */
  readonly run: (args: readonly string[], config: Config) => Promise<number>;
};

const COMMANDS: Readonly<Record<string, CliCommand>> = {
  ask: { help: ASK_HELP, run: ask },
  analyze: { help: ANALYZE_HELP, run: analyze },
  search: { help: SEARCH_HELP, run: search },
  digest: { help: DIGEST_HELP, run: previewDigest },
  deliveries: { help: DELIVERIES_HELP, run: listDeliveries },
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
  return command.run(args, loadConfig());
}

// A reader that closes early ("| head") is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (thrown) {
  const words =
    thrown instanceof PlainError
      ? thrown.message
      : toFault(log, 'running this command', thrown).words;
  process.stderr.write(`${words}\n`);
  process.exitCode = 1;
}
