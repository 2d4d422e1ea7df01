import type { NounChunk } from './chunks.ts';
import type { Parsed } from './grammar.ts';
import { isPreposition, isTime, nounAt, TIME, verbAt } from './phrases.ts';
import type { Subject } from './subjects.ts';
import type { Tagged } from './tagging.ts';

/** "Zelensky in his address said": after a name such a phrase tells where, not who. */
const SETTING: ReadonlySet<string> = new Set(
  'in on at during after before through via by with'.split(' '),
);
/** "hours after its chief of staff said": they open no part of who. */
const TIMING: ReadonlySet<string> = new Set([
  'after',
  'before',
  'since',
  'until',
  'despite',
  'amid',
]);

/** Grows a noun chunk leftwards over "of", "and" and participles, as long as it stays one noun phrase. */
export function growLeft(parsed: Parsed, noun: NounChunk, last: number): Subject | null {
  const { tokens } = parsed;
  let first = noun.first;
  let head = noun;
  for (;;) {
    const before = tokens[first - 1];
    if (!before) break;
    // "the Azawad Liberation Front (FLA), …": the short name hangs on the long one.
    const long = before.text === '(' && first === noun.first ? nounAt(parsed, first - 2) : null;
    if (long && tokens[noun.last]?.text === ')') {
      first = long.first;
      head = long;
      continue;
    }
    // "hours after its chief of staff said": when, no part of who.
    if (TIMING.has(before.lower)) break;
    if (isPreposition(before) && before.lower !== 'as') {
      let to = first - 2;
      const participle = verbAt(parsed, to);
      if (
        participle &&
        (participle.form === 'en' || participle.form === 'ing') &&
        tokens[participle.first - 1]
      )
        to = participle.first - 1;
      // "an envoy who insisted on anonymity said"
      else if (participle?.form === 'finite' && tokens[participle.first - 1]?.lower === 'who')
        to = participle.first - 2;
      else if (tokens[to]?.tag === 'JJ' && !nounAt(parsed, to)) to -= 1;
      const other = nounAt(parsed, to);
      if (!other || isTime(parsed, other)) break;
      first = other.first;
      head = other;
      continue;
    }
    // "the man who shot Kennedy said": the relative clause belongs to the noun before it.
    const relative = verbAt(parsed, first - 1);
    // "Refugees reaching the border said": the noun before the participle is who.
    const doer = relative?.form === 'ing' ? nounAt(parsed, relative.first - 1) : null;
    if (doer && isPlain(parsed, doer)) {
      first = doer.first;
      head = doer;
      continue;
    }
    if (relative && relative.form === 'finite' && isRelative(tokens[relative.first - 1])) {
      const other = nounAt(parsed, relative.first - 2);
      if (!other) break;
      first = other.first;
      head = other;
      continue;
    }
    if (before.lower === 'and' || before.lower === 'or') {
      const other = nounAt(parsed, first - 2);
      const listed = tokens[first - 2]?.tag === ',' ? nounAt(parsed, first - 3) : null;
      const conjunct = other ?? listed;
      const isOneName =
        other &&
        /^(?:for|of)$/.test(tokens[other.first - 1]?.lower ?? '') &&
        [tokens[other.head], tokens[noun.head], tokens[other.first - 2]].every((token) =>
          token?.tag.startsWith('NNP'),
        );
      // "the Organization for Security and Co-operation": the name goes on before its preposition.
      if (isOneName) {
        first = other.first;
        head = other;
        continue;
      }
      if (
        !conjunct ||
        /^(PRP|EX)$/.test(tokens[noun.first]?.tag ?? '') ||
        isGoverned(parsed, conjunct.first)
      )
        break;
      first = conjunct.first;
      head = conjunct;
      while (tokens[first - 1]?.tag === ',' && nounAt(parsed, first - 2) && listed)
        first = (nounAt(parsed, first - 2) as NounChunk).first;
      const opening = listed ? null : openingOfList(parsed, conjunct);
      if (opening) {
        first = opening.first;
        head = opening;
      }
      continue;
    }
    break;
  }
  const named = tokens[head.head];
  if (
    head !== noun &&
    head.last < last &&
    named &&
    /^(NNP|PRP)/.test(named.tag) &&
    SETTING.has(tokens[head.last]?.lower ?? '')
  ) {
    return { first, last: head.last, from: first, isAfter: false, head };
  }
  // "On Thursday Zelensky", "In Kyiv officials": what stands first hangs on no noun.
  if (isHung(parsed, first) && head !== noun) {
    return { first: noun.first, last, from: noun.first, isAfter: false, head: noun };
  }
  while (
    first < noun.last - 1 &&
    TIME.has(tokens[first]?.lower ?? '') &&
    tokens[first + 1]?.tag.startsWith('NNP')
  )
    first += 1;
  return { first, last, from: first, isAfter: false, head };
}

/**
 * The first of the names that a list began before its last two: "Britain" in "Britain, France and Germany".
 * Null where no list did: "In Syria, Russia and Iran" and "Speaking in Paris, Macron and Scholz" open otherwise.
 */
function openingOfList(parsed: Parsed, last: NounChunk): NounChunk | null {
  const { tokens } = parsed;
  const isName = ({ head }: NounChunk) => tokens[head]?.tag.startsWith('NNP') === true;
  let opening = last;
  while (tokens[opening.first - 1]?.tag === ',') {
    const before = nounAt(parsed, opening.first - 2);
    if (!before || !isName(before) || !isName(opening) || isTime(parsed, before)) break;
    opening = before;
  }
  if (opening === last) return null;
  const at = opening.first - 1;
  if (at < 0 || /^(?:,|``|CC|:)$/.test(tokens[at]?.tag ?? '')) return opening;
  if (!isPreposition(tokens[at])) return null;
  // "Officials in Britain, France and Germany": the preposition hangs on a noun, and that on nothing.
  const holder = nounAt(parsed, at - 1);
  return holder && !isTime(parsed, holder) && !isGoverned(parsed, holder.first) ? opening : null;
}

/** A common noun that is no verb's object, no preposition's and no time. */
function isPlain(parsed: Parsed, noun: NounChunk): boolean {
  return (
    // An unknown word at the start is tagged as a name: "Refugees reaching the border".
    (/^NNS?$/.test(parsed.tokens[noun.head]?.tag ?? '') ||
      (noun.first === 0 && noun.last === 1 && parsed.tokens[0]?.lower.endsWith('s') === true)) &&
    !isTime(parsed, noun) &&
    !isGoverned(parsed, noun.first)
  );
}

const RELATIVES: ReadonlySet<string> = new Set(['who', 'which', 'that']);
export const isRelative = (token: Tagged | undefined): boolean =>
  token !== undefined && RELATIVES.has(token.lower);

/** A verb directly before a noun makes the noun its object: "met Putin and Biden said". */
export function isGoverned(parsed: Parsed, first: number): boolean {
  const verb = verbAt(parsed, first - 1);
  if (verb) return true;
  return isHung(parsed, first);
}

/** Hangs on a preposition. */
function isHung(parsed: Parsed, first: number): boolean {
  const before = parsed.tokens[first - 1];
  // "It comes as analysts and officials warn": behind a verb "as" opens a clause.
  if (before?.lower === 'as' && verbAt(parsed, first - 2)) return false;
  return isPreposition(before);
}
