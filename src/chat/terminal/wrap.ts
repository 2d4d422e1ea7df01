import stringWidth from 'string-width';

/** Columns that a text takes in a terminal; ANSI codes take none. */
export function columns(text: string): number {
  return stringWidth(text);
}

/**
 * Breaks a text at blanks so that no line is wider than `width` columns, `indent` included;
 * a word wider than a line is cut by the grapheme. The first line starts with `first`.
 */
export function wrap(text: string, width: number, first = '', indent = first): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let used = columns(first);
  let isEmpty = true;
  const breakLine = (): void => {
    lines.push(line);
    line = indent;
    used = columns(indent);
    isEmpty = true;
  };
  for (const word of text.split(/[ \t\n\r]+/u)) {
    if (word === '') continue;
    const wide = columns(word);
    if (!isEmpty && used + 1 + wide > width) breakLine();
    if (used + wide > width) {
      for (const { segment } of graphemes.segment(word)) {
        const more = columns(segment);
        if (!isEmpty && used + more > width) breakLine();
        line += segment;
        used += more;
        isEmpty = false;
      }
      continue;
    }
    line += isEmpty ? word : ` ${word}`;
    used += isEmpty ? wide : wide + 1;
    isEmpty = false;
  }
  if (!isEmpty || lines.length === 0) lines.push(line);
  return lines;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
