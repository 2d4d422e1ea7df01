import type { Article, Span } from '../../corpus/article.ts';
import type { Modality } from '../claim.ts';
import type { VerbChunk } from '../grammar/chunks.ts';
import { CLOSE_QUOTE, nounAt, OPEN_QUOTE, type Run, verbAt } from '../grammar/clauses.ts';
import type { Grammar, Parsed } from '../grammar/grammar.ts';
import type { Quote } from '../grammar/quotes.ts';
import type { Tagged } from '../grammar/tagging.ts';
import { findAntecedents } from './antecedents.ts';
import { type Candidate, readCandidate } from './candidates.ts';
import type { Cues, CueWord } from './cues.ts';

/** Who says or thinks what, in the article's own words. */
export type Attribution = {
  /** The exact words of the source, appositions included; empty when none is named ("is believed to"). */
  readonly source: readonly Span[];
  /** The fullest mention of the same source, for a pronoun, role or shortened name; null when `source` is itself the fullest. */
  readonly antecedent: readonly Span[] | null;
  readonly cue: readonly Span[];
  /** The main word of the cue, as `Cues` lists it: "say". */
  readonly lemma: string;
  /** What is said; several spans where the cue stands in the middle or a quote runs on. */
  readonly content: readonly Span[];
  /** Index into `Article.sentences` of the sentence that holds the cue. */
  readonly sentence: number;
  readonly modality: Modality;
  /** The cue denies the content ("denied the call") or is itself negated ("did not say"). */
  readonly negated: boolean;
  /** Whom or through what it was said: "told CNN", "wrote in a post on Telegram". */
  readonly addressee: readonly Span[] | null;
  /** Index of the attribution in whose content this one stands; null at the top. */
  readonly nested: number | null;
  /** The content is direct speech. */
  readonly quoted: boolean;
  /** The cue stands inside quotation marks: the quoted speaker relays somebody. */
  readonly isInsideQuote: boolean;
};

/** An attribution while its sentence is read: token runs, and character spans only for what runs on. */
type Draft = {
  readonly parsed: Parsed;
  readonly candidate: Candidate;
  readonly word: CueWord;
  readonly source: Run | null;
  readonly cue: Run;
  content: Span[];
};

/** Finds every attribution of an article, in the order of their cues. */
export function attribute(article: Article, grammar: Grammar, cues: Cues): readonly Attribution[] {
  const drafts: Draft[] = [];
  for (const parsed of grammar.sentences) drafts.push(...readSentence(parsed, grammar, cues));
  runOn(grammar, drafts);
  const found = drafts.filter(({ content }) => content.length > 0);
  const spans = found.map(({ content }) => content);
  const antecedents = findAntecedents(
    grammar,
    found.map(({ parsed, source }) => ({ sentence: parsed.index, run: source })),
  );
  return found.map(({ parsed, candidate, word, source, cue, content }, index): Attribution => {
    const first = content[0] as Span;
    const cueSpan = toSpan(parsed, cue);
    return {
      source: source ? [toSpan(parsed, source)] : [],
      antecedent: antecedents[index] ?? null,
      cue: [cueSpan],
      lemma: candidate.verb.lemma,
      content,
      sentence: parsed.index,
      modality: readModality(article.text, word, content),
      negated: Boolean(word.negative) !== candidate.verb.negated,
      addressee: candidate.complement.addressee
        ? [toSpan(parsed, candidate.complement.addressee)]
        : null,
      nested: enclosing(spans, index, cueSpan),
      quoted: grammar.quotes.some(
        ({ start, end }) =>
          start <= first.start + 1 && first.start <= start + 1 && first.end <= end + 1,
      ),
      isInsideQuote: isInside(grammar.quotes, cueSpan),
    };
  });
}

