import { expect, it } from 'vitest';
import { offerActions } from '../../src/answers/offer.ts';
import type { Block, Reply } from '../../src/answers/reply.ts';
import { KURSK } from '../support/replies.ts';

/** A cited answer without what it offers. */
const cited: Reply = {
  ...KURSK,
  blocks: KURSK.blocks.flatMap((block): Block[] => {
    if (block.kind === 'actions') return [];
    if (block.kind !== 'sources') return [block];
    return [{ ...block, citations: block.citations.map((one) => ({ ...one, claim: 'a-01' })) }];
  }),
};

const labels = ({ blocks }: Reply): readonly string[] =>
  blocks.flatMap((block) =>
    block.kind === 'actions' ? block.actions.map(({ label }) => label) : [],
  );

it('offers under a cited answer what can be asked next, but for what was just asked', () => {
  expect(labels(offerActions(cited, '/briefing kursk'))).toEqual([
    'Is that confirmed?',
    'Who says otherwise?',
    'When was this?',
    'Wrong?',
  ]);
  expect(labels(offerActions(cited, 'when was THIS? '))).not.toContain('When was this?');
});

it('leaves alone an answer that offers something itself, or cites no claim', () => {
  expect(offerActions(KURSK, 'x')).toBe(KURSK);
  const help: Reply = {
    blocks: [{ kind: 'heading', text: 'Help' }],
    abstained: false,
    summary: '',
  };
  expect(offerActions(help, 'x')).toBe(help);
});
