import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { DATA_DIR, readVariables } from './variables.ts';

/**
 * Lets Node keep what it compiles of what is imported from now on, in DATA_DIR, so that the next start
 * finds it. Node checks it against the sources, and does without it where the folder cannot be written to.
 */
export function keepCompiled(): void {
  enableCompileCache(join(readVariables().DATA_DIR || DATA_DIR, 'compiled'));
}

/** Writes it down now rather than at the end, which a process that is killed does not see. */
export const saveCompiled = flushCompileCache;
