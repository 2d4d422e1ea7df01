import type { NounChunk, VerbChunk } from './chunks.ts';
import { isDash } from './complements.ts';
import type { Parsed } from './grammar.ts';
import { growLeft, isGoverned, isRelative } from './growing.ts';
import {
  endOfNounPhrase,
  isAdverb,
  isClosing,
  isPreposition,
  isTime,
  nounAt,
  type Run,
  verbAt,
} from './phrases.ts';
import type { GrammarWords, Tagged } from './tagging.ts';

/** The words that name who does what the verb says, with where they stand to the verb. */
export type Subject = Run & {
  /** Where the verb's clause begins, so that "…, the official said" can be cut off whole. */
  readonly from: number;
  readonly isAfter: boolean;
  readonly head: NounChunk;
};

/** Finds the subject of a verb group; null when it has none in the sentence. */
export function findSubject(parsed: Parsed, verb: VerbChunk, words: GrammarWords): Subject | null {
  switch (verb.form) {
    case 'finite':
    case 'base':
      return subjectBefore(parsed, verb.first) ?? sharedSubject(parsed, verb);
    case 'en':
      return null;
    case 'ing':
    case 'to':
      return controller(parsed, verb, words);
  }
}

const FLOATING: ReadonlySet<string> = new Set([
  'both',
  'all',
  'each',
  'himself',
  'herself',
  'themselves',
  'itself',
]);

function subjectBefore(parsed: Parsed, from: number): Subject | null {
  const { tokens } = parsed;
  const at = skipSetting(parsed, from - 1) ?? from - 1;
  const token = tokens[at];
  if (!token) return null;
  if (token.tag === 'WDT' || token.tag === 'WP' || (token.lower === 'that' && token.tag !== 'IN')) {
    const head = nounAt(parsed, at) ?? { kind: 'noun', first: at, last: at + 1, head: at };
    return { first: at, last: at + 1, from: at, isAfter: false, head };
  }
  if (token.tag === ',' || token.text === ')' || isDash(token))
    return subjectPastParenthesis(parsed, at);
  const noun = nounAt(parsed, at);
  if (!noun) return subjectOverPhrase(parsed, at);
  // "A report published Wednesday said"
  const participle = isTime(parsed, noun) ? verbAt(parsed, noun.first - 1) : null;
  const over = participle?.form === 'en' ? subjectOverPhrase(parsed, participle.first) : null;
  return over ? { ...over, last: noun.last } : growLeft(parsed, noun, noun.last);
}

/** Steps left over "also", "both" and "on Thursday" between a subject and its verb; null when nothing is left. */
function skipSetting(parsed: Parsed, from: number): number | null {
  const { tokens } = parsed;
  let at = from;
  while (at >= 0) {
    const token = tokens[at] as Tagged;
    const noun = nounAt(parsed, at);
    // "India and Pakistan each accused"; in "and each accused" it is the subject.
    const isFloating = FLOATING.has(token.lower) && /^(?:N|PRP|CD)/.test(tokens[at - 1]?.tag ?? '');
    if (isFloating || (isAdverb(token) && !noun)) at -= 1;
    else if (noun && isTime(parsed, noun)) {
      let to = noun.first - 1;
      while (isAdverb(tokens[to])) to -= 1;
      let before = isPreposition(tokens[to]) ? to - 1 : to;
      while (isAdverb(tokens[before])) before -= 1;
      if (before < 0 || !(nounAt(parsed, before) || /^[),]$/.test(tokens[before]?.text ?? '')))
        return at;
      at = before;
    } else return at;
  }
  return null;
}

/** "sources familiar with the talks said", "the channel linked to the Kremlin said": the verb follows a phrase on the noun. */
function subjectOverPhrase(parsed: Parsed, at: number): Subject | null {
  for (let i = at; i >= 0 && i > at - 8; i -= 1) {
    const token = parsed.tokens[i] as Tagged;
    if (token.tag === ',' || token.tag === 'CC' || isClosing(token)) return null;
    const verb = verbAt(parsed, i);
    if (verb?.form === 'base') return subjectPastAsking(parsed, verb.first);
    if (verb?.form === 'finite') {
      // "An official who asked not to be named said": the noun before its relative clause.
      const noun = isRelative(parsed.tokens[verb.first - 1]) && nounAt(parsed, verb.first - 2);
      return noun ? growLeft(parsed, noun, noun.last) : null;
    }
    const noun = nounAt(parsed, i);
    if (noun) return growLeft(parsed, noun, at + 1);
  }
  return null;
}

/** "An officer who asked that his name not be used told Reuters": the noun before the relative clause that asks. */
function subjectPastAsking(parsed: Parsed, base: number): Subject | null {
  for (let at = base - 1; at > 1 && at > base - 8; at -= 1) {
    if (parsed.tokens[at]?.lower !== 'that') continue;
    const verb = verbAt(parsed, at - 1);
    if (verb?.form !== 'finite' || !isRelative(parsed.tokens[verb.first - 1])) return null;
    const noun = nounAt(parsed, verb.first - 2);
    return noun && growLeft(parsed, noun, noun.last);
  }
  return null;
}

