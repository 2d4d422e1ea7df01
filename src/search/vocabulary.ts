/** Every word that the index holds, as written (folded), with the number of articles that hold it. */
export type Vocabulary = {
  /** The number that stands for a word from now on. */
  number(surface: string): number;
  surface(number: number): string;
  count(number: number, change: 1 | -1): void;
  /** In how many articles a word stands. */
  articles(surface: string): number;
  /** Words near in spelling, nearest first, then commonest. */
  near(word: string, limit: number): readonly string[];
  /** Words that begin so and go on, commonest first. */
  completions(beginning: string, limit: number): readonly string[];
};

/** Below this many letters a misspelling may be one slip away, from here on two. */
const LONG_WORD = 8;
/** Words of three letters have too many neighbours for a correction to mean anything. */
const SHORTEST_CORRECTED = 4;

export function openVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  const surfaces: string[] = [];
  const counts: number[] = [];

  function commonest(found: { surface: string; distance: number; count: number }[], limit: number) {
    return found
      .sort(
        (a, b) => a.distance - b.distance || b.count - a.count || (a.surface < b.surface ? -1 : 1),
      )
      .slice(0, limit)
      .map(({ surface }) => surface);
  }

  return {
    number(surface) {
      const known = numbers.get(surface);
      if (known !== undefined) return known;
      numbers.set(surface, surfaces.length);
      counts.push(0);
      return surfaces.push(surface) - 1;
    },
    surface: (number) => surfaces[number] ?? '',
    count(number, change) {
      counts[number] = (counts[number] ?? 0) + change;
    },
    articles(surface) {
      const number = numbers.get(surface);
      return number === undefined ? 0 : (counts[number] ?? 0);
    },
    near(word, limit) {
      if (word.length < SHORTEST_CORRECTED) return [];
      const most = word.length < LONG_WORD ? 1 : 2;
      const found = [];
      for (const [number, surface] of surfaces.entries()) {
        const count = counts[number] ?? 0;
        if (count === 0 || Math.abs(surface.length - word.length) > most) continue;
        const distance = editDistance(word, surface, most);
        if (distance > 0 && distance <= most) found.push({ surface, distance, count });
      }
      return commonest(found, limit);
    },
    completions(beginning, limit) {
      const found = [];
      for (const [number, surface] of surfaces.entries()) {
        const count = counts[number] ?? 0;
        if (count > 0 && surface.length > beginning.length && surface.startsWith(beginning)) {
          found.push({ surface, distance: 0, count });
        }
      }
      return commonest(found, limit);
    },
  };
}

/**
 * Damerau-Levenshtein distance (optimal string alignment): a swap of neighbouring letters counts
 * one. Anything past `most` comes back as `most + 1`.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let distance = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const isSwap =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) distance = Math.min(distance, (before[column - 2] ?? 0) + 1);
      current.push(distance);
      least = Math.min(least, distance);
    }
    if (least > most) return most + 1;
    before = above;
    above = current;
  }
  return Math.min(above[b.length] ?? 0, most + 1);
}
