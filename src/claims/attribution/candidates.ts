import type { VerbChunk } from '../grammar/chunks.ts';
import type { Complement } from '../grammar/complements.ts';
import type { Parsed } from '../grammar/grammar.ts';
import {
  endOfNounPhrase,
  hasMainClause,
  isClosing,
  isOpening,
  isPreposition,
  nounAt,
  type Run,
  verbAt,
} from '../grammar/phrases.ts';
import { findSubject, type Subject, subjectAfter } from '../grammar/subjects.ts';
import type { GrammarWords, Tagged } from '../grammar/tagging.ts';
import { isBe, isHave } from '../grammar/word-classes.ts';
import { endOfApposition } from './apposition.ts';
import type { CueWord } from './cues.ts';
import { readFrame, type Taking } from './frames.ts';

/** Words that may be a cue, with who would be its source and where its content would stand. */
export type Candidate = {
  readonly lemma: string;
  readonly cue: Run;
  /** The cue's verb; null for a noun, an adjective or a phrase. */
  readonly verb: VerbChunk | null;
  /** A key of `CueWord.frames`, without the marks of passive and form. */
  readonly frame: Complement['frame'] | 'before';
  /** The key under which `CueWord.frames` has its worth. */
  readonly key: string;
  readonly source: Source | null;
  readonly complement: Complement;
  /** What a passive or impersonal cue is said of: "Russia" in "Russia is believed to have". */
  readonly topic: Run | null;
  /** The clause of the cue itself, source and addressee included: what no content takes in. */
  readonly clause: Run;
  /** Who passes it on: "Radio Sahel" in "Radio Sahel quoted a driver as saying"; left out where nobody does. */
  readonly relay?: Run;
};

export type Source = Run & {
  /** The token of its main noun. */
  readonly head: number;
};

const LIGHT = /^(none|np|np-to|np-as|adjective|comma|sub|ing|wh|prep-.{1,12})$/;

/** Nothing is known of what follows but its words. */
const PLAIN: Taking = { isDitransitive: false, isRelative: false, isObject: false };

/** Reads a verb's surroundings into a candidate. */
export function readVerbCandidate(
  parsed: Parsed,
  verb: VerbChunk,
  word: CueWord | null,
  words: GrammarWords,
): Candidate {
  return (
    (word?.addressee ? null : readInverted(parsed, verb, words)) ??
    readForward(parsed, verb, word, words)
  );
}

/** "…, said two sources", "…" writes the Wall Street Journal. */
function readInverted(parsed: Parsed, verb: VerbChunk, words: GrammarWords): Candidate | null {
  if (verb.form !== 'finite' || verb.passive || verb.first === 0) return null;
  // ", have not reported any violations": what stands behind such a verb is its object.
  if (verb.negated || verb.modal !== null || isHave(parsed.tokens[verb.first])) return null;
  if (!isBoundary(parsed.tokens[verb.first - 1]) || isSharing(parsed, verb)) return null;
  const subject = subjectAfter(parsed, verb, (token) => isManner(parsed, token));
  if (!subject) return null;
  if (
    parsed.tokens[verb.first - 1]?.tag === ',' ||
    parsed.tokens[verb.first - 1]?.tag === '-RRB-'
  ) {
    // "Emanuel, who advised Obama, said he and": the words between the commas hang on the subject.
    if (parsed.tokens[subject.first]?.tag === 'PRP') return null;
    const before = findSubject(parsed, verb, words);
    if (before && !hasVerbBetween(parsed, before.last, verb.first)) return null;
  }
  // “…,” said Diallo, a baker in Gao
  const last = endOfApposition(parsed, endOfRelative(parsed, subject.last), false);
  const complement = readFrame(parsed, last, PLAIN);
  const clause = { first: verb.first, last: endOfClause(parsed, last) };
  return {
    lemma: verb.lemma,
    cue: verb,
    verb,
    frame: 'before',
    key: 'before',
    source: { ...toSource(subject), last },
    complement,
    topic: null,
    clause,
  };
}

/** "say people who live along the road, are": who it is runs on to the comma. */
function endOfRelative(parsed: Parsed, from: number): number {
  if (parsed.tokens[from]?.lower !== 'who' || verbAt(parsed, from + 1) === null) return from;
  const end = endOfClause(parsed, from);
  return isBoundary(parsed.tokens[end]) || parsed.tokens[end]?.tag === '.' ? end : from;
}

