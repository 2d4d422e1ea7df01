import type { ActorLexicon } from './lexicon.ts';
import { type Segment, textOf } from './phrase.ts';

/** Nouns for an outlet that also name other things: an agency is one beside "news", a channel of one's own is not. */
const NEWS = /^(?:news|press|telegram|television|tv|radio)$/;
const BESIDE_NEWS = /^(?:agency|channel|network|site|station|service)$/;

/**
 * The name of an outlet that no list holds, by its shape: a noun for one before a name ("the newspaper Al
 * Qabas", "public broadcaster NHK") or a name that ends or begins as outlets' do ("Darfur Herald", "Radio
 * Sahel"). Null for any other words.
 */
export function outletByShape(segment: Segment, { is, sides }: ActorLexicon): string | null {
  const start = segment.findIndex(({ folded, isCapital }) => isCapital && !sides.has(folded));
  return namedBehind(segment, is) ?? shaped(segment, Math.max(0, start), is);
}

function namedBehind(segment: Segment, is: ActorLexicon['is']): string | null {
  const at = segment.findLastIndex(
    ({ folded, isCapital }, i) =>
      !isCapital && is.outletNouns.has(folded) && segment[i + 1]?.isCapital === true,
  );
  const noun = segment[at];
  const name = segment.slice(at + 1);
  if (!noun || name.length === 0 || name.length > 4 || noun.isPossessive) return null;
  const isNamed = name.every(
    ({ folded, isCapital, isPossessive }) =>
      (isCapital || is.nameLinks.has(folded)) && !isPossessive,
  );
  if (!isNamed || name.at(-1)?.isCapital !== true) return null;
  if (BESIDE_NEWS.test(noun.folded) && !NEWS.test(segment[at - 1]?.folded ?? '')) return null;
  return textOf(name);
}

function shaped(segment: Segment, start: number, is: ActorLexicon['is']): string | null {
  const name = segment.slice(start);
  const [first, last] = [name[0], name.at(-1)];
  if (!first || !last || name.length < 2 || name.length > 4 || last.isPossessive) return null;
  if (!name.every(({ isCapital }) => isCapital)) return null;
  // Whoever bears a title is a person: "Minister Juan Herald".
  if (segment.some(({ folded }) => is.titles.has(folded) || is.roleNouns.has(folded))) return null;
  return is.outletTails.has(last.folded) || is.outletHeads.has(first.folded) ? textOf(name) : null;
}
