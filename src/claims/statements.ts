import type { Article, Sentence, Span } from '../corpus/article.ts';
import type { Attribution } from './attribution/attribute.ts';
import type { Kind, PlaceMention, Quantity } from './claim.ts';
import { type Clause, isSubordinate, splitClauses } from './clauses.ts';
import { withoutDateline } from './dateline.ts';
import type { Grammar, Parsed } from './grammar/grammar.ts';
import { countUpTo, firstFrom } from './grammar/tokens.ts';
import type { KindReader } from './kinds.ts';
import { gapsOf, hullOf, overlapping } from './spans.ts';

/** What statements are cut from. */
export type StatementFacts = {
  readonly article: Article;
  readonly grammar: Grammar;
  /** All of the article's, in reading order. */
  readonly quantities: readonly Quantity[];
  readonly places: readonly PlaceMention[];
  readonly kind: KindReader;
  /** False for an attribution that tells what its source wants or feels: it is not cut up. */
  readonly isStatement: (attribution: Attribution) => boolean;
  /** True for a unit that counts troops or a country's people: "soldiers", "North Koreans". */
  readonly countsForces: (quantity: Quantity) => boolean;
  /** The countries whose people some words name: "North Koreans" is North Korea. */
  readonly peoples: (words: string) => readonly string[];
};

/** One thing that is stated, before it is known by whom. */
export type Statement = {
  readonly parsed: Parsed;
  readonly sentence: Sentence;
  readonly content: readonly Span[];
  /** The clause that carries it. */
  readonly clause: Clause;
  /** False for a clause that was taken out of a longer statement, and for a sentence that a quotation runs on to. */
  readonly isWhole: boolean;
  /** Index of its attribution; null when the article itself states it. */
  readonly attribution: number | null;
  readonly kind: Kind | null;
  readonly quantities: readonly Quantity[];
  readonly places: readonly PlaceMention[];
};

/** A stretch of an article that states something of its own has at least this many words. */
const LEAST_WORDS = 5;

/** Cuts what one attribution says into statements: the whole, and each clause that makes a point of its own. */
export function statementsOf(
  attribution: Attribution,
  index: number,
  all: readonly Attribution[],
  facts: StatementFacts,
): readonly Statement[] {
  const hull = hullOf(attribution.content);
  if (!hull) return [];
  const inner = overlapping(all, ({ cue }) => cue[0], hull).filter(
    ({ nested }) => nested === index,
  );
  const relayed = inner.flatMap(({ content, cue, source }) => [...content, ...cue, ...source]);
  const passedOn = inner.filter(facts.isStatement);
  const whole = attribution.content.map((span) => withoutDateline(facts.article, span));
  const bySentence = overlapping(facts.grammar.sentences, spanOfSentence, hull)
    .map((parsed) => ({ parsed, spans: clip(whole, parsed.sentence.span) }))
    .filter(({ spans }) => spans.length > 0);
  return bySentence.flatMap(({ parsed, spans }, order) => {
    const parts = readParts(parsed, spans, facts, attribution.modality === 'forecast');
    const main = mainOf(parts, parsed);
    if (!main) return [];
    const own = facts.isStatement(attribution)
      ? parts.filter(
          (part) =>
            part !== main && standsAlone(part, main, parsed) && !overlaps(part.clause, relayed),
        )
      : [];
    // Whoever writes "Prigozhin said" brings what Prigozhin says; that is a claim of its own already.
    if (passedOn.some((one) => bringsAll(one, main, spans, parsed))) return [];
    // A quotation that runs on is one statement, except for its sentences that make a point.
    if (order > 0 && main.kind === null && own.length === 0) return [];
    const statements = toStatements(
      main,
      own,
      parsed,
      order === 0 ? whole : spans,
      spans,
      index,
      facts,
    );
    return order === 0
      ? statements
      : statements.map((statement) => ({ ...statement, isWhole: false }));
  });
}

