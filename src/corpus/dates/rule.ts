import type { Span, Timex } from '../article.ts';
import type { Context } from './context.ts';
import { spellOutCase } from './letter-case.ts';
import { WORD_MARKS } from './letters.ts';

/** A value for the whole of what a rule matched, or for a part of it. */
export type Reading = Pick<Timex, 'type' | 'value'> & {
  /** The named group that holds the words; the whole match without it. */
  readonly group?: string;
  /** True when dates that follow must not be counted from this one. */
  readonly isAside?: boolean;
};

export type Match = {
  /** Named groups that took part. */
  readonly groups: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  readonly span: Span;
  /** The text before and after, cut short. */
  readonly before: string;
  readonly after: string;
};

/** Compiled when it is first asked for: most texts need few of the patterns. */
export type Pattern = { readonly source: string; readonly regexp: RegExp };

/** A pattern of words and how to read it; an empty reading leaves the words to shorter matches. */
export type Rule = {
  /** One of these words in lower case, or shapes of numbers, stands in or by whatever the pattern matches. */
  readonly anchors: readonly string[];
  readonly pattern: Pattern;
  read(match: Match, context: Context): readonly Reading[];
};

/** A space between two words; a line may end there, a paragraph may not. */
export const GAP = '(?:[ \\t\\u00a0]{1,2}|[ \\t]?\\r?\\n[ \\t]?)';
export const DASH = '[-\\u2010-\\u2015/]';
export const APOSTROPHE = "['\\u2019]";

/** Matches the start of what follows a date where a range or a list may go on: "-", " to ". */
export const GOES_ON = /^\)?\s{0,4}(?:[-\u2010-\u2015/]|(?:and|or|to|until|through|till)\s)/;

/** "USA Today", "The Daily Beast": a word in capitals amid a sentence is part of a name. */
export function isInName({ text, before }: Match): boolean {
  return /^\p{Lu}/u.test(text) && !/(?:^|[.!?:\n“”"‘—–-])\s*$/u.test(before);
}

/** A sticky pattern that starts and ends at the edge of a word. */
export function words(source: string): Pattern {
  return pattern(`(?<![${WORD_MARKS}])(?:${source})(?![${WORD_MARKS}])`, 'dy');
}

export function pattern(source: string, flags = ''): Pattern {
  let regexp: RegExp | undefined;
  return {
    source,
    get regexp() {
      regexp ??= new RegExp(spellOutCase(source), flags);
      return regexp;
    },
  };
}
