import { z } from 'zod';
import { KINDS, type Kind } from '../claims/claim.ts';
import { foldWord } from '../corpus/fold.ts';
import type { Named, NameFinder, NameMention } from './names.ts';
import { termOf, wordsOf } from './terms.ts';

const Words = z.array(z.string().min(1));

/** How people ask: config/language/questions.json. */
export const QuestionWordsSchema = z.strictObject({
  stopWords: Words,
  sayingWords: Words,
  confirming: Words,
  disagreeing: Words,
  denying: Words,
  changing: Words,
  ahead: Words,
  latest: Words,
  quantityWords: Words,
  rates: z.record(z.string(), Words),
  kinds: z.partialRecord(z.enum(KINDS), Words),
  concepts: z.record(z.string(), Words),
  outletWords: Words,
  durations: Words,
});
export type QuestionWords = z.infer<typeof QuestionWordsSchema>;

/** What is asked for; `how-long` asks for a time or a distance. `topic` is a question without a question word: "fighting in Zaporizhzhia?". */
export type Asked =
  | 'how-many'
  | 'how-long'
  | 'who'
  | 'who-said'
  | 'when'
  | 'where'
  | 'which'
  | 'whether'
  | 'what'
  | 'topic';

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
  const sets = {
    stop: new Set(config.stopWords.map(foldWord)),
    saying: new Set(config.sayingWords.map(foldWord)),
    confirming: new Set(config.confirming.map(foldWord)),
    disagreeing: new Set(config.disagreeing.map(foldWord)),
    denying: new Set(config.denying.map(foldWord)),
    changing: new Set(config.changing.map(foldWord)),
    ahead: new Set(config.ahead.map(foldWord)),
    latest: new Set(config.latest.map(foldWord)),
    forces: new Set((config.concepts.forces ?? []).map(foldWord)),
    quantity: new Set(config.quantityWords.map(foldWord)),
  };
  const kindsOf = new Map<string, Kind[]>();
  for (const [kind, words] of Object.entries(config.kinds) as [Kind, string[]][])
    for (const word of words.map(foldWord)) kindsOf.set(word, [...(kindsOf.get(word) ?? []), kind]);

  return (typed, findNames) => {
    const text = withoutIdioms(typed);
    const words = wordsOf(text);
    const isAllCapitals = words.length > 2 && !/\p{Ll}/u.test(text);
    const folded = words.map(foldWord);
    const has = (set: ReadonlySet<string>) => folded.some((word) => set.has(word));
    const names = findNames(words)
      .filter((mention) => !isPlainWord(mention, sets.stop, isAllCapitals))
      .map((mention) => asPlace(asGovernment(mention, folded), folded, sets.saying));
    const isNamed = (index: number) => names.some(({ from, to }) => index >= from && index < to);
    const asked = readAsked(folded, sets.saying);
    const plain = folded.flatMap((word, index) =>
      isNamed(index) || sets.stop.has(word) || word.length < 2 ? [] : [{ word, index }],
    );
    const isRight = RIGHT.test(text);
    // "Have the aims changed?" asks of one thing, not for what came first and what came later.
    const asksWhether = asked === 'whether';
    const content = plain.filter(
      ({ word }) =>
        !sets.saying.has(word) &&
        !sets.confirming.has(word) &&
        !sets.disagreeing.has(word) &&
        (asksWhether || !sets.changing.has(word)) &&
        !(isRight && /^(?:right|correct|accurate|wrong)$/.test(word)) &&
        !sets.latest.has(word),
    );
    const terms = content
      .filter(({ word }) => !sets.quantity.has(word))
      .map(({ word }) => termOf(word));
    const proper = isAllCapitals ? [] : readProper(words, plain);
    const rate =
      Object.entries(config.rates).find(([, forms]) =>
        forms.some((form) => folded.includes(form)),
      )?.[0] ?? null;
    const kinds = [...new Set(content.flatMap(({ word }) => kindsOf.get(word) ?? []))];
    const leansOnThread = readLeaning(folded, names.length + proper.length, terms.length);
    const counted =
      asked === 'how-many' ? readCounted(folded, names, isNamed, sets.stop, sets.saying) : [];

    return {
      text: typed,
      asked,
      names,
      sources: readSources(folded, names, sets.saying),
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
      which: asked === 'which' ? (content[0]?.word ?? null) : null,
      asksConfirmation: has(sets.confirming) || isRight,
      asksDifferences: has(sets.disagreeing),
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
      pointsBack: POINTER.test(withoutExistence(folded.join(' '))),
      leansOnThread,
    };
  };
}

/** "Taking place" takes nothing, and "the newest report held" asks of no ground. */
function withoutIdioms(text: string): string {
  return text
    .replace(/\b(?:tak(?:e|es|en|ing)|took) place\b/giu, 'happening')
    .replace(/\b(?:be|been) held\b(?! by)/giu, 'happening')
    .replace(/\b(?<what>reports?|articles?|news) (?:is |are )?held\b/giu, '$<what>');
}

