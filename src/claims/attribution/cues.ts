import { z } from 'zod';
import { MODALITIES } from '../claim.ts';

const Word = z.strictObject({
  /**
   * How often, in news, the word with that complement tells what somebody said or thinks (0 to 1).
   * Keys are `Frame`s, or `before` for content that stands before its cue ("…, he said"), with `be-`
   * before them for a passive and `to/`, `ing/`, `en/`, `base/` for a verb form without tense.
   */
  frames: z.record(z.string(), z.number().min(0).max(1)),
  /** What kind of statement it makes; `claimed` where it is left out. */
  modality: z.enum(MODALITIES).optional(),
  /** "told", "asked": a noun after it is whom it was said to. */
  addressee: z.boolean().optional(),
  /** "denied", "refuted": the content is said not to be so. */
  negative: z.boolean().optional(),
  /** "seems", "appears": it is the writer's impression, and the subject is no source. */
  impersonal: z.boolean().optional(),
  /** "is worried", "was convinced": the subject of its passive is who thinks so. */
  felt: z.boolean().optional(),
  /** "endorsed", "attacked": it takes a noun, and no clause without "that". */
  object: z.boolean().optional(),
  /** "quoted a driver as saying": the source is whom it quotes, and its subject passes that on. */
  relays: z.boolean().optional(),
});

export const CuesSchema = z.strictObject({
  /** An occurrence below this worth is no attribution. */
  least: z.number().min(0).max(1),
  /**
   * What the odds of an attribution are multiplied by in each circumstance (`circumstances` in worth.ts
   * names them). They and the worths of words were fitted at once, by logistic regression, to the news
   * articles of PolNeAR that are set apart for training.
   */
  circumstances: z.record(z.string(), z.number().positive()),
  /** By lemma. */
  verbs: z.record(z.string(), Word),
  /** "claim", "warning", "view": by lemma, with the complement of the noun. */
  nouns: z.record(z.string(), Word),
  /** "confident", "afraid": after a form of "be". */
  adjectives: z.record(z.string(), Word),
  /** Words before a source: "according to", "in the words of". */
  phrases: z.array(z.string()),
  /** What a source asks not to be, by lemma: "who asked not to be named". */
  anonymity: z.array(z.string()),
  /** "put the number at 12,000": verbs that say something of a number alone, what stands before it, and words for a vague one. */
  figures: z.strictObject({
    verbs: z.array(z.string()),
    marks: z.array(z.string()),
    vague: z.array(z.string()),
  }),
  /** "shook his head", "shrugged": what people do before they are quoted, by lemma. */
  gestures: z.array(z.string()),
  /** "in a poll": what a statement stands in, and has for its source. */
  documents: z.array(z.string()),
});
export type Cues = z.infer<typeof CuesSchema>;
export type CueWord = z.infer<typeof Word>;
