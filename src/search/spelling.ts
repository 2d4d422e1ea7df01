import type { Lexicon } from './lexicon.ts';

/** Two slips may be forgiven from this many letters on, one below. */
const LONG_WORD = 8;
/** In shorter words one slip leads to too many others ("Sumy", "sums"): swapped letters alone are forgiven. */
const SHORT_WORD = 5;
const SHORTEST = 4;

/** Words near in spelling that the index holds: nearest first, then those with the same first letter, then commonest. */
export function nearSpellings(word: string, lexicon: Lexicon, limit: number): readonly string[] {
  if (word.length < SHORTEST) return [];
  const most = word.length < LONG_WORD ? 1 : 2;
  const near: { held: string; distance: number; sameStart: boolean; articles: number }[] = [];
  for (const [held, articles] of lexicon.held()) {
    if (Math.abs(held.length - word.length) > most) continue;
    const distance = editDistance(word, held, most);
    if (distance === 0 || distance > most) continue;
    if (word.length < SHORT_WORD && !isSwap(word, held)) continue;
    near.push({ held, distance, sameStart: held[0] === word[0], articles });
  }
  near.sort(
    (a, b) =>
      a.distance - b.distance ||
      Number(b.sameStart) - Number(a.sameStart) ||
      b.articles - a.articles ||
      (a.held < b.held ? -1 : 1),
  );
  return near.slice(0, limit).map(({ held }) => held);
}

/** Words that begin so and go on, commonest first. */
export function completions(beginning: string, lexicon: Lexicon, limit: number): readonly string[] {
  const found: (readonly [string, number])[] = [];
  for (const entry of lexicon.held()) {
    if (entry[0].length > beginning.length && entry[0].startsWith(beginning)) found.push(entry);
  }
  found.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return found.slice(0, limit).map(([word]) => word);
}

/** The same letters, two neighbours of them the other way round. */
function isSwap(a: string, b: string): boolean {
  return [...a].sort().join('') === [...b].sort().join('');
}

/**
 * Damerau-Levenshtein distance in its restricted form: a swap of neighbouring letters counts one,
 * and no letter is edited twice. Anything past `most` comes back as `most + 1`.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      let distance = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwapped =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwapped) distance = Math.min(distance, (before[column - 2] ?? 0) + 1);
      current.push(distance);
      least = Math.min(least, distance);
    }
    if (least > most) return most + 1;
    before = above;
    above = current;
  }
  return Math.min(above[b.length] ?? 0, most + 1);
}
