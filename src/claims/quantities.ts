import type { Qualifier, Quantity } from './claim.ts';
import { readCounted } from './quantities/counted.ts';
import { type Lexicon, lexiconOf, unitKey } from './quantities/lexicon.ts';
import { isName } from './quantities/names.ts';
import { readLead, readTail } from './quantities/qualifiers.ts';
import { readTerm, type Term, unitOf } from './quantities/terms.ts';
import { isHyphen, type Token, tokenize } from './quantities/tokens.ts';
import type { QuantityWords } from './quantities/words.ts';

/**
 * Every figure of `text` in reading order: counts, measures, shares, money, durations. Dates, ages beside a
 * name, clock times, designations ("T-72", "47th Brigade") and scores are none.
 * @param from where `text` begins in the article: spans are offsets into the article.
 */
export function readQuantities(text: string, from: number, words: QuantityWords): Quantity[] {
  const lexicon = lexiconOf(words);
  if (!lexicon.amountPattern.test(text)) return [];
  const tokens = tokenize(text);
  const found: Found[] = [];
  const named = new Set<number>();
  for (let at = 0; at < tokens.length; ) {
    const term = named.has(at) ? null : readTerm(text, tokens, at, lexicon);
    const figure = term && readFigure(text, tokens, term, lexicon);
    if (!figure) {
      at = Math.max(at + 1, term?.next ?? 0);
      continue;
    }
    for (const index of figure.named) named.add(index);
    if (!figure.skipped) found.push(figure);
    at = Math.max(at + 1, figure.next);
  }
  shareUnits(text, found);
  return found.map((figure) => toQuantity(text, from, figure, lexicon));
}

type Found = {
  low: number;
  high: number;
  start: number;
  end: number;
  unit: string | null;
  measure: string | null;
  per: string | null;
  qualifier: Qualifier | null;
  next: number;
  named: readonly number[];
  isShare: boolean;
  skipped: boolean;
};

function readFigure(
  text: string,
  tokens: readonly Token[],
  term: Term,
  lexicon: Lexicon,
): Found | null {
  const range = readRange(text, tokens, term, lexicon);
  const last = range?.last ?? term;
  if (isName(text, tokens, term, last, lexicon) || isNote(text, term, last)) {
    return { ...blank, start: term.start, end: last.end, next: last.next, skipped: true };
  }
  const unit = unitOf(last, lexicon) ?? unitOf(term, lexicon);
  const early = readTail(tokens, last.next, lexicon);
  const counted = unit === null ? countedBy(tokens, last, early?.next ?? last.next, lexicon) : null;
  const late = early ?? readTail(tokens, counted?.next ?? last.next, lexicon);
  const next = Math.max(counted?.next ?? last.next, late?.next ?? 0);
  let end = Math.max(last.end, tokens[next - 1]?.end ?? 0);
  const lead = readLead(tokens, term, range !== null, lexicon);
  // "from up to 252 miles to 287" has both its bounds.
  const isBounded = range !== null && leadOf(tokens, term, lexicon) === 'from';
  const qualifier = isBounded ? null : (lead.qualifier ?? late?.qualifier ?? null);
  const per = readPer(tokens, next, lexicon);
  if (per) end = tokens[per.next - 1]?.end ?? end;
  return {
    low: range ? Math.min(range.low, range.high) : term.low,
    high: range ? Math.max(range.low, range.high) : term.high,
    start: Math.min(lead.start, term.start),
    end,
    unit: unit ?? counted?.unit ?? null,
    measure: last.measure ?? term.measure,
    per: per?.words ?? null,
    qualifier,
    // The noun's own words may hold the next figure ("2.9 million 9 liter cases").
    next: last.next,
    named: counted?.named ?? [],
    isShare: term.amount.share,
    skipped: false,
  };
}

/** "[1]" behind a sentence points at a note. */
function isNote(text: string, { start, low }: Term, { end }: Term): boolean {
  return text[start - 1] === '[' && text[end] === ']' && Number.isInteger(low) && low < 1000;
}