function readForward(
  parsed: Parsed,
  verb: VerbChunk,
  word: CueWord | null,
  words: GrammarWords,
): Candidate {
  const isDitransitive = word?.addressee === true;
  const found = findSubject(parsed, verb, words);
  const subject = found && wholeSubject(parsed, found);
  const complement = readFrame(parsed, verb.last, {
    isDitransitive: isDitransitive && !verb.passive,
    isObject: word?.object === true,
    isRelative:
      subject !== null &&
      (isRelative(parsed, subject.head.head) || isRelative(parsed, subject.first - 1)),
  });
  if (word?.relays && isPassingOn(parsed, verb)) return readPassedOn(verb, complement);
  const trailing = subject && trailingClause(parsed, verb, subject, complement, isDitransitive);
  const frame = trailing ? 'before' : complement.frame;
  const form = verb.form === 'finite' ? '' : `${verb.form}/`;
  // "Is said to": the participle of a verb of speech is often tagged as a past.
  const isPast = parsed.tokens[verb.head]?.tag === 'VBD' && isBe(parsed.tokens[verb.head - 1]);
  const isPassive = (verb.passive || isPast) && !trailing;
  const isSubjectSource = isPassive ? word?.felt === true : word?.impersonal !== true;
  const first = subject && !subject.isAfter ? Math.min(subject.from, verb.first) : verb.first;
  const agent = isPassive && !isSubjectSource ? readAgent(parsed, verb) : null;
  if (agent) return readAgentCandidate(parsed, verb, agent, subject, complement);
  const isBareGap = complement.frame === 'gap' && !isRelative(parsed, first - 1);
  return {
    lemma: verb.lemma,
    cue: verb,
    verb,
    frame,
    key: trailing
      ? 'before'
      : `${form}${isPassive ? 'be-' : ''}${isBareGap ? 'bare-' : ''}${complement.frame}`,
    source: isSubjectSource && subject ? toSource(subject) : null,
    complement,
    topic: readTopic(parsed, complement, first, isSubjectSource ? null : subject),
    clause: trailing ?? { first, last: complement.first },
    ...(verb.form === 'ing' && subject ? readRelay(parsed, verb, subject, words) : {}),
  };
}

/** "Three people briefed on the matter said", "the clans that support Osman say": the noun before what hangs on it is who. */
function wholeSubject(parsed: Parsed, subject: Subject): Subject {
  const { tokens } = parsed;
  const { first } = subject;
  if (subject.isAfter) return subject;
  if (/^(that|who|which)$/.test(tokens[first]?.lower ?? '') && subject.last > first + 1) {
    const noun = nounAt(parsed, first - 1);
    return noun ? { ...subject, first: noun.first, from: noun.first, head: noun } : subject;
  }
  // A past between the noun that opens a clause and the clause's verb is a participle.
  if (!isPreposition(tokens[first - 1])) return subject;
  const verb = verbAt(parsed, first - 2);
  if (!verb || verb.last - verb.first > 1 || tokens[verb.first]?.tag !== 'VBD') return subject;
  const noun = nounAt(parsed, verb.first - 1);
  if (!noun || (noun.first > 0 && !isBoundary(tokens[noun.first - 1]))) return subject;
  return { ...subject, first: noun.first, from: noun.first, head: noun };
}

/** How far behind "quoted" its "as saying" may stand. */
const AS_REACH = 14;

/** "Quoted a driver as saying", "was cited by the agency as telling": what is said hangs on the second verb. */
function isPassingOn(parsed: Parsed, { last }: VerbChunk): boolean {
  for (let at = last; at < Math.min(last + AS_REACH, parsed.tokens.length); at += 1) {
    if (parsed.tokens[at]?.lower === 'as') return verbAt(parsed, at + 1)?.form === 'ing';
    if (verbAt(parsed, at)?.form === 'finite') return false;
  }
  return false;
}

function readPassedOn(verb: VerbChunk, complement: Complement): Candidate {
  return {
    lemma: verb.lemma,
    cue: verb,
    verb,
    frame: complement.frame,
    key: 'relay',
    source: null,
    complement,
    topic: null,
    clause: { first: verb.first, last: complement.first },
  };
}

