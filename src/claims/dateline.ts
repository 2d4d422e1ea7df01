import type { Span } from '../corpus/article.ts';

/** Datelines are short: a place, perhaps its country, a day, an agency. */
const LONGEST = 80;

/**
 * A place in capitals, what stands behind it, and a dash: "TAIPEI, Oct. 14, 2024 — ", "KYIV, Ukraine (AP) – ",
 * "WASHINGTON (Reuters) - ", "KHARTOUM/CAIRO, June 14 (Reuters) - ".
 */
const DATELINE =
  /^\p{Lu}[\p{Lu}'’-]+(?:(?:[ .]{1,2}|\/)\p{Lu}[\p{Lu}'’-]+){0,3}(?:, [\p{L}\d. ]{1,20}){0,3}(?: \([\p{L} ]{1,30}\))? (?:—|–|--|-|_) (?=[\p{Lu}\d“"])/u;

/** A place that is no more than capitalised stands before its agency: "Seoul (AFP) – ". */
const WITH_AGENCY =
  /^\p{Lu}[\p{L}'’-]+(?:[ /]\p{Lu}[\p{L}'’-]+){0,3}(?:, [\p{L}\d. ]{1,20}){0,2} \([\p{L} ]{2,30}\) (?:—|–|--|-) (?=[\p{Lu}\d“"])/u;

/** What every dateline ends in; few other openings hold it. */
const DASH = / (?:--|[—–_-]) /;

/** What stands behind the dateline that opens a span; the span itself where none does. */
export function withoutDateline({ text }: { readonly text: string }, span: Span): Span {
  const opening = text.slice(span.start, Math.min(span.end, span.start + LONGEST));
  if (!DASH.test(opening)) return span;
  const dateline = DATELINE.exec(opening) ?? WITH_AGENCY.exec(opening);
  const length = dateline?.[0].length ?? 0;
  return length < span.end - span.start ? { start: span.start + length, end: span.end } : span;
}
