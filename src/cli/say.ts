import process from 'node:process';
import { printable } from '../printable.ts';

/** A line on standard output; what it tells may come from a hostile article. */
export function say(line: string): void {
  process.stdout.write(`${printable(line)}\n`);
}

/** A line on standard error: what was left out, and why. */
export function remark(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}
