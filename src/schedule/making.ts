import { type Digest, type DigestOptions, digest } from '../answers/digest.ts';
import { evidenceOf } from '../answers/gather.ts';
import type { Named } from '../answers/names.ts';
import type { Library } from '../store/port.ts';

/** Makes a channel's digest from what it was told and the place that it wants. */
export type MakeDigest = (told: ReadonlySet<string>, place: Named | null) => Digest;

export type Making = {
  /** Reads the library as it stands now, once for all digests of one check. */
  begin(): Promise<MakeDigest>;
  /** A place by any of its spellings; null when config knows none. */
  findPlace(words: string): Named | null;
};

export type MakingOptions = {
  readonly library: Library;
  readonly rules: Omit<DigestOptions, 'told' | 'place'>;
  readonly findPlace: Making['findPlace'];
};

export function openMaking({ library, rules, findPlace }: MakingOptions): Making {
  return {
    findPlace,
    async begin() {
      const held = await library.list();
      const all = await evidenceOf(
        library,
        held.map(({ id }) => id),
      );
      return (told, place) => digest(all, { ...rules, told, place });
    },
  };
}

/** A subscription's place; one that config no longer knows is looked for by its words. */
export function placeOf(
  place: string | null,
  { findPlace }: Pick<Making, 'findPlace'>,
): Named | null {
  if (place === null) return null;
  return findPlace(place) ?? { name: place, kind: 'place', spellings: [] };
}
