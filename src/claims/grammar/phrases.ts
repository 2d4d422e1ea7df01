import type { Chunk, NounChunk, VerbChunk } from './chunks.ts';
import type { Parsed } from './grammar.ts';
import type { Tagged } from './tagging.ts';

type Words = ReadonlySet<string>;

/** A run of tokens of one sentence, `first` to `last` (exclusive). */
export type Run = { readonly first: number; readonly last: number };

export const TIME: Words = new Set(
  (
    'monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow ' +
    'tonight week month year weekend morning afternoon evening night day january february ' +
    'march april june july august september october november december mon. jan. feb. aug. ' +
    'sept. oct. nov. dec.'
  ).split(' '),
);
export const WH: Words = new Set(
  'whether if what how why who whom whose when where which'.split(' '),
);
export const SUBORDINATORS: Words = new Set(
  (
    'because if when while as since although though until unless after before whereas where ' +
    'that whether how why once so lest'
  ).split(' '),
);
/** Prepositions by their tag that open clauses. */
const CONJUNCTIONS: Words = new Set(
  'that because if although though whether unless lest whereas'.split(' '),
);
/** Open a clause of their own behind a noun, and so end the one that it began. */
const CUTTING: Words = new Set([
  'because',
  'although',
  'though',
  'while',
  'whereas',
  'unless',
  'if',
]);
/** Open a clause or a phrase: "after the talks". */
const TIMING: Words = new Set(['as', 'after', 'before', 'since', 'until']);
const RELATIVE_TAGS: Words = new Set(['WRB', 'WP', 'WP$', 'WDT']);
/** Tags of what may stand before, in and behind a noun phrase and its verb. */
const PASSED_TAGS: Words = new Set(
  'IN TO RB RBR RBS CC JJ JJR JJS DT PDT CD POS -LRB- -RRB- HYPH RP VBN VBG'.split(' '),
);
export const isOpening = (token: Tagged | undefined): boolean => token?.tag === '``';
export const isClosing = (token: Tagged | undefined): boolean => token?.tag === "''";

export const nounAt = (parsed: Parsed, token: number): NounChunk | null => {
  const found = chunkAt(parsed, token);
  return found?.kind === 'noun' ? found : null;
};
export const verbAt = (parsed: Parsed, token: number): VerbChunk | null => {
  const found = chunkAt(parsed, token);
  return found?.kind === 'verb' ? found : null;
};
function chunkAt(parsed: Parsed, token: number): Chunk | undefined {
  const number = parsed.chunkOf[token];
  return number === undefined || number < 0 ? undefined : parsed.chunks[number];
}

export const isAdverb = (token: Tagged | undefined): boolean =>
  token?.tag.startsWith('RB') === true && token.lower !== "n't";

export const isPreposition = (token: Tagged | undefined): boolean =>
  token !== undefined &&
  (token.tag === 'IN' || token.tag === 'TO') &&
  !CONJUNCTIONS.has(token.lower);

/** "Thursday", "last week", "March 27": when, not who or what. */
export function isTime(parsed: Parsed, { first, last }: Run): boolean {
  for (let at = first; at < last; at += 1) {
    const token = parsed.tokens[at] as Tagged;
    if (TIME.has(token.lower))
      return !parsed.tokens
        .slice(at + 1, last)
        .some(({ tag, lower }) => tag.startsWith('N') && !TIME.has(lower));
  }
  return false;
}

/**
 * Where a noun phrase ends with the phrases that hang on it: "officials in the department", "the head
 * of the party", "a channel linked to the Kremlin". Stops before times and, with `isSource`, before
 * what tells where or how something was said.
 */
export function endOfNounPhrase(
  parsed: Parsed,
  noun: NounChunk,
  limit: number,
  stop: (token: number) => boolean,
): number {
  let end = noun.last;
  for (;;) {
    const token = parsed.tokens[end];
    if (!token || end >= limit || stop(end)) return end;
    // "the Associated Press (AP)"
    if (token.text === '(' && parsed.tokens[end + 2]?.text === ')') {
      end += 3;
      continue;
    }
    let next = end;
    if (token.lower === 'and' || token.lower === 'or' || token.lower === '&') {
      const other = nounAt(parsed, end + 1);
      if (!other || other.last > limit || startsClause(parsed, end + 1)) return end;
      end = other.last;
      continue;
    }
    // "sources familiar with the talks"
    if (token.tag === 'JJ' && isPreposition(parsed.tokens[end + 1])) next = end + 1;
    const verb = verbAt(parsed, next);
    if (
      verb &&
      (verb.form === 'en' || verb.form === 'ing') &&
      isPreposition(parsed.tokens[verb.last])
    )
      next = verb.last;
    if (isPreposition(parsed.tokens[next])) {
      const other = nounAt(parsed, next + 1);
      if (!other || other.last > limit || isTime(parsed, other)) return end;
      end = other.last;
      continue;
    }
    return end;
  }
}

