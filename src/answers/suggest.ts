import { KINDS } from '../claims/claim.ts';
import type { Library } from '../store/port.ts';
import type { Suggestible } from './answerer.ts';
import { editDistance, fold, type Named } from './names.ts';

/** What can be completed: held names that start with the prefix, then those that contain it, then near spellings. */
export async function suggest(
  what: Suggestible,
  prefix: string,
  limit: number,
  names: readonly Named[],
  library: Library,
): Promise<readonly string[]> {
  return matching(await candidates(what, names, library), prefix, limit);
}

async function candidates(
  what: Suggestible,
  names: readonly Named[],
  library: Library,
): Promise<readonly string[]> {
  const named = (...kinds: Named['kind'][]) =>
    names.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  switch (what) {
    case 'kind':
      return KINDS;
    case 'article':
      return (await library.list()).map(({ title }) => title);
    case 'outlet':
      return named('outlet');
    case 'place':
      return named('place');
    case 'speaker':
      return named('person', 'speaker', 'outlet', 'country');
    case 'topic':
      return named('place', 'country', 'person');
  }
}

function matching(all: readonly string[], prefix: string, limit: number): readonly string[] {
  const wanted = fold(prefix.trim());
  const graded = [...new Set(all)].map((name) => ({ name, grade: gradeOf(fold(name), wanted) }));
  return graded
    .filter(({ grade }) => grade < 4)
    .sort((a, b) => a.grade - b.grade)
    .slice(0, limit)
    .map(({ name }) => name);
}

/** 0 starts with it, 1 a word of it does, 2 contains it, 3 nearly spells it, 4 none of these. */
function gradeOf(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 0;
  if (name.split(/[\s-]/).some((word) => word.startsWith(wanted))) return 1;
  if (name.includes(wanted)) return 2;
  return wanted.length >= 4 && editDistance(name.slice(0, wanted.length), wanted, 2) < 2 ? 3 : 4;
}
