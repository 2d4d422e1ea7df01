import { type Amount, readAmount } from './amounts.ts';
import { type Lexicon, unitKey } from './lexicon.ts';
import { isHyphen, type Token } from './tokens.ts';

/** An amount with its sign, currency and unit of measure, if it has them. */
export type Term = {
  readonly amount: Amount;
  readonly low: number;
  readonly high: number;
  readonly currency: string | null;
  /** A unit of measure, currency word or percent as worded; null for a bare or counting number. */
  readonly measure: string | null;
  /** The unit hangs on a hyphen: "30-day". */
  readonly hyphenated: boolean;
  /** Offsets into the text. */
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly next: number;
};

export function readTerm(
  text: string,
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
): Term | null {
  const token = tokens[at];
  if (!token || (token.kind !== 'number' && !lexicon.starts.has(token.lower))) return null;
  const currency = readCurrency(text, token.start, lexicon);
  const amount = readAmount(tokens, at, lexicon, currency !== null);
  const last = amount && tokens[amount.next - 1];
  if (!amount || !last) return null;
  const unit = readUnit(text, tokens, last.end, amount, lexicon);
  const sign = readSign(text, tokens, at, currency, lexicon);
  const end = unit?.end ?? last.end;
  let next = amount.next;
  while ((tokens[next]?.start ?? end) < end) next += 1;
  return {
    amount,
    low: sign.negative ? -amount.high : amount.low,
    high: sign.negative ? -amount.low : amount.high,
    currency: currency?.symbol ?? null,
    measure: unit?.name ?? null,
    hyphenated: unit?.hyphenated ?? false,
    start: sign.start,
    end,
    from: at,
    next,
  };
}

/** The first token of a currency amount is a mark or a code: the number that follows it. */
function readCurrency(
  text: string,
  start: number,
  lexicon: Lexicon,
): { symbol: string; start: number } | null {
  let end = start;
  if (/[-−]/.test(text[end - 1] ?? '')) end -= 1;
  if (/[ \u00a0]/.test(text[end - 1] ?? '')) end -= 1;
  if (!lexicon.currencyEnds.has(text[end - 1])) return null;
  for (const symbol of lexicon.currencyPrefixes) {
    if (!text.endsWith(symbol, end) || text.slice(end - symbol.length, end) !== symbol) continue;
    const before = text[end - symbol.length - 1] ?? '';
    if (/^\p{L}/u.test(symbol) && /[\p{L}\d]/u.test(before)) continue;
    // "US $84 billion": the country stands apart from the mark.
    const country = /(?:^|[^\p{L}])(?<name>US|HK|A|C|NZ|NT|S) $/u.exec(
      text.slice(Math.max(0, end - symbol.length - 4), end - symbol.length),
    )?.groups?.name;
    if (symbol === '$' && country) {
      return { symbol: `${country}$`, start: end - symbol.length - country.length - 1 };
    }
    return { symbol, start: end - symbol.length };
  }
  return null;
}

function readSign(
  text: string,
  tokens: readonly Token[],
  at: number,
  currency: { start: number } | null,
  lexicon: Lexicon,
): { negative: boolean; start: number } {
  const token = tokens[at];
  const start = currency?.start ?? token?.start ?? 0;
  const before = tokens[at - 1];
  if (isHyphen(before) && before?.end === token?.start) {
    if (currency) return { negative: true, start };
    const word = tokens[at - 2];
    if (word && before && lexicon.sets.minus.has(word.lower))
      return { negative: true, start: word.start };
    const opens = !before?.glued && (word?.kind !== 'word' || word.text === word.lower);
    if (opens && before && !/\d\s*$/.test(text.slice(0, before.start).slice(-3))) {
      return { negative: true, start: before.start };
    }
  }
  if (before && lexicon.sets.minus.has(before.lower))
    return { negative: true, start: before.start };
  return { negative: false, start };
}

function readUnit(
  text: string,
  tokens: readonly Token[],
  end: number,
  amount: Amount,
  lexicon: Lexicon,
): { name: string; end: number; hyphenated: boolean } | null {
  const gap = /^(?:-year-old|[ {2}]|-| ?- ?(?=year))?/.exec(text.slice(end, end + 2))?.[0] ?? '';
  const at = end + gap.length;
  const name = lexicon.unitAt(text, at);
  if (name === null) return null;
  // "At 2 in the morning", "5 points to", "the 3 F": a lone letter counts only right behind its digits.
  if (gap === ' ' && /^\p{L}$/u.test(name) && amount.spelled) return null;
  if (
    name.toLowerCase() === 'second' &&
    tokens.some((token) => token.start === at && amount.low === 1)
  ) {
    return null;
  }
  return { name, end: at + name.length, hyphenated: gap === '-' };
}

/** The unit as a figure shows it: "%" for each way to write it, a currency mark or word, "miles" for "600-mile". */
export function unitOf(term: Term, lexicon: Lexicon): string | null {
  if (term.currency) return term.currency;
  if (term.measure === null) return null;
  if (lexicon.percent.has(unitKey(term.measure))) return '%';
  const plural = `${term.measure}s`;
  // Short names ("km") are written without an s.
  return term.high !== 1 && plural.length > 3 && lexicon.measures.has(unitKey(plural))
    ? plural
    : term.measure;
}
