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
  const before = tokensBefore(text, span);
  const isLimit = words.limits.includes(before[0] ?? '');
  // "will run until June" and "to run through June": the verb stands right before.
  const cue = cueAmong(before, text, span, words);
  if (!isLimit || firstCue(before.slice(0, LIMIT_REACH_WORDS), words)) return cue;
  return before.length <= OPENING_WORDS ? (cue ?? 'future') : 'future';
}

/** By the nearest cue before the span in its sentence, else the nearest after it; null without any. */
export function cueAt(text: string, span: Span, words: DateWords): Direction | null {
  return cueAmong(tokensBefore(text, span), text, span, words);
}

function cueAmong(
  before: readonly string[],
  text: string,
  span: Span,
  words: DateWords,
): Direction | null {
  const cue = firstCue(before, words, POSSIBLE_REACH_WORDS);
  if (cue) return cue;
  const rest = text.slice(span.end, span.end + LOOK_AHEAD_CHARS);
  // "By Sunday, the mayor had left": the clause goes on after the comma.
  const isOpening = before.length <= OPENING_WORDS;
  const ahead =
    (isOpening ? rest.replace(/^\s?,/, '') : rest).split(/[.!?,;:](?:\s|$)|\n/, 1)[0] ?? '';
  return firstCue(toTokens(ahead), words);
}

/** By the nearest cue among so many words before the span in its sentence. */
export function cueBefore(
  text: string,
  span: Span,
  words: DateWords,
  reach: number,
): Direction | null {
  return firstCue(tokensBefore(text, span).slice(0, reach), words, POSSIBLE_REACH_WORDS);
}

/** The first cue of tokens that lead away from the date. */
function firstCue(tokens: readonly string[], words: DateWords, nearBy = 0): Direction | null {
  for (const [at, token] of tokens.entries()) {
    // "Soldiers set up a camp" looks at nothing to come.
    if (token === 'set' && (tokens[at - 1] === 'up' || tokens[at + 1] === 'up')) continue;
    if (words.futureCues.includes(token) || /['’]ll$/.test(token)) return 'future';
    if (at < nearBy && words.possibleCues.includes(token)) return 'future';
    if (token === 'to' && /^(?:is|are|was|were|going)$/.test(tokens[at + 1] ?? '')) return 'future';
    if (words.pastCues.includes(token)) return 'past';
    const verb = tokens[at + 1]?.endsWith('ly') ? tokens[at + 2] : tokens[at + 1];
    if (/^\p{L}{2,}ed$/u.test(token) && verb !== 'be' && verb !== 'to') return 'past';
  }
  return null;
}

/** The words of a span's sentence that stand before it, the nearest first. */
function tokensBefore(text: string, { start }: Span): readonly string[] {
  const before = text.slice(Math.max(0, start - LOOK_BACK_CHARS), start);
  return toTokens(before.split(/[.!?]["”’']?\s+(?=["“‘'\p{Lu}])|\n/u).at(-1) ?? '').reverse();
}

/** Of what is ASCII no alphabet but one need be asked. */
const TOKEN = /(?:[A-Za-z]|(?![\0-\x7f])\p{L})+(?:['’](?:t|ll))?/gu;

/** In lower case, without "May", which is a month before it is a verb. */
function toTokens(text: string): string[] {
  const tokens = text.match(TOKEN) ?? [];
  return tokens.filter((token) => token !== 'May').map((token) => token.toLowerCase());
}
