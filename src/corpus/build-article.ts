import { createHash } from 'node:crypto';
import {
  type Article,
  cut,
  type Known,
  type Paragraph,
  type Sentence,
  type Span,
} from './article.ts';
import { type Boilerplate, toLexicon } from './boilerplate.ts';
import { clean, type KeptLine } from './clean.ts';
import { findHeadline, toTitle } from './headline.ts';
import { detectLanguage, LANGUAGE_SAMPLE_CHARS } from './language.ts';
import { type HouseVoicePhrases, type OutletName, outletFinder } from './outlet.ts';
import { areAdjacent, endsProse, isHardWrapped, splitParagraphs } from './paragraphs.ts';
import { type Abbreviations, type Piece, sentenceSplitter } from './sentences.ts';

export type CorpusConfig = {
  readonly boilerplate: Boilerplate;
  readonly abbreviations: Abbreviations;
  readonly houseVoice: HouseVoicePhrases;
  readonly outlets: readonly OutletName[];
};

/** An article that still lacks what dates it. */
export type Undated = Omit<Article, 'timexes' | 'published'>;

export type Dated = Pick<Article, 'timexes' | 'published'>;

/** Finds the time expressions and the day of an article from its own text and what is known of it. */
export type DateArticle = (article: Undated, known: Known) => Dated;

export type Source = {
  /** The file or URL, as given. */
  readonly origin: string;
  /** As `readText` gives it. */
  readonly text: string;
  readonly known: Known;
};

/** Makes `Source → Article`, with the word lists read once. The result is pure, and linear in the text. */
export function articleBuilder(
  config: CorpusConfig,
  date: DateArticle,
): (source: Source) => Article {
  const lexicon = toLexicon(config.boilerplate);
  const split = sentenceSplitter(config.abbreviations);
  const findOutlet = outletFinder(config.outlets, config.houseVoice);
  return ({ origin, text, known }) => {
    const paragraphs = splitParagraphs(text);
    const isWrapped = isHardWrapped(text, paragraphs);
    const { kept, dropped } = clean(text, paragraphs, isWrapped, lexicon);
    const headline = findHeadline(text, kept, isWrapped, known.headline);
    const body = toPieces(text, headline === null ? kept : kept.slice(1), isWrapped);
    const sentences = [...inParagraphs(split(text, body), paragraphs)];
    if (headline !== null && kept[0] !== undefined) {
      sentences.unshift({ span: headline, paragraph: kept[0].paragraph.number });
    }
    const [first] = sentences;
    const url = known.url ?? (/^https?:\/\//.test(origin) ? origin : null);
    const outlet = findOutlet({
      text,
      given: known.outlet,
      // Where it was found goes before where it was asked for: a link of one site may lead to another's page.
      addresses: url === null ? [] : [url],
    });
    const undated: Undated = {
      id: createHash('sha256').update(text).digest('hex').slice(0, 16),
      origin,
      url,
      text,
      headline,
      title:
        known.headline ??
        titleOf(text, headline ?? first?.span ?? null, headline !== null) ??
        origin,
      outlet: outlet?.name ?? null,
      language: detectLanguage(sampleOf(text, kept)),
      dropped,
      paragraphs,
      sentences,
    };
    return { ...undated, ...date(undated, known) };
  };
}

function titleOf(text: string, span: Span | null, isHeadline: boolean): string | null {
  if (span === null) return null;
  const words = cut({ text }, span).replace(/\s+/g, ' ');
  return isHeadline ? words : toTitle(words);
}

function sampleOf(text: string, kept: readonly KeptLine[]): string {
  let sample = '';
  for (const { span } of kept) {
    sample += `${text.slice(span.start, span.end)}\n`;
    if (sample.length >= LANGUAGE_SAMPLE_CHARS) break;
  }
  return sample;
}

/** One article; where there are many, `articleBuilder` reads the word lists once. */
export function buildArticle(source: Source, config: CorpusConfig, date: DateArticle): Article {
  return articleBuilder(config, date)(source);
}

/** A piece of several lines begins in the first; its sentences begin where they begin. */
function inParagraphs(
  sentences: readonly Sentence[],
  paragraphs: readonly Paragraph[],
): readonly Sentence[] {
  let at = 0;
  return sentences.map((sentence) => {
    while ((paragraphs[at]?.span.end ?? Number.POSITIVE_INFINITY) <= sentence.span.start) at++;
    return { ...sentence, paragraph: paragraphs[at]?.number ?? sentence.paragraph };
  });
}

/** Runs of text to split: a paragraph each, or several lines where a sentence goes on over their ends. */
function toPieces(text: string, body: readonly KeptLine[], isWrapped: boolean): readonly Piece[] {
  const pieces: { span: { start: number; end: number }; paragraph: number; last: Paragraph }[] = [];
  for (const line of body) {
    const open = pieces.at(-1);
    const goesOn =
      open !== undefined &&
      areAdjacent(text, open.last, line.paragraph) &&
      // What was dropped in between, a list's mark, stands in no sentence.
      open.span.end === open.last.span.end &&
      line.span.start === line.paragraph.span.start &&
      !endsProse(text, open.span.end) &&
      (isWrapped || /^[\p{Ll},;)]/u.test(text.slice(line.span.start, line.span.start + 2)));
    if (goesOn) {
      open.span.end = line.span.end;
      open.last = line.paragraph;
    } else {
      pieces.push({
        span: { ...line.span },
        paragraph: line.paragraph.number,
        last: line.paragraph,
      });
    }
  }
  return pieces;
}