function readSentence(parsed: Parsed, grammar: Grammar, cues: Cues): Draft[] {
  const drafts: Draft[] = [];
  for (const verb of parsed.chunks) {
    if (verb.kind !== 'verb') continue;
    const draft = readVerb(parsed, verb, grammar, cues);
    if (draft) drafts.push(draft);
  }
  const clauses = drafts
    .filter(({ candidate }) => candidate.frame === 'before')
    .map(({ candidate }) => candidate.clause);
  for (const draft of drafts) draft.content = readContent(draft, grammar.quotes, clauses, cues);
  return drafts;
}

function readVerb(parsed: Parsed, verb: VerbChunk, grammar: Grammar, cues: Cues): Draft | null {
  const word = Object.hasOwn(cues.verbs, verb.lemma) ? cues.verbs[verb.lemma] : undefined;
  if (!word) return null;
  const candidate = readCandidate(parsed, verb, word.addressee === true);
  if (!isLikely(parsed, candidate, word, grammar.quotes, cues.least)) return null;
  const cue = { first: verb.first, last: verb.last };
  const { subject } = candidate;
  const source = subject ? { first: subject.first, last: subject.last } : null;
  return { parsed, candidate, word, source, cue, content: [] };
}

function isLikely(
  parsed: Parsed,
  { verb, frame, subject }: Candidate,
  { frames }: CueWord,
  quotes: readonly Quote[],
  least: number,
): boolean {
  const key = `${verb.form === 'finite' ? '' : `${verb.form}/`}${verb.passive && frame !== 'before' ? 'be-' : ''}${frame}`;
  let worth = frames[key] ?? 0;
  const head = subject && (parsed.tokens[subject.head.head] as Tagged).lower;
  if (head && /^(i|we|you|it|there|this|that)$/.test(head)) worth *= 0.5;
  if (isInside(quotes, parsed.tokens[verb.head] as Tagged))
    worth *= head && parsed.tokens[subject.head.head]?.tag !== 'PRP' ? 0.7 : 0.3;
  return worth >= least;
}

/** The token runs that hold what is said, as spans. */
function readContent(
  draft: Draft,
  quotes: readonly Quote[],
  clauses: readonly Run[],
  cues: Cues,
): Span[] {
  const { parsed, candidate } = draft;
  if (candidate.frame === 'before') return contentBefore(draft, quotes);
  const first = candidate.complement.first;
  if (candidate.frame === 'none' || first >= parsed.tokens.length) return [];
  const last = endOfContent(draft, first, quotes, clauses, cues);
  return last > first ? [toSpan(parsed, { first, last })] : [];
}

function contentBefore(
  { parsed, candidate: { clause, complement, frame } }: Draft,
  quotes: readonly Quote[],
): Span[] {
  const { tokens } = parsed;
  const start = tokens[0] as Tagged;
  const before = trim(parsed, { first: 0, last: clause.first });
  if (before.last <= before.first) return [];
  const running = quotes.find((quote) => quote.start < start.start && start.start < quote.end);
  const span = toSpan(parsed, before);
  const spans = [running ? { start: running.start, end: span.end } : span];
  // "“…,” he said, “…”" and "The war, he said, is over": the content goes on after its cue.
  let at = clause.last;
  if (tokens[at]?.tag === ',') at += 1;
  const next = tokens[at];
  const hasVerb = parsed.chunks.some(
    (chunk) => chunk.kind === 'verb' && chunk.form === 'finite' && chunk.last <= clause.first,
  );
  if (
    next &&
    next.tag !== '.' &&
    (OPEN_QUOTE.test(next.text) || next.text === '"' || frame === 'quote' || !hasVerb)
  ) {
    const from = complement.frame === 'quote' ? complement.first : at;
    const after = trim(parsed, { first: from, last: tokens.length });
    if (after.last > after.first) spans.push(toSpan(parsed, after));
  }
  return spans;
}

