import { z } from 'zod';
import type { Sentence, Span } from './article.ts';
import { isSpace, trimSpan } from './paragraphs.ts';

const Words = z.array(z.string().min(1));

/** `config/language/abbreviations.json`: written without their last full stop. */
export const AbbreviationsSchema = z.strictObject({
  /** Stand before a name, and never end a sentence: "Col". */
  titles: Words,
  /** Never end a sentence: "e.g". */
  never: Words,
  /** Abbreviations when a number follows: "No. 5". */
  beforeNumbers: Words,
  months: Words,
  /** May end a sentence, and do when a `starter` follows: "U.S". */
  others: Words,
  /** Words that seldom follow an abbreviation within a sentence, so that one with a capital begins a new one. */
  starters: Words,
  /** Verbs that follow a quoted question: “Why?” Putin asked. */
  speechVerbs: Words,
});
export type Abbreviations = z.infer<typeof AbbreviationsSchema>;

/** A run of text to split, and the paragraph that it begins in. */
export type Piece = { readonly span: Span; readonly paragraph: number };

/** Makes a splitter from the word lists, once; the splitter is pure and takes time linear in the text. */
export function sentenceSplitter(
  abbreviations: Abbreviations,
): (text: string, pieces: readonly Piece[]) => readonly Sentence[] {
  const lexicon = toLexicon(abbreviations);
  return (text, pieces) => {
    const sentences: Sentence[] = [];
    for (const piece of pieces) {
      for (const span of splitSpan(text, piece.span, lexicon)) {
        sentences.push({ span, paragraph: piece.paragraph });
      }
    }
    return sentences;
  };
}

/**
 * Sentences of the pieces, in order: together they hold every character that is no white space.
 * A closing quotation mark goes with the sentence it closes; a quotation of several sentences is split.
 */
export function splitSentences(
  text: string,
  pieces: readonly Piece[],
  abbreviations: Abbreviations,
): readonly Sentence[] {
  return sentenceSplitter(abbreviations)(text, pieces);
}

type Sort = 'title' | 'never' | 'number' | 'month' | 'other';
type Lexicon = {
  readonly abbreviations: ReadonlyMap<string, Sort>;
  readonly starters: ReadonlySet<string>;
  readonly speech: ReadonlySet<string>;
};

function toLexicon(lists: Abbreviations): Lexicon {
  const abbreviations = new Map<string, Sort>();
  const add = (words: readonly string[], sort: Sort) => {
    for (const word of words) {
      abbreviations.set(word, sort);
      // Headlines and wire copy write "GEN." and "SEPT. 3".
      if (word.length > 2) abbreviations.set(word.toUpperCase(), sort);
    }
  };
  add(lists.others, 'other');
  add(lists.beforeNumbers, 'number');
  add(lists.months, 'month');
  add(lists.never, 'never');
  add(lists.titles, 'title');
  return {
    abbreviations,
    starters: new Set(lists.starters),
    speech: new Set(lists.speechVerbs),
  };
}

function splitSpan(text: string, span: Span, lexicon: Lexicon): Span[] {
  const found: Span[] = [];
  let start = span.start;
  let hasWord = false;
  let openStraight = false;
  let i = span.start;
  while (i < span.end) {
    const code = text.charCodeAt(i);
    if (!isStop(code)) {
      if (code === QUOTE) openStraight = !openStraight;
      else if (!hasWord) hasWord = isWordChar(text[i] as string);
      i++;
      continue;
    }
    const stop = readStop(text, i, span.end, openStraight);
    if (stop.straightQuotes % 2 === 1) openStraight = !openStraight;
    if (hasWord && endsSentence(text, span, i, stop, lexicon)) {
      found.push({ start, end: stop.end });
      start = stop.end;
      while (start < span.end && isSpace(text.charCodeAt(start))) start++;
      hasWord = false;
      i = start;
    } else {
      i = stop.end;
    }
  }
  const rest = trimSpan(text, start, span.end);
  if (rest === null) return found;
  // What holds no word ("—", a stray quotation mark) belongs to the sentence before it.
  const last = found.at(-1);
  if (!hasWord && last !== undefined) {
    found[found.length - 1] = { start: last.start, end: rest.end };
    return found;
  }
  found.push(rest);
  return found;
}

type Stop = {
  /** After the last stop character: "." of "...". */
  readonly marksEnd: number;
  /** After closing quotation marks and brackets. */
  readonly end: number;
  readonly straightQuotes: number;
};

