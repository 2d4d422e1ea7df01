import type { Article, Span } from '../../corpus/article.ts';
import type { Modality } from '../claim.ts';
import type { Grammar, Parsed } from '../grammar/grammar.ts';
import type { Run } from '../grammar/phrases.ts';
import { isInsideQuote, type Quote, quoteAt } from '../grammar/quotes.ts';
import type { Tagged } from '../grammar/tagging.ts';
import { findAntecedents } from './antecedents.ts';
import { type Candidate, readVerbCandidate } from './candidates.ts';
import { readContent, toSpan } from './content.ts';
import type { Cues, CueWord } from './cues.ts';
import { readAddressee } from './medium.ts';
import { readStance } from './modality.ts';
import { readNamedSources, type SourcePhrases } from './named-sources.ts';
import { findEnclosing } from './nesting.ts';
import { readAdjectiveCandidate, readNounCandidate } from './nouns.ts';
import { type Growing, runOn } from './run-on.ts';
import { knownTurns, lengthenTurns, readSignature, readTurn } from './turns.ts';
import { worthOf } from './worth.ts';

/** Who says or thinks what, in the article's own words. */
export type Attribution = {
  /** The exact words of the source, appositions included; empty when none is named ("is believed to"). */
  readonly source: readonly Span[];
  /** The fullest mention of the same source, for a pronoun, role or shortened name; null when `source` is itself the fullest. */
  readonly antecedent: readonly Span[] | null;
  readonly cue: readonly Span[];
  /** The main word of the cue, as `Cues` lists it: "say". */
  readonly lemma: string;
  /** What is said; several spans where the cue stands in the middle or a quote runs on. */
  readonly content: readonly Span[];
  /** Index into `Article.sentences` of the sentence that holds the cue. */
  readonly sentence: number;
  readonly modality: Modality;
  /** What is said is a negative, or is denied: "has not seen a move", "denied the call", "did not say". */
  readonly negated: boolean;
  /** Whom or through what it was said: "told CNN", "wrote in a post on Telegram". */
  readonly addressee: readonly Span[] | null;
  /** Index of the attribution in whose content this one stands; null at the top. */
  readonly nested: number | null;
  /** The content is direct speech. */
  readonly quoted: boolean;
  /** The cue stands inside quotation marks: the quoted speaker relays somebody. */
  readonly isInsideQuote: boolean;
};

type Draft = Growing & {
  readonly parsed: Parsed;
  readonly candidate: Candidate;
  readonly word: CueWord | null;
};

/** Finds every attribution of an article, in the order of their cues; none in another language than English. */
export function attribute(article: Article, grammar: Grammar, cues: Cues): readonly Attribution[] {
  if (article.language !== 'en') return [];
  const phrases = {
    phrases: cues.phrases.map((phrase) => phrase.split(' ')),
    documents: new Set(cues.documents),
  };
  const drafts = lengthenTurns(
    grammar,
    knownTurns(
      grammar,
      grammar.sentences.flatMap((parsed) => readSentence(article, parsed, grammar, cues, phrases)),
    ),
  );
  const carried = runOn(
    grammar,
    drafts.filter(({ cue }) => !isInsideQuote(grammar.quotes, cue)),
  );
  const found = [...drafts, ...carried]
    .filter(({ content }) => content.length > 0)
    .sort((one, other) => one.cue.start - other.cue.start);
  const enclosing = findEnclosing(
    found.map(({ cue }) => cue),
    found.map(({ content }) => content),
  );
  const antecedents = findAntecedents(
    grammar,
    found.map(({ parsed, candidate }) => ({ parsed, source: candidate.source })),
  );
  return found.map(({ parsed, candidate, word, cue, content }, index): Attribution => {
    const { source, verb } = candidate;
    const addressee = readAddressee(parsed, candidate, grammar.words);
    return {
      source: source ? [toSpan(parsed, source)] : [],
      antecedent: antecedents[index] ?? null,
      cue: [cue],
      lemma: candidate.lemma,
      content,
      sentence: parsed.index,
      ...readStance(grammar, word, verb, content, parsed),
      addressee: addressee ? [toSpan(parsed, addressee)] : null,
      nested: enclosing[index] ?? null,
      quoted: isQuoted(grammar.quotes, content[0] as Span),
      isInsideQuote: isInsideQuote(grammar.quotes, cue),
    };
  });
}

type Found = { readonly candidate: Candidate; readonly word: CueWord | null };

