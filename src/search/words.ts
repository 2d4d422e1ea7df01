import { stemmer } from 'stemmer';
import { z } from 'zod';
import { foldWord } from '../corpus/fold.ts';

/** `config/language/search.json`: what the search index knows of English. */
export const SearchLanguageSchema = z.object({
  /** Words that say nothing about what a text is about, lower case, without apostrophes. */
  stopWords: z.array(z.string()),
  /** Two words that are one name, and the term that stands for it: "united states" is "us". */
  phrases: z.record(z.string(), z.string()),
  /** Other words for a name, and the term that stands for it: "ukrainian" is "ukraine". */
  sameAs: z.record(z.string(), z.string()),
});
export type SearchLanguage = z.infer<typeof SearchLanguageSchema>;

/** A word of a text, and what the index calls it. */
export type Word = {
  /** Lower case, without diacritics: what spelling is compared on. */
  readonly surface: string;
  /** Stemmed, or the name that it stands for. */
  readonly term: string;
};

/** Splits texts and queries into the same terms. */
export type Words = {
  /** The words of a text in order, stop words left out. */
  read(text: string): readonly Word[];
  /** What the index calls a word or phrase as `surface` has it. */
  term(surface: string): string;
  /** True for names, of countries and peoples and those given, which are right as they stand. */
  isName(surface: string): boolean;
};

/** A dotted abbreviation, a number with its separators, or a word: "U.S", "50,000", "Zaporizhzhia", "O'Brien". */
const WORD =
  /(?<abbreviation>\p{L}(?:\.\p{L})+(?![\p{L}\p{N}]))|(?<number>\p{N}+(?:[.,]\p{N}+)*)|(?<word>[\p{L}\p{M}]+(?:['’ʼ][\p{L}\p{M}]+)*)/gu;

/** Longer runs of letters are no words; stemming and comparing them would cost more than they tell. */
const LONGEST = 60;
/** Stems are kept for this many words, then forgotten: hostile queries must not fill the memory. */
const REMEMBERED_STEMS = 200_000;

/** `names` are further names, each with its spellings: any of one word finds the others. */
export function openWords(
  language: SearchLanguage,
  names: Iterable<readonly string[]> = [],
): Words {
  const stopWords = new Set(language.stopWords);
  const phrases = new Map(Object.entries(language.phrases));
  const firsts = new Set(Object.keys(language.phrases).map((phrase) => phrase.split(' ')[0]));
  const sameAs = new Map(Object.entries(language.sameAs));
  const isName = new Set(sameAs.keys());
  const terms = new Map<string, string>();

  function stem(surface: string): string {
    const known = terms.get(surface);
    if (known !== undefined) return known;
    const term = sameAs.get(surface) ?? stemmer(surface);
    if (terms.size >= REMEMBERED_STEMS) terms.clear();
    terms.set(surface, term);
    return term;
  }

  for (const spellings of names) {
    for (const { groups } of spellings.join(' ').matchAll(WORD)) {
      if (groups?.word !== undefined) isName.add(foldWord(groups.word));
    }
    const [first, ...others] = spellings.filter(isOneWord).map(foldWord);
    if (first === undefined) continue;
    const term = stem(first);
    // A spelling that two names share stays with the first, the language's own before any.
    for (const other of others) if (!sameAs.has(other)) sameAs.set(other, term);
  }
  terms.clear();

  return {
    read(text) {
      const words: Word[] = [];
      const isMixed = /\p{Ll}/u.test(text);
      let first: Word | null = null;
      for (const { groups } of text.matchAll(WORD)) {
        const { abbreviation, number, word } = groups ?? {};
        if (number !== undefined) {
          const surface = number.replaceAll(',', '').slice(0, LONGEST);
          words.push({ surface, term: surface });
          first = null;
          continue;
        }
        const written = abbreviation?.replaceAll('.', '') ?? word ?? '';
        const surface = foldWord(written);
        const phrase = first && phrases.get(`${first.surface} ${surface}`);
        if (first && phrase !== null && phrase !== undefined) {
          words.pop();
          words.push({ surface: `${first.surface} ${surface}`, term: phrase });
          first = null;
          continue;
        }
        // "US" and "U.S." are a country, "us" a pronoun; in a text all in capitals only the dots tell.
        const isAcronym = abbreviation !== undefined || (isMixed && /^\p{Lu}{2,5}$/u.test(written));
        first = null;
        if (!isAcronym && stopWords.has(surface)) continue;
        if (surface.length < 2 || surface.length > LONGEST) continue;
        const read = { surface, term: stem(surface) };
        words.push(read);
        if (firsts.has(surface)) first = read;
      }
      return words;
    },
    term: (surface) => phrases.get(surface) ?? stem(surface),
    isName: (surface) => isName.has(surface),
  };
}

function isOneWord(spelling: string): boolean {
  return /^[\p{L}\p{M}'’ʼ]+$/u.test(spelling);
}
