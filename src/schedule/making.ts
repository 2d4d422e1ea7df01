import { type Digest, type DigestOptions, digest } from '../answers/digest.ts';
import { evidenceOf } from '../answers/gather.ts';
import type { Named } from '../answers/names.ts';
import type { History, Library } from '../store/port.ts';
import { followVersions } from './versions.ts';

/** Makes a channel's digest from what it was told and the place that it wants. */
export type MakeDigest = (told: ReadonlySet<string>, place: Named | null) => Promise<Digest>;

export type Making = {
  /** Reads the library as it stands now, once for all digests of one check. */
  begin(): Promise<MakeDigest>;
  /** A place by any of its spellings; null when config knows none. */
  findPlace(words: string): Named | null;
};

export type MakingOptions = {
  readonly library: Library;
  readonly history: Pick<History, 'standing'>;
  readonly rules: Omit<DigestOptions, 'told' | 'place'>;
  readonly findPlace: Making['findPlace'];
};

export function openMaking({ library, history, rules, findPlace }: MakingOptions): Making {
  return {
    findPlace,
    async begin() {
      const held = await library.list();
      const all = await evidenceOf(
        library,
        held.map(({ id }) => id),
      );
      const byArticle = Map.groupBy(all, ({ article }) => article.id);
      const current = new Map(held.map(({ id }) => [id, byArticle.get(id) ?? []]));
      return async (told, place) => {
        const known = await followVersions(told, current, { library, history });
        return digest(all, { ...rules, told: known, place });
      };
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
