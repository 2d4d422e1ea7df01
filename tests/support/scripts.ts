import { exec } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { Environment } from '../../src/config.ts';

const { scripts } = z
  .object({ scripts: z.object({ prepare: z.string(), start: z.string(), muster: z.string() }) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** What `npm start` or `npm run muster` gives to Node. */
export function argumentsOf(script: 'start' | 'muster'): readonly string[] {
  return scripts[script].split(' ').slice(1);
}

/** An empty variable counts as one that is not set, whatever .env says. */
export const UNSET: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(Environment.shape).map((name) => [name, '']),
);

/** Runs in a folder what npm runs after it has installed everything, and returns what that says; throws where it fails. */
export async function prepare(cwd: string, dataDir: string): Promise<string> {
  const PATH = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`;
  const env = { ...process.env, ...UNSET, PATH, DATA_DIR: dataDir };
  const { stdout, stderr } = await promisify(exec)(scripts.prepare, { cwd, env });
  return stdout + stderr;
}
