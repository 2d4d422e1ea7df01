import { type Article, cut, type Span } from '../corpus/article.ts';
import type { Kind } from './claim.ts';
import type { Statement } from './statements.ts';
import { type Word, wordsWithin } from './words.ts';

/** Whose troops some words name. */
type ForcesReader = (words: readonly Word[]) => readonly string[];

function isRelative({ clause, content: [first] }: Statement, article: Article): boolean {
  return (
    (first !== undefined && /^(?:which|who|whose)\b/i.test(cut(article, first))) ||
    clause.kind === 'relative' ||
    clause.kind === 'aside'
  );
}

/** How far before a relative clause its noun may stand. */
const NOUN_REACH = 40;

/** In "feeds show Ukrainian forces that Russia is moving troops" the troops are those of the last clause that names any. */
export function forcesOf(
  article: Article,
  words: readonly Word[],
  statement: Statement,
  read: ForcesReader,
): readonly string[] {
  const within = (span: Span) => wordsWithin(article.text, words, span);
  const { content, clause } = statement;
  let about = within(clause);
  if (isRelative(statement, article)) {
    // "Ukraine, which …" hangs on its noun.
    const start = content[0]?.start ?? 0;
    const noun = within({ start: Math.max(0, start - NOUN_REACH), end: start });
    const [first = [], ...rest] = content.map(within);
    const opening = /^(?:which|who|whose|that)$/.test(first[0]?.folded ?? '') ? 1 : 0;
    about = [first.slice(opening), ...rest].reduce(runOn, noun);
  }
  const own = lastForces(about, read);
  const { kind, sentence } = statement;
  if (own.length > 0 || !kind || !OF_FORCES.has(kind)) return own;
  // A quotation goes on from words of its own.
  if (/["“]/u.test(cut(article, { start: clause.start, end: clause.start + 1 }))) return own;
  // "The loss of thousands of its soldiers": whose they are stands before it.
  return lastForces(within({ start: sentence.span.start, end: clause.start }), read);
}

/** Kinds of statement that are about somebody's troops, named or not. */
const OF_FORCES: ReadonlySet<Kind> = new Set(['buildup', 'movement', 'casualties']);

function lastForces(words: readonly Word[], read: ForcesReader): readonly string[] {
  for (let end = words.length; end > 0; ) {
    const that = words.findLastIndex(({ text }, at) => at < end && text === 'that');
    const found = read(words.slice(that + 1, end));
    if (found.length > 0) return found;
    end = that;
  }
  return [];
}

/** The words of both, read as one phrase. */
function runOn(words: readonly Word[], [first, ...rest]: readonly Word[]): readonly Word[] {
  return first ? [...words, { ...first, gap: ' ', opens: false }, ...rest] : words;
}