function subjectPastParenthesis(parsed: Parsed, comma: number): Subject | null {
  const { tokens } = parsed;
  const mark = tokens[comma]?.text;
  const relative = mark === ',' ? relativeBefore(parsed, comma) : null;
  if (relative) return relative;
  const isBracket = mark === ')';
  const opening = isBracket ? '(' : mark;
  for (let at = comma - 1; at > 0; at -= 1) {
    const token = tokens[at] as Tagged;
    if (isClosing(token) || token.text === ';' || (token.tag === '.' && !isBracket)) return null;
    if (token.text !== opening) continue;
    const noun = nounAt(parsed, at - 1);
    if (!noun || noun.last !== at || isTime(parsed, noun)) {
      const over = subjectOverPhrase(parsed, at - 1);
      if (over && !isPreposition(tokens[over.first - 1]))
        return withParenthesis(parsed, over, at, comma);
      continue;
    }
    const subject = growLeft(parsed, noun, noun.last);
    if (!subject) continue;
    // ", while the ambassador, Vella, said" opens a clause with its subject.
    const lead = tokens[subject.first - 1];
    const isHanging = isPreposition(lead) && !/^(?:while|whereas|when)$/.test(lead?.lower ?? '');
    if (isHanging || verbAt(parsed, subject.first - 1)) continue;
    return withParenthesis(parsed, subject, at, comma);
  }
  return null;
}

const CLAUSE_OPENERS: ReadonlySet<string> = new Set(['who', 'whom', 'whose', 'which', 'where']);

/** "Slinker, whose firm, Paradata, uses data, said": the noun before a relative clause that ends here. */
function relativeBefore(parsed: Parsed, end: number): Subject | null {
  const { tokens } = parsed;
  for (let at = end - 1; at > 1; at -= 1) {
    const token = tokens[at] as Tagged;
    if (isClosing(token) || /^[.;:]$/.test(token.text)) return null;
    if (token.tag === 'CC' && tokens[at - 1]?.tag === ',') return null;
    // "peacekeepers, of whom there are 100, said"
    const comma = isPreposition(tokens[at - 1]) ? at - 2 : at - 1;
    if (!CLAUSE_OPENERS.has(token.lower) || tokens[comma]?.tag !== ',') continue;
    const noun = nounAt(parsed, comma - 1);
    const subject = noun && growLeft(parsed, noun, noun.last);
    return subject &&
      !verbAt(parsed, subject.first - 1) &&
      !isPreposition(tokens[subject.first - 1])
      ? withName(parsed, subject)
      : null;
  }
  return null;
}

/** Takes an apposition or relative clause into the source: "Sak, a senior defense ministry official,". */
function withParenthesis(parsed: Parsed, found: Subject, open: number, close: number): Subject {
  const subject = withName(parsed, found);
  const next = parsed.tokens[open + 1];
  const isApposition = nounAt(parsed, open + 1) !== null && !/^(PRP|EX)$/.test(next?.tag ?? '');
  if (!isApposition) return { ...subject, last: open };
  // "the Rapid Support Forces (RSF)" ends with its bracket, an apposition before its comma.
  return { ...subject, last: parsed.tokens[close]?.text === ')' ? close + 1 : close };
}

/** "Prigozhin, leader of Wagner, a paramilitary group,": the name before an apposition is the head. */
function withName(parsed: Parsed, subject: Subject): Subject {
  if (parsed.tokens[subject.first - 1]?.tag !== ',') return subject;
  const name = nounAt(parsed, subject.first - 2);
  const isNamed = (noun: NounChunk) => parsed.tokens[noun.head]?.tag.startsWith('NNP');
  if (
    !name ||
    !isNamed(name) ||
    isNamed(subject.head) ||
    isTime(parsed, name) ||
    isPreposition(parsed.tokens[name.first - 1])
  )
    return subject;
  return { ...subject, first: name.first, from: name.first, head: name };
}

/** "… said it was over and warned that": the earlier verb of the clause lends its subject. */
function sharedSubject(parsed: Parsed, verb: VerbChunk): Subject | null {
  let at = verb.first - 1;
  while (at >= 0 && isAdverb(parsed.tokens[at])) at -= 1;
  const before = parsed.tokens[at];
  if (!before || !(before.tag === 'CC' || before.tag === ',')) return null;
  const earlier = parsed.chunks.filter(
    (chunk): chunk is VerbChunk =>
      chunk.kind === 'verb' && chunk.form === 'finite' && chunk.last <= at,
  );
  const tense = parsed.tokens[verb.first]?.tag;
  const sameTense = earlier.filter(({ first }) => parsed.tokens[first]?.tag === tense);
  for (const other of [...sameTense.reverse(), ...earlier.reverse()]) {
    const subject = subjectBefore(parsed, other.first);
    if (subject) return subject;
  }
  return null;
}

const isAfterMark = (token: Tagged | undefined): boolean => token?.tag === ',' || isClosing(token);

