import type { DateEstimate, Day, Known, Timex } from '../article.ts';
import type { Datable, Tools } from './bound.ts';
import { toDay } from './calendar.ts';
import { anyOf } from './words.ts';

/** A date line stands among the first or last lines of a text. */
const TOP_LINES = 10;
const FOOT_LINES = 4;
const DATE_LINE_CHARS = 90;

/** The day of publication as the sidecar, the text or the address gives it; null when none does. */
export function statedDate(
  article: Datable,
  timexes: readonly Timex[],
  known: Known,
  { words }: Tools,
): DateEstimate | null {
  if (known.published)
    return stated(known.published, null, null, 'given with the article, outside of its text');
  const label = new RegExp(`(?<![\\p{L}])(?:${anyOf(words.dateLabels)})\\s?[:|-]?\\s{0,3}$`, 'iu');
  const { paragraphs, text } = article;
  for (const [at, { span }] of paragraphs.entries()) {
    const isTop = at < TOP_LINES;
    if (!isTop && at < paragraphs.length - FOOT_LINES) continue;
    const line = text.slice(span.start, span.end);
    for (const timex of timexes) {
      if (timex.span.start < span.start || timex.span.end > span.end) continue;
      const day = /^\d{4}-\d{2}-\d{2}/.exec(timex.value)?.[0];
      if (!day) continue;
      const lead = line.slice(0, timex.span.start - span.start);
      const rest = line.slice(timex.span.end - span.start);
      if (label.test(lead.slice(-60)) || (isTop && isDateLine(lead, timex.text, rest)))
        return stated(day, article.id, timex.span, 'the date that the text gives itself');
    }
  }
  const inAddress = article.url ? dayOfAddress(article.url) : null;
  return inAddress ? stated(inAddress, null, null, `its address: ${article.url}`) : null;
}

/** "Feb. 3, 2023 — …", "KYIV, Ukraine (AP) — March 3, 2024", "By A. Writer | 3 March 2024", a date alone, "2023-02-03 Headline". */
function isDateLine(lead: string, date: string, rest: string): boolean {
  const isBare = /^[\s\p{P}|]*(?:\p{Lu}\p{L}{2}\.?,?\s)?$/u.test(lead);
  if (isBare && /^[\s,)]*(?:$|[-–—:|•·]|\d{1,2}:\d{2}|at\s\d|\([A-Z])/u.test(rest)) return true;
  if (isBare && /^\d{4}-/.test(date)) return true;
  const isDateline = /^\s*\p{Lu}{3,}[\p{Lu}\p{L}\s.,'’()/-]{0,60}[,(–—-]\s*$/u.test(lead);
  if (isDateline && /^\s*(?:\([^)]{2,40}\)\s*)?[)]?\s*[-–—:]/u.test(rest)) return true;
  const isShort = lead.length + date.length + rest.length <= DATE_LINE_CHARS;
  return isShort && /[|•·]\s*$/u.test(lead);
}

function stated(
  day: Day,
  article: string | null,
  span: Timex['span'] | null,
  shows: string,
): DateEstimate {
  return { earliest: day, latest: day, basis: 'stated', evidence: [{ article, span, shows }] };
}

/** "/2024/08/15/", "/2024-08-15-" */
function dayOfAddress(url: string): Day | null {
  const parts = /[/_-]((?:19|20)\d{2})[/_-]?(\d{2})[/_-]?(\d{2})(?=[/_.-]|$)/.exec(url);
  return parts && toDay(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}
