import type { Qualifier } from '../claim.ts';
import { openPhrases, type PhraseFinder } from './phrases.ts';
import type { QuantityWords } from './words.ts';

export type Measure = { readonly name: string; readonly unit: string; readonly factor: number };

/** A phrase as lower-case words, with what it means. */
type Phrase<Meaning> = { readonly words: readonly string[]; readonly means: Meaning };

/** `QuantityWords` arranged for looking up. */
export type Lexicon = {
  readonly words: QuantityWords;
  /** The words that an amount in words can begin with. */
  readonly starts: ReadonlySet<string>;
  /** Matches in every text that holds an amount, and in few others: a digit, or a word that an amount cannot do without. */
  readonly amountPattern: RegExp;
  readonly measures: ReadonlyMap<string, Measure>;
  /** Units of measure, currency words and percent signs. */
  readonly unitAt: PhraseFinder;
  /** What follows a time of day: "a.m". */
  readonly clockAt: PhraseFinder;
  readonly currencyWords: ReadonlySet<string>;
  readonly percent: ReadonlySet<string>;
  /** Longest first. */
  readonly currencyPrefixes: readonly string[];
  /** The characters that a currency prefix can end in. */
  readonly currencyEnds: ReadonlySet<string | undefined>;
  /** By their last word, longest first. */
  readonly before: ReadonlyMap<string, readonly Phrase<Qualifier>[]>;
  /** Words that bound an amount on their own: "over", "about". */
  readonly bounding: ReadonlySet<string>;
  /** By their first word, longest first. */
  readonly after: ReadonlyMap<string, readonly Phrase<Qualifier>[]>;
  readonly increments: readonly Phrase<true>[];
  readonly sets: Readonly<Record<SetName, ReadonlySet<string>>>;
  readonly oneBefore: ReadonlySet<string>;
  readonly oneAfter: ReadonlySet<string>;
};

const SETS = [
  'fewWords',
  'ambiguousMagnitudes',
  'minus',
  'shareOf',
  'notShareAfter',
  'periods',
  'everyEach',
  'collectives',
  'determiners',
  'peoples',
  'notNouns',
  'notPlurals',
  'months',
  'yearLeads',
  'clockTails',
  'datedNouns',
  'numberedNouns',
  'streets',
  'dimensions',
] as const;
type SetName = (typeof SETS)[number];

const lexicons = new WeakMap<QuantityWords, Lexicon>();

export function lexiconOf(words: QuantityWords): Lexicon {
  const known = lexicons.get(words);
  if (known) return known;
  const lexicon = buildLexicon(words);
  lexicons.set(words, lexicon);
  return lexicon;
}

function buildLexicon(words: QuantityWords): Lexicon {
  const measures = new Map<string, Measure>();
  for (const { unit, factor, names } of words.measures) {
    for (const name of names) measures.set(unitKey(name), { name, unit, factor });
  }
  const units = [
    ...words.measures.flatMap(({ names }) => names),
    ...words.plainMeasures,
    ...words.currencyWords,
    ...words.percent,
  ];
  const set = (name: SetName): [SetName, ReadonlySet<string>] => [name, new Set(words[name])];
  const sets = Object.fromEntries(SETS.map(set)) as Record<SetName, ReadonlySet<string>>;
  const leading = [
    'half',
    ...Object.keys(words.numbers),
    ...Object.keys(words.orders),
    ...words.fewWords,
  ];
  // "A" and "an" need one of these behind them: "a dozen", "a third".
  const amountWords = [
    ...leading,
    ...Object.keys(words.magnitudes),
    ...Object.keys(words.denominators),
  ];
  return {
    words,
    starts: new Set(['a', 'an', ...leading]),
    amountPattern: new RegExp(
      `[\\d½⅓⅔¼¾⅛]|(?<![a-z])(?:${amountWords.map(RegExp.escape).join('|')})(?![a-z])`,
      'i',
    ),
    measures,
    unitAt: openPhrases(units, unitKey),
    clockAt: openPhrases(words.clockTails, (tail) => tail.toLowerCase()),
    currencyWords: new Set(words.currencyWords.map(unitKey)),
    percent: new Set(words.percent.map(unitKey)),
    currencyPrefixes: words.currencyPrefixes.toSorted((a, b) => b.length - a.length),
    currencyEnds: new Set(words.currencyPrefixes.map((prefix) => prefix.at(-1))),
    before: phrasesBy(words.qualifiersBefore, -1),
    bounding: new Set(
      Object.values(words.qualifiersBefore)
        .flat()
        .filter((phrase) => !phrase.includes(' ')),
    ),
    after: phrasesBy(words.qualifiersAfter, 0),
    increments: words.increments
      .map((phrase) => ({ words: phrase.split(' '), means: true as const }))
      .toSorted((a, b) => b.words.length - a.words.length),
    sets,
    oneBefore: new Set(words.oneAsPronoun.before),
    oneAfter: new Set(words.oneAsPronoun.after),
  };
}

/** Short names keep their case ("MW" is no "mW"), long ones do not ("FEET", "Square Miles"). */
export function unitKey(name: string): string {
  return name.length > 3 ? name.toLowerCase() : name;
}

function phrasesBy(
  lists: Partial<Record<Qualifier, readonly string[]>>,
  position: 0 | -1,
): ReadonlyMap<string, readonly Phrase<Qualifier>[]> {
  const phrases = (Object.entries(lists) as [Qualifier, readonly string[]][])
    .flatMap(([means, list]) => list.map((phrase) => ({ words: phrase.split(' '), means })))
    .toSorted((a, b) => b.words.length - a.words.length);
  return Map.groupBy(phrases, (phrase) => phrase.words.at(position) ?? '');
}
