import type { DateEstimate, Day, Span } from '../corpus/article.ts';
import type { Evidence } from './evidence.ts';
import { termOf } from './terms.ts';

/** The days that a question asks about, inclusive; null is open. */
export type Period = {
  readonly since: Day | null;
  readonly until: Day | null;
  /** "In June" of whatever year: January is 1; null where a year is named. */
  readonly month: number | null;
  /** The words that say so, as typed: "before August 2024". */
  readonly text: string;
};

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const NAMES =
  'january february march april may june july august september october november december'.split(
    ' ',
  );
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

/** "In June", "during August"; not "in May 2024", "in March 8". */
const MONTH = new RegExp(
  String.raw`\b(?:in|during) (?<point>${MONTHS.join('|')})(?<rest>[a-z]{0,6})\b(?!\.? ?\d)`,
  'iu',
);

/** The period that a question names in months or years; null when it names none. */
export function readPeriod(question: string): Period | null {
  const range = RANGE.exec(question);
  if (range?.groups) {
    const { first = '', last = '' } = range.groups;
    return { since: bounds(first).first, until: bounds(last).last, month: null, text: range[0] };
  }
  const edge = EDGE.exec(question);
  if (!edge?.groups) return readMonth(question);
  const { first, last } = bounds(edge.groups.point ?? '');
  const [text, month] = [edge[0], null];
  switch (edge.groups.edge?.toLowerCase()) {
    case 'before':
      return { since: null, until: dayBeside(first, -1), month, text };
    case 'after':
      return { since: dayBeside(last, 1), until: null, month, text };
    case 'since':
    case 'from':
      return { since: first, until: null, month, text };
    case 'in':
    case 'during':
      return { since: first, until: last, month, text };
    default:
      return { since: null, until: last, month, text };
  }
}

function readMonth(question: string): Period | null {
  const found = MONTH.exec(question);
  const { point = '', rest = '' } = found?.groups ?? {};
  const month = MONTHS.indexOf(point.toLowerCase());
  const isName = rest === '' || NAMES[month]?.startsWith(`${point}${rest}`.toLowerCase());
  return found && isName ? { since: null, until: null, month: month + 1, text: found[0] } : null;
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
export function isWithin({ since, until, month }: Period, evidence: Evidence): boolean {
  const { claim, article } = evidence;
  if (month !== null)
    return (
      namesMonth(month, evidence.sentence) ||
      [claim.happened, claim.said, article.published].some((date) => isInMonth(month, date))
    );
  const dated = [claim.happened, claim.said, article.published].find(isDated);
  if (!dated) return false;
  const { earliest, latest } = dated;
  return (
    (since === null || (latest ?? earliest ?? '') >= since) &&
    (until === null || (earliest ?? latest ?? '') <= until)
  );
}

function namesMonth(month: number, sentence: string): boolean {
  return spelled(month).test(sentence);
}

function spelled(month: number): RegExp {
  const name = NAMES[month - 1] ?? '';
  const [short, long] = [name.slice(0, 3), name].map(
    (word) => word.slice(0, 1).toUpperCase() + word.slice(1),
  );
  return new RegExp(String.raw`\b(?:${short}|${long})\b`, 'u');
}

const TERMS = NAMES.map(termOf);

export function isMonth(term: string): boolean {
  return TERMS.includes(term);
}

/**
 * Whether a figure of a sentence is of the month that these terms name: no other part of the sentence stands between
 * the two. Null where they name none, or the sentence does not.
 */
export function isOfMonth(
  terms: readonly string[],
  { article, claim }: Evidence,
  { start, end }: Span,
): boolean | null {
  const month = TERMS.findIndex((term) => terms.includes(term)) + 1;
  if (month === 0) return null;
  const { sentence } = claim;
  const behind = spelled(month).exec(article.text.slice(end, sentence.end));
  if (behind) return !/[,;:]|\band\b/u.test(article.text.slice(end, end + behind.index));
  const before = article.text.slice(sentence.start, start);
  const at = spelled(month).exec(before)?.index;
  return at === undefined ? null : !/;|\band\b/u.test(before.slice(at));
}

/** It may have been in that month, and in few others. */
function isInMonth(month: number, { earliest, latest }: DateEstimate): boolean {
  const [from, to] = [earliest ?? latest, latest ?? earliest].map((day) => {
    const [year = '0', of = '0'] = (day ?? '').split('-');
    return 12 * Number(year) + Number(of);
  });
  if (!from || !to || to - from > 1) return false;
  return [from, to].some((at) => ((at - 1) % 12) + 1 === month);
}

function isDated({ earliest, latest }: DateEstimate): boolean {
  return earliest !== null || latest !== null;
}
