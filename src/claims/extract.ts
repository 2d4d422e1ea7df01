import {
  type Article,
  cut,
  cutAll,
  type DateEstimate,
  type Span,
  UNKNOWN_DATE,
} from '../corpus/article.ts';
import type { Attribution } from './attribution/attribute.ts';
import type { Claim, Modality, PlaceMention, Quantity } from './claim.ts';
import { type Clause, isSubordinate, splitClauses } from './clauses.ts';
import { withoutDateline } from './dateline.ts';
import type { Grammar, Parsed } from './grammar/grammar.ts';
import type { Tagged } from './grammar/tagging.ts';
import type { KindReader } from './kinds.ts';
import type { StanceReader } from './modality.ts';
import { readSources, type Source, type SourceReaders } from './sources.ts';
import { gapsOf, overlaps } from './spans.ts';
import { narratorStatements, type Statement, statementsOf } from './statements.ts';
import { forcesOf } from './whose-forces.ts';
import { type Word, wordsOf } from './words.ts';

/** What extraction asks of its readers; each is prepared from config once. */
export type ClaimReaders = SourceReaders & {
  parse(article: Article): Grammar;
  attribute(article: Article, grammar: Grammar): readonly Attribution[];
  /** Every figure of the article, in reading order. */
  quantities(article: Article): readonly Quantity[];
  /** Every place of the article, in reading order. */
  places(article: Article, words: readonly Word[]): readonly PlaceMention[];
  /** Whose troops some words name. */
  forces(words: readonly Word[]): readonly string[];
  kind: KindReader;
  /** True for a figure of troops or of a country's people. */
  countsForces(quantity: Quantity): boolean;
  /** The countries whose people some words name. */
  peoples(words: string): readonly string[];
  readonly stances: StanceReader;
  /** The cue itself denies what it brings: "denied", "refuted". */
  denies(attribution: Attribution): boolean;
  /** What the cue alone tells of how it is said. */
  modality(attribution: Attribution): Modality;
  /** A source that says or assesses, not one that wants, plans or feels. */
  isStatement(attribution: Attribution): boolean;
  /** The days that the time expressions of a span stand for; unknown when it has none. */
  when(article: Article, span: Span): DateEstimate;
};

/** Makes `Article → Claims`. Claims are in reading order; an article that is not in English has none. */
export function claimExtractor(readers: ClaimReaders): (article: Article) => readonly Claim[] {
  return (article) => (article.language === 'en' ? extract(article, readers) : []);
}

function extract(article: Article, readers: ClaimReaders): readonly Claim[] {
  const grammar = readers.parse(article);
  const attributions = speaking(readers.attribute(article, grammar), article, readers);
  const sources = readSources(article, grammar, attributions, readers);
  const words = wordsOf(article.text);
  const places = readers.places(article, words);
  const quantities = readers.quantities(article);
  const { kind, isStatement, countsForces, peoples } = readers;
  const facts = { article, grammar, quantities, places, kind, isStatement, countsForces, peoples };
  const outerOf = ({ nested }: Attribution) => (nested === null ? undefined : attributions[nested]);
  const isSaid = (attribution: Attribution) => {
    const seen = new Set<Attribution>();
    for (let outer = outerOf(attribution); outer && !seen.has(outer); outer = outerOf(outer)) {
      if (isUnsaid(outer, article, grammar, readers)) return false;
      seen.add(outer);
    }
    return true;
  };
  const said = new Set(attributions.filter(isSaid));
  const statements = [
    ...attributions.flatMap((attribution, index) =>
      said.has(attribution) ? statementsOf(attribution, index, attributions, facts) : [],
    ),
    ...narratorStatements([...said].filter(readers.isStatement), facts),
  ].sort((a, b) => a.sentence.span.start - b.sentence.span.start || startOf(a) - startOf(b));
  const claims: Claim[] = [];
  for (const [index, statement] of statements.entries()) {
    const at = statement.attribution ?? -1;
    const claim = toClaim(
      `${article.id}-${String(index + 1).padStart(2, '0')}`,
      article,
      words,
      statement,
      attributions[at] ?? null,
      sources[at] ?? null,
      readers,
    );
    claims.push(onThatDay(likeDenied(claim, claims.at(-1)), claims, article));
  }
  return claims;
}