function readSentence(
  { text }: Article,
  parsed: Parsed,
  { quotes, words }: Grammar,
  cues: Cues,
  phrases: SourcePhrases,
): Draft[] {
  const signature = readSignature(parsed, quotes, text);
  if (signature) {
    const { candidate, content } = signature;
    const cue = toSpan(parsed, candidate.cue);
    return [{ parsed, candidate, word: null, cue, content: [content] }];
  }
  const found: Found[] = [];
  const accept = (candidate: Candidate | null, list: Cues['verbs']) => {
    const word = candidate && lookUp(list, candidate.lemma);
    if (!candidate || !word || found.some((other) => overlaps(other.candidate.cue, candidate.cue)))
      return;
    if (!(candidate.key in word.frames)) return;
    const isQuotedCue = isInsideQuote(quotes, toSpan(parsed, candidate.cue));
    if (
      worthOf(parsed, candidate, word, { isInsideQuote: isQuotedCue, isNested: false }, cues) <
      cues.least
    )
      return;
    found.push({ candidate, word });
  };
  for (const candidate of readNamedSources(parsed, phrases)) found.push({ candidate, word: null });
  const turn = readTurn(parsed);
  if (turn) found.push({ candidate: turn, word: null });
  for (const chunk of parsed.chunks) {
    if (chunk.kind === 'noun' && lookUp(cues.nouns, parsed.tokens[chunk.head]?.lemma ?? '')) {
      accept(readNounCandidate(parsed, chunk, words), cues.nouns);
    } else if (chunk.kind === 'verb')
      accept(readAdjectiveCandidate(parsed, chunk, words), cues.adjectives);
  }
  for (const chunk of parsed.chunks) {
    const word = chunk.kind === 'verb' && lookUp(cues.verbs, chunk.lemma);
    if (word) accept(readVerbCandidate(parsed, chunk, word, words), cues.verbs);
  }
  // "…," Hollande retaliated: beside a whole quote any verb is a cue.
  for (const chunk of parsed.chunks) {
    if (chunk.kind !== 'verb' || found.some(({ candidate }) => overlaps(candidate.cue, chunk)))
      continue;
    const candidate = readVerbCandidate(parsed, chunk, null, words);
    if (isBesideQuote(parsed, candidate, quotes)) found.push({ candidate, word: null });
  }
  found.sort((one, other) => one.candidate.cue.first - other.candidate.cue.first);
  const clauses = found
    .filter(({ candidate }) => candidate.frame === 'before')
    .map(({ candidate }) => candidate.clause);
  const drafts = found.map(({ candidate, word }) => ({
    parsed,
    candidate,
    word,
    cue: toSpan(parsed, candidate.cue),
    content: readContent(parsed, candidate, { quotes, clauses, cues }),
  }));
  return drafts.filter((draft) => {
    // "Ukraine, which one official said has sent troops, …" stands beside the content around it.
    const isNested =
      draft.candidate.key !== 'gap' &&
      drafts.some((other) => other !== draft && holds(other.content, draft.cue));
    const isQuotedCue = isInsideQuote(quotes, draft.cue);
    if (!isNested || isQuotedCue || !draft.word) return true;
    return (
      worthOf(
        parsed,
        draft.candidate,
        draft.word,
        { isInsideQuote: isQuotedCue, isNested },
        cues,
      ) >= cues.least
    );
  });
}

function holds(content: readonly Span[], { start, end }: Span): boolean {
  return content.some((span) => span.start <= start && end <= span.end);
}

/** Shorter quotes are words that the writer takes over. */
const LEAST_QUOTE_CHARS = 20;

function isBesideQuote(
  { tokens }: Parsed,
  { frame, source, clause, complement, verb }: Candidate,
  quotes: readonly Quote[],
): boolean {
  const head = source && tokens[source.head];
  if (
    !head ||
    !verb ||
    verb.passive ||
    verb.lemma === 'be' ||
    /^(i|we|you|it|this|that|which)$/.test(head.lower)
  )
    return false;
  if (isInsideQuote(quotes, tokens[verb.head] as Tagged)) return false;
  const mark =
    frame === 'before'
      ? tokens[clause.first - 1]
      : frame === 'quote'
        ? tokens[complement.first]
        : undefined;
  if (!mark || !/^(``|'')$/.test(mark.tag)) return false;
  const quote = quoteAt(quotes, mark.start);
  if (!quote || quote.end - quote.start < LEAST_QUOTE_CHARS) return false;
  const beside = frame === 'before' ? tokens[clause.first - 2] : tokens[complement.first - 1];
  return /^[,?!:]$/.test(beside?.text ?? '');
}

function lookUp(list: Cues['verbs'], lemma: string): CueWord | undefined {
  return Object.hasOwn(list, lemma) ? list[lemma] : undefined;
}

function overlaps(one: Run, other: Run): boolean {
  return one.first < other.last && other.first < one.last;
}

function isQuoted(quotes: readonly Quote[], { start, end }: Span): boolean {
  const quote = quoteAt(quotes, start);
  return quote !== null && start - quote.start <= 1 && end <= quote.end + 1;
}
