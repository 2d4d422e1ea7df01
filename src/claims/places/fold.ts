/** Folds case, accents, apostrophes, hyphens and stops, so that spellings compare as people write them. */
export function foldName(words: string): string {
  return words
    .normalize('NFKD')
    .replace(/\p{M}|['’ʼ‘`.]/gu, '')
    .replace(/[\s-]+/g, ' ')
    .trim()
    .toLowerCase();
}
