import type { Kind } from '../claims/claim.ts';
import { foldWord } from '../corpus/fold.ts';
import { type Asked, asksRight, readAsked } from './asked.ts';
import { readCounted, readCountedNames } from './asked-count.ts';
import {
  asGovernment,
  asPlace,
  isPlainWord,
  readProper,
  readSaidBy,
  readSources,
} from './asked-names.ts';
import { leansOnThread, pointsBack } from './leaning.ts';
import type { Named, NameFinder, NameMention } from './names.ts';
import { openQuestionSets, type QuestionWords } from './question-words.ts';
import { termOf, wordsOf } from './terms.ts';

/** A plain question, read. */
export type Reading = {
  readonly text: string;
  readonly asked: Asked;
  /** Everything named, in order. */
  readonly names: readonly NameMention[];
  /** Those that are asked for as the source of a statement: "did Reznikov say", "according to the US". */
  readonly sources: readonly NameMention[];
  /** What is counted: ["troop"] in "how many Russian troops"; empty when not said. */
  readonly counted: readonly string[];
  /** People counted by name: Russia in "how many Russians were forced out"; not in "how many Russian troops". */
  readonly countedNames: readonly NameMention[];
  /** Who is asked to have said it, in plain words: ["second", "offici"] in "what did the second US official say". */
  readonly saidBy: readonly string[];
  /** Stems of its nouns, and of adjectives right before them: what an answer must speak of. */
  readonly nouns: readonly string[];
  /** "day" in "how many a day"; null for a total. */
  readonly rate: string | null;
  readonly kinds: readonly Kind[];
  /** Stemmed content words, names left out. */
  readonly terms: readonly string[];
  /** The noun after "which": "outlet" in "which French outlet". */
  readonly which: string | null;
  /** "Which newspaper": a name is asked for, not a description. */
  readonly asksOutlet: boolean;
  /** It asks of saying: "when did he say that?". */
  readonly asksSaying: boolean;
  readonly asksConfirmation: boolean;
  readonly asksDifferences: boolean;
  readonly asksDenial: boolean;
  /** "What changed": what was told before, beside what was told last. */
  readonly asksChange: boolean;
  /** "When will", "is it planned": what lay ahead when it was said. */
  readonly asksAhead: boolean;
  /** Names that nobody gave to Muster, as capitals tell: "Jermuk". */
  readonly proper: readonly Named[];
  /** The countries whose troops are asked about: "US" in "are US troops going there". */
  readonly forces: readonly Named[];
  readonly asksLatest: boolean;
  /** "from where else": what was told already is not asked for again. */
  readonly asksElse: boolean;
  readonly asksOrigin: boolean;
  /** It holds a word that points back: "it", "that", "they". */
  readonly pointsBack: boolean;
  /** It leans on what went before: "and in Kharkiv?", "who said that?", "how many?". */
  readonly leansOnThread: boolean;
};

/** Words with their Penn tags. */
export type TagWords = (words: readonly string[]) => readonly string[];

export type QuestionReader = (text: string, names: NameFinder) => Reading;

