/** UTF-16 offsets into `Article.text`, end exclusive, so that a quote can always be cut again. */
export type Span = { readonly start: number; readonly end: number };

/** A calendar day, `YYYY-MM-DD`, in the article's own time zone. */
export type Day = string;

/** What a date rests on: a sentence of an article, or a fact from config or a sidecar file. */
export type DateEvidence = {
  /** The article that holds the sentence; null when the evidence is no article's. */
  readonly article: string | null;
  /** Where it stands in that article; null for config and sidecar facts. */
  readonly span: Span | null;
  /** What it shows, in plain words: "not before 27 March". */
  readonly shows: string;
};

/** A day that is known, bounded or unknown. `earliest` and `latest` are inclusive; null is unbounded. */
export type DateEstimate = {
  readonly earliest: Day | null;
  readonly latest: Day | null;
  readonly basis: 'stated' | 'inferred' | 'unknown';
  readonly evidence: readonly DateEvidence[];
};

export const UNKNOWN_DATE: DateEstimate = {
  earliest: null,
  latest: null,
  basis: 'unknown',
  evidence: [],
};

/** A time expression as TIMEX3 has it: "last week" → DATE 2024-W32. */
export type Timex = {
  readonly span: Span;
  readonly text: string;
  readonly type: 'DATE' | 'TIME' | 'DURATION' | 'SET';
  /** TIMEX3 value: `2024-08-15`, `2024-W32`, `2024-SU`, `P3M`, `PRESENT_REF`, `XXXX-WXX-1`. */
  readonly value: string;
};

/** Text that is no part of the article: kept, with the reason, so that nothing vanishes. */
export type Dropped = { readonly span: Span; readonly why: string };

/** A line of the text that is not blank; `number` counts them from 1, dropped ones too. */
export type Paragraph = { readonly span: Span; readonly number: number };

export type Sentence = {
  readonly span: Span;
  /** `Paragraph.number` of the paragraph that holds it. */
  readonly paragraph: number;
};

/** What is known of a file from outside its text: the JSON file of the same name beside it, or its feed. */
export type Known = {
  readonly published?: Day;
  readonly headline?: string;
  readonly outlet?: string;
  readonly url?: string;
};

export type Article = {
  /** First 16 hex digits of the SHA-256 of `text`: the same text is the same article. */
  readonly id: string;
  /** The file or URL it came from, as given. */
  readonly origin: string;
  readonly url: string | null;
  /** The text as read (decoded; HTML reduced to text). Every offset points into it. */
  readonly text: string;
  /** Where the headline stands in the text; null when the text has none. */
  readonly headline: Span | null;
  /** What to call the article: its headline, the sidecar's, or its first sentence cut short. */
  readonly title: string;
  /** Canonical outlet name; null when the text does not show who published it. */
  readonly outlet: string | null;
  /** ISO 639-1; claims are read from `en` alone. */
  readonly language: string;
  readonly dropped: readonly Dropped[];
  readonly paragraphs: readonly Paragraph[];
  /** In reading order, the headline's sentences first where it has one; none from dropped text. */
  readonly sentences: readonly Sentence[];
  readonly timexes: readonly Timex[];
  readonly published: DateEstimate;
};

/** Cuts the exact words that a span names. */
export function cut(article: Pick<Article, 'text'>, span: Span): string {
  return article.text.slice(span.start, span.end);
}

/** The words of several spans, with a space between them. */
export function cutAll(article: Pick<Article, 'text'>, spans: readonly Span[]): string {
  return spans.map((span) => cut(article, span)).join(' ');
}
