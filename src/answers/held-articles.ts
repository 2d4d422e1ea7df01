import type { Claim } from '../claims/claim.ts';
import { type Article, cut } from '../corpus/article.ts';
import { describeDate } from '../corpus/dates/describe.ts';
import type { ArticleSummary, Reprint, Source, Standing } from '../store/port.ts';
import { openCitations } from './citations.ts';
import { COMMANDS, usage } from './commands.ts';
import { foldSpace, toEvidence } from './evidence.ts';
import type { Block, Part, Reply } from './reply.ts';
import { finish, notice } from './telling.ts';
import { claimBlock, count } from './wording.ts';

/** Claims shown of one article; the reading room shows all. */
const MAX_CLAIMS = 8;
const MAX_ARTICLES = 30;
const MAX_REPRINTS = 10;
const MAX_SOURCES = 20;

/** What became of an article before: its earlier versions, oldest first, and its copies elsewhere. */
export type Past = {
  readonly earlier: readonly Article[];
  /** By id, of the earlier versions. */
  readonly standing: ReadonlyMap<string, Standing>;
  readonly reprints: readonly Reprint[];
};

export const NO_PAST: Past = { earlier: [], standing: new Map(), reprints: [] };

/** One article: what it is, how it is dated, what it was before, and the claims in it that matter most. */
export function showArticle(
  article: Article,
  claims: readonly Claim[],
  past: Past = NO_PAST,
): Reply {
  const citations = openCitations();
  const { published } = article;
  const stated = claims.filter(({ stance }) => stance === 'statement');
  const weighty = stated.filter(({ kind, speaker }) => kind !== 'other' && speaker !== null);
  const first = new Set([...new Set([...weighty, ...stated])].slice(0, MAX_CLAIMS));
  const shown = stated.filter((claim) => first.has(claim));
  const blocks: Block[] = [
    { kind: 'heading', text: article.title },
    {
      kind: 'paragraph',
      parts: [
        {
          kind: 'text',
          text: `${article.outlet ?? 'Outlet not known'} · ${describeDate(published)} · id ${article.id} · ${article.origin}`,
        },
      ],
    },
    ...dateBlock(article, citations),
    ...pastBlocks(past),
    ...shown.map((claim) =>
      claimBlock(toEvidence(claim, article), citations, changeOf(claim, article, past)),
    ),
  ];
  if (article.language !== 'en')
    blocks.push(
      notice(
        'info',
        'This article is not in English: it can be searched, but claims are read from English alone.',
      ),
    );
  if (stated.length > shown.length)
    blocks.push(
      notice('info', `${count(stated.length, 'claim')} are held of it; ${shown.length} are shown.`),
    );
  return finish(blocks, citations, false, article.title);
}

