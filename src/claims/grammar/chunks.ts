import type { Tagged } from './tagging.ts';
import { isBe, isDo, isHave } from './word-classes.ts';

/** A run of tokens, `first` to `last` (exclusive), that is one noun phrase without what follows its head. */
export type NounChunk = {
  readonly kind: 'noun';
  readonly first: number;
  readonly last: number;
  /** The token that carries the meaning: the last noun. */
  readonly head: number;
};

/** Auxiliaries, adverbs between them and the main verb: "has not been expected". */
export type VerbChunk = {
  readonly kind: 'verb';
  readonly first: number;
  readonly last: number;
  /** The main verb. */
  readonly head: number;
  readonly lemma: string;
  /** `finite` has tense or a modal; `to`, `ing` and `en` are the forms that stand without. */
  readonly form: 'finite' | 'to' | 'ing' | 'en' | 'base';
  readonly passive: boolean;
  readonly negated: boolean;
  readonly modal: string | null;
};

export type Chunk = NounChunk | VerbChunk;

const NOUN = new Set(['NN', 'NNS', 'NNP', 'NNPS', 'FW']);
const DETERMINERS = new Set(['DT', 'PDT', 'PRP$']);
const IN_NOUN = new Set([...NOUN, ...DETERMINERS, 'CD', 'JJ', 'JJR', 'JJS', 'POS', '$', '#']);
const BEFORE_PARTICIPLE = new Set(['DT', 'PRP$', 'JJ', 'POS', 'CD']);
const AFTER_PARTICIPLE = new Set(['NN', 'NNS', 'NNP', 'JJ']);
const ALONE = new Set(['PRP', 'EX', 'WP']);
const NEGATIONS = new Set(["n't", 'not', 'never']);
const DEMONSTRATIVES = new Set(
  (
    'this that these those both some many most all one two three several few others another ' +
    'each neither none any'
  ).split(' '),
);

/** Cuts a tagged sentence into noun and verb chunks; what is in none is a preposition, a conjunction or a mark. */
export function chunk(tokens: readonly Tagged[]): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let at = 0;
  while (at < tokens.length) {
    const found = readVerb(tokens, at) ?? readNoun(tokens, at);
    if (found) {
      chunks.push(found);
      at = found.last;
    } else at += 1;
  }
  return chunks;
}

function readVerb(tokens: readonly Tagged[], first: number): VerbChunk | null {
  const start = tokens[first] as Tagged;
  const isTo = start.tag === 'TO' && isVerbSoon(tokens, first + 1);
  if (!isTo && start.tag !== 'MD' && !start.tag.startsWith('V')) return null;
  // "the invading army", "a planned attack": inside a noun phrase.
  if ((start.tag === 'VBG' || start.tag === 'VBN') && isInsideNoun(tokens, first)) return null;
  let head = isTo ? -1 : first;
  let negated = false;
  let passive = false;
  let at = first;
  let modal: string | null = null;
  let last = first + 1;
  const tense = start.tag;
  for (; at < tokens.length; at += 1) {
    const token = tokens[at] as Tagged;
    if (NEGATIONS.has(token.lower)) {
      negated = true;
      continue;
    }
    if (token.tag.startsWith('RB')) continue;
    if (at === first && isTo) continue;
    if (token.tag === 'MD') {
      if (at !== first) break;
      modal = token.lower;
      if (token.lower === 'cannot') negated = true;
      head = at;
      last = at + 1;
      continue;
    }
    if (!token.tag.startsWith('V')) break;
    if (at !== first && !follows(tokens, head, token)) break;
    passive = token.tag === 'VBN' && head >= 0 && isBe(tokens[head]);
    head = at;
    last = at + 1;
    if (!isBe(token) && !isHave(token) && !isDo(token)) break;
  }
  if (head < 0) return null;
  // "did not", "has never": a trailing negation belongs to it even without a main verb.
  if (negated)
    for (let i = last; i < at; i += 1) if (NEGATIONS.has((tokens[i] as Tagged).lower)) last = i + 1;
  const main = tokens[head] as Tagged;
  const form = isTo
    ? 'to'
    : tense === 'MD' || tense === 'VBD' || tense === 'VBZ' || tense === 'VBP'
      ? 'finite'
      : tense === 'VBG'
        ? 'ing'
        : tense === 'VBN'
          ? 'en'
          : 'base';
  return {
    kind: 'verb',
    first,
    last,
    head,
    lemma: main.lemma,
    form,
    passive: passive || form === 'en',
    negated,
    modal,
  };
}

