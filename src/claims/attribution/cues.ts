import { z } from 'zod';
import { MODALITIES } from '../claim.ts';

/**
 * What a word's complements are worth: how often, in news, the word with that complement tells what
 * somebody said or thinks (0 to 1). `before` is content that stands before its cue ("…, he said").
 */
const Frames = z.record(z.string(), z.number().min(0).max(1));

const Word = z.strictObject({
  frames: Frames,
  /** What kind of statement it makes; `claimed` where it is left out. */
  modality: z.enum(MODALITIES).optional(),
  /** "told", "asked": a noun after it is whom it was said to. */
  addressee: z.boolean().optional(),
  /** "denied", "refuted": the content is said not to be so. */
  negative: z.boolean().optional(),
});

export const CuesSchema = z.strictObject({
  /** An occurrence below this worth is no attribution. */
  least: z.number().min(0).max(1),
  /** By lemma. */
  verbs: z.record(z.string(), Word),
  /** "claim", "warning", "view": by lemma, with the complement of the noun. */
  nouns: z.record(z.string(), Word),
  /** "confident", "afraid": after a form of "be". */
  adjectives: z.record(z.string(), Word),
});
export type Cues = z.infer<typeof CuesSchema>;
export type CueWord = z.infer<typeof Word>;
