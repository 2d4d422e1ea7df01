import type { Span } from '../../corpus/article.ts';
import type { Parsed } from '../grammar/grammar.ts';
import {
  hasFinite,
  hasMainClause,
  isClosing,
  isOpening,
  type Run,
  verbAt,
} from '../grammar/phrases.ts';
import { type Quote, quoteAt } from '../grammar/quotes.ts';
import type { Tagged } from '../grammar/tagging.ts';
import type { Candidate } from './candidates.ts';
import { anotherSpeaks, type Bounds, endOfContent } from './content-end.ts';

/** The spans that hold what is said. */
export function readContent(parsed: Parsed, candidate: Candidate, bounds: Bounds): Span[] {
  const { frame, complement, topic } = candidate;
  if (frame === 'before') return contentBefore(parsed, candidate, bounds);
  const spans = topic ? [toSpan(parsed, topic)] : [];
  const { first } = complement;
  if (frame !== 'none' && first < parsed.tokens.length) {
    const run = trim(parsed, { first, last: endOfContent(parsed, candidate, bounds) });
    if (run.last > run.first) spans.push(toSpan(parsed, run));
  }
  return spans;
}

function contentBefore(
  parsed: Parsed,
  { clause, complement, cue }: Candidate,
  { quotes, clauses, cues }: Bounds,
): Span[] {
  const { tokens } = parsed;
  const start = tokens[0] as Tagged;
  // "They expect more: “…,” Sak said": what stands before the colon is the writer's.
  const colon = isClosing(tokens[clause.first - 1])
    ? tokens.findIndex(({ text }, at) => text === ':' && isOpening(tokens[at + 1]))
    : -1;
  const whole = trim(parsed, { first: colon < clause.first ? colon + 1 : 0, last: clause.first });
  if (whole.last <= whole.first) return [];
  const before = fromJoin(parsed, whole, clause);
  if (before.last <= before.first) {
    const rest = trim(parsed, { first: clause.last, last: tokens.length });
    return rest.last > rest.first ? [toSpan(parsed, rest)] : [];
  }
  const running = colon >= 0 ? undefined : startsInside(quotes, start);
  const span = toSpan(parsed, before);
  const spans = [running ? { start: running.start, end: span.end } : span];
  const first = continuation(
    parsed,
    before,
    clause,
    clause.first < cue.first,
    complement.frame === 'quote' && /^[,:]$/.test(tokens[complement.first - 1]?.text ?? '')
      ? complement.first
      : null,
  );
  if (first === null) return spans;
  // "The convoy, Vella said, left and, the mayor added, did not return": another speaker takes over.
  const next = clauses.find((other) => other.first > first && tokens[other.first - 1]?.tag === ',');
  const last = next ? withoutJoin(parsed, next.first) : tokens.length;
  // "The convoy, Vella said, left, and the mayor said it did not return"
  const other = tokens.findIndex(
    ({ tag }, at) =>
      at > first &&
      at < last &&
      tag === 'CC' &&
      tokens[at - 1]?.tag === ',' &&
      anotherSpeaks(parsed, at + 1, last, cues),
  );
  const after = trim(parsed, { first, last: other < 0 ? last : other });
  if (after.last > after.first) spans.push(toSpan(parsed, after));
  return spans;
}

function startsInside(quotes: readonly Quote[], { start }: Span): Quote | undefined {
  const quote = quoteAt(quotes, start);
  return quote && quote.start < start ? quote : undefined;
}

/** Where content goes on after a cue in its middle: "“…,” he said, “…”", "The war, he said, is over"; null when it does not. */
function continuation(
  parsed: Parsed,
  before: Run,
  clause: Run,
  isForward: boolean,
  quote: number | null,
): number | null {
  const { tokens } = parsed;
  if (quote !== null) return quote;
  const isQuoted = isClosing(tokens[before.last - 1]);
  const next = tokens[clause.last];
  const isSetOff = /^[,:—]$|^--$/.test(tokens[clause.last - 1]?.text ?? '');
  if (isOpening(next) && (isSetOff || !isQuoted)) return clause.last;
  if (isQuoted) {
    // "…," said Sherman, a lawyer, "…"
    for (let at = clause.last + 1; at < tokens.length; at += 1) {
      if (verbAt(parsed, at)?.form === 'ing') return null;
      if (isOpening(tokens[at]) && tokens[at - 1]?.tag === ',') return at;
    }
    return null;
  }
  if (next?.tag !== ',') return null;
  const at = clause.last + 1;
  const after = tokens[at];
  if (!after || after.tag === '.') return null;
  if (!hasMainClause(parsed, before) || /^(IN|TO)$/.test(after.tag)) return at;
  if (after.lower === 'including' || (tokens[before.first] as Tagged).tag.startsWith('W'))
    return at;
  // "That, he said, was", "He had, the airline said, and": what stands before lacks a part.
  return isForward && !/^(VBG|WP|WP\$|WDT|WRB)$/.test(after.tag) ? at : null;
}

/** "…, which, he said, would fall", "… and, records show, has left": what is said begins with the clause that the comma cuts. */
function fromJoin(parsed: Parsed, before: Run, clause: Run): Run {
  const { tokens } = parsed;
  const { tag, lower } = tokens[before.last - 1] as Tagged;
  if (tokens[clause.first - 1]?.tag !== ',' || before.last - before.first < 2) return before;
  if (tag === 'CC') return { first: before.last, last: before.last };
  const isJoin = /^(WDT|WRB)$/.test(tag) || /^(because|that|although|though|while)$/.test(lower);
  return isJoin && hasFinite(parsed, before)
    ? { first: before.last - 1, last: before.last }
    : before;
}

/** Leaves out the ", and," that leads to another speaker. */
function withoutJoin({ tokens }: Parsed, end: number): number {
  let last = end;
  while (/^(?:,|CC)$/.test(tokens[last - 1]?.tag ?? '')) last -= 1;
  return last;
}

/** Leaves out marks at both ends that are no part of what is said. */
function trim(parsed: Parsed, run: Run): Run {
  let { first, last } = run;
  const isMark = (at: number) => /^([,.;:—–]|--|-)$/.test(parsed.tokens[at]?.text ?? '');
  while (last > first && isMark(last - 1)) last -= 1;
  while (first < last && isMark(first)) first += 1;
  return { first, last };
}

export function toSpan(parsed: Parsed, { first, last }: Run): Span {
  return {
    start: (parsed.tokens[first] as Tagged).start,
    end: (parsed.tokens[last - 1] as Tagged).end,
  };
}
