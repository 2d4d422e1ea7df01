import type { Span } from '../../corpus/article.ts';
import type { Grammar, Parsed } from '../grammar/grammar.ts';
import { quoteAt } from '../grammar/quotes.ts';
import { findSubject } from '../grammar/subjects.ts';
import type { Candidate } from './candidates.ts';
import type { Cues } from './cues.ts';

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
  const verb = parsed.chunks.find((chunk) => chunk.kind === 'verb' && chunk.form === 'finite');
  if (verb?.kind !== 'verb' || verb.passive || !gestures.includes(verb.lemma)) return null;
  const subject = findSubject(parsed, verb, words);
  const head = subject && parsed.tokens[subject.head.head];
  if (
    !subject ||
    !head ||
    !(head.tag === 'NNP' || /^(?:he|she)$/.test(head.lower) || words.persons.has(head.lemma))
  )
    return null;
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
