import type { QuestionSets } from './question-words.ts';

/** What is asked for; `how-long` asks for a time or a distance. `topic` is a question without a question word: "fighting in Zaporizhzhia?". */
export type Asked =
  | 'how-many'
  | 'how-long'
  | 'who'
  | 'who-said'
  | 'when'
  | 'where'
  | 'which'
  | 'whether'
  | 'what'
  | 'topic';

export function readAsked(
  words: readonly string[],
  { sayingWords: saying, auxiliaries, goingOn }: QuestionSets,
): Asked {
  const line = words.join(' ');
  if (/\bhow many (?:more )?(?:hours|days|weeks|months|years|kilomet(?:er|re)s|miles)\b/.test(line))
    return 'how-long';
  const opening = words.findIndex((word) => !goingOn.has(word) && !/^ok(?:ay)?$/.test(word));
  // "Can they boost their numbers in the south?" asks for no number, as "can you tell the number of tanks?" does.
  const asksWhether = auxiliaries.has(words[opening] ?? '') && words[opening + 1] !== 'you';
  if (
    /\bhow (?:many|much|big|large)\b/.test(line) ||
    (!asksWhether && /\b(?:numbers?|figures?|sizes?|strength) (?:of|for|in|at)\b/.test(line))
  )
    return 'how-many';
  if (/\bhow (?:long|far)\b/.test(line)) return 'how-long';
  if (/\bwhen\b|\bwhat (?:date|day|time|year|month)\b|\bsince when\b/.test(line)) return 'when';
  if (/\b(?:through|via|by|to) whom\b/.test(line)) return 'who-said';
  if (/\bwho\b|\bwhose\b/.test(line)) {
    const after = words.slice(words.findIndex((word) => word.startsWith('who')) + 1);
    return after.slice(0, 2).some((word) => saying.has(word)) ? 'who-said' : 'who';
  }
  if (/\bwhere\b/.test(line)) return 'where';
  if (
    /\bwhich\b|\bwhat (?:outlet|source|paper|newspaper|country|city|unit|units|troops)\b/.test(line)
  )
    return 'which';
  if (auxiliaries.has(words[opening] ?? '')) return 'whether';
  if (/\bwhat\b|\bwhy\b|\bhow\b/.test(line)) return 'what';
  return 'topic';
}

/** "Which is right?", "is it right that"; not "the right bank". */
export function asksRight(words: readonly string[], { rightness }: QuestionSets): boolean {
  return words.some(
    (word, at) =>
      rightness.has(word) &&
      /^(?:is|are|was|were|it|that)$/.test(words[at - 1] ?? '') &&
      /^(?:|that|about)$/.test(words[at + 1] ?? ''),
  );
}