const blank = {
  low: 0,
  high: 0,
  unit: null,
  measure: null,
  per: null,
  qualifier: null,
  named: [],
  isShare: false,
} as const;

function countedBy(tokens: readonly Token[], term: Term, at: number, lexicon: Lexicon) {
  const hyphen = isHyphen(tokens[at]) && tokens[at]?.glued && tokens[at + 1]?.glued;
  const isSingular = !term.amount.vague && (term.low === 1 || hyphen === true);
  return readCounted(tokens, at + (hyphen ? 1 : 0), lexicon, isSingular);
}

type Range = { low: number; high: number; last: Term };

/** "six to nine", "300-400", "between 300 and 400", "8- to 16-", "from up to 252 miles to 287", "three or four". */
function readRange(
  text: string,
  tokens: readonly Token[],
  first: Term,
  lexicon: Lexicon,
): Range | null {
  const lead = leadOf(tokens, first, lexicon);
  let at = first.next;
  const hangs = isHyphen(tokens[at]) && tokens[at]?.glued && !tokens[at + 1]?.glued;
  if (hangs) at += 1;
  const link = tokens[at];
  if (!link) return null;
  const isDash = !hangs && isHyphen(link) && (link.glued || link.text !== '-');
  const isTo =
    link.lower === 'to' ||
    (link.lower === 'up' && tokens[at + 1]?.lower === 'to' && lead === 'from');
  const isAnd = link.lower === 'and' && lead === 'between';
  const isOr = link.lower === 'or' && !hangs;
  if (!isDash && !isTo && !isAnd && !isOr) return null;
  at += link.lower === 'up' ? 2 : 1;
  const second = termAfter(text, tokens, at, lexicon);
  if (!second || second.amount.share !== first.amount.share) return null;
  if (isDash && (second.low <= first.low || first.amount.spelled !== second.amount.spelled))
    return null;
  if (isOr && !isNextTo(first, second, lexicon)) return null;
  // "increased by 43 billion to 419 billion" names a change and a level.
  if (lead === 'by' && isTo && (first.measure !== null || first.currency !== null)) return null;
  if (!agree(first, second, lexicon)) return null;
  const scale = second.amount.magnitude;
  const isScaled = scale > 1 && first.amount.magnitude === 1 && first.low < second.low / scale;
  const low =
    isScaled && !first.amount.spelled === !second.amount.spelled ? first.low * scale : first.low;
  return { low, high: second.high, last: second };
}

/** "three or four days" is a range, "eight or nine euros" two prices. */
function isNextTo(first: Term, second: Term, lexicon: Lexicon): boolean {
  const isMoney = second.measure !== null && lexicon.currencyWords.has(unitKey(second.measure));
  return second.low === first.low + 1 && second.low <= 10 && first.measure === null && !isMoney;
}

function termAfter(
  text: string,
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
): Term | null {
  // A currency mark stands between the link and the number.
  for (let skip = 0; skip <= 3; skip += 1) {
    const term = readTerm(text, tokens, at + skip, lexicon);
    if (term) return skip === 0 || term.start <= (tokens[at]?.start ?? 0) ? term : null;
    if (tokens[at + skip]?.kind === 'number') return null;
  }
  return null;
}

/** "from" or "between" or "by" before a number, a qualifier or two aside. */
function leadOf(tokens: readonly Token[], term: Term, { bounding }: Lexicon): string | null {
  let at = term.from - 1;
  for (let steps = 0; steps < 4 && at >= 0; steps += 1, at -= 1) {
    const word = tokens[at]?.lower ?? '';
    if (word === 'from' || word === 'between' || word === 'by') return word;
    const isCurrency = (tokens[at]?.end ?? 0) > term.start;
    const isSkipped = isCurrency || bounding.has(word) || word === 'up' || word === 'to';
    if (!isSkipped) return null;
  }
  return null;
}

