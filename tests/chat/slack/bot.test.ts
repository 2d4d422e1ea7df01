import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { Answerer } from '../../../src/answers/answerer.ts';
import { LOOK_UP_CALLBACK } from '../../../src/chat/commands.ts';
import { KURSK } from '../../support/replies.ts';
import { readMessage } from '../../support/slack/reading.ts';
import {
  ALEX,
  DANA,
  DESK,
  DIRECT,
  eventually,
  FOREIGN,
  openEcho,
  openRunning,
  paragraph,
  type Running,
} from '../../support/slack/running.ts';
import { BOT_USER } from '../../support/slack/workspace.ts';

const MENTION = `<@${BOT_USER}>`;

vi.setConfig({ testTimeout: 30_000 });

describe('a slash command', () => {
  it('is answered in the channel, saying who asked what, and its thread takes five follow-ups untagged', async () => {
    await using running = await openRunning();
    await running.bot();
    const { delivered } = running.slack.slash(DANA, DESK, '/briefing sumy');
    expect(await delivered).toMatchObject({ isAcked: true });
    const [first] = await running.said(DESK, 1);
    expect(first).toBe('asked: /briefing sumy\nAnswer 1 to: /briefing sumy');
    const root = running.answers(DESK)[0];
    expect(root).not.toHaveProperty('thread_ts');
    for (let turn = 2; turn <= 6; turn += 1) {
      running.slack.say(ALEX, DESK, `and number ${turn}?`, root?.ts);
      const said = await running.said(DESK, turn);
      expect(said.at(-1)).toBe(`Answer ${turn} to: and number ${turn}?`);
      expect(running.answers(DESK).at(-1)?.thread_ts).toBe(root?.ts);
    }
    expect(running.slack.post.late).toEqual([]);
  });

  it('is refused by Slack in a thread, where the same words without the slash do', async () => {
    await using running = await openRunning();
    await running.bot();
    running.slack.slash(DANA, DESK, '/briefing sumy');
    await running.said(DESK, 1);
    const root = running.answers(DESK)[0]?.ts;
    expect(running.slack.slash(DANA, DESK, '/claims 50,000', root).refused).toMatch(
      /not supported/u,
    );
    running.slack.say(DANA, DESK, 'claims 50,000', root);
    expect((await running.said(DESK, 2))[1]).toBe('Answer 2 to: claims 50,000');
  });

  it('without words asks the command alone', async () => {
    await using running = await openRunning();
    await running.bot();
    running.slack.slash(DANA, DESK, '/sources');
    expect((await running.said(DESK, 1))[0]).toContain('Answer 1 to: /sources');
  });

  it('in a channel that Muster is not in is answered to the asker alone, with the way to invite it', async () => {
    await using running = await openRunning();
    await running.bot();
    running.slack.slash(DANA, FOREIGN, '/briefing sumy');
    await eventually(() => expect(running.slack.whispers).toHaveLength(2));
    const [answer, invitation] = running.slack.whispers;
    expect(answer).toMatchObject({ user: DANA, channel: FOREIGN });
    expect(readMessage(answer ?? {}).shown).toContain('Answer 1 to: /briefing sumy');
    expect(readMessage(invitation ?? {}).shown).toContain('/invite @Muster');
    expect(running.answers(FOREIGN)).toEqual([]);
  });

  it('that comes twice is answered once', async () => {
    await using running = await openRunning();
    await running.bot();
    running.slack.post.weather = { drop: 0, repeat: 1, delay: 0, delayMs: 0 };
    await running.slack.slash(DANA, DESK, '/briefing sumy').delivered;
    await running.said(DESK, 1);
    await sleep(100);
    expect(running.answers(DESK)).toHaveLength(1);
  });
});

