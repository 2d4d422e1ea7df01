import { existsSync } from 'node:fs';
import process from 'node:process';

/** Where everything is kept unless DATA_DIR says otherwise. */
export const DATA_DIR = 'data';

/** The environment and what `.env` adds to it: the only place that reads either. */
export function readVariables(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}
