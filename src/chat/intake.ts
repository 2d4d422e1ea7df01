import { isWebAddress, parseCommand } from '../answers/parse-command.ts';
import type { Action, Block, Reply } from '../answers/reply.ts';
import type {
  AttachedFile,
  Incoming,
  IntakeCommand,
  IntakeDesk,
  OpenedFile,
  OpenFile,
} from './port.ts';

/** `article` is the id of what was read; null for a feed, or where nothing was. */
type Added = { readonly words: string; readonly article: string | null };

/** Reads what people hand over; one sentence says what became of it. */
export type Intake = {
  add(url: string, addedBy: string): Promise<Added>;
  /** Fetches the file with `open` unless what is announced of it is reason enough to leave it. */
  addFile(
    file: Omit<AttachedFile, 'id' | 'url'>,
    open: () => Promise<OpenedFile>,
    addedBy: string,
  ): Promise<Added>;
  /** Whether files of this name and type are of a kind that is read. */
  reads(file: Pick<AttachedFile, 'name' | 'type'>): boolean;
  /** Reads a feed, and goes on reading it. */
  watch(url: string, addedBy: string): Promise<string>;
};

export type IntakeDeskOptions = {
  readonly intake: Intake;
  /** Who may: "slack:U012ABC", or "slack" for everybody there. */
  readonly curators: readonly string[];
};

/** Discord attaches so many to a message; more at once would keep others waiting. */
const FILES_MAX = 10;
const NAME_MAX_CHARS = 80;

/** "add", "/add", "add these two": words that ask for files to be added, where there are any. */
export function asksToAdd(text: string): boolean {
  return /^\s*\/?add(?:\s|$)/iu.test(text);
}

/** What a message asks to be taken in; null for every other one. */
export function readIntake({ text, files = [] }: Incoming): IntakeCommand | null {
  const command = parseCommand(text);
  if (command !== null && !('problem' in command)) {
    if (command.name === 'add' || command.name === 'watch') return command;
  }
  // A bare "add" can mean nothing else, "add up the losses" can.
  const isMeant = asksToAdd(text) && (files.length > 0 || text.trim().toLowerCase() === 'add');
  return isMeant ? { name: 'add', options: {} } : null;
}

/** Carries out /add and /watch, for those who may. */
export function openIntakeDesk({ intake, curators }: IntakeDeskOptions): IntakeDesk {
  const mayAdd = ({ platform, user }: Incoming): boolean =>
    curators.includes(`${platform}:${user}`) || curators.includes(platform);

  const addAll = async (
    url: string | null,
    files: readonly AttachedFile[],
    person: string,
    open: OpenFile,
  ): Promise<readonly (Added & { readonly name: string | null })[]> => {
    const added: (Added & { readonly name: string | null })[] = [];
    if (url !== null) added.push({ ...(await intake.add(url, person)), name: null });
    for (const file of files.slice(0, FILES_MAX)) {
      const outcome = await intake.addFile(file, () => open(file), person);
      added.push({ ...outcome, name: file.name });
    }
    return added;
  };

  return {
    async carryOut({ name, options }, incoming, open) {
      const person = `${incoming.platform}:${incoming.user}`;
      if (!mayAdd(incoming))
        return say([
          `Articles and feeds are added by those whom the owner named in CURATORS; your name there is ${person}.`,
        ]);
      const { files = [] } = incoming;
      const typed = unwrap(options.url ?? '');
      const url = isWebAddress(typed) ? typed : null;
      if (name === 'watch') {
        return url === null
          ? say([noAddress(typed)])
          : say([await intake.watch(url, person)], false);
      }
      if (url === null && files.length === 0)
        return say([noAddress(typed, HOW_TO_ADD[incoming.platform])]);
      const added = await addAll(url, files, person, open);
      const isAlone = added.length === 1;
      const lines = added.map(({ name: of, words }) =>
        of === null ? words : `${shorten(of) || 'The attached file'}: ${words}`,
      );
      const left = files.length - FILES_MAX;
      if (left > 0) lines.push(`${left} more were left: hand over at most ${FILES_MAX} at a time.`);
      const actions = added.flatMap(({ article, name: of }): Action[] => {
        const label = isAlone || of === null ? 'Show it' : `Show ${shorten(of)}`;
        return article === null
          ? []
          : [{ kind: 'ask', label, text: `/article ${article.slice(0, 8)}` }];
      });
      return say(lines, actions.length === 0, actions);
    },

    remark(incoming) {
      const readable = (incoming.files ?? []).filter((file) => intake.reads(file));
      const [first] = readable;
      if (first === undefined || !mayAdd(incoming)) return null;
      const what =
        readable.length === 1
          ? `${shorten(first.name)} is not read`
          : `The ${readable.length} files are not read`;
      return notice(
        `${what} for this answer. To have it read, attach it to a message that begins with /add.`,
      );
    },
  };
}

/** What each platform takes instead of an address. */
const HOW_TO_ADD: Readonly<Record<Incoming['platform'], string>> = {
  discord: ', or attach a text file',
  slack:
    ', or attach a text file to a message that mentions Muster and says add: Slack’s commands carry no files',
  web: ', or choose a file under “Add articles”',
  terminal: '',
};

function noAddress(typed: string, instead = ''): string {
  const what = typed === '' ? 'No address is given' : `“${typed.slice(0, 80)}” is no web address`;
  return `${what}. Write it as https://example.org/report${instead}.`;
}

/** Slack writes an address as <https://example.org/|example.org>. */
function unwrap(url: string): string {
  return url.trim().replace(/^<([^<>|]+)(?:\|[^<>]*)?>$/, '$1');
}

function shorten(name: string): string {
  return name.length > NAME_MAX_CHARS ? `${name.slice(0, NAME_MAX_CHARS)}…` : name;
}

function say(lines: readonly string[], abstained = true, actions: readonly Action[] = []): Reply {
  return {
    blocks: [
      ...lines.map(notice),
      ...(actions.length === 0 ? [] : [{ kind: 'actions' as const, actions }]),
    ],
    abstained,
    summary: lines.join(' ').slice(0, 150),
  };
}

function notice(text: string): Block {
  return { kind: 'notice', tone: 'info', parts: [{ kind: 'text', text }] };
}
