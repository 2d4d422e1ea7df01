import type { VerbChunk } from '../grammar/chunks.ts';
import { readComplement } from '../grammar/complements.ts';
import type { Parsed } from '../grammar/grammar.ts';
import {
  endOfNounPhrase,
  isClosing,
  isOpening,
  nounAt,
  type Run,
  verbAt,
} from '../grammar/phrases.ts';
import { isInsideQuote, type Quote, quoteAt } from '../grammar/quotes.ts';
import type { Tagged } from '../grammar/tagging.ts';
import type { Candidate } from './candidates.ts';
import type { Cues } from './cues.ts';

/** What else bounds a content: the article's quotes, and the clauses of cues that follow their content. */
export type Bounds = {
  readonly quotes: readonly Quote[];
  readonly clauses: readonly Run[];
  readonly cues: Cues;
};

/** Where content that follows its cue ends (exclusive token). */
export function endOfContent(
  parsed: Parsed,
  candidate: Candidate,
  { quotes, clauses, cues }: Bounds,
): number {
  const { tokens } = parsed;
  const { complement, frame, cue } = candidate;
  const { first } = complement;
  const opening = tokens[first] as Tagged;
  const cueToken = tokens[cue.first] as Tagged;
  let limit = endOfOwnClause(parsed, candidate);
  for (const clause of clauses) {
    const isOwn = clause.first <= cue.first && cue.first < clause.last;
    if (clause.first > first && clause.first < limit && !isOwn) limit = clause.first;
  }
  while (limit < tokens.length && tokens[limit - 1]?.tag === 'CC') limit -= 1;
  // "Ukraine expects attacks: “We are ready,” Sak said": behind the colon another speaks.
  const colon = tokens.findIndex(
    ({ text }, at) => text === ':' && at > first && at < limit && isOpening(tokens[at + 1]),
  );
  if (colon > 0 && limit < tokens.length) limit = colon;
  const held = quoteAt(quotes, opening.start);
  const quote = held?.start === opening.start ? held : null;
  if (quote) {
    const close = tokens.findIndex(({ end }) => end >= quote.end);
    const last = close < 0 ? tokens.length : close + 1;
    const isSentence = /^[,.!?]$/.test(tokens[last - 2]?.text ?? '');
    const isJoined = tokens[last]?.tag === 'CC' && verbAt(parsed, last + 1)?.form === 'finite';
    return last < limit && !isSentence && !isJoined
      ? endOfClauseContent(parsed, last, limit, candidate, cues)
      : last;
  }
  const isObject = frame === 'np' || frame.startsWith('prep-');
  let end = isObject
    ? endOfObject(parsed, first, limit, isRelativeCue(parsed, candidate))
    : endOfClauseContent(parsed, first, limit, candidate, cues);
  const around = isInsideQuote(quotes, cueToken) ? quoteAt(quotes, cueToken.start) : null;
  if (around) while (end > first && (tokens[end - 1] as Tagged).end > around.end) end -= 1;
  return end;
}

/**
 * "Expecting delays, Vella said", "Anyone doubting the count can look": what hangs on a participle or a noun
 * ends where the sentence's own clause begins or goes on. The sentence's end where the cue has no such place.
 */
function endOfOwnClause(
  parsed: Parsed,
  { verb, source, cue, complement: { first }, frame }: Candidate,
): number {
  const { tokens } = parsed;
  if (!source || (verb !== null && verb.form !== 'ing')) return tokens.length;
  if (source.first > first)
    return tokens[source.first - 1]?.tag === ',' ? source.first - 1 : tokens.length;
  // "Borg, recalling the siege, said"
  if (source.last === cue.first - 1) {
    const close = tokens.findIndex(
      ({ tag }, at) =>
        at > first && tag === ',' && verbAt(parsed, skipAdverbs(parsed, at + 1))?.form === 'finite',
    );
    return close < 0 ? tokens.length : close;
  }
  const isObject = frame === 'np' || frame.startsWith('prep-');
  const isOnNoun = verb === null ? source.last <= cue.last : source.last === verb.first;
  if (!isObject || !isOnNoun) return tokens.length;
  let pending = 0;
  for (let at = first; at < tokens.length; at += 1) {
    if (/^W/.test(tokens[at]?.tag ?? '') || tokens[at]?.lower === 'that') pending += 1;
    const chunk = verbAt(parsed, at);
    if (chunk?.form === 'finite') {
      // "doubting the count he gave": a noun and its verb right behind another noun.
      const own = nounAt(parsed, chunk.first - 1);
      const isRelative =
        own !== null && own.first > first && nounAt(parsed, own.first - 1) !== null;
      if (pending === 0 && !isRelative) return chunk.first;
      if (!isRelative) pending -= 1;
    }
    if (chunk) at = chunk.last - 1;
  }
  return tokens.length;
}

