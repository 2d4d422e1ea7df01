import type { Span } from '../../corpus/article.ts';
import type { VerbChunk } from '../grammar/chunks.ts';
import type { Grammar, Parsed } from '../grammar/grammar.ts';
import { isOpening } from '../grammar/phrases.ts';
import { quoteAt } from '../grammar/quotes.ts';
import { findSubject, type Subject } from '../grammar/subjects.ts';
import type { GrammarWords } from '../grammar/tagging.ts';
import type { Candidate } from './candidates.ts';
import type { Cues } from './cues.ts';
import { TURN } from './turns.ts';

/** Shorter quotes are words that the writer takes over. */
const LEAST_QUOTE_CHARS = 12;

/**
 * Reads “Borg shook his head. “They were empty.””: where somebody makes a gesture and a quotation follows in the same
 * paragraph, the two are one's. Null where the sentence has no gesture, or no quotation behind it.
 */
export function readGesture(
  parsed: Parsed,
  { quotes, sentences, words }: Grammar,
  { gestures }: Cues,
): { readonly candidate: Candidate; readonly content: Span } | null {
  const next = sentences[parsed.index + 1]?.sentence;
  if (!next || next.paragraph !== parsed.sentence.paragraph) return null;
  const quote = quoteAt(quotes, next.span.start);
  if (quote?.start !== next.span.start || quote.end - quote.start < LEAST_QUOTE_CHARS) return null;
  const who = personOf(parsed, words);
  if (!who || !gestures.includes(who.verb.lemma)) return null;
  const { verb, subject } = who;
  const end = parsed.tokens.length;
  return {
    candidate: {
      lemma: verb.lemma,
      cue: verb,
      verb,
      frame: 'quote',
      key: 'quote',
      source: { first: subject.first, last: subject.last, head: subject.head.head },
      complement: { frame: 'quote', first: end, addressee: null },
      topic: null,
      clause: { first: Math.min(subject.from, verb.first), last: verb.last },
    },
    content: { start: quote.start, end: quote.end },
  };
}

/** Reads “The general was blunt: “We see no tanks.””: behind the colon speaks whom the sentence is about. */
export function readColon(
  parsed: Parsed,
  { quotes, words }: Grammar,
): { readonly candidate: Candidate; readonly content: Span } | null {
  const { tokens } = parsed;
  const colon = tokens.findIndex(({ text }, at) => text === ':' && isOpening(tokens[at + 1]));
  const mark = tokens[colon + 1];
  const quote = colon > 0 && mark ? quoteAt(quotes, mark.start) : null;
  if (quote?.start !== mark?.start || !quote || quote.end - quote.start < LEAST_QUOTE_CHARS)
    return null;
  const who = personOf(parsed, words);
  if (!who || who.verb.last > colon) return null;
  const { subject } = who;
  return {
    candidate: {
      lemma: TURN,
      cue: { first: colon, last: colon + 1 },
      verb: null,
      frame: 'colon',
      key: 'colon',
      source: { first: subject.first, last: subject.last, head: subject.head.head },
      complement: { frame: 'colon', first: colon + 1, addressee: null },
      topic: null,
      clause: { first: colon, last: colon + 1 },
    },
    content: { start: quote.start, end: quote.end },
  };
}

/** The first verb with tense, where its subject is a person. */
function personOf(
  parsed: Parsed,
  words: GrammarWords,
): { readonly verb: VerbChunk; readonly subject: Subject } | null {
  const verb = parsed.chunks.find((chunk) => chunk.kind === 'verb' && chunk.form === 'finite');
  if (verb?.kind !== 'verb' || verb.passive) return null;
  const subject = findSubject(parsed, verb, words);
  const head = subject && parsed.tokens[subject.head.head];
  if (
    !subject ||
    !head ||
    !(head.tag === 'NNP' || /^(?:he|she)$/.test(head.lower) || words.persons.has(head.lemma))
  )
    return null;
  return { verb, subject };
}
