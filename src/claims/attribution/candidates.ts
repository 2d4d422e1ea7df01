import type { VerbChunk } from '../grammar/chunks.ts';
import {
  CLOSE_QUOTE,
  type Complement,
  findSubject,
  OPEN_QUOTE,
  type Run,
  readComplement,
  type Subject,
  subjectAfter,
  verbAt,
} from '../grammar/clauses.ts';
import type { Parsed } from '../grammar/grammar.ts';
import type { Tagged } from '../grammar/tagging.ts';

/** A verb that may be a cue, with its subject and the shape of its content. */
export type Candidate = {
  readonly verb: VerbChunk;
  readonly subject: Subject | null;
  /** `before` when the content precedes: "…, he said". */
  readonly frame: Complement['frame'] | 'before' | 'agent';
  readonly complement: Complement;
  /** The clause of the cue itself, subject and addressee included: what no content takes in. */
  readonly clause: Run;
};

const BEFORE = /^(none|np|np-to|np-as|adjective|prep-.{1,12})$/;

/** Reads a verb's surroundings into a candidate. */
export function readCandidate(parsed: Parsed, verb: VerbChunk, isDitransitive: boolean): Candidate {
  const { tokens } = parsed;
  const stop = (token: number) => isManner(parsed, token);
  const complement = readComplement(parsed, verb.last, isDitransitive);
  const startsSentence = verb.first === 0;
  if (
    verb.form === 'finite' &&
    !verb.passive &&
    !startsSentence &&
    isBoundary(tokens[verb.first - 1])
  ) {
    const inverted = subjectAfter(parsed, verb, stop);
    if (inverted && !isSharing(parsed, verb)) {
      const after = readComplement(parsed, inverted.last, false);
      return {
        verb,
        subject: inverted,
        frame: 'before',
        complement: after,
        clause: { first: verb.first, last: endOfClause(parsed, inverted.last) },
      };
    }
  }
  const subject = findSubject(parsed, verb);
  if (subject && !subject.isAfter && verb.form === 'finite' && !verb.passive && subject.from > 1) {
    let from = subject.from;
    while (from > 1 && (tokens[from - 1]?.tag === 'CC' || tokens[from - 1]?.lower === 'as'))
      from -= 1;
    const isClear =
      BEFORE.test(complement.frame) ||
      (complement.frame === 'quote' && CLOSE_QUOTE.test(tokens[from - 1]?.text ?? ''));
    if (isClear && isBoundary(tokens[from - 1]) && (complement.frame !== 'np' || isDitransitive)) {
      return {
        verb,
        subject,
        frame: 'before',
        complement,
        clause: { first: from, last: endOfClause(parsed, complement.addressee?.last ?? verb.last) },
      };
    }
  }
  const first = subject && !subject.isAfter ? Math.min(subject.from, verb.first) : verb.first;
  return {
    verb,
    subject,
    frame: complement.frame,
    complement,
    clause: { first, last: complement.first },
  };
}

function isBoundary(token: Tagged | undefined): boolean {
  return (
    token !== undefined &&
    (token.tag === ',' ||
      CLOSE_QUOTE.test(token.text) ||
      /^(["—–?!]|--)$/.test(token.text) ||
      token.tag === '-RRB-')
  );
}

/** "Zelensky, who met Biden, said Ukraine …": the words before the comma are its subject, no content. */
function isSharing(parsed: Parsed, verb: VerbChunk): boolean {
  const before = parsed.tokens[verb.first - 1] as Tagged;
  if (before.tag !== ',') return false;
  for (let at = verb.first - 2; at >= 0; at -= 1) {
    const found = verbAt(parsed, at);
    if (found?.form === 'finite') return false;
    if (CLOSE_QUOTE.test(parsed.tokens[at]?.text ?? '')) return false;
  }
  return true;
}

/** "in a statement", "on Telegram", "after the meeting": how it was said, no part of who said it. */
export function isManner(parsed: Parsed, token: number): boolean {
  const { lower } = parsed.tokens[token] as Tagged;
  return /^(in|on|during|after|before|at|by|as|when|via|through|last|this)$/.test(lower);
}

/** The end of a cue's clause: the next comma, quote or stop. */
function endOfClause(parsed: Parsed, from: number): number {
  let at = from;
  for (; at < parsed.tokens.length; at += 1) {
    const { tag, text } = parsed.tokens[at] as Tagged;
    if (
      tag === ',' ||
      tag === '.' ||
      OPEN_QUOTE.test(text) ||
      text === ':' ||
      text === ';' ||
      text === '—'
    )
      break;
  }
  return at;
}
