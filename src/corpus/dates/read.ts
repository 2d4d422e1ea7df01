import type { DateEstimate, Day, Span, Timex } from '../article.ts';
import { amountRules } from './amount-rules.ts';
import { type AnchorIndex, anchorIndex } from './anchors.ts';
import { calendarRules } from './calendar-rules.ts';
import { clockRules } from './clock-rules.ts';
import { type Context, type Point, pointOfValue } from './context.ts';
import { datedSections, historyTest, newsWords, withinSection } from './history.ts';
import { LETTERS } from './letters.ts';
import { relativeRules } from './relative-rules.ts';
import type { Match, Rule } from './rule.ts';
import { cueAt, type Direction, directionAt } from './tense.ts';
import { matchesWithin, startsOf, windowsAround } from './windows.ts';
import { anyOf, type DateWords, type Lexicon, toLexicon } from './words.ts';

/** Reads the time expressions of a text; made once from its words by `openDateReader`. */
export type DateReader = {
  /**
   * In reading order, none overlapping. Relative words count from `reference`; where it is a range
   * whose two ends give different values, or unknown, the value keeps X's for what is not known.
   */
  read(text: string, reference: DateEstimate): readonly Timex[];
  /** Looks a text through once, so that it is cheap to read against one day after another. */
  prepare(text: string): (reference: DateEstimate) => readonly Timex[];
  /** True for a text that tells of the past by dates of its own, and not from a day of writing. */
  isHistory(text: string): boolean;
  /** Whether the clause around a time expression tells of what is over or to come; null when nothing tells. */
  cue(text: string, span: Span): Direction | null;
  /** Which part of a period a time expression opens with: "late February"; null for all of it. */
  edge(text: string): keyof DateWords['edges'] | null;
};

/** How much of the text around a match its rule sees. */
const SIGHT_CHARS = 80;
const TOLD_KEPT = 12;
/** A year by itself moves a history on where it opens a sentence or heading, within so many characters. */
const LEAD_CHARS = 25;

/** All rules; of two that match the same words the earlier one is asked first. */
export function dateRules(lexicon: Lexicon): readonly Rule[] {
  const days = [...calendarRules(lexicon), ...relativeRules(lexicon)];
  return [...clockRules(lexicon, days), ...days, ...amountRules(lexicon)];
}

export function openDateReader(words: DateWords): DateReader {
  const lexicon = toLexicon(words);
  const rules = dateRules(lexicon);
  const index = anchorIndex(rules, ({ anchors }) => anchors);
  const near = newsWords(lexicon);
  const prepare: DateReader['prepare'] = (text) => {
    const candidates = findCandidates(text, rules, index, words);
    const isHistory = historyTest(text, near);
    const readOn = (reference: Day | null) =>
      readCandidates(text, candidates, reference, isHistory(reference), words);
    let undated: readonly Timex[] | null = null;
    const readFrom = (reference: Day | null) => {
      if (reference !== null) return readOn(reference);
      undated ??= readOn(null);
      return undated;
    };
    return ({ earliest, latest }) => {
      if (earliest === latest || !earliest || !latest)
        return readFrom(earliest === latest ? latest : null);
      const last = readFrom(latest);
      const first = keyed(readFrom(earliest));
      const unknown = keyed(readFrom(null));
      return last.map((timex) => {
        const key = `${timex.span.start}-${timex.span.end}`;
        return first.get(key)?.value === timex.value ? timex : (unknown.get(key) ?? timex);
      });
    };
  };
  return {
    isHistory: (text) => historyTest(text, near)(null),
    edge: edgeReader(words),
    cue: (text, span) => cueAt(text, span, words),
    prepare,
    read: (text, reference) => prepare(text)(reference),
  };
}

/** "Later this month" is any of its days that are left, not its end. */
function edgeReader({ edges: { start, middle, end } }: DateWords): DateReader['edge'] {
  const opening = new RegExp(
    `^(?!later|earlier)(?:the )?(?:(?<start>${anyOf(start)})|(?<middle>${anyOf(middle)})|(?<end>${anyOf(end)}))(?![${LETTERS}])`,
    'i',
  );
  return (text) => {
    const { start: isStart, middle: isMiddle, end: isEnd } = opening.exec(text)?.groups ?? {};
    return isStart ? 'start' : isMiddle ? 'middle' : isEnd ? 'end' : null;
  };
}

function keyed(timexes: readonly Timex[]): ReadonlyMap<string, Timex> {
  return new Map(timexes.map((timex) => [`${timex.span.start}-${timex.span.end}`, timex]));
}

/** A match of a rule, with what does not change from one day of writing to another. */
type Candidate = {
  readonly rule: Rule;
  readonly order: number;
  readonly match: Match;
  readonly direction: Context['direction'];
  /** The words of a named group, or all of them. */
  part(group: string | undefined): Part;
};

type Part = { readonly span: Span; readonly text: string; readonly hasYear: boolean };

/** The newest date of a sentence, where it ends, and the year that the sentence has named. */
type SentenceDate = { readonly point: Point; readonly year: number | null; readonly end: number };

