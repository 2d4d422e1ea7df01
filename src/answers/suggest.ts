import { KINDS } from '../claims/claim.ts';
import { editDistance } from '../corpus/edit-distance.ts';
import { foldWord } from '../corpus/fold.ts';
import type { ArticleSummary, Library } from '../store/port.ts';
import type { Suggestible } from './answerer.ts';
import type { Named } from './names.ts';

/** What can be completed: held names that start with the prefix, then those that contain it, then near spellings; the commonest first. */
export async function suggest(
  what: Suggestible,
  prefix: string,
  limit: number,
  names: readonly Named[],
  library: Library,
): Promise<readonly string[]> {
  const held = await candidates(what, library);
  const spellings = new Map(names.map((named) => [named.name, named.spellings]));
  const wanted = foldWord(prefix.trim());
  return [...new Set(held)]
    .map((name) => ({ name, grade: gradeAny(name, spellings.get(name) ?? [], wanted) }))
    .filter(({ grade }) => grade < 4)
    .sort((a, b) => a.grade - b.grade)
    .slice(0, limit)
    .map(({ name }) => name);
}

async function candidates(what: Suggestible, library: Library): Promise<readonly string[]> {
  if (what === 'kind') return KINDS;
  const articles = await library.list();
  if (what === 'article') return articles.map(({ title }) => title);
  return (await heldNames(library, articles))[what];
}

/** Names that articles and their claims hold, the commonest first. */
type HeldNames = Readonly<Record<Exclude<Suggestible, 'kind' | 'article'>, readonly string[]>>;

/** Claims are read again only when articles came, went or were read anew. */
const known = new WeakMap<
  Library,
  { readonly version: string; readonly names: Promise<HeldNames> }
>();

function heldNames(library: Library, articles: readonly ArticleSummary[]): Promise<HeldNames> {
  const version = articles.map(({ id, claims }) => `${id}${claims}`).join();
  const before = known.get(library);
  if (before?.version === version) return before.names;
  const names = countNames(library, articles);
  known.set(library, { version, names });
  // A failed reading is not kept.
  names.catch(() => known.delete(library));
  return names;
}

/** Letters typed before other spellings of a name are tried. */
const OTHER_SPELLINGS_FROM = 3;
/** Articles whose claims are read at a time. */
const BATCH = 200;

async function countNames(
  library: Library,
  articles: readonly ArticleSummary[],
): Promise<HeldNames> {
  const [outlets, places, speakers, topics] = [openCount(), openCount(), openCount(), openCount()];
  for (const { outlet } of articles) if (outlet) outlets.add(outlet);
  for (let at = 0; at < articles.length; at += BATCH) {
    const ids = articles.slice(at, at + BATCH).map(({ id }) => id);
    for (const { speaker, via, places: mentioned, kind } of await library.claimsOf(ids)) {
      if (speaker?.name && speaker.kind !== 'anonymous') speakers.add(speaker.name);
      for (const { name } of via) speakers.add(name);
      const located = mentioned.filter(({ isGovernment }) => !isGovernment);
      for (const name of new Set(located.flatMap((place) => [place.name, ...place.within]))) {
        places.add(name);
      }
      // What is asked for first is where troops gather.
      for (const name of new Set(located.map((place) => place.name))) {
        topics.add(name, kind === 'buildup' || kind === 'movement' ? 3 : 1);
      }
    }
  }
  return {
    outlet: outlets.commonest(),
    place: places.commonest(),
    speaker: speakers.commonest(),
    topic: topics.commonest(),
  };
}

function openCount() {
  const counts = new Map<string, number>();
  return {
    add(name: string, weight = 1): void {
      counts.set(name, (counts.get(name) ?? 0) + weight);
    },
    commonest(): readonly string[] {
      return [...counts]
        .sort(([a, one], [b, other]) => other - one || a.localeCompare(b))
        .map(([name]) => name);
    },
  };
}

/** A name's other spellings count half a grade less than its own, and only once enough is typed to mean one. */
function gradeAny(name: string, others: readonly string[], wanted: string): number {
  const own = gradeOf(foldWord(name), wanted);
  if (wanted.length < OTHER_SPELLINGS_FROM) return own;
  return Math.min(own, ...others.map((other) => gradeOf(foldWord(other), wanted) + 0.5));
}

/** 0 starts with it, 1 a word of it does, 2 contains it, 3 nearly spells it, 4 none of these. */
function gradeOf(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 0;
  if (name.split(/[\s-]/).some((word) => word.startsWith(wanted))) return 1;
  if (name.includes(wanted)) return 2;
  return wanted.length >= 4 && editDistance(name.slice(0, wanted.length), wanted, 1) < 2 ? 3 : 4;
}