/** A clause runs to the end of the sentence, unless another cue of the same or another source takes over. */
function endOfClauseContent(
  parsed: Parsed,
  first: number,
  limit: number,
  candidate: Candidate,
  cues: Cues,
): number {
  const { tokens } = parsed;
  const isPhrase = /^(to|np-to|np-as)$/.test(candidate.frame);
  const isSubordinate = opensWithSubordinator(parsed, candidate);
  const isRelative = isRelativeCue(parsed, candidate);
  for (let at = first + 1; at < limit; at += 1) {
    const token = tokens[at] as Tagged;
    const next = tokens[at + 1];
    if (token.text === ';') return at;
    if (isPhrase && (token.text === ':' || token.text === '(' || opensReason(parsed, at)))
      return at;
    if (isRelative && isPhrase && verbAt(parsed, at)?.form === 'finite') return at;
    // "who asked that his name not be used told Reuters": the verb of the clause around.
    if (isRelative && isPastWish(parsed, at)) return at;
    if (token.tag === ',' || isClosing(token)) {
      const verb = verbAt(parsed, at + 1);
      if (verb && verb.form === 'ing' && isCue(verb, cues)) return isClosing(token) ? at + 1 : at;
    }
    if (token.tag === ',') {
      if (isPhrase && /^(CC|IN|WRB|WDT|WP|VBG)$/.test(next?.tag ?? '') && !goesOn(next)) return at;
      if (next?.lower === 'compared') return at;
      // "to head the council, the body that": an apposition to the last noun is the writer's.
      const isName = next?.tag === 'NNP' && !tokens[at - 1]?.tag.startsWith('NNP');
      if (isPhrase && (isName || next?.tag === 'DT') && !isList(parsed, at)) return at;
      if (isRelative && endsRelative(parsed, at + 1, first)) return at;
      if (isSubordinate && next && !/^(CC|WDT|WP|VBG|WRB|''|``)$/.test(next.tag)) return at;
    }
    const isContrast =
      tokens[at - 1]?.tag === ',' && /^(while|although|though|whereas|as)$/.test(token.lower);
    if (
      (token.tag === 'CC' || isContrast) &&
      takesOver(parsed, at, first, limit, candidate, cues)
    ) {
      return tokens[at - 1]?.tag === ',' ? at - 1 : at;
    }
  }
  return limit;
}

/** Whether after "and" or "but" another cue begins, of the same source ("and warned") or of another. */
function takesOver(
  parsed: Parsed,
  at: number,
  first: number,
  limit: number,
  { verb: cue, frame }: Candidate,
  cues: Cues,
): boolean {
  const { tokens } = parsed;
  const to = skipAdverbs(parsed, at + 1);
  const next = verbAt(parsed, to);
  if (next && /^(to|np-to|np-as)$/.test(frame) && /^VB[DZ]$/.test(tenseOf(parsed, next)))
    return true;
  if (next && cue && next.form === 'finite' && cue.form === 'finite') {
    // "has said she wants peace and has praised": the auxiliary is the cue's.
    const auxiliary = tokens[next.first]?.lower ?? '';
    const isShared = /^(has|had)$/.test(auxiliary) && tokens[cue.first]?.lower === auxiliary;
    if (isShared && !tokens.slice(first, at).some(({ lower }) => lower === auxiliary)) return true;
    if (isCue(next, cues) && sameTense(parsed, cue, next)) {
      // "reported that Trump called Putin and asked him to stop": of one tense with the content's own verb.
      const isWithin = parsed.chunks.some(
        (chunk) =>
          chunk.kind === 'verb' &&
          chunk.first > first &&
          chunk.last <= at &&
          tenseOf(parsed, chunk) === tenseOf(parsed, next),
      );
      return (
        !isWithin || /^(that|quote|clause)$/.test(readComplement(parsed, next.last, false).frame)
      );
    }
    // "said she admires him and praised …": the tense goes with the cue's, not with the content's.
    if (tenseOf(parsed, cue) === 'VBD' && tenseOf(parsed, next) === 'VBD') {
      const inner = parsed.chunks.filter(
        (chunk) =>
          chunk.kind === 'verb' &&
          chunk.form === 'finite' &&
          chunk.first >= first &&
          chunk.last <= at,
      );
      return (
        inner.length > 0 &&
        inner.every(
          (chunk) =>
            chunk.kind === 'verb' &&
            tenseOf(parsed, chunk) !== 'VBD' &&
            !chunk.modal?.endsWith('d'),
        )
      );
    }
    return false;
  }
  return tokens[at - 1]?.tag === ',' && anotherSpeaks(parsed, to, limit, cues);
}

