import type { QuestionSets } from './question-words.ts';

/** Words of a longer question may point to what it says itself. */
const MAX_LEANING_WORDS = 9;

/** It leans on what went before: it points back, opens with "and", or names nothing of its own. */
export function leansOnThread(
  words: readonly string[],
  names: number,
  terms: number,
  sets: QuestionSets,
): boolean {
  // A question that names nothing and asks for little goes on from the thread: "how many troops?".
  if (names === 0 && terms <= 2) return true;
  const [first = '', second] = words;
  if (sets.goingOn.has(first) || (/^(?:what|how)$/.test(first) && second === 'about')) return true;
  return words.length <= MAX_LEANING_WORDS && pointsBack(words, sets);
}

/** It holds a word that points to what a thread was about; "is there a buildup" does not. */
export function pointsBack(words: readonly string[], { pointing }: QuestionSets): boolean {
  return words.some(
    (word, at) =>
      pointing.has(word) &&
      !(
        word === 'there' &&
        at < words.length - 1 &&
        /^(?:is|are|was|were)$/.test(words[at - 1] ?? '')
      ),
  );
}
