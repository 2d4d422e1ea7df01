import type { Claim } from '../../src/claims/claim.ts';
import { type Article, UNKNOWN_DATE } from '../../src/corpus/article.ts';

export function articleOf(id: string, more: Partial<Article> = {}): Article {
  return {
    id,
    origin: `${id}.txt`,
    url: null,
    text: `Text of ${id}: officials said that troops were gathering.`,
    headline: null,
    title: `Title of ${id}`,
    outlet: null,
    language: 'en',
    dropped: [],
    paragraphs: [],
    sentences: [],
    timexes: [],
    published: UNKNOWN_DATE,
    ...more,
  };
}

/** The `n`th claim of an article; different numbers say different things. */
export function claimOf({ id }: Article, n: number): Claim {
  const span = { start: n * 10, end: n * 10 + 9 };
  return {
    id: `${id}-${String(n).padStart(2, '0')}`,
    article: id,
    sentence: span,
    paragraph: 1,
    content: [span],
    isFragment: false,
    speaker: null,
    via: [],
    cue: null,
    stance: 'statement',
    modality: 'reported',
    negated: false,
    kind: 'buildup',
    force: [],
    quantities: [],
    places: [],
    said: UNKNOWN_DATE,
    happened: UNKNOWN_DATE,
  };
}

/** A post for Slack, as it goes into the outbox. */
export function postOf(key: string) {
  return {
    key,
    platform: 'slack' as const,
    channel: 'C1',
    thread: null,
    payload: { text: 'Good morning' },
  };
}

export function range(length: number): number[] {
  return Array.from({ length }, (_, n) => n);
}
