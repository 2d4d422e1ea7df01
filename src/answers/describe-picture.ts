import type { Figure, MapReport, PictureSpec } from './reply.ts';

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

/** `2024-11-10` → `10 Nov 2024`; anything else as it is. */
export function dayInWords(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? day : DAY.format(at);
}

/** What a picture shows, in words: all that is drawn, with who says it and when, so that it can stand for the picture. */
export function describePicture(spec: PictureSpec): string {
  const told =
    spec.kind === 'figures' ? spec.figures.map(describeFigure) : spec.reports.map(describeReport);
  const days = (spec.kind === 'figures' ? spec.figures : spec.reports)
    .flatMap(({ day }) => day ?? [])
    .sort();
  const [first, last] = [days[0], days.at(-1)];
  const span =
    first && last && first !== last ? `, ${dayInWords(first)} to ${dayInWords(last)}` : '';
  const count =
    spec.kind === 'figures'
      ? plural(told.length, 'reported figure')
      : plural(told.length, 'report on the map', 'reports on the map');
  return [`${spec.title} (${count}${span})`, told.join('; ')]
    .filter(Boolean)
    .join(': ')
    .concat('.');
}

function describeFigure({ text, source, day, when }: Figure): string {
  return `${text} (${[source, when ?? (day && dayInWords(day))].filter(Boolean).join(', ')})`;
}

function describeReport({ place, from, label, source, day, when }: MapReport): string {
  const where = from ? `${from.place} to ${place}` : place;
  return `${where}: ${label} (${[source, when ?? (day && dayInWords(day))].filter(Boolean).join(', ')})`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
