import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Answerer } from '../../src/answers/answerer.ts';
import type { Citation, Reply } from '../../src/answers/reply.ts';
import type { Claim, Kind } from '../../src/claims/claim.ts';
import { type Article, cut, type DateEstimate, type Span } from '../../src/corpus/article.ts';

/** A seed article as the corpus reads it, with two claims: what the page needs, without the reading. */
export function kurskArticle(): Article {
  const text = readFileSync('seeds/003_130cf7ac0ca97680.txt', 'utf8');
  const lines = [...text.matchAll(/[^\n]*\S[^\n]*/gu)].map((match, index) => ({
    number: index + 1,
    span: { start: match.index, end: match.index + match[0].length },
  }));
  const isDropped = ({ span }: { span: Span }): boolean =>
    /^(?:Politics|Source link|Related Articles|Back to top button)$/u.test(cut({ text }, span));
  const kept = lines.filter((line) => !isDropped(line));
  return {
    id: createHash('sha256').update(text).digest('hex').slice(0, 16),
    origin: 'seeds/003_130cf7ac0ca97680.txt',
    url: null,
    text,
    headline: kept[0]?.span ?? null,
    title: kept[0] ? cut({ text }, kept[0].span) : '',
    outlet: null,
    language: 'en',
    dropped: lines.filter(isDropped).map(({ span }) => ({
      span,
      why: cut({ text }, span) === 'Politics' ? 'section label' : 'site furniture',
    })),
    paragraphs: lines,
    sentences: kept.flatMap(({ span, number }) =>
      [...cut({ text }, span).matchAll(/\S.*?(?:(?<!U\.S|Gen|Col)[.”](?= [A-Z])|$)/gu)].map(
        (match) => ({
          paragraph: number,
          span: {
            start: span.start + match.index,
            end: span.start + match.index + match[0].length,
          },
        }),
      ),
    ),
    timexes: [],
    published: inferred(
      text,
      'about a week after the election of 5 November 2024',
      'President-elect Trump',
    ),
  };
}

function inferred(text: string, shows: string, words: string): DateEstimate {
  const start = text.indexOf(words);
  return {
    earliest: '2024-11-09',
    latest: '2024-11-13',
    basis: 'inferred',
    evidence: [{ article: null, span: { start, end: start + words.length }, shows }],
  };
}

/** Claims of that article by the words that they start and end with. */
export function kurskClaims(article: Article): readonly Claim[] {
  return [
    claim(
      article,
      1,
      'Russia has prepared',
      'held for months',
      'Col. Gen. Oleksandr Syrskyi',
      'buildup',
    ),
    claim(
      article,
      2,
      'Russian and North Korean',
      'in eastern Ukraine.',
      'The New York Times',
      'buildup',
    ),
    claim(article, 3, 'Russian forces have slowly', 'in August.', null, 'movement'),
  ];
}

function claim(
  article: Article,
  number: number,
  from: string,
  to: string,
  speaker: string | null,
  kind: Kind,
): Claim {
  const { text } = article;
  const start = text.indexOf(from);
  const content = { start, end: text.indexOf(to, start) + to.length };
  const at = speaker === null ? -1 : text.indexOf(speaker);
  const place = text.indexOf('Kursk', start);
  const sentence = article.sentences.find(({ span }) => span.start <= start && start < span.end);
  if (!sentence) throw new Error(`No sentence holds “${from}”.`);
  return {
    id: `${article.id}-0${number}`,
    article: article.id,
    sentence: sentence.span,
    paragraph: sentence.paragraph,
    content: [content],
    speaker:
      speaker === null
        ? null
        : {
            text: speaker,
            spans: [{ start: at, end: at + speaker.length }],
            name: speaker,
            role: null,
            side: null,
            kind: speaker.startsWith('The') ? 'outlet' : 'person',
          },
    via: [],
    cue: null,
    stance: 'statement',
    modality: 'reported',
    negated: false,
    isFragment: false,
    kind,
    force: ['Russian'],
    quantities: [],
    places: [
      {
        span: { start: place, end: place + 5 },
        text: 'Kursk',
        name: 'Kursk',
        within: ['Kursk Oblast', 'Russia'],
        latitude: 51.7,
        longitude: 36.2,
        isGovernment: false,
      },
    ],
    said: article.published,
    happened: article.published,
  };
}

/** Answers everything with the same two claims, and numbers the turns of a thread. */
export function openKurskAnswerer(article: Article, claims: readonly Claim[]): Answerer {
  const [syrskyi, times] = claims;
  if (!syrskyi || !times) throw new Error('The article has its claims.');
  const citations = [cite(article, syrskyi, 1), cite(article, times, 2)];
  return {
    answer: async ({ text, context }) => {
      const turn = Number(context?.turn ?? 0) + 1;
      return {
        reply: turn === 1 ? briefing(citations) : followUp(citations, text, turn),
        context: { turn },
      };
    },
    passage: async () => followUp(citations, 'passage', 1),
    suggest: async (_what, prefix, limit) =>
      ['Kursk', 'Kursk Oblast', 'Kyiv', 'North Korea', 'Sudzha']
        .filter((name) => name.toLowerCase().startsWith(prefix.toLowerCase()))
        .slice(0, limit),
  };
}