/** The main clause with all that stays with it, then the clauses that stand for themselves. */
function toStatements(
  main: Part,
  own: readonly Part[],
  parsed: Parsed,
  whole: readonly Span[],
  spans: readonly Span[],
  attribution: number | null,
  facts: StatementFacts,
): readonly Statement[] {
  const rest = gaps(
    spans,
    own.map(({ clause }) => clause),
  );
  return [
    { ...toStatement(parsed, whole, main, attribution, rest, facts), isWhole: true },
    ...own.map((part) => {
      // What trails behind a comma may be the writer's own background, and is not put in a speaker's mouth.
      const isBackground =
        part.clause.kind === 'aside' && part.clause.last >= parsed.tokens.length - 2;
      return toStatement(
        parsed,
        [toSpan(part.clause)],
        part,
        isBackground ? null : attribution,
        [part.clause],
        facts,
      );
    }),
  ];
}

/** The article's own statements: sentences, and parts of sentences, that no attribution covers. */
export function narratorStatements(
  attributions: readonly Attribution[],
  facts: StatementFacts,
): readonly Statement[] {
  const covered = attributions.flatMap(({ content, cue, source, addressee, relay }) => [
    ...content,
    ...cue,
    ...source,
    ...(addressee ?? []),
    ...(relay ?? []),
  ]);
  const sources = new Map(
    attributions.flatMap(({ source }) => source).map((one) => [one.end, one]),
  );
  const bySentence = new Map<Parsed, Span[]>();
  for (const span of covered)
    for (const parsed of overlapping(facts.grammar.sentences, spanOfSentence, span)) {
      const spans = bySentence.get(parsed);
      if (spans) spans.push(span);
      else bySentence.set(parsed, [span]);
    }
  return facts.grammar.sentences.flatMap((parsed) => {
    const { span } = parsed.sentence;
    const within = clip(bySentence.get(parsed) ?? [], span);
    const isHeadline = span.start === facts.article.headline?.start;
    // A question states nothing, and neither does a line without a verb: "By Our Staff, 20 May".
    if (!isHeadline && (parsed.tokens.at(-1)?.text === '?' || !hasVerb(parsed, span))) return [];
    const free =
      within.length === 0
        ? [withoutDateline(facts.article, span)]
        : gaps([span], within)
            .filter((gap) => !isRemainder(parsed, gap))
            .map((gap) => withSubject(parsed, gap, sources))
            .filter((gap) => isClause(parsed, gap));
    return free.flatMap((gap) => {
      const parts = readParts(parsed, [gap], facts, false);
      const main = mainOf(parts, parsed);
      const whole = trim(facts.article, gap);
      if (!main || whole.end === whole.start) return [];
      const own = parts.filter((part) => part !== main && standsAlone(part, main, parsed));
      return toStatements(main, own, parsed, [whole], [gap], null, facts);
    });
  });
}

/** "The government is sounding the alarm, saying that …": whoever speaks is the subject of what the article tells, too. */
function withSubject(
  { tokens, chunks, chunkOf }: Parsed,
  gap: Span,
  /** By where they end. */
  sources: ReadonlyMap<number, Span>,
): Span {
  const first = firstFrom(tokens, gap.start);
  const chunk = chunks[chunkOf[first] ?? -1];
  if (chunk?.kind !== 'verb' || chunk.form !== 'finite' || first === 0) return gap;
  const subject = sources.get(tokens[first - 1]?.end ?? -1);
  return subject ? { start: subject.start, end: gap.end } : gap;
}

type Part = { readonly clause: Clause; readonly kind: Kind | null; readonly counts: boolean };

