/** Most words: nothing but their case to fold. */
const PLAIN = /^[A-Za-z]+$/;

/** Folds case, accents, apostrophes, hyphens and stops, so that spellings compare as people write them. */
export function foldName(words: string): string {
  if (PLAIN.test(words)) return words.toLowerCase();
  return words
    .normalize('NFKD')
    .replace(/\p{M}|['’ʼ‘`.]/gu, '')
    .replace(/[\s-]+/g, ' ')
    .trim()
    .toLowerCase();
}
