import { lookUp } from '../claims/grammar/lexicon.ts';
import { type GrammarWords, tagTokens } from '../claims/grammar/tagging.ts';
import type { Token } from '../claims/grammar/tokens.ts';

/** The Penn tag of each word of a question, which is typed without marks and often without capitals. */
export function tagWords(words: readonly string[], grammar: GrammarWords): readonly string[] {
  let at = 0;
  const tokens = words.map((text): Token => {
    const start = at;
    at += text.length + 1;
    const word = lookUp(text);
    return { start, end: start + text.length, text, lower: word.lower, word };
  });
  return tagTokens(tokens, new Map(), grammar).map(({ tag }) => tag);
}
