import type { NameMention } from './names.ts';
import type { QuestionSets } from './question-words.ts';
import { termOf } from './terms.ts';

/** The nouns between "how many" and the verb: "Russian troops", "tanks", "North Korean soldiers". */
export function readCounted(
  words: readonly string[],
  names: readonly NameMention[],
  isNamed: (index: number) => boolean,
  { stopWords, sayingWords }: QuestionSets,
): readonly string[] {
  const start = countingAt(words);
  const asksSize = /^(?:big|large)$/.test(words[start + 1] ?? '');
  const counted: string[] = [];
  for (let index = start + 2; index < words.length && counted.length < 3; index++) {
    const word = words[index] ?? '';
    if (isNamed(index)) continue;
    // "How big is the force" counts the force.
    if (index === start + 2 && asksSize && /^(?:is|are|was|were)$/.test(word)) continue;
    if (stopWords.has(word) || sayingWords.has(word)) {
      if (counted.length > 0 || names.some(({ from }) => from < index && from > start)) break;
      if (/^(?:a|an|the|per|each|of|more)$/.test(word)) continue;
      break;
    }
    counted.push(termOf(word));
  }
  const [of, whole] = words.slice(start + 2, start + 4);
  const isPlace = names.some(
    ({ from, named }) => from === start + 3 && named.kind === 'place' && whole !== undefined,
  );
  // "How much of Kursk" asks for ground.
  return counted.length === 0 && of === 'of' && isPlace ? [termOf('territory')] : counted;
}

/** Names right behind "how many" with no noun of their own: "how many Russians were". */
export function readCountedNames(
  words: readonly string[],
  names: readonly NameMention[],
  counted: readonly string[],
): readonly NameMention[] {
  const at = countingAt(words);
  return counted.length > 0 || at < 0
    ? []
    : names.filter(({ from, named }) => from === at + 2 && named.kind === 'country');
}

/** Where what is counted begins, less two words: behind "how many", "the number of". */
function countingAt(words: readonly string[]): number {
  const asked = words.findIndex(
    (word, at) => word === 'how' && /^(?:many|much|big|large)$/.test(words[at + 1] ?? ''),
  );
  if (asked >= 0) return asked;
  return words.findIndex(
    (word, at) => /^(?:numbers?|figures?|sizes?|strength)$/.test(word) && words[at + 1] === 'of',
  );
}
