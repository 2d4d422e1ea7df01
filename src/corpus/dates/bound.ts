import type { Article, DateEvidence, Day, Span, Timex } from '../article.ts';
import { LETTERS } from './letters.ts';
import type { DateReader } from './read.ts';
import { anyOf, type DateWords } from './words.ts';

/** What dating needs of an article; its time expressions are read without a day of writing. */
export type Datable = Pick<Article, 'id' | 'text' | 'sentences' | 'paragraphs' | 'url'>;

/** 3: the text leaves no other reading; 2: the plain reading; 1: the custom of the press. */
export type Strength = 1 | 2 | 3;

/** Inclusive; null is open. */
export type Range = { readonly from: Day; readonly to: Day | null };

/** One reason why an article was written on some days and not on others. */
export type Bound = {
  readonly strength: Strength;
  /** Inclusive; null is open. */
  readonly earliest: Day | null;
  readonly latest: Day | null;
  /** Of the days between the two only those within one of these. */
  readonly ranges?: readonly Range[];
  /** A further test of days between the two. */
  readonly holds?: (day: Day) => boolean;
  readonly evidence: DateEvidence;
};

export type Tools = {
  readonly reader: DateReader;
  readonly words: DateWords;
  /** Matches the end of a text that labels the date after it: "Published: ". */
  readonly dateLabel: RegExp;
  /** Matches the end of a text that a weekday or a time of day stands at: "10:30 GMT, Thursday, ". */
  readonly weekdayAndTime: RegExp;
  /** Matches a date that its weekday opens. */
  readonly weekday: RegExp;
  /** Matches the end of a text after which a date is a limit or an aim: "until ". */
  readonly limit: RegExp;
  /** Matches the start of a sentence that tells of something newer: "More recently, …". */
  readonly newer: RegExp;
  /** "the one-year anniversary", "third anniversary" */
  readonly anniversary: RegExp;
};

export function openTools(reader: DateReader, words: DateWords): Tools {
  const counts = anyOf(Object.keys({ ...words.numbers, ...words.ordinals }));
  return {
    reader,
    words,
    dateLabel: new RegExp(
      `(?<![${LETTERS}])(?:${anyOf(words.dateLabels)})\\s?[:|-]?\\s{0,3}$`,
      'i',
    ),
    weekdayAndTime: new RegExp(
      `(?:\\d{1,2}[:.]\\d{2}\\s?(?:[ap]\\.?m\\.?)?(?:\\s[A-Z]{2,4})?,?\\s)?(?:(?:${anyOf(words.weekdays.flat())})\\.?,?\\s)?$`,
      'i',
    ),
    weekday: new RegExp(`^(?:${anyOf(words.weekdays.flat())})(?![${LETTERS}])`, 'i'),
    limit: new RegExp(`(?<![${LETTERS}])(?:${anyOf(words.limits)}|for|to)\\s$`, 'i'),
    newer: new RegExp(`^["“'‘]?(?:${anyOf(words.newerTelling)})(?![${LETTERS}])`, 'i'),
    anniversary: new RegExp(
      `(?<![${LETTERS}-])(?<count>${counts})(?:[\\s-]years?)?(?:\\s\\S{1,12})?\\sanniversary(?![${LETTERS}])`,
      'i',
    ),
  };
}

/** The sentence that holds a place, to be shown as evidence; the place itself outside of sentences. */
export function sentenceAt(article: Datable, span: Span): Span {
  const holder = article.sentences.find(
    (sentence) => sentence.span.start <= span.start && span.end <= sentence.span.end,
  );
  return holder?.span ?? span;
}

export function evidenceAt(article: Datable, span: Span, shows: string): DateEvidence {
  return { article: article.id, span: sentenceAt(article, span), shows };
}

/** "In May last year …, by June 8": a date without a year, in a sentence that has gone back a year. */
export function isOfOldYear(article: Datable, timex: Timex, timexes: readonly Timex[]): boolean {
  if (/year/i.test(timex.text)) return false;
  const sentence = sentenceAt(article, timex.span);
  return timexes.some(
    ({ span, text }) =>
      span.start >= sentence.start &&
      span.end <= timex.span.start &&
      /(?:last|previous) year$|years? (?:ago|earlier)$/i.test(text),
  );
}
