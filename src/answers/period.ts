import type { DateEstimate, Day } from '../corpus/article.ts';
import type { Evidence } from './evidence.ts';

/** The days that a question asks about, inclusive; null is open. */
export type Period = {
  readonly since: Day | null;
  readonly until: Day | null;
  /** The words that say so, as typed: "before August 2024". */
  readonly text: string;
};

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
/** "Aug 2024", "August 2024", "2024". */
const POINT = String.raw`(?:(?:${MONTHS.join('|')})[a-z]{0,6}\.? )?(?:19|20)\d\d`;
/** "between August 2024 and March 2025", "from 2022 to 2023". */
const RANGE = new RegExp(
  String.raw`\b(?:between|from) (?<first>${POINT}) (?:and|to|until|till) (?<last>${POINT})\b`,
  'iu',
);
/** "before August 2024", "since 2023". */
const EDGE = new RegExp(
  String.raw`\b(?<edge>before|until|till|by|after|since|from|in|during) (?<point>${POINT})\b`,
  'iu',
);

/** The period that a question names in months or years; null when it names none. */
export function readPeriod(question: string): Period | null {
  const range = RANGE.exec(question);
  if (range?.groups) {
    const { first = '', last = '' } = range.groups;
    return { since: bounds(first).first, until: bounds(last).last, text: range[0] };
  }
  const edge = EDGE.exec(question);
  if (!edge?.groups) return null;
  const { first, last } = bounds(edge.groups.point ?? '');
  const text = edge[0];
  switch (edge.groups.edge?.toLowerCase()) {
    case 'before':
      return { since: null, until: dayBeside(first, -1), text };
    case 'after':
      return { since: dayBeside(last, 1), until: null, text };
    case 'since':
    case 'from':
      return { since: first, until: null, text };
    case 'in':
    case 'during':
      return { since: first, until: last, text };
    default:
      return { since: null, until: last, text };
  }
}

/** The first and the last day of a month or a year. */
function bounds(point: string): { readonly first: Day; readonly last: Day } {
  const year = Number(point.slice(-4));
  const month = MONTHS.indexOf(point.slice(0, 3).toLowerCase());
  const [from, to] = month < 0 ? [0, 12] : [month, month + 1];
  return { first: toDay(Date.UTC(year, from, 1)), last: toDay(Date.UTC(year, to, 0)) };
}

function dayBeside(day: Day, days: number): Day {
  return toDay(Date.parse(day) + days * 86_400_000);
}

function toDay(at: number): Day {
  return new Date(at).toISOString().slice(0, 10);
}

/** What is claimed may have happened, or been said, within the period. */
export function isWithin({ since, until }: Period, { claim, article }: Evidence): boolean {
  const dated = [claim.happened, claim.said, article.published].find(isDated);
  if (!dated) return false;
  const { earliest, latest } = dated;
  return (
    (since === null || (latest ?? earliest ?? '') >= since) &&
    (until === null || (earliest ?? latest ?? '') <= until)
  );
}

function isDated({ earliest, latest }: DateEstimate): boolean {
  return earliest !== null || latest !== null;
}