/** A range has one unit: stated at its end, its start, or the same at both. */
function agree(first: Term, second: Term, lexicon: Lexicon): boolean {
  const a = unitOf(first, lexicon);
  const b = unitOf(second, lexicon);
  if (a === null || b === null) return !(a !== null && b === null && lexicon.percent.has(a));
  if (a === b) return true;
  const [x, y] = [a, b].map((unit) => lexicon.measures.get(unitKey(unit)));
  if (x && y) return x.unit === y.unit && x.factor === y.factor;
  return first.currency !== null && second.currency !== null && (a.endsWith(b) || b.endsWith(a));
}

function readPer(
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
): { words: string; next: number } | null {
  const first = tokens[at];
  if (!first) return null;
  if (lexicon.sets.everyEach.has(first.lower)) return { words: first.lower, next: at + 1 };
  const hyphen = isHyphen(tokens[at + 1]) ? 1 : 0;
  const second = tokens[at + 1 + hyphen];
  if (!second) return null;
  const next = at + 2 + hyphen;
  const isRate =
    first.lower === 'a' || first.lower === 'an' || first.lower === 'every' || first.text === '/';
  // "Up from 25 a month ago" tells when, and no rate.
  const isTime = /^(?:ago|earlier|later|before)$/.test(tokens[next]?.lower ?? '');
  if (isRate && !isTime && lexicon.sets.periods.has(second.lower)) {
    return {
      words: first.text === '/' ? `per ${second.lower}` : `${first.lower} ${second.lower}`,
      next,
    };
  }
  return first.lower === 'per' && second.kind === 'word'
    ? { words: `per ${second.lower}`, next }
    : null;
}

/**
 * A unit that is said once: at the end ("7- or 8-inch", "45 and 50 cases"), or before, for a figure that is
 * compared or counted out of it ("190,000 troops, up from 100,000", "71 aircraft, 60 of them").
 */
function shareUnits(text: string, found: readonly Found[]): void {
  for (let i = found.length - 2; i >= 0; i -= 1) {
    const [figure, after] = [found[i], found[i + 1]];
    if (!figure || !after || figure.unit !== null || after.unit === null) continue;
    const between = text.slice(figure.end, after.start);
    if (!/^-?(?:,| or| and|, and|, or) ?$/.test(between)) continue;
    figure.unit = after.unit;
    figure.measure = after.measure;
  }
  for (let i = 1; i < found.length; i += 1) {
    const [before, figure] = [found[i - 1], found[i]];
    if (!before || !figure || figure.unit !== null || before.unit === null || figure.isShare)
      continue;
    const between = text.slice(Math.max(before.end, figure.start - BACK_REACH), figure.start);
    const isOfThem = /^ of (?:them|which|whom)(?!\p{L})/u.test(
      text.slice(figure.end, figure.end + 10),
    );
    const isCompared = /(?:^|[ ,])(?:from|compared with|compared to|versus|than|against) $/.test(
      between,
    );
    if (/[.!?;\n]/.test(between) || (!isOfThem && !isCompared)) continue;
    figure.unit = before.unit;
    figure.measure = before.measure;
  }
}

/** How far back, in characters, the unit of a comparison may stand. */
const BACK_REACH = 80;

function toQuantity(text: string, from: number, figure: Found, lexicon: Lexicon): Quantity {
  const { qualifier } = figure;
  const low = qualifier === 'at most' || qualifier === 'less than' ? null : figure.low;
  const high = qualifier === 'at least' || qualifier === 'more than' ? null : figure.high;
  return {
    span: { start: from + figure.start, end: from + figure.end },
    text: text.slice(figure.start, figure.end),
    low,
    high,
    unit: figure.unit,
    qualifier,
    per: figure.per,
    comparable: comparableOf(low, high, figure.measure, lexicon),
  };
}

function comparableOf(
  low: number | null,
  high: number | null,
  measure: string | null,
  lexicon: Lexicon,
): Quantity['comparable'] {
  const known = measure === null ? undefined : lexicon.measures.get(unitKey(measure));
  if (!known) return null;
  const convert = (value: number | null) =>
    value === null
      ? null
      : known.factor === 1
        ? value
        : Number((value * known.factor).toPrecision(6));
  return { low: convert(low), high: convert(high), unit: known.unit };
}