/** "did Moscow agree" asks about the government, "fighting in Kyiv" about the city: a preposition tells. */
function asGovernment(mention: NameMention, words: readonly string[]): NameMention {
  const { seatOf } = mention.named;
  if (!seatOf || LOCATIVE.test(words[mention.from - 1] ?? '') || words.length === 1) return mention;
  const isSubject = /^(?:did|does|has|is|was|will|do|what|how|and|but)$/.test(
    words[mention.from - 1] ?? '',
  );
  return isSubject ? { ...mention, named: seatOf } : mention;
}

/** "Drills in Belarus" and "fled to Mali" ask of a country as of a place; "said to Mali" does not. */
function asPlace(
  mention: NameMention,
  words: readonly string[],
  saying: ReadonlySet<string>,
): NameMention {
  const [way = '', before = ''] = [words[mention.from - 2], words[mention.from - 1]];
  const isWithin =
    /^(?:in|inside|near|around|outside|at|on|into|across)$/.test(before) ||
    (before === 'to' && way !== '' && !saying.has(way) && way !== 'it');
  if (mention.named.kind !== 'country' || !isWithin) return mention;
  return { ...mention, named: { ...mention.named, kind: 'place' } };
}

const LOCATIVE =
  /^(?:in|at|near|around|outside|to|from|into|toward|towards|of|on|over|inside|against)$/;

/** "us", "Is" and "Who" are words, "US", "IS" and "WHO" are names: capitals decide, but where all is typed in them. */
function isPlainWord(
  mention: NameMention,
  stop: ReadonlySet<string>,
  isAllCapitals: boolean,
): boolean {
  return (
    mention.to === mention.from + 1 &&
    stop.has(foldWord(mention.text)) &&
    (isAllCapitals || !/^(?:\p{Lu}\.?){2,}$/u.test(mention.text))
  );
}

function readAsked(words: readonly string[], saying: ReadonlySet<string>): Asked {
  const line = words.join(' ');
  if (/\bhow many (?:more )?(?:hours|days|weeks|months|years|kilomet(?:er|re)s|miles)\b/.test(line))
    return 'how-long';
  if (
    /\bhow (?:many|much|big|large)\b/.test(line) ||
    /\b(?:numbers?|figures?|sizes?|strength) (?:of|for|in|at)\b/.test(line)
  )
    return 'how-many';
  if (/\bhow (?:long|far)\b/.test(line)) return 'how-long';
  if (/\bwhen\b|\bwhat (?:date|day|time|year|month)\b|\bsince when\b/.test(line)) return 'when';
  if (/\b(?:through|via|by|to) whom\b/.test(line)) return 'who-said';
  if (/\bwho\b|\bwhose\b/.test(line)) {
    const after = words.slice(words.findIndex((word) => word.startsWith('who')) + 1);
    return after.slice(0, 2).some((word) => saying.has(word)) ? 'who-said' : 'who';
  }
  if (/\bwhere\b/.test(line)) return 'where';
  if (
    /\bwhich\b|\bwhat (?:outlet|source|paper|newspaper|country|city|unit|units|troops)\b/.test(line)
  )
    return 'which';
  if (
    /^(?:and |but |so |ok |okay )*(?:is|are|was|were|did|do|does|has|have|had|can|could|will|would|may|should)\b/.test(
      line,
    )
  )
    return 'whether';
  if (/\bwhat\b|\bwhy\b|\bhow\b/.test(line)) return 'what';
  return 'topic';
}

/** Names beside a word of saying: before it ("did Reznikov say"), or after "according to" and "by". */
function readSources(
  words: readonly string[],
  names: readonly NameMention[],
  saying: ReadonlySet<string>,
): readonly NameMention[] {
  const said = names.filter(({ from, to, named }) => {
    const next = words.slice(to, to + 3);
    const asksReport = words
      .slice(0, from)
      .some((word) => ['did', 'does', 'do', 'has', 'what'].includes(word));
    if (named.kind !== 'place' && asksReport && next.some((word) => saying.has(word))) return true;
    if (named.kind === 'place' && asksReport && saying.has(next[0] ?? '')) return true;
    // "Did the Post count": an outlet does nothing but report.
    if (named.kind === 'outlet' && asksReport && isDone(words, from)) return true;
    const before = words.slice(Math.max(0, from - 3), from).join(' ');
    if (/\baccording to(?: the)?$|\bsaid by(?: the)?$/.test(before)) return true;
    // "Who says the operation is over" asks for the source.
    return /\b(?:says|said|claimed) the$/.test(before) && !words.slice(0, from).includes('who');
  });
  // "What did Luck and Rhee say": both are asked.
  const besides = names.filter(
    ({ to }) =>
      /^(?:and|or)$/.test(words[to] ?? '') &&
      said.some(({ from }) => from === to + 1 || (from === to + 2 && words[to + 1] === 'the')),
  );
  return names.filter((name) => said.includes(name) || besides.includes(name));
}

