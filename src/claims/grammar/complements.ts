import type { NounChunk } from './chunks.ts';
import type { Parsed } from './grammar.ts';
import {
  endOfNounPhrase,
  isAdverb,
  isOpening,
  isPreposition,
  isTime,
  nounAt,
  SUBORDINATORS,
  startsClause,
  verbAt,
  WH,
} from './phrases.ts';
import type { Tagged } from './tagging.ts';

/** How a word's complement looks; `none` when nothing follows that could be one. */
export type Frame =
  /** Direct speech: said, "…" */
  | 'quote'
  /** said that the troops left */
  | 'that'
  /** said the troops left */
  | 'clause'
  /** said because of the snow the troops left */
  | 'sub'
  /** said, if they could, the troops left */
  | 'comma'
  /** which he said were gone */
  | 'gap'
  /** asked whether, knows why */
  | 'wh'
  /** plans to leave */
  | 'to'
  /** wants the troops to leave */
  | 'np-to'
  /** proposed leaving */
  | 'ing'
  /** denied the call */
  | 'np'
  /** described the call as short */
  | 'np-as'
  /** said: the troops left */
  | 'colon'
  /** called it short, is sure */
  | 'adjective'
  /** warned of, called for */
  | `prep-${string}`
  | 'none';

export type Complement = {
  readonly frame: Frame;
  /** The first token of the content. */
  readonly first: number;
  /** "told CNN that": whom it was said to. */
  readonly addressee: NounChunk | null;
};

/** "said in Kyiv the troops left": phrases that may stand between a cue and its clause. */
const SETTING = /^prep-(?:in|on|at|during|to|after|before|from|via|through|by|over)$/;

/** Complements begin near; what is further off belongs to something else. */
const REACH = 30;

/** "Said nearly 1,500", "said just over 1,500": the adverb tells how many, not how it was said. */
function startOfCount(tokens: readonly Tagged[], at: number, from: number): number {
  if (tokens[at + boundLength(tokens, at)]?.tag !== 'CD') return at;
  let first = at;
  while (first > from && isAdverb(tokens[first - 1])) first -= 1;
  return first;
}

