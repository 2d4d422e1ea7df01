/** Overrides and marks of writing direction, which can make a line read as what it is not, and letters that nobody sees. */
const HIDDEN = /[\p{Bidi_Control}\u{E0000}-\u{E007F}]/gu;
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;

/** Characters that open Markdown, a link's label, a mention, a timestamp, a custom emoji or a quotation anywhere. */
const MARKUP = /[\\*_~`|<>#[\]]/gu;
/** `https://…` and `:smile:`, but not "he said: no". */
const COLON = /:(?=\S)/gu;
/** `- item` and `+ item`, `1. item`: lists wherever a text may be split. */
const BULLET = /(?<=^|\s)([-+])(?=\s)/gu;
const NUMBER = /(?<=(?:^|\s)\d{1,9})([.)])(?=\s)/gu;
/** Invitations unfold without a scheme. */
const INVITATION = /\b(discord(?:app)?)\.(?=gg|com)/giu;
/** Discord pings by the letters alone, whatever stands before the sign. */
const AT = /@(?=\S)/gu;
const ZERO_WIDTH_SPACE = '\u200B';

/** One line of well-formed text without controls, as a label or a name takes it. */
export function toPlain(text: string): string {
  return text.toWellFormed().replaceAll(HIDDEN, '').replaceAll(CONTROL, ' ').trim();
}

/** Text that Discord shows as it is: one line, no markup, no link, no mention. */
export function escapeMarkdown(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(HIDDEN, '')
    .replaceAll(CONTROL, ' ')
    .replaceAll(MARKUP, '\\$&')
    .replaceAll(COLON, '\\:')
    .replaceAll(BULLET, '\\$1')
    .replaceAll(NUMBER, '\\$1')
    .replaceAll(INVITATION, '$1\\.')
    .replaceAll(AT, `@${ZERO_WIDTH_SPACE}`);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ELLIPSIS = '…';

/** Cuts between graphemes so that `shape` of the text, an ellipsis included, holds the limit. */
export function shorten(
  text: string,
  max: number,
  shape: (text: string) => string = toPlain,
): string {
  const whole = shape(text.trim());
  if (whole.length <= max) return whole;
  const plain = toPlain(text);
  // No shape is shorter than the text it is of, and each grapheme more makes it longer.
  const ends = [...graphemes.segment(plain.slice(0, max))].map(({ index }) => index);
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = Math.floor((low + high + 1) / 2);
    const kept = shape(plain.slice(0, ends[middle]));
    if (kept.length + ELLIPSIS.length <= max) low = middle;
    else high = middle - 1;
  }
  return shape(plain.slice(0, ends[low])).trimEnd() + ELLIPSIS;
}
