import type { Article, Span } from '../../corpus/article.ts';
import type { Modality } from '../claim.ts';
import type { Grammar } from '../grammar/grammar.ts';
import { isInsideQuote, type Quote, quoteAt } from '../grammar/quotes.ts';
import { findAntecedents } from './antecedents.ts';
import { toSpan } from './content.ts';
import type { Cues } from './cues.ts';
import { readAddressee } from './medium.ts';
import { readStance } from './modality.ts';
import { openPhrases } from './named-sources.ts';
import { findEnclosing } from './nesting.ts';
import { readOn, runOn } from './run-on.ts';
import { readSentence } from './sentence.ts';
import { knownTurns } from './turns.ts';

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
  /** Who passes it on: "CNN" in "CNN quoted him as saying". */
  readonly relay: readonly Span[] | null;
  /** Index of the attribution in whose content this one stands; null at the top. */
  readonly nested: number | null;
  /** The content is direct speech. */
  readonly quoted: boolean;
  /** The cue stands inside quotation marks: the quoted speaker relays somebody. */
  readonly isInsideQuote: boolean;
};

/** Finds every attribution of an article, in the order of their cues; none in another language than English. */
export function attribute(article: Article, grammar: Grammar, cues: Cues): readonly Attribution[] {
  if (article.language !== 'en') return [];
  const phrases = openPhrases(cues);
  const drafts = knownTurns(
    grammar,
    grammar.sentences.flatMap((parsed) => readSentence(article, parsed, grammar, cues, phrases)),
  );
  readOn(grammar, drafts);
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
      relay: candidate.relay ? [toSpan(parsed, candidate.relay)] : null,
      nested: enclosing[index] ?? null,
      quoted: isQuoted(grammar.quotes, content[0] as Span),
      isInsideQuote: isInsideQuote(grammar.quotes, cue),
    };
  });
}

function isQuoted(quotes: readonly Quote[], { start, end }: Span): boolean {
  const quote = quoteAt(quotes, start);
  return quote !== null && start - quote.start <= 1 && end <= quote.end + 1;
}
