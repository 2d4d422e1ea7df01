import { type Word, wordsOf } from '../places/context.ts';
import { foldName } from '../places/fold.ts';
import { type ActorLexicon, type ActorSources, toActorLexicon } from './lexicon.ts';

/** How many words may stand between a country's adjective and the noun for its troops. */
const REACH = 4;

export type ForceReader = {
  /** Whose troops a text is about, as adjectives in reading order: ["Russian", "North Korean"]; empty when it names none. */
  forceOf(text: string): readonly string[];
};

export function openForces(sources: ActorSources): ForceReader {
  const lexicon = toActorLexicon(sources);
  return {
    forceOf(text) {
      const words = wordsOf(text);
      const { troops, operations } = lexicon.is;
      const tries = [
        () => forcesNamed(words, troops, lexicon),
        () => forceOfActor(words, troops, lexicon),
        () => forcesNamed(words, operations, lexicon),
        () => forceOfActor(words, operations, lexicon),
      ];
      for (const find of tries) {
        const found = find();
        if (found.length > 0) return found;
      }
      return [];
    },
  };
}

/** "Russian and North Korean troops", "Ukraine’s own forces", "Kremlin forces", "10,000 North Koreans". */
function forcesNamed(
  words: readonly Word[],
  nouns: ReadonlySet<string>,
  lexicon: ActorLexicon,
): readonly string[] {
  const found = new Set<string>();
  for (let at = 0; at < words.length; ) {
    const side = sideAt(words, at, lexicon);
    if (side && (side.isPeople || reachesNoun(words, side.next, nouns, lexicon)))
      found.add(side.force);
    at = side?.next ?? at + 1;
  }
  return [...found];
}

type SideFound = { readonly force: string; readonly next: number; readonly isPeople: boolean };

function sideAt(
  words: readonly Word[],
  at: number,
  { sides, adjectives, people, sources }: ActorLexicon,
): SideFound | null {
  const first = words[at];
  if (!first?.isCapital) return null;
  for (const length of [3, 2, 1]) {
    const run = words.slice(at, at + length);
    if (run.length < length || run.slice(1).some(({ gap }) => gap !== ' ' && gap !== '-')) continue;
    const key = run.map(({ folded }) => folded).join(' ');
    const group = people.get(key);
    if (group?.kind === 'group') {
      const isPeople = group.side !== group.name && run.length > 1;
      return { force: forceOfGroup(group.name), next: at + length, isPeople };
    }
    const side = sides.get(key);
    if (side === undefined) continue;
    const country = sources.gazetteer.countries.find(({ name }) => name === side);
    const isPeople =
      country?.people.some((name) => foldName(name) === key) === true &&
      key.endsWith('s') &&
      !country.adjectives.some((name) => foldName(name) === key);
    return {
      force: adjectives.get(side) ?? side,
      next: at + length,
      isPeople: isPeople && isCounted(words, at),
    };
  }
  return null;
}

function forceOfGroup(name: string): string {
  return name.replace(/ (?:Group|Brigade|Regiment)$/, '');
}

/** "10,000 North Koreans", "thousands of Ukrainians": a figure of people. */
function isCounted(words: readonly Word[], at: number): boolean {
  const before = words[at - 1];
  return /\d/.test(words[at]?.gap ?? '') || before?.folded === 'of';
}

/** A noun for troops follows, over adjectives and a list of other sides. */
function reachesNoun(
  words: readonly Word[],
  from: number,
  nouns: ReadonlySet<string>,
  lexicon: ActorLexicon,
): boolean {
  for (let at = from; at < from + REACH; at += 1) {
    const word = words[at];
    if (!word || (word.opens && !/^,? ?$/.test(word.gap.replace(/[“”"’']/g, '')))) return false;
    if (nouns.has(word.folded)) return true;
    const isPassed =
      word.isCapital ||
      word.folded === 'and' ||
      word.folded === 'or' ||
      !lexicon.is.particles.has(word.folded);
    if (
      !isPassed ||
      /^(?:is|was|are|were|has|had|have|will|would|says|said|that|which|who|to)$/.test(word.folded)
    )
      return false;
  }
  return false;
}

/** "Russia has diverted several thousand troops": they are its own where no others are named. */
function forceOfActor(
  words: readonly Word[],
  nouns: ReadonlySet<string>,
  lexicon: ActorLexicon,
): readonly string[] {
  if (!words.some(({ folded }) => nouns.has(folded))) return [];
  for (let at = 0; at < words.length; at += 1) {
    const lead = words[at - 1]?.folded ?? '';
    if (/^(?:in|into|inside|from|near|to|on|against|with|around|across|of)$/.test(lead)) continue;
    const side = sideAt(words, at, lexicon)?.force;
    if (side) return [side];
    const person = words[at]?.isCapital ? lexicon.people.get(words[at]?.folded ?? '') : undefined;
    if (person?.kind === 'person') return [lexicon.adjectives.get(person.side) ?? person.side];
  }
  return [];
}
