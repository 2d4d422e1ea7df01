import { z } from 'zod';
import type { Known } from './article.ts';

const Words = z.string().trim().min(1).max(2000);

/** What a JSON file beside an article may say of it; other fields are left alone. */
const KnownSchema = z.object({
  published: z
    .string()
    .regex(
      /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])/,
      'must begin with a day, as 2024-11-12',
    )
    .transform((at) => at.slice(0, 10))
    .nullish(),
  headline: Words.nullish(),
  outlet: Words.nullish(),
  url: Words.nullish(),
});

/** Reads the JSON beside an article; `problem` is one plain sentence, to be shown after the file's name. */
export function readKnown(json: string): Known | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    return { problem: 'It is not valid JSON, so what it says of its article is left out.' };
  }
  const result = KnownSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const place = issue?.path.join('.') || 'it';
    return { problem: `In it, ${place} is wrong (${issue?.message}), so it is left out.` };
  }
  return toKnown(result.data);
}

/** Keeps the fields that hold something. */
export function toKnown(
  fields: { readonly [Field in keyof Known]?: string | null | undefined },
): Known {
  const { published, headline, outlet, url } = fields;
  return {
    ...(published ? { published } : {}),
    ...(headline ? { headline } : {}),
    ...(outlet ? { outlet } : {}),
    ...(url ? { url } : {}),
  };
}
