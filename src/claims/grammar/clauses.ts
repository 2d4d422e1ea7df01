import type { Chunk, NounChunk, VerbChunk } from './chunks.ts';
import type { Parsed } from './grammar.ts';
import type { Tagged } from './tagging.ts';

/** A run of tokens of one sentence, `first` to `last` (exclusive). */
export type Run = { readonly first: number; readonly last: number };

const TIME =
  /^(monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|tomorrow|tonight|week|month|year|weekend|morning|afternoon|evening|night|day|january|february|march|april|june|july|august|september|october|november|december|mon\.|jan\.|feb\.|aug\.|sept\.|oct\.|nov\.|dec\.)$/;
const WH = /^(whether|if|what|how|why|who|whom|whose|when|where|which)$/;
const SUBORDINATOR =
  /^(because|if|when|while|as|since|although|though|until|unless|after|before|whereas|where|that|whether|how|why|once|so|lest)$/;
export const OPEN_QUOTE = /^[“«„]$/;
export const CLOSE_QUOTE = /^[”»]$/;

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
  token?.tag.startsWith('RB') && token.lower !== "n't";

export const isPreposition = (token: Tagged | undefined): boolean =>
  token !== undefined &&
  (token.tag === 'IN' || token.tag === 'TO') &&
  !/^(that|because|if|although|though|whether|unless|lest|whereas)$/.test(token.lower);

/** "Thursday", "last week", "March 27": when, not who or what. */
export function isTime(parsed: Parsed, { first, last }: Run): boolean {
  for (let at = first; at < last; at += 1) {
    const token = parsed.tokens[at] as Tagged;
    if (TIME.test(token.lower))
      return !parsed.tokens
        .slice(at + 1, last)
        .some(({ tag, lower }) => tag.startsWith('N') && !TIME.test(lower));
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
      if (/^(WP|WDT)$/.test(word.tag)) pending += 1;
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
      if (
        next &&
        (/^(CC|PRP|WRB)$/.test(next.tag) ||
          OPEN_QUOTE.test(next.text) ||
          CLOSE_QUOTE.test(next.text))
      )
        return false;
      if (verbAt(parsed, at + 1)?.form === 'ing') return false;
      at += 1;
    } else if (
      /^(IN|TO|RB|RBR|RBS|CC|JJ|JJR|JJS|DT|PDT|CD|POS|-LRB-|-RRB-|HYPH|RP|VBN|VBG)$/.test(
        word.tag,
      ) ||
      /^["“”]$/.test(word.text)
    ) {
      if (
        word.tag === 'IN' &&
        /^(because|although|though|while|whereas|unless|if)$/.test(word.lower) &&
        seenNoun
      )
        return false;
      if (word.tag === 'IN' && /^(as|after|before|since|until)$/.test(word.lower) && seenNoun)
        pending += opensClauseBriefly(parsed, at + 1) ? 1 : 0;
      at += 1;
    } else if (/^(WRB|WP|WP\$|WDT)$/.test(word.tag)) {
      pending += 1;
      at += 1;
    } else return false;
  }
  return false;
}

function opensClauseBriefly(parsed: Parsed, at: number): boolean {
  const noun = nounAt(parsed, at);
  return noun !== null && verbAt(parsed, noun.last)?.form === 'finite';
}

/** How a verb's complement looks; `none` when nothing follows that could be one. */
export type Frame =
  | 'quote'
  | 'that'
  | 'clause'
  | 'wh'
  | 'to'
  | 'np-to'
  | 'ing'
  | 'np'
  | 'np-as'
  | 'colon'
  | 'adjective'
  | `prep-${string}`
  | 'none';

export type Complement = {
  readonly frame: Frame;
  /** The first token of the content. */
  readonly first: number;
  /** "told CNN that": whom it was said to. */
  readonly addressee: NounChunk | null;
};

