/**
 * A pattern's source with each `(?i:…)` spelled out in letters of either case. V8 13.6 matches such
 * groups by their small letters alone in patterns that it compiles without optimisation, as it does
 * once a process has compiled very many. Within them a character class is taken as it is.
 */
export function spellOutCase(source: string): string {
  const outer: boolean[] = [];
  let isEither = false;
  return source.replace(PIECES, (piece) => {
    if (piece === ')') {
      isEither = outer.pop() ?? false;
      return piece;
    }
    if (piece.startsWith('(')) {
      outer.push(isEither);
      if (piece !== '(?i:') return piece;
      isEither = true;
      return '(?:';
    }
    if (!isEither) return piece;
    const letter = /^\\x[0-9a-f]{2}$/.test(piece)
      ? String.fromCharCode(Number.parseInt(piece.slice(2), 16))
      : piece;
    return /^[a-z]$/i.test(letter) ? `[${letter.toLowerCase()}${letter.toUpperCase()}]` : piece;
  });
}

/** Escapes, classes, the openings of groups with their names, and single characters. */
const PIECES =
  /\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\k<\w+>|\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:i:|:|=|!|<=|<!|<\w+>))?|./gs;
