import type { Library } from '../store/port.ts';
import type { FeedParts, FeedTally } from './feeds.ts';
import { takeLink, watchFeed } from './links.ts';

export type IntakeParts = Omit<FeedParts, 'report'> & { readonly library: Library };

const EVERY_MINUTES = 30;

/** Reads the pages and feeds that people hand over, and says in a sentence what became of them. */
export function openIntake({ library, ...rest }: IntakeParts) {
  return {
    async add(url: string, addedBy: string) {
      const problems: string[] = [];
      const parts = { ...rest, report: (problem: string) => void problems.push(problem) };
      const { tally, article, isFeed } = await takeLink(url, addedBy, parts);
      if (isFeed)
        return { words: `Read what the feed lists now: ${counts(tally)}.`, article: null };
      const [problem] = problems;
      const [held] = article === null ? [] : await library.articles([article]);
      if (problem !== undefined || held === undefined)
        return { words: `Not read: ${problem ?? 'it gave no article.'}`, article: null };
      const claims = (await library.claimsOf([held.id])).length;
      const what = `“${held.title}”, with ${claims} claim${claims === 1 ? '' : 's'}`;
      if (tally.reprints > 0) return { words: `A reprint of what is held: ${what}.`, article };
      if (tally.unchanged > 0) return { words: `Held already: ${what}.`, article };
      return {
        words: `${tally.changed > 0 ? 'A newer version is read' : 'Read'}: ${what}.`,
        article,
      };
    },
    async watch(url: string, addedBy: string) {
      const parts = { ...rest, report: () => {} };
      const read = await watchFeed(url, addedBy, parts, EVERY_MINUTES);
      if ('problem' in read) return `Not watched: ${read.problem}`;
      return `The feed is read every ${EVERY_MINUTES} minutes from now on: ${counts(read)}.`;
    },
  };
}

function counts({ new: added, changed, unchanged, reprints, failed }: FeedTally): string {
  return `${added} new, ${changed} changed, ${unchanged} unchanged, ${reprints} reprints, ${failed} failed`;
}
