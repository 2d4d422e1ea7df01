import { z } from 'zod';

const Words = z.array(z.string().min(1)).min(1);

/** `config/language/stances.json`: lemmas, except where words are named. */
export const StancesSchema = z.strictObject({
  /** Cues of statements and assessments; every other cue tells what its source wants, plans or feels. */
  statements: Words,
  /** Words that leave open whether it is so. */
  doubt: Words,
  /** Words that put it in the future. */
  ahead: Words,
  /** Verbs that put it in somebody's mind alone. */
  intending: Words,
  /** Verbs whose negation denies nothing: "we can't tell whether …". */
  unknowable: Words,
  /** Cues whose negation states nothing: "has not commented". */
  silent: Words,
  /** Cues whose content may be another source: "citing officials". */
  relaying: Words,
  /** Cues that leave to their source what it says: an outlet that "claims" does not report. */
  alleging: Words,
  /** Cues that are deeds: "ordered" is somebody's own word only where the article tells it. */
  acting: Words,
  /** What "not" makes a doubt of: "it is not clear how long". */
  knowable: Words,
  /** Verbs that say it was not done, two words among them: "held back from". */
  refraining: Words,
  /** Nouns that "no" before them makes a negative of: "no indication that". */
  signs: Words,
  /** Words that make a negative of what they open: "no troops were seen". */
  nobody: Words,
  /** What behind "no" leaves it a plain statement: "no fewer than 300". */
  comparing: Words,
  /** What says that it is not so: "the report is false". */
  falsehoods: Words,
  /** Two words that make a negative of the verb behind them: "far from massing". */
  remote: Words,
});
export type Stances = z.infer<typeof StancesSchema>;