const QUOTE = 0x22;
const CLOSERS = new Set(['”', '’', '»', '›', ')', ']', '}']);
const OPENERS = new Set(['“', '‘', '«', '‹', '"', "'", '(', '[', '„', '`']);

/** One of . ! ? … and the full-width 。！？ */
function isStop(code: number): boolean {
  if (code < 0x80) return code === 0x2e || code === 0x21 || code === 0x3f;
  return code === 0x2026 || code === 0x3002 || code === 0xff01 || code === 0xff1f;
}

/** Reads "?!", "...", and what closes after them: quotation marks, brackets, a footnote's "[12]". */
function readStop(text: string, from: number, limit: number, openStraight: boolean): Stop {
  let i = from;
  while (i < limit && isStop(text.charCodeAt(i))) i++;
  const marksEnd = i;
  let straightQuotes = 0;
  for (; i < limit; i++) {
    const char = text[i] as string;
    if (CLOSERS.has(char)) continue;
    const next = text[i + 1];
    const isLast = i + 1 >= limit || isSpace(text.charCodeAt(i + 1));
    const closesHere =
      isLast || (next !== undefined && (CLOSERS.has(next) || ',;"\''.includes(next)));
    if (char === '"') {
      const isOpen = straightQuotes % 2 === 0 ? openStraight : !openStraight;
      if (!isOpen && !(closesHere && straightQuotes === 0)) break;
      straightQuotes++;
    } else if (char === "'" || char === '“' || char === '‘') {
      if (!closesHere) break;
    } else if (char === '[') {
      const footnote = /^\[\d{1,3}\]/.exec(text.slice(i, Math.min(i + 5, limit)));
      if (footnote === null) break;
      i += footnote[0].length - 1;
    } else {
      break;
    }
  }
  // Tokenised text sets the closing mark apart: `… too soon . " Many …`.
  const isApart =
    straightQuotes === 0 &&
    openStraight &&
    text[i] === ' ' &&
    text[i + 1] === '"' &&
    (i + 2 >= limit || isSpace(text.charCodeAt(i + 2)));
  if (isApart && i + 2 <= limit) return { marksEnd, end: i + 2, straightQuotes: 1 };
  return { marksEnd, end: i, straightQuotes };
}

function endsSentence(text: string, span: Span, at: number, stop: Stop, lexicon: Lexicon): boolean {
  // Chinese and Japanese set no space after a stop.
  if (stop.end >= span.end || '。！？'.includes(text[at] as string)) return true;
  if (!isSpace(text.charCodeAt(stop.end))) return endsWithoutSpace(text, span, at, stop, lexicon);
  let next = stop.end;
  while (next < span.end && isSpace(text.charCodeAt(next))) next++;
  if (next >= span.end) return true;
  const after = readNext(text, next, span.end);
  const mark = text[at] as string;
  const marks = stop.marksEnd - at;
  const isEllipsis = mark === '…' || (mark === '.' && marks > 1);
  if (after.isLower && !isNameInLower(after.word)) return false;
  if (',;:)'.includes(text[next] as string)) return false;
  if (isEllipsis) {
    const isAttached = at > span.start && !isSpace(text.charCodeAt(at - 1));
    return isAttached || after.isQuoted || lexicon.starters.has(after.word.toLowerCase());
  }
  if (mark !== '.') return !(stop.end > stop.marksEnd && isSpokenBy(text, next, span.end, lexicon));
  const sort = abbreviationBefore(text, span.start, at, lexicon);
  if (sort === null) return true;
  return endsAfterAbbreviation(sort, after, lexicon);
}

type Next = {
  /** The next word, without what opens before it; empty when something else than a word follows. */
  readonly word: string;
  readonly isQuoted: boolean;
  readonly isLower: boolean;
  readonly isNumber: boolean;
  /** True for "J." and the like. */
  readonly isInitial: boolean;
};

function readNext(text: string, at: number, limit: number): Next {
  let i = at;
  let isQuoted = false;
  while (i < limit && i < at + 4 && OPENERS.has(text[i] as string)) {
    if (text[i] !== '(' && text[i] !== '[') isQuoted = true;
    i++;
  }
  let end = i;
  while (end < limit && end < i + 40 && isWordPart(text[end] as string)) end++;
  const word = text.slice(i, end).replaceAll('’', "'");
  const first = word[0] ?? '';
  return {
    word,
    isQuoted,
    isLower: !isQuoted && first !== first.toUpperCase(),
    isNumber: /^\d/.test(first),
    isInitial: word.length === 1 && text[end] === '.',
  };
}