describe('what is typed to hurt', () => {
  it('pings nobody but its asker, forges no link and is shown as it is', async () => {
    await using running = await openRunning();
    await running.bot();
    const hostile =
      '@everyone *bold* `code` :smile: &lt;!channel&gt; &lt;https://evil.example|BBC&gt;';
    running.slack.slash(DANA, DESK, `/claims ${hostile}`);
    running.slack.say(DANA, DESK, `${MENTION} ${hostile}`);
    await running.said(DESK, 2);
    for (const message of running.answers(DESK)) {
      const { shown, pings, links } = readMessage(message);
      expect(shown).toContain(
        '@everyone *bold* `code` :smile: <!channel> <https://evil.example|BBC>',
      );
      expect(links).toEqual([]);
      expect(pings.filter((each) => each !== DANA)).toEqual([]);
    }
    const posts = running.slack.calls.filter(({ method }) => method === 'chat.postMessage');
    for (const { args } of posts) {
      expect(args).toMatchObject({ mrkdwn: 'false', parse: 'none', link_names: 'false' });
    }
  });
});

describe('a mention', () => {
  it('is answered once in its thread, though Slack sends two events for it', async () => {
    await using running = await openRunning();
    await running.bot();
    const { ts, delivered } = running.slack.say(DANA, DESK, `${MENTION} who is in Sumy?`);
    expect(await delivered).toHaveLength(2);
    expect(await running.said(DESK, 1)).toEqual(['Answer 1 to: who is in Sumy?']);
    running.slack.say(ALEX, DESK, 'and in Kharkiv?', ts);
    expect(await running.said(DESK, 2)).toContain('Answer 2 to: and in Kharkiv?');
    expect(running.answers(DESK).map((each) => each.thread_ts)).toEqual([ts, ts]);
  });

  it('in a thread of others is answered there, and the others go on unanswered', async () => {
    await using running = await openRunning();
    await running.bot();
    const { ts } = running.slack.say(ALEX, DESK, 'Lunch?');
    running.slack.say(DANA, DESK, `${MENTION} briefing sumy`, ts);
    await running.said(DESK, 1);
    await running.slack.say(ALEX, DESK, 'Soup or salad?', ts).delivered;
    running.slack.say(DANA, DESK, `${MENTION} and in Kharkiv?`, ts);
    expect(await running.said(DESK, 2)).toEqual([
      'Answer 1 to: briefing sumy',
      'Answer 2 to: and in Kharkiv?',
    ]);
  });
});

describe('a direct message', () => {
  it('is answered, and the next one goes on from it', async () => {
    await using running = await openRunning();
    await running.bot();
    running.slack.say(DANA, DIRECT, 'briefing sumy');
    await running.said(DIRECT, 1);
    running.slack.say(DANA, DIRECT, 'and in Kharkiv? R&amp;D &lt;b&gt;');
    expect(await running.said(DIRECT, 2)).toEqual([
      'Answer 1 to: briefing sumy',
      'Answer 2 to: and in Kharkiv? R&D <b>',
    ]);
  });
});

describe('what is none of Muster’s business', () => {
  it('is left alone: other bots, edits, talk in the channel and in threads of others', async () => {
    await using running = await openRunning();
    await running.bot();
    running.slack.slash(DANA, DESK, '/briefing sumy');
    await running.said(DESK, 1);
    const root = running.answers(DESK)[0]?.ts;
    const { ts } = running.slack.say(ALEX, DESK, 'Lunch?');
    const done = [
      running.slack.say(DANA, DESK, 'Soup', ts),
      running.slack.sayAsBot(DESK, 'I am a bot too', root),
      running.slack.edit(DESK, ts, 'Dinner?'),
    ];
    await Promise.all(done.map(({ delivered }) => delivered));
    await sleep(100);
    expect(running.answers(DESK)).toHaveLength(1);
  });
});