/** ", but the Kremlin denied it": behind the conjunction stand a noun phrase and a verb of saying. */
export function anotherSpeaks(parsed: Parsed, to: number, limit: number, cues: Cues): boolean {
  const { tokens } = parsed;
  const noun = nounAt(parsed, to);
  if (!noun) return false;
  const end = endOfNounPhrase(parsed, noun, limit, () => false);
  // ", while the ambassador, Vella, said"
  const close = tokens[end]?.tag === ',' ? endOfAside(parsed, end) : end;
  const other = verbAt(parsed, close);
  return other !== null && other.form === 'finite' && isCue(other, cues);
}

/** Behind a name or description between two commas; the comma itself where a verb stands between them. */
function endOfAside(parsed: Parsed, comma: number): number {
  const noun = nounAt(parsed, comma + 1);
  const end = noun ? endOfNounPhrase(parsed, noun, parsed.tokens.length, () => false) : comma;
  return parsed.tokens[end]?.tag === ',' ? end + 1 : comma;
}

/** "who had said he would come, criticized": after the comma the verb of the clause around goes on. */
function endsRelative(parsed: Parsed, at: number, first: number): boolean {
  const next = verbAt(parsed, skipAdverbs(parsed, at));
  if (next?.form !== 'finite' && next?.form !== 'en') return false;
  return parsed.chunks.some(
    (chunk) =>
      chunk.kind === 'verb' && chunk.form === 'finite' && chunk.first >= first && chunk.last < at,
  );
}

/** "who said", "which he said", "whom he called": the content ends with the relative clause. */
function isRelativeCue({ tokens }: Parsed, { frame, source }: Candidate): boolean {
  return (
    frame === 'gap' ||
    /^(who|which)$/.test(tokens[source?.head ?? -1]?.lower ?? '') ||
    /^(whom|which|who)$/.test(tokens[(source?.first ?? 0) - 1]?.lower ?? '')
  );
}

/** A verb with tense right behind one without, a particle aside: "be left out said". */
function isPastWish(parsed: Parsed, at: number): boolean {
  if (verbAt(parsed, at)?.first !== at || verbAt(parsed, at)?.form === 'base') return false;
  const before = /^(?:RP|IN|RB)$/.test(parsed.tokens[at - 1]?.tag ?? '') ? at - 2 : at - 1;
  return verbAt(parsed, before)?.form === 'base';
}

/** "When Francis said …, the pope": the cue's own clause is subordinate, and its content ends with it. */
function opensWithSubordinator({ tokens }: Parsed, { clause, verb }: Candidate): boolean {
  if (!verb) return false;
  for (let at = clause.first - 1; at >= 0 && at > clause.first - 4; at -= 1) {
    const { lower, tag } = tokens[at] as Tagged;
    if (!/^(although|though|while|when|after|if|because|since|as|before|once)$/.test(lower)) {
      if (!/^(RB|DT|IN|N)/.test(tag)) return false;
      continue;
    }
    return tokens.slice(0, at).every((token) => /^(CC|RB|``|,)$/.test(token.tag));
  }
  return false;
}