/** The verb whose complement the subject's clause is: "said" for "the threat" in "said the threat was great, warning …". */
function governingVerb(parsed: Parsed, { from }: Subject): VerbChunk | null {
  const to = parsed.tokens[from - 1]?.lower === 'that' ? from - 2 : from - 1;
  const verb = verbAt(parsed, to);
  return verb?.form === 'finite' ? verb : null;
}

/** The subject of a verb without tense: that of the verb it hangs on, or the object before it. */
function controller(parsed: Parsed, verb: VerbChunk, words: GrammarWords): Subject | null {
  const { tokens } = parsed;
  let at = verb.first - 1;
  while (at >= 0 && isAdverb(tokens[at])) at -= 1;
  // "used his platform Friday to discuss"
  const time = nounAt(parsed, at);
  if (time && isTime(parsed, time) && verb.form === 'to') at = time.first - 1;
  const before = tokens[at];
  // "saying he was right and calling him": the second goes with the first.
  if (before?.tag === 'CC' && verb.form === 'ing') {
    const earlier = parsed.chunks.findLast(
      (chunk) => chunk.kind === 'verb' && chunk.form === 'ing' && chunk.last < at,
    );
    if (earlier?.kind === 'verb') return controller(parsed, earlier, words);
  }
  // "quoted an official as saying": the one quoted is who says it.
  const quoted = before?.lower === 'as' ? nounAt(parsed, at - 1) : null;
  if (quoted && verb.form === 'ing') {
    const subject = growLeft(parsed, quoted, quoted.last);
    if (subject && verbAt(parsed, subject.first - 1)?.passive === false) return subject;
  }
  const noun = before ? nounAt(parsed, at) : null;
  if (
    noun &&
    verb.form === 'ing' &&
    !(words.media.has(tokens[noun.head]?.lemma ?? '') && isGoverned(parsed, noun.first))
  ) {
    return growLeft(parsed, noun, noun.last);
  }
  if (noun && verb.form === 'to') {
    const governing = verbAt(parsed, noun.first - 1);
    if (governing || tokens[noun.first - 1]?.lower === 'for')
      return { first: noun.first, last: noun.last, from: noun.first, isAfter: false, head: noun };
  }
  for (let i = at; i >= 0; i -= 1) {
    const earlier = verbAt(parsed, i);
    if (!earlier) continue;
    i = earlier.first;
    if (earlier.form !== 'finite') continue;
    const own = subjectBefore(parsed, earlier.first) ?? sharedSubject(parsed, earlier);
    if (own && verb.form === 'ing' && isAfterMark(before)) {
      const governing = governingVerb(parsed, own);
      if (governing) {
        i = governing.last;
        continue;
      }
      // "She made points that he would like, describing": a relative clause is about another.
      if (i > 1 && isRelativeSubject(parsed, own)) continue;
    }
    return own;
  }
  if (verb.form !== 'ing') return null;
  // "Borg, citing two officers, said"
  const name = before?.tag === ',' ? nounAt(parsed, at - 1) : null;
  const named = name && growLeft(parsed, name, name.last);
  if (named && !isPreposition(tokens[named.first - 1]) && !isTime(parsed, named)) return named;
  return subjectAhead(parsed, verb.last);
}

/** "Citing officials, the paper said": the main clause comes after a comma. */
function subjectAhead(parsed: Parsed, from: number): Subject | null {
  const { tokens } = parsed;
  for (let comma = from; comma < tokens.length; comma += 1) {
    if (tokens[comma]?.tag !== ',') continue;
    const main = nounAt(parsed, comma + 1);
    if (!main) return null;
    // ", which he knew,"
    if (tokens[main.first]?.tag.startsWith('W')) continue;
    return { first: main.first, last: main.last, from: main.first, isAfter: true, head: main };
  }
  return null;
}

/** "that he [would like]", "who [came]": the subject of a clause on a noun. */
function isRelativeSubject({ tokens }: Parsed, { first, from }: Subject): boolean {
  const isOwn = /^W/.test(tokens[first]?.tag ?? '') || tokens[first]?.lower === 'that';
  if (isOwn) return true;
  const opening = tokens[from - 1];
  return (
    /^(?:WDT|WP)$/.test(opening?.tag ?? '') ||
    (opening?.lower === 'that' && tokens[from - 2]?.tag.startsWith('N') === true)
  );
}

/** "said two sources", "writes The Wall Street Journal": the subject of an inverted verb. */
export function subjectAfter(
  parsed: Parsed,
  verb: VerbChunk,
  stop: (token: number) => boolean,
): Subject | null {
  const noun = nounAt(parsed, verb.last);
  if (
    !noun ||
    isTime(parsed, noun) ||
    /^(this|that|these|those|it|so|what)$/.test(parsed.tokens[noun.head]?.lower ?? '')
  )
    return null;
  const end = endOfNounPhrase(parsed, noun, parsed.tokens.length, stop);
  const after = verbAt(parsed, end);
  if (after && after.form === 'finite') return null;
  return { first: noun.first, last: end, from: verb.first, isAfter: true, head: noun };
}
