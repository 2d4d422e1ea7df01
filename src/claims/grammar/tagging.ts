import { z } from 'zod';
import { mend } from './mending.ts';
import { mendParticiple } from './participles.ts';
import { guessTags, type Word } from './tagger.ts';
import type { Token } from './tokens.ts';
import { isLetter } from './word-classes.ts';

/** Penn treebank tags, with `POS` for the possessive ’s and `HYPH`, `.`, `,`, `:` for marks. */
export type Tagged = Token & {
  readonly tag: string;
  /** Lower case base form; for nouns and verbs without their endings. */
  readonly lemma: string;
};

/** Open word classes that the tagger does not know well enough. */
const Lemmas = z.array(z.string()).transform((words): ReadonlySet<string> => new Set(words));
export const GrammarWordsSchema = z.strictObject({
  /** Nouns that the tagger takes for adjectives when no noun follows: "an offensive". */
  nouns: Lemmas,
  /** What somebody says something in: "issued a statement saying" has the issuer for its source. */
  media: Lemmas,
});
export type GrammarWords = z.infer<typeof GrammarWordsSchema>;

type Mark = 'open' | 'close' | undefined;

/**
 * Tags a sentence's tokens and mends what the tagger gets wrong in news. Quotation marks get the tags
 * "``" and "''" whatever they look like.
 */
export function tagTokens(
  tokens: readonly Token[],
  marks: ReadonlyMap<Token, 'open' | 'close'>,
  words: GrammarWords,
): readonly Tagged[] {
  const isMark = tokens.map((token) => marks.get(token));
  const guesses = guessTags(tokens.map((token, at) => toWord(token, isMark[at])));
  const tagged = tokens.map(({ start, end, text, lower }, at) => {
    const mark = isMark[at];
    const { tag, lemma } = guesses[at] ?? { tag: 'NN', lemma: lower };
    return {
      start,
      end,
      text,
      lower,
      tag: mark === undefined ? tag : mark === 'open' ? '``' : "''",
      lemma: mark === undefined ? lemma : lower,
    };
  });
  mend(tagged, words);
  for (let index = 0; index < tagged.length; index += 1) mendParticiple(tagged, index);
  return tagged;
}

function toWord({ text }: Token, mark: Mark): Word {
  const value = mark === undefined ? text : mark === 'open' ? '“' : '”';
  // The word list has "us" for the pronoun.
  return { value: value === 'US' ? 'U.S.' : value, sort: toSort(text) };
}

function toSort(text: string): Word['sort'] {
  if (isLetter(text.charCodeAt(0))) return /^mid-19\d0s$/.test(text) ? 'number' : 'word';
  if (/^[$€£]?\d/.test(text)) return 'number';
  return /^\p{P}+$/u.test(text) ? 'punctuation' : 'word';
}