function skipAdverbs({ tokens }: Parsed, from: number): number {
  let at = from;
  while (tokens[at]?.tag.startsWith('RB')) at += 1;
  return at;
}

const tenseOf = (parsed: Parsed, { first }: VerbChunk): string => parsed.tokens[first]?.tag ?? '';

function isCue(verb: VerbChunk, cues: Cues): boolean {
  if (!Object.hasOwn(cues.verbs, verb.lemma)) return false;
  const word = cues.verbs[verb.lemma];
  if (word?.relays && verb.form === 'ing') return true;
  const frames = word?.frames ?? {};
  return Math.max(frames.that ?? 0, frames.quote ?? 0, frames['ing/that'] ?? 0) >= 0.6;
}

function sameTense(parsed: Parsed, one: VerbChunk, other: VerbChunk): boolean {
  return tenseOf(parsed, one) === tenseOf(parsed, other) || one.modal !== null;
}

/** An object ends with its noun phrase and what hangs on it, at the latest at a comma that opens something else. */
function endOfObject(parsed: Parsed, first: number, limit: number, isRelative: boolean): number {
  const { tokens } = parsed;
  for (let at = first + 1; at < limit; at += 1) {
    const { tag, text, lower } = tokens[at] as Tagged;
    if (text === ';' || text === '—' || text === '--') return at;
    const isBroken = tag === ',' && !goesOn(tokens[at + 1]) && !isOpening(tokens[at + 1]);
    if (isBroken && !isList(parsed, at)) return at;
    // "praised Kim and promised": a participle behind a conjunction is most often a past.
    const joined = tag === 'CC' ? verbAt(parsed, skipAdverbs(parsed, at + 1)) : null;
    if (joined?.form === 'finite' || joined?.form === 'en') return at;
    if (/^(while|although|though|despite|saying)$/.test(lower) || opensReason(parsed, at))
      return at;
    if (lower === 'in' && isMedium(parsed, at + 1)) return at;
    // "Republicans who praised him warned": the verb of the clause around.
    if (isRelative && verbAt(parsed, at)?.form === 'finite') return at;
  }
  return limit;
}

/** "because he fears", "after the talks failed": why or when the writer says that somebody holds it. */
function opensReason(parsed: Parsed, at: number): boolean {
  if (!/^(?:because|after|when|as)$/.test(parsed.tokens[at]?.lower ?? '')) return false;
  const noun = nounAt(parsed, at + 1);
  return noun !== null && verbAt(parsed, noun.last)?.form === 'finite';
}

/** ", including …" and ", because …" go on with what is said. */
function goesOn(next: Tagged | undefined): boolean {
  return /^(including|because|as|with|of|but|not)$/.test(next?.lower ?? '') && next?.tag !== 'CC';
}

function isList(parsed: Parsed, comma: number): boolean {
  for (let at = comma; parsed.tokens[at]?.tag === ','; ) {
    if (parsed.tokens[at + 1]?.tag === 'CC') return isListed(parsed, at + 1);
    const noun = nounAt(parsed, at + 1);
    if (!noun) return false;
    at = endOfNounPhrase(
      parsed,
      noun,
      parsed.tokens.length,
      (token) => parsed.tokens[token]?.tag === 'CC',
    );
    if (parsed.tokens[at]?.tag === 'CC') return true;
  }
  return false;
}

/** ", and tanks" goes on with a list; ", but the air" and ", and he said" do not. */
function isListed(parsed: Parsed, join: number): boolean {
  const noun = nounAt(parsed, join + 1);
  if (!noun || parsed.tokens[join]?.lower === 'but') return false;
  const end = endOfNounPhrase(parsed, noun, parsed.tokens.length, () => false);
  return verbAt(parsed, end)?.form !== 'finite';
}

/** "in an interview", "in a statement": how it was said. */
function isMedium(parsed: Parsed, at: number): boolean {
  const noun = nounAt(parsed, at);
  return (
    noun !== null &&
    /^(interview|statement|speech|email|e-mail|tweet|address|post)$/.test(
      parsed.tokens[noun.head]?.lower ?? '',
    ) &&
    /^an?$/.test(parsed.tokens[at]?.lower ?? '')
  );
}
