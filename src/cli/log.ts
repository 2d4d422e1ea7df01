import process from 'node:process';
import { openLog } from '../log.ts';

/** Faults go to standard error, so that standard output holds answers alone. */
export const log = openLog('error', process.stderr);