/** Who quotes the source of "as saying": the subject of "quoted", or the agent of "was quoted by". */
function readRelay(
  parsed: Parsed,
  verb: VerbChunk,
  source: Subject,
  words: GrammarWords,
): (Pick<Candidate, 'relay'> & Partial<Pick<Candidate, 'cue'>>) | null {
  if (parsed.tokens[verb.first - 1]?.lower !== 'as') return null;
  const before = nounAt(parsed, verb.first - 2);
  if (before && parsed.tokens[before.first - 1]?.lower === 'by') {
    const quoted = verbAt(parsed, before.first - 2);
    const relay = { first: before.first, last: before.last };
    return quoted ? { relay, cue: { first: quoted.first, last: verb.last } } : { relay };
  }
  const quoting = verbAt(parsed, source.first - 1);
  const quoter = quoting && !quoting.passive ? findSubject(parsed, quoting, words) : null;
  return quoter && { relay: { first: quoter.first, last: quoter.last } };
}

/** "The withdrawal was first reported by the Courier": the content is what stands before. */
function readAgentCandidate(
  parsed: Parsed,
  verb: VerbChunk,
  agent: Source,
  subject: Subject | null,
  complement: Complement,
): Candidate {
  const before = nounAt(parsed, verb.first - 1);
  // "was criticized by rivals for leaving", "was asked by a host whether"
  const after = readFrame(parsed, agent.last, PLAIN);
  const isSaid = /^(that|wh|quote|to|prep-(?:for|as|of))$/.test(after.frame);
  return {
    lemma: verb.lemma,
    cue: verb,
    verb,
    frame: isSaid ? after.frame : 'none',
    key: 'be-agent',
    source: agent,
    complement: isSaid ? after : { ...complement, frame: 'none' },
    topic:
      subject && !subject.isAfter
        ? { first: subject.first, last: subject.last }
        : before && { first: before.first, last: before.last },
    clause: { first: verb.first, last: agent.last },
  };
}

/** "which he said were gone", "Russia is believed to have": what the content is about stands before its cue. */
function readTopic(
  parsed: Parsed,
  { frame }: Complement,
  clause: number,
  subject: Subject | null,
): Run | null {
  if (frame === 'gap' && isRelative(parsed, clause - 1)) return { first: clause - 1, last: clause };
  return subject && !subject.isAfter ? { first: subject.first, last: subject.last } : null;
}

const isRelative = (parsed: Parsed, at: number): boolean =>
  /^(which|who|whom|what|that)$/.test(parsed.tokens[at]?.lower ?? '');

function toSource({ first, last, head }: Subject): Source {
  return { first, last, head: head.head };
}

/** "was first reported by the Wall Street Journal" */
function readAgent(parsed: Parsed, verb: VerbChunk): Source | null {
  for (let at = verb.last; at < Math.min(verb.last + 4, parsed.tokens.length); at += 1) {
    if (parsed.tokens[at]?.lower !== 'by') continue;
    const noun = nounAt(parsed, at + 1);
    if (!noun) return null;
    return {
      first: noun.first,
      last: endOfNounPhrase(parsed, noun, parsed.tokens.length, (token) => isManner(parsed, token)),
      head: noun.head,
    };
  }
  return null;
}

/** What may stand behind "…, he said" when no quotation mark parts the two: "on Saturday", "CNN". */
const TRAILING = /^(none|comma|np|prep-(?:in|on|at|during|from|via|through|by))$/;

/** Words that say something: a clause, or a fragment that is no setting. */
function isStated(parsed: Parsed, before: Run): boolean {
  return (
    hasMainClause(parsed, before) ||
    !/^(IN|TO|WRB|RB|VBG|VBN)$/.test(parsed.tokens[before.first]?.tag ?? '')
  );
}

