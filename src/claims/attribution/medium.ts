import type { Parsed } from '../grammar/grammar.ts';
import { endOfNounPhrase, isTime, nounAt, type Run } from '../grammar/phrases.ts';
import type { GrammarWords } from '../grammar/tagging.ts';
import type { Candidate } from './candidates.ts';

/** Whom something was said to ("told CNN"), or what it was said in: "in a post on Telegram"; null when neither is told. */
export function readAddressee(
  parsed: Parsed,
  { complement, cue, clause }: Candidate,
  words: GrammarWords,
): Run | null {
  if (complement.addressee) return complement.addressee;
  const after = readMedium(parsed, { first: cue.last, last: clause.last }, words);
  return after ?? readMedium(parsed, { first: 0, last: Math.min(2, cue.first) }, words);
}

/** "in a post on Telegram", "in an interview with the BBC", the preposition being within the run. */
function readMedium(parsed: Parsed, { first, last }: Run, words: GrammarWords): Run | null {
  const { tokens } = parsed;
  for (let at = first; at < last; at += 1) {
    if (!/^(in|during)$/.test(tokens[at]?.lower ?? '')) continue;
    const noun = nounAt(parsed, at + 1);
    if (!noun || isTime(parsed, noun) || !words.media.has(tokens[noun.head]?.lemma ?? '')) continue;
    const end = endOfNounPhrase(parsed, noun, tokens.length, () => false);
    return { first: noun.first, last: end };
  }
  return null;
}
