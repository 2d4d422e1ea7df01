import { KINDS } from '../claims/claim.ts';
import type { Day } from '../corpus/article.ts';
import { editDistance } from '../corpus/edit-distance.ts';
import {
  COMMANDS,
  type Command,
  type CommandName,
  type CommandSpec,
  findCommand,
  type OptionSpec,
} from './commands.ts';
import { readTime, readTimeZone, readWeekdays } from './digest-options.ts';

/** A command that cannot be carried out, and one sentence that says how to mend it. */
export type CommandProblem = { readonly problem: string };

/**
 * Reads a command as it is typed in any platform: `/claims 50,000 troops speaker:"New York Times"`,
 * or without the slash where the words can be nothing else (`briefing sumy`).
 * Null when the text is no command but a question in plain words.
 */
export function parseCommand(text: string): Command | CommandProblem | null {
  const words = splitWords(text);
  const [first, ...rest] = words;
  if (first === undefined || first.option !== null) return null;
  const isSlashed = first.text.startsWith('/');
  const name = first.text.slice(isSlashed ? 1 : 0).toLowerCase();
  const spec = findCommand(name);
  if (spec === null) return isSlashed ? { problem: unknownCommand(name) } : null;
  if (!isSlashed && !readsAsCommand(spec, rest)) return null;
  return readOptions(spec, rest);
}

/** Writes a command so that `parseCommand` reads the same again; for platforms that give options apart. */
export function writeCommand(
  name: CommandName,
  options: Readonly<Record<string, string | undefined>>,
): string {
  const spec = findCommand(name);
  const written = (spec?.options ?? []).flatMap((option) => {
    const value = options[option.name]?.replaceAll(QUOTES, ' ').trim();
    return value ? [`${option.name}:"${value}"`] : [];
  });
  return [`/${name}`, ...written].join(' ');
}

export function isWebAddress(word: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(word) && URL.canParse(word);
}

/** "help me understand" and "sources say what?" are questions; "briefing sumy" is not. */
function readsAsCommand(spec: CommandSpec, rest: readonly Word[]): boolean {
  if (spec.options.length === 0) return rest.length === 0;
  const [main] = spec.options;
  if (main?.choices) return main.choices.includes(rest[0]?.text.toLowerCase() ?? '');
  if (main?.name === 'url') return rest.length === 1 && isWebAddress(rest[0]?.text ?? '');
  return spec.name === 'article' ? rest.length === 1 : rest.length > 0;
}

/** A word as typed, or `option:value`; quotation marks are taken off. */
type Word = { readonly option: string | null; readonly text: string };

const OPTION_NAMES: ReadonlySet<string> = new Set(
  COMMANDS.flatMap((spec) => spec.options.map(({ name }) => name)),
);

