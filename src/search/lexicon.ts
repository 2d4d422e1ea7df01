/** Numbers for words, and in how many articles each stands. */
export type Lexicon = {
  /** The number that stands for a word from now on. */
  number(word: string): number;
  word(number: number): string;
  /** Counts an article in or out for each of its words; every number once. */
  count(numbers: Iterable<number>, change: 1 | -1): void;
  /** In how many articles a word stands. */
  articles(word: string): number;
  articlesOf(number: number): number;
  /** Numbers go from 0 to below this. */
  size(): number;
};

export function openLexicon(): Lexicon {
  const numbers = new Map<string, number>();
  const words: string[] = [];
  const counts: number[] = [];
  return {
    number(word) {
      const known = numbers.get(word);
      if (known !== undefined) return known;
      numbers.set(word, words.length);
      counts.push(0);
      return words.push(word) - 1;
    },
    word: (number) => words[number] ?? '',
    count(changed, change) {
      for (const number of changed) counts[number] = (counts[number] ?? 0) + change;
    },
    articles(word) {
      const number = numbers.get(word);
      return number === undefined ? 0 : (counts[number] ?? 0);
    },
    articlesOf: (number) => counts[number] ?? 0,
    size: () => words.length,
  };
}
