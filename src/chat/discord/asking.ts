import {
  type APIInteraction,
  type APIMessage,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionType,
  MessageType,
} from 'discord.js';
import type { Suggestible } from '../../answers/answerer.ts';
import { COMMANDS, findCommand } from '../../answers/commands.ts';
import { writeCommand } from '../../answers/parse-command.ts';
import { LOOK_UP } from '../commands.ts';
import type { AttachedFile } from '../port.ts';
import { toFile } from './attachments.ts';
import { type Passage, type Press, readChoice, readCustomId } from './custom-id.ts';
import { type Filled, readForm } from './forms.ts';

/** What somebody did with a command, a button or a form. */
export type Doing =
  | { readonly kind: 'ask'; readonly text: string; readonly files: readonly AttachedFile[] }
  /** A message command on a message without words. */
  | { readonly kind: 'nothing-to-look-up' }
  | { readonly kind: 'complete'; readonly what: Suggestible; readonly prefix: string }
  | { readonly kind: 'press'; readonly press: Press }
  | { readonly kind: 'passage'; readonly passage: Passage }
  | { readonly kind: 'filled'; readonly filled: Filled }
  | { readonly kind: 'unknown' };

export function readInteraction(interaction: APIInteraction): Doing {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
      return readCommand(interaction.data);
    case InteractionType.ApplicationCommandAutocomplete: {
      const { name, options } = interaction.data;
      const typed = options.find((option) => 'focused' in option && option.focused);
      const what = findCommand(name)?.options.find(
        (option) => option.name === typed?.name,
      )?.suggests;
      if (!what || typed?.type !== ApplicationCommandOptionType.String) return { kind: 'unknown' };
      return { kind: 'complete', what, prefix: typed.value };
    }
    case InteractionType.MessageComponent: {
      const press = readCustomId(interaction.data.custom_id);
      if (press === null) return { kind: 'unknown' };
      if (press.kind === 'cite') return { kind: 'passage', passage: press.passage };
      if (press.kind !== 'cite-chosen') return { kind: 'press', press };
      const { data } = interaction;
      const passage = 'values' in data ? readChoice(data.values[0] ?? '') : null;
      return passage ? { kind: 'passage', passage } : { kind: 'unknown' };
    }
    case InteractionType.ModalSubmit: {
      const filled = readForm(interaction.data);
      return filled ? { kind: 'filled', filled } : { kind: 'unknown' };
    }
    default:
      return { kind: 'unknown' };
  }
}

type CommandData = Extract<APIInteraction, { type: InteractionType.ApplicationCommand }>['data'];

function readCommand(data: CommandData): Doing {
  if (data.type === ApplicationCommandType.Message && data.name === LOOK_UP) {
    const message = data.resolved.messages[data.target_id];
    const text = message ? wordsOf(message) : '';
    return text === ''
      ? { kind: 'nothing-to-look-up' }
      : { kind: 'ask', text: lookUp(text), files: [] };
  }
  if (data.type !== ApplicationCommandType.ChatInput) return { kind: 'unknown' };
  const command = COMMANDS.find(({ name }) => name === data.name);
  if (!command) return { kind: 'unknown' };
  const options = Object.fromEntries(
    (data.options ?? []).flatMap((option) =>
      option.type === ApplicationCommandOptionType.String ? [[option.name, option.value]] : [],
    ),
  );
  const files = (data.options ?? []).flatMap((option) => {
    if (option.type !== ApplicationCommandOptionType.Attachment) return [];
    const attachment = data.resolved?.attachments?.[option.value];
    return attachment ? [toFile(attachment)] : [];
  });
  return { kind: 'ask', text: writeCommand(command.name, options), files };
}

/** A long post is looked up by how it begins. */
const LOOK_UP_MAX_CHARS = 500;

function lookUp(text: string): string {
  return writeCommand('claims', { query: text.slice(0, LOOK_UP_MAX_CHARS) });
}

/** What a message says, be it in an embed alone. */
function wordsOf({ content, embeds }: APIMessage): string {
  const inEmbeds = embeds.flatMap(({ title, description }) => [title ?? '', description ?? '']);
  return [content, ...inEmbeds].join(' ').replaceAll(/\s+/gu, ' ').trim();
}

/** A message that somebody wrote, as far as answering it goes. */
export type Said = {
  /** Without the mention of the bot. */
  readonly text: string;
  readonly files: readonly AttachedFile[];
  /** The files of the message that it replies to, as far as Discord shows them. */
  readonly repliedFiles: readonly AttachedFile[];
  readonly isToMe: boolean;
  /** The message that it replies to. */
  readonly repliesTo: string | null;
};

/** Null for what nobody asked: other bots' messages, Muster's own, notices of the platform, and those with neither words nor files. */
export function readMessage(
  message: Pick<
    APIMessage,
    | 'attachments'
    | 'author'
    | 'content'
    | 'mentions'
    | 'message_reference'
    | 'referenced_message'
    | 'type'
    | 'webhook_id'
  >,
  me: string,
): Said | null {
  const { attachments, author, content, type, webhook_id, message_reference, mentions } = message;
  if (author.bot || author.id === me || webhook_id !== undefined) return null;
  if (type !== MessageType.Default && type !== MessageType.Reply) return null;
  const isToMe = mentions.some(({ id }) => id === me);
  const text = content.replaceAll(new RegExp(`<@!?${me}>`, 'gu'), ' ').trim();
  const files = (attachments ?? []).map(toFile);
  if (text === '' && !isToMe && files.length === 0) return null;
  return {
    text,
    files,
    repliedFiles: (message.referenced_message?.attachments ?? []).map(toFile),
    isToMe,
    repliesTo: message_reference?.message_id ?? null,
  };
}
