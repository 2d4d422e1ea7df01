import type { Article, Sentence, Span } from '../corpus/article.ts';
import type { Attribution } from './attribution/attribute.ts';
import type { Kind, PlaceMention, Quantity } from './claim.ts';
import type { Clause } from './clauses.ts';
import { withoutDateline } from './dateline.ts';
import type { Parsed } from './grammar/grammar.ts';
import { countUpTo, firstFrom } from './grammar/tokens.ts';
import { inside, mainOf, type Part, readParts, type StatementFacts, standsAlone } from './parts.ts';
import { purposeOf } from './purposes.ts';
import { gapsOf, hullOf, overlapping, overlaps } from './spans.ts';

/** One thing that is stated, before it is known by whom. */
export type Statement = {
  readonly parsed: Parsed;
  readonly sentence: Sentence;
  readonly content: readonly Span[];
  /** What of the content no other statement has for its own. */
  readonly own: readonly Span[];
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
            part !== main &&
            standsAlone(part, main, parsed) &&
            !relayed.some((span) => overlaps(span, part.clause)),
        )
      : [];
    // Whoever writes "Prigozhin said" brings what Prigozhin says; that is a claim of its own already.
    if (passedOn.some((one) => bringsAll(one, main, spans, parsed))) return [];
    // A quotation that runs on is one statement, except for its sentences that make a point.
    if (order > 0 && main.kind === null && own.length === 0) return [];
    const isHeadline = parsed.sentence.span.start === facts.article.headline?.start;
    const purpose =
      facts.isStatement(attribution) && !isHeadline ? purposeOf(main, parsed, facts) : null;
    const statements = toStatements(
      main,
      own,
      parsed,
      order === 0 ? whole : spans,
      spans,
      index,
      facts,
      purpose,
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
  purpose: Part | null,
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
    ...(purpose
      ? [
          toStatement(
            parsed,
            [toSpan(purpose.clause)],
            purpose,
            attribution,
            [purpose.clause],
            facts,
          ),
        ]
      : []),
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
    if (!isHeadline && isLabel(parsed)) return [];
    const free =
      within.length === 0
        ? [withoutDateline(facts.article, span)]
        : gaps([span], within)
            .filter((gap) => !isRemainder(parsed, gap))
            .map((gap) => withoutDateline(facts.article, gap))
            .map((gap) => withSubject(parsed, gap, sources))
            .filter((gap) => isClause(parsed, gap));
    return free.flatMap((gap) => {
      const parts = readParts(parsed, [gap], facts, false);
      const main = mainOf(parts, parsed);
      const whole = trim(facts.article, gap);
      if (!main || whole.end === whole.start) return [];
      const own = parts.filter((part) => part !== main && standsAlone(part, main, parsed));
      const purpose = isHeadline ? null : purposeOf(main, parsed, facts);
      return toStatements(main, own, parsed, [whole], [gap], null, facts, purpose);
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
  if ((tokens[first]?.end ?? 0) > gap.end) return gap;
  const subject = sources.get(tokens[first - 1]?.end ?? -1);
  return subject ? { start: subject.start, end: gap.end } : gap;
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
  if (head && cue.some((span) => overlaps(span, head))) return true;
  const [whole, said] = [hullOf(spans), hullOf([...source, ...cue, ...content])];
  return (
    whole !== null &&
    said !== null &&
    said.start <= whole.start + AROUND &&
    said.end >= whole.end - AROUND
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
    own: covered,
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
  const words = parsed.tokens
    .slice(firstFrom(parsed.tokens, gap.start), countUpTo(parsed.tokens, gap.end))
    .filter(({ lower }) => /[\p{L}\p{N}]/u.test(lower));
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
  let at = firstFrom(tokens, start);
  while (at < tokens.length && !/\p{L}/u.test(tokens[at]?.lower ?? '')) at += 1;
  const opening = tokens[at]?.lower ?? '';
  // "who asked not to be named because …", "which cited a clerk": how it was told, at the end too.
  const isTelling =
    opening === 'who'
      ? tokens.slice(at, at + 8).some(({ lower }) => /^(?:named|identified|anonymity)$/.test(lower))
      : opening === 'which' && /^(?:cited|quoted)$/.test(tokens[at + 1]?.lower ?? '');
  if (at > 0 && isTelling) return true;
  if (end >= sentence.span.end - 1) return false;
  return at > 0 && /^(?:who|whose|whom|of|in|on|at|from|for|with|citing|quoting)$/.test(opening);
}

/** A row of a table ("Togo | 8 tanks | 13 Jan"), or its title: "Reported deployments since May". */
function isLabel({ tokens }: Parsed): boolean {
  if (tokens.filter(({ text }) => text === '|').length > 1) return true;
  return (
    /^VB[DNG]$/.test(tokens[0]?.tag ?? '') && !/^(?:[.!,]|'')$/.test(tokens.at(-1)?.tag ?? '.')
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
