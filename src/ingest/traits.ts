import type { Article } from '../corpus/article.ts';
import { sentencesOf } from './neighbours.ts';
import { shinglesOf, toSignature } from './reprints.ts';

/** What tells an article from others and finds it beside them; all of it follows from its text and sentences. */
export type Traits = {
  /** What near-copies are recognised by; null for a text too short. */
  readonly signature: string | null;
  /** Hashes of its runs of words, each once, in ascending order. */
  readonly shingles: Uint32Array;
  /** Hashes of its long sentences, each once. */
  readonly sentences: Uint32Array;
};

export function traitsOf(article: Article): Traits {
  const shingles = shinglesOf(article);
  return { signature: toSignature(shingles), shingles, sentences: sentencesOf(article) };
}
