import type { Article, Span } from '../../corpus/article.ts';
import type { Grammar, Parsed } from '../grammar/grammar.ts';
import { isClosing, isOpening, type Run, verbAt } from '../grammar/phrases.ts';
import { isInsideQuote, type Quote, quoteAt } from '../grammar/quotes.ts';
import type { Tagged } from '../grammar/tagging.ts';
import { type Candidate, readVerbCandidate } from './candidates.ts';
import { readContent, toSpan } from './content.ts';
import type { Cues, CueWord } from './cues.ts';
import { readFigureCandidate } from './figure-cues.ts';
import { readColon, readGesture } from './gestures.ts';
import { readNamedSources, type SourcePhrases } from './named-sources.ts';
import { readAdjectiveCandidate, readNounCandidate } from './nouns.ts';
import type { Growing } from './run-on.ts';
import { readClosingTurn, readSignature, readTurn } from './turns.ts';
import { worthOf } from './worth.ts';

/** An attribution before its content has grown over sentences and its source is known by name. */
export type Draft = Growing & {
  readonly parsed: Parsed;
  readonly candidate: Candidate;
  /** Null for phrases, marks and verbs that are cues by their place alone. */
  readonly word: CueWord | null;
};

type Found = { readonly candidate: Candidate; readonly word: CueWord | null };
type Weighed = { readonly candidate: Candidate; readonly word: CueWord; readonly worth: number };

/** "Ukraine, which one official said has sent troops, …" and "the minister's claim that" hold in whatever they stand. */
const STANDS_BESIDE = /^(?:gap|(?:own|by)\/that)$/;

/** Finds the attributions of one sentence, in the order of their cues. */
export function readSentence(
  { text }: Article,
  parsed: Parsed,
  grammar: Grammar,
  cues: Cues,
  phrases: SourcePhrases,
): Draft[] {
  const { quotes } = grammar;
  const signature = readSignature(parsed, quotes, text);
  if (signature) {
    const { candidate, content } = signature;
    const cue = toSpan(parsed, candidate.cue);
    return [{ parsed, candidate, word: null, cue, content: [content] }];
  }
  const found: Found[] = readNamedSources(parsed, phrases).map((candidate) => ({
    candidate,
    word: null,
  }));
  const turn = readTurn(parsed) ?? readClosingTurn(parsed);
  if (turn) found.push({ candidate: turn, word: null });
  // "Expects the attacks to begin": of words that share a verb the likelier is the cue.
  const weighed = weighWords(parsed, grammar, cues).sort((one, other) => other.worth - one.worth);
  for (const { candidate, word } of weighed)
    if (isFree(found, candidate.cue)) found.push({ candidate, word });
  for (const chunk of parsed.chunks) {
    const figure = chunk.kind === 'verb' && readFigureCandidate(parsed, chunk, grammar.words, cues);
    if (figure && isFree(found, figure.cue)) found.push({ candidate: figure, word: null });
  }
  found.push(...readBesideQuotes(parsed, grammar, found));
  const gesture =
    found.length === 0 ? (readGesture(parsed, grammar, cues) ?? readColon(parsed, grammar)) : null;
  if (gesture) {
    const { candidate, content } = gesture;
    return [
      { parsed, candidate, word: null, cue: toSpan(parsed, candidate.cue), content: [content] },
    ];
  }
  found.sort((one, other) => one.candidate.cue.first - other.candidate.cue.first);
  const clauses = found
    // "…, and according to a third, …" ends what stands before it as "…, he said" does.
    .filter(
      ({ candidate: { frame, key, clause } }) =>
        frame === 'before' || (key === 'before' && clause.first > 1),
    )
    .map(({ candidate }) => candidate.clause);
  const drafts = found.map(({ candidate, word }) => ({
    parsed,
    candidate,
    word,
    cue: toSpan(parsed, candidate.cue),
    content: readContent(parsed, candidate, { quotes, clauses, cues }),
  }));
  return drafts.filter(({ candidate, word, cue }, index) => {
    const isNested =
      word !== null &&
      !STANDS_BESIDE.test(candidate.key) &&
      drafts.some((other, at) => at !== index && holds(other.content, cue));
    if (!isNested || isInsideQuote(quotes, cue)) return true;
    return worthOf(parsed, candidate, word, { isInsideQuote: false, isNested }, cues) >= cues.least;
  });
}

/** The listed words of a sentence that are likely cues. */
function weighWords(parsed: Parsed, { quotes, words }: Grammar, cues: Cues): Weighed[] {
  const weighed: Weighed[] = [];
  const weigh = (candidate: Candidate | null, list: Cues['verbs']) => {
    const word = candidate && lookUp(list, candidate.lemma);
    if (!word || !(candidate.key in word.frames)) return;
    if (isAnonymity(parsed, candidate, cues) || isEpithet(candidate)) return;
    if (word.relays && isAside(candidate)) return;
    const standing = {
      isInsideQuote: isInsideQuote(quotes, toSpan(parsed, candidate.cue)),
      isNested: false,
    };
    const worth = worthOf(parsed, candidate, word, standing, cues);
    if (worth >= cues.least) weighed.push({ candidate, word, worth });
  };
  for (const chunk of parsed.chunks) {
    if (chunk.kind === 'noun') {
      if (lookUp(cues.nouns, parsed.tokens[chunk.head]?.lemma ?? ''))
        weigh(readNounCandidate(parsed, chunk, words), cues.nouns);
      continue;
    }
    weigh(readAdjectiveCandidate(parsed, chunk, words, cues.adjectives), cues.adjectives);
    const word = lookUp(cues.verbs, chunk.lemma);
    if (word) {
      const candidate = readVerbCandidate(parsed, chunk, word, words);
      weigh(withHedge(parsed, withSpeaker(parsed, candidate, weighed), cues), cues.verbs);
    }
  }
  return weighed;
}

