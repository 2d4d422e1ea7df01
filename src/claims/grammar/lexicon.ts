import lemmatize from 'wink-lemmatizer';
import winkLexicon from 'wink-lexicon/src/lexicon.js';
import unigramTagger from 'wink-pos-tagger/src/unigram-tagger.js';
import { foldName } from '../../corpus/fold.ts';
import { startsWithCapital } from '../letters.ts';
import { type PossibleTags, withRules } from './context-rules.ts';
import { BE, DO, HAVE } from './word-classes.ts';

/** What a word is by itself. */
export type Entry = {
  readonly text: string;
  readonly lower: string;
  /** Lower case, without accents. */
  readonly normal: string;
  /** As `foldName` has it. */
  readonly folded: string;
  readonly isCapital: boolean;
  readonly possible: PossibleTags;
  /** A base form that no ending gives away, whatever the tag; null where an ending does. */
  readonly lemma: string | null;
  /** What its endings leave of it, found when it is first asked for. */
  readonly bases: { adjective?: string; noun?: string; verb?: string };
};

const LEMMAS: ReadonlyMap<string, string> = new Map([
  ...[...BE, 'ai'].map((word) => [word, 'be'] as const),
  ...[...HAVE].map((word) => [word, 'have'] as const),
  ...[...DO].map((word) => [word, 'do'] as const),
  ['said', 'say'],
  ['says', 'say'],
  ['felt', 'feel'],
  ['found', 'find'],
  ['saw', 'see'],
  ['ca', 'can'],
  ['sha', 'shall'],
  ['wo', 'will'],
  ["'ll", 'will'],
  ["'d", 'would'],
  ["n't", 'not'],
]);

const NUMBER = /^[$€£]?\d/;
// "mid-1990s"
const DECADE = /^mid-\d{3}0s$/;

/** So many words are kept, and none that is longer: names without end come by in the articles of years. */
const MOST_KEPT = 20_000;
const LONGEST_KEPT = 60;
const kept = new Map<string, Entry>();

/** Looks a word up, or judges by its ending what is in no list; once for all the times that it comes again. */
export function lookUp(text: string): Entry {
  const known = kept.get(text);
  if (known) return known;
  if (text.length > LONGEST_KEPT) return judge(text);
  // V8 keeps the whole article for the sake of a word that is a slice of it.
  const entry = judge([...text].join(''));
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(entry.text, entry);
  return entry;
}

/** The word list has this word, in lower case, or its base form. */
export function isListed(word: string): boolean {
  return [word, lemmatize.noun(word), lemmatize.verb(word)].some(
    (form) => winkLexicon[form] !== undefined,
  );
}

function judge(text: string): Entry {
  const lower = text.toLowerCase();
  const normal = lower.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  return {
    text,
    lower,
    normal,
    folded: foldName(text),
    isCapital: startsWithCapital(text),
    possible: withRules(normal, tagsOf(text, normal)),
    lemma: LEMMAS.get(normal) ?? null,
    bases: {},
  };
}

function tagsOf(text: string, normal: string): readonly string[] {
  if (NUMBER.test(text) || DECADE.test(normal)) return ['CD'];
  const tag = /^\p{P}+$/u.test(text) ? 'punctuation' : 'word';
  return unigramTagger({ value: text, normal, tag }, winkLexicon) ?? ['NN'];
}