/** Reads what follows a verb group up to the complement that its content starts with. */
export function readComplement(parsed: Parsed, from: number, isDitransitive: boolean): Complement {
  const { tokens } = parsed;
  let at = from;
  let addressee: NounChunk | null = null;
  let fallback: Complement | null = null;
  const limit = Math.min(tokens.length, from + 30);
  while (at < limit) {
    const token = tokens[at] as Tagged;
    if (
      OPEN_QUOTE.test(token.text) ||
      (token.text === '"' && tokens[at + 1]?.start === token.end)
    ) {
      return { frame: 'quote', first: at, addressee };
    }
    if (
      token.lower === 'that' &&
      (token.tag === 'IN' || token.tag === 'DT' || token.tag === 'WDT') &&
      !nounAt(parsed, at)
    ) {
      return { frame: 'that', first: at, addressee };
    }
    if (
      WH.test(token.lower) &&
      (at === from || addressee || !nounAt(parsed, at)) &&
      !(fallback && token.lower !== 'whether')
    ) {
      return { frame: 'wh', first: at, addressee };
    }
    if (token.text === ':') return { frame: 'colon', first: at + 1, addressee };
    if (token.tag === ',') {
      const next = tokens[at + 1];
      if (next && (OPEN_QUOTE.test(next.text) || next.text === '"'))
        return { frame: 'quote', first: at + 1, addressee };
      break;
    }
    const noun = nounAt(parsed, at);
    if (noun) {
      if (isTime(parsed, noun)) {
        at = noun.last;
        continue;
      }
      if (
        !addressee &&
        startsClause(parsed, at) &&
        !(isDitransitive && takesClause(parsed, noun.last))
      ) {
        return { frame: 'clause', first: at, addressee };
      }
      if (addressee && startsClause(parsed, at)) return { frame: 'clause', first: at, addressee };
      if (fallback) break;
      const verb = verbAt(
        parsed,
        endOfNounPhrase(parsed, noun, limit, (end) => verbAt(parsed, end)?.form === 'to'),
      );
      fallback = { frame: verb?.form === 'to' ? 'np-to' : 'np', first: at, addressee: null };
      if (verb?.form === 'to' && isDitransitive)
        return { frame: 'to', first: verb.first, addressee: noun };
      if (!isDitransitive) {
        if (hasAs(parsed, noun.last)) return { frame: 'np-as', first: at, addressee: null };
        return fallback;
      }
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
    if (isAdverb(token) || token.tag === 'RP') {
      at += 1;
      continue;
    }
    if (isPreposition(token) && !SUBORDINATOR.test(token.lower)) {
      fallback ??= { frame: `prep-${token.lower}`, first: at + 1, addressee };
      const other = nounAt(parsed, at + 1);
      if (!other) {
        if (verbAt(parsed, at + 1)) break;
        at += 1;
        continue;
      }
      at = other.last;
      continue;
    }
    if (token.lower === 'as') return fallback ?? { frame: 'prep-as', first: at + 1, addressee };
    if (/^JJ/.test(token.tag) && !fallback) return { frame: 'adjective', first: at, addressee };
    break;
  }
  return fallback ?? { frame: 'none', first: at, addressee };
}

/** After an addressee: "told reporters [on Monday] that", "told him the", "told CNN “". */
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

/** The words that name who does what the verb says, with where they stand to the verb. */
export type Subject = Run & {
  /** Where the verb's clause begins, so that "…, the official said" can be cut off whole. */
  readonly from: number;
  readonly isAfter: boolean;
  readonly head: NounChunk;
};

/** Finds the subject of a verb group; null when it has none in the sentence. */
export function findSubject(parsed: Parsed, verb: VerbChunk): Subject | null {
  switch (verb.form) {
    case 'finite':
    case 'base':
      return subjectBefore(parsed, verb.first) ?? sharedSubject(parsed, verb);
    case 'en':
      return null;
    case 'ing':
    case 'to':
      return controller(parsed, verb);
  }
}

function subjectBefore(parsed: Parsed, from: number): Subject | null {
  const { tokens } = parsed;
  let at = from - 1;
  while (
    at >= 0 &&
    (isAdverb(tokens[at]) ||
      /^(both|all|each|also|himself|herself|themselves|itself)$/.test(tokens[at]?.lower ?? ''))
  ) {
    if (
      nounAt(parsed, at) &&
      !/^(both|all|each|himself|herself|themselves|itself)$/.test(tokens[at]?.lower ?? '')
    )
      break;
    at -= 1;
  }
  if (at < 0 && from > 0 && nounAt(parsed, from - 1)) at = from - 1;
  const token = tokens[at];
  if (!token) return null;
  if (/^(WDT|WP)$/.test(token.tag) || (token.lower === 'that' && token.tag !== 'IN')) {
    const head = nounAt(parsed, at) ?? { kind: 'noun', first: at, last: at + 1, head: at };
    return { first: at, last: at + 1, from: at, isAfter: false, head };
  }
  if (token.tag === ',' || token.text === '—' || token.text === ')' || token.text === '–')
    return subjectPastParenthesis(parsed, at);
  const noun = nounAt(parsed, at);
  if (!noun) return subjectOverPhrase(parsed, at);
  return growLeft(parsed, noun, noun.last);
}

/** "sources familiar with the talks said", "the channel linked to the Kremlin said": the verb follows a phrase on the noun. */
function subjectOverPhrase(parsed: Parsed, at: number): Subject | null {
  for (let i = at; i >= 0 && i > at - 8; i -= 1) {
    const token = parsed.tokens[i] as Tagged;
    if (
      token.tag === ',' ||
      token.tag === 'CC' ||
      CLOSE_QUOTE.test(token.text) ||
      verbAt(parsed, i)?.form === 'finite'
    )
      return null;
    const noun = nounAt(parsed, i);
    if (noun) return growLeft(parsed, noun, at + 1);
  }
  return null;
}

function subjectPastParenthesis(parsed: Parsed, comma: number): Subject | null {
  const { tokens } = parsed;
  const mark = tokens[comma]?.text;
  const opening = mark === ')' ? '(' : mark;
  for (let at = comma - 1; at > 0; at -= 1) {
    const token = tokens[at] as Tagged;
    if (CLOSE_QUOTE.test(token.text) || token.tag === '.' || token.text === ';') return null;
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
    if (isPreposition(tokens[subject.first - 1])) continue;
    return withParenthesis(parsed, subject, at, comma);
  }
  return null;
}

/** Takes an apposition or relative clause into the source: "Sak, a senior defense ministry official,". */
function withParenthesis(parsed: Parsed, subject: Subject, open: number, close: number): Subject {
  const next = parsed.tokens[open + 1];
  const isApposition = nounAt(parsed, open + 1) !== null && !/^(PRP|EX)$/.test(next?.tag ?? '');
  return isApposition ? { ...subject, last: close } : { ...subject, last: open };
}

/** Grows a noun chunk leftwards over "of", "and" and participles, as long as it stays one noun phrase. */
function growLeft(parsed: Parsed, noun: NounChunk, last: number): Subject | null {
  const { tokens } = parsed;
  let first = noun.first;
  let head = noun;
  for (;;) {
    const before = tokens[first - 1];
    if (!before) break;
    if (isPreposition(before) && before.lower !== 'as') {
      let to = first - 2;
      const participle = verbAt(parsed, to);
      if (
        participle &&
        (participle.form === 'en' || participle.form === 'ing') &&
        tokens[participle.first - 1]
      )
        to = participle.first - 1;
      else if (tokens[to]?.tag === 'JJ' && !nounAt(parsed, to)) to -= 1;
      const other = nounAt(parsed, to);
      if (!other || isTime(parsed, other)) break;
      first = other.first;
      head = other;
      continue;
    }
    if (before.lower === 'and' || before.lower === 'or') {
      const other = nounAt(parsed, first - 2);
      const listed = tokens[first - 2]?.tag === ',' ? nounAt(parsed, first - 3) : null;
      const conjunct = other ?? listed;
      if (
        !conjunct ||
        /^(PRP|EX)$/.test(tokens[noun.first]?.tag ?? '') ||
        verbBefore(parsed, conjunct.first)
      )
        break;
      first = conjunct.first;
      head = conjunct;
      while (tokens[first - 1]?.tag === ',' && nounAt(parsed, first - 2) && listed)
        first = (nounAt(parsed, first - 2) as NounChunk).first;
      continue;
    }
    break;
  }
  // "On Thursday Zelensky", "In Kyiv officials": what stands first hangs on no noun.
  if (isPreposition(tokens[first - 1]) && head !== noun) {
    return { first: noun.first, last, from: noun.first, isAfter: false, head: noun };
  }
  while (
    first < noun.last - 1 &&
    TIME.test(tokens[first]?.lower ?? '') &&
    tokens[first + 1]?.tag.startsWith('NNP')
  )
    first += 1;
  return { first, last, from: first, isAfter: false, head };
}

/** A verb directly before a noun makes the noun its object: "met Putin and Biden said". */
function verbBefore(parsed: Parsed, first: number): boolean {
  const verb = verbAt(parsed, first - 1);
  if (verb) return true;
  return isPreposition(parsed.tokens[first - 1]);
}

/** "… said it was over and warned that": the earlier verb of the clause lends its subject. */
function sharedSubject(parsed: Parsed, verb: VerbChunk): Subject | null {
  let at = verb.first - 1;
  while (at >= 0 && isAdverb(parsed.tokens[at])) at -= 1;
  const before = parsed.tokens[at];
  if (!before || !(before.tag === 'CC' || before.tag === ',')) return null;
  for (let i = at - 1; i >= 0; i -= 1) {
    const earlier = verbAt(parsed, i);
    if (!earlier) continue;
    i = earlier.first;
    if (earlier.form !== 'finite') continue;
    const subject = subjectBefore(parsed, earlier.first);
    if (subject) return subject;
  }
  return null;
}

/** The subject of a verb without tense: that of the verb it hangs on, or the object before it. */
function controller(parsed: Parsed, verb: VerbChunk): Subject | null {
  const { tokens } = parsed;
  let at = verb.first - 1;
  while (at >= 0 && isAdverb(tokens[at])) at -= 1;
  const before = tokens[at];
  const noun = before ? nounAt(parsed, at) : null;
  if (noun && verb.form === 'ing') return growLeft(parsed, noun, noun.last);
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
    return subjectBefore(parsed, earlier.first) ?? sharedSubject(parsed, earlier);
  }
  // "Citing officials, the paper said": the main clause comes after.
  const comma = tokens.findIndex(({ tag }, i) => tag === ',' && i > verb.last);
  const main = comma < 0 ? null : nounAt(parsed, comma + 1);
  if (!main || verb.form !== 'ing') return null;
  return { first: main.first, last: main.last, from: main.first, isAfter: true, head: main };
}

/** "said two sources", "writes The Wall Street Journal": the subject of an inverted verb. */
export function subjectAfter(
  parsed: Parsed,
  verb: VerbChunk,
  stop: (token: number) => boolean,
): Subject | null {
  const noun = nounAt(parsed, verb.last);
  if (!noun || isTime(parsed, noun)) return null;
  const end = endOfNounPhrase(parsed, noun, parsed.tokens.length, stop);
  const after = verbAt(parsed, end);
  if (after && after.form === 'finite') return null;
  return { first: noun.first, last: end, from: verb.first, isAfter: true, head: noun };
}
