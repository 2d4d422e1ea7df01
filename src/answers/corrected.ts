import type { Corrections } from '../store/port.ts';
import type { Block, Part, Reply } from './reply.ts';

type Corrected = Awaited<ReturnType<Corrections['all']>>;

/**
 * What readers of older answers are to know: which of the claims that they cite the owner hid or
 * corrected after `since` (milliseconds since the epoch). Null when there is nothing to say.
 */
export function noteCorrections(
  replies: readonly Reply[],
  corrected: Corrected,
  since: number,
): Block | null {
  const told = new Set<string>();
  const parts: Part[] = [];
  for (const citation of replies.flatMap(citationsOf)) {
    const change = citation.claim === null ? undefined : corrected.get(citation.claim);
    if (!change || change.at <= since || told.has(citation.claim ?? '')) continue;
    told.add(citation.claim ?? '');
    parts.push(
      {
        kind: 'text',
        text: `${parts.length > 0 ? ' ' : ''}Since then the owner has ${change.hidden ? 'withdrawn' : 'corrected'} what was read from `,
      },
      { kind: 'quote', text: citation.quote },
      { kind: 'text', text: ` (${endless(change.why)}).` },
    );
  }
  return parts.length === 0 ? null : { kind: 'notice', tone: 'warning', parts };
}

/** Which of the claims that a new answer cites the owner has corrected; null for none. */
export function noteCorrected(reply: Reply, corrected: Corrected): Block | null {
  const told = new Set<string>();
  const parts: Part[] = [];
  for (const { claim, mark } of citationsOf(reply)) {
    const change = claim === null ? undefined : corrected.get(claim);
    if (!change || change.hidden || claim === null || told.has(claim)) continue;
    told.add(claim);
    parts.push(
      {
        kind: 'text',
        text: `${parts.length > 0 ? ' ' : ''}What was read from this sentence is corrected by the owner (${endless(change.why)})`,
      },
      { kind: 'cite', marks: [mark] },
      { kind: 'text', text: '.' },
    );
  }
  return parts.length === 0 ? null : { kind: 'notice', tone: 'info', parts };
}

function citationsOf(reply: Reply) {
  return reply.blocks.flatMap((block) => (block.kind === 'sources' ? block.citations : []));
}

/** A reason without its own full stop. */
function endless(why: string): string {
  return why.trim().replace(/\.$/u, '');
}
