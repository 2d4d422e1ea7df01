import type { Span } from '../../corpus/article.ts';
import type { Modality } from '../claim.ts';
import type { VerbChunk } from '../grammar/chunks.ts';
import type { Grammar, Parsed } from '../grammar/grammar.ts';
import { isAdverb, verbAt } from '../grammar/phrases.ts';
import type { Tagged } from '../grammar/tagging.ts';
import type { CueWord } from './cues.ts';

/** How a statement is made, and whether what it states is a negative. */
export type Stance = { readonly modality: Modality; readonly negated: boolean };

/** Reads the stance from the cue's word and the main verb of what is said. */
export function readStance(
  grammar: Grammar,
  word: CueWord | null,
  cue: VerbChunk | null,
  content: readonly Span[],
  sentence: Parsed,
): Stance {
  const main = mainVerb(grammar, content, sentence);
  const isHedged = main !== null && isUncertain(main.parsed, main.verb);
  const modality = word?.modality ?? (isHedged ? 'possible' : 'claimed');
  const isDenied = Boolean(word?.negative) !== Boolean(cue?.negated);
  const isNegative = main !== null && (main.verb.negated || hasNo(main.parsed, main.verb));
  return { modality, negated: isDenied !== isNegative };
}

type Main = { readonly parsed: Parsed; readonly verb: VerbChunk };

/** The first verb with tense that is no relative clause's. */
function mainVerb(grammar: Grammar, content: readonly Span[], around: Parsed): Main | null {
  for (const { start, end } of content) {
    const parsed = sentenceAt(grammar, start, around);
    if (!parsed) continue;
    for (const chunk of parsed.chunks) {
      if (chunk.kind !== 'verb' || chunk.form !== 'finite') continue;
      const token = parsed.tokens[chunk.first] as Tagged;
      if (token.start < start || token.end > end || isSubordinate(parsed, chunk, start)) continue;
      return { parsed, verb: chunk };
    }
  }
  return null;
}

/** How many sentences off a content may begin: long quotes are said of by their last sentence. */
const REACH = 60;

function sentenceAt({ sentences }: Grammar, offset: number, around: Parsed): Parsed | null {
  for (let off = 0; off <= REACH; off += 1) {
    for (const parsed of [sentences[around.index - off], sentences[around.index + off]]) {
      const span = parsed?.sentence.span;
      if (parsed && span && span.start <= offset && offset < span.end) return parsed;
    }
  }
  return null;
}

/** In "As talks begin, Russia is …" and "the troops who are there have left" the first verb is not the main one. */
function isSubordinate(parsed: Parsed, verb: VerbChunk, from: number): boolean {
  for (let at = verb.first - 1; at >= 0; at -= 1) {
    const token = parsed.tokens[at] as Tagged;
    if (token.start < from || token.tag === ',' || verbAt(parsed, at)?.form === 'finite')
      return false;
    const opensContent =
      parsed.tokens[at - 1] === undefined || (parsed.tokens[at - 1] as Tagged).end <= from;
    if (/^(WP|WDT|WRB)$/.test(token.tag) && !opensContent) return true;
    if (
      token.tag === 'IN' &&
      /^(as|while|although|though|because|if|since|when|unless|until|after|before)$/.test(
        token.lower,
      )
    )
      return true;
  }
  return false;
}

function isUncertain({ tokens }: Parsed, verb: VerbChunk): boolean {
  if (/^(may|might|could)$/.test(verb.modal ?? '') || /^(appear|seem)$/.test(verb.lemma))
    return true;
  let at = verb.last;
  while (isAdverb(tokens[at])) at += 1;
  if (verb.passive && /^(believe|think|expect|suspect|presume)$/.test(verb.lemma)) return true;
  return /^(likely|unlikely|possible|probable)$/.test(tokens[at]?.lower ?? '');
}

/** "there is no indication", "has no plans"; not "no more than 16,000". */
function hasNo({ tokens }: Parsed, verb: VerbChunk): boolean {
  return (
    tokens[verb.last]?.lower === 'no' &&
    !/^(?:more|less|fewer|later|sooner)$/.test(tokens[verb.last + 1]?.lower ?? '')
  );
}
