import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Citation, Reply } from '../../../src/answers/reply.ts';
import type { TransientMuster } from '../../../src/assemble.ts';
import { LOOK_UP_CALLBACK } from '../../../src/chat/commands.ts';
import { FOLLOW_UPS, openSeeds } from '../../support/seeds.ts';
import { readMessage } from '../../support/slack/reading.ts';
import {
  ALEX,
  DANA,
  DESK,
  DIRECT,
  eventually,
  openRunning,
  type Running,
} from '../../support/slack/running.ts';
import { BOT_USER } from '../../support/slack/workspace.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let muster: TransientMuster;
beforeAll(async () => {
  muster = await openSeeds();
});
afterAll(() => muster.store.close());

/** The replies of a thread, once there are this many. */
async function repliesIn(
  { store }: Running,
  channel: string,
  thread: string,
  count: number,
): Promise<readonly Reply[]> {
  const id = `slack:${channel}:${thread}`;
  await eventually(async () => expect(await store.threads.turns(id)).toHaveLength(count));
  return (await store.threads.turns(id)).map(({ reply }) => reply as Reply);
}

const citationsOf = ({ blocks }: Reply): readonly Citation[] =>
  blocks.flatMap((block) => (block.kind === 'sources' ? block.citations : []));

const NOTHING: Reply = { blocks: [], abstained: true, summary: '' };

/** What a reader of the channel has before them. */
const shownIn = (running: Running, channel: string): string =>
  running
    .answers(channel)
    .map((message) => readMessage(message).shown)
    .join('\n');

/** Slack took every call, and nothing failed on the way. */
function expectNoFault({ log, slack }: Running): void {
  expect(log.error.mock.calls).toEqual([]);
  expect(slack.calls.filter(({ error }) => error !== null)).toEqual([]);
  expect(slack.post.late).toEqual([]);
}

describe('over the seed articles, in Slack', () => {
  it('a briefing is shown with all its citations, and its thread takes five follow-ups over a restart', async () => {
    await using running = await openRunning({ answerer: muster.answerer });
    const before = await running.bot();
    running.slack.slash(DANA, DESK, '/briefing kursk');
    await running.said(DESK, 1);
    const root = running.answers(DESK)[0]?.ts ?? '';
    for (const [index, text] of FOLLOW_UPS.entries()) {
      if (index === 2) {
        await before.close();
        running.slack.say(ALEX, DESK, text, root);
        await running.bot();
      } else running.slack.say(ALEX, DESK, text, root);
      await repliesIn(running, DESK, root, index + 2);
    }
    const replies = await repliesIn(running, DESK, root, 6);
    const shown = shownIn(running, DESK);
    expect(citationsOf(replies[0] ?? NOTHING)).not.toEqual([]);
    for (const { mark } of replies.flatMap(citationsOf)) expect(shown).toContain(`[${mark}]`);
    expect(shown).toContain('Kursk');
    expect(
      running
        .answers(DESK)
        .slice(1)
        .every((each) => each.thread_ts === root),
    ).toBe(true);
    expectNoFault(running);
  });

  it('a claim is looked up by command, and from a message by its shortcut, and buttons go on from it', async () => {
    await using running = await openRunning({ answerer: muster.answerer });
    await running.bot();
    running.slack.slash(DANA, DESK, '/claims 50,000 troops');
    await running.said(DESK, 1);
    const root = running.answers(DESK)[0];
    if (!root) throw new Error('no answer');
    const [reply] = await repliesIn(running, DESK, root.ts, 1);
    expect(shownIn(running, DESK)).toContain('50,000');
    const actions = reply?.blocks.flatMap((block) =>
      block.kind === 'actions' ? block.actions : [],
    );
    const ask = actions?.find(({ kind }) => kind === 'ask');
    const last = running.answers(DESK).at(-1);
    if (!ask || !last) throw new Error('no button');
    await running.slack.press(ALEX, DESK, last, ask.label);
    await repliesIn(running, DESK, root.ts, 2);

    const claim = citationsOf(reply ?? NOTHING).find((citation) => citation.claim)?.claim ?? '';
    await running.slack.press(ALEX, DESK, last, 'Wrong?');
    await eventually(() => expect(running.slack.modals).toHaveLength(1));
    const [view] = running.slack.modals;
    if (!view) throw new Error('no view');
    await running.slack.submit(view, { what: claim, why: 'It was Tuesday.' });
    await eventually(async () => {
      const reports = await running.store.corrections.reports();
      expect(reports).toMatchObject([{ claim, user: ALEX, text: 'It was Tuesday.' }]);
    });

    const { ts } = running.slack.say(ALEX, DESK, 'I read of 50,000 troops at Kursk, "massed"');
    await running.slack.shortcut(DANA, DESK, ts, LOOK_UP_CALLBACK);
    const [looked] = await repliesIn(running, DESK, ts, 1);
    expect(looked?.abstained).toBe(false);
    expect(citationsOf(looked ?? NOTHING)).not.toEqual([]);
    expectNoFault(running);
  });

  it('mentions and direct messages are answered in plain words, as is what is not held', async () => {
    await using running = await openRunning({ answerer: muster.answerer });
    await running.bot();
    const { ts } = running.slack.say(DANA, DESK, `<@${BOT_USER}> how many troops are near Kursk?`);
    const [mentioned] = await repliesIn(running, DESK, ts, 1);
    expect(mentioned?.abstained).toBe(false);
    running.slack.say(DANA, DIRECT, 'briefing sumy');
    await repliesIn(running, DIRECT, 'dm', 1);
    running.slack.say(DANA, DIRECT, 'what is the price of bread in Paris?');
    const [, unknown] = await repliesIn(running, DIRECT, 'dm', 2);
    expect(unknown?.abstained).toBe(true);
    expectNoFault(running);
  });

  it('articles, sources and help are shown whole', async () => {
    await using running = await openRunning({ answerer: muster.answerer });
    await running.bot();
    running.slack.slash(DANA, DESK, '/sources');
    await running.said(DESK, 1);
    const [first] = await muster.store.library.list();
    running.slack.slash(DANA, DESK, `/article ${first?.id}`);
    await eventually(() => expect(shownIn(running, DESK)).toContain(`id ${first?.id}`));
    running.slack.slash(DANA, DESK, '/help');
    await eventually(() => expect(running.slack.whispers).not.toEqual([]));
    expectNoFault(running);
  });
});