const QUOTES = /["“”„«»]/gu;
const BLANKS = /[\s\p{Cc}\p{Cf}]+/uy;
/** `speaker:` at the start of a word, but not `https://`. */
const OPTION = /(?<option>\p{L}[\p{L}-]{0,30}):(?!\/\/)/uy;
/** `"New York Times"`, closed or running to the end of the text. */
const QUOTED = /["“„«](?<words>[^"“”„«»]*)["“”„«»]?/uy;
const PLAIN = /[^\s\p{Cc}\p{Cf}"“”„«»]+/uy;

function splitWords(text: string): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  while (at < text.length) {
    if (take(BLANKS)) continue;
    const option = take(OPTION)?.groups?.option?.toLowerCase() ?? null;
    // People leave a blank after the colon, "speaker: NYT"; a word nobody knows ends a clause there.
    if (option !== null && take(BLANKS) && !OPTION_NAMES.has(option)) {
      words.push({ option: null, text: option });
      continue;
    }
    const quoted = take(QUOTED);
    const value = quoted ? (quoted.groups?.words ?? '') : (take(PLAIN)?.[0] ?? '');
    words.push({ option, text: value.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim() });
    // A stray closing mark is neither blank, option, quotation nor word.
    if (option === null && !quoted && value === '') at += 1;
  }
  return words.filter((word) => word.option !== null || word.text !== '');
}

function readOptions(spec: CommandSpec, words: readonly Word[]): Command | CommandProblem {
  const [main] = spec.options;
  const options: Record<string, string> = {};
  const loose: string[] = [];
  for (const word of words) {
    if (word.option === null) {
      loose.push(word.text);
      continue;
    }
    const option = spec.options.find(({ name }) => name === word.option);
    if (!option) return { problem: unknownOption(spec, word.option) };
    if (options[option.name] !== undefined) {
      return { problem: `${option.name}: stands twice in /${spec.name}. Keep one of them.` };
    }
    if (word.text === '') {
      return { problem: `${option.name}: has no value. Write it as in ${spec.example}.` };
    }
    const value = readValue(option, word.text);
    if (typeof value !== 'string') return value;
    options[option.name] = value;
  }
  if (loose.length > 0) {
    if (!main) return { problem: `/${spec.name} takes no words after it. Type ${spec.example}.` };
    const value = readValue(main, [options[main.name], ...loose].filter(Boolean).join(' '));
    if (typeof value !== 'string') return value;
    options[main.name] = value;
  }
  const missing = spec.options.find(({ name, isRequired }) => isRequired && !options[name]);
  if (missing) {
    const what = missing.choices ? `one of ${missing.choices.join(', ')}` : `a ${missing.name}`;
    return { problem: `/${spec.name} needs ${what}: ${spec.example}, for example.` };
  }
  const { since: from, until: to } = options;
  if (from && to && from > to) {
    return { problem: `since:${from} is later than until:${to}. Swap the two days.` };
  }
  // The table that `Command` is made from has just been followed option by option.
  return { name: spec.name, options } as Command;
}

const FILES_ARE_ATTACHED =
  'A file is attached to the message or the command, not named in it. Attach it, or write its address.';

function readValue(option: OptionSpec, text: string): string | CommandProblem {
  switch (option.value) {
    case 'text':
      return text;
    case 'file':
      return { problem: FILES_ARE_ATTACHED };
    case 'kind': {
      const wanted = text.toLowerCase().replaceAll(' ', '-');
      const kind = KINDS.find((known) => known === wanted || `${known}s` === wanted);
      return kind ?? { problem: `There is no kind “${text}”. The kinds are ${KINDS.join(', ')}.` };
    }
    case 'choice': {
      const choice = option.choices?.find((one) => one === text.toLowerCase());
      const all = option.choices?.join(', ');
      return choice ?? { problem: `${option.name} is one of ${all}, not “${shorten(text)}”.` };
    }
    case 'time':
      return (
        readTime(text) ?? {
          problem: `time:${shorten(text)} is no time of day. Write it as 07:00 or 18:30.`,
        }
      );
    case 'weekdays':
      return (
        readWeekdays(text)?.join(',') ?? {
          problem: `weekdays:${shorten(text)} names no weekdays. Write them as mon-fri, or as tue,thu.`,
        }
      );
    case 'time-zone':
      return (
        readTimeZone(text) ?? {
          problem: `There is no time zone “${shorten(text)}”. Name it as Europe/Kyiv or America/New_York.`,
        }
      );
    case 'since':
    case 'until':
      return (
        readDay(text, option.value) ?? {
          problem: `${option.name}:${text} is no date that can be read. Write it as 2024-11-01, 2024-11 or 2024.`,
        }
      );
  }
}

/** `2024`, `2024-11`, `2024-11-01`, with or without leading noughts. */
const DAY = /^(?<year>\d{4})(?:-(?<month>\d{1,2})(?:-(?<day>\d{1,2}))?)?$/u;

/** A year or month stands for its first day in `since` and its last in `until`; null when there is no such day. */
function readDay(text: string, edge: 'since' | 'until'): Day | null {
  const groups = DAY.exec(text)?.groups;
  if (!groups) return null;
  const year = Number(groups.year);
  const month = Number(groups.month ?? (edge === 'since' ? 1 : 12));
  if (month < 1 || month > 12) return null;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const day = Number(groups.day ?? (edge === 'since' ? 1 : last));
  if (day < 1 || day > last) return null;
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${groups.year}-${two(month)}-${two(day)}`;
}

function unknownCommand(name: string): string {
  const near = nearest(
    name,
    COMMANDS.map((spec) => spec.name),
  );
  const all = COMMANDS.map((spec) => `/${spec.name}`).join(', ');
  return near
    ? `There is no command /${shorten(name)}. Did you mean /${near}?`
    : `There is no command /${shorten(name)}. The commands are ${all}.`;
}

function unknownOption(spec: CommandSpec, name: string): string {
  const known = spec.options.map((option) => option.name);
  const near = nearest(name, known);
  if (near) return `/${spec.name} has no option ${name}:. Did you mean ${near}:?`;
  return known.length === 0
    ? `/${spec.name} takes no options.`
    : `/${spec.name} has no option ${name}:. It takes ${known.map((option) => `${option}:`).join(', ')}.`;
}

function shorten(name: string): string {
  return name.length > 30 ? `${name.slice(0, 30)}…` : name;
}

/** The known word that one starts with, or that is at most two changed letters away. */
function nearest(word: string, known: readonly string[]): string | null {
  if (word.length < 2 || word.length > 30) return null;
  const started = known.find(
    (candidate) => candidate.startsWith(word) || word.startsWith(candidate),
  );
  if (started) return started;
  return known.find((candidate) => editDistance(word, candidate, 2) <= 2) ?? null;
}