/** "…, but the Kremlin denied the call": a denial is about what was said before it in its sentence. */
function likeDenied(claim: Claim, before: Claim | undefined): Claim {
  const isNoun = claim.modality === 'denied' && claim.isFragment && claim.kind === 'other';
  return isNoun && before?.sentence.start === claim.sentence.start
    ? { ...claim, kind: before.kind }
    : claim;
}

/** Paragraphs that lie at most between what somebody said and what "he" said then: a picture and its caption among them. */
const GOING_ON = 2;

/** "He said", right behind what he said on Wednesday, was said on Wednesday too. */
function onThatDay(claim: Claim, earlier: readonly Claim[], { published }: Article): Claim {
  const { speaker, said, paragraph } = claim;
  if (said !== published || !/^(?:he|she)$/i.test(speaker?.text ?? '')) return claim;
  const before = earlier.findLast((one) => one.speaker !== null);
  const isSame = speaker?.name != null && before?.speaker?.name === speaker.name;
  return before && isSame && paragraph - before.paragraph <= GOING_ON
    ? { ...claim, said: before.said }
    : claim;
}

/** Without those in which nobody speaks ("has not commented", "Nothing suggests that") and those that name another source ("citing officials"). */
function speaking(
  all: readonly Attribution[],
  article: Article,
  { stances, namesSource, isStatement }: ClaimReaders,
): readonly Attribution[] {
  const { nobody, silent, relaying, acting, refraining } = stances;
  const kept = all.filter(({ source, cue, lemma, content, nested, quoted }) => {
    if (/\b(?:if|unless)\s$/i.test(wordsBefore(source, article))) return false;
    // "Without announcing an end"
    if (/\bwithout\s$/i.test(wordsBefore(cue, article))) return false;
    // "What the Pentagon said in January": when it was said is no matter of its own.
    if (content.length === 1 && content[0] && isTime(content[0], article)) return false;
    const outer = nested === null ? undefined : all[nested];
    // "Togo ordered a mobilization, envoys said": what it did, by their account.
    if (acting.has(lemma) && outer && !quoted && isStatement(outer)) return false;
    const [to, verb = ''] = cutAll(article, content).split(' ', 2);
    if (refraining.has(lemma) && to === 'to' && silent.has(verb.replace(/\W+$/, ''))) return false;
    if (nobody.has(cutAll(article, source).split(' ', 1)[0]?.toLowerCase() ?? '')) return false;
    if (isAboutNaming(source, content, article)) return false;
    if (silent.has(lemma) && (isNegated(cue, article) || isNeither(source, article))) return false;
    if (!relaying.has(lemma)) return true;
    // Words are quoted from somebody, whoever it is: "quoting a clerk".
    const isFrom = /^quoting$/i.test(cutAll(article, cue)) && !isQuotation(content, article);
    return !isFrom && !namesSource(cutAll(article, content));
  });
  if (kept.length === all.length) return all;
  const indexes = new Map(kept.map((one, index) => [one, index]));
  return kept.map((one) => {
    let outer = one.nested === null ? undefined : all[one.nested];
    while (outer && !indexes.has(outer))
      outer = outer.nested === null ? undefined : all[outer.nested];
    return { ...one, nested: (outer && indexes.get(outer)) ?? null };
  });
}

function isTime({ start, end }: Span, { timexes }: Article): boolean {
  return timexes.some(({ span }) => span.start <= start && end <= span.end);
}

