import { Buffer } from 'node:buffer';
import { type Article, cut } from '../corpus/article.ts';

/** Words in a row that two texts must share: long enough that unrelated articles share next to none. */
const SHINGLE_WORDS = 5;
/** A text of fewer shingles is known by its very words alone. */
const MIN_SHINGLES = 20;
const HASHES = 64;
/** Two texts that share a third of their shingles meet in one of the bands in 97 of 100 cases. */
const BAND_ROWS = 2;

/** What near-copies are recognised by: the least of each of 64 hashes over the shingles, in base64. Null for a text too short. */
export function toSignature(shingles: Uint32Array): string | null {
  if (shingles.length < MIN_SHINGLES) return null;
  const least = new Uint32Array(HASHES).fill(0xffffffff);
  for (const shingle of shingles) {
    for (let i = 0; i < HASHES; i++) {
      const hash = mix(shingle ^ (SEEDS[i] as number));
      if (hash < (least[i] as number)) least[i] = hash;
    }
  }
  return Buffer.from(least.buffer).toString('base64');
}

/** Finds articles that share much of their text, among those added. */
export type Signatures = {
  readonly add: (id: string, signature: string) => void;
  readonly remove: (id: string) => void;
  /** Most alike first; `likeness` estimates the share of shingles that both hold, from 0 to 1. */
  readonly alike: (
    signature: string,
  ) => readonly { readonly id: string; readonly likeness: number }[];
};

/** An index in memory: a bucket for each band of each signature. */
export function openSignatures(held: ReadonlyMap<string, string> = new Map()): Signatures {
  const signatures = new Map<string, Uint32Array>();
  const buckets = new Map<string, Set<string>>();
  const remove = (id: string) => {
    const known = signatures.get(id);
    if (known === undefined) return;
    for (const band of bandsOf(known)) {
      const bucket = buckets.get(band);
      bucket?.delete(id);
      if (bucket?.size === 0) buckets.delete(band);
    }
    signatures.delete(id);
  };
  const add = (id: string, signature: string) => {
    remove(id);
    const hashes = readSignature(signature);
    if (hashes === null) return;
    signatures.set(id, hashes);
    for (const band of bandsOf(hashes)) {
      const bucket = buckets.get(band);
      if (bucket === undefined) buckets.set(band, new Set([id]));
      else bucket.add(id);
    }
  };
  for (const [id, signature] of held) add(id, signature);
  return {
    add,
    remove,
    alike(signature) {
      const hashes = readSignature(signature);
      if (hashes === null) return [];
      const near = new Set<string>();
      for (const band of bandsOf(hashes)) for (const id of buckets.get(band) ?? []) near.add(id);
      return [...near]
        .map((id) => ({ id, likeness: likeness(hashes, signatures.get(id) ?? hashes) }))
        .sort((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1));
    },
  };
}

/** How much of each text stands in the other: exact shares of their shingles, from 0 to 1. */
export function sharesOf(
  first: Uint32Array,
  second: Uint32Array,
): { readonly ofFirst: number; readonly ofSecond: number } {
  let both = 0;
  for (let a = 0, b = 0; a < first.length && b < second.length; ) {
    const one = first[a] as number;
    const other = second[b] as number;
    if (one === other) both++;
    if (one <= other) a++;
    if (other <= one) b++;
  }
  return { ofFirst: both / Math.max(1, first.length), ofSecond: both / Math.max(1, second.length) };
}

/** Hashes of the runs of five words in the body, ascending; headline and dropped text differ from copy to copy. */
export function shinglesOf(article: Article): Uint32Array {
  const found = new Set<number>();
  const run: number[] = [];
  for (const { span } of article.sentences) {
    if (span.start === article.headline?.start) continue;
    const words =
      cut(article, span)
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? [];
    for (const word of words) {
      run.push(hashOf(word));
      if (run.length > SHINGLE_WORDS) run.shift();
      if (run.length < SHINGLE_WORDS) continue;
      found.add(run.reduce((hash, next) => mix(Math.imul(hash, 31) + next), 7));
    }
  }
  return Uint32Array.from(found).sort();
}

/** FNV-1a over UTF-16 units. */
export function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) {
    hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** The finaliser of MurmurHash3: each bit of the input turns half of the output. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const SEEDS = Uint32Array.from({ length: HASHES }, (_, i) => mix(i + 1));

function readSignature(signature: string): Uint32Array | null {
  const bytes = Buffer.from(signature, 'base64');
  if (bytes.length !== HASHES * 4) return null;
  return new Uint32Array(new Uint8Array(bytes).buffer);
}

function bandsOf(hashes: Uint32Array): readonly string[] {
  return Array.from(
    { length: HASHES / BAND_ROWS },
    (_, band) => `${band}:${hashes.subarray(band * BAND_ROWS, (band + 1) * BAND_ROWS).join('.')}`,
  );
}

function likeness(a: Uint32Array, b: Uint32Array): number {
  let same = 0;
  for (let i = 0; i < HASHES; i++) if (a[i] === b[i]) same++;
  return same / HASHES;
}
