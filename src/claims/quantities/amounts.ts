import type { Lexicon } from './lexicon.ts';
import { isHyphen, type Token } from './tokens.ts';

/** A number as words or digits write it, without its unit. */
export type Amount = {
  readonly low: number;
  readonly high: number;
  /** First token of it, and the first after it. */
  readonly from: number;
  readonly next: number;
  /** Written in words alone, no digit. */
  readonly spelled: boolean;
  /** "thousands", "several hundred": an order of magnitude, no count. */
  readonly vague: boolean;
  /** "a third": a share of something. */
  readonly share: boolean;
  /** What the last magnitude word multiplied by; 1 without one. */
  readonly magnitude: number;
};

const GLYPHS: Readonly<Record<string, number>> = {
  '½': 1 / 2,
  '⅓': 1 / 3,
  '⅔': 2 / 3,
  '¼': 1 / 4,
  '¾': 3 / 4,
  '⅛': 1 / 8,
};

/** What people write below a stroke; others ("9/11", "24/7") are names. */
const DENOMINATORS = new Set([2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 40, 64, 100, 128]);

/** Reads the amount that starts at token `at`; null when none does. */
export function readAmount(
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
  hasCurrency: boolean,
): Amount | null {
  const token = tokens[at];
  if (!token) return null;
  if (token.kind === 'number') return readDigits(tokens, at, lexicon, hasCurrency);
  if (token.kind !== 'word') return null;
  return (
    readShare(tokens, at, lexicon) ??
    readFew(tokens, at, lexicon) ??
    readOrder(tokens, at, lexicon) ??
    readSpelled(tokens, at, lexicon)
  );
}

function exact(value: number, from: number, next: number, rest: Partial<Amount> = {}): Amount {
  const plain = { spelled: false, vague: false, share: false, magnitude: 1 };
  return { low: value, high: value, from, next, ...plain, ...rest };
}

function readDigits(
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
  hasCurrency: boolean,
): Amount {
  let value = digitsOf(tokens[at]);
  let next = at + 1;
  const fraction = readFraction(tokens, at);
  if (fraction) return exact(fraction.value, at, fraction.next);
  const after = tokens[next];
  const tail = after?.glued === false ? readFraction(tokens, next) : null;
  const glyph = after?.glued ? GLYPHS[after.text] : undefined;
  if (tail && tail.value < 1 && Number.isInteger(value)) {
    value += tail.value;
    next = tail.next;
  } else if (glyph !== undefined) {
    value += glyph;
    next += 1;
  }
  const scientific = readPowerOfTen(tokens, next);
  if (scientific) return exact(value * scientific.value, at, scientific.next);
  const magnitude = readMagnitudes(tokens, next, lexicon, hasCurrency);
  return exact(round(value * magnitude.value), at, magnitude.next, { magnitude: magnitude.value });
}

function digitsOf(token: Token | undefined): number {
  const text = token?.text ?? '';
  return GLYPHS[text] ?? Number(text.replaceAll(/[,\s\u00a0\u2009\u202f]/g, ''));
}

/** Binary fractions leave tails such as 2.4999999; figures of news have no more than 15 digits. */
function round(value: number): number {
  return Number.isSafeInteger(value) ? value : Number(value.toPrecision(15));
}

/** "1/2", "1⁄32". */
function readFraction(
  tokens: readonly Token[],
  at: number,
): { value: number; next: number } | null {
  const [top, stroke, bottom, after] = tokens.slice(at, at + 4);
  if (top?.kind !== 'number' || bottom?.kind !== 'number' || !stroke?.glued || !bottom.glued)
    return null;
  if (stroke.text !== '/' && stroke.text !== '⁄') return null;
  if (after?.text === '/' && after.glued) return null;
  const [a, b] = [digitsOf(top), digitsOf(bottom)];
  return a < b && Number.isInteger(a) && DENOMINATORS.has(b)
    ? { value: a / b, next: at + 3 }
    : null;
}

