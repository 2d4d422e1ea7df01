/** `Sat, 23 Nov 2024, 07:00 (Europe/Kyiv)`, by the clock of a zone. */
export function describeInstant(at: number, timeZone: string): string {
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
  return `${shown} (${timeZone})`;
}
