import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { isPrivate } from '../../answers/commands.ts';
import { writeCommand } from '../../answers/parse-command.ts';
import type { Reply } from '../../answers/reply.ts';
import { toFault } from '../../faults.ts';
import type { Inbox } from '../../store/port.ts';
import { LOOK_UP, LOOK_UP_CALLBACK } from '../commands.ts';
import { readIntake } from '../intake.ts';
import type { Desk, Incoming } from '../port.ts';
import { type Asked, type Asking, notice, type Sign } from './asking.ts';
import { type Calls, type RespondOptions, refusal, respond, type SlackLog } from './calls.ts';
import { type Listening, type Said, toIncoming, toQuestionText } from './listening.ts';
import { clean, clip, readText } from './plain.ts';
import {
  ASK_ACTION,
  CITE_ACTION,
  type RenderOptions,
  renderSlack,
  WRONG_ACTION,
  withoutButtons,
} from './render.ts';
import type { Self } from './signing-in.ts';
import { homeBlocks, readReport, thanksView, WRONG_VIEW, wrongView } from './views.ts';

export type Handling = {
  readonly desk: Desk;
  readonly inbox: Inbox;
  readonly asking: Asking;
  readonly listening: Listening;
  readonly calls: Calls;
  readonly self: Self;
  readonly now: () => number;
  readonly log: SlackLog;
  /** Keeps account of what is in hand, so that closing can wait for it. */
  readonly track: <T>(job: Promise<T>) => Promise<T>;
  readonly respondOptions: RespondOptions;
  readonly home: () => Promise<Reply>;
  readonly linkTo: RenderOptions['linkTo'];
  /** With their slashes. */
  readonly commands: readonly string[];
};

/** Messages that a passage may take: a response_url takes five. */
const PASSAGE_MAX_PARTS = 3;
const SHORTCUT_MAX_CHARS = 1_000;