/** Names that begin small: "al-Assad", "iPhone". */
function isNameInLower(word: string): boolean {
  return /^(?:[a-z]{2,3}-\p{Lu}|[a-z]\p{Lu})/u.test(word);
}

function endsAfterAbbreviation(sort: Sort, after: Next, lexicon: Lexicon): boolean {
  const startsAnew =
    !after.isInitial && !after.isLower && lexicon.starters.has(after.word.toLowerCase());
  switch (sort) {
    case 'title':
    case 'never':
      return false;
    case 'number':
      return !after.isNumber;
    case 'month':
      return !after.isNumber && startsAnew;
    case 'other':
      return startsAnew || after.isQuoted;
  }
}

/** What sort of abbreviation ends at the full stop; null for an ordinary word or number. */
function abbreviationBefore(text: string, from: number, at: number, lexicon: Lexicon): Sort | null {
  let start = at;
  const floor = Math.max(from, at - 24);
  while (start > floor && isTokenPart(text[start - 1] as string)) start--;
  const token = text.slice(start, at);
  const known = lexicon.abbreviations.get(token);
  if (known !== undefined) return known;
  const last = token.slice(token.lastIndexOf('-') + 1);
  const tail = lexicon.abbreviations.get(last);
  if (tail !== undefined && last !== token) return tail;
  // An initial ("Lloyd J. Austin") or initials ("U.N.", "J.K.").
  return /^(?:\p{Lu}|(?:\p{L}\.){1,5}\p{L})$/u.test(token) ? 'other' : null;
}

/**
 * "…end.Next", "…in 2022.The" end a sentence; "Feb.24", "U.S.-led", "3.5", "example.com" do not.
 */
function endsWithoutSpace(
  text: string,
  span: Span,
  at: number,
  stop: Stop,
  lexicon: Lexicon,
): boolean {
  const after = readNext(text, stop.end, span.end);
  const first = after.word[0] ?? '';
  const before = at > span.start ? (text[at - 1] as string) : '';
  if (first === first.toLowerCase()) return false;
  if (after.word.length < 2) {
    return /\p{Ll}/u.test(before) && isSpace(text.charCodeAt(stop.end + 1));
  }
  const isProse = /[\p{Ll}\d%)”"’]/u.test(before) || stop.end > stop.marksEnd || text[at] !== '.';
  if (!isProse || !/^.\p{Ll}/u.test(after.word)) {
    const sort = abbreviationBefore(text, span.start, at, lexicon);
    return (
      sort === 'other' &&
      /^.\p{Ll}/u.test(after.word) &&
      endsAfterAbbreviation(sort, after, lexicon)
    );
  }
  if (isInAddress(text, span, at)) return false;
  const sort = text[at] === '.' ? abbreviationBefore(text, span.start, at, lexicon) : null;
  return sort === null || endsAfterAbbreviation(sort, after, lexicon);
}

/** True inside a web or mail address: the run without white space around it holds "://", "www.", "/" or "@". */
function isInAddress(text: string, span: Span, at: number): boolean {
  let start = at;
  while (start > span.start && at - start < 100 && !isSpace(text.charCodeAt(start - 1))) start--;
  let end = at;
  while (end < span.end && end - at < 60 && !isSpace(text.charCodeAt(end))) end++;
  return /:\/\/|www\.|@|\.(?:com|org|net|gov|info)\b/i.test(text.slice(start, end));
}

/** True when a name or title and a verb of speech follow a quoted question: “Where is he?” Mr. Putin asked. */
function isSpokenBy(text: string, at: number, limit: number, lexicon: Lexicon): boolean {
  const words = text.slice(at, Math.min(limit, at + 80)).split(/\s+/, 5);
  const [first = ''] = words;
  if (!/^\p{Lu}/u.test(first) || lexicon.starters.has(first.toLowerCase())) return false;
  for (const word of words.slice(1)) {
    if (lexicon.speech.has(word.replace(/[,.]+$/, ''))) return true;
    if (!/^(?:\p{Lu}|of$|the$|de$|van$|von$|bin$)/u.test(word)) return false;
  }
  return false;
}

function isWordChar(char: string): boolean {
  return /[\p{L}\p{N}]/u.test(char) || (char >= '\uD800' && char <= '\uDFFF');
}

function isWordPart(char: string): boolean {
  return isWordChar(char) || char === "'" || char === '’' || char === '-';
}

function isTokenPart(char: string): boolean {
  return isWordChar(char) || char === '.' || char === '-' || char === '&';
}
