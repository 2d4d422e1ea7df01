import { attribute } from '../../../src/claims/attribution/attribute.ts';
import { CuesSchema } from '../../../src/claims/attribution/cues.ts';
import { type Grammar, parseArticle } from '../../../src/claims/grammar/grammar.ts';
import { GrammarWordsSchema } from '../../../src/claims/grammar/tagging.ts';
import { readConfigFile } from '../../../src/config.ts';
import { type Article, cut, type Span, UNKNOWN_DATE } from '../../../src/corpus/article.ts';
import { splitParagraphs } from '../../../src/corpus/paragraphs.ts';
import { AbbreviationsSchema, splitSentences } from '../../../src/corpus/sentences.ts';

const abbreviations = readConfigFile('config/language/abbreviations.json', AbbreviationsSchema);
export const grammarWords = readConfigFile('config/language/grammar.json', GrammarWordsSchema);
export const cues = readConfigFile('config/language/cues.json', CuesSchema);

/** An article of which nothing is known and from which nothing is dropped. */
export function toArticle(text: string): Article {
  const paragraphs = splitParagraphs(text);
  const pieces = paragraphs.map(({ span, number }) => ({ span, paragraph: number }));
  return {
    id: 'test',
    origin: 'test.txt',
    url: null,
    text,
    headline: null,
    title: 'Test',
    outlet: null,
    language: 'en',
    dropped: [],
    paragraphs,
    sentences: splitSentences(text, pieces, abbreviations),
    timexes: [],
    published: UNKNOWN_DATE,
  };
}

export const parse = (text: string): Grammar => parseArticle(toArticle(text), grammarWords);

/** The text's attributions in the words that their spans cut. */
export function read(text: string) {
  const article = toArticle(text);
  const words = (spans: readonly Span[] | null) =>
    spans?.map((span) => cut(article, span)).join(' … ') ?? null;
  return attribute(article, parseArticle(article, grammarWords), cues).map((found) => ({
    ...found,
    source: words(found.source),
    antecedent: words(found.antecedent),
    cue: words(found.cue),
    content: words(found.content),
    addressee: words(found.addressee),
    relay: words(found.relay),
  }));
}
