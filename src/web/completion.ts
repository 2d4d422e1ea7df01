import { COMMANDS, type CommandSpec, findCommand, usage } from '../answers/commands.ts';
import type { Desk } from '../chat/port.ts';

export type Choice = {
  readonly label: string;
  readonly detail: string;
  /** What the text becomes when this is chosen; the caret then stands at its end. */
  readonly text: string;
};

export type Completion = {
  readonly choices: readonly Choice[];
  /** True when Enter is meant for the first choice: half a command name is no question. */
  readonly isChosenByEnter: boolean;
};

const NONE: Completion = { choices: [], isChosenByEnter: false };
const MAX_CHOICES = 8;
const MAX_CHARS = 300;

/** What the text before the caret can go on as: commands, then options and what the corpus holds for them. */
export async function complete(text: string, suggest: Desk['suggest']): Promise<Completion> {
  if (!text.startsWith('/') || text.length > MAX_CHARS) return NONE;
  const [name = '', ...more] = text.slice(1).split(/\s/u);
  if (more.length === 0) return completeName(name.toLowerCase());
  const spec = findCommand(name.toLowerCase());
  return spec
    ? { choices: await completeOption(spec, text, suggest), isChosenByEnter: false }
    : NONE;
}

function completeName(start: string): Completion {
  const choices = COMMANDS.filter(({ name }) => name.startsWith(start)).map(
    (spec: CommandSpec): Choice => ({
      label: usage(spec),
      detail: spec.description,
      text: spec.options.length > 0 ? `/${spec.name} ` : `/${spec.name}`,
    }),
  );
  return { choices, isChosenByEnter: !COMMANDS.some(({ name }) => name === start) };
}

async function completeOption(
  spec: CommandSpec,
  text: string,
  suggest: Desk['suggest'],
): Promise<readonly Choice[]> {
  const { before, word } = lastWord(text);
  const [main] = spec.options;
  const colon = word.indexOf(':');
  if (colon > 0) {
    const option = spec.options.find(({ name }) => name === word.slice(0, colon).toLowerCase());
    if (!option?.suggests) return [];
    const prefix = word.slice(colon + 1).replaceAll(/["“”]/gu, '');
    const values = await suggest(option.suggests, prefix, MAX_CHOICES);
    return values.map((value) => ({
      label: value,
      detail: option.name,
      text: `${before}${option.name}:${quoted(value)} `,
    }));
  }
  const unused = spec.options.filter(
    (option) =>
      option !== main &&
      !before.toLowerCase().includes(` ${option.name}:`) &&
      option.name.startsWith(word.toLowerCase()),
  );
  const named = unused.map((option) => ({
    label: `${option.name}:`,
    detail: option.description,
    text: `${before}${option.name}:`,
  }));
  const typed = text.slice(spec.name.length + 2);
  if (!main?.suggests || typed.includes(':')) return named.slice(0, MAX_CHOICES);
  if (typed !== '' && word === '') return named;
  const values = await suggest(main.suggests, typed, MAX_CHOICES - 2);
  const held = values
    .filter((value) => value.toLowerCase() !== typed.toLowerCase())
    .map((value) => ({ label: value, detail: main.name, text: `/${spec.name} ${value} ` }));
  return [...held, ...(typed === '' ? [] : named)].slice(0, MAX_CHOICES);
}

/** The word that the caret stands at the end of; an open quotation mark keeps its blanks. */
function lastWord(text: string): { readonly before: string; readonly word: string } {
  let start = 0;
  let isQuoted = false;
  for (const [index, letter] of [...text].entries()) {
    if (/["“”]/u.test(letter)) isQuoted = !isQuoted;
    else if (letter === ' ' && !isQuoted) start = index + 1;
  }
  const letters = [...text];
  return { before: letters.slice(0, start).join(''), word: letters.slice(start).join('') };
}

function quoted(value: string): string {
  return /\s/u.test(value) ? `"${value}"` : value;
}
