import type { Article, Span } from '../../corpus/article.ts';
import type { Tagged } from './tagging.ts';

/** Words between quotation marks; the span takes in the marks. */
export type Quote = Span & {
  /** True when it ends without a mark because the next paragraph takes it up, or the text ends. */
  readonly isOpen: boolean;
  /** True when it takes up a quote that the paragraph before left open. */
  readonly continues: boolean;
};

type Lines = readonly {
  readonly sentence: { readonly paragraph: number };
  readonly tokens: readonly Tagged[];
}[];

/**
 * Pairs quotation marks paragraph by paragraph, so that one stray mark spoils one paragraph. Single
 * marks count only where the text uses no double ones inside, and never as apostrophes.
 */
export function readQuotes(article: Pick<Article, 'text'>, sentences: Lines): readonly Quote[] {
  const quotes: Quote[] = [];
  let open: { start: number; continues: boolean } | null = null;
  let left: boolean = false;
  let paragraph = -1;
  let end = 0;
  for (const { sentence, tokens } of sentences) {
    if (sentence.paragraph !== paragraph) {
      if (open) quotes.push({ ...open, end, isOpen: true });
      left = open !== null;
      open = null;
      paragraph = sentence.paragraph;
    }
    for (const token of tokens) {
      const mark = direction(article.text, token, open !== null);
      if (mark === 'open') {
        if (!open) open = { start: token.start, continues: left };
        left = false;
      } else if (mark === 'close' && open) {
        quotes.push({ ...open, end: token.end, isOpen: false });
        open = null;
      }
      end = token.end;
    }
  }
  if (open) quotes.push({ ...open, end, isOpen: true });
  return quotes;
}

function direction(
  text: string,
  { start, end, text: mark }: Tagged,
  isOpen: boolean,
): 'open' | 'close' | null {
  if (mark === '“' || mark === '«' || mark === '„') return 'open';
  if (mark === '”' || mark === '»') return 'close';
  if (mark !== '"') return null;
  const before = text[start - 1] ?? ' ';
  const after = text[end] ?? ' ';
  if (/[\s([—–-]/.test(before) && /\S/.test(after))
    return isOpen && /[,.;:!?]/.test(after) ? 'close' : 'open';
  return isOpen ? 'close' : /\S/.test(after) ? 'open' : null;
}