function isVerbSoon(tokens: readonly Tagged[], from: number): boolean {
  for (let at = from; at < tokens.length && at < from + 3; at += 1) {
    const { tag } = tokens[at] as Tagged;
    if (tag.startsWith('V')) return tag !== 'VBG';
    if (!tag.startsWith('RB')) return false;
  }
  return false;
}

function follows(tokens: readonly Tagged[], head: number, next: Tagged): boolean {
  if (head < 0) return true;
  const auxiliary = tokens[head] as Tagged;
  if (auxiliary.tag === 'MD' || isDo(auxiliary))
    return /^(VB|VBP)$/.test(next.tag) || isBe(next) || isHave(next);
  if (isHave(auxiliary)) return next.tag === 'VBN' || next.tag === 'VBD';
  return isBe(auxiliary) && /^(VBN|VBG|VBD)$/.test(next.tag);
}

function isInsideNoun(tokens: readonly Tagged[], at: number): boolean {
  const before = tokens[at - 1];
  const after = tokens[at + 1];
  if (!before || !after) return false;
  return BEFORE_PARTICIPLE.has(before.tag) && AFTER_PARTICIPLE.has(after.tag);
}

function readNoun(tokens: readonly Tagged[], first: number): NounChunk | null {
  const start = tokens[first] as Tagged;
  if (ALONE.has(start.tag) || (start.tag === 'WDT' && start.lower !== 'that'))
    return { kind: 'noun', first, last: first + 1, head: first };
  let at = first;
  let head = -1;
  for (; at < tokens.length; at += 1) {
    const { tag, lower } = tokens[at] as Tagged;
    const isParticiple = (tag === 'VBN' || tag === 'VBG') && at > first && isInsideNoun(tokens, at);
    const isAmpersand = lower === '&' && head >= 0;
    const isAdverb =
      tag === 'RB' && at > first && head < 0 && /^(JJ|VBN)$/.test(tokens[at + 1]?.tag ?? '');
    if (!IN_NOUN.has(tag) && !isParticiple && !isAmpersand && !isAdverb) break;
    // A determiner or pronoun after a noun opens another phrase: "told reporters the troops".
    if (head >= 0 && at > first && DETERMINERS.has(tag)) break;
    // "over the past ten days Armenian officials"
    if (
      head >= 0 &&
      /^(?:hour|day|week|month|year)s?$/.test(tokens[head]?.text ?? '') &&
      /^\p{Lu}/u.test(tokens[at]?.text ?? '')
    )
      break;
    // "reached Kursk last week"
    if (head >= 0 && (tokens[at]?.lower === 'last' || tokens[at]?.lower === 'next')) break;
    // "with a French outlet Defense Minister Reznikov said": after "a …" a name opens another phrase.
    if (
      head >= 0 &&
      tag === 'NNP' &&
      start.tag === 'DT' &&
      /^an?$/.test(start.lower) &&
      isCommon(tokens[head]) &&
      // "a pro-army Telegram channel"
      tokens[head]?.text.includes('-') !== true
    )
      break;
    if (NOUN.has(tag)) head = at;
    else if (tag === 'CD' || tag === 'JJ') head = Math.max(head, -1);
  }
  if (head >= 0) {
    const last = Math.max(head + 1, tokens[at - 1]?.tag === 'CD' && at - 1 > head ? at : head + 1);
    return { kind: 'noun', first, last, head };
  }
  // No noun in it: "those", "five", "the rich", "some".
  if (start.tag === 'CD' || DEMONSTRATIVES.has(start.lower)) {
    let last = first + 1;
    while (last < at && tokens[last]?.tag === 'CD') last += 1;
    if (start.lower === 'that' && start.tag !== 'DT') return null;
    return { kind: 'noun', first, last, head: last - 1 };
  }
  if (start.tag === 'DT' && at > first + 1) return { kind: 'noun', first, last: at, head: at - 1 };
  return null;
}

const isCommon = (token: Tagged | undefined): boolean =>
  token !== undefined && /^NNS?$/.test(token.tag);
