/** One line without what could move a terminal's cursor, colour it or turn its writing: an article is not to drive a terminal. */
export function printable(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Co}\p{Bidi_Control}\u{E0000}-\u{E007F}]+/gu, ' ');
}
