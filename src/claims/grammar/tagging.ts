import { z } from 'zod';
import { isPlainLetter } from '../letters.ts';
import { mendHeadline } from './headlines.ts';
import { lookUp } from './lexicon.ts';
import { mend } from './mending.ts';
import { mendParticiple } from './participles.ts';
import { guessTags, likeliestTag } from './tagger.ts';
import type { Token } from './tokens.ts';

/** Penn treebank tags, with `POS` for the possessive ’s and `HYPH`, `.`, `,`, `:` for marks. */
export type Tagged = Token & {
  readonly tag: string;
  /** Lower case base form; for nouns and verbs without their endings. */
  readonly lemma: string;
};

/** Open word classes that the tagger does not know well enough. */
const Lemmas = z.array(z.string()).transform((words): ReadonlySet<string> => new Set(words));
const Forms = z
  .record(z.string(), z.string())
  .transform((forms): ReadonlyMap<string, string> => new Map(Object.entries(forms)));
export const GrammarWordsSchema = z.strictObject({
  /** Nouns that the tagger takes for adjectives when no noun follows: "an offensive". */
  nouns: Lemmas,
  /** Nouns for one person, whom "he" or "she" may stand for. */
  persons: Lemmas,
  /** Verbs of telling that look like plural nouns: "Reuters reports". */
  telling: Lemmas,
  /** Nouns that such a verb stands behind as a proper name does: "the news agency reports". */
  outlets: Lemmas,
  /** Verbs of headlines that look like plurals: "Israel moves armour". */
  headlined: Lemmas,
  /** Participles that describe the noun behind them: "armored cars". */
  describing: Lemmas,
  /** Pasts that the tagger takes for nouns, with their lemmas: "flew". */
  pasts: Forms,
  /** Participles that it takes for nouns: "has flown". */
  participles: Forms,
  /** Verbs whose past looks like their present. */
  samePast: Lemmas,
  /** Verbs, by lemma, whose participle describes no noun when an infinitive follows: "declined to say". */
  active: Lemmas,
  /** Verbs, by lemma, whose participle may have a noun or a clause behind it: "a ridge called the Anvil", "men told that". */
  naming: Lemmas,
  /** What somebody says something in: "issued a statement saying" has the issuer for its source. */
  media: Lemmas,
});
export type GrammarWords = z.infer<typeof GrammarWordsSchema>;

// The word list has "us" for the pronoun, and knows no difference between typewriter marks.
const UNITED_STATES = lookUp('U.S.');
const MARKS = {
  open: { word: lookUp('“'), tag: '``' },
  close: { word: lookUp('”'), tag: "''" },
};

/**
 * Tags a sentence's tokens and mends what the tagger gets wrong in news. Quotation marks get the tags
 * "``" and "''" whatever they look like.
 */
export function tagTokens(
  tokens: readonly Token[],
  marks: ReadonlyMap<Token, 'open' | 'close'>,
  words: GrammarWords,
): readonly Tagged[] {
  const tagged = tokens.map((token) => {
    const { start, end, text, lower, word: own } = token;
    const mark = isPlainLetter(text.charCodeAt(0)) ? undefined : marks.get(token);
    const word = mark ? MARKS[mark].word : text === 'US' ? UNITED_STATES : own;
    return { start, end, text, lower, mark, word, tag: likeliestTag(word), lemma: '' };
  });
  guessTags(tagged);
  for (const token of tagged)
    if (token.mark) {
      token.tag = MARKS[token.mark].tag;
      token.lemma = token.lower;
    }
  mend(tagged, words);
  mendHeadline(tagged, words);
  for (let index = 0; index < tagged.length; index += 1) mendParticiple(tagged, index, words);
  return tagged;
}
