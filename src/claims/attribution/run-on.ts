import type { Span } from '../../corpus/article.ts';
import type { Grammar } from '../grammar/grammar.ts';
import type { Quote } from '../grammar/quotes.ts';

/** An attribution whose content may still grow. */
export type Growing = { readonly cue: Span; content: Span[] };

/** A bare quote further off than this from the last one belongs to nobody. */
const REACH_CHARS = 400;

/** Lets quotes run on: into all the sentences between their marks, and into bare quotes that follow. */
export function runOn({ quotes, sentences }: Grammar, drafts: readonly Growing[]): void {
  let last: Growing | null = null;
  let next = 0;
  for (const quote of quotes) {
    for (let draft = drafts[next]; draft && draft.cue.start < quote.start; draft = drafts[++next])
      last = draft;
    const own = drafts.find(({ content }) => content.some((span) => touches(span, quote)));
    if (own) {
      own.content = own.content.map((span) =>
        touches(span, quote) && quote.end > span.end ? { start: span.start, end: quote.end } : span,
      );
      last = own;
      continue;
    }
    const before = last?.content.at(-1);
    if (!last || !before || quote.start - before.end > REACH_CHARS) continue;
    const isBare = sentences.some(
      ({ sentence: { span } }) => Math.abs(span.start - quote.start) <= 1,
    );
    if (isBare && quote.end - quote.start > 20 && quotes.some((other) => touches(before, other))) {
      last.content = [...last.content, { start: quote.start, end: quote.end }];
    }
  }
}

function touches(span: Span, quote: Quote): boolean {
  return span.start < quote.end && quote.start < span.end;
}
