import type { Span } from '../article.ts';
import type { DateWords } from './words.ts';

const LOOK_BACK_CHARS = 160;
const LOOK_AHEAD_CHARS = 120;
const LIMIT_REACH_WORDS = 5;
const OPENING_WORDS = 3;
const POSSIBLE_REACH_WORDS = 5;

export type Direction = 'past' | 'future';

/** Whether the clause around a date tells of what is over or to come; null without a cue. */
export function directionAt(text: string, span: Span, words: DateWords): Direction | null {
  const tokens = toTokens(sentenceBefore(text, span)).reverse();
  const isLimit = words.limits.includes(tokens[0] ?? '');
  // "will run until June" and "to run through June": the verb stands right before.
  const cue = cueAt(text, span, words);
  if (!isLimit || firstCue(tokens.slice(0, LIMIT_REACH_WORDS), words)) return cue;
  return tokens.length <= OPENING_WORDS ? (cue ?? 'future') : 'future';
}

/** By the nearest cue before the span in its sentence, else the nearest after it; null without any. */
export function cueAt(text: string, span: Span, words: DateWords): Direction | null {
  const before = cueBefore(text, span, words);
  if (before) return before;
  const isOpening = toTokens(sentenceBefore(text, span)).length <= OPENING_WORDS;
  const rest = text.slice(span.end, span.end + LOOK_AHEAD_CHARS);
  // "By Sunday, the mayor had left": the clause goes on after the comma.
  const ahead =
    (isOpening ? rest.replace(/^\s?,/, '') : rest).split(/[.!?,;:](?:\s|$)|\n/)[0] ?? '';
  return firstCue(toTokens(ahead), words);
}

/** By the nearest cue among the words before the span in its sentence. */
export function cueBefore(
  text: string,
  span: Span,
  words: DateWords,
  reach = Number.POSITIVE_INFINITY,
): Direction | null {
  return firstCue(
    toTokens(sentenceBefore(text, span)).reverse().slice(0, reach),
    words,
    POSSIBLE_REACH_WORDS,
  );
}

/** The first cue of tokens that lead away from the date. */
function firstCue(tokens: readonly string[], words: DateWords, nearBy = 0): Direction | null {
  for (const [at, token] of tokens.entries()) {
    if (words.futureCues.includes(token) || /['’]ll$/.test(token)) return 'future';
    if (at < nearBy && words.possibleCues.includes(token)) return 'future';
    if (token === 'to' && /^(?:is|are|was|were|going)$/.test(tokens[at + 1] ?? '')) return 'future';
    if (words.pastCues.includes(token)) return 'past';
    const verb = tokens[at + 1]?.endsWith('ly') ? tokens[at + 2] : tokens[at + 1];
    if (/^\p{L}{2,}ed$/u.test(token) && verb !== 'be' && verb !== 'to') return 'past';
  }
  return null;
}

function sentenceBefore(text: string, { start }: Span): string {
  const before = text.slice(Math.max(0, start - LOOK_BACK_CHARS), start);
  return before.split(/[.!?]["”’']?\s+(?=["“‘'\p{Lu}])|\n/u).at(-1) ?? '';
}

/** In lower case, without "May", which is a month before it is a verb. */
function toTokens(text: string): string[] {
  const tokens = text.match(/\p{L}+(?:['’](?:t|ll))?/gu) ?? [];
  return tokens.filter((token) => token !== 'May').map((token) => token.toLowerCase());
}
