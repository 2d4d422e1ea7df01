// "U.S.", "Russia’s", "Hui'an"
const WORD = /(?:\p{L}\.){2,}|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*/uy;
const CAPITAL = /^\p{Lu}/u;

/**
 * Where the word that begins at `at` ends; `at` itself where none begins there. Most words are plain letters and
 * are walked through: a pattern that knows all alphabets takes ten times as long, and is asked about the rest alone.
 */
export function endOfWord(text: string, at: number): number {
  let end = at;
  let code = text.charCodeAt(end);
  while (isPlainLetter(code)) {
    end += 1;
    code = text.charCodeAt(end);
  }
  if (end === at ? isNoLetter(code) : endsPlainly(code, end - at)) return end;
  WORD.lastIndex = at;
  return WORD.test(text) ? WORD.lastIndex : at;
}

const STOP = 46;
const APOSTROPHE = 39;
const CURLY_APOSTROPHE = 0x2019;

/** No letter, accent, apostrophe or stop of initials goes on with a word of `length` plain letters. */
function endsPlainly(code: number, length: number): boolean {
  if (code === STOP) return length > 1;
  return code !== APOSTROPHE && code !== CURLY_APOSTROPHE && isNoLetter(code);
}

/** True for the marks of ASCII and for dashes and quotation marks; of what else is beyond ASCII the pattern judges. */
function isNoLetter(code: number): boolean {
  return code > 127 ? code >= 0x2010 && code <= 0x2027 : !isPlainLetter(code);
}

/** Of the Latin alphabet, without accents. */
export function isPlainLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

export function startsWithCapital(word: string): boolean {
  const code = word.charCodeAt(0);
  return code < 128 ? code >= 65 && code <= 90 : CAPITAL.test(word);
}

export function isApostrophe(mark: string | undefined): boolean {
  return mark === "'" || mark === '’';
}