describe('buttons, shortcuts and views', () => {
  it('a question on a button is asked in the answer’s thread, saying who pressed it', async () => {
    await using running = await openRunning();
    await running.bot();
    running.slack.slash(DANA, DESK, '/briefing kursk');
    await running.said(DESK, 1);
    const [root] = running.answers(DESK);
    if (!root) throw new Error('no answer');
    await running.slack.press(ALEX, DESK, root, 'Who said that?');
    const said = await running.said(DESK, 2);
    expect(said[1]).toBe('asked: who said that?\nAnswer 2 to: who said that?');
    expect(running.answers(DESK)[1]).toMatchObject({ thread_ts: root.ts });
    expect(readMessage(running.answers(DESK)[1] ?? {}).pings).toEqual([ALEX]);
  });

  it('a citation’s button shows the sentence in its paragraph to the one who pressed it', async () => {
    await using running = await openRunning();
    await running.bot();
    running.slack.slash(DANA, DESK, '/briefing kursk');
    await running.said(DESK, 1);
    const [root] = running.answers(DESK);
    if (!root) throw new Error('no answer');
    await running.slack.press(ALEX, DESK, root, 'Show [2]');
    await eventually(() => expect(running.slack.whispers).toHaveLength(1));
    expect(running.slack.whispers[0]).toMatchObject({ user: ALEX, channel: DESK });
    expect(readMessage(running.slack.whispers[0] ?? {}).shown).toContain(
      'Passage 0-60 of 00112233445566aa.',
    );
    expect(running.answers(DESK)).toHaveLength(1);
  });

  it('“Wrong?” opens a view, and what is sent from it is kept once', async () => {
    await using running = await openRunning();
    await running.bot();
    running.slack.slash(DANA, DESK, '/briefing kursk');
    await running.said(DESK, 1);
    const [root] = running.answers(DESK);
    if (!root) throw new Error('no answer');
    await running.slack.press(ALEX, DESK, root, 'Wrong?');
    await eventually(() => expect(running.slack.modals).toHaveLength(1));
    const [view] = running.slack.modals;
    if (!view) throw new Error('no view');
    running.slack.post.weather = { drop: 0, repeat: 1, delay: 0, delayMs: 0 };
    const { answer } = await running.slack.submit(view, { what: 'answer', why: 'It was Tuesday.' });
    expect(answer).toMatchObject({ response_action: 'update' });
    await eventually(async () => {
      expect(await running.store.corrections.reports()).toMatchObject([
        { claim: null, user: ALEX, text: 'It was Tuesday.' },
      ]);
    });
  });

  it('the shortcut looks up what a message says, in its thread', async () => {
    await using running = await openRunning();
    await running.bot();
    const { ts } = running.slack.say(ALEX, DESK, 'Zelensky: "50,000 troops"');
    await running.slack.shortcut(DANA, DESK, ts, LOOK_UP_CALLBACK);
    const [said] = await running.said(DESK, 1);
    expect(said).toContain('Answer 1 to: /claims query:"Zelensky:  50,000 troops"');
    expect(running.answers(DESK)[0]?.thread_ts).toBe(ts);
  });

  it('the shortcut in a thread of others leaves the others to themselves', async () => {
    await using running = await openRunning();
    await running.bot();
    const { ts } = running.slack.say(ALEX, DESK, '50,000 troops are in Kursk');
    running.slack.say(DANA, DESK, 'Says who?', ts);
    await running.slack.shortcut(DANA, DESK, ts, LOOK_UP_CALLBACK);
    await running.said(DESK, 1);
    expect(running.answers(DESK)[0]?.thread_ts).toBe(ts);
    await running.slack.say(ALEX, DESK, 'I read it somewhere', ts).delivered;
    await sleep(100);
    expect(running.answers(DESK)).toHaveLength(1);
  });

  it('the App Home says what is loaded and how to ask', async () => {
    await using running = await openRunning();
    await running.bot();
    await running.slack.openHome(DANA);
    await eventually(() => expect(running.slack.homes.has(DANA)).toBe(true));
    expect(readMessage(running.slack.homes.get(DANA) ?? {}).shown).toContain('Five articles');
  });
});

