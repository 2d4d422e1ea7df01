/** Most words: nothing but their case to fold. */
const PLAIN = /^[A-Za-z]+$/;
/** Most names: "Rostov-on-Don". */
const PLAIN_NAME = /^[A-Za-z]+(?:[ -][A-Za-z]+)*$/;

/** Letters that have no decomposition in Unicode. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/** A word as spellings are compared: in lower case, without diacritics, apostrophes, stops and a possessive's "s". */
export function foldWord(word: string): string {
  if (PLAIN.test(word)) return word.toLowerCase();
  return foldLetters(word.replace(/['’ʼ`]s$/iu, ''));
}

/** A name of one word or more as spellings are compared: as `foldWord`, but a possessive stays, and a hyphen is a blank. */
export function foldName(words: string): string {
  if (PLAIN_NAME.test(words)) return words.toLowerCase().replaceAll('-', ' ');
  return foldLetters(words)
    .replace(/[\s-]+/g, ' ')
    .trim();
}

function foldLetters(text: string): string {
  return withoutMarks(text)
    .replace(/['’ʼ‘`.]/gu, '')
    .toLowerCase();
}

/** Running text with its letters as `foldWord` has them, but for their case: "Łódź" is "lodz", "Türkiye" is "Turkiye". */
export function withoutMarks(text: string): string {
  // Most texts hold no letter beyond English, only marks of punctuation.
  if (!/[^\0-\x7F\u2010-\u2025]/u.test(text)) return text;
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[łøđðþßæœı]/giu, (letter) => UNDECOMPOSED[letter.toLowerCase()] ?? letter);
}
