import type { Claim } from '../claims/claim.ts';
import type { Article } from '../corpus/article.ts';
import type { Source as Text } from '../corpus/build-article.ts';
import { PlainError } from '../faults.ts';
import type { Traits } from './traits.ts';

/** What reads texts, here and now. */
export type Readers = {
  readonly toArticle: (text: Text) => Article;
  readonly toClaims: (article: Article) => readonly Claim[];
  /** Dates an article in the light of others, or of itself alone; a stated date stays. */
  readonly dateAmong: (article: Article, others: readonly Article[]) => Article;
  readonly traitsOf: (article: Article) => Traits;
};

/** The same, for those who can wait: a long text may be read elsewhere, so that nobody else has to. */
export type PatientReaders = {
  readonly [Name in keyof Readers]: (
    ...given: Parameters<Readers[Name]>
  ) => ReturnType<Readers[Name]> | Promise<ReturnType<Readers[Name]>>;
};

/** A text that takes more time or memory than one may: it is not to be tried again as it is. */
export class TooMuch extends PlainError {}
