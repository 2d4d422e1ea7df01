import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/answers/reply.ts';
import type { TransientMuster } from '../../src/assemble.ts';
import { openDesk } from '../../src/chat/desk.ts';
import { renderPlain } from '../../src/chat/plain.ts';
import type { Desk } from '../../src/chat/port.ts';
import { openSeeds } from '../support/seeds.ts';

let muster: TransientMuster;
let desk: Desk;
let now = 1_000;
beforeEach(async () => {
  muster = await openSeeds();
  const { answerer, store } = muster;
  desk = openDesk({ ...store, answerer, log: { error: () => {} }, now: () => now });
});
afterEach(() => muster.store.close());

let events = 0;
async function ask(text: string, thread: string | null): Promise<Reply> {
  events += 1;
  now += 60_000;
  const place = { platform: 'slack', channel: 'C1', user: `U${events}` } as const;
  const answered = await desk.ask({ ...place, event: `${events}`, thread, text });
  await answered?.record(thread ?? 'T1');
  if (!answered) throw new Error('not answered');
  return answered.reply;
}

const claimsIn = (reply: Reply): readonly string[] =>
  reply.blocks.flatMap((block) =>
    block.kind === 'sources' ? block.citations.flatMap(({ claim }) => claim ?? []) : [],
  );

describe('a claim that a reader reports as wrong', () => {
  it('is withdrawn by the owner, said once in threads that used it, and cited no more', async () => {
    const briefing = await ask('/briefing kursk', null);
    const [claim = ''] = claimsIn(briefing);
    await desk.reportWrong(claim, 'U1', 'He said no such thing.');
    const [report] = await muster.store.corrections.reports();
    expect(report).toMatchObject({ claim, text: 'He said no such thing.' });

    now += 60_000;
    await muster.store.corrections.hide(claim, 'He said no such thing.', now);
    const followUp = renderPlain(await ask('how many?', 'T1'));
    expect(followUp).toMatch(/^Since then the owner has withdrawn what was read from “/u);
    expect(followUp).toContain('(He said no such thing).');
    expect(renderPlain(await ask('when was this?', 'T1'))).not.toContain('withdrawn');
    expect(claimsIn(await ask('/briefing kursk', null))).not.toContain(claim);
  });

  it('is corrected by the owner, which threads that used it and new answers that use it say', async () => {
    const briefing = await ask('/briefing kursk', null);
    const [claim = ''] = claimsIn(briefing);
    now += 60_000;
    await muster.store.corrections.correct(claim, { force: ['Belarusian'] }, 'Whose troops', now);
    expect(renderPlain(await ask('how many?', 'T1'))).toMatch(
      /^Since then the owner has corrected what was read from “.+” \(Whose troops\)\./u,
    );
    const anew = await ask('/briefing kursk', null);
    expect(claimsIn(anew)).toContain(claim);
    expect(renderPlain(anew)).toMatch(
      /^What was read from this sentence is corrected by the owner \(Whose troops\) ?\[\d+\]\./u,
    );
  });
});