describe('a slow answer', () => {
  it('is acknowledged at once and has a waiting sign until it is there', async () => {
    await using running = await openRunning({ answerer: openEcho(() => 400) });
    await running.bot({ signAfterMs: 50 });
    const { ts, delivered } = running.slack.say(DANA, DESK, `${MENTION} briefing sumy`);
    expect(await delivered).toMatchObject([{ isAcked: true, attempts: 1 }, { isAcked: true }]);
    const message = (): Set<string> | undefined =>
      running.slack.channels.get(DESK)?.messages.find((each) => each.ts === ts)?.reactions;
    await eventually(() => expect(message()).toEqual(new Set(['hourglass_flowing_sand'])));
    await running.said(DESK, 1);
    await eventually(() => expect(message()).toEqual(new Set()));
  });

  it('to a command is announced to the asker', async () => {
    await using running = await openRunning({ answerer: openEcho(() => 300) });
    await running.bot({ signAfterMs: 20 });
    running.slack.slash(DANA, DESK, '/briefing sumy');
    await running.said(DESK, 1);
    expect(running.slack.whispers).toMatchObject([{ user: DANA, text: 'Looking that up…' }]);
  });
});

describe('when something is out of order', () => {
  it('a fault is told in plain words with a reference', async () => {
    await using running = await openRunning();
    await running.bot();
    running.slack.say(DANA, DIRECT, 'break down');
    expect((await running.said(DIRECT, 1))[0]).toMatch(/went wrong.*reference [0-9a-f]{6}/u);
    expect(running.log.error).toHaveBeenCalledOnce();
  });

  it.each([
    ['a lost response', 'lose'],
    ['a call that never ends', 'hang'],
    ['a 500 after the fact', 'lateError'],
    ['a 503', 'error'],
    ['a dropped request', 'drop'],
    ['a rate limit', 'limit'],
  ] as const)('%s posts an answer neither twice nor never', async (_, trouble) => {
    await using running = await openRunning();
    await running.bot({ callTimeoutMs: 300 });
    running.slack.trouble('chat.postMessage', trouble, trouble);
    running.slack.slash(DANA, DESK, '/briefing sumy');
    await running.said(DESK, 1);
    await eventually(async () => {
      const [delivery] = await running.store.outbox.recent(1);
      expect(delivery).toMatchObject({ status: 'confirmed' });
    });
    expect(running.answers(DESK)).toHaveLength(1);
  });

  it('a call that is carried out after it was given up leaves one answer', async () => {
    await using running = await openRunning();
    await running.bot({ callTimeoutMs: 150 });
    running.slack.trouble('chat.postMessage', 'slow');
    running.slack.slash(DANA, DESK, '/briefing sumy');
    await running.said(DESK, 2);
    await eventually(() => expect(running.answers(DESK)).toHaveLength(1));
    running.slack.say(ALEX, DESK, 'and in Kharkiv?', running.answers(DESK)[0]?.ts);
    expect((await running.said(DESK, 2))[1]).toBe('Answer 2 to: and in Kharkiv?');
  });

  it('a person who asks too much is told so', async () => {
    await using running = await openRunning({ burst: 1 });
    await running.bot();
    running.slack.say(DANA, DIRECT, 'briefing sumy');
    await running.said(DIRECT, 1);
    running.slack.say(DANA, DIRECT, 'briefing kursk');
    expect((await running.said(DIRECT, 2))[1]).toMatch(/Please ask again in/u);
  });

  it('an answer that Slack refuses is not met with silence', async () => {
    await using running = await openRunning();
    await running.bot();
    running.slack.refusals.set('chat.postMessage', 'msg_blocks_too_long');
    running.slack.say(DANA, DESK, `${MENTION} briefing sumy`);
    await eventually(() => expect(running.slack.whispers).toHaveLength(1));
    expect(running.slack.whispers[0]).toMatchObject({ user: DANA, channel: DESK });
    expect(running.slack.whispers[0]?.text).toMatch(/The log has it under reference [0-9a-f]{6}/u);
  });

  it.each([
    ['a command', (running: Running) => running.slack.slash(DANA, DESK, '/briefing kursk')],
    [
      'a follow-up',
      (running: Running) =>
        running.slack.say(DANA, DESK, 'how many?', running.answers(DESK)[0]?.ts),
    ],
  ])('in a channel nobody else reads that, after %s', async (_, askAgain) => {
    await using running = await openRunning({ burst: 1 });
    await running.bot();
    running.slack.slash(DANA, DESK, '/briefing sumy');
    await running.said(DESK, 1);
    askAgain(running);
    await eventually(() => expect(running.slack.whispers).toHaveLength(1));
    const [whisper] = running.slack.whispers;
    expect(whisper).toMatchObject({ user: DANA, channel: DESK });
    expect(readMessage(whisper ?? {}).shown).toMatch(/Please ask again in/u);
    expect(running.answers(DESK)).toHaveLength(1);
    await eventually(async () =>
      expect(await running.store.outbox.unfinished('slack')).toEqual([]),
    );
  });

  it('help is for the asker alone', async () => {
    await using running = await openRunning();
    await running.bot();
    running.slack.slash(DANA, DESK, '/help');
    await eventually(() => expect(running.slack.whispers).toHaveLength(1));
    expect(running.answers(DESK)).toEqual([]);
  });
});