function readParts(
  parsed: Parsed,
  spans: readonly Span[],
  facts: StatementFacts,
  isForecast: boolean,
): readonly Part[] {
  return spans.flatMap((span) => {
    const first = firstFrom(parsed.tokens, span.start);
    const last = countUpTo(parsed.tokens, span.end);
    if (last <= first) return [];
    // The comma that a cut leaves at the front is no clause.
    const words = splitClauses(parsed.tokens, parsed.chunks, first, last).filter((clause) =>
      hasWord(parsed, clause),
    );
    return words.map((clause): Part => {
      const quantities = inside(facts.quantities, [clause]).filter(isFigure);
      const troops = quantities.filter(facts.countsForces);
      const words = parsed.tokens.slice(clause.first, clause.last);
      const kind = facts.kind(words, {
        counts: quantities.length > 0,
        countsForces: troops.length > 0,
        isForecast,
        isForeignForce: troops.some((quantity) =>
          isAbroad(quantity, inside(facts.places, [clause]), facts),
        ),
      });
      return { clause, kind, counts: troops.length > 0 || quantities.some(isGroundOrLoss) };
    });
  });
}

function hasWord({ tokens }: Parsed, { first, last }: Clause): boolean {
  return tokens.slice(first, last).some(({ lower }) => /[\p{L}\p{N}]/u.test(lower));
}

/** A figure of ground, or of people lost. */
function isGroundOrLoss({ comparable, unit }: Quantity): boolean {
  return comparable?.unit === 'km²' || /casualt|killed|dead|wounded|deaths/i.test(unit ?? '');
}

/** People of one country counted in a place that another holds. */
function isAbroad(
  { text }: Quantity,
  places: readonly PlaceMention[],
  { peoples }: StatementFacts,
): boolean {
  const [people, ...others] = peoples(text);
  if (people === undefined || others.length > 0) return false;
  return places.some(
    ({ isGovernment, name, within }) =>
      !isGovernment && name !== people && !within.includes(people),
  );
}

/** The first clause with a verb that no subordinator opens: "While it risked much, it may divert troops". */
function mainOf(parts: readonly Part[], { tokens }: Parsed): Part | null {
  const free = parts.filter(
    ({ clause }) =>
      !isSubordinate(tokens, clause) && clause.kind !== 'relative' && clause.kind !== 'aside',
  );
  return free.find(({ clause }) => clause.verb?.form === 'finite') ?? free[0] ?? parts[0] ?? null;
}

/**
 * A clause makes a point of its own when it is about something else than the main clause, gives a figure of
 * forces or ground, or stands against it ("while …, they lost …"). Nothing that hangs on a negated or doubted
 * clause is taken from it: "no indication that …" must not lose its "no".
 */
