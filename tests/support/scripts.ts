import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Environment } from '../../src/config.ts';

export const { scripts } = z
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