function pastBlocks({ earlier, standing, reprints }: Past): readonly Block[] {
  const blocks: Block[] = [];
  if (earlier.length > 0) {
    const versions = earlier.map(({ id }) => {
      const until = standing.get(id)?.since;
      return `${id.slice(0, 8)}${until ? ` until ${toDay(until)}` : ''}`;
    });
    const count = `${earlier.length} earlier version${earlier.length === 1 ? '' : 's'}`;
    blocks.push(notice('info', `It was edited: ${count} held (${versions.join(', ')}).`));
  }
  if (reprints.length > 0) {
    const where = reprints
      .slice(0, MAX_REPRINTS)
      .map(({ outlet, url, origin }) =>
        outlet ? `${outlet} (${url ?? origin})` : (url ?? origin),
      );
    const more = reprints.length - where.length;
    blocks.push(
      notice(
        'info',
        `The same report stands elsewhere, and counts as one source with it: ${where.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
      ),
    );
  }
  return blocks;
}

/** Says of a claim that its words were not in the version before. */
function changeOf({ content }: Claim, article: Article, { earlier }: Past): readonly string[] {
  const before = earlier.at(-1);
  if (before === undefined) return [];
  const text = foldSpace(before.text);
  const isHeld = content.every((span) => text.includes(foldSpace(cut(article, span))));
  return isHeld ? [] : ['not so in the earlier version'];
}

function toDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** The sentences that its date rests on. */
function dateBlock(
  article: Article,
  citations: ReturnType<typeof openCitations>,
): readonly Block[] {
  const { basis, evidence } = article.published;
  if (basis === 'unknown')
    return [notice('warning', 'Nothing in this article or beside it shows when it was published.')];
  if (basis === 'stated' || evidence.length === 0) return [];
  const parts: Part[] = [{ kind: 'text', text: 'It bears no date. What bounds it: ' }];
  evidence.slice(0, 4).forEach(({ span, shows, article: id }, index) => {
    parts.push({ kind: 'text', text: `${index > 0 ? '; ' : ''}${shows} ` });
    const sentence =
      span && id === article.id
        ? article.sentences.find((of) => of.span.start <= span.start && span.start < of.span.end)
        : undefined;
    if (sentence) parts.push(citations.cite(article, sentence.span, sentence.paragraph, null));
  });
  return [{ kind: 'paragraph', parts }];
}

/** The sentence in its paragraph, for one reader. */
export function showPassage(article: Article, start: number, end: number): Reply {
  const citations = openCitations();
  const paragraph = article.paragraphs.find(({ span }) => span.start <= start && start < span.end);
  const sentence = { start, end: Math.min(end, article.text.length) };
  const around = paragraph?.span ?? sentence;
  const text = (from: number, to: number) =>
    foldSpace(cut(article, { start: from, end: Math.max(from, to) }));
  const parts: Part[] = [
    { kind: 'text', text: text(around.start, start) ? `${text(around.start, start)} ` : '' },
    { kind: 'strong', text: text(start, sentence.end) },
    citations.cite(article, sentence, paragraph?.number ?? 1, null),
    {
      kind: 'text',
      text: text(sentence.end, around.end) ? ` ${text(sentence.end, around.end)}` : '',
    },
  ];
  const heading = `${article.title} — ${describeDate(article.published)}`;
  return finish(
    [
      { kind: 'heading', text: heading },
      {
        kind: 'paragraph',
        parts: parts.filter((part) => part.kind !== 'text' || part.text !== ''),
      },
    ],
    citations,
    false,
    heading,
  );
}

/** Every article held, newest first; then the feeds, with when each was last read, and what could not be read. */
export function showSources(
  articles: readonly ArticleSummary[],
  sources: readonly Source[] = [],
): Reply {
  const citations = openCitations();
  const shown = articles.slice(0, MAX_ARTICLES);
  const blocks: Block[] = [
    { kind: 'heading', text: `${count(articles.length, 'article')} held` },
    {
      kind: 'timeline',
      entries: shown.map((article) => ({
        when: describeDate(article.published),
        parts: [
          {
            kind: 'text',
            text: `${article.outlet ?? 'outlet not known'}: ${article.title} (${count(article.claims, 'claim')}${article.language === 'en' ? '' : `, language ${article.language}: not read for claims`}; /article ${article.id.slice(0, 8)})`,
          },
        ],
      })),
    },
  ];
  if (articles.length > shown.length)
    blocks.push(notice('info', `The ${shown.length} newest are shown.`));
  blocks.push(...sourceBlocks(sources));
  return finish(blocks, citations, false, 'Articles held');
}

function sourceBlocks(sources: readonly Source[]): readonly Block[] {
  const feeds = sources.filter(({ kind }) => kind === 'feed');
  const failed = sources.filter(({ kind, fault }) => kind !== 'feed' && fault !== null);
  return [...listBlock('Feeds', feeds), ...listBlock('What could not be read', failed)];
}

function listBlock(heading: string, sources: readonly Source[]): readonly Block[] {
  if (sources.length === 0) return [];
  const latest = [...sources].sort((a, b) => (b.readAt ?? 0) - (a.readAt ?? 0));
  const blocks: Block[] = [
    { kind: 'heading', text: heading },
    {
      kind: 'timeline',
      entries: latest.slice(0, MAX_SOURCES).map(({ key, readAt, fault }) => ({
        when: readAt === null ? 'not read yet' : `${toMinute(readAt)} UTC`,
        parts: [{ kind: 'text', text: fault === null ? key : `${key}: ${fault}` }],
      })),
    },
  ];
  const more = sources.length - MAX_SOURCES;
  if (more > 0) blocks.push(notice('info', `${more} more are not shown.`));
  return blocks;
}

function toMinute(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}

export function showHelp(): Reply {
  const blocks: Block[] = [
    { kind: 'heading', text: 'What can be asked' },
    ...COMMANDS.map(
      (spec): Block => ({
        kind: 'paragraph',
        parts: [
          { kind: 'strong', text: usage(spec) },
          { kind: 'text', text: ` — ${spec.description}. Example: ${spec.example}` },
        ],
      }),
    ),
    {
      kind: 'paragraph',
      parts: [
        {
          kind: 'text',
          text: 'Under any answer, ask on in plain words: “how many?”, “who said that?”, “is that confirmed?”, “when was this?”. Every line is somebody’s claim, cited to its sentence; nothing here is stated as fact.',
        },
      ],
    },
  ];
  return { blocks, abstained: false, summary: 'What can be asked' };
}
