import { detect } from 'tinyld';

/** How much of a text the detector reads, in characters. */
export const LANGUAGE_SAMPLE_CHARS = 1500;
/** Below this many letters, chance decides. */
const MIN_LETTERS = 24;
/** English prose holds about two in five of these; other languages in Latin letters hardly any. */
const FUNCTION_WORDS = new Set(
  'the of and to in a that is was for on with as by at from it he his be are has have had said were not this but they which who will an or its would been their after more'.split(
    ' ',
  ),
);

/** ISO 639-1 code of the language. Texts too short to tell count as English. */
export function detectLanguage(text: string): string {
  const sample = text.slice(0, LANGUAGE_SAMPLE_CHARS);
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? [];
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  const ascii = words.filter((word) => /^[a-z]+$/.test(word)).length;
  if (letters < MIN_LETTERS) return ascii * 2 >= words.length ? 'en' : detect(sample) || 'en';
  const known = words.filter((word) => FUNCTION_WORDS.has(word)).length;
  if (known / words.length >= 0.2) return 'en';
  const found = detect(sample);
  if (found === '') return 'en';
  // Lists of names and figures confuse a detector by letters; a few English words settle it.
  const isLatin = ascii / words.length > 0.8;
  return isLatin && known / words.length >= 0.1 ? 'en' : found;
}