function isQuotation([first]: readonly Span[], { text }: Article): boolean {
  return /^["“«'‘]/.test(text.slice(first?.start ?? 0, (first?.start ?? 0) + 1));
}

/** "Who asked not to be named", "who insisted on anonymity": it tells how somebody spoke, and nothing of what was said. */
function isAboutNaming(
  source: readonly Span[],
  content: readonly Span[],
  article: Article,
): boolean {
  return (
    /^who$/i.test(cutAll(article, source)) &&
    /\b(?:named?|names|identified|identity|quoted|anonym(?:ous|ously|ity))\b/i.test(
      cutAll(article, content).slice(0, 80),
    )
  );
}

/** The end of what stands before a source: "If Vella says" says nothing, nor does "Neither the army nor the rebels". */
function wordsBefore([first]: readonly Span[], { text }: Article): string {
  return text.slice(Math.max(0, (first?.start ?? 0) - 10), first?.start ?? 0);
}

function isNeither(source: readonly Span[], article: Article): boolean {
  return /\b(?:n?either|nor)\s$/i.test(wordsBefore(source, article));
}

function isNegated(cue: readonly Span[], article: Article): boolean {
  return cue.some((span) => /\b(?:not|never|neither|nor)\b|n['’]t\b/i.test(cut(article, span)));
}

/** "Declined to say whether Washington had asked": what stands inside is told of nobody. */
function isUnsaid(
  attribution: Attribution,
  article: Article,
  { sentences }: Grammar,
  readers: ClaimReaders,
): boolean {
  const { cue, content, sentence } = attribution;
  const opening = content[0] ? article.text.slice(content[0].start, content[0].start + 10) : '';
  return (
    /^\W{0,2}(?:whether|if)\s/i.test(opening) ||
    isNegated(cue, article) ||
    readers.denies(attribution) ||
    isWithheld(attribution, sentences[sentence]?.tokens ?? [], readers)
  );
}

function startOf({ content }: Statement): number {
  return content[0]?.start ?? 0;
}

function toClaim(
  id: string,
  article: Article,
  words: readonly Word[],
  statement: Statement,
  attribution: Attribution | null,
  source: Source | null,
  readers: ClaimReaders,
): Claim {
  const { sentence, content, own, parsed, clause, quantities, places, kind } = statement;
  const around = attribution ? saidOf(article, statement, attribution, readers) : UNKNOWN_DATE;
  const inside = own
    .map((span) => readers.when(article, span))
    .find(({ basis }) => basis !== 'unknown');
  const { modality, negated } = attribution
    ? readers.stances.ofSource(
        clause,
        parsed.tokens,
        readers.modality(attribution),
        isWithheld(attribution, parsed.tokens, readers) ||
          (statement.isWhole ? attribution.negated : readers.denies(attribution)),
        // An outlet reports, unless it is said to claim.
        readers.stances.alleging.has(attribution.lemma) ? null : (source?.speaker ?? null),
      )
    : readers.stances.ofArticle(clause, parsed.tokens);
  return {
    id,
    article: article.id,
    sentence: sentence.span,
    paragraph: sentence.paragraph,
    content: content.map((span) => withoutNotes(article, span)),
    isFragment: isFragment(statement, attribution, article),
    speaker: source?.speaker ?? null,
    via: source?.via ?? [],
    cue: attribution
      ? {
          text: cutAll(article, attribution.cue),
          spans: attribution.cue,
        }
      : null,
    stance: isToldBy(attribution, source, readers) ? 'statement' : 'attitude',
    modality,
    negated,
    kind: kind ?? 'other',
    force: forcesOf(article, words, statement, readers.forces),
    quantities,
    places,
    said: isSaidThen(around, article) ? around : article.published,
    happened: inside ?? UNKNOWN_DATE,
  };
}

/** "[3]" at the end points at a note of the article. */
function withoutNotes({ text }: Article, { start, end }: Span): Span {
  const notes = /(?:\s?\[\d{1,3}\])+$/.exec(text.slice(Math.max(start + 1, end - 30), end));
  return { start, end: end - (notes?.[0].length ?? 0) };
}

/** "Ruled out a strike", "refused to confirm the deployment": the source does not bring what follows. */
function isWithheld(
  { cue: [span] }: Attribution,
  tokens: readonly Tagged[],
  readers: ClaimReaders,
): boolean {
  const first = tokens.findIndex(({ start }) => start === span?.start);
  const last = tokens.findIndex(({ end }) => end === span?.end) + 1;
  return first >= 0 && last > 0 && readers.stances.withholds(tokens, first, last);
}

/** What a quoted speaker says of "our assessments" is the speaker's own statement already. */
function isToldBy(
  attribution: Attribution | null,
  source: Source | null,
  readers: ClaimReaders,
): boolean {
  if (attribution === null) return true;
  const isOwn =
    attribution.nested !== null && /^(?:I|we|our|my|us|me)\b/i.test(source?.speaker?.text ?? '');
  return readers.isStatement(attribution) && !isOwn;
}

/** Nothing was said after the article that reports it. */
function isSaidThen({ basis, earliest }: DateEstimate, { published }: Article): boolean {
  return (
    basis !== 'unknown' &&
    (earliest === null || published.latest === null || earliest <= published.latest)
  );
}

/** A clause without a tense, or one that hangs on a noun, reads right in its sentence alone; headlines and quotations stand as they are. */
function isFragment(
  { clause, isWhole, sentence, parsed }: Statement,
  attribution: Attribution | null,
  article: Article,
): boolean {
  if (sentence.span.start === article.headline?.start) return false;
  if (!isWhole && /^(?:relative|aside|participial)$/.test(clause.kind)) return true;
  // "There" and "they" stand for what the rest of the sentence names.
  if (!isWhole && standsForOther(parsed.tokens, clause)) return true;
  // "While they gained ground" misleads without "they lost it again".
  if (!isWhole && isSubordinate(parsed.tokens, clause)) return true;
  if (/^(?:which|who|whose|whom)$/.test(parsed.tokens[clause.first]?.lower ?? '')) return true;
  // "and thinks they would …" has its subject in the clause before it.
  const lacksSubject =
    !isWhole &&
    parsed.chunks.every(
      (chunk) =>
        chunk.kind !== 'noun' ||
        chunk.first < clause.first ||
        chunk.first > (clause.verb?.first ?? 0),
    );
  return (clause.verb?.form !== 'finite' || lacksSubject) && !attribution?.quoted;
}

/** A clause behind others whose subject is a pronoun of the third person, or that tells where by "there". */
function standsForOther(all: readonly Tagged[], { first, last }: Clause): boolean {
  const tokens = all.slice(first, last);
  const subject = tokens.find(({ tag }) => !/^(?:IN|CC|RB|,|``)$/.test(tag));
  const isBehind = all.slice(0, first).some(({ tag }) => tag.startsWith('V'));
  return (
    isBehind &&
    (/^(?:he|she|it|they)$/.test(subject?.lower ?? '') ||
      tokens.some(({ lower, tag }) => lower === 'there' && tag === 'RB'))
  );
}

/** When it was said: a time expression beside the cue, outside what is said. */
function saidOf(
  article: Article,
  { sentence, parsed }: Statement,
  { cue, source, content }: Attribution,
  readers: ClaimReaders,
): DateEstimate {
  // The day of a dateline is the article's own.
  const beside = gapsOf(withoutDateline(article, sentence.span), content).filter((gap) =>
    [...cue, ...source].some((span) => overlaps(span, gap)),
  );
  const isDated = beside.some((gap) => readers.when(article, gap).basis !== 'unknown');
  if (!isDated) return UNKNOWN_DATE;
  const asides = asidesOf(parsed).filter((aside) => !cue.some((span) => overlaps(span, aside)));
  return (
    beside
      .flatMap((gap) => gapsOf(gap, asides))
      .map((span) => readers.when(article, span))
      .find(({ basis }) => basis !== 'unknown') ?? UNKNOWN_DATE
  );
}

/** What is told of a source beside what it says: "the army, which has ruled since 2021,". */
function asidesOf({ tokens, chunks }: Parsed): readonly Span[] {
  const relative = splitClauses(tokens, chunks, 0, tokens.length).filter(
    ({ kind }) => kind === 'relative' || kind === 'aside',
  );
  const since = tokens.flatMap((token, at): Span[] => {
    if (token.lower !== 'since') return [];
    const last = tokens.findIndex(({ tag }, to) => to > at && /^[,.:]$/.test(tag));
    return [{ start: token.start, end: (tokens[last] ?? token).end }];
  });
  return [...relative, ...since];
}
