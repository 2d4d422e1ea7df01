import type { Span, Timex } from '../article.ts';
import type { Context } from './context.ts';

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

/** A pattern of words and how to read it; an empty reading leaves the words to shorter matches. */
export type Rule = {
  readonly pattern: RegExp;
  read(match: Match, context: Context): readonly Reading[];
};

/** A space between two words; a line may end there, a paragraph may not. */
export const GAP = '(?:[ \\t\\u00a0]{1,2}|[ \\t]?\\r?\\n[ \\t]?)';
export const DASH = '[-\\u2010-\\u2015/]';
export const APOSTROPHE = "['\\u2019]";

/** "USA Today", "The Daily Beast": a word in capitals amid a sentence is part of a name. */
export function isInName({ text, before }: Match): boolean {
  return /^\p{Lu}/u.test(text) && !/(?:^|[.!?:\n“”"‘—–-])\s*$/u.test(before);
}

/** Compiles a pattern that starts and ends at the edge of a word. */
export function words(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])`, 'gdu');
}
