import type { VerbChunk } from '../grammar/chunks.ts';
import type { Parsed } from '../grammar/grammar.ts';
import { nounAt, verbAt } from '../grammar/phrases.ts';
import { findSubject } from '../grammar/subjects.ts';
import type { GrammarWords } from '../grammar/tagging.ts';
import type { Candidate } from './candidates.ts';
import type { Cues } from './cues.ts';

/** How far behind the verb's object the mark of its figure may stand. */
const OBJECT_REACH = 14;
/** How far behind "at" its number may stand: "at somewhat more than 12,000". */
const NUMBER_REACH = 5;

/**
 * Reads "put the number of troops at 12,000", "estimates losses at between 300 and 400": verbs that say something
 * only where a figure follows. Null for any other use of the verb.
 */
export function readFigureCandidate(
  parsed: Parsed,
  verb: VerbChunk,
  words: GrammarWords,
  { figures }: Cues,
): Candidate | null {
  if (verb.passive || !figures.verbs.includes(verb.lemma)) return null;
  const { tokens } = parsed;
  const object = nounAt(parsed, verb.last);
  const subject = object && findSubject(parsed, verb, words);
  if (!object || !subject || subject.isAfter) return null;
  const isMark = (at: number) =>
    figures.marks.includes(tokens[at]?.lower ?? '') &&
    tokens
      .slice(at + 1, at + 1 + NUMBER_REACH)
      .some(({ tag, lower }) => tag === 'CD' || figures.vague.includes(lower));
  let at = object.last;
  // "the number of troops still on Czechoslovak soil at"
  while (at < object.last + OBJECT_REACH && !isMark(at)) {
    if (!tokens[at] || tokens[at]?.tag === ',' || verbAt(parsed, at)?.form === 'finite')
      return null;
    at += 1;
  }
  if (!isMark(at)) return null;
  return {
    lemma: verb.lemma,
    cue: verb,
    verb,
    frame: 'clause',
    key: 'clause',
    source: { first: subject.first, last: subject.last, head: subject.head.head },
    complement: { frame: 'clause', first: verb.last, addressee: null },
    topic: null,
    clause: { first: Math.min(subject.from, verb.first), last: verb.last },
  };
}