/** Whether a clause with a finite verb of its own opens at `token`: "the troops in Kursk have moved". */
export function startsClause(parsed: Parsed, token: number): boolean {
  let pending = 0;
  let seenNoun = false;
  const limit = Math.min(parsed.tokens.length, token + 45);
  for (let at = token; at < limit; ) {
    const word = parsed.tokens[at] as Tagged;
    const verb = verbAt(parsed, at);
    const noun = nounAt(parsed, at);
    if (noun) {
      if (word.tag === 'WP' || word.tag === 'WDT') pending += 1;
      seenNoun = true;
      at = noun.last;
    } else if (verb) {
      if (verb.form === 'finite' || (verb.form === 'base' && seenNoun)) {
        if (!seenNoun) return false;
        if (pending === 0) return true;
        pending -= 1;
      }
      at = verb.last;
    } else if (word.lower === 'that' && (word.tag === 'WDT' || word.tag === 'IN')) {
      pending += 1;
      at += 1;
    } else if (word.tag === ',') {
      if (!seenNoun) return false;
      // A parenthesis or a list goes on; a conjunction opens another clause.
      const next = parsed.tokens[at + 1];
      if (isOpening(next) && verbAt(parsed, at + 2)?.form === 'finite') {
        at += 2;
        continue;
      }
      if (next && (/^(CC|PRP|WRB)$/.test(next.tag) || isOpening(next) || isClosing(next)))
        return false;
      if (verbAt(parsed, at + 1)?.form === 'ing') {
        const resumed = endOfParticipial(parsed, at + 1);
        if (resumed < 0) return false;
        at = resumed;
        continue;
      }
      at += 1;
    } else if (PASSED_TAGS.has(word.tag) || isOpening(word) || isClosing(word)) {
      if (word.tag === 'IN' && CUTTING.has(word.lower) && seenNoun) return false;
      if (word.tag === 'IN' && TIMING.has(word.lower) && seenNoun)
        pending += opensClauseBriefly(parsed, at + 1) ? 1 : 0;
      at += 1;
    } else if (RELATIVE_TAGS.has(word.tag)) {
      pending += 1;
      at += 1;
    } else return false;
  }
  return false;
}

/** How long an aside with a participle may be, in words: "divisions, totaling perhaps 50,000 men, were assembled". */
const ASIDE_REACH = 14;

/** The verb with tense behind the comma that ends a participle's aside; -1 where the participle ends the clause. */
function endOfParticipial(parsed: Parsed, first: number): number {
  for (let at = first + 1; at < first + ASIDE_REACH; at += 1) {
    const token = parsed.tokens[at];
    if (!token || isOpening(token) || isClosing(token) || /^[;:.]$/.test(token.text)) return -1;
    if (verbAt(parsed, at)?.form === 'finite') return -1;
    if (token.tag === ',' && verbAt(parsed, at + 1)?.form === 'finite') return at + 1;
  }
  return -1;
}

function opensClauseBriefly(parsed: Parsed, at: number): boolean {
  const noun = nounAt(parsed, at);
  return noun !== null && verbAt(parsed, noun.last)?.form === 'finite';
}

/** False for "After the meeting" and "If he is charged": what follows the cue is still the same clause. */
export function hasMainClause(parsed: Parsed, { first, last }: Run): boolean {
  const opening = parsed.tokens[first] as Tagged;
  const isSubordinate = opening.tag === 'IN' || opening.tag === 'WRB';
  if (isSubordinate && !parsed.tokens.slice(first, last).some(({ tag }) => tag === ','))
    return false;
  return hasFinite(parsed, { first, last });
}

export function hasFinite({ chunks }: Parsed, { first, last }: Run): boolean {
  return chunks.some(
    (chunk) =>
      chunk.kind === 'verb' &&
      chunk.form === 'finite' &&
      chunk.first >= first &&
      chunk.last <= last,
  );
}
