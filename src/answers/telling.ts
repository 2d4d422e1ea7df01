import { describeDate } from '../corpus/dates/describe.ts';
import { type Citations, openCitations } from './citations.ts';
import { byNewest, type Evidence } from './evidence.ts';
import type { Block, Reply } from './reply.ts';
import { claimBlock, relayedBy, whenSaid, whoSays } from './wording.ts';

/** An answer to a plain question stays near this many characters: an answer, not a dump. */
export const MAX_CHARACTERS = 800;

export type Told = { readonly reply: Reply; readonly evidence: readonly Evidence[] };

/** Keeps what fits the length of an answer; the first always. */
export function fitLength(
  evidence: readonly Evidence[],
  words: (of: Evidence) => string,
  characters = MAX_CHARACTERS,
): readonly Evidence[] {
  let left = characters;
  return evidence.filter((of, index) => {
    left -= lengthOf(of, words);
    return index === 0 || left >= 0;
  });
}

/** About how long a claim's line is, with its source and date. */
export function lengthOf(of: Evidence, words: (of: Evidence) => string): number {
  return (
    words(of).length + whoSays(of).length + whenSaid(of).length + (relayedBy(of)?.length ?? 0) + 25
  );
}

/** Nothing held answers; something nearer may be offered, named as such. */
export function abstain(missing: string, nearest: readonly Evidence[]): Told {
  const citations = openCitations();
  const blocks: Block[] = [notice('info', missing)];
  if (nearest.length > 0) {
    blocks.push(notice('info', 'The nearest thing held, which is no answer to this:'));
    blocks.push(...nearest.map((of) => claimBlock(of, citations, [])));
  }
  return { reply: finish(blocks, citations, true, missing), evidence: nearest };
}

export function notice(tone: 'info' | 'warning', text: string): Block {
  return { kind: 'notice', tone, parts: [{ kind: 'text', text }] };
}

/** How old the newest thing told is. */
export function ageNotice(evidence: readonly Evidence[]): Block {
  const [newest] = [...evidence].sort(byNewest);
  const published = newest?.article.published;
  return notice(
    'info',
    published && published.basis !== 'unknown'
      ? `Nothing newer is held on this: the newest report is of ${describeDate(published)}.`
      : 'Nothing newer is held on this, and the newest report bears no date.',
  );
}

export function finish(
  blocks: readonly Block[],
  citations: Citations,
  abstained: boolean,
  summary: string,
): Reply {
  const sources = citations.block();
  return {
    blocks: sources ? [...blocks, sources] : blocks,
    abstained,
    summary: summary.slice(0, 150),
  };
}
