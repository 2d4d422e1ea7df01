import type { Article } from '../corpus/article.ts';
import { longSentences } from '../corpus/date-corpus.ts';
import { hashOf } from './reprints.ts';

/** A sentence that more articles hold is an outlet's standing text, and dates none of them. */
const MAX_HOLDERS = 8;

/** Finds the articles that share a long sentence, word for word: those that may date each other. */
export type Neighbours = {
  /** Takes hashes of its long sentences. */
  readonly add: (id: string, sentences: Uint32Array) => void;
  readonly remove: (id: string) => void;
  /** Ids of the other articles, in order. */
  readonly of: (id: string, sentences: Uint32Array) => readonly string[];
  /** As `of`, for an article that was added; empty for any other. */
  readonly around: (id: string) => readonly string[];
};

export function openNeighbours(): Neighbours {
  const sentences = new Map<string, Uint32Array>();
  const holders = new Map<number, string[]>();

  const remove = (id: string) => {
    for (const sentence of sentences.get(id) ?? []) {
      const left = (holders.get(sentence) ?? []).filter((holder) => holder !== id);
      if (left.length === 0) holders.delete(sentence);
      else holders.set(sentence, left);
    }
    sentences.delete(id);
  };
  const sharing = (id: string, hashes: Iterable<number>) => {
    const found = new Set<string>();
    for (const sentence of hashes) {
      const held = holders.get(sentence) ?? [];
      if (held.length > MAX_HOLDERS) continue;
      for (const holder of held) if (holder !== id) found.add(holder);
    }
    return [...found].sort();
  };
  return {
    remove,
    add(id, hashes) {
      remove(id);
      sentences.set(id, hashes);
      for (const sentence of hashes) {
        const held = holders.get(sentence);
        if (held === undefined) holders.set(sentence, [id]);
        else held.push(id);
      }
    },
    of: sharing,
    around: (id) => sharing(id, sentences.get(id) ?? []),
  };
}

/** Hashes of an article's long sentences, each once. */
export function sentencesOf(article: Article): Uint32Array {
  return Uint32Array.from(new Set([...longSentences(article)].map(hashOf)));
}
