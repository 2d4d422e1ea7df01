import type { Parsed } from '../grammar/grammar.ts';
import { endOfNounPhrase, isClosing, nounAt, verbAt } from '../grammar/phrases.ts';
import type { Tagged } from '../grammar/tagging.ts';
import { type Candidate, isManner } from './candidates.ts';

/** Finds "according to X" and its like: the sentence that holds it is X's. */
export function readNamedSources(
  parsed: Parsed,
  phrases: readonly (readonly string[])[],
): Candidate[] {
  const { tokens } = parsed;
  const found: Candidate[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const phrase = phrases.find((words) =>
      words.every((word, i) => tokens[at + i]?.lower === word),
    );
    const noun = phrase && nounAt(parsed, at + phrase.length);
    if (!noun) continue;
    const cue = { first: at, last: at + phrase.length };
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
      lemma: phrase.join(' '),
      cue,
      verb: null,
      frame: isLeading(parsed, first) ? 'comma' : 'before',
      key: 'before',
      source: { first: noun.first, last, head: noun.head },
      complement,
      topic: null,
      clause: { first, last: at > 0 ? clauseEnd(parsed, last) : last },
    });
  }
  return found;
}

/** A speaker's name is short. */
const TURN_TOKENS = 12;

/** Reads "Zelensky: We see preparations", as headlines and transcripts have it. */
export function readTurn(parsed: Parsed): Candidate | null {
  const { tokens } = parsed;
  const colon = tokens.findIndex(({ text }, at) => text === ':' && at > 0 && at <= TURN_TOKENS);
  const noun = nounAt(parsed, 0);
  if (colon < 1 || colon + 2 >= tokens.length || !noun || noun.last > colon) return null;
  const isName =
    tokens[noun.head]?.tag.startsWith('NNP') && /^\p{Lu}/u.test(tokens[noun.head]?.text ?? '');
  if (!isName || parsed.chunks.some(({ kind, first }) => kind === 'verb' && first < colon))
    return null;
  return {
    lemma: ':',
    cue: { first: colon, last: colon + 1 },
    verb: null,
    frame: 'colon',
    key: 'colon',
    source: { first: 0, last: colon, head: noun.head },
    complement: { frame: 'colon', first: colon + 1, addressee: null },
    topic: null,
    clause: { first: 0, last: colon + 1 },
  };
}

/** At the start of the sentence, or after a conjunction or a quotation mark there. */
function isLeading(parsed: Parsed, at: number): boolean {
  return parsed.tokens.slice(0, at).every(({ tag }) => /^(CC|RB|``|''|,|IN)$/.test(tag));
}

/** Takes in ", a research group," after the name. */
function endOfApposition(parsed: Parsed, from: number, isLeading: boolean): number {
  const { tokens } = parsed;
  if (tokens[from]?.tag !== ',') return from;
  const noun = nounAt(parsed, from + 1);
  const opening = tokens[from + 1];
  if (!noun || !opening || !/^(DT|JJ|NN|NNS|CD|PRP\$)$/.test(opening.tag)) return from;
  const end = endOfNounPhrase(parsed, noun, tokens.length, () => false);
  if (isLeading && verbAt(parsed, end)) return from;
  return !tokens[end] || /^[,.]$/.test(tokens[end]?.tag ?? '') ? end : from;
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