/** "Reuters, citing two officers, said": whom it cites is told with what it says. */
function isAside({ verb, source, cue }: Candidate): boolean {
  return verb?.form === 'ing' && source?.last === cue.first - 1;
}

/** "The group, known as": a participle on a noun that nobody is said to have used. */
function isEpithet({ verb, source }: Candidate): boolean {
  return verb?.form === 'en' && source === null;
}

/** "Who asked not to be named": how a source wants to stand in the article, no matter of its own. */
function isAnonymity(parsed: Parsed, { frame, complement }: Candidate, cues: Cues): boolean {
  if (frame !== 'to') return false;
  const verb = verbAt(parsed, complement.first);
  return verb?.passive === true && cues.anonymity.includes(verb.lemma);
}

/** "Vella appeared to suggest that", "went on to say that": whoever seems to speak speaks, as far as anybody can tell. */
function withHedge(parsed: Parsed, candidate: Candidate, cues: Cues): Candidate {
  const { verb, cue, key, frame } = candidate;
  if (verb?.form !== 'to' || !/^(?:that|clause|quote|wh)$/.test(frame)) return candidate;
  const hedge = verbAt(parsed, cue.first - 1);
  if (!hedge || hedge.passive || !lookUp(cues.verbs, hedge.lemma)?.impersonal) return candidate;
  return {
    ...candidate,
    cue: { first: hedge.first, last: cue.last },
    key: key.slice('to/'.length),
  };
}

/** "Ito said that he was ready, adding that": who speaks goes on, not who is spoken of. */
function withSpeaker(parsed: Parsed, candidate: Candidate, before: readonly Weighed[]): Candidate {
  const { verb } = candidate;
  const mark = verb?.form === 'ing' ? parsed.tokens[verb.first - 1] : undefined;
  if (mark?.tag !== ',' && !isClosing(mark)) return candidate;
  const spoken = before.filter(({ candidate: { verb: cue, source: who, cue: run } }) =>
    Boolean(
      cue?.form === 'finite' &&
        who &&
        run.last < candidate.cue.first &&
        // Behind a semicolon another clause begins, with a subject of its own.
        parsed.tokens.slice(run.last, candidate.cue.first).every(({ text }) => text !== ';'),
    ),
  );
  let at = spoken.length - 1;
  while (at > 0 && isWithin(parsed, spoken[at] as Weighed, spoken[at - 1] as Weighed)) at -= 1;
  const speaker = spoken[at]?.candidate.source;
  return speaker ? { ...candidate, source: speaker } : candidate;
}

/** Whether one cue stands in the clause that another brings, with nothing between them that ends it. */
function isWithin({ tokens }: Parsed, inner: Weighed, outer: Weighed): boolean {
  const { frame, complement } = outer.candidate;
  if (frame !== 'that' && frame !== 'clause') return false;
  for (let at = complement.first; at < inner.candidate.cue.first; at += 1)
    if (/^(?:CC|,)$/.test(tokens[at]?.tag ?? '')) return false;
  return true;
}

/** "…," Hollande retaliated: beside a whole quote any verb is a cue. */
function readBesideQuotes(
  parsed: Parsed,
  { quotes, words }: Grammar,
  found: readonly Found[],
): Found[] {
  if (!parsed.tokens.some((token) => isOpening(token) || isClosing(token))) return [];
  const beside: Found[] = [];
  for (const chunk of parsed.chunks) {
    if (chunk.kind !== 'verb' || chunk.passive || chunk.lemma === 'be') continue;
    if (isInsideQuote(quotes, parsed.tokens[chunk.head] as Tagged) || !isFree(found, chunk))
      continue;
    const candidate = readVerbCandidate(parsed, chunk, null, words);
    // "The troops have left, Vella said, “and …”": the quote is the nearer cue's.
    const isNearer = found.some(
      ({ candidate: { cue } }) => cue.first >= chunk.last && cue.last <= candidate.complement.first,
    );
    if (!isNearer && isBesideQuote(parsed, candidate, quotes))
      beside.push({ candidate, word: null });
  }
  return beside;
}

/** Shorter quotes are words that the writer takes over. */
const LEAST_QUOTE_CHARS = 20;

function isBesideQuote(
  { tokens }: Parsed,
  { frame, source, clause, complement }: Candidate,
  quotes: readonly Quote[],
): boolean {
  const head = source && tokens[source.head];
  if (!head || /^(i|we|you|it|this|that|which)$/.test(head.lower)) return false;
  const mark =
    frame === 'before'
      ? tokens[clause.first - 1]
      : frame === 'quote'
        ? tokens[complement.first]
        : undefined;
  if (!mark || !(isOpening(mark) || isClosing(mark))) return false;
  const quote = quoteAt(quotes, mark.start);
  if (!quote || quote.end - quote.start < LEAST_QUOTE_CHARS) return false;
  const beside = frame === 'before' ? tokens[clause.first - 2] : tokens[complement.first - 1];
  return /^[,?!:]$/.test(beside?.text ?? '');
}

function lookUp(list: Cues['verbs'], lemma: string): CueWord | undefined {
  return Object.hasOwn(list, lemma) ? list[lemma] : undefined;
}

function isFree(found: readonly Found[], { first, last }: Run): boolean {
  return found.every(({ candidate: { cue } }) => cue.last <= first || last <= cue.first);
}

function holds(content: readonly Span[], { start, end }: Span): boolean {
  return content.some((span) => span.start <= start && end <= span.end);
}
