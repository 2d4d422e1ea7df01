import type { Span } from '../../corpus/article.ts';
import type { Grammar, Parsed } from '../grammar/grammar.ts';
import { type Quote, quoteAt, quotesFrom } from '../grammar/quotes.ts';
import type { Candidate } from './candidates.ts';

/** An attribution whose content may still grow. */
export type Growing = { readonly parsed: Parsed; readonly cue: Span; content: Span[] };

type Introducing = Growing & { readonly candidate: Candidate };

/** Shorter quotes are words that the writer takes over, no statements. */
const LEAST_CHARS = 20;

/**
 * Lets quotes run on: to their closing mark, sentences away, and into the bare quotes that follow a
 * quoted speaker until the writer speaks again. A bare quote after an indirect statement ("She says
 * it is safe. “Nobody is hurt.”") is given back as an attribution of its own, with that statement's
 * source and cue. `drafts` are in reading order and outside quotes.
 */
export function runOn<Draft extends Growing>(
  { quotes, sentences }: Grammar,
  drafts: readonly Draft[],
): Draft[] {
  for (const draft of drafts) draft.content = draft.content.map((span) => extend(span, quotes));
  const taken = new Set(
    drafts.flatMap(({ content }) => content.map(({ start }) => quoteAt(quotes, start)?.start)),
  );
  const carried: Draft[] = [];
  let speaker: Draft | null = null;
  let sayer: Draft | null = null;
  let next = 0;
  for (const parsed of sentences) {
    const own: Draft[] = [];
    for (let draft = drafts[next]; draft?.parsed === parsed; draft = drafts[++next])
      own.push(draft);
    const { span, paragraph } = parsed.sentence;
    if (own.length > 0) {
      speaker =
        own.findLast(({ content }) => content.some((part) => isSpeech(quotes, part))) ?? null;
      sayer = own.at(-1) ?? null;
      continue;
    }
    if (isCovered(quotes, span)) continue;
    const quote = quotesFrom(quotes, span).find(
      ({ start, end }) => start >= span.start && end - start > LEAST_CHARS,
    );
    // “It is over. They went home,” the minister said: the quote has its own speaker, sentences on.
    if (quote && taken.has(quote.start)) continue;
    const isBare = quote !== undefined && quote.start <= span.start + 1;
    const isNear = (draft: Draft) => draft.parsed.sentence.paragraph === paragraph;
    if (quote && speaker && isBare) speaker.content.push({ start: quote.start, end: quote.end });
    else if (quote && speaker && isNear(speaker) && !isIntroduced(parsed, quote)) {
      speaker.content.push({ start: span.start, end: Math.max(span.end, quote.end) });
    } else if (quote && isBare && sayer && isNear(sayer) && quote.end >= span.end - 1) {
      speaker = { ...sayer, content: [{ start: quote.start, end: quote.end }] };
      carried.push(speaker);
    } else {
      speaker = null;
      sayer = null;
    }
  }
  return carried;
}

/**
 * Gives a cue whose sentence ends in its colon the paragraph behind it: "The mayor wrote:", and what she wrote
 * on the next line, its quotation alone where it opens with one.
 */
export function readOn({ quotes, sentences }: Grammar, drafts: readonly Introducing[]): void {
  for (const { parsed, candidate, content } of drafts) {
    if (candidate.frame !== 'colon' || content.length > 0) continue;
    const next = sentences[parsed.index + 1]?.sentence;
    if (!next || next.paragraph === parsed.sentence.paragraph) continue;
    const { start } = next.span;
    const quote = quoteAt(quotes, start);
    let at = parsed.index + 1;
    while (sentences[at + 1]?.sentence.paragraph === next.paragraph) at += 1;
    const end = sentences[at]?.sentence.span.end ?? next.span.end;
    content.push(quote?.start === start ? { start, end: quote.end } : { start, end });
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
