import { afterEach, describe, expect, it } from 'vitest';
import type { Answer, Answerer, Question } from '../../src/answers/answerer.ts';
import type { Block } from '../../src/answers/reply.ts';
import { openDesk } from '../../src/chat/desk.ts';
import type { Incoming, IntakeDesk } from '../../src/chat/port.ts';
import { PlainError } from '../../src/faults.ts';
import { openStore } from '../../src/store/kysely.ts';
import type { Store } from '../../src/store/port.ts';

const question = (text: string, more: Partial<Incoming> = {}): Incoming => ({
  platform: 'slack',
  event: text,
  user: 'U1',
  channel: 'C1',
  thread: null,
  text,
  ...more,
});

const stores: Store[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

async function open(
  answer: (question: Question) => Promise<Answer> = countTurns,
  intake?: IntakeDesk,
) {
  const kept = await openStore({ file: ':memory:' });
  stores.push(kept);
  const faults: object[] = [];
  const clock = { now: 1_000 };
  const answerer: Answerer = {
    answer,
    passage: () => Promise.reject(new Error('disk on fire')),
    suggest: () => Promise.reject(new Error('disk on fire')),
  };
  const desk = openDesk({
    ...kept,
    answerer,
    log: { error: (fields) => faults.push(fields) },
    now: () => clock.now,
    ...(intake && { intake }),
    perUser: { burst: 3, perMinute: 60 },
    perChannel: { burst: 5, perMinute: 60 },
  });
  return { desk, kept, faults, clock };
}

/** Answers with the number of the turn in its thread. */
async function countTurns({ text, context }: Question): Promise<Answer> {
  const turn = Number(context?.turn ?? 0) + 1;
  return {
    reply: {
      abstained: false,
      summary: text,
      blocks: [{ kind: 'paragraph', parts: [{ kind: 'text', text: `${turn}: ${text}` }] }],
    },
    context: { turn },
  };
}

const words = (reply: Answer['reply'] | undefined): string =>
  (reply?.blocks ?? [])
    .flatMap((block) => ('parts' in block ? block.parts : []))
    .map((part) => ('text' in part ? part.text : ''))
    .join('');

describe('the desk', () => {
  it('answers an event once, however often the platform repeats it', async () => {
    const { desk } = await open();
    const answers = await Promise.all([1, 2, 3].map(() => desk.ask(question('briefing kursk'))));
    expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
  });

  it('takes the same id on another platform for another event', async () => {
    const { desk } = await open();
    await desk.ask(question('briefing kursk'));
    expect(await desk.ask(question('briefing kursk', { platform: 'web' }))).not.toBeNull();
  });

  it('goes on in a thread where the last answer left it', async () => {
    const { desk } = await open();
    const first = await desk.ask(question('briefing kursk'));
    expect(await desk.isOurs('slack', 'C1', 'T1')).toBe(false);
    await first?.record('T1');
    expect(await desk.isOurs('slack', 'C1', 'T1')).toBe(true);
    const second = await desk.ask(question('how many?', { thread: 'T1' }));
    expect(words(second?.reply)).toBe('2: how many?');
  });

  it('answers two questions that come at once in a thread one after the other', async () => {
    const { desk, kept } = await open();
    await (await desk.ask(question('briefing kursk')))?.record('T1');
    const [second, third] = await Promise.all([
      desk.ask(question('how many?', { thread: 'T1' })),
      desk.ask(question('who said that?', { thread: 'T1' })),
    ]);
    expect([words(second?.reply), words(third?.reply)]).toEqual([
      '2: how many?',
      '3: who said that?',
    ]);
    await third?.record('T1');
    await second?.record('T1');
    expect((await kept.threads.find('slack:C1:T1'))?.context).toEqual({ turn: 3 });
  });

  it('keeps what was asked, by whom, and the answer as it was given', async () => {
    const { desk, kept } = await open();
    const answer = await desk.ask(question('briefing kursk'));
    await answer?.record('T1');
    expect(await kept.threads.turns('slack:C1:T1')).toEqual([
      {
        event: 'slack:briefing kursk',
        user: 'U1',
        text: 'briefing kursk',
        reply: answer?.reply,
        at: 1_000,
      },
    ]);
  });

  it('answers a repeat of an event that it gave back', async () => {
    const { desk } = await open();
    await (await desk.ask(question('briefing kursk')))?.release();
    expect(await desk.ask(question('briefing kursk'))).not.toBeNull();
  });

  it('turns a person away for a while after too many questions, and nobody else', async () => {
    const { desk, clock } = await open();
    const ask = async (n: number, user: string) =>
      words((await desk.ask(question(`question ${n}`, { user })))?.reply);
    for (const n of [1, 2, 3]) expect(await ask(n, 'U1')).toBe(`1: question ${n}`);
    expect(await ask(4, 'U1')).toBe(
      'That is more questions than one person can have answered at once. Please ask again in a second.',
    );
    expect(await ask(5, 'U2')).toBe('1: question 5');
    clock.now += 1_000;
    expect(await ask(6, 'U1')).toBe('1: question 6');
  });

  it('turns away in an aside to the asker, which can be foreseen, and counts nothing by looking', async () => {
    const { desk } = await open();
    for (const n of [1, 2, 3]) {
      expect(desk.isBusy(question('any'))).toBe(false);
      expect(await desk.ask(question(`question ${n}`))).toMatchObject({ isAside: false });
    }
    expect(desk.isBusy(question('any'))).toBe(true);
    expect(desk.isBusy(question('any', { user: 'U2' }))).toBe(false);
    expect(await desk.ask(question('question 4'))).toMatchObject({ isAside: true });
  });

  it('says a fault in adding to the asker alone, and none of the rest', async () => {
    const broken: IntakeDesk = {
      carryOut: () => Promise.reject(new Error('disk on fire')),
      remark: () => null,
    };
    const { desk, faults } = await open(countTurns, broken);
    const added = await desk.ask(question('/add https://example.org/a'));
    expect(added).toMatchObject({ isAside: true });
    expect(words(added?.reply)).toMatch(/^Something went wrong/u);
    expect(await desk.ask(question('how many?'))).toMatchObject({ isAside: false });
    expect(faults).toHaveLength(1);
  });

  it('turns a channel away when many people ask at once', async () => {
    const { desk } = await open();
    const users = ['U1', 'U2', 'U3', 'U4', 'U5', 'U6'];
    const answers = await Promise.all(users.map((user) => desk.ask(question(user, { user }))));
    expect(words(answers.at(-1)?.reply)).toBe(
      'This channel has asked a great deal in a short time. Please ask again in a second.',
    );
  });

  it('says a fault in plain words under the reference that the log has', async () => {
    const { desk, faults } = await open(() => Promise.reject(new Error('SELECT failed at 0x3f')));
    const answer = await desk.ask(question('briefing kursk'));
    expect(faults).toEqual([
      {
        reference: expect.stringMatching(/^[0-9a-f]{6}$/u),
        err: new Error('SELECT failed at 0x3f'),
      },
    ]);
    const [{ reference }] = faults as [{ reference: string }];
    expect(words(answer?.reply)).toBe(
      `Something went wrong while answering. The log has it under reference ${reference}.`,
    );
  });

  it('passes on what a fault says when it was written for people', async () => {
    const { desk } = await open(() =>
      Promise.reject(new PlainError('The disk is full. Free some space.')),
    );
    const answer = await desk.ask(question('briefing kursk'));
    expect(words(answer?.reply)).toBe('The disk is full. Free some space.');
  });

  it('leaves a thread where it stood when a question in it fails', async () => {
    let isBroken = false;
    const { desk, kept } = await open((asked) =>
      isBroken ? Promise.reject(new Error('gone')) : countTurns(asked),
    );
    await (await desk.ask(question('briefing kursk')))?.record('T1');
    isBroken = true;
    await (await desk.ask(question('how many?', { thread: 'T1' })))?.record('T1');
    isBroken = false;
    expect(await kept.threads.turns('slack:C1:T1')).toHaveLength(2);
    const third = await desk.ask(question('and now?', { thread: 'T1' }));
    expect(words(third?.reply)).toBe('2: and now?');
  });

  it('goes on from what was posted, a while after an answer that never was', async () => {
    const { desk, clock } = await open();
    await (await desk.ask(question('briefing kursk')))?.record('T1');
    const lost = await desk.ask(question('how many?', { thread: 'T1' }));
    expect(words(lost?.reply)).toBe('2: how many?');
    clock.now += 3_600_000;
    const next = await desk.ask(question('and now?', { thread: 'T1' }));
    expect(words(next?.reply)).toBe('2: and now?');
  });

  it('says once in a thread that a claim cited there was withdrawn', async () => {
    const cited: Block = {
      kind: 'sources',
      citations: [
        {
          mark: 1,
          article: 'a',
          origin: 'a.txt',
          start: 0,
          end: 10,
          quote: 'Russia massed 50,000 troops.',
          paragraph: 1,
          title: 'A',
          outlet: null,
          published: 'undated',
          url: null,
          claim: 'a-01',
        },
      ],
    };
    const { desk, kept, clock } = await open(async (asked) => {
      const answer = await countTurns(asked);
      return { ...answer, reply: { ...answer.reply, blocks: [...answer.reply.blocks, cited] } };
    });
    await (await desk.ask(question('briefing kursk')))?.record('T1');
    await kept.corrections.hide('a-01', 'The figure was for 2023.', 2_000);
    clock.now = 3_000;
    const second = await desk.ask(question('how many?', { thread: 'T1' }));
    await second?.record('T1');
    expect(words(second?.reply)).toBe(
      'Since then the owner has withdrawn what was read from Russia massed 50,000 troops. (The figure was for 2023).2: how many?',
    );
    clock.now = 4_000;
    const third = await desk.ask(question('who said that?', { thread: 'T1' }));
    expect(words(third?.reply)).toBe('3: who said that?');
  });

  it('answers in words, or with no completions, when a look-up fails', async () => {
    const { desk, faults } = await open();
    expect(words(await desk.passage('a', 0, 1))).toContain('while looking up a sentence');
    expect(await desk.suggest('topic', 'ku', 5)).toEqual([]);
    expect(faults).toHaveLength(2);
  });

  it('keeps so many reports of a person at once, says so of the rest, and takes those of others', async () => {
    const { desk, kept, clock } = await open();
    const report = (user: string) => desk.reportWrong(null, user, 'It was Syrskyi.');
    for (let sent = 0; sent < 10; sent += 1) expect(await report('U1')).toBeNull();
    expect(await report('U1')).toBe(
      'That is more than one person can report at once. Please send it again in 20 seconds.',
    );
    expect(await report('U2')).toBeNull();
    expect(await kept.corrections.reports()).toHaveLength(11);
    clock.now += 20_000;
    expect(await report('U1')).toBeNull();
  });

  it('keeps what a reader found wrong', async () => {
    const { desk, kept } = await open();
    await desk.reportWrong('a-01', 'U1', 'It was Syrskyi.');
    expect(await kept.corrections.reports()).toEqual([
      { claim: 'a-01', user: 'U1', text: 'It was Syrskyi.', at: 1_000 },
    ]);
  });
});
