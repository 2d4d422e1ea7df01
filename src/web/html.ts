import { html } from 'hono/html';

/** A piece of a page, escaped. */
export type Html = ReturnType<typeof html>;

export const NOTHING: Html = html``;

export function describeInstant(at: number): string {
  return INSTANT.format(at);
}

/** `3 claims`, `1 claim`, `no claims`. */
export function count(number: number, noun: string): string {
  if (number === 0) return `no ${noun}s`;
  return `${number.toLocaleString('en-GB')} ${noun}${number === 1 ? '' : 's'}`;
}

/** In the time zone of the machine that serves the page. */
const INSTANT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
