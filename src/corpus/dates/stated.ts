import type { DateEstimate, Day, Known, Timex } from '../article.ts';
import { type Bound, type Datable, evidenceAt, type Tools } from './bound.ts';
import { addDays, toDay } from './calendar.ts';
import { type Days, daysOf } from './days.ts';
import type { DateWords } from './words.ts';

/** A date line stands among the first or last lines of a text. */
const TOP_LINES = 10;
const FOOT_LINES = 4;
const DATE_LINE_CHARS = 90;
const LEAD_CHARS = 80;
/** After the first line of prose a date by itself is no date line: it may be a post's. */
const PROSE_CHARS = 160;

/** The day of publication as the sidecar, the text or the address gives it; null when none does. */
export function statedDate(
  article: Datable,
  timexes: readonly Timex[],
  known: Known,
  { words, dateLabel, weekdayAndTime }: Tools,
): DateEstimate | null {
  if (known.published)
    return stated(
      oneDay(known.published),
      null,
      null,
      'given with the article, outside of its text',
    );
  const { paragraphs, text } = article;
  let hasProse = false;
  for (const [at, { span }] of paragraphs.entries()) {
    const isTop = at < TOP_LINES && !hasProse;
    if (!isTop && at < paragraphs.length - FOOT_LINES) continue;
    const line = text.slice(span.start, span.end);
    for (const timex of timexes) {
      if (timex.span.start < span.start || timex.span.end > span.end) continue;
      const days = daysOf(timex.value);
      if (!days || !/^\d{4}-\d{2}/.test(timex.value)) continue;
      const lead = line.slice(0, timex.span.start - span.start);
      const rest = line.slice(timex.span.end - span.start);
      const bare = lead.slice(-LEAD_CHARS).replace(weekdayAndTime, '');
      const isDay = isTop && days.earliest === days.latest && lead.length <= LEAD_CHARS;
      if (dateLabel.test(bare) || (isDay && isDateLine(bare, timex.text, rest, words)))
        return stated(days, article.id, timex.span, 'the date that the text gives itself');
    }
    hasProse ||= line.length > PROSE_CHARS && /[.!?]['"’”]?\s*$/.test(line.slice(-9));
  }
  const inAddress = article.url ? dayOfAddress(article.url) : null;
  return inAddress ? stated(oneDay(inAddress), null, null, `its address: ${article.url}`) : null;
}

/**
 * "Feb. 3, 2023 — …", "KYIV, Ukraine, March 3, 2024 (AP) — …", "By A. Writer | 3 March 2024",
 * "TAIPEI, March 3, 2024 (Pacific Wire)", "Campaign Assessment, March 3, 2024", "2023-02-03 Headline", a date alone.
 */
function isDateLine(lead: string, date: string, rest: string, words: DateWords): boolean {
  const isAtStart = /^[\s\p{P}|]*$/u.test(lead);
  if (isAtStart && (/^\d{4}-/.test(date) || /^[\s,)]*(?:[-–—:|•·]|\([A-Z])/u.test(rest)))
    return true;
  if (isDateline(lead, rest, words)) return true;
  const isAlone =
    /^[\s,)|•·–—-]*(?:$|\([^)]{2,40}\)\s*$|(?:at\s)?\d{1,2}[:.]\d{2}|(?:by|updated)\s)/iu.test(
      rest,
    );
  if (!isAlone || lead.length + date.length + rest.length > DATE_LINE_CHARS) return false;
  const isNames = /^(?:(?:[Bb]y|[Ff]or|[Aa]nd|\p{Lu}[\p{L}.'’-]*),?\s+){1,6}$/u.test(lead);
  return isAtStart || isNames || /[,|•·–—]\s*$/u.test(lead);
}

/** "KYIV, Ukraine, |March 3, 2024| (AP) — …", "Kyiv, |3 March 2024|. …" */
function isDateline(lead: string, rest: string, words: DateWords): boolean {
  if (words.beforeDates.includes(lead.trim().toLowerCase())) return false;
  const isPlace =
    /^\s*\p{Lu}[\p{L}'’-]+(?:[\s,./()-]{1,3}\p{Lu}[\p{L}'’-]*){0,4}[,(–—-]{0,2}\s*(?:\([^)]{2,30}\)\s*)?[,(–—-]?\s*$/u;
  return isPlace.test(lead) && /^\)?\s*(?:[-–—:]|\.(?:\s|$)|\([^)]{2,40}\)\s*[-–—:.])/u.test(rest);
}

/** "MOSCOW, August 15. /TASS/": written that day or the next, in a year that other bounds tell. */
export function datelineBounds(
  article: Datable,
  timexes: readonly Timex[],
  { words }: Tools,
): readonly Bound[] {
  const { paragraphs, text } = article;
  const timex = timexes.find(({ span, value }) => {
    const line = paragraphs
      .slice(0, TOP_LINES)
      .find(
        (paragraph) => paragraph.span.start <= span.start && span.end <= paragraph.span.end,
      )?.span;
    if (!line || !/^XXXX-\d{2}-\d{2}$/.test(value)) return false;
    return isDateline(text.slice(line.start, span.start), text.slice(span.end, line.end), words);
  });
  if (!timex) return [];
  const holds = (written: Day) =>
    [written, addDays(written, -1)].some((day) => day.slice(5) === timex.value.slice(5));
  const evidence = evidenceAt(article, timex.span, `its dateline: ${timex.text}`);
  return [{ strength: 3, earliest: null, latest: null, holds, evidence }];
}

function oneDay(day: Day): Days {
  return { earliest: day, latest: day };
}

function stated(
  days: Days,
  article: string | null,
  span: Timex['span'] | null,
  shows: string,
): DateEstimate {
  return { ...days, basis: 'stated', evidence: [{ article, span, shows }] };
}

/** "/2024/08/15/", "/2024-08-15-" */
function dayOfAddress(url: string): Day | null {
  const parts = /[/_-]((?:19|20)\d{2})[/_-]?(\d{2})[/_-]?(\d{2})(?=[/_.-]|$)/.exec(url);
  return parts && toDay(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}