/** The clause of "…, he said", "…" the official told CNN; null when the content does not precede. */
function trailingClause(
  parsed: Parsed,
  verb: VerbChunk,
  subject: Subject,
  complement: Complement,
  isDitransitive: boolean,
): Run | null {
  const { tokens } = parsed;
  if (subject.isAfter || verb.form !== 'finite' || verb.passive || subject.from < 2) return null;
  if (/^(who|which|that)$/.test(tokens[subject.head.head]?.lower ?? '')) return null;
  const isQuote = complement.frame === 'quote';
  const isAddressed = isDitransitive && isClosing(tokens[subject.from - 1]);
  if (!isQuote && !isAddressed && !LIGHT.test(complement.frame)) return null;
  let first = subject.from;
  if (!isQuote && first > 1 && tokens[first - 1]?.lower === 'as') first -= 1;
  const before = tokens[first - 1];
  // "The troops left, she added, “and will not return”": a small letter goes on with what stands before.
  const goesOn =
    isQuote &&
    before?.tag === ',' &&
    /^\p{Ll}/u.test(tokens[complement.first + 1]?.text ?? '') &&
    hasMainClause(parsed, { first: 0, last: first - 1 });
  if (!isBoundary(before) || (isQuote && !goesOn && !isClosing(before))) return null;
  if (goesOn) return { first, last: endOfClause(parsed, verb.last) };
  if (isClosing(before))
    return { first, last: endOfClause(parsed, complement.addressee?.last ?? verb.last) };
  if (complement.frame === 'ing' || (complement.frame === 'np' && !isDitransitive)) return null;
  if (!TRAILING.test(complement.frame)) return null;
  // "On Twitter, she responded": a setting before the comma is no content.
  if (complement.frame !== 'comma' && !isStated(parsed, { first: 0, last: first - 1 })) return null;
  return { first, last: endOfClause(parsed, complement.addressee?.last ?? verb.last) };
}

/** Whether a verb with tense stands there that is no relative clause's. */
function hasVerbBetween(parsed: Parsed, first: number, last: number): boolean {
  let relatives = 0;
  for (let at = first; at < last; at += 1) {
    if (/^W/.test(parsed.tokens[at]?.tag ?? '')) relatives += 1;
    const verb = verbAt(parsed, at);
    if (!verb) continue;
    at = verb.last - 1;
    if (verb.form !== 'finite') continue;
    if (relatives === 0) return true;
    relatives -= 1;
  }
  return false;
}

function isBoundary(token: Tagged | undefined): boolean {
  return (
    token !== undefined &&
    (token.tag === ',' ||
      token.tag === '-RRB-' ||
      isClosing(token) ||
      /^([—–?!]|--)$/.test(token.text))
  );
}

/** "Zelensky, who met Biden, said Ukraine …": the words before the comma are its subject, no content. */
function isSharing(parsed: Parsed, verb: VerbChunk): boolean {
  if (parsed.tokens[verb.first - 1]?.tag !== ',') return false;
  for (let at = verb.first - 2; at >= 0; at -= 1) {
    // “…,” Ramos, 58, said: the name stands between the quote and its verb.
    // “… a warning” of war, said Ramos: words of the writer's go on behind the quoted ones.
    if (isClosing(parsed.tokens[at]) && !isPreposition(parsed.tokens[at + 1]))
      return at < verb.first - 2;
    if (verbAt(parsed, at)?.form === 'finite') return hangsOnOpening(parsed, at);
  }
  return true;
}

/** "Bern, where the court sits, denied": the verb is that of a relative clause on what opens the sentence. */
function hangsOnOpening(parsed: Parsed, verb: number): boolean {
  const comma = parsed.tokens.findIndex(({ tag }) => tag === ',');
  return (
    comma > 0 &&
    comma < verb &&
    /^W/.test(parsed.tokens[comma + 1]?.tag ?? '') &&
    nounAt(parsed, comma - 1)?.first === 0
  );
}

/** "in a statement", "on Telegram", "after the meeting": how it was said, no part of who said it. */
export function isManner(parsed: Parsed, token: number): boolean {
  const { lower } = parsed.tokens[token] as Tagged;
  return /^(in|on|during|after|before|at|by|as|when|via|through|last|this)$/.test(lower);
}

/** The end of a cue's clause: the next comma, quote or stop. */
export function endOfClause(parsed: Parsed, from: number): number {
  let at = from;
  for (; at < parsed.tokens.length; at += 1) {
    const token = parsed.tokens[at] as Tagged;
    if (token.tag === ',' || token.tag === '.' || isOpening(token) || /^[:;—]$/.test(token.text))
      break;
  }
  return at;
}
