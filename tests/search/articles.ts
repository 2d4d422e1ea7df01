import { createHash } from 'node:crypto';
import { type Article, type DateEstimate, UNKNOWN_DATE } from '../../src/corpus/article.ts';

/** An article as the corpus would read it, from its headline and text alone. */
export function article(
  headline: string,
  body: string,
  more: { outlet?: string; published?: Pick<DateEstimate, 'earliest' | 'latest'> } = {},
): Article {
  const text = `${headline}\n${body}`;
  return {
    id: createHash('sha256').update(text).digest('hex').slice(0, 16),
    origin: 'written for the test',
    url: null,
    text,
    headline: { start: 0, end: headline.length },
    title: headline,
    outlet: more.outlet ?? null,
    language: 'en',
    dropped: [],
    paragraphs: [],
    sentences: [],
    timexes: [],
    published: more.published ? { ...more.published, basis: 'stated', evidence: [] } : UNKNOWN_DATE,
  };
}

export const kursk = article(
  'Russia masses troops near Kursk',
  'Some 50,000 Russian and North Korean soldiers have gathered in Kursk, officials in Kyiv said. The U.S. has not confirmed the figure.',
  { outlet: 'The Example Times', published: { earliest: '2024-11-10', latest: '2024-11-10' } },
);
export const bakhmut = article(
  'Fighting goes on for Bakhmut',
  'Wagner fighters amassed east of Bakhmut, the group’s founder said. Ukrainian commanders denied that the city was encircled.',
  { outlet: 'The Sample Post', published: { earliest: '2023-02-01', latest: '2023-02-28' } },
);
export const belarus = article(
  'Drills begin in Belarus',
  'Belarusian units started exercises close to the border with Ukraine. Nobody gave a figure for the troops taking part in them.',
  { outlet: 'The Example Times' },
);
export const harvest = article(
  'Wheat harvest falls short',
  'Farmers reaped less wheat than in any year since 2010. Prices at the port of Odesa rose, and traders told us that they expect more of it.',
  { outlet: 'The Sample Post', published: { earliest: '2024-08-01', latest: '2024-08-07' } },
);
export const every = [kursk, bakhmut, belarus, harvest];