/** All matches of all rules, by place, the longest first, then by the order of rules. */
function findCandidates(
  text: string,
  rules: readonly Rule[],
  index: AnchorIndex<Rule>,
  words: DateWords,
): readonly Candidate[] {
  const near = windowsAround(text, index);
  const starts = startsOf(text);
  return rules
    .flatMap((rule, order) =>
      matchesWithin(text, starts, near.get(rule) ?? [], rule.pattern).map((found) =>
        toCandidate(text, rule, order, found, words),
      ),
    )
    .sort(
      (a, b) =>
        a.match.span.start - b.match.span.start ||
        b.match.span.end - a.match.span.end ||
        a.order - b.order,
    );
}

function toCandidate(
  text: string,
  rule: Rule,
  order: number,
  found: RegExpExecArray,
  words: DateWords,
): Candidate {
  const span = { start: found.index, end: found.index + found[0].length };
  let direction: ReturnType<Context['direction']> | undefined;
  const parts = new Map<string | undefined, Part>();
  return {
    rule,
    order,
    match: toMatch(text, span, found),
    part: (group) => {
      const part = parts.get(group) ?? toPart(text, groupSpan(found, group) ?? span);
      parts.set(group, part);
      return part;
    },
    direction: () => {
      if (direction === undefined) direction = directionAt(text, span, words);
      return direction;
    },
  };
}

function readCandidates(
  text: string,
  candidates: readonly Candidate[],
  reference: Day | null,
  isNarrative: boolean,
  words: DateWords,
): readonly Timex[] {
  const timexes: Timex[] = [];
  let told: readonly Point[] = [];
  let inSentence = null as SentenceDate | null;
  let running: Point | null = null;
  let readTo = 0;
  const lastStart = candidates.at(-1)?.match.span.start ?? 0;
  const sections = isNarrative ? datedSections(text) : [];
  let sectionsPast = 0;
  for (const { rule, match, direction, part } of candidates) {
    const { span } = match;
    if (span.start < readTo) continue;
    if (
      inSentence &&
      /[.!?]["”’']?\s+["“‘'\p{Lu}]|\n/u.test(text.slice(inSentence.end, span.start + 1))
    )
      inSentence = null;
    while ((sections[sectionsPast]?.start ?? Number.POSITIVE_INFINITY) <= span.start)
      sectionsPast++;
    const section = sections[sectionsPast - 1] ?? null;
    const context: Context = {
      isNarrative,
      reference,
      told,
      inSentence: inSentence?.point ?? null,
      sentenceYear: inSentence?.year ?? null,
      running: running && { ...running, year: withinSection(running.year, section) },
      direction,
    };
    const readings = rule.read(match, context);
    if (readings.length === 0) continue;
    readTo = span.end;
    for (const { type, value, group, isAside } of readings) {
      const { span: cut, text: said, hasYear } = part(group);
      timexes.push({ span: cut, text: said, type, value });
      // Nothing comes after the last that could be counted from it.
      if (isAside || lastStart < readTo || (type !== 'DATE' && type !== 'TIME')) continue;
      const point = pointOfValue(value);
      if (!point) continue;
      told = [point, ...told].slice(0, TOLD_KEPT);
      const year = hasYear && point.month !== null ? point.year : (inSentence?.year ?? null);
      inSentence = { point, year, end: cut.end };
      if (isNarrative && (!running || carries(text, cut, point, running, words))) running = point;
    }
  }
  return timexes;
}

/** Whether a history goes on from this date, or only mentions it: "until May 1945", "planned for 1976". */
function carries(
  text: string,
  span: Span,
  point: Point,
  running: Point | null,
  words: DateWords,
): boolean {
  const before = text.slice(Math.max(0, span.start - SIGHT_CHARS), span.start);
  const lead = before.split(/[.!?]["”’']?\s+|\n/u).at(-1) ?? '';
  // A year by itself says less than a month of it.
  if (point.month === null && point.year === running?.year) return false;
  if (lead.length <= LEAD_CHARS) return true;
  if (point.month === null || /\b(?:until|till)\s$/i.test(lead)) return false;
  const isExplicit = /\d{4}/.test(text.slice(span.start, span.end));
  return !isExplicit || cueAt(text, span, words) !== 'future';
}

function toMatch(text: string, span: Span, found: RegExpExecArray): Match {
  return {
    groups: found.groups ?? {},
    text: found[0],
    span,
    before: text.slice(Math.max(0, span.start - SIGHT_CHARS), span.start),
    after: text.slice(span.end, span.end + SIGHT_CHARS),
  };
}

function groupSpan(found: RegExpExecArray, group: string | undefined): Span | null {
  const indices = group ? found.indices?.groups?.[group] : undefined;
  return indices ? { start: indices[0], end: indices[1] } : null;
}

/** A pattern may end in a comma or a space that is no part of the expression. */
function toPart(text: string, { start, end }: Span): Part {
  const words = text.slice(start, end);
  const from = start + (words.length - words.trimStart().length);
  const cut = words.trim().replace(/,$/, '');
  return {
    span: { start: from, end: from + cut.length },
    text: cut,
    hasYear: /\d{4}|year/i.test(cut),
  };
}