/** Behind "did" or "has", articles aside. */
function isDone(words: readonly string[], at: number): boolean {
  const before = words.slice(0, at).findLast((word) => word !== 'the');
  return /^(?:did|does|do|has|have)$/.test(before ?? '');
}

/** The nouns between "how many" and the verb: "Russian troops", "tanks", "North Korean soldiers". */
function readCounted(
  words: readonly string[],
  names: readonly NameMention[],
  isNamed: (index: number) => boolean,
  stop: ReadonlySet<string>,
  saying: ReadonlySet<string>,
): readonly string[] {
  const start = countingAt(words);
  const counted: string[] = [];
  for (let index = start + 2; index < words.length && counted.length < 3; index++) {
    const word = words[index] ?? '';
    if (isNamed(index)) continue;
    if (stop.has(word) || saying.has(word)) {
      if (counted.length > 0 || names.some(({ from }) => from < index && from > start)) break;
      if (/^(?:a|an|the|per|each|of|more)$/.test(word)) continue;
      break;
    }
    counted.push(termOf(word));
  }
  const [of, whole] = words.slice(start + 2, start + 4);
  const isPlace = names.some(
    ({ from, named }) => from === start + 3 && named.kind === 'place' && whole !== undefined,
  );
  // "How much of Kursk" asks for ground.
  return counted.length === 0 && of === 'of' && isPlace ? [termOf('territory')] : counted;
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

/** Words in capitals that no name holds and that do not open the question, run together where they stand together. */
function readProper(
  words: readonly string[],
  plain: readonly { readonly index: number }[],
): readonly Named[] {
  const runs: number[][] = [];
  for (const { index } of plain) {
    if (index === 0 || !/^\p{Lu}/u.test(words[index] ?? '')) continue;
    const run = runs.at(-1);
    if (run?.at(-1) === index - 1) run.push(index);
    else runs.push([index]);
  }
  return runs.map((run) => ({
    name: run.map((index) => words[index]).join(' '),
    kind: 'place',
    spellings: [],
  }));
}

/** Where what is counted begins, less two words: behind "how many", "the number of". */
function countingAt(words: readonly string[]): number {
  const asked = words.findIndex(
    (word, at) => word === 'how' && /^(?:many|much|big|large)$/.test(words[at + 1] ?? ''),
  );
  if (asked >= 0) return asked;
  return words.findIndex(
    (word, at) => /^(?:numbers?|figures?|sizes?|strength)$/.test(word) && words[at + 1] === 'of',
  );
}

/** Names right behind "how many" with no noun of their own: "how many Russians were". */
function readCountedNames(
  words: readonly string[],
  names: readonly NameMention[],
  counted: readonly string[],
): readonly NameMention[] {
  const at = countingAt(words);
  return counted.length > 0 || at < 0
    ? []
    : names.filter(({ from, named }) => from === at + 2 && named.kind === 'country');
}

/** The words between "did" and "say" that are no names. */
function readSaidBy(
  words: readonly string[],
  isNamed: (index: number) => boolean,
  sets: { readonly stop: ReadonlySet<string>; readonly saying: ReadonlySet<string> },
): readonly string[] {
  const saying = words.findIndex((word, at) => at > 1 && sets.saying.has(word));
  const asking = words
    .slice(0, Math.max(0, saying))
    .findLastIndex((word) => /^(?:do|does|did|has|have)$/.test(word));
  if (saying < 0 || asking < 0) return [];
  return words
    .slice(asking + 1, saying)
    .filter((word, at) => !isNamed(asking + 1 + at) && !sets.stop.has(word))
    .map(termOf);
}

/** Short questions that point back, or that name nothing of their own. */
function readLeaning(words: readonly string[], names: number, terms: number): boolean {
  const line = withoutExistence(words.join(' '));
  // A question that names nothing and asks for little goes on from the thread: "how many troops?".
  if (names === 0 && terms <= 2) return true;
  if (/^(?:and|but|also|so)\b|^what about\b|^how about\b/.test(line)) return true;
  return (
    /\b(?:that|this|it|they|them|there|those|these|he|she|his|her|their|else)\b/.test(line) &&
    words.length <= 9
  );
}

/** "Is there a buildup" asks of no place that was told. */
function withoutExistence(line: string): string {
  return line.replace(/\b(?:is|are|was|were) there\b(?= \S)/g, 'is');
}

/** "Which is right?", "is it right that"; not "the right bank". */
const RIGHT =
  /\b(?:is|are|was|were|it|that) (?:right|correct|accurate|wrong)(?:\?|$| (?:that|about)\b)/iu;

/** Words that point back to what a thread was about. */
const POINTER = /\b(?:that|this|it|they|them|there|those|these|he|she|his|her|their|else)\b/;
