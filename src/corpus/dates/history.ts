import type { Day } from '../article.ts';
import { LETTERS } from './letters.ts';
import type { Lexicon } from './words.ts';

/** The years that a section is about, by its heading: "2005: Elections", "Eastern Theater 1861–1863". */
export type Section = { readonly start: number; readonly first: number; readonly last: number };

const HEADING_CHARS = 80;

/** Sections whose headings name years, in reading order. */
export function datedSections(text: string): readonly Section[] {
  return [...text.matchAll(/[^\r\n]+/g)].flatMap((found) => {
    const line = found[0].trim();
    if (line.length > HEADING_CHARS || /[.!?,;"”]$|\d{4}-\d{2}-\d{2}/.test(line)) return [];
    const years = [...line.matchAll(/(?<!\d)(?:1\d{3}|20\d{2})(?!\d)/g)].map(Number);
    const tail = /(?<!\d)(1\d|20)\d{2}[-–](\d{2})(?!\d)/.exec(line);
    if (tail) years.push(Number(`${tail[1]}${tail[2]}`));
    if (years.length === 0) return [];
    return [{ start: found.index, first: Math.min(...years), last: Math.max(...years) }];
  });
}

/** A year that has strayed out of the section's own is drawn back into it. */
export function withinSection(year: number, section: Section | null): number {
  if (!section) return year;
  return Math.min(Math.max(year, section.first), section.last);
}

/** Tells of a day of writing, or of none, whether a text is a history in the light of it. */
export type HistoryTest = (reference: Day | null) => boolean;

/**
 * A history tells many dated things far from the day of writing and speaks of no "Thursday" or
 * "last week"; news does. Histories count from the last date told.
 */
export function historyTest(text: string, near: RegExp): HistoryTest {
  const dated = [
    ...text.matchAll(/(?<![\d$£€,.])(?:1[5-9]\d\d|20[0-4]\d|\d{1,4}(?= BCE?\b))(?![\d,])/g),
  ].map(Number);
  let nearCount: number | null = null;
  return (reference) => {
    const year = reference ? Number(reference.slice(0, 4)) : null;
    const past = dated.filter((at) => at !== year);
    const least = year === null ? 8 : 5;
    if (past.length < least || new Set(past).size < 3) return false;
    nearCount ??= [...text.matchAll(near)].length;
    return nearCount * 8 <= past.length;
  };
}

/** The words by which news tells a day from its own. */
export function newsWords(lexicon: Lexicon): RegExp {
  return new RegExp(
    `(?<![${LETTERS}])(?:${lexicon.weekday}|(?:last|this) (?:week|month|year)|yesterday|today)(?![${LETTERS}])`,
    'g',
  );
}
