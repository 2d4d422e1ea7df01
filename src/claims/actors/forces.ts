import { spellingAt } from '../places/context.ts';
import type { Gazetteer } from '../places/gazetteer.ts';
import { isAdjective, setsOf } from '../places/role.ts';
import type { Word } from '../words.ts';
import { type ActorLexicon, type ActorSources, actorLexiconOf } from './lexicon.ts';

/** How many words may stand between a country's adjective and the noun for its troops. */
const REACH = 4;

export type ForceReader = {
  /** Whose troops some words are about, as adjectives in reading order: ["Russian", "North Korean"]; empty when they name none. */
  forceOf(words: readonly Word[]): readonly string[];
};

export function openForces(sources: ActorSources): ForceReader {
  const lexicon = actorLexiconOf(sources);
  return {
    forceOf(words) {
      const sides = words.map((_, at) => sideAt(words, at, lexicon));
      for (const nouns of [lexicon.is.troops, lexicon.is.operations]) {
        const named = forcesNamed(words, sides, nouns, lexicon);
        if (named.length > 0) return named;
        const actor = forceOfActor(words, sides, nouns, lexicon);
        if (actor !== null) return [actor];
      }
      return [];
    },
  };
}

/** "Russian and North Korean troops", "Ukraine’s own forces", "Kremlin forces", "10,000 North Koreans". */
function forcesNamed(
  words: readonly Word[],
  sides: Sides,
  nouns: ReadonlySet<string>,
  lexicon: ActorLexicon,
): readonly string[] {
  const found = new Set<string>();
  for (let at = 0; at < words.length; ) {
    const side = sides[at];
    if (side && (side.isPeople || reachesNoun(words, side.next, nouns, lexicon)))
      found.add(side.force);
    at = side?.next ?? at + 1;
  }
  return [...found];
}

/** By the word that each begins at. */
type Sides = readonly (SideFound | null)[];

type SideFound = {
  readonly force: string;
  readonly next: number;
  /** A figure of people: "10,000 North Koreans". */
  readonly isPeople: boolean;
  /** A name or a people, not an adjective: it can act. */
  readonly isName: boolean;
};

function sideAt(words: readonly Word[], at: number, lexicon: ActorLexicon): SideFound | null {
  const first = words[at];
  if (!first?.isCapital) return null;
  for (let length = lexicon.sideLengths.get(first.folded) ?? 0; length > 0; length -= 1) {
    const run = words.slice(at, at + length);
    if (run.length < length || run.slice(1).some(({ gap }) => gap !== ' ' && gap !== '-')) continue;
    const key = run.map(({ folded }) => folded).join(' ');
    const group = lexicon.people.get(key);
    if (group?.kind === 'group') {
      const isPeople = group.side !== group.name && length > 1;
      return { force: forceOfGroup(group.name), next: at + length, isPeople, isName: true };
    }
    const side = lexicon.sides.get(key);
    // "Western-supplied tanks" are whose they were supplied to.
    if (side === undefined || words[at + length]?.gap === '-') continue;
    const isPeople = lexicon.peoples.get(side)?.has(key) === true;
    return {
      force: lexicon.adjectives.get(side) ?? side,
      next: at + length,
      isPeople: isPeople && isCounted(words, at),
      isName: isPeople || isName(words, at, at + length, lexicon.sources.gazetteer),
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

/** "Russia", "Moscow", "the U.S.", but not "Russian" nor "US officials". */
function isName(words: readonly Word[], at: number, to: number, gazetteer: Gazetteer): boolean {
  const spelling = spellingAt(words, at, gazetteer);
  if (spelling?.words.length !== to - at || !spelling.places.some(({ governs }) => governs))
    return false;
  return !isAdjective(spelling, words, to, setsOf(gazetteer.words));
}

/** A noun for troops follows, over adjectives and a list of other sides. */
function reachesNoun(
  words: readonly Word[],
  from: number,
  nouns: ReadonlySet<string>,
  { is, stops }: ActorLexicon,
): boolean {
  for (const word of words.slice(from, from + REACH)) {
    if (word.opens && word.gap !== ', ') return false;
    if (nouns.has(word.folded)) return true;
    const isOther = is.anonymous.has(word.folded) || is.roleNouns.has(word.folded);
    if (!word.isCapital && (isOther || stops.has(word.folded))) return false;
  }
  return false;
}

/** "Russia has diverted several thousand troops": they are its own where no others are named. */
function forceOfActor(
  words: readonly Word[],
  sides: Sides,
  nouns: ReadonlySet<string>,
  lexicon: ActorLexicon,
): string | null {
  const noun = words.findIndex(({ folded }) => nouns.has(folded));
  if (noun < 0) return null;
  const actorAt = (at: number) => actorOf(words, at, sides[at] ?? null, lexicon);
  // "Putin ordered 500,000 troops", "how many troops Russia is moving", "preparations on Moscow’s part"
  let found = actorAt(noun + 1);
  for (let at = noun - 1; at >= 0 && found === null; at -= 1) found = actorAt(at);
  return found ?? (words[noun + 2]?.isPossessive ? actorAt(noun + 2) : null);
}

function actorOf(
  words: readonly Word[],
  at: number,
  side: SideFound | null,
  lexicon: ActorLexicon,
): string | null {
  const word = words[at];
  if (!word?.isCapital) return null;
  const lead = words[words[at - 1]?.folded === 'the' ? at - 2 : at - 1]?.folded ?? '';
  const isOwner = words[(side?.next ?? at + 1) - 1]?.isPossessive === true;
  if (lexicon.is.notActing.has(lead) && !isOwner) return null;
  // "Wellington Koo" is no New Zealander.
  const next = side && words[side.next];
  if (side?.isName && !(next?.isCapital && next.gap === ' ')) return side.force;
  const person = lexicon.people.get(word.folded);
  // "The PLA had amassed 40,000 soldiers": a government's own body acts for it as a person does.
  const isBody = person?.kind === 'government' && /^\p{Lu}{2,}$/u.test(word.text);
  return person?.kind === 'person' || isBody
    ? (lexicon.adjectives.get(person.side) ?? person.side)
    : null;
}
