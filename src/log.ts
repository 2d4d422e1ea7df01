import { type Logger, pino } from 'pino';
import { printable } from './printable.ts';

/** Where lines go; `process.stdout` fits. */
export type LogOutput = {
  readonly fd: number;
  readonly isTTY?: boolean;
  write(line: string): unknown;
};

/** One JSON object a line for machines; plain lines where a person reads along at a terminal. */
export function openLog(level: string, output: LogOutput): Logger {
  if (output.isTTY !== true) return pino({ level }, pino.destination(output.fd));
  return pino({ level }, { write: (line: string) => void output.write(`${toPlainLine(line)}\n`) });
}

/** What pino adds to each line, and no reader at a terminal asks for. */
const OF_MACHINES: ReadonlySet<string> = new Set([
  'level',
  'time',
  'pid',
  'hostname',
  'msg',
  'err',
]);

/** `22:10:03 Muster is ready at http://127.0.0.1:8080 (articles: 5)`; what is no news says how bad it is. */
export function toPlainLine(line: string): string {
  const fields = JSON.parse(line) as {
    readonly level: number;
    readonly time: number;
    readonly msg?: string;
    readonly err?: { readonly stack?: string; readonly message?: string };
  };
  const { level, time, msg = '', err } = fields;
  const label = pino.levels.labels[level] ?? 'info';
  const rest = Object.entries(fields)
    .filter(([name]) => !OF_MACHINES.has(name))
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
  const words = [
    new Date(time).toTimeString().slice(0, 8),
    ...(label === 'info' ? [] : [`${label}:`]),
    msg,
    ...(rest ? [`(${rest})`] : []),
  ].join(' ');
  const stack = err?.stack ?? err?.message;
  return [words, ...(stack?.split('\n') ?? [])].map(printable).join('\n');
}
