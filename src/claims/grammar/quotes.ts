import type { Span } from '../../corpus/article.ts';
import { countUpTo, type Token } from './tokens.ts';

/** Words between quotation marks; the span takes in the marks. */
export type Quote = Span & {
  /** True when it ends without a mark because the next paragraph takes it up, or the text ends. */
  readonly isOpen: boolean;
  /** True when it takes up a quote that the paragraph before left open. */
  readonly continues: boolean;
};

/** A sentence's tokens and the number of the paragraph that it stands in. */
export type Line = { readonly paragraph: number; readonly tokens: readonly Token[] };

export type Quotes = {
  /** In reading order; none overlap, since a quote inside a quote is part of the outer one. */
  readonly quotes: readonly Quote[];
  /** The tokens that are quotation marks. */
  readonly marks: ReadonlyMap<Token, 'open' | 'close'>;
};

/** Pairs quotation marks paragraph by paragraph, so that one stray mark spoils one paragraph. */
export function readQuotes(text: string, lines: readonly Line[]): Quotes {
  const quotes: Quote[] = [];
  const marks = new Map<Token, 'open' | 'close'>();
  let continues = false;
  for (let at = 0; at < lines.length; ) {
    const tokens: Token[] = [];
    const paragraph = lines[at]?.paragraph;
    for (; lines[at]?.paragraph === paragraph; at += 1) tokens.push(...(lines[at] as Line).tokens);
    continues = readParagraph(text, tokens, continues, quotes, marks);
  }
  // The headline may come first though it stands further down.
  quotes.sort((one, other) => one.start - other.start);
  return { quotes, marks };
}

/** Adds a paragraph's quotes; true when the last of them is left open. */
function readParagraph(
  text: string,
  tokens: readonly Token[],
  continues: boolean,
  quotes: Quote[],
  marks: Map<Token, 'open' | 'close'>,
): boolean {
  let open: Token | null = null;
  let isSingle = false;
  tokens.forEach((token, index) => {
    const kind = kindOf(text, token, open !== null);
    if (kind === null || (open !== null && isSingle !== kind.isSingle)) return;
    if (kind.mark === 'open' && open === null) {
      if (kind.isSingle && !hasClose(text, tokens, index)) return;
      open = token;
      isSingle = kind.isSingle;
      marks.set(token, 'open');
    } else if (kind.mark === 'close' && open !== null) {
      quotes.push({
        start: open.start,
        end: token.end,
        isOpen: false,
        continues: continues && open === tokens[0],
      });
      marks.set(token, 'close');
      open = null;
    }
  });
  const left: Token | null = open;
  if (left === null) return false;
  const { start } = left as Token;
  const end = tokens.at(-1)?.end ?? start;
  quotes.push({ start, end, isOpen: true, continues: continues && left === tokens[0] });
  return true;
}

type Kind = { readonly mark: 'open' | 'close'; readonly isSingle: boolean };

function kindOf(text: string, { start, end, text: mark }: Token, isOpen: boolean): Kind | null {
  const before = text[start - 1] ?? ' ';
  const after = text[end] ?? ' ';
  switch (mark) {
    case '“':
    case '«':
    case '„':
    case '``':
      return { mark: 'open', isSingle: false };
    case '”':
    case '»':
      return { mark: 'close', isSingle: false };
    case '"':
    case "''":
      if (/[\s([—–-]/.test(before) && /[^\s,.;:!?)]/.test(after))
        return { mark: isOpen && /[—–-]/.test(before) ? 'close' : 'open', isSingle: false };
      if (isOpen) return { mark: 'close', isSingle: false };
      return /\S/.test(after) ? { mark: 'open', isSingle: false } : null;
    case '`':
      return { mark: 'open', isSingle: true };
    case "'":
      if (/[\s([—–]/.test(before) && /\p{L}/u.test(after)) return { mark: 'open', isSingle: true };
      return /\S/.test(before) && !/\p{L}/u.test(after) ? { mark: 'close', isSingle: true } : null;
    default:
      return null;
  }
}

/** A single mark opens a quote only where one closes it: "the '90s" and "troops' moves" do not. */
function hasClose(text: string, tokens: readonly Token[], from: number): boolean {
  for (let at = from + 2; at < tokens.length && at < from + 120; at += 1) {
    const token = tokens[at] as Token;
    if (
      token.text === "'" &&
      kindOf(text, token, true)?.mark === 'close' &&
      /[\p{P}\p{L}]/u.test(text[token.start - 1] ?? '')
    )
      return true;
    if (/^[“”"]$/.test(token.text)) return false;
  }
  return false;
}

/** The quote that holds an offset, or null; by halving, since there may be thousands. */
export function quoteAt(quotes: readonly Quote[], offset: number): Quote | null {
  const quote = quotes[countUpTo(quotes, offset)];
  return quote && quote.start <= offset ? quote : null;
}

/** The quotes that share a character with the span. */
export function quotesFrom(quotes: readonly Quote[], { start, end }: Span): readonly Quote[] {
  const found: Quote[] = [];
  for (let at = countUpTo(quotes, start); at < quotes.length; at += 1) {
    const quote = quotes[at] as Quote;
    if (quote.start >= end) break;
    found.push(quote);
  }
  return found;
}

/** Whether a quote holds the span without being it. */
export function isInsideQuote(quotes: readonly Quote[], span: Span): boolean {
  const quote = quoteAt(quotes, span.start);
  return quote !== null && quote.start < span.start && span.end < quote.end;
}
