import type { NounChunk } from '../grammar/chunks.ts';
import type { Parsed } from '../grammar/grammar.ts';
import { endOfNounPhrase, isClosing, nounAt, startsClause, verbAt } from '../grammar/phrases.ts';
import type { Tagged } from '../grammar/tagging.ts';
import { endOfApposition } from './apposition.ts';
import { type Candidate, isManner } from './candidates.ts';
import type { Cues } from './cues.ts';

/** The lists of `Cues` that name sources, ready for use. */
export type SourcePhrases = {
  /** By their first word. */
  readonly phrases: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly documents: ReadonlySet<string>;
};

/** Prepares the lists for one article. */
export function openPhrases({ phrases, documents }: Cues): SourcePhrases {
  const byFirst = new Map<string, (readonly string[])[]>();
  for (const phrase of phrases) {
    const words = phrase.split(' ');
    const first = words[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), words]);
  }
  return { phrases: byFirst, documents: new Set(documents) };
}

/** Finds "according to X" and its like: the sentence that holds it is X's. */
export function readNamedSources(
  parsed: Parsed,
  { phrases, documents }: SourcePhrases,
): Candidate[] {
  const { tokens } = parsed;
  const found: Candidate[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const { lower, tag } = tokens[at] as Tagged;
    if (tag !== 'IN' && tag !== 'VBG') continue;
    const phrase = phrases
      .get(lower)
      ?.find((words) => words.every((word, i) => tokens[at + i]?.lower === word));
    const width = phrase ? phrase.length : lower === 'in' || lower === 'per' ? 1 : 0;
    const noun = width > 0 ? nounAt(parsed, at + width) : null;
    if (!noun || (!phrase && !isDocument(parsed, noun, at, documents))) continue;
    // "according to our assessments": what the speaker himself says.
    if (/^(our|my|us|me)$/.test(tokens[noun.first]?.lower ?? '')) continue;
    const cue = { first: at, last: at + width };
    let last = endOfNounPhrase(
      parsed,
      noun,
      tokens.length,
      (token) => at > 0 && isManner(parsed, token),
    );
    last = endOfApposition(parsed, last, at === 0);
    let first = at;
    while (
      first > 0 &&
      /^(CC|RB|,)$/.test(tokens[first - 1]?.tag ?? '') &&
      tokens[first - 1]?.tag !== ','
    )
      first -= 1;
    const complement = {
      frame: 'comma',
      first: afterComma(parsed, last),
      addressee: null,
    } as const;
    found.push({
      lemma: phrase?.join(' ') ?? 'in',
      cue,
      verb: null,
      frame: isLeading(parsed, first) || isJoined(parsed, at, last) ? 'comma' : 'before',
      key: 'before',
      source: { first: noun.first, last, head: noun.head },
      complement,
      topic: null,
      clause: { first, last: at > 0 ? clauseEnd(parsed, last) : last },
    });
  }
  return found;
}

/** "In a CNN poll, Trump leads": at either end of the sentence, where no verb has the phrase for its own. */
function isDocument(
  parsed: Parsed,
  noun: NounChunk,
  at: number,
  documents: ReadonlySet<string>,
): boolean {
  if (!documents.has(parsed.tokens[noun.head]?.lemma ?? '')) return false;
  return isLeading(parsed, at) || parsed.tokens[at - 1]?.tag === ',';
}

/** At the start of the sentence, or after a conjunction or a quotation mark there. */
function isLeading(parsed: Parsed, at: number): boolean {
  return parsed.tokens.slice(0, at).every(({ tag }) => /^(CC|RB|``|''|,|IN)$/.test(tag));
}

/** ", and according to a third it is not": the phrase opens a clause of its own. */
function isJoined(parsed: Parsed, at: number, end: number): boolean {
  const { tokens } = parsed;
  if (tokens[at - 1]?.tag !== 'CC' || tokens[at - 2]?.tag !== ',') return false;
  return startsClause(parsed, tokens[end]?.tag === ',' ? end + 1 : end);
}

function afterComma(parsed: Parsed, from: number): number {
  const { tokens } = parsed;
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at] as Tagged;
    if (token.tag === ',' || token.text === ':') return at + 1;
    if (verbAt(parsed, at)?.form === 'finite') return from;
  }
  return tokens.length;
}

function clauseEnd(parsed: Parsed, from: number): number {
  let at = from;
  for (; at < parsed.tokens.length; at += 1) {
    const token = parsed.tokens[at] as Tagged;
    if (token.tag === ',' || token.tag === '.' || isClosing(token) || /^[:;—]$/.test(token.text))
      break;
  }
  return at;
}
