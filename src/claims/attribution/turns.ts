import type { Span } from '../../corpus/article.ts';
import type { Grammar, Parsed } from '../grammar/grammar.ts';
import { isClosing, isOpening, nounAt } from '../grammar/phrases.ts';
import { type Quote, quoteAt } from '../grammar/quotes.ts';
import type { Tagged } from '../grammar/tagging.ts';
import type { Candidate } from './candidates.ts';

/** A speaker's name is short. */
const NAME_TOKENS = 8;

/** The lemma of a cue that is a mark: "Zelensky: We see", "“It is over.” — Ana Ruiz". */
export const TURN = ':';

/** Reads "Zelensky: We see preparations", as headlines and transcripts have it. */
export function readTurn(parsed: Parsed): Candidate | null {
  const { tokens } = parsed;
  const first = isOpening(tokens[0]) ? 1 : 0;
  const noun = nounAt(parsed, first);
  if (!noun || noun.last > first + NAME_TOKENS || noun.head !== noun.last - 1) return null;
  const colon = noun.last;
  const mark = tokens[colon];
  const next = tokens[colon + 1];
  if (mark?.text !== ':' || colon + 2 >= tokens.length || next?.start === mark.end) return null;
  if (!isName(tokens[noun.head])) return null;
  return {
    lemma: TURN,
    cue: { first: colon, last: colon + 1 },
    verb: null,
    frame: 'colon',
    key: 'colon',
    source: { first, last: colon, head: noun.head },
    complement: { frame: 'colon', first: colon + 1, addressee: null },
    topic: null,
    clause: { first, last: colon + 1 },
  };
}

/** Reads "— Ana Ruiz" behind a quotation, with the quotation that it signs; null where there is none. */
export function readSignature(
  parsed: Parsed,
  quotes: readonly Quote[],
  text: string,
): { readonly candidate: Candidate; readonly content: Span } | null {
  const { tokens } = parsed;
  const last = tokens.at(-1)?.text === '.' ? tokens.length - 1 : tokens.length;
  const noun = nounAt(parsed, last - 1);
  if (!noun || noun.first < 1 || last - noun.first > NAME_TOKENS) return null;
  const mark = tokens[noun.first - 1] as Tagged;
  if (!/^(?:―|—|–|--|-)$/.test(mark.text) || !isName(tokens[noun.head])) return null;
  if (noun.first > 1 && !isClosing(tokens[noun.first - 2])) return null;
  const content = quoteBefore(mark.start, quotes, text);
  if (!content) return null;
  return {
    candidate: {
      lemma: TURN,
      cue: { first: noun.first - 1, last: noun.first },
      verb: null,
      frame: 'before',
      key: 'before',
      source: { first: noun.first, last, head: noun.head },
      complement: { frame: 'none', first: last, addressee: null },
      topic: null,
      clause: { first: noun.first - 1, last },
    },
    content,
  };
}

/** A line between quotation marks, whichever way they point, or the quote that ends there. */
function quoteBefore(mark: number, quotes: readonly Quote[], text: string): Span | null {
  let end = mark;
  while (end > 0 && mark - end < 4 && /\s/.test(text[end - 1] ?? '')) end -= 1;
  if (!/["“”»]/.test(text[end - 1] ?? '')) return null;
  const start = text.lastIndexOf('\n', end - 2) + 1;
  if (/["“”«]/.test(text[start] ?? '') && end - start > 2) return { start, end };
  const quote = quoteAt(quotes, end - 1);
  return quote?.end === end && !quote.isOpen ? { start: quote.start, end } : null;
}

function isName(token: Tagged | undefined): boolean {
  return token?.tag.startsWith('NNP') === true && /^\p{Lu}./u.test(token.text);
}

type Turn = { readonly parsed: Parsed; readonly candidate: Candidate; content: Span[] };

/**
 * "Wow: …" and "Iowa: …" look like speakers' turns: a turn counts when it is a quote, or when its
 * speaker is a source elsewhere in the article or takes three turns.
 */
export function knownTurns<Draft extends Turn>(
  { quotes }: Grammar,
  drafts: readonly Draft[],
): Draft[] {
  const seen = new Map<string, number>();
  const nameOf = ({ parsed, candidate: { source } }: Draft) =>
    source ? (parsed.tokens[source.head]?.lower ?? '') : '';
  for (const draft of drafts) {
    const weight = draft.candidate.lemma === TURN ? 1 : 3;
    seen.set(nameOf(draft), (seen.get(nameOf(draft)) ?? 0) + weight);
  }
  return drafts.filter((draft) => {
    const { lemma, frame } = draft.candidate;
    if (lemma !== TURN || frame === 'before') return true;
    const [first] = draft.content;
    if (first && quoteAt(quotes, first.start)?.start === first.start) return true;
    const isClause = draft.parsed.chunks.some(
      (chunk) => chunk.kind === 'verb' && chunk.form === 'finite',
    );
    return isClause && (seen.get(nameOf(draft)) ?? 0) >= 3;
  });
}

/** In a transcript a turn lasts to the end of its paragraph: that of a speaker who takes two turns or more. */
export function lengthenTurns<Draft extends Turn>(
  { sentences }: Grammar,
  drafts: readonly Draft[],
): readonly Draft[] {
  const turns = drafts.filter(
    ({ candidate }) => candidate.lemma === TURN && candidate.frame === 'colon',
  );
  const nameOf = ({ parsed, candidate: { source } }: Draft) =>
    source ? (parsed.tokens[source.head]?.lower ?? '') : '';
  const count = new Map<string, number>();
  for (const turn of turns) count.set(nameOf(turn), (count.get(nameOf(turn)) ?? 0) + 1);
  for (const turn of turns) {
    const span = turn.content.at(-1);
    if (!span || (count.get(nameOf(turn)) ?? 0) < 2) continue;
    const { paragraph } = turn.parsed.sentence;
    let at = turn.parsed.index + 1;
    while (sentences[at]?.sentence.paragraph === paragraph) at += 1;
    const last = sentences[at - 1]?.sentence.span.end ?? span.end;
    turn.content = [
      ...turn.content.slice(0, -1),
      { start: span.start, end: Math.max(span.end, last) },
    ];
  }
  return drafts;
}
