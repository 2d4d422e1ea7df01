import type { Article, DateEstimate, Timex } from '../article.ts';

/** What stands between the two ends of one time: "from 3 |to| 5 June", "late February |to early| March". */
const LINK =
  /^,?\s?(?:(?:up )?to|until|till|through|and|or|[-–—])\s?(?:on |in )?(?:(?:early|mid|late)[ -])?(?:the )?$/i;
const EVEN_LINK = /^,? (?:and|or) /i;
/** "Dawn |on| Sunday", "the morning |of| March 3" */
const PART_LINK = /^(?:,| on| of)? (?:the )?$/i;
/** So many characters between two time expressions, at most, may link them. */
const LINK_CHARS = 20;

/**
 * What the time expressions of a clause stand for, in reading order: "between May 8 and 11" and "in
 * January and February" are each one time, from the first day of the one to the last of the other.
 */
export function joined(
  { text }: Pick<Article, 'text'>,
  timexes: readonly Timex[],
  estimateOf: (timex: Timex) => DateEstimate,
): readonly DateEstimate[] {
  const found: DateEstimate[] = [];
  let before: Timex | null = null;
  for (const timex of timexes) {
    const estimate = estimateOf(timex);
    const last = found.at(-1);
    const whole = before && last && isLinked(text, before, timex) ? across(last, estimate) : null;
    if (before && isPartOfDay(text, before, timex)) found[found.length - 1] = estimate;
    else if (whole) found[found.length - 1] = whole;
    else found.push(estimate);
    before = timex;
  }
  return found;
}

function isLinked(text: string, first: Timex, second: Timex): boolean {
  if (second.span.start - first.span.end > LINK_CHARS) return false;
  const link = text.slice(first.span.end, second.span.start);
  // "Aug. 5, 6 and 7"
  if (/^,\s$/.test(link)) return /^\d{1,2}$/.test(second.text);
  if (!LINK.test(link)) return false;
  // "Last year and on Tuesday" are two times, "on Monday and Tuesday" is one.
  return !EVEN_LINK.test(link) || first.value.length === second.value.length;
}

function isPartOfDay(text: string, first: Timex, second: Timex): boolean {
  if (first.type !== 'TIME' || second.type !== 'DATE') return false;
  if (!/^(?:the )?\p{L}+$/u.test(first.text)) return false;
  return PART_LINK.test(text.slice(first.span.end, second.span.start));
}

function across(first: DateEstimate, last: DateEstimate): DateEstimate | null {
  const isOrdered =
    first.earliest && last.latest && first.latest && last.earliest
      ? first.earliest <= last.earliest && first.latest <= last.latest
      : false;
  if (!isOrdered) return null;
  const basis = first.basis === 'stated' && last.basis === 'stated' ? 'stated' : 'inferred';
  return {
    earliest: first.earliest,
    latest: last.latest,
    basis,
    evidence: [...new Set([...first.evidence, ...last.evidence])],
  };
}
