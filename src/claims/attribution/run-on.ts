import type { Span } from '../../corpus/article.ts';
import type { Grammar, Parsed } from '../grammar/grammar.ts';
import { type Quote, quoteAt, quotesFrom } from '../grammar/quotes.ts';

/** An attribution whose content may still grow. */
export type Growing = { readonly parsed: Parsed; readonly cue: Span; content: Span[] };

/** Shorter quotes are words that the writer takes over, no statements. */
const LEAST_CHARS = 20;

/**
 * Lets quotes run on: to their closing mark, sentences away, and into the bare quotes that follow a
 * quoted speaker until the writer speaks again. `drafts` are in reading order and outside quotes.
 */
export function runOn({ quotes, sentences }: Grammar, drafts: readonly Growing[]): void {
  for (const draft of drafts) {
    draft.content = draft.content.map((span) => extend(span, quotes));
  }
  let speaker: Growing | null = null;
  let next = 0;
  for (const parsed of sentences) {
    const own: Growing[] = [];
    for (let draft = drafts[next]; draft?.parsed === parsed; draft = drafts[++next])
      own.push(draft);
    const { span, paragraph } = parsed.sentence;
    const quoting = own.findLast(({ content }) => content.some((part) => isSpeech(quotes, part)));
    if (quoting) speaker = quoting;
    else if (own.length > 0) speaker = null;
    else if (!isCovered(quotes, span)) {
      const found: Quote | undefined = quotesFrom(quotes, span).find(
        ({ start, end }) => start >= span.start && end - start > LEAST_CHARS,
      );
      if (!speaker || !found) speaker = null;
      else if (found.start <= span.start + 1)
        speaker.content.push({ start: found.start, end: found.end });
      else if (paragraph === speaker.parsed.sentence.paragraph && !isIntroduced(parsed, found))
        speaker.content.push({ start: span.start, end: Math.max(span.end, found.end) });
      else speaker = null;
    }
  }
}

/** "Sanders shot back, “…”": the words before the mark give the quote to somebody. */
function isIntroduced({ tokens }: Parsed, { start }: Quote): boolean {
  const before = tokens.findLast((token) => token.end <= start);
  return before !== undefined && /^[,:]$/.test(before.text);
}

/** Opens with a quote, or ends with one of some length. */
function isSpeech(quotes: readonly Quote[], { start, end }: Span): boolean {
  if (quoteAt(quotes, start)?.start === start) return true;
  const last = quoteAt(quotes, end - 1);
  return last !== null && last.end - last.start > LEAST_CHARS * 2;
}

/** To the end of the quote that the span ends in. */
function extend(span: Span, quotes: readonly Quote[]): Span {
  const quote = quoteAt(quotes, span.end - 1);
  return quote && quote.end > span.end ? { start: span.start, end: quote.end } : span;
}

/** True when the sentence opens inside a quote that began before it. */
function isCovered(quotes: readonly Quote[], { start }: Span): boolean {
  const quote = quoteAt(quotes, start);
  return quote !== null && quote.start < start;
}
