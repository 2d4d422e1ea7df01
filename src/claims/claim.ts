import type { DateEstimate, Span } from '../corpus/article.ts';

export const MODALITIES = [
  'reported',
  'claimed',
  'denied',
  'forecast',
  'possible',
  'order',
  'warning',
] as const;
export type Modality = (typeof MODALITIES)[number];

export const KINDS = [
  'buildup',
  'movement',
  'territory',
  'casualties',
  'offensive-forecast',
  'drill',
  'diplomacy',
  'capability',
  'other',
] as const;
export type Kind = (typeof KINDS)[number];

export const QUALIFIERS = [
  'exactly',
  'about',
  'at least',
  'more than',
  'at most',
  'less than',
] as const;
export type Qualifier = (typeof QUALIFIERS)[number];

/** A figure as the text words it, with the bounds it allows. */
export type Quantity = {
  readonly span: Span;
  readonly text: string;
  /** Inclusive bounds in `unit`; null is open: "at least 1,000" is 1000 to null; "some units" is null to null. */
  readonly low: number | null;
  readonly high: number | null;
  /** What is counted, as worded or normalised: "troops", "square kilometers", "$", "%"; null for a bare number. */
  readonly unit: string | null;
  readonly qualifier: Qualifier | null;
  /** "each", "a day", "per brigade": the number is no total. Null otherwise. */
  readonly per: string | null;
  /** The same amount in the unit that figures are compared in (km², km, …); null when it has none. */
  readonly comparable: {
    readonly low: number | null;
    readonly high: number | null;
    readonly unit: string;
  } | null;
};

export type PlaceMention = {
  readonly span: Span;
  readonly text: string;
  /** Canonical name in the gazetteer. */
  readonly name: string;
  /** The region and country that hold it, nearest first: ["Kursk Oblast", "Russia"]. */
  readonly within: readonly string[];
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** True for "Kyiv said": the government by its seat, no location. */
  readonly isGovernment: boolean;
};

export type SpeakerKind =
  | 'person'
  | 'group'
  | 'organisation'
  | 'government'
  | 'outlet'
  | 'anonymous';

export type Speaker = {
  /** The exact words that name the source: cut from `spans`, joined by a space. */
  readonly text: string;
  readonly spans: readonly Span[];
  /** Canonical name, or for an anonymous source its fullest wording; null when a pronoun has no antecedent. */
  readonly name: string | null;
  /** "Ukrainian President", "senior defense ministry official"; null when none is given. */
  readonly role: string | null;
  /** The country or party it speaks for: "Ukraine"; null when unknown. */
  readonly side: string | null;
  readonly kind: SpeakerKind;
};

/** One link of the relay chain: who passed the statement on. */
export type Relay = { readonly text: string; readonly name: string; readonly span: Span | null };

/** One statement by one source. */
export type Claim = {
  /** `<article id>-<nn>`, numbered from 01 in reading order. */
  readonly id: string;
  readonly article: string;
  /** The sentence that the content stands in (its first, where it runs on). */
  readonly sentence: Span;
  readonly paragraph: number;
  /** The words claimed; more than one span where the attribution interrupts them. */
  readonly content: readonly Span[];
  /** True when the content has no verb with a tense ("denied *the call*"): it reads right in its sentence alone. */
  readonly isFragment: boolean;
  /** Null when the article itself states it. */
  readonly speaker: Speaker | null;
  /** The relay chain, outermost last, the article itself left out: Prigozhin → [Wall Street Journal]. */
  readonly via: readonly Relay[];
  readonly cue: { readonly text: string; readonly spans: readonly Span[] } | null;
  /** `statement`: the source says or assesses it; `attitude`: the article says that the source wants, plans or feels it. */
  readonly stance: 'statement' | 'attitude';
  readonly modality: Modality;
  /** True when what is claimed is a negative: "has not seen a move", "denied the call". */
  readonly negated: boolean;
  readonly kind: Kind;
  /** Whose troops: ["Russian", "North Korean"]; empty when none are named. */
  readonly force: readonly string[];
  readonly quantities: readonly Quantity[];
  readonly places: readonly PlaceMention[];
  readonly said: DateEstimate;
  readonly happened: DateEstimate;
};
