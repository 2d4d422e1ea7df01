import { createRequire } from 'node:module';

/** The detector knows 64 languages and takes as long to load as ten articles to read: it is loaded for the first text that is not plainly English. */
const detector = (): typeof import('tinyld') => createRequire(import.meta.url)('tinyld');

/** How much of a text is looked at, in characters. */
export const LANGUAGE_SAMPLE_CHARS = 1500;
/** The detector's own measure, from 0 to 1; lists of names and figures stay below a tenth. */
const MIN_ACCURACY = 0.2;
/** Share of a text's words that must be English function words; English has 0.2 to 0.5, its nearest kin 0.1. */
const MIN_ENGLISH_SHARE = 0.14;
const FUNCTION_WORDS = new Set(
  'the of and to in a that is was for on with as by at from it he his be are has have had said were not this but they which who will an or its would been their after more'.split(
    ' ',
  ),
);
/** What to assume of a script when the detector finds too little of it. */
const SCRIPTS: ReadonlyArray<readonly [script: RegExp, language: string]> = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Greek}/gu, 'el'],
  [/[іїєґ]/giu, 'uk'],
  [/\p{Script=Cyrillic}/gu, 'ru'],
];

/** A word in lower case; of what is ASCII no alphabet but one need be asked. */
const WORD = /(?:[a-z]|(?![\0-\x7f])\p{L})+/gu;

/** ISO 639-1 code of the language. Texts in Latin letters that are too short to tell count as English. */
export function detectLanguage(text: string): string {
  const sample = text.slice(0, LANGUAGE_SAMPLE_CHARS);
  const words = sample.toLowerCase().match(WORD) ?? [];
  const english = words.filter((word) => FUNCTION_WORDS.has(word)).length;
  if (words.length === 0 || english / words.length >= MIN_ENGLISH_SHARE) return 'en';
  const [best] = detector().detectAll(sample);
  if (best !== undefined && best.accuracy >= MIN_ACCURACY) return best.lang;
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  const script = SCRIPTS.find(([script]) => (sample.match(script)?.length ?? 0) > letters / 10);
  return script?.[1] ?? 'en';
}