/** Tells Bolt what to do with each thing that Slack sends; everything is acknowledged before it is looked at. */
export function listenTo(app: App, handling: Handling): void {
  const { desk, inbox, asking, listening, calls, self, now, log, track, linkTo } = handling;

  const guard = async (doing: string, job: () => Promise<unknown>): Promise<void> => {
    try {
      await track(job());
    } catch (thrown) {
      toFault(log, doing, thrown);
    }
  };

  /** What has no place in the desk's inbox is handled once all the same. */
  const isFirst = (id: string): Promise<boolean> => inbox.claim(`slack:${id}`, now());

  const hear = async (said: Said): Promise<void> => {
    const asked = await listening.toQuestion(said);
    if (asked !== null) await asking.answer(asked, listening.sign(said.channel, said.ts));
  };

  app.error(async (error) => {
    toFault(log, 'handling what Slack sent', error);
  });

  app.message(({ message }) => guard('reading a message', () => hear(message as Said)));
  app.event('app_mention', ({ event }) => guard('reading a mention', () => hear(event as Said)));

  for (const name of handling.commands) {
    app.command(name, async ({ ack, command }) => {
      await ack();
      const text = `${name} ${toQuestionText(command.text, self.user)}`;
      const question = command.text.trim() === '' ? name : text;
      const url = command.response_url;
      const incoming = toIncoming({
        event: `command:${command.trigger_id}`,
        user: command.user_id,
        channel: command.channel_id,
        thread: null,
        text: question,
      });
      const asked: Asked = { incoming, thread: null, echo: question, responseUrl: url };
      // What is handed over is kept first, and carried out after a restart too.
      if (readIntake(incoming) !== null) {
        await track(asking.answer(asked, null));
        return;
      }
      if (isPrivate(question)) {
        await guard('answering a command', () => answerAlone(incoming, url));
        return;
      }
      const sign: Sign = {
        show: () => asking.whisper(url, [{ text: 'Looking that up…', blocks: [] }], null),
        takeAway: () => respond(url, { delete_original: true }, handling.respondOptions),
      };
      await track(asking.answer(asked, sign));
    });
  }

  app.shortcut(
    { callback_id: LOOK_UP_CALLBACK, type: 'message_action' },
    async ({ ack, shortcut }) => {
      await ack();
      if (shortcut.type !== 'message_action') return;
      const { channel, message, user, response_url: url } = shortcut;
      const text = clip(clean(readText(message.text ?? '', self.user)), SHORTCUT_MAX_CHARS);
      await guard('looking up a message', async () => {
        if (text === '') {
          await whisperReply(url, notice('That message has no words to look up.'), null);
          return;
        }
        const place = { channel: channel.id, ts: shortcut.message_ts };
        const thread = await listening.threadFor({
          ...place,
          thread_ts: typeof message.thread_ts === 'string' ? message.thread_ts : undefined,
          isOurs: false,
        });
        const asked: Asked = {
          incoming: toIncoming({
            event: `shortcut:${shortcut.trigger_id}`,
            user: user.id,
            channel: channel.id,
            thread: thread.incoming,
            text: writeCommand('claims', { query: text }),
          }),
          thread: thread.post,
          echo: `${LOOK_UP}: ${text}`,
          responseUrl: url,
        };
        await asking.answer(asked, listening.sign(place.channel, place.ts));
      });
    },
  );

  onButton(ASK_ACTION, async (body, { value = '' }) => {
    const { user, message, trigger_id: trigger } = body;
    const channel = body.channel?.id ?? '';
    const place = { channel, ts: message?.ts ?? '' };
    const thread = message
      ? await listening.threadFor({ ...place, thread_ts: message.thread_ts, isOurs: true })
      : { incoming: null, post: null };
    const asked: Asked = {
      incoming: toIncoming({
        event: `button:${trigger}`,
        user: user.id,
        channel,
        thread: thread.incoming,
        text: value,
      }),
      thread: thread.post,
      echo: value,
      responseUrl: body.response_url,
    };
    await asking.answer(asked, message ? listening.sign(channel, place.ts) : null);
  });

  onButton(CITE_ACTION, async (body, { value = '[]' }) => {
    if (!(await isFirst(`button:${body.trigger_id}`))) return;
    const [article, start, end] = JSON.parse(value) as [string, number, number];
    const passage = await desk.passage(article, start, end);
    await whisperReply(body.response_url, passage, body.message?.thread_ts ?? null);
  });

  onButton(WRONG_ACTION, async (body, { value = '[]' }) => {
    const place = { channel: body.channel?.id ?? '', thread: body.message?.thread_ts ?? null };
    try {
      await calls.repeat((client) =>
        client.views.open({ trigger_id: body.trigger_id, view: wrongView(value, place) }),
      );
    } catch (thrown) {
      // The view is open: the answer to the first attempt, or to the first of two events, was lost.
      if (refusal(thrown) === 'exchanged_trigger_id') return;
      if (refusal(thrown) !== 'expired_trigger_id') throw thrown;
      const again = notice('That took too long. Please press the button again.');
      await whisperReply(body.response_url, again, place.thread);
    }
  });

  app.view(WRONG_VIEW, async ({ ack, body, view }) => {
    await ack({ response_action: 'update', view: thanksView() });
    const report = readReport(view);
    await guard('keeping a report', async () => {
      if (!(await isFirst(`view:${view.id}`))) return;
      const { place, claim, text } = report;
      const unkept = await desk
        .reportWrong(claim, body.user.id, text)
        .catch((thrown: unknown) => toFault(log, 'keeping a report', thrown).words);
      if (unkept === null || place === null) return;
      await calls.client.chat.postEphemeral({
        channel: place.channel,
        user: body.user.id,
        text: unkept,
        ...(place.thread !== null && { thread_ts: place.thread }),
      });
    });
  });

  app.event('app_home_opened', ({ event }) =>
    guard('showing the App Home', async () => {
      if (event.tab !== 'home') return;
      const view = { type: 'home' as const, blocks: homeBlocks(await handling.home(), linkTo) };
      await calls.repeat((client) => client.views.publish({ user_id: event.user, view }));
    }),
  );

  /** A command whose answer is for the asker alone, and no part of any conversation. */
  async function answerAlone(incoming: Incoming, url: string): Promise<void> {
    const rights = { mayManage: await mayManage(incoming), mayPost: await mayPost(incoming) };
    const answered = await desk.ask({ ...incoming, ...rights });
    if (answered !== null) await whisperReply(url, answered.reply, null);
  }

  /** A channel is read by its members alone, and posted to by them. */
  async function mayPost({ channel }: Incoming): Promise<boolean> {
    try {
      await calls.repeat((client) => client.conversations.history({ channel, limit: 1 }));
      return true;
    } catch (thrown) {
      const refused = refusal(thrown);
      return refused !== 'not_in_channel' && refused !== 'channel_not_found';
    }
  }

  /** Whether somebody is an admin here; a direct channel is one's own. */
  async function mayManage({ user, channel }: Incoming): Promise<boolean> {
    if (channel.startsWith('D')) return true;
    try {
      const { user: member } = await calls.repeat((client) => client.users.info({ user }));
      return Boolean(member?.is_admin || member?.is_owner || member?.is_primary_owner);
    } catch (thrown) {
      toFault(log, 'asking Slack who is an admin', thrown);
      return false;
    }
  }

  async function whisperReply(url: string, reply: Reply, thread: string | null): Promise<void> {
    const written = { linkTo, asked: null, files: new Map() };
    const messages = withoutButtons(renderSlack(reply, written));
    const left = messages.length - PASSAGE_MAX_PARTS;
    const rest =
      left > 0 ? renderSlack(notice(`${left} more parts do not fit here.`), written) : [];
    await asking.whisper(url, [...messages.slice(0, PASSAGE_MAX_PARTS), ...rest], thread);
  }

  function onButton(
    action: string,
    handle: (body: BlockAction<ButtonAction>, button: ButtonAction) => Promise<void>,
  ): void {
    app.action<BlockAction<ButtonAction>>(
      new RegExp(`^${action}:`, 'u'),
      async ({ ack, body, action: button }) => {
        await ack();
        await guard('handling a button', () => handle(body, button));
      },
    );
  }
}
