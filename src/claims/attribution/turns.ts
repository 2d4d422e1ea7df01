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

/** Reads "Russia amassing troops for offensive: Kyiv", as headlines have it: the name behind the colon says what stands before it. */
export function readClosingTurn(parsed: Parsed): Candidate | null {
  const { tokens, chunks } = parsed;
  const noun = nounAt(parsed, tokens.length - 1);
  const colon = (noun?.first ?? 0) - 1;
  const mark = tokens[colon];
  if (!noun || colon < 3 || mark?.text !== ':' || noun.last - noun.first > NAME_TOKENS) return null;
  // "09:12 IST" is a time.
  if (!isName(tokens[noun.head]) || tokens[noun.first]?.start === mark.end) return null;
  if (!chunks.some((chunk) => chunk.kind === 'verb' && chunk.last <= colon)) return null;
  return {
    lemma: TURN,
    cue: { first: colon, last: noun.first },
    verb: null,
    frame: 'before',
    key: 'before',
    source: { first: noun.first, last: noun.last, head: noun.head },
    complement: { frame: 'none', first: noun.last, addressee: null },
    topic: null,
    clause: { first: colon, last: noun.last },
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

/** Longer lines are no quotation that somebody signs. */
const LINE_CHARS = 4000;

/** A line between quotation marks, whichever way they point, or the quote that ends there. */
function quoteBefore(mark: number, quotes: readonly Quote[], text: string): Span | null {
  let end = mark;
  while (end > 0 && mark - end < 4 && /\s/.test(text[end - 1] ?? '')) end -= 1;
  if (!/["“”»]/.test(text[end - 1] ?? '')) return null;
  const from = Math.max(0, end - LINE_CHARS);
  const start = from + text.slice(from, end - 1).lastIndexOf('\n') + 1;
  if (/["“”«]/.test(text[start] ?? '') && end - start > 2) return { start, end };
  const quote = quoteAt(quotes, end - 1);
  return quote?.end === end && !quote.isOpen ? { start: quote.start, end } : null;
}

function isName(token: Tagged | undefined): boolean {
  return token?.tag.startsWith('NNP') === true && /^\p{Lu}./u.test(token.text);
}

type Turn = { readonly parsed: Parsed; readonly candidate: Candidate; content: Span[] };

/** Somebody who takes so many turns makes a transcript. */
const TRANSCRIPT_TURNS = 3;

/**
 * Keeps the turns that are somebody's: "Wow: …" and "Iowa: …" only look like them. A turn counts when it
 * is a quote, when its speaker is a source elsewhere in the article, and in a transcript, where it lasts
 * to the next turn or the end of its paragraph.
 */
export function knownTurns<Draft extends Turn>(
  { quotes, sentences }: Grammar,
  drafts: readonly Draft[],
): readonly Draft[] {
  const isTurn = ({ candidate }: Draft) => candidate.lemma === TURN && candidate.frame === 'colon';
  const turns = drafts.filter(isTurn);
  if (turns.length === 0) return drafts;
  const counts = new Map<string, number>();
  for (const turn of turns) counts.set(speakerOf(turn), (counts.get(speakerOf(turn)) ?? 0) + 1);
  const isTranscript = [...counts.values()].some((count) => count >= TRANSCRIPT_TURNS);
  const sources = new Set(drafts.filter((draft) => !isTurn(draft)).map(speakerOf));
  let surnames: ReadonlySet<string> | null = null;
  const opening = new Set(turns.map(({ parsed }) => parsed.index));
  return drafts.filter((draft) => {
    if (!isTurn(draft)) return true;
    const [first] = draft.content;
    if (isTranscript) draft.content = lengthen(sentences, draft, opening);
    else if (first && quoteAt(quotes, first.start)?.start === first.start) return true;
    const isClause = draft.parsed.chunks.some(
      (chunk) => chunk.kind === 'verb' && chunk.form === 'finite',
    );
    if (!isClause || isTranscript) return isClause;
    // "NEW DELHI: Troops have moved" tells where it was written.
    if (!isShouted(draft)) return sources.has(speakerOf(draft));
    const { source } = draft.candidate;
    surnames ??= surnamesIn(sentences);
    return source?.last === (source?.first ?? 0) + 1 && surnames.has(speakerOf(draft));
  });
}

const OF_PLACES: ReadonlySet<string> = new Set(
  'new old north south east west central greater upper lower port san santa saint st. al el'.split(
    ' ',
  ),
);

/** The surnames of those whose full name stands somewhere, in lower case: "VELLA: We left" is one of theirs. */
function surnamesIn(sentences: readonly Parsed[]): ReadonlySet<string> {
  const surnames = new Set<string>();
  for (const { tokens, chunks } of sentences)
    for (const { kind, first, head } of chunks) {
      if (kind !== 'noun' || head === first || tokens[head - 1]?.tag !== 'NNP') continue;
      const { text, lower } = tokens[head] as Tagged;
      // "in East Vella", "New Delhi" name places.
      const isPlace =
        OF_PLACES.has(tokens[head - 1]?.lower ?? '') ||
        /^(?:IN|TO)$/.test(tokens[first - 1]?.tag ?? '');
      if (/^\p{Lu}\p{Ll}/u.test(text) && !isPlace) surnames.add(lower);
    }
  return surnames;
}

function isShouted({ parsed, candidate: { source } }: Turn): boolean {
  const name = parsed.tokens.slice(source?.first, source?.last);
  return (
    name.every(({ text }) => !/\p{Ll}/u.test(text)) && name.some(({ text }) => text.length > 3)
  );
}

function speakerOf({ parsed, candidate: { source } }: Turn): string {
  return source ? (parsed.tokens[source.head]?.lower ?? '') : '';
}

/** To the next turn, or to the end of the paragraph. */
function lengthen(
  sentences: readonly Parsed[],
  { parsed, content }: Turn,
  opening: ReadonlySet<number>,
): Span[] {
  const last = content.at(-1);
  if (!last) return content;
  const { paragraph } = parsed.sentence;
  let at = parsed.index + 1;
  while (sentences[at]?.sentence.paragraph === paragraph && !opening.has(at)) at += 1;
  const end = sentences[at - 1]?.sentence.span.end ?? last.end;
  return [...content.slice(0, -1), { start: last.start, end: Math.max(last.end, end) }];
}
