import { z } from 'zod';

/** Cue lemmas of statements and assessments; every other cue tells what its source wants, plans or feels. */
export const StancesSchema = z.strictObject({ statements: z.array(z.string().min(1)).min(1) });
export type Stances = z.infer<typeof StancesSchema>;
