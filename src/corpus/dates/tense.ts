import type { Span } from '../article.ts';
import type { DateWords } from './words.ts';

const LOOK_BACK_CHARS = 160;
const LOOK_AHEAD_CHARS = 60;

/**
 * Whether the clause around a date tells of what is over or to come: by the nearest cue before it in
 * its sentence, else the nearest after it. Without any, news tells of what is over.
 */
export function directionAt(text: string, span: Span, words: DateWords): 'past' | 'future' {
  const before = lastSentence(text.slice(Math.max(0, span.start - LOOK_BACK_CHARS), span.start));
  const back = toTokens(before).reverse();
  const nearest = firstCue(back, words);
  if (nearest) return nearest;
  const ahead =
    text.slice(span.end, span.end + LOOK_AHEAD_CHARS).split(/[.!?](?:\s|$)|\n/)[0] ?? '';
  const after = firstCue(toTokens(ahead), words);
  if (after) return after;
  return words.limits.includes(back[0] ?? '') ? 'future' : 'past';
}

function firstCue(tokens: readonly string[], words: DateWords): 'past' | 'future' | null {
  for (const [at, token] of tokens.entries()) {
    if (words.futureCues.includes(token)) return 'future';
    if (words.pastCues.includes(token)) return 'past';
    if (/^\p{L}{2,}ed$/u.test(token) && tokens[at + 1] !== 'be' && tokens[at + 1] !== 'to')
      return 'past';
  }
  return null;
}

function lastSentence(text: string): string {
  return text.split(/[.!?]["”’']?\s+(?=["“‘'\p{Lu}])|\n/u).at(-1) ?? '';
}

function toTokens(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}]+(?:['’](?:t|ll))?/gu) ?? [];
}