/** Where content that follows its cue ends (exclusive token). */
function endOfContent(
  { parsed, candidate }: Draft,
  first: number,
  quotes: readonly Quote[],
  clauses: readonly Run[],
  cues: Cues,
): number {
  const { tokens } = parsed;
  const opening = tokens[first] as Tagged;
  const { frame } = candidate;
  const cueToken = tokens[candidate.verb.head] as Tagged;
  const around = quotes.find(({ start, end }) => start < cueToken.start && cueToken.end < end);
  const quote = quotes.find(({ start }) => start === opening.start);
  let limit = tokens.length;
  for (const clause of clauses) {
    if (
      clause.first > first &&
      clause.first < limit &&
      !(clause.first <= candidate.verb.first && candidate.verb.first < clause.last)
    )
      limit = clause.first;
  }
  if (quote) {
    const close = tokens.findIndex(({ end }) => end >= quote.end);
    const last = close < 0 ? tokens.length : close + 1;
    if (last < limit && !/^[,.!?]$/.test(tokens[last - 2]?.text ?? ''))
      return endOfClauseContent(parsed, last, limit, frame, cues, candidate.verb);
    return Math.min(last, Math.max(limit, last));
  }
  let end =
    frame === 'np' || frame.startsWith('prep-')
      ? endOfObject(parsed, first, limit)
      : endOfClauseContent(parsed, first, limit, frame, cues, candidate.verb);
  if (around) while (end > first && (tokens[end - 1] as Tagged).end > around.end) end -= 1;
  return trim(parsed, { first, last: end }).last;
}

/** A clause runs to the end of the sentence, unless another cue of the same or another source takes over. */
function endOfClauseContent(
  parsed: Parsed,
  first: number,
  limit: number,
  frame: string,
  cues: Cues,
  cue: VerbChunk,
): number {
  const { tokens } = parsed;
  for (let at = first + 1; at < limit; at += 1) {
    const token = tokens[at] as Tagged;
    if (token.text === ';') return at;
    if (frame === 'to' || frame === 'np-to' || frame === 'np-as') {
      if (
        token.tag === ',' &&
        /^(CC|IN|WRB|WDT|WP|VBG)$/.test(tokens[at + 1]?.tag ?? '') &&
        tokens[at + 1]?.lower !== 'of'
      )
        return at;
    }
    if (token.tag === ',') {
      const next = verbAt(parsed, at + 1);
      if (next && next.form === 'ing' && isCue(next, cues)) return at;
    }
    if (token.tag === 'CC') {
      let to = at + 1;
      while (tokens[to]?.tag.startsWith('RB')) to += 1;
      const next = verbAt(parsed, to);
      if (
        next &&
        next.form === 'finite' &&
        cue.form === 'finite' &&
        isCue(next, cues) &&
        sameTense(parsed, cue, next)
      )
        return tokens[at - 1]?.tag === ',' ? at - 1 : at;
      // ", but the Kremlin denied it": another source takes the word.
      if (tokens[at - 1]?.tag === ',') {
        const noun = nounAt(parsed, to);
        const verb = noun && verbAt(parsed, noun.last);
        if (verb && verb.form === 'finite' && isCue(verb, cues)) return at - 1;
      }
    }
  }
  return limit;
}

function isCue(verb: VerbChunk, cues: Cues): boolean {
  if (!Object.hasOwn(cues.verbs, verb.lemma)) return false;
  const frames = cues.verbs[verb.lemma]?.frames ?? {};
  return (
    Math.max(frames.that ?? 0, frames.clause ?? 0, frames.quote ?? 0, frames['ing/that'] ?? 0) >=
    0.6
  );
}

function sameTense(parsed: Parsed, one: VerbChunk, other: VerbChunk): boolean {
  return parsed.tokens[one.first]?.tag === parsed.tokens[other.first]?.tag || one.modal !== null;
}