/** "×10−8" after a number. */
function readPowerOfTen(
  tokens: readonly Token[],
  at: number,
): { value: number; next: number } | null {
  const [times, ten] = tokens.slice(at, at + 2);
  if ((times?.text !== '×' && times?.text !== 'x') || ten?.text !== '10') return null;
  const negative = isHyphen(tokens[at + 2]);
  const power = tokens[at + (negative ? 3 : 2)];
  if (power?.kind !== 'number' || !power.glued) return null;
  const exponent = digitsOf(power);
  return exponent <= 30
    ? { value: 10 ** (negative ? -exponent : exponent), next: at + (negative ? 4 : 3) }
    : null;
}

/** "million", "hundred thousand", "bn", "-million": all that multiply what stands before `at`. */
function readMagnitudes(
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
  hasCurrency: boolean,
): { value: number; next: number } {
  const first = tokens[at];
  const abbreviated = first && lexicon.words.abbreviatedMagnitudes[first.text];
  if (abbreviated && isMagnitude(tokens, at, lexicon, hasCurrency))
    return { value: abbreviated, next: at + 1 };
  let value = 1;
  let next = at;
  while (true) {
    const hyphen = isHyphen(tokens[next]) && tokens[next]?.glued ? 1 : 0;
    const word = tokens[next + hyphen];
    const magnitude = word && lexicon.words.magnitudes[word.lower];
    if (!magnitude) return { value, next };
    value *= magnitude;
    next += hyphen + 1;
  }
}

function isMagnitude(
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
  hasCurrency: boolean,
): boolean {
  const token = tokens[at];
  if (!token) return false;
  const isAmbiguous = lexicon.sets.ambiguousMagnitudes.has(token.text);
  if (hasCurrency || !isAmbiguous) return true;
  if (/[kKM]/.test(token.text)) return token.glued;
  if (token.text === 'T') return false;
  const noun = tokens[at + 1];
  return (
    noun?.kind === 'word' &&
    !noun.glued &&
    noun.text === noun.lower &&
    !lexicon.sets.dimensions.has(noun.lower) &&
    !lexicon.sets.notNouns.has(noun.lower)
  );
}

/** "a third of", "two-thirds", "one in three", "half its". */
function readShare(tokens: readonly Token[], at: number, lexicon: Lexicon): Amount | null {
  const { denominators, numbers, magnitudes } = lexicon.words;
  const token = tokens[at];
  if (!token) return null;
  const share = (value: number, next: number) =>
    exact(value, at, next, { spelled: true, share: true });
  if (token.lower === 'half') {
    if (lexicon.sets.notShareAfter.has(tokens[at - 1]?.lower ?? '')) return null;
    const after = tokens[at + 1];
    const million = after?.lower === 'a' ? magnitudes[tokens[at + 2]?.lower ?? ''] : undefined;
    if (million) return exact(million / 2, at, at + 3, { spelled: true, magnitude: million });
    if (after?.lower === 'an') return exact(0.5, at, at + 2, { spelled: true });
    return after && !after.glued && lexicon.sets.shareOf.has(after.lower)
      ? share(0.5, at + 1)
      : null;
  }
  const isArticle = token.lower === 'a';
  const top = isArticle ? 1 : numbers[token.lower];
  if (!top || top > 20) return null;
  const hyphen = isHyphen(tokens[at + 1]) ? 1 : 0;
  const below = tokens[at + 1 + hyphen];
  const bottom = below && denominators[below.lower];
  if (bottom) {
    // "a third country" and "a quarter" of a year are no shares.
    const isShare =
      hyphen === 1 || tokens[at + 2]?.lower === 'of' || (!isArticle && below.lower !== 'third');
    return isShare ? share(top / bottom, at + 2 + hyphen) : null;
  }
  if (isArticle) return null;
  const outOf = below?.lower === 'out' && tokens[at + 2]?.lower === 'of';
  if (below?.lower !== 'in' && !outOf) return null;
  const base = tokens[at + (outOf ? 3 : 2)];
  const of = base?.kind === 'number' ? digitsOf(base) : numbers[base?.lower ?? ''];
  return of && of > top && (outOf || base?.kind === 'word')
    ? share(top / of, at + (outOf ? 4 : 3))
    : null;
}

