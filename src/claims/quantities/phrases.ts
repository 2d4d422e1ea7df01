import { endOfWord } from '../letters.ts';

/** The longest phrase that stands at a place of a text, as written there; null where none does. */
export type PhraseFinder = (text: string, at: number) => string | null;

/**
 * Finds phrases by look-up: a pattern of hundreds of them takes a quarter of a second to prepare.
 * @param keyOf what two spellings of one phrase share; of the same length as the phrase.
 */
export function openPhrases(
  phrases: readonly string[],
  keyOf: (phrase: string) => string,
): PhraseFinder {
  const keys = new Set(phrases.map(keyOf));
  const lengths = new Map<string, readonly number[]>();
  for (const [initial, named] of Map.groupBy(phrases, initialOf)) {
    const distinct = new Set(named.map(({ length }) => length));
    lengths.set(
      initial,
      [...distinct].sort((a, b) => b - a),
    );
  }
  return (text, at) => {
    for (const length of lengths.get(initialOf(text.charAt(at))) ?? []) {
      const found = text.slice(at, at + length);
      if (keys.has(keyOf(found)) && endsAt(text, at + length)) return found;
    }
    return null;
  };
}

function initialOf(phrase: string): string {
  return phrase.charAt(0).toLowerCase();
}

/** A phrase that ends in a letter or digit does not go on with one: "5 men" are no metres. */
function endsAt(text: string, end: number): boolean {
  return !(isWordy(text, end - 1) && isWordy(text, end));
}

function isWordy(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 48 && code <= 57) || endOfWord(text, at) > at;
}
