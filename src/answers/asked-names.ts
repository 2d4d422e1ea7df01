import { foldWord } from '../corpus/fold.ts';
import type { Named, NameMention } from './names.ts';
import type { QuestionSets } from './question-words.ts';
import { termOf } from './terms.ts';

/** "did Moscow agree" asks about the government, "fighting in Kyiv" about the city: a preposition tells. */
export function asGovernment(
  mention: NameMention,
  words: readonly string[],
  { locative, auxiliaries, goingOn }: QuestionSets,
): NameMention {
  const { seatOf } = mention.named;
  if (!seatOf || locative.has(words[mention.from - 1] ?? '') || words.length === 1) return mention;
  const before = words[mention.from - 1] ?? '';
  const isSubject = auxiliaries.has(before) || goingOn.has(before) || /^(?:what|how)$/.test(before);
  return isSubject ? { ...mention, named: seatOf } : mention;
}

/** "Drills in Belarus" and "fled to Mali" ask of a country as of a place; "said to Mali" does not. */
export function asPlace(
  mention: NameMention,
  words: readonly string[],
  { sayingWords, within }: QuestionSets,
): NameMention {
  const [way = '', before = ''] = [words[mention.from - 2], words[mention.from - 1]];
  const isWithin =
    within.has(before) || (before === 'to' && way !== '' && !sayingWords.has(way) && way !== 'it');
  if (mention.named.kind !== 'country' || !isWithin) return mention;
  return { ...mention, named: { ...mention.named, kind: 'place' } };
}

/** "us", "Is" and "Who" are words, "US", "IS" and "WHO" are names: capitals decide, but where all is typed in them. */
export function isPlainWord(
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

/** Names beside a word of saying: before it ("did Reznikov say"), or after "according to" and "by". */
export function readSources(
  words: readonly string[],
  names: readonly NameMention[],
  { sayingWords: saying, asking }: QuestionSets,
): readonly NameMention[] {
  const said = names.filter(({ from, to, named }) => {
    // "What holds Russia back, according to the US": what is behind "according" said it.
    const [next = ''] = [words[to]];
    const behind = words.slice(to, to + 3).filter((word) => word !== 'according');
    const asksReport = words.slice(0, from).some((word) => asking.has(word) || word === 'what');
    if (named.kind !== 'place' && asksReport && behind.some((word) => saying.has(word)))
      return true;
    if (named.kind === 'place' && asksReport && behind[0] === next && saying.has(next)) return true;
    // "Did the Post count": an outlet does nothing but report.
    if (named.kind === 'outlet' && asksReport && isDone(words, from, asking)) return true;
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
function isDone(words: readonly string[], at: number, asking: ReadonlySet<string>): boolean {
  const before = words.slice(0, at).findLast((word) => word !== 'the');
  return asking.has(before ?? '');
}

/** The words between "did" and "say" that are no names. */
export function readSaidBy(
  words: readonly string[],
  isNamed: (index: number) => boolean,
  sets: QuestionSets,
): readonly string[] {
  const saying = words.findIndex((word, at) => at > 1 && sets.sayingWords.has(word));
  const asking = words.slice(0, Math.max(0, saying)).findLastIndex((word) => sets.asking.has(word));
  if (saying < 0 || asking < 0) return [];
  return words
    .slice(asking + 1, saying)
    .filter((word, at) => !isNamed(asking + 1 + at) && !sets.stopWords.has(word))
    .map(termOf);
}

/** Words in capitals that no name holds and that do not open the question, run together where they stand together. */
export function readProper(
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