/** "several thousand", "a few hundred", "a couple of dozen". */
function readFew(tokens: readonly Token[], at: number, lexicon: Lexicon): Amount | null {
  const skip = tokens[at]?.lower === 'a' ? 1 : 0;
  const few = tokens[at + skip];
  if (!few || !lexicon.sets.fewWords.has(few.lower)) return null;
  const of = tokens[at + skip + 1]?.lower === 'of' ? 1 : 0;
  const magnitude = readMagnitudes(tokens, at + skip + 1 + of, lexicon, false);
  if (magnitude.value === 1) return null;
  // "a few thousand" stops short of ten thousand; a couple is two or three.
  const high = few.lower === 'couple' ? magnitude.value * 3 : magnitude.value * 10 - 1;
  return {
    ...exact(magnitude.value * 2, at, magnitude.next, { spelled: true, vague: true }),
    high,
    magnitude: magnitude.value,
  };
}

/** "thousands", "tens of thousands", "hundreds of millions". */
function readOrder(tokens: readonly Token[], at: number, lexicon: Lexicon): Amount | null {
  const { orders } = lexicon.words;
  const first = orders[tokens[at]?.lower ?? ''];
  if (!first) return null;
  const second = tokens[at + 1]?.lower === 'of' ? tokens[at + 2] : undefined;
  const base = second && orders[second.lower]?.[0];
  const isBase = base !== undefined && base >= 1000;
  if (!isBase && first[0] < 12) return null;
  const [low, high] = isBase ? [first[0] * base, first[1] * base] : first;
  const vague = { spelled: true, vague: true, magnitude: low };
  return { ...exact(low, at, at + (isBase ? 3 : 1), vague), high };
}

/** "twenty-eight thousand six hundred forty-two", "a hundred and two", "two and a half million". */
function readSpelled(tokens: readonly Token[], at: number, lexicon: Lexicon): Amount | null {
  const { numbers, magnitudes, denominators } = lexicon.words;
  const article = tokens[at]?.lower === 'a' || tokens[at]?.lower === 'an';
  if (article && !magnitudes[tokens[at + 1]?.lower ?? '']) return null;
  let next = article ? at + 1 : at;
  let [total, current, magnitude] = [0, article ? 1 : 0, 1];
  let hasNumber = article;
  while (next < tokens.length) {
    const before = next > at ? tokens[next] : undefined;
    const joined = isHyphen(before) && before?.glued ? 1 : 0;
    const and = before?.lower === 'and' && hasNumber ? 1 : 0;
    if (and && tokens[next + 1]?.lower === 'a') {
      const part = denominators[tokens[next + 2]?.lower ?? ''];
      if (!part) break;
      current += (current === 0 ? magnitude : 1) / part;
      next += 3;
      continue;
    }
    const word = tokens[next + joined + and];
    if (word?.kind !== 'word') break;
    const number = numbers[word.lower];
    const times = magnitudes[word.lower];
    if (number !== undefined && !times) {
      const fits =
        current % 100 === 0 || (current % 10 === 0 && current % 100 >= 20 && number < 10);
      if (hasNumber && (!fits || (number === 0 && next > at))) break;
      if (and && magnitude === 1) break;
      current += number;
      hasNumber = true;
    } else if (times && !and) {
      if (!hasNumber && times > 1 && next === at) break;
      if (times < 1000) current = (current || 1) * times;
      else {
        total += (current || 1) * times;
        current = 0;
      }
      magnitude = times;
    } else break;
    next += joined + and + 1;
  }
  return hasNumber ? exact(round(total + current), at, next, { spelled: true, magnitude }) : null;
}
