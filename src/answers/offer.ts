import type { Action, Reply } from './reply.ts';

const ASKS = ['Is that confirmed?', 'Who says otherwise?', 'When was this?'] as const;

/** The answer with what can be done next under it, where it cites claims and offers nothing yet: questions that it leads to, but for the one just `asked`, and a place to say what is wrong. */
export function offerActions(reply: Reply, asked: string): Reply {
  const { blocks } = reply;
  const isCiting = blocks.some(
    (block) => block.kind === 'sources' && block.citations.some(({ claim }) => claim !== null),
  );
  if (!isCiting || blocks.some(({ kind }) => kind === 'actions')) return reply;
  const same = asked.trim().toLowerCase();
  const asks = ASKS.filter((ask) => ask.toLowerCase() !== same).map(
    (ask): Action => ({ kind: 'ask', label: ask, text: ask }),
  );
  const actions: readonly Action[] = [...asks, { kind: 'wrong', label: 'Wrong?' }];
  return { ...reply, blocks: [...blocks, { kind: 'actions', actions }] };
}
