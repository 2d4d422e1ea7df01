import {
  type APIInteraction,
  ChannelType,
  InteractionType,
  MessageFlags,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
} from 'discord.js';
import { isPrivate } from '../../answers/commands.ts';
import type { Citation, Reply } from '../../answers/reply.ts';
import { type FaultLog, toFault } from '../../faults.ts';
import type { Outbox } from '../../store/port.ts';
import { readIntake } from '../intake.ts';
import { PostRefused } from '../outbox.ts';
import type { AttachedFile, Desk, Incoming } from '../port.ts';
import { type Answering, keyOf, type Question } from './answering.ts';
import { readInteraction } from './asking.ts';
import { type Calls, codeOf } from './calls.ts';
import type { Passage, Press } from './custom-id.ts';
import { toPlain } from './escape.ts';
import { type Filled, followUpForm, wrongForm } from './forms.ts';
import type { HandingOver } from './handing-over.ts';
import { CHOICE_MAX_CHARS, CHOICES_MAX } from './limits.ts';
import { isThread } from './messages.ts';
import { type DrawPicture, isPost, type Post, toBody } from './posting.ts';
import { renderAsked, renderDiscord } from './render.ts';

export type InteractionHandler = {
  handle(interaction: APIInteraction): Promise<void>;
  /** Carries out a command for the asker alone, and shows what became of it while Discord still takes that. */
  answerAlone(question: Question, ask?: Desk['ask']): Promise<void>;
};

export type InteractionHandlerOptions = {
  readonly calls: Calls;
  readonly desk: Desk;
  readonly outbox: Pick<Outbox, 'find'>;
  readonly answering: Answering;
  readonly handingOver: HandingOver;
  readonly log: FaultLog;
  readonly link: ((citation: Citation) => string) | null;
  readonly draw: DrawPicture | null;
  readonly hearsThreads: boolean;
  /** What is to stand above an answer, by its key. */
  readonly linesAbove: Map<string, string>;
};

/** Discord waits 3 s for choices. */
const CHOICES_WITHIN_MS = 2_000;

/** Somebody's words with what is known of the place they came from. */
type Asked = {
  readonly text: string;
  /** Whether the channel sees what was asked; if not, the answer says it. */
  readonly isSeen: boolean;
  /** The message that the pressed button's conversation hangs under. */
  readonly root: string | null;
};

