import { afterAll, describe, expect, it } from 'vitest';
import { renderPlain } from '../../src/chat/plain.ts';
import { askInTurn, openSeeds } from '../support/seeds.ts';
import { type GoldQuestion, goldQuestions } from './gold.ts';
import { faultsOf } from './score-answers.ts';

const muster = await openSeeds();
afterAll(() => muster.store.close());

function turnsOf({ thread, question }: GoldQuestion): readonly string[] {
  return [
    ...(thread ?? []).filter(({ role }) => role === 'user').map(({ text }) => text),
    question,
  ];
}

describe('questions to the seeds', () => {
  it.each(goldQuestions.map((gold) => [turnsOf(gold).join(' / '), gold] as const))(
    '“%s” is answered as an expert would',
    async (_, gold) => {
      const reply = (await askInTurn(muster, turnsOf(gold))).at(-1);
      expect(reply).toBeDefined();
      if (reply) expect(faultsOf(gold, reply), renderPlain(reply)).toEqual([]);
    },
  );
});
