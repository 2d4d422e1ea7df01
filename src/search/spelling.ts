import { editDistance } from '../corpus/edit-distance.ts';
import type { Lexicon } from './lexicon.ts';

/** Two slips may be forgiven from this many letters on, one below. */
const LONG_WORD = 8;
/** In shorter words one slip leads to too many others ("Sumy", "sums"): swapped letters alone are forgiven. */
const SHORT_WORD = 5;
const SHORTEST = 4;

/** Finds words that the index holds by how they are spelt. */
export type Spelling = {
  /** Words near in spelling: nearest first, then those with the same first letter, then commonest. */
  near(word: string, limit: number): readonly string[];
  /** Words that begin so and go on, commonest first. */
  completions(beginning: string, limit: number): readonly string[];
};

export function openSpelling(lexicon: Lexicon): Spelling {
  /** The letters of each word, one bit each: a slip changes two at most, so most words need no closer look. */
  const letters: number[] = [];

  function* lookAlikes(word: string, most: number): Generator<number> {
    const asked = lettersOf(word);
    for (let number = 0; number < lexicon.size(); number++) {
      const held = letters[number] ?? lettersOf(lexicon.word(number));
      letters[number] = held;
      const differing = bits(asked ^ held);
      if (differing > 2 * most || lexicon.articlesOf(number) === 0) continue;
      if (Math.abs(lexicon.word(number).length - word.length) <= most) yield number;
    }
  }

  return {
    near(word, limit) {
      if (word.length < SHORTEST || isFigure(word)) return [];
      const most = word.length < LONG_WORD ? 1 : 2;
      const near: { held: string; distance: number; sameStart: boolean; articles: number }[] = [];
      for (const number of lookAlikes(word, most)) {
        const held = lexicon.word(number);
        const distance = editDistance(word, held, most);
        if (distance === 0 || distance > most) continue;
        if (word.length < SHORT_WORD && !isSwap(word, held)) continue;
        const articles = lexicon.articlesOf(number);
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
    },
    completions(beginning, limit) {
      const found: { held: string; articles: number }[] = [];
      if (isFigure(beginning)) return [];
      for (let number = 0; number < lexicon.size(); number++) {
        const held = lexicon.word(number);
        const articles = lexicon.articlesOf(number);
        if (articles > 0 && held.length > beginning.length && held.startsWith(beginning)) {
          found.push({ held, articles });
        }
      }
      found.sort((a, b) => b.articles - a.articles || (a.held < b.held ? -1 : 1));
      return found.slice(0, limit).map(({ held }) => held);
    },
  };
}

/** 40000 is no misspelling of 50000, nor the beginning of 400000. */
function isFigure(word: string): boolean {
  return /\p{N}/u.test(word);
}

function lettersOf(word: string): number {
  let set = 0;
  for (let at = 0; at < word.length; at++) set |= 1 << (word.charCodeAt(at) & 31);
  return set;
}

/** How many bits are set. */
function bits(set: number): number {
  let pairs = set - ((set >>> 1) & 0x55555555);
  pairs = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((pairs + (pairs >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The same letters, two neighbours of them the other way round. */
function isSwap(a: string, b: string): boolean {
  return [...a].sort().join('') === [...b].sort().join('');
}