function cite(article: Article, { sentence, paragraph, id }: Claim, mark: number): Citation {
  return {
    mark,
    article: article.id,
    origin: article.origin,
    ...sentence,
    quote: cut(article, sentence),
    paragraph,
    title: article.title,
    outlet: article.outlet,
    published: 'about 11 Nov 2024 (inferred)',
    url: null,
    claim: id,
  };
}

function briefing(citations: readonly Citation[]): Reply {
  const when = '9–13 Nov 2024 (inferred)';
  return {
    abstained: false,
    summary: 'Kursk: nothing held is newer than about 11 Nov 2024',
    blocks: [
      { kind: 'heading', text: 'Kursk' },
      {
        kind: 'notice',
        tone: 'warning',
        parts: [{ kind: 'text', text: 'Nothing held on Kursk is newer than about 11 Nov 2024.' }],
      },
      {
        kind: 'paragraph',
        parts: [
          { kind: 'strong', text: 'About 11 Nov 2024.' },
          { kind: 'text', text: ' Ukraine’s commander-in-chief said that Russia had prepared ' },
          { kind: 'quote', text: 'tens of thousands of troops' },
          { kind: 'text', text: ' for an offensive to retake Kursk ' },
          { kind: 'cite', marks: [1] },
          { kind: 'text', text: '; the New York Times reported some 50,000 ' },
          { kind: 'cite', marks: [2] },
          { kind: 'text', text: '. The two are not to be added up.' },
        ],
      },
      {
        kind: 'claim',
        who: 'Col. Gen. Oleksandr Syrskyi',
        verb: 'said',
        via: null,
        when,
        what: [
          {
            kind: 'text',
            text: 'Russia has prepared tens of thousands of troops for an offensive',
          },
          { kind: 'cite', marks: [1] },
        ],
        standing: ['corroborated by 2 independent sources'],
      },
      {
        kind: 'claim',
        who: 'Unnamed officials',
        verb: 'said',
        via: 'the New York Times',
        when,
        what: [
          { kind: 'text', text: 'some 50,000 Russian and North Korean troops have amassed' },
          { kind: 'cite', marks: [2] },
        ],
        standing: [],
      },
      {
        kind: 'figures',
        title: 'Troops reported in and near Kursk',
        rows: [
          {
            label: 'Russian and North Korean troops',
            text: 'some 50,000',
            low: 50_000,
            high: 50_000,
            unit: 'troops',
            source: 'New York Times',
            day: '2024-11-11',
            marks: [2],
          },
          {
            label: 'Russian troops',
            text: 'tens of thousands',
            low: 10_000,
            high: 100_000,
            unit: 'troops',
            source: 'Syrskyi',
            day: null,
            marks: [1],
          },
        ],
      },
      {
        kind: 'timeline',
        entries: [
          {
            when: 'August 2024',
            parts: [{ kind: 'text', text: 'Ukrainian forces took roughly 500 square miles.' }],
          },
          {
            when: 'About 11 Nov 2024',
            parts: [
              { kind: 'text', text: 'Ukraine still held Sudzha.' },
              { kind: 'cite', marks: [1] },
            ],
          },
        ],
      },
      {
        kind: 'picture',
        picture: { kind: 'figures', title: 'Troops reported in and near Kursk', figures: [] },
        alt: 'Troops reported near Kursk, about 11 Nov 2024: some 50,000 (New York Times), tens of thousands (Syrskyi).',
      },
      { kind: 'sources', citations },
      {
        kind: 'actions',
        actions: [
          { kind: 'ask', label: 'Who said that?', text: 'who said that?' },
          { kind: 'ask', label: 'Is that confirmed?', text: 'is that confirmed?' },
          { kind: 'wrong', label: 'Wrong?' },
        ],
      },
    ],
  };
}

function followUp(citations: readonly Citation[], text: string, turn: number): Reply {
  return {
    abstained: false,
    summary: `Answer ${turn}`,
    blocks: [
      {
        kind: 'paragraph',
        parts: [
          {
            kind: 'text',
            text: `Answer ${turn} to “${text}”: Syrskyi, Ukraine’s commander-in-chief`,
          },
          { kind: 'cite', marks: [1] },
          { kind: 'text', text: '.' },
        ],
      },
      { kind: 'sources', citations: citations.slice(0, 1) },
    ],
  };
}
