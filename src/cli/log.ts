import { pino } from 'pino';

/** Faults go to standard error, so that standard output holds answers alone. */
export const log = pino({ level: 'error' }, pino.destination(2));