/** An object ends with its noun phrase and what hangs on it, at the latest at a comma that opens something else. */
function endOfObject(parsed: Parsed, first: number, limit: number): number {
  for (let at = first + 1; at < limit; at += 1) {
    const { tag, text, lower } = parsed.tokens[at] as Tagged;
    if (text === ';' || text === '—' || CLOSE_QUOTE.test(text)) return at;
    if (
      tag === ',' &&
      !(
        nounAt(parsed, at + 1) &&
        parsed.tokens.slice(at, at + 14).some((token) => token.tag === 'CC')
      )
    )
      return at;
    if (/^(because|while|although|though|when|after|before|if|saying)$/.test(lower)) return at;
  }
  return limit;
}

/** Leaves out marks at both ends that are no part of what is said. */
function trim(parsed: Parsed, run: Run): Run {
  let { first, last } = run;
  while (last > first && /^([,.;:—–]|--|-)$/.test(parsed.tokens[last - 1]?.text ?? '')) last -= 1;
  while (first < last && /^([,.;:—–]|--|-)$/.test(parsed.tokens[first]?.text ?? '')) first += 1;
  return { first, last };
}

export function toSpan(parsed: Parsed, { first, last }: Run): Span {
  return {
    start: (parsed.tokens[first] as Tagged).start,
    end: (parsed.tokens[last - 1] as Tagged).end,
  };
}

function isInside(quotes: readonly Quote[], span: Span): boolean {
  return quotes.some(({ start, end }) => start < span.start && span.end < end);
}

/** Lets a quote run on: into the sentences that its marks span, and into bare quotes that follow. */
function runOn(grammar: Grammar, drafts: readonly Draft[]): void {
  const taken = new Set<Quote>();
  for (const quote of grammar.quotes) {
    if (drafts.some(({ content }) => content.some((span) => touches(span, quote))))
      taken.add(quote);
  }
  let last: Draft | null = null;
  let next = 0;
  for (const quote of grammar.quotes) {
    while (
      next < drafts.length &&
      toSpan((drafts[next] as Draft).parsed, (drafts[next] as Draft).cue).start < quote.start
    )
      last = drafts[next++] ?? null;
    const own = drafts.find(({ content }) => content.some((span) => touches(span, quote)));
    if (own) {
      own.content = own.content.map((span) =>
        touches(span, quote) && quote.end > span.end
          ? { start: Math.min(span.start, Math.max(quote.start, span.start)), end: quote.end }
          : span,
      );
      last = own;
      continue;
    }
    if (!last || last.content.length === 0) continue;
    const sentence = grammar.sentences.find(
      ({ sentence: { span } }) => span.start <= quote.start && quote.start < span.end,
    );
    if (!sentence) continue;
    const isBare = quote.start <= sentence.sentence.span.start + 1;
    const before = last.content.at(-1) as Span;
    if (
      isBare &&
      quote.end - quote.start > 20 &&
      quote.start - before.end < 400 &&
      grammar.quotes.some((other) => touches(before, other))
    ) {
      last.content = [...last.content, { start: quote.start, end: quote.end }];
    }
  }
}

function touches(span: Span, quote: Quote): boolean {
  return span.start < quote.end && quote.start < span.end;
}

function readModality(text: string, word: CueWord, content: readonly Span[]): Modality {
  if (word.modality) return word.modality;
  const [first] = content;
  if (!first) return 'claimed';
  // The first words carry the content's own main verb often enough.
  return /\b(?:may|might|could|appears?|appeared|likely|possibl[ey]|probably)\b/.test(
    text.slice(first.start, Math.min(first.end, first.start + 160)),
  )
    ? 'possible'
    : 'claimed';
}

/** The attribution whose content holds the cue; the innermost, where several do. */
function enclosing(contents: readonly (readonly Span[])[], own: number, cue: Span): number | null {
  let found: number | null = null;
  let size = Number.POSITIVE_INFINITY;
  contents.forEach((spans, index) => {
    if (index === own) return;
    for (const { start, end } of spans) {
      if (start <= cue.start && cue.end <= end && end - start < size) {
        found = index;
        size = end - start;
      }
    }
  });
  return found;
}
