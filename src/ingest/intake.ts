import type { History, Library } from '../store/port.ts';
import { type Handed, type Opened, openAttached, toReadable } from './attached.ts';
import type { FeedParts, FeedTally } from './feeds.ts';
import { takeLink, watchFeed } from './links.ts';
import type { Outcome } from './pipeline.ts';
import type { PatientReaders } from './readers.ts';

export type IntakeParts = Omit<FeedParts, 'report'> & {
  readonly library: Library;
  readonly history: Pick<History, 'standing'>;
  readonly readers: Pick<PatientReaders, 'toArticle' | 'traitsOf'>;
};

const EVERY_MINUTES = 30;

type Added = { readonly words: string; readonly article: string | null };

/** Reads the pages, feeds and files that people hand over, and says in a sentence what became of them. */
export function openIntake({ library, history, readers, ...rest }: IntakeParts) {
  const takeAttached = openAttached({ ...rest, library, history, readers });

  const tell = async (kind: Outcome['kind'], id: string | null): Promise<Added> => {
    const [held] = id === null ? [] : await library.articles([id]);
    if (held === undefined) return notRead('it gave no article.');
    const claims = (await library.claimsOf([held.id])).length;
    const what = `“${held.title}”, with ${claims} claim${claims === 1 ? '' : 's'}`;
    return { words: `${BECAME[kind]}: ${what}.`, article: held.id };
  };

  return {
    async add(url: string, addedBy: string): Promise<Added> {
      const problems: string[] = [];
      const parts = { ...rest, report: (problem: string) => void problems.push(problem) };
      const { tally, article, isFeed } = await takeLink(url, addedBy, parts);
      if (isFeed)
        return { words: `Read what the feed lists now: ${counts(tally)}.`, article: null };
      const [problem] = problems;
      if (problem !== undefined) return notRead(problem);
      return tell(kindOf(tally), article);
    },
    async addFile(file: Handed, open: () => Promise<Opened>, addedBy: string): Promise<Added> {
      const outcome = await takeAttached(file, open, addedBy);
      return 'problem' in outcome ? notRead(outcome.problem) : tell(outcome.kind, outcome.article);
    },
    reads: (file: Pick<Handed, 'name' | 'type'>): boolean => toReadable(file) !== null,
    async watch(url: string, addedBy: string) {
      const parts = { ...rest, report: () => {} };
      const read = await watchFeed(url, addedBy, parts, EVERY_MINUTES);
      if ('problem' in read) return `Not watched: ${read.problem}`;
      return `The feed is read every ${EVERY_MINUTES} minutes from now on: ${counts(read)}.`;
    },
  };
}

const BECAME: Readonly<Record<Outcome['kind'], string>> = {
  new: 'Read',
  changed: 'A newer version is read',
  unchanged: 'Held already',
  reprint: 'A reprint of what is held',
};

function notRead(problem: string): Added {
  return { words: `Not read: ${problem}`, article: null };
}

function kindOf({ changed, unchanged, reprints }: FeedTally): Outcome['kind'] {
  if (reprints > 0) return 'reprint';
  if (unchanged > 0) return 'unchanged';
  return changed > 0 ? 'changed' : 'new';
}

function counts({ new: added, changed, unchanged, reprints, failed }: FeedTally): string {
  return `${added} new, ${changed} changed, ${unchanged} unchanged, ${reprints} reprints, ${failed} failed`;
}