/** Reads what follows a verb group up to the complement that its content starts with. */
export function readComplement(parsed: Parsed, from: number, isDitransitive: boolean): Complement {
  const { tokens } = parsed;
  let at = from;
  let addressee: NounChunk | null = null;
  let fallback: Complement | null = null;
  const limit = Math.min(tokens.length, from + REACH);
  const direct = verbAt(parsed, from);
  if (direct?.form === 'finite') return { frame: 'gap', first: from, addressee };
  while (at < limit) {
    const token = tokens[at] as Tagged;
    if (isDash(token)) {
      const close = tokens.findIndex((other, i) => i > at && isDash(other));
      if (close < 0 || close >= limit) break;
      at = close + 1;
      continue;
    }
    if (isOpening(token)) return { frame: 'quote', first: at, addressee };
    if (isThat(parsed, at)) return { frame: 'that', first: at, addressee };
    if (
      WH.has(token.lower) &&
      (at === from || addressee || !nounAt(parsed, at)) &&
      !(fallback && token.lower !== 'whether')
    ) {
      return { frame: 'wh', first: at, addressee };
    }
    if (token.text === ':') return { frame: 'colon', first: at + 1, addressee };
    if (token.tag === ',') {
      const next = tokens[at + 1];
      if (isOpening(next)) return { frame: 'quote', first: at + 1, addressee };
      if (isThat(parsed, at + 1)) return { frame: 'that', first: at + 1, addressee };
      // "said, without giving a source, that"
      const close =
        next?.tag === 'IN' && verbAt(parsed, at + 2)?.form === 'ing'
          ? tokens.findIndex(({ tag }, i) => i > at + 1 && i < limit && tag === ',')
          : -1;
      if (close > 0 && tokens[close + 1]?.lower === 'that')
        return { frame: 'that', first: close + 1, addressee };
      if (!fallback) return { frame: 'comma', first: at + 1, addressee };
      // "said on CNN, where he is a guest, that"
      const that = SETTING.test(fallback.frame)
        ? tokens.findIndex(
            ({ tag }, i) => i > at && i < limit && tag === ',' && isThat(parsed, i + 1),
          )
        : -1;
      if (that > 0) return { frame: 'that', first: that + 1, addressee };
      break;
    }
    const noun = nounAt(parsed, at);
    if (noun) {
      if (isTime(parsed, noun) && !startsWithPronoun(parsed, noun)) {
        at = noun.last;
        continue;
      }
      // "said of the talks he held": after such a phrase a clause is a relative one.
      const isClause =
        startsClause(parsed, at) &&
        (!fallback || addressee !== null || SETTING.test(fallback.frame));
      if (isClause && (addressee || !(isDitransitive && takesClause(parsed, noun.last)))) {
        return { frame: 'clause', first: startOfCount(tokens, at, from), addressee };
      }
      if (fallback) break;
      const end = endOfNounPhrase(parsed, noun, limit, (to) => verbAt(parsed, to)?.form === 'to');
      const verb = verbAt(parsed, end);
      const frame = verb?.form === 'to' ? 'np-to' : 'np';
      fallback = { frame, first: startOfCount(tokens, at, from), addressee: null };
      if (!isDitransitive) {
        return hasAs(parsed, noun.last) ? { frame: 'np-as', first: at, addressee: null } : fallback;
      }
      if (verb?.form === 'to') return { frame: 'to', first: verb.first, addressee: noun };
      addressee = noun;
      at = noun.last;
      continue;
    }
    const verb = verbAt(parsed, at);
    if (verb) {
      if (verb.form === 'to' && (!fallback || isDitransitive))
        return { frame: 'to', first: verb.first, addressee };
      if (verb.form === 'ing' && !fallback) return { frame: 'ing', first: verb.first, addressee };
      break;
    }
    // "said at least 41 people were killed": the words before a number belong to it.
    const counted = at + boundLength(tokens, at);
    if (!fallback && counted > at && startsClause(parsed, counted))
      return { frame: 'clause', first: startOfCount(tokens, at, from), addressee };
    if (isAdverb(token) || token.tag === 'RP') {
      at += 1;
      continue;
    }
    if (
      !fallback &&
      token.tag === 'IN' &&
      SUBORDINATORS.has(token.lower) &&
      startsClause(parsed, at + 1)
    ) {
      return { frame: 'sub', first: at, addressee };
    }
    if (isPreposition(token)) {
      fallback ??= { frame: `prep-${token.lower}`, first: at + 1, addressee };
      const other = nounAt(parsed, at + 1);
      if (!other && verbAt(parsed, at + 1)) break;
      at = other ? other.last : at + 1;
      continue;
    }
    if (token.tag.startsWith('JJ') && !fallback)
      return { frame: 'adjective', first: at, addressee };
    break;
  }
  return fallback ?? { frame: 'none', first: at, addressee };
}

const BOUNDS = [
  'at least',
  'at most',
  'up to',
  'more than',
  'less than',
  'fewer than',
  'as many as',
  'close to',
  'over',
  'around',
  'about',
].map((bound) => bound.split(' '));

/** How many words before a number bound it: "at least 41" has two; 0 where none do. */
function boundLength(tokens: readonly Tagged[], at: number): number {
  const bound = BOUNDS.find(
    (words) =>
      words.every((word, i) => tokens[at + i]?.lower === word) &&
      isNumber(tokens[at + words.length]),
  );
  return bound?.length ?? 0;
}

const isNumber = (token: Tagged | undefined): boolean =>
  token !== undefined && (token.tag === 'CD' || /^\d/.test(token.lower));

const DASHES: ReadonlySet<string> = new Set(['—', '–', '--', '-']);
export const isDash = ({ text }: Tagged): boolean => DASHES.has(text);

const THAT_TAGS: ReadonlySet<string> = new Set(['IN', 'DT', 'WDT']);

/** "that" as a conjunction, not in "that day". */
export function isThat(parsed: Parsed, at: number): boolean {
  const token = parsed.tokens[at];
  return token?.lower === 'that' && THAT_TAGS.has(token.tag) && !nounAt(parsed, at);
}

function startsWithPronoun(parsed: Parsed, noun: NounChunk): boolean {
  return parsed.tokens[noun.first]?.tag.startsWith('PRP') ?? false;
}

/** After an addressee: "told reporters [on Monday] that", "told him the". */
function takesClause(parsed: Parsed, from: number): boolean {
  const token = parsed.tokens[from];
  return (
    token !== undefined &&
    (token.lower === 'that' || nounAt(parsed, from) !== null || isPreposition(token))
  );
}

function hasAs(parsed: Parsed, from: number): boolean {
  for (let at = from; at < Math.min(from + 12, parsed.tokens.length); at += 1) {
    const token = parsed.tokens[at] as Tagged;
    if (token.lower === 'as') return true;
    if (token.tag === ',' || verbAt(parsed, at)?.form === 'finite') return false;
  }
  return false;
}
