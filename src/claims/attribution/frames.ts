import { type Complement, isThat, readComplement } from '../grammar/complements.ts';
import type { Parsed } from '../grammar/grammar.ts';
import {
  endOfNounPhrase,
  isAdverb,
  isClosing,
  isOpening,
  isTime,
  nounAt,
  verbAt,
} from '../grammar/phrases.ts';
import type { Tagged } from '../grammar/tagging.ts';

/** What is known of a cue before its complement is read. */
export type Taking = {
  /** A noun after it is whom it was said to. */
  readonly isDitransitive: boolean;
  /** Its subject is "who" or "which": the clause around goes on with a verb of its own. */
  readonly isRelative: boolean;
  /** It takes a noun and no bare clause: the verb behind the noun is another's. */
  readonly isObject: boolean;
};

/** How far behind its verb a complement is looked for. */
const REACH = 45;

/** Reads a cue's complement, and settles what a clause, an object and an addressee are by what stands behind them. */
export function readFrame(parsed: Parsed, from: number, taking: Taking): Complement {
  const found = readComplement(parsed, from, taking.isDitransitive);
  const { tokens } = parsed;
  // "said that, if elected, he would": before a comma the word joins a clause.
  if (
    found.frame === 'np' &&
    tokens[found.first]?.lower === 'that' &&
    tokens[found.first + 1]?.tag === ','
  )
    return { ...found, frame: 'that' };
  // "threatened on Sunday to resume": a time is when it was said.
  const time = found.frame.startsWith('prep-') ? nounAt(parsed, found.first) : null;
  const to = time && isTime(parsed, time) ? verbAt(parsed, time.last) : null;
  if (to?.form === 'to') return { ...found, frame: 'to', first: to.first };
  if (found.frame === 'comma') return pastParenthesis(parsed, found) ?? found;
  if (taking.isDitransitive && (found.frame === 'np' || found.frame === 'clause'))
    return pastAddressee(parsed, found) ?? found;
  if (found.frame === 'clause' && found.addressee === null && nounAt(parsed, found.first))
    return !taking.isObject && hasVerb(parsed, found.first, taking.isRelative)
      ? found
      : asObject(parsed, found);
  return found;
}

/** "reported, citing two officers, that", "said, in English, “…”": what was said stands behind the parenthesis. */
function pastParenthesis(parsed: Parsed, { first, addressee }: Complement): Complement | null {
  const { tokens } = parsed;
  const limit = Math.min(tokens.length, first + REACH);
  for (let at = first; at < limit; at += 1) {
    if (tokens[at]?.tag !== ',') continue;
    // "said, adding, “…”": the quote is the second verb's.
    if (verbAt(parsed, at - 1)?.form === 'ing') return null;
    if (isOpening(tokens[at + 1])) return { frame: 'quote', first: at + 1, addressee };
    return isThat(parsed, at + 1) ? { frame: 'that', first: at + 1, addressee } : null;
  }
  return null;
}

/** "told a crowd in Salem, Oregon, on Monday that", "told the mayors who had gathered, “…”": what was said stands behind whom it was said to. */
function pastAddressee(parsed: Parsed, { first }: Complement): Complement | null {
  const { tokens } = parsed;
  const addressee = nounAt(parsed, first);
  if (!addressee) return null;
  const limit = Math.min(tokens.length, first + REACH);
  let verbs = 0;
  for (let at = addressee.last; at < limit; at += 1) {
    const token = tokens[at] as Tagged;
    if (isOpening(token) && tokens[at - 1]?.tag === ',')
      return { frame: 'quote', first: at, addressee };
    if (isClosing(token) || token.text === ';') return null;
    const before = tokens[at - 1];
    if (isThat(parsed, at) && at > addressee.last && verbs === 0 && before?.tag !== 'IN')
      return { frame: 'that', first: at, addressee };
    const verb = verbAt(parsed, at);
    if (verb?.form === 'finite') {
      const opening = tokens[verb.first - 1];
      if (!/^(who|which|that)$/.test(opening?.lower ?? '')) return null;
      verbs += 1;
    }
    // "told a briefing, adding that": the clause is the second verb's.
    if (verb?.form === 'ing' && isThat(parsed, verb.last)) return null;
    if (verb) {
      at = verb.last - 1;
      if (verbs > 0) verbs -= 1;
    }
  }
  return null;
}

/**
 * Whether the noun phrase at `first` has a verb of its own. In "endorsed Kim and has praised", "criticized
 * the plan, which he said was" and, after "who", "endorsed Kim, said" the verb belongs to something else.
 */
function hasVerb(parsed: Parsed, first: number, isRelative: boolean): boolean {
  const { tokens } = parsed;
  const limit = Math.min(tokens.length, first + REACH);
  let pending = 0;
  for (let at = nounAt(parsed, first)?.last ?? first; at < limit; at += 1) {
    const { tag, lower } = tokens[at] as Tagged;
    const verb = verbAt(parsed, at);
    if (verb) {
      at = verb.last - 1;
      if (verb.form !== 'finite' && verb.form !== 'base') continue;
      if (pending === 0) return true;
      pending -= 1;
      // "which he said was": the second verb is the relative clause's too.
      const inner = verbAt(parsed, verb.last);
      if (inner?.form === 'finite') at = inner.last - 1;
      continue;
    }
    if (tag === 'CC' || tag === ',') {
      let next = at + 1;
      while (isAdverb(tokens[next])) next += 1;
      if (tag === ',' && tokens[next]?.tag === 'CC') {
        next += 1;
        while (isAdverb(tokens[next])) next += 1;
      }
      if (verbAt(parsed, next)?.form !== 'finite' || pending > 0) continue;
      if (tag === 'CC' || next > at + 1 || isRelative) return false;
    } else if (/^(WDT|WP|WP\$|WRB)$/.test(tag) || (lower === 'that' && tag === 'IN')) pending += 1;
    else if (/^(as|after|before|since|until)$/.test(lower) && opensClause(parsed, at + 1))
      pending += 1;
  }
  return true;
}

function opensClause(parsed: Parsed, at: number): boolean {
  const noun = nounAt(parsed, at);
  return noun !== null && verbAt(parsed, noun.last)?.form === 'finite';
}

function asObject(parsed: Parsed, { first }: Complement): Complement {
  const noun = nounAt(parsed, first);
  const end = noun
    ? endOfNounPhrase(parsed, noun, parsed.tokens.length, (to) => verbAt(parsed, to)?.form === 'to')
    : first;
  if (verbAt(parsed, end)?.form === 'to') return { frame: 'np-to', first, addressee: null };
  const isAs = parsed.tokens[end]?.lower === 'as';
  return { frame: isAs ? 'np-as' : 'np', first, addressee: null };
}
