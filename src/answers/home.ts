import { describeDate } from '../corpus/dates/describe.ts';
import type { ArticleSummary } from '../store/port.ts';
import { showHelp } from './held-articles.ts';
import type { Block, Reply } from './reply.ts';
import { count } from './wording.ts';

/** Outlets and articles that are named; /sources lists the others. */
const NAMED_OUTLETS = 12;
const NAMED_ARTICLES = 5;

/** What is loaded and how to ask, for a place that a person comes to without a question. `articles` newest first. */
export function showHome(articles: readonly ArticleSummary[]): Reply {
  const help = showHelp();
  const [newest] = articles;
  if (!newest) return { ...help, blocks: [paragraph('No article is held yet.'), ...help.blocks] };
  const outlets = new Set(articles.flatMap(({ outlet }) => outlet ?? []));
  const unnamed = articles.filter(({ outlet }) => outlet === null).length;
  const named = [...outlets].slice(0, NAMED_OUTLETS);
  const more = outlets.size - named.length;
  const from = [
    ...named,
    ...(more > 0 ? [`${more} more outlets`] : []),
    ...(unnamed > 0 ? [`${count(unnamed, 'article')} whose outlet is not known`] : []),
  ];
  const claims = articles.reduce((sum, article) => sum + article.claims, 0);
  const shown = articles.slice(0, NAMED_ARTICLES);
  return {
    ...help,
    blocks: [
      {
        kind: 'heading',
        text: `${count(articles.length, 'article')} with ${count(claims, 'claim')} held`,
      },
      paragraph(
        `The newest is dated ${describeDate(newest.published)}. They come from ${from.join(', ')}.`,
      ),
      {
        kind: 'timeline',
        entries: shown.map(({ published, outlet, title }) => ({
          when: describeDate(published),
          parts: [{ kind: 'text', text: `${outlet ?? 'outlet not known'}: ${title}` }],
        })),
      },
      ...help.blocks,
    ],
  };
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', parts: [{ kind: 'text', text }] };
}