function standsAlone({ clause, kind, counts }: Part, main: Part, { tokens }: Parsed): boolean {
  // "Despite a truce reached on March 11" and "including taking more land" say nothing without what they hang on.
  if (
    clause.verb === null ||
    /^(?:despite|amid|including|excluding)$/.test(tokens[clause.first]?.lower ?? '')
  )
    return false;
  const hangs = clause.kind === 'relative' || clause.kind === 'participial';
  if (
    hangs &&
    (main.clause.verb?.negated ||
      /^(?:no|not|nor|never|without|n't)$/.test(tokens[clause.first - 2]?.lower ?? ''))
  )
    return false;
  // "As officials prepare to meet" sets the scene; nobody says it.
  const isScene = clause.kind === 'main' && tokens[clause.first]?.lower === 'as';
  if (isScene && kind !== 'buildup' && kind !== 'movement') return false;
  if (counts) return true;
  const opening = tokens[clause.first - 1]?.lower ?? '';
  if (kind === 'other' && clause.kind === 'coordinate' && /^[—–;]$/.test(opening)) return true;
  if (clause.kind === 'aside' && kind !== null && clause.last >= tokens.length - 2) return true;
  if (kind === null || kind === 'other') return false;
  return (
    kind !== main.kind ||
    clause.kind === 'subordinate' ||
    clause.kind === 'aside' ||
    isSubordinate(tokens, clause) ||
    isSubordinate(tokens, main.clause)
  );
}

function spanOfSentence({ sentence }: Parsed): Span {
  return sentence.span;
}

/** Characters of quotation marks and joining words that stand around what somebody says. */
const AROUND = 8;

/** Whether a statement is no more than what `inner` says and that it is said. */
function bringsAll(
  { source, cue, content }: Attribution,
  { clause: { verb } }: Part,
  spans: readonly Span[],
  { tokens }: Parsed,
): boolean {
  const head = verb ? tokens[verb.head] : undefined;
  if (head && overlaps(head, cue)) return true;
  const [whole, said] = [hullOf(spans), hullOf([...source, ...cue, ...content])];
  return (
    whole !== null &&
    said !== null &&
    said.start <= whole.start + AROUND &&
    said.end >= whole.end - AROUND
  );
}

function overlaps(clause: Span, spans: readonly Span[]): boolean {
  return spans.some(({ start, end }) => start < clause.end && clause.start < end);
}

function isFigure({ low, high, unit }: Quantity): boolean {
  return (
    (low !== null || high !== null) &&
    !/^(?:second|minute|hour|day|week|month|year|decade)s?$/i.test(unit ?? '')
  );
}

function toStatement(
  parsed: Parsed,
  content: readonly Span[],
  { clause, kind }: Part,
  attribution: number | null,
  covered: readonly Span[],
  facts: StatementFacts,
): Statement {
  return {
    parsed,
    sentence: parsed.sentence,
    content,
    clause,
    isWhole: false,
    attribution,
    kind,
    quantities: inside(facts.quantities, covered),
    places: inside(facts.places, covered),
  };
}

/** Enough words with a verb among them, outside what others say. */
function isClause(parsed: Parsed, gap: Span): boolean {
  const words = parsed.tokens.filter(
    ({ start, end, lower }) => start >= gap.start && end <= gap.end && /[\p{L}\p{N}]/u.test(lower),
  );
  return words.length >= LEAST_WORDS && hasVerb(parsed, gap);
}

function hasVerb(parsed: Parsed, { start, end }: Span): boolean {
  return parsed.chunks.some(
    (chunk) =>
      chunk.kind === 'verb' &&
      chunk.form === 'finite' &&
      (parsed.tokens[chunk.first]?.start ?? 0) >= start &&
      (parsed.tokens[chunk.last - 1]?.end ?? 0) <= end,
  );
}

/** What a source leaves over in the middle of its sentence: "who asked not to be named", "on Tuesday, citing officials". */
function isRemainder({ tokens, sentence }: Parsed, { start, end }: Span): boolean {
  const at = tokens.findIndex((token) => token.start >= start && /\p{L}/u.test(token.lower));
  if (end >= sentence.span.end - 1) return false;
  return at > 0 && /^(?:who|whose|whom|of|in|on|at|from|for|with)$/.test(tokens[at]?.lower ?? '');
}

function inside<T extends { readonly span: Span }>(
  all: readonly T[],
  spans: readonly Span[],
): readonly T[] {
  return spans.flatMap((whole) =>
    overlapping(all, ({ span }) => span, whole).filter(
      ({ span }) => whole.start <= span.start && span.end <= whole.end,
    ),
  );
}

function clip(spans: readonly Span[], { start, end }: Span): readonly Span[] {
  return spans
    .map((span) => ({ start: Math.max(span.start, start), end: Math.min(span.end, end) }))
    .filter((span) => span.end > span.start);
}

function gaps(wholes: readonly Span[], parts: readonly Span[]): readonly Span[] {
  return wholes.flatMap((whole) => gapsOf(whole, parts));
}

function toSpan({ start, end }: Span): Span {
  return { start, end };
}

/** Joins that are left over where an attribution was cut off. */
const DANGLING =
  /(?:[\s,;:—–-]|\b(?:with|and|but|while|as|or|that|though|although|only|for|to))+$/u;

function trim({ text }: Article, { start, end }: Span): Span {
  let from = start;
  let to = end - (DANGLING.exec(text.slice(Math.max(start, end - 40), end))?.[0].length ?? 0);
  while (from < to && /[\s,;:—–-]/u.test(text[from] ?? '')) from += 1;
  while (to > from && /[\s,;:—–-]/u.test(text[to - 1] ?? '')) to -= 1;
  return { start: from, end: to };
}