describe('after a restart', () => {
  it('a thread goes on, and what was asked in it meanwhile is answered once', async () => {
    await using running = await openRunning();
    const before = await running.bot();
    running.slack.slash(DANA, DESK, '/briefing sumy');
    await running.said(DESK, 1);
    const root = running.answers(DESK)[0]?.ts;
    await before.close();
    await running.slack.say(ALEX, DESK, 'and in Kharkiv?', root).delivered;
    const after = await running.bot();
    expect((await running.said(DESK, 2))[1]).toBe('Answer 2 to: and in Kharkiv?');
    running.slack.say(ALEX, DESK, 'who said that?', root);
    expect((await running.said(DESK, 3))[2]).toBe('Answer 3 to: who said that?');
    await after.close();
    await running.bot();
    await sleep(200);
    expect(running.answers(DESK)).toHaveLength(3);
  });

  it('what a person asked before being forgotten is not answered again', async () => {
    await using running = await openRunning();
    const before = await running.bot();
    running.slack.slash(DANA, DESK, '/briefing sumy');
    await running.said(DESK, 1);
    running.slack.say(ALEX, DESK, 'and in Kharkiv?', running.answers(DESK)[0]?.ts);
    await running.said(DESK, 2);
    await before.close();
    expect(await running.store.threads.forgetUser('slack', ALEX)).toBe(1);
    await running.bot();
    await sleep(200);
    expect(running.answers(DESK)).toHaveLength(2);
    const kept = JSON.stringify(await running.store.outbox.recent(100));
    expect(kept).toContain(DANA);
    expect(kept).not.toContain(ALEX);
  });

  it('a command that was acknowledged and never answered is answered, once', async () => {
    let calls = 0;
    await using running = await openRunning({
      answerer: openEcho(() => {
        calls += 1;
        return calls === 1 ? 1_000 : 0;
      }),
    });
    await running.bot();
    const { delivered } = running.slack.slash(DANA, DESK, '/briefing sumy');
    expect(await delivered).toMatchObject({ isAcked: true });
    await eventually(() => expect(calls).toBe(1));
    // The first bot is still at it, as one that has died is not; neither may post a second time.
    await running.bot();
    expect((await running.said(DESK, 1))[0]).toContain('Answer 1 to: /briefing sumy');
    await sleep(1_200);
    expect(running.answers(DESK)).toHaveLength(1);
    running.slack.say(ALEX, DESK, 'and in Kharkiv?', running.answers(DESK)[0]?.ts);
    expect((await running.said(DESK, 2))[1]).toBe('Answer 2 to: and in Kharkiv?');
  });

  it('an answer that was written and not posted is posted, and its thread is known', async () => {
    await using running = await openRunning();
    const before = await running.bot({ callTimeoutMs: 200 });
    running.slack.trouble('chat.postMessage', ...Array.from({ length: 4 }, () => 'drop' as const));
    await running.slack.slash(DANA, DESK, '/briefing sumy').delivered;
    await eventually(() => expect(running.log.error).toHaveBeenCalled());
    await before.close();
    expect(running.answers(DESK)).toEqual([]);
    await running.bot();
    await running.said(DESK, 1);
    const root = running.answers(DESK)[0]?.ts;
    running.slack.say(ALEX, DESK, 'and in Kharkiv?', root);
    expect((await running.said(DESK, 2))[1]).toBe('Answer 2 to: and in Kharkiv?');
  });
});

