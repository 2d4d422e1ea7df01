import { z } from 'zod';

/** `feeds.json`: what is read on schedule. */
export const FeedsSchema = z.strictObject({
  feeds: z.array(
    z.strictObject({
      url: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }),
      /** Whose articles these are, where the articles do not say. */
      outlet: z.string().min(1).optional(),
      everyMinutes: z.number().int().min(5).max(10_080).default(30),
    }),
  ),
});
export type Feeds = z.infer<typeof FeedsSchema>;