/** @param tag gives each word of a text its Penn tag. */
export function openQuestions(config: QuestionWords, tag: TagWords): QuestionReader {
  const sets = openQuestionSets(config);

  return (typed, findNames) => {
    const text = withoutIdioms(typed);
    const words = wordsOf(text);
    const isAllCapitals = words.length > 2 && !/\p{Ll}/u.test(text);
    const folded = words.map(foldWord);
    const has = (set: ReadonlySet<string>) => folded.some((word) => set.has(word));
    const names = findNames(words)
      .filter((mention) => !isPlainWord(mention, sets.stopWords, isAllCapitals))
      .map((mention) => asPlace(asGovernment(mention, folded, sets), folded, sets));
    const isNamed = (index: number) => names.some(({ from, to }) => index >= from && index < to);
    const asked = readAsked(folded, sets);
    const plain = folded.flatMap((word, index) =>
      isNamed(index) || sets.stopWords.has(word) || word.length < 2 ? [] : [{ word, index }],
    );
    const isRight = asksRight(folded, sets);
    // "Have the aims changed?" asks of one thing, not for what came first and what came later.
    const asksWhether = asked === 'whether';
    const asksDifferences = has(sets.disagreeing);
    const content = plain.filter(
      ({ word }) =>
        !(asksDifferences && sets.accounts.has(word)) &&
        !sets.sayingWords.has(word) &&
        !sets.confirming.has(word) &&
        !sets.disagreeing.has(word) &&
        (asksWhether || !sets.changing.has(word)) &&
        !(isRight && sets.rightness.has(word)) &&
        !sets.latest.has(word),
    );
    const which = asked === 'which' ? (content[0]?.word ?? null) : null;
    const terms = content
      .filter(
        ({ word }) =>
          !sets.quantityWords.has(word) &&
          !(word === which && (sets.classes.has(word) || sets.outletWords.has(word))),
      )
      .map(({ word }) => termOf(word));
    const proper = isAllCapitals ? [] : readProper(words, plain);
    const rate =
      Object.entries(config.rates).find(([, forms]) =>
        forms.some((form) => folded.includes(form)),
      )?.[0] ?? null;
    const kinds = [...new Set(content.flatMap(({ word }) => sets.kindsOf.get(word) ?? []))];
    const counted = asked === 'how-many' ? readCounted(folded, names, isNamed, sets) : [];

    return {
      text: typed,
      asked,
      names,
      sources: readSources(folded, names, sets),
      counted,
      countedNames: asked === 'how-many' ? readCountedNames(folded, names, counted) : [],
      saidBy: readSaidBy(folded, isNamed, sets),
      nouns: [
        ...nounsOf(words, tag),
        ...proper.flatMap(({ name }) => name.split(' ').map(termOf)),
      ].filter((noun) => terms.includes(noun)),
      rate,
      kinds,
      terms: [...new Set(terms)],
      which,
      asksOutlet: which !== null && sets.outletWords.has(which),
      asksSaying: has(sets.sayingWords),
      asksConfirmation: has(sets.confirming) || isRight,
      asksDifferences,
      asksDenial: has(sets.denying),
      asksChange: !asksWhether && has(sets.changing),
      asksAhead: has(sets.ahead),
      proper,
      forces: names
        .filter(({ named, to }) => named.kind === 'country' && sets.forces.has(folded[to] ?? ''))
        .map(({ named }) => named),
      asksLatest: has(sets.latest),
      asksElse: folded.includes('else'),
      asksOrigin: /\bfrom where\b|\bwhere\b.*\bfrom\b/.test(folded.join(' ')),
      pointsBack: pointsBack(folded, sets),
      leansOnThread: leansOnThread(folded, names.length + proper.length, terms.length, sets),
    };
  };
}

/** "Taking place" takes nothing, and "the newest report held" asks of no ground. */
function withoutIdioms(text: string): string {
  return text
    .replace(/\b(?:tak(?:e|es|en|ing)|took) place\b/giu, 'happening')
    .replace(/\bshort of\b/giu, 'lacking')
    .replace(/^(?<when>when\b.*)\btalk(?:ed)? to\b/iu, '$<when>speak to')
    .replace(/\b(?:be|been) held\b(?! by)/giu, 'happening')
    .replace(/\b(?<what>reports?|articles?|news) (?:is |are )?held\b/giu, '$<what>');
}

function nounsOf(words: readonly string[], tag: TagWords): readonly string[] {
  const tags = tag(words);
  return words
    .filter(
      (_, at) =>
        /^NNP?S?$/.test(tags[at] ?? '') || (tags[at] === 'JJ' && /^NN/.test(tags[at + 1] ?? '')),
    )
    .filter((word) => !/['’]/u.test(word))
    .map(termOf);
}
