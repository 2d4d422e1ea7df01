import type { NounChunk, VerbChunk } from '../grammar/chunks.ts';
import { readComplement } from '../grammar/complements.ts';
import type { Parsed } from '../grammar/grammar.ts';
import { endOfNounPhrase, isAdverb, nounAt, type Run, verbAt } from '../grammar/phrases.ts';
import { findSubject } from '../grammar/subjects.ts';
import type { GrammarWords, Tagged } from '../grammar/tagging.ts';
import type { Candidate, Source } from './candidates.ts';
import type { Cues } from './cues.ts';

/**
 * Reads "his promise to leave", "the claim by Kyiv that", "expressed concern about": whose it is comes
 * from a possessive, from "by", "of" or "from", or from the verb that has the noun for its object. The
 * key names which of them, before a slash: `own/that`, `by/that`, `subject/prep-about`.
 */
export function readNounCandidate(
  parsed: Parsed,
  noun: NounChunk,
  words: GrammarWords,
): Candidate | null {
  const { tokens } = parsed;
  const { lemma } = tokens[noun.head] as Tagged;
  const own = possessor(parsed, noun);
  const agent = own ? null : readAgent(parsed, noun.last);
  const governor = own || agent ? null : verbAt(parsed, noun.first - 1);
  const subject = governor && !governor.passive ? findSubject(parsed, governor, words) : null;
  const complement = readComplement(parsed, agent ? agent.last : noun.last, false);
  const role = own ? 'own' : agent ? 'by' : governor ? 'subject' : 'none';
  const source =
    own ??
    agent ??
    (subject && { first: subject.first, last: subject.last, head: subject.head.head });
  if (!source) return null;
  const cue = {
    first: governor ? governor.first : own ? Math.max(noun.first, own.last) : noun.first,
    last: noun.last,
  };
  return {
    lemma,
    cue,
    verb: governor,
    frame: complement.frame,
    key: `${role}/${complement.frame}`,
    source,
    complement,
    topic: null,
    clause: { first: Math.min(source.first, cue.first), last: complement.first },
  };
}

/** "Russia's", "his": the possessor inside the phrase. */
function possessor(parsed: Parsed, { first, last, head }: NounChunk): Source | null {
  for (let at = first; at < last; at += 1) {
    const { tag } = parsed.tokens[at] as Tagged;
    if (tag === 'PRP$') return { first: at, last: at + 1, head: at };
    if (tag === 'POS' && at > first && at < head) return { first, last: at, head: at - 1 };
  }
  return null;
}

function readAgent(parsed: Parsed, at: number): Source | null {
  const word = parsed.tokens[at]?.lower;
  if (word !== 'by' && word !== 'from') return null;
  const noun = nounAt(parsed, at + 1);
  if (!noun) return null;
  const stop = (token: number) =>
    /^(that|in|on|about|for|to)$/.test(parsed.tokens[token]?.lower ?? '');
  return {
    first: noun.first,
    last: endOfNounPhrase(parsed, noun, parsed.tokens.length, stop),
    head: noun.head,
  };
}

/** Reads "is confident that", "remains opposed to": an adjective after a verb of being, with its subject for source. */
export function readAdjectiveCandidate(
  parsed: Parsed,
  verb: VerbChunk,
  words: GrammarWords,
  adjectives: Cues['adjectives'],
): Candidate | null {
  const { tokens } = parsed;
  if (!/^(be|become|remain|feel|seem|get|stay)$/.test(verb.lemma) || verb.passive) return null;
  let at = verb.last;
  while (isAdverb(tokens[at])) at += 1;
  const adjective = tokens[at];
  if (!adjective || !Object.hasOwn(adjectives, adjective.lower)) return null;
  if (!/^JJ|^VBN/.test(adjective.tag) || nounAt(parsed, at)) return null;
  const subject = findSubject(parsed, verb, words);
  if (!subject || subject.isAfter) return null;
  const complement = readComplement(parsed, at + 1, false);
  const cue: Run = { first: verb.first, last: at + 1 };
  return {
    lemma: adjective.lower,
    cue,
    verb,
    frame: complement.frame,
    key: complement.frame,
    source: { first: subject.first, last: subject.last, head: subject.head.head },
    complement,
    topic: null,
    clause: { first: subject.from, last: complement.first },
  };
}
