import { z } from 'zod';
import { QUALIFIERS } from '../claim.ts';

const words = z.array(z.string().min(1));
const values = z.record(z.string(), z.number());

/** `config/language/quantities.json`: the words that English writes amounts with. */
export const QuantityWordsSchema = z.object({
  numbers: values,
  /** Multiply the number before them: "six hundred", "two dozen". */
  magnitudes: values,
  /** As glued to digits, exact case: "13.6M". */
  abbreviatedMagnitudes: values,
  /** Abbreviations that are also units (metre, tesla): a magnitude only beside a currency or before a noun. */
  ambiguousMagnitudes: words,
  /** Plural orders of magnitude and the bounds that they allow. */
  orders: z.record(z.string(), z.tuple([z.number(), z.number()])),
  /** "several", "few": before a magnitude, two to ten of it. */
  fewWords: words,
  denominators: values,
  qualifiersBefore: z.partialRecord(z.enum(QUALIFIERS), words),
  qualifiersAfter: z.partialRecord(z.enum(QUALIFIERS), words),
  /** "another 7,000": an amount on top of one named before. */
  increments: words,
  minus: words,
  percent: words,
  currencyPrefixes: words,
  currencyWords: words,
  /** Units with what they are compared in: an amount times `factor` is in `unit`. */
  measures: z.array(z.object({ unit: z.string(), factor: z.number().positive(), names: words })),
  plainMeasures: words,
  /** What follows "half" where it is an amount: "half of", "half its". */
  shareOf: words,
  /** What makes "half" a part in an order: "the second half of". */
  notShareAfter: words,
  /** What a rate is counted by: "a day", "per brigade" needs none. */
  periods: words,
  everyEach: words,
  /** Nouns that count several without a plural s. */
  collectives: words,
  determiners: words,
  /** Names of peoples that are their own plural: "550,000 Sudanese". */
  peoples: words,
  /** Words that end a noun phrase. */
  notNouns: words,
  /** Words in s that are no plurals. */
  notPlurals: words,
  months: words,
  /** Words after which a bare four-digit number is a year. */
  yearLeads: words,
  /** Before "of" and a year: "the election of 1860". */
  datedNouns: words,
  clockTails: words,
  /** Nouns whose number is a name: "Highway 1", "Section 427". */
  numberedNouns: words,
  streets: words,
  /** What follows a length: after these "37m" is metres, not millions. */
  dimensions: words,
  oneAsPronoun: z.object({ before: words, after: words }),
});
export type QuantityWords = z.infer<typeof QuantityWordsSchema>;