export function openInteractionHandler(options: InteractionHandlerOptions): InteractionHandler {
  const { calls, desk, outbox, answering, handingOver, log, link, draw, hearsThreads, linesAbove } =
    options;

  const keptWith = async (key: string): Promise<Post | null> => {
    const payload = key === '' ? null : (await outbox.find(key))?.payload;
    return isPost(payload) ? payload : null;
  };

  const complete = async (
    interaction: APIInteraction,
    what: Parameters<Desk['suggest']>[0],
    prefix: string,
  ): Promise<void> => {
    let timer: NodeJS.Timeout | undefined;
    const nothing = new Promise<readonly string[]>((done) => {
      timer = setTimeout(() => done([]), CHOICES_WITHIN_MS);
    });
    const found = await Promise.race([desk.suggest(what, prefix, CHOICES_MAX), nothing]);
    clearTimeout(timer);
    // A choice that had to be cut would ask for something else.
    const choices = [...new Set(found.map(toPlain))].filter(
      (choice) => choice !== '' && choice.length <= CHOICE_MAX_CHARS,
    );
    await unlessLate(calls.choices(interaction, choices.slice(0, CHOICES_MAX)));
  };

  const showPassage = async (interaction: APIInteraction, passage: Passage): Promise<void> => {
    if ((await acknowledge(interaction, true)) === null) return;
    const response = toResponse(interaction);
    await showAlone(response, await desk.passage(passage.article, passage.start, passage.end));
  };

  /** A command whose answer is for the asker alone, and no part of any conversation. */
  const askAlone = async (
    interaction: APIInteraction,
    text: string,
    files: readonly AttachedFile[],
  ): Promise<void> => {
    const channel = interaction.channel?.id;
    const user = interaction.member?.user.id ?? interaction.user?.id;
    if (channel === undefined || user === undefined) return;
    const response = await acknowledge(interaction, true);
    if (response === null) return;
    const incoming: Incoming = {
      ...{ platform: 'discord', event: interaction.id, user, channel, thread: null, text, files },
      mayManage: mayManage(interaction),
      mayPost: mayPost(interaction),
    };
    const place = { channel, root: null, replyTo: null, opensThread: false, isHeard: true };
    const question: Question = { incoming, response, ...place };
    const answer = (): Promise<void> => answerAlone(question);
    if (readIntake(incoming) === null) await answer();
    else await handingOver.keep({ question, isAlone: true }, answer);
  };

  const answerAlone: InteractionHandler['answerAlone'] = async (
    { incoming, response },
    ask = desk.ask,
  ) => {
    const answered = await ask(incoming);
    if (answered !== null && response !== null) await showAlone(response, answered.reply);
  };

  /** Shows a reply to whoever pressed or asked, and to nobody else. */
  const showAlone = async (
    { application, token }: NonNullable<Post['response']>,
    reply: Reply,
  ): Promise<void> => {
    const messages = renderDiscord(reply, { key: '', root: null, hearsThreads: true, link });
    for (const [index, message] of messages.entries()) {
      const { body, files } = await toBody(message, draw, log);
      if (index === 0) await calls.editOriginal(application, token, body, files);
      else {
        await calls.followUp(application, token, { ...body, flags: MessageFlags.Ephemeral }, files);
      }
    }
  };

  /** The response that an answer may replace; null where it came too late, and the answer is to be a message of its own. */
  const acknowledge = async (
    interaction: APIInteraction,
    isForOne: boolean,
  ): Promise<Post['response']> => {
    const response = toResponse(interaction);
    try {
      await calls.defer(interaction, isForOne);
    } catch (thrown) {
      const code = codeOf(thrown);
      if (code === RESTJSONErrorCodes.UnknownInteraction) return null;
      // Acknowledged already: the answer to an earlier try was lost, and the waiting sign stands. After
      // anything else the answer will find the sign, or else be posted by itself.
      if (code !== RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged) {
        toFault(log, 'acknowledging an interaction', thrown);
      }
    }
    return response;
  };

  const ask = async (interaction: APIInteraction, asked: Asked): Promise<void> => {
    const channel = interaction.channel?.id;
    const user = interaction.member?.user.id ?? interaction.user?.id;
    if (channel === undefined || user === undefined) return;
    // An answer that turns the asker away is nobody else's; how it is shown is settled before it is asked for.
    if (desk.isBusy({ platform: 'discord', user, channel })) {
      return askAlone(interaction, asked.text, []);
    }
    const place = await placeOf(interaction, channel, asked.root);
    // An answer that goes into the thread below leaves but a word to whoever pressed.
    const isElsewhere = place.channel !== channel;
    const response = await acknowledge(interaction, isElsewhere);
    const key = keyOf(interaction.id);
    if (!asked.isSeen || response === null) linesAbove.set(key, renderAsked(asked.text));
    const incoming: Incoming = {
      platform: 'discord',
      event: interaction.id,
      user,
      text: asked.text,
      ...place.incoming,
    };
    const question: Question = {
      ...place,
      incoming,
      response: isElsewhere ? null : response,
      replyTo: null,
    };
    const tell = async (content: string): Promise<void> => {
      if (response === null) return;
      const body = { content, allowed_mentions: { parse: [] } };
      await calls.editOriginal(response.application, response.token, body);
    };
    try {
      await answering.answer(question, desk.ask);
      if (isElsewhere) await tell(`The answer stands in <#${place.channel}>.`);
    } catch (thrown) {
      const { words } = toFault(log, 'answering a command', thrown);
      await tell(thrown instanceof PostRefused ? thrown.message : words);
    } finally {
      linesAbove.delete(key);
    }
  };

  type Where = Pick<Question, 'channel' | 'root' | 'opensThread' | 'isHeard'> & {
    readonly incoming: Pick<Incoming, 'channel' | 'thread'>;
  };

  /** Where the conversation stands that this belongs to, and where its answer goes. */
  const placeOf = async (
    interaction: APIInteraction,
    channel: string,
    pressedRoot: string | null,
  ): Promise<Where> => {
    const type = interaction.channel?.type ?? ChannelType.GuildText;
    if (interaction.guild_id === undefined || type === ChannelType.DM) {
      const incoming = { channel, thread: channel };
      return { incoming, channel, root: channel, opensThread: false, isHeard: true };
    }
    const parent =
      interaction.channel && 'parent_id' in interaction.channel && isThread(type)
        ? (interaction.channel.parent_id ?? null)
        : null;
    if (parent !== null && (await desk.isOurs('discord', parent, channel))) {
      const incoming = { channel: parent, thread: channel };
      return { incoming, channel, root: channel, opensThread: false, isHeard: hearsThreads };
    }
    if (pressedRoot !== null && (await desk.isOurs('discord', channel, pressedRoot))) {
      const incoming = { channel, thread: pressedRoot };
      const isRoot = interaction.message?.id === pressedRoot;
      const flags = interaction.message?.flags ?? 0;
      return isRoot && flags & MessageFlags.HasThread
        ? {
            incoming,
            channel: pressedRoot,
            root: pressedRoot,
            opensThread: false,
            isHeard: hearsThreads,
          }
        : { incoming, channel, root: pressedRoot, opensThread: false, isHeard: false };
    }
    const opensThread =
      (type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement) &&
      mayOpenThreads(interaction);
    return {
      incoming: { channel, thread: null },
      channel,
      root: null,
      opensThread,
      isHeard: opensThread && hearsThreads,
    };
  };

  const press = async (interaction: APIInteraction, pressed: Press): Promise<void> => {
    const root = 'root' in pressed ? (pressed.root ?? interaction.message?.id ?? null) : null;
    switch (pressed.kind) {
      case 'ask':
        return ask(interaction, { text: pressed.text, isSeen: false, root });
      case 'ask-kept': {
        const text = (await keptWith(pressed.key))?.asks[pressed.index];
        if (text === undefined) return whisper(interaction, TOO_OLD);
        return ask(interaction, { text, isSeen: false, root });
      }
      case 'wrong':
        return showForm(interaction, wrongForm((await keptWith(pressed.key))?.claims ?? []));
      case 'follow-up':
        return showForm(interaction, followUpForm(root));
      default:
        return;
    }
  };

  const takeForm = async (interaction: APIInteraction, filled: Filled): Promise<void> => {
    if (filled.kind === 'follow-up') {
      return ask(interaction, { text: filled.text, isSeen: false, root: filled.root });
    }
    const user = interaction.member?.user.id ?? interaction.user?.id ?? '';
    const turnedAway = await desk.reportWrong(filled.claim, user, filled.text);
    return whisper(interaction, turnedAway ?? 'Thank you. It is noted for the owner of this bot.');
  };

  const whisper = (interaction: APIInteraction, words: string): Promise<void> =>
    unlessLate(calls.whisper(interaction, words));
  const showForm = (
    interaction: APIInteraction,
    form: Parameters<Calls['showForm']>[1],
  ): Promise<void> => unlessLate(calls.showForm(interaction, form));

  return {
    answerAlone,
    async handle(interaction) {
      const doing = readInteraction(interaction);
      switch (doing.kind) {
        case 'ask':
          return isPrivate(doing.text)
            ? askAlone(interaction, doing.text, doing.files)
            : ask(interaction, { text: doing.text, isSeen: true, root: null });
        case 'nothing-to-look-up':
          return whisper(interaction, 'That message has no words to look up.');
        case 'complete':
          return complete(interaction, doing.what, doing.prefix);
        case 'passage':
          return showPassage(interaction, doing.passage);
        case 'press':
          return press(interaction, doing.press);
        case 'filled':
          return takeForm(interaction, doing.filled);
        case 'unknown':
          return interaction.type === InteractionType.ApplicationCommandAutocomplete
            ? unlessLate(calls.choices(interaction, []))
            : whisper(interaction, TOO_OLD);
      }
    },
  };
}

