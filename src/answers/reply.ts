/** Where one answer's sentence stands in its original. */
export type Citation = {
  /** The number shown in the text, from 1, unique in the reply. */
  readonly mark: number;
  /** `Article.id`. */
  readonly article: string;
  /** The file name or URL as given, for tools. */
  readonly origin: string;
  /** The sentence's offsets into the article's text. */
  readonly start: number;
  readonly end: number;
  /** The exact sentence. */
  readonly quote: string;
  /** `Paragraph.number`, shown as ¶9. */
  readonly paragraph: number;
  readonly title: string;
  readonly outlet: string | null;
  /** The article's date in words: "3 Feb 2023", "about 15 Aug 2024 (inferred)", "undated". */
  readonly published: string;
  readonly url: string | null;
  /** The claim it supports, for "Wrong?" and look-ups; null for a sentence that carries no claim. */
  readonly claim: string | null;
};

/** A run of text inside a block; renderers escape `text` for their platform. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  /** Words of the article or the source, to be shown in quotation marks that the renderer adds. */
  | { readonly kind: 'quote'; readonly text: string }
  /** Citation marks; never split from the text before them. */
  | { readonly kind: 'cite'; readonly marks: readonly number[] };

export type Figure = {
  readonly label: string;
  /** As worded: "tens of thousands of troops". */
  readonly text: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: string;
  readonly source: string;
  readonly day: string | null;
  /** The date in words where `day` alone would say too much: "6–20 Nov 2024 (inferred)". */
  readonly when?: string;
  readonly marks: readonly number[];
};

export type MapReport = {
  readonly place: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Where the troops came from, where a report says so. */
  readonly from: {
    readonly place: string;
    readonly latitude: number;
    readonly longitude: number;
  } | null;
  readonly label: string;
  readonly source: string;
  readonly day: string | null;
  /** As in `Figure`. */
  readonly when?: string;
  readonly marks: readonly number[];
};

/** What a picture shows; `pictures/` draws it, and its alt text stands for it where none can be shown. */
export type PictureSpec =
  | { readonly kind: 'figures'; readonly title: string; readonly figures: readonly Figure[] }
  | { readonly kind: 'map'; readonly title: string; readonly reports: readonly MapReport[] };

export type Action =
  /** Asks this in the same thread when pressed. */
  | { readonly kind: 'ask'; readonly label: string; readonly text: string }
  /** Shows this citation's sentence in its paragraph, to the asker alone. */
  | { readonly kind: 'cite'; readonly label: string; readonly mark: number }
  /** Opens a place to say what is wrong with this answer. */
  | { readonly kind: 'wrong'; readonly label: string };

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly parts: readonly Part[] }
  /** One claim a line: "<who> <verb> (<via>; <when>): <what>". `what` is the article's wording, cut, with its citation. */
  | {
      readonly kind: 'claim';
      readonly who: string;
      /** What it did, in the past tense, to be read after `who`: "said", "warned", "reported". */
      readonly verb: string;
      /** "the Wall Street Journal", shown after "via"; null when nobody relayed it. */
      readonly via: string | null;
      readonly when: string;
      readonly what: readonly Part[];
      /** "disputed", "denied", "corroborated by 2 independent sources"; empty when nothing is to be said. */
      readonly standing: readonly string[];
    }
  | {
      readonly kind: 'figures';
      readonly title: string;
      readonly rows: readonly Figure[];
    }
  | {
      readonly kind: 'timeline';
      readonly entries: readonly { readonly when: string; readonly parts: readonly Part[] }[];
    }
  | { readonly kind: 'picture'; readonly picture: PictureSpec; readonly alt: string }
  | { readonly kind: 'sources'; readonly citations: readonly Citation[] }
  /** A word to the reader about the answer: an abstention, an age warning, a correction. */
  | { readonly kind: 'notice'; readonly tone: 'info' | 'warning'; readonly parts: readonly Part[] }
  | { readonly kind: 'actions'; readonly actions: readonly Action[] };

/**
 * An answer with no platform words in it. Plain text throughout: no Markdown, no mentions, no links.
 * Every mark in a `cite` part, `Figure` or `MapReport` stands in exactly one `sources` block.
 */
export type Reply = {
  readonly blocks: readonly Block[];
  /** True when what was asked for is not held, even if something nearer is offered. */
  readonly abstained: boolean;
  /** One line for notifications and thread names, at most 150 characters. */
  readonly summary: string;
};
