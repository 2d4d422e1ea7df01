/**
 * What stands in a character class for letters, and for the marks of a word, of the scripts that news
 * is written in. Ranges, since `\p{…}` needs the flag `u`, and with it V8 takes some ten times as
 * long to compile a pattern of many words.
 */
export const LETTERS =
  'A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02c1\\u0370-\\u0373\\u0376-\\u037d\\u0386\\u0388-\\u0481\\u048a-\\u0588\\u05d0-\\u05f2\\u0620-\\u065f\\u066e-\\u06d3\\u0904-\\u0939\\u10a0-\\u1fff\\u2c00-\\u2dff\\u3041-\\ud7ff';
export const WORD_MARKS = `${LETTERS}0-9_\\u00b2\\u00b3\\u00b9\\u00bc-\\u00be\\u0660-\\u0669\\u2070-\\u209c\\u2150-\\u2189`;
export const SMALL_LETTERS = 'a-z\\u00df-\\u00f6\\u00f8-\\u00ff';
