import type { Claim, Speaker } from '../claims/claim.ts';
import { withoutDateline } from '../claims/dateline.ts';
import { type Article, cut, type Day } from '../corpus/article.ts';
import { termOf, termsOf, wordsOf } from './terms.ts';

/** A claim with what ranking and wording need of its article. */
export type Evidence = {
  readonly claim: Claim;
  readonly article: Article;
  /** The latest day it can stand for: when it was said, else when its article appeared; null when undated. */
  readonly day: Day | null;
  /** The words claimed, white space folded; the whole sentence where they make none of their own. */
  readonly text: string;
  readonly sentence: string;
  /** Stems of the words claimed. */
  readonly terms: ReadonlySet<string>;
  /** Stems of the sentence it stands in; of those right before it too, where it denies "it". */
  readonly sentenceTerms: ReadonlySet<string>;
  /** Stems of its source and relays. */
  readonly sourceTerms: ReadonlySet<string>;
};

export function toEvidence(claim: Claim, article: Article): Evidence {
  const sources = [
    claim.speaker?.text,
    claim.speaker?.name,
    claim.speaker?.role,
    ...claim.via.map(({ name }) => name),
  ];
  // Few of the claims that are found are ever looked at word by word.
  const sentence = once(() => foldSpace(cut(article, claim.sentence)));
  const text = once(() => claimText(claim, article));
  const terms = once(() => new Set(termsOf(text())));
  const sentenceTerms = once(
    () =>
      new Set(
        termsOf(
          pointsBack(claim, article) ? `${before(claim, article)} ${sentence()}` : sentence(),
        ),
      ),
  );
  const sourceTerms = once(() => new Set(wordsOf(sources.filter(Boolean).join(' ')).map(termOf)));
  return {
    claim,
    article,
    day: dayOf(claim, article),
    get text() {
      return text();
    },
    get sentence() {
      return sentence();
    },
    get terms() {
      return terms();
    },
    get sentenceTerms() {
      return sentenceTerms();
    },
    get sourceTerms() {
      return sourceTerms();
    },
  };
}

/** Makes it when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Who a claim comes from; null for the article itself, which also answers for a source that it names by a pronoun alone. */
export function sourceOf({ speaker }: Claim): NamedSpeaker | null {
  return speaker?.name ? { ...speaker, name: speaker.name } : null;
}

type NamedSpeaker = Speaker & { readonly name: string };

/** What is claimed is a part of a sentence that says nothing alone: "the call", "which has sent its forces there". */
export function isPart(claim: Claim, article: Article): boolean {
  const [first] = claim.content;
  return (
    claim.isFragment ||
    (first !== undefined &&
      /^(?:which|whom?|whose|where)\s/u.test(article.text.slice(first.start, first.start + 6)))
  );
}

/** The words claimed, or their whole sentence where they say nothing alone; white space folded. */
export function claimText(claim: Claim, article: Article): string {
  if (isPart(claim, article) || (claim.speaker && !sourceOf(claim)))
    return foldSpace(cut(article, withoutDateline(article, claim.sentence)));
  return contentText(article, claim);
}

/** What is denied is what was said right before: "denied it", "disputed that account". */
const POINTS_BACK = /^(?:it|this|that|these|those|them)(?:\s\S+){0,2}$/iu;
/** Sentences that such a denial may speak of. */
const BEFORE = 2;

/** A denial that names nothing of what it denies. */
export function pointsBack(claim: Claim, article: Article): boolean {
  return (
    claim.modality === 'denied' && claim.isFragment && POINTS_BACK.test(contentText(article, claim))
  );
}

function before({ sentence }: Claim, article: Article): string {
  const at = article.sentences.findIndex(({ span }) => span.start >= sentence.start);
  return article.sentences
    .slice(Math.max(0, at - BEFORE), Math.max(0, at))
    .map(({ span }) => cut(article, span))
    .join(' ');
}

/** Newest first; undated last; within an article in reading order. */
export function byNewest(one: Evidence, other: Evidence): number {
  const [a, b] = [one.article.published, other.article.published].map(
    ({ latest, earliest }) => latest ?? earliest ?? '',
  );
  if (a !== b) return (a ?? '') < (b ?? '') ? 1 : -1;
  if (one.article.id !== other.article.id) return one.article.id < other.article.id ? -1 : 1;
  return one.claim.sentence.start - other.claim.sentence.start;
}

/** What is claimed in the claim's own sentence: a quotation that runs on makes claims of its own there. */
export function contentText(article: Article, { content, sentence }: Claim): string {
  const inside = content.filter(({ start, end }) => start < sentence.end && sentence.start < end);
  return foldSpace(
    inside
      .map(({ start, end }) => cut(article, { start, end: Math.min(end, sentence.end) }))
      .join(' '),
  );
}

export function foldSpace(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function dayOf(claim: Claim, article: Article): Day | null {
  const { said } = claim;
  return said.latest ?? said.earliest ?? article.published.latest ?? article.published.earliest;
}