describe('when the socket ends', () => {
  it.each(['warning', 'cut'] as const)(
    'by a %s, what was asked meanwhile is answered once',
    async (how) => {
      await using running = await openRunning({ slack: { retryMs: [] } });
      await running.bot();
      running.slack.slash(DANA, DESK, '/briefing sumy');
      await running.said(DESK, 1);
      const root = running.answers(DESK)[0]?.ts;
      running.slack.post.weather = { drop: 1, repeat: 0, delay: 0, delayMs: 0 };
      await running.slack.say(ALEX, DESK, 'and in Kharkiv?', root).delivered;
      running.slack.post.weather = { drop: 0, repeat: 0, delay: 0, delayMs: 0 };
      running.slack.disconnect(how);
      expect((await running.said(DESK, 2))[1]).toBe('Answer 2 to: and in Kharkiv?');
      await sleep(100);
      expect(running.answers(DESK)).toHaveLength(2);
    },
  );
});

describe('a mention that was lost on its way', () => {
  it('is found when the socket is back, and one from before Muster came is not', async () => {
    await using running = await openRunning({ slack: { retryMs: [] } });
    running.slack.say(ALEX, DESK, `${MENTION} too early`);
    await running.bot();
    running.slack.slash(DANA, DESK, '/briefing sumy');
    await running.said(DESK, 1);
    running.slack.post.weather = { drop: 1, repeat: 0, delay: 0, delayMs: 0 };
    await running.slack.say(ALEX, DESK, `${MENTION} and in Kharkiv?`).delivered;
    running.slack.post.weather = { drop: 0, repeat: 0, delay: 0, delayMs: 0 };
    running.slack.disconnect('cut');
    expect((await running.said(DESK, 2))[1]).toBe('Answer 1 to: and in Kharkiv?');
    running.slack.disconnect('cut');
    await sleep(200);
    expect(running.answers(DESK)).toHaveLength(2);
  });
});

describe('under load', () => {
  it('150 commands at once are all acknowledged in time and all answered', async () => {
    await using running = await openRunning({ answerer: openEcho(() => 300) });
    await running.bot();
    const done = Array.from({ length: 150 }, (_, index) =>
      running.slack.slash(index % 2 ? DANA : ALEX, DESK, `/claims number ${index}`),
    );
    const acks = await Promise.all(done.map(({ delivered }) => delivered));
    expect(acks.filter((ack) => !ack?.isAcked)).toEqual([]);
    expect(new Set(await running.said(DESK, 150)).size).toBe(150);
  });

  it('follow-ups in one thread are answered in the order in which they were asked', async () => {
    let turn = 0;
    await using running = await openRunning({
      answerer: openEcho(() => {
        turn += 1;
        return turn % 2 ? 60 : 0;
      }),
    });
    await running.bot();
    running.slack.slash(DANA, DESK, '/briefing sumy');
    await running.said(DESK, 1);
    const root = running.answers(DESK)[0]?.ts;
    for (let number = 2; number <= 6; number += 1) {
      running.slack.say(DANA, DESK, `number ${number}`, root);
    }
    expect((await running.said(DESK, 6)).slice(1)).toEqual(
      [2, 3, 4, 5, 6].map((number) => `Answer ${number} to: number ${number}`),
    );
  });
});

describe('a long answer', () => {
  it('stands in the channel with its first part and goes on in its thread', async () => {
    const sentence = 'Russia had massed troops near the border, the ministry said. ';
    const answerer: Answerer = {
      ...openEcho(),
      answer: async () => ({ reply: paragraph(sentence.repeat(500)), context: {} }),
    };
    await using running = await openRunning({ answerer });
    await running.bot();
    running.slack.slash(DANA, DESK, '/briefing sumy');
    await running.said(DESK, 3);
    const [first, ...rest] = running.answers(DESK);
    expect(first).not.toHaveProperty('thread_ts');
    expect(rest.map((each) => each.thread_ts)).toEqual(rest.map(() => first?.ts));
    const shown = running.answers(DESK).map((each) => readMessage({ blocks: each.blocks }).shown);
    expect(shown.join(' ').split('the ministry said.')).toHaveLength(501);
  });
});

