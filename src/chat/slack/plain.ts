/**
 * Text as it came, without what would break a line of Slack's: control characters, lone surrogates,
 * the marks that turn the direction of what stands after them, and letters that nobody sees (U+E0000–7F).
 */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replaceAll(/(?![\n\t])\p{Cc}|[\p{Bidi_Control}\u{E0000}-\u{E007F}]/gu, '')
    .replaceAll(/\n{3,}/gu, '\n\n');
}

/** The three characters that are Slack's control characters, as entities: no mention, date or link is left in it. */
export function escapeControls(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The text as somebody typed it: mentions and links by their labels, entities read, the bot's own name left out. */
export function readText(text: string, botUser: string): string {
  return text
    .replaceAll(`<@${botUser}>`, ' ')
    .replaceAll(/<(?<link>[^<>|]{1,3000})(?:\|(?<label>[^<>]{0,3000}))?>/gu, (_, link, label) => {
      return label || link.replace(/^(?:[@#]|!subteam\^|!)/u, '');
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}

/** Cut so that what `written` makes of it has at most `max` characters; an ellipsis shows the cut. */
export function clip(
  text: string,
  max: number,
  written: (text: string) => string = (same) => same,
): string {
  const whole = written(text);
  if (whole.length <= max) return whole;
  let kept = text.slice(0, max - 1);
  for (;;) {
    const cut = written(`${kept.replace(/[\uD800-\uDBFF]$/u, '').trimEnd()}…`);
    if (cut.length <= max) return cut;
    kept = kept.slice(0, kept.length - Math.max(1, Math.ceil((cut.length - max) / 5)));
  }
}