function toResponse(interaction: APIInteraction): NonNullable<Post['response']> {
  return { application: interaction.application_id, token: interaction.token };
}

const TOO_OLD = 'That belongs to an older version of Muster. Please ask in words instead.';

/** A first response that came too late, or twice, can be mended by nobody. */
async function unlessLate(responding: Promise<unknown>): Promise<void> {
  try {
    await responding;
  } catch (thrown) {
    const code = codeOf(thrown);
    const isLateOrDone =
      code === RESTJSONErrorCodes.UnknownInteraction ||
      code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;
    if (!isLateOrDone) throw thrown;
  }
}

/** By the rights that Discord sends along. */
function mayPost({ app_permissions, channel, guild_id }: APIInteraction): boolean {
  if (guild_id === undefined) return true;
  const speaking =
    channel && isThread(channel.type)
      ? PermissionFlagsBits.SendMessagesInThreads
      : PermissionFlagsBits.SendMessages;
  const needed = PermissionFlagsBits.ViewChannel | speaking | PermissionFlagsBits.EmbedLinks;
  return (BigInt(app_permissions) & needed) === needed;
}

/** Whether somebody manages the server or this channel; a direct conversation is one's own. */
function mayManage({ member, guild_id }: APIInteraction): boolean {
  if (guild_id === undefined) return true;
  const managing =
    PermissionFlagsBits.Administrator |
    PermissionFlagsBits.ManageGuild |
    PermissionFlagsBits.ManageChannels;
  return (BigInt(member?.permissions ?? 0) & managing) !== 0n;
}

/** By the rights that Discord sends along. */
function mayOpenThreads({ app_permissions }: APIInteraction): boolean {
  const needed =
    PermissionFlagsBits.CreatePublicThreads | PermissionFlagsBits.SendMessagesInThreads;
  return (BigInt(app_permissions) & needed) === needed;
}
