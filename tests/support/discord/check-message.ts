import {
  type APIEmbed,
  ButtonStyle,
  ComponentType,
  MessageFlags,
  type RESTPostAPIChannelMessageJSONBody,
} from 'discord-api-types/v10';

/** What Discord refuses in a message, as `place: why`; null when it takes it. */
export type Problem = string | null;

/** The parts of a message body that every way of posting has in common. */
export type MessageBody = Pick<
  RESTPostAPIChannelMessageJSONBody,
  | 'content'
  | 'embeds'
  | 'components'
  | 'allowed_mentions'
  | 'attachments'
  | 'flags'
  | 'nonce'
  | 'enforce_nonce'
  | 'message_reference'
>;

/** Checks a message by Discord's documented limits; `files` are the names of the uploaded ones. */
export function checkMessage(body: MessageBody, files: readonly string[]): Problem {
  const { content = '', embeds = [], components = [], attachments = [] } = body;
  const isV2 = ((body.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  if (isV2) return 'flags: Components V2 is not part of this server';
  const empty = content.trim() === '' && embeds.length === 0 && files.length === 0;
  if (empty && components.length === 0) return 'Cannot send an empty message';
  if (empty) return 'components: a message of components alone is empty';
  return first([
    length('content', content, 0, 2_000),
    embeds.length > 10 ? 'embeds: more than 10' : null,
    ...embeds.map((embed, index) => checkEmbed(embed, `embeds[${index}]`, files)),
    embeds.reduce((sum, embed) => sum + charsOf(embed), 0) > 6_000
      ? 'embeds: more than 6000 characters in all'
      : null,
    checkComponents(components),
    files.length > 10 ? 'files: more than 10' : null,
    ...attachments.map(({ description }, index) =>
      length(`attachments[${index}].description`, description ?? '', 0, 1_024),
    ),
    length('nonce', `${body.nonce ?? ''}`, 0, 25),
    body.enforce_nonce && body.nonce === undefined ? 'enforce_nonce: without a nonce' : null,
  ]);
}

function checkEmbed(embed: APIEmbed, place: string, files: readonly string[]): Problem {
  const image = embed.image?.url;
  return first([
    embed.title === undefined ? null : length(`${place}.title`, embed.title.trim(), 1, 256),
    embed.description === undefined
      ? null
      : length(`${place}.description`, embed.description.trim(), 1, 4_096),
    (embed.fields?.length ?? 0) > 25 ? `${place}.fields: more than 25` : null,
    ...(embed.fields ?? []).flatMap(({ name, value }, index) => [
      length(`${place}.fields[${index}].name`, name.trim(), 1, 256),
      length(`${place}.fields[${index}].value`, value.trim(), 1, 1_024),
    ]),
    length(`${place}.footer`, embed.footer?.text ?? '', 0, 2_048),
    length(`${place}.author`, embed.author?.name ?? '', 0, 256),
    !embed.title && !embed.description && !embed.fields?.length && !embed.image
      ? `${place}: empty`
      : null,
    image?.startsWith('attachment://') && !files.includes(image.slice('attachment://'.length))
      ? `${place}.image: no file of that name`
      : null,
  ]);
}

function charsOf(embed: APIEmbed): number {
  const fields = embed.fields ?? [];
  return [
    embed.title,
    embed.description,
    embed.footer?.text,
    embed.author?.name,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ].reduce((sum, text) => sum + chars(text ?? ''), 0);
}

/** The components of a message: rows of buttons, or of one menu. */
export function checkComponents(rows: MessageBody['components'] = []): Problem {
  if (rows.length > 5) return 'components: more than 5 rows';
  const ids = new Set<string>();
  const problems = rows.flatMap((row, r): Problem[] => {
    if (row.type !== ComponentType.ActionRow) return [`components[${r}]: not an action row`];
    const place = `components[${r}].components`;
    const isMenu = row.components.some(({ type }) => type !== ComponentType.Button);
    return [
      row.components.length < 1 || row.components.length > (isMenu ? 1 : 5)
        ? `${place}: between 1 and 5 buttons, or one menu`
        : null,
      ...row.components.map((component, c): Problem => {
        const here = `${place}[${c}]`;
        if ('custom_id' in component) {
          if (ids.has(component.custom_id)) return `${here}.custom_id: duplicated`;
          ids.add(component.custom_id);
        }
        if (component.type === ComponentType.Button) {
          if (component.style === ButtonStyle.Link)
            return length(`${here}.url`, component.url, 1, 512);
          if (component.style === ButtonStyle.Premium)
            return `${here}: premium buttons are not part of this server`;
          return first([
            length(`${here}.custom_id`, component.custom_id, 1, 100),
            length(`${here}.label`, component.label?.trim() ?? '', 1, 80),
          ]);
        }
        if (component.type !== ComponentType.StringSelect)
          return `${here}: not part of this server`;
        const values = component.options.map(({ value }) => value);
        return first([
          length(`${here}.custom_id`, component.custom_id, 1, 100),
          length(`${here}.placeholder`, component.placeholder ?? '', 0, 150),
          values.length < 1 || values.length > 25 ? `${here}.options: between 1 and 25` : null,
          new Set(values).size < values.length ? `${here}.options: a value twice` : null,
          ...component.options.flatMap(({ label, value, description }, o) => [
            length(`${here}.options[${o}].label`, label.trim(), 1, 100),
            length(`${here}.options[${o}].value`, value, 1, 100),
            description === undefined
              ? null
              : length(`${here}.options[${o}].description`, description.trim(), 1, 100),
          ]),
        ]);
      }),
    ];
  });
  return first(problems);
}

/** Discord counts code points. */
function chars(text: string): number {
  return [...text].length;
}

export function length(place: string, text: string, min: number, max: number): Problem {
  const count = chars(text);
  return count < min || count > max
    ? `${place}: must be between ${min} and ${max} in length`
    : null;
}

export function first(problems: readonly Problem[]): Problem {
  return problems.find((problem) => problem !== null) ?? null;
}