describe('when Socket Mode is switched off while Muster runs', () => {
  it('the log says so in one sentence, and Muster comes back when it is on again', async () => {
    await using running = await openRunning();
    await running.bot();
    running.slack.disconnect('link_disabled');
    await eventually(() =>
      expect(running.log.error).toHaveBeenCalledWith(
        expect.anything(),
        expect.stringMatching(/^Socket Mode is off/u),
      ),
    );
    await eventually(() => expect(running.slack.post.sockets.size).toBe(1));
    running.slack.slash(DANA, DESK, '/briefing sumy');
    await running.said(DESK, 1);
  });
});

describe('a digest', () => {
  it('is posted once for its key, and its thread takes questions', async () => {
    await using running = await openRunning();
    const bot = await running.bot();
    const ts = await bot.post(DESK, paragraph('Nothing new.'), 'digest:1');
    expect(await bot.post(DESK, paragraph('Nothing new.'), 'digest:1')).toBe(ts);
    expect(running.answers(DESK)).toHaveLength(1);
    running.slack.say(ALEX, DESK, 'and in Kharkiv?', ts);
    expect((await running.said(DESK, 2))[1]).toBe('Answer 1 to: and in Kharkiv?');
  });

  it('takes a question by its button, and goes on untagged from there', async () => {
    await using running = await openRunning();
    const bot = await running.bot();
    const ts = await bot.post(DESK, KURSK, 'digest:1');
    const [digest] = running.answers(DESK);
    if (!digest) throw new Error('no digest');
    await running.slack.press(ALEX, DESK, digest, 'Who said that?');
    await running.said(DESK, 2);
    running.slack.say(DANA, DESK, 'and in Kharkiv?', ts);
    expect((await running.said(DESK, 3))[2]).toBe('Answer 2 to: and in Kharkiv?');
    await running.slack.press(ALEX, DESK, digest, 'Who said that?');
    expect((await running.said(DESK, 4))[3]).toContain('Answer 3 to: who said that?');
  });
});

describe('closing', () => {
  it('finishes what is in hand', async () => {
    await using running = await openRunning({ answerer: openEcho(() => 200) });
    const bot = await running.bot();
    await running.slack.slash(DANA, DESK, '/briefing sumy').delivered;
    await bot.close();
    expect(running.answers(DESK)).toHaveLength(1);
  });
});

describe('a picture', () => {
  const drawn = { drawPicture: async () => new Uint8Array([137, 80, 78, 71]) };

  it('is uploaded and shown with its words for those who cannot see it', async () => {
    await using running = await openRunning();
    await running.bot(drawn);
    running.slack.slash(DANA, DESK, '/briefing kursk');
    await running.said(DESK, 1);
    const images = running.answers(DESK)[0]?.blocks?.filter(({ type }) => type === 'image');
    expect(images).toEqual([
      {
        type: 'image',
        slack_file: { id: [...running.slack.files.keys()][0] },
        alt_text: expect.stringContaining('Reported troops in Kursk'),
      },
    ]);
  });

  it('that Slack does not take is told in words', async () => {
    await using running = await openRunning();
    await running.bot(drawn);
    running.slack.refuseFiles = true;
    running.slack.slash(DANA, DESK, '/briefing kursk');
    const [said] = await running.said(DESK, 1);
    expect(said).toContain('Reported troops in Kursk');
    expect(running.answers(DESK)).toHaveLength(1);
  });

  it('that cannot be drawn is told in words', async () => {
    await using running = await openRunning();
    await running.bot({ drawPicture: () => Promise.reject(new Error('no fonts')) });
    running.slack.slash(DANA, DESK, '/briefing kursk');
    expect((await running.said(DESK, 1))[0]).toContain('Reported troops in Kursk');
  });
});
