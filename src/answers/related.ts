import type { Evidence } from './evidence.ts';
import type { Concepts } from './rank.ts';

/** Letters that two words of one family share at their beginning: "comply" and "compliance", stemmed "compli" and "complianc". */
const SHARED_LETTERS = 5;
/** Letters by which the longer may go on. */
const MOST_MORE = 3;

/** `concepts`, with each term of a question that names no idea bound to the held words of its family. */
export function withFamilies(
  concepts: Concepts,
  terms: readonly string[],
  evidence: readonly Evidence[],
): Concepts {
  const heads = terms.filter((term) => term.length >= SHARED_LETTERS && !concepts.has(term));
  if (heads.length === 0) return concepts;
  const found = new Map<string, string>();
  for (const { sentenceTerms } of evidence)
    for (const held of sentenceTerms) {
      if (held.length < SHARED_LETTERS || concepts.has(held) || found.has(held)) continue;
      const head = heads.find((term) => term !== held && isFamily(term, held));
      if (head !== undefined) found.set(held, head);
    }
  if (found.size === 0) return concepts;
  return new Map([
    ...concepts,
    ...found,
    ...[...found.values()].map((head) => [head, head] as const),
  ]);
}

function isFamily(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  return long.startsWith(short) && long.length - short.length <= MOST_MORE && !/\d/.test(long);
}
