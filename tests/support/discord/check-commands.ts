import {
  type APIApplicationCommandOptionChoice,
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { first, length, type Problem } from './check-message.ts';

/** The characters of a command's names, descriptions and values, which have a limit of 8,000 in all. */
function weigh(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + weigh(part), 0);
}

/** A whole set of commands, as a bulk overwrite brings it. */
export function checkCommands(commands: RESTPutAPIApplicationCommandsJSONBody): Problem {
  const count = (type: ApplicationCommandType): number =>
    commands.filter((command) => (command.type ?? ApplicationCommandType.ChatInput) === type)
      .length;
  return first([
    count(ApplicationCommandType.ChatInput) > 100 ? 'more than 100 slash commands' : null,
    count(ApplicationCommandType.User) > 15 ? 'more than 15 user commands' : null,
    count(ApplicationCommandType.Message) > 15 ? 'more than 15 message commands' : null,
    ...commands.map((command): Problem => {
      const place = `commands.${command.name}`;
      if (weigh(command) > 8_000) return `${place}: more than 8000 characters`;
      if (
        command.type === ApplicationCommandType.Message ||
        command.type === ApplicationCommandType.User
      ) {
        return length(`${place}.name`, command.name, 1, 32);
      }
      if (command.type !== undefined && command.type !== ApplicationCommandType.ChatInput) {
        return `${place}.type: is not part of this server`;
      }
      const options = command.options ?? [];
      const names = options.map(({ name }) => name);
      return first([
        /^[-_'\p{L}\p{N}]{1,32}$/u.test(command.name) && command.name === command.name.toLowerCase()
          ? null
          : `${place}.name: is invalid`,
        length(`${place}.description`, command.description ?? '', 1, 100),
        options.length > 25 ? `${place}.options: more than 25` : null,
        new Set(names).size < names.length ? `${place}.options: a name twice` : null,
        ...options.flatMap((option, index): Problem[] => [
          /^[-_'\p{L}\p{N}]{1,32}$/u.test(option.name)
            ? null
            : `${place}.options[${index}].name: is invalid`,
          length(`${place}.options[${index}].description`, option.description, 1, 100),
          option.type === ApplicationCommandOptionType.Attachment &&
          ['choices', 'autocomplete', 'max_length'].some((field) => field in option)
            ? `${place}.options[${index}]: an attachment takes neither choices nor a length`
            : null,
          'required' in option &&
          option.required &&
          options.slice(0, index).some((each) => !('required' in each && each.required))
            ? `${place}.options[${index}]: required ones stand first`
            : null,
        ]),
      ]);
    }),
  ]);
}

export function checkChoices(choices: readonly APIApplicationCommandOptionChoice[]): Problem {
  return first([
    choices.length > 25 ? 'choices: more than 25' : null,
    ...choices.flatMap(({ name, value }, index) => [
      length(`choices[${index}].name`, name.trim(), 1, 100),
      length(`choices[${index}].value`, String(value), 1, 100),
    ]),
  ]);
}

export function checkModal(modal: APIModalInteractionResponseCallbackData): Problem {
  const ids = new Set<string>();
  return first([
    length('modal.custom_id', modal.custom_id, 1, 100),
    length('modal.title', modal.title.trim(), 1, 45),
    modal.components.length < 1 || modal.components.length > 5
      ? 'modal: between 1 and 5 components'
      : null,
    ...modal.components.map((label, index): Problem => {
      const place = `modal.components[${index}]`;
      if (label.type !== ComponentType.Label) return `${place}: not a label`;
      const { component } = label;
      if (ids.has(component.custom_id)) return `${place}.custom_id: duplicated`;
      ids.add(component.custom_id);
      const named = first([
        length(`${place}.label`, label.label.trim(), 1, 45),
        length(`${place}.description`, label.description ?? '', 0, 100),
        length(`${place}.custom_id`, component.custom_id, 1, 100),
      ]);
      if (component.type === ComponentType.TextInput) {
        return first([
          named,
          length(`${place}.placeholder`, component.placeholder ?? '', 0, 100),
          length(`${place}.value`, component.value ?? '', 0, 4_000),
          (component.max_length ?? 1) < 1 || (component.max_length ?? 1) > 4_000
            ? `${place}.max_length: between 1 and 4000`
            : null,
        ]);
      }
      if (component.type !== ComponentType.StringSelect) return `${place}: not part of this server`;
      const values = component.options.map(({ value }) => value);
      return first([
        named,
        values.length < 1 || values.length > 25 ? `${place}.options: between 1 and 25` : null,
        new Set(values).size < values.length ? `${place}.options: a value twice` : null,
        ...component.options.flatMap((option, o) => [
          length(`${place}.options[${o}].label`, option.label.trim(), 1, 100),
          length(`${place}.options[${o}].value`, option.value, 1, 100),
          length(`${place}.options[${o}].description`, option.description ?? '', 0, 100),
        ]),
      ]);
    }),
  ]);
}
