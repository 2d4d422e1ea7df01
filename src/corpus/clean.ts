import type { Dropped, Paragraph, Span } from './article.ts';
import { type BoilerplateLexicon, plain } from './boilerplate.ts';
import { embeddedPosts } from './embedded.ts';
import {
  isCrossLink,
  isNames,
  isSectionLabel,
  type Line,
  readLine,
  whyDropped,
} from './line-rules.ts';
import { areAdjacent, trimSpan } from './paragraphs.ts';

/** What is left of a paragraph: `span` lies within it. */
export type KeptLine = {
  readonly paragraph: Paragraph;
  readonly span: Span;
  /** True when text of the article's body stands on it or above it. */
  readonly isBody: boolean;
};

export type Cleaned = { readonly kept: readonly KeptLine[]; readonly dropped: readonly Dropped[] };

/** Parts a text into what is the article's and what the page around it left behind, each with its reason. */
export function clean(
  text: string,
  paragraphs: readonly Paragraph[],
  isWrapped: boolean,
  lexicon: BoilerplateLexicon,
): Cleaned {
  const lines = paragraphs.map(({ span }) => readLine(text.slice(span.start, span.end)));
  // In text broken at a fixed width a line is no unit: only one that stands alone can be furniture.
  const isAmid = (at: number) => isWrapped && hasNeighbour(text, paragraphs, at);
  const firstProse = lines.findIndex((line, at) => line.isProse || isAmid(at));
  const bodyFrom = firstProse === -1 ? lines.length : firstProse;
  const posts = embeddedPosts(lines, bodyFrom);
  const kept: KeptLine[] = [];
  const dropped: Dropped[] = [];
  let isInList = false;
  paragraphs.forEach((paragraph, at) => {
    const line = lines[at] as Line;
    if (line.isProse) isInList = false;
    const why = isAmid(at)
      ? null
      : ((posts.has(at) ? 'embedded post' : null) ??
        whyInPlace(line, at, bodyFrom, lines, kept.length, lexicon) ??
        whyDropped(line, lexicon) ??
        (isInList ? 'link to another article' : null));
    if (why === 'heading of other articles') isInList = true;
    if (why !== null) {
      dropped.push({ span: paragraph.span, why });
      return;
    }
    const rest = trimEnds(
      text,
      paragraph.span,
      line,
      lines[at - 1],
      kept.length === 0,
      lexicon,
      dropped,
    );
    if (rest !== null) kept.push({ paragraph, span: rest, isBody: at >= bodyFrom });
  });
  dropped.sort((a, b) => a.span.start - b.span.start);
  return { kept, dropped };
}

function hasNeighbour(text: string, paragraphs: readonly Paragraph[], at: number): boolean {
  const [above, here, below] = [paragraphs[at - 1], paragraphs[at], paragraphs[at + 1]];
  if (here === undefined) return false;
  return (
    (above !== undefined && areAdjacent(text, above, here)) ||
    (below !== undefined && areAdjacent(text, here, below))
  );
}

/** Rules that depend on where the line stands: above the headline, below it, or in the body. */
function whyInPlace(
  line: Line,
  at: number,
  bodyFrom: number,
  lines: readonly Line[],
  keptSoFar: number,
  lexicon: BoilerplateLexicon,
): string | null {
  const isLast = at === lines.length - 1;
  if (at < bodyFrom) {
    if (!isLast && keptSoFar === 0 && isSectionLabel(line, lexicon)) return 'section label';
    if (line.words.length <= 5 && /\s?[—–-]$/.test(line.text)) return 'label above the text';
    // Between the headline and the text stand names, places and offices alone.
    const isLabel =
      line.words.length > 1 &&
      line.words.length <= 5 &&
      !line.isTerminated &&
      !/\d/.test(line.text);
    if (keptSoFar > 0 && isLabel && isNames(line.text, lexicon)) return 'label above the text';
    return null;
  }
  if (line.isProse) return null;
  if (isListHeading(line, lexicon)) return 'heading of other articles';
  if (isShouted(line)) return 'link to another article';
  if (!line.isTerminated && isCrossLink(line, lexicon.rubricLeads))
    return 'link to another article';
  return null;
}

