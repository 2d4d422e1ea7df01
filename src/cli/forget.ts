import process from 'node:process';
import type { Config } from '../config.ts';
import { PlainError } from '../faults.ts';
import type { Platform, Sources } from '../store/port.ts';
import { withStore } from './kept.ts';
import { readArguments } from './options.ts';

export const FORGET_HELP = `muster forget PLATFORM:USER

Erases a person's questions with their answers, what they reported wrong, and their name beside the
feeds and articles that they added: muster forget slack:U012ABC`;

const PLATFORMS: readonly Platform[] = ['discord', 'slack', 'web', 'terminal'];

/** Returns the exit code. */
export async function forget(args: readonly string[], config: Config): Promise<number> {
  const [person = '', ...others] = readArguments(args, {}).positionals;
  const colon = person.indexOf(':');
  const platform = PLATFORMS.find((name) => name === person.slice(0, colon));
  const user = person.slice(colon + 1);
  if (colon < 1 || platform === undefined || user === '' || others.length > 0)
    throw new PlainError(
      `Name one person as ${PLATFORMS[1]}:U012ABC or ${PLATFORMS[0]}:123456789.`,
    );
  return withStore(config, async ({ threads, sources }) => {
    const erased = await threads.forgetUser(platform, user);
    await forgetInSources(person, sources);
    process.stdout.write(`${erased} question${erased === 1 ? '' : 's'} of ${person} erased.\n`);
    return erased > 0 ? 0 : 2;
  });
}

/** What a person added stays, and is somebody's. */
async function forgetInSources(person: string, sources: Sources): Promise<void> {
  for (const source of await sources.list()) {
    if (source.addedBy === person) await sources.put({ ...source, addedBy: 'somebody' });
  }
}