/** "Related Articles", "More from the Harbour Gazette". */
function isListHeading(line: Line, lexicon: BoilerplateLexicon): boolean {
  if (lexicon.listHeadings.has(line.plain)) return true;
  const isShort = !line.isTerminated && line.words.length <= 6 && !/[:,]$/.test(line.text);
  return isShort && lexicon.listLeads.leadOf(line.lead) !== null;
}

/** Some pages set links to their other articles in capitals amid the text. */
function isShouted(line: Line): boolean {
  return (
    !line.isTerminated &&
    line.words.length >= 5 &&
    line.text.length <= 200 &&
    !/[\p{Ll}:]/u.test(line.text)
  );
}

/** Cuts a date stamp, a list's number or a wire's sign-off from the ends of a line that is kept. */
function trimEnds(
  text: string,
  span: Span,
  line: Line,
  above: Line | undefined,
  isFirst: boolean,
  lexicon: BoilerplateLexicon,
  dropped: Dropped[],
): Span | null {
  let { start, end } = span;
  const stamp = isFirst ? stampLength(line.text, lexicon) : 0;
  // Below a quotation a dash names who said it: it is no list's.
  const isSignature = /^[-–—]/.test(line.text) && /["”’]\.?$/.test(above?.text.slice(-2) ?? '');
  const mark = stamp > 0 || isSignature ? 0 : markLength(line.text);
  const head = stamp || mark;
  if (head > 0) {
    const cut = trimSpan(text, start, start + head);
    if (cut !== null) dropped.push({ span: cut, why: stamp > 0 ? 'date stamp' : 'list mark' });
    start += head;
  }
  const signOff = signOffStart(line.text, lexicon);
  if (signOff > head) {
    const cut = trimSpan(text, span.start + signOff, end);
    if (cut !== null) dropped.push({ span: cut, why: 'byline' });
    end = span.start + signOff;
  }
  return trimSpan(text, start, end);
}

/** Within so many characters a stamp has named its year. */
const MAX_STAMP_CHARS = 60;

/** "date 2023-02-03 Ukraine Says …", "Published: 3 February 2023 - Ukraine says …": the stamp's length, or 0. */
function stampLength(line: string, lexicon: BoilerplateLexicon): number {
  if (!/\d{4}/.test(line.slice(0, MAX_STAMP_CHARS))) return 0;
  const iso =
    /^([a-z ]{0,20}?)[:\s]{0,3}\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}\S{0,14})?[\s:|–—-]{1,5}(?=\S)/i.exec(
      line,
    );
  if (iso !== null) {
    const lead = plain(iso[1] ?? '');
    return lead === '' || lexicon.dateLeads.has(lead) ? iso[0].length : 0;
  }
  const worded =
    /^([a-z ]{0,20}?)[:\s]{0,3}(?:(\p{L}{3,9})\.? \d{1,2},? \d{4}|\d{1,2} (\p{L}{3,9})\.?,? \d{4})\s?[|:–—-]\s?(?=\S)/iu.exec(
      line,
    );
  if (worded === null) return 0;
  const lead = plain(worded[1] ?? '');
  const month = plain(worded[2] ?? worded[3] ?? '');
  const isStamp = lexicon.months.has(month) && (lead === '' || lexicon.dateLeads.has(lead));
  return isStamp ? worded[0].length : 0;
}

/** "1)On the outskirts", "• Russia said": the mark's length, or 0. */
function markLength(line: string): number {
  const mark = /^(?:\(?\d{1,2}[.)]\s{0,3}(?=["“‘']?\p{Lu})|[•·▪●◦‣∙*–—-]\s+)/u.exec(line);
  return mark?.[0].length ?? 0;
}

/** Where "(Reporting by …; Editing by …)" begins at a line's end, or -1. */
function signOffStart(line: string, lexicon: BoilerplateLexicon): number {
  if (!line.endsWith(')')) return -1;
  const open = line.lastIndexOf('(');
  if (open <= 0) return -1;
  const words = plain(line.slice(open + 1, open + 60)).split(' ', 3);
  const isSignOff = [words.join(' '), words.slice(0, 2).join(' ')].some(
    (lead) => lead.includes(' ') && lexicon.bylineLeads.has(lead),
  );
  return isSignOff ? open : -1;
}
