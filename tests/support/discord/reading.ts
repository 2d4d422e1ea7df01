import type { APIMessage } from 'discord-api-types/v10';

/** What a reader has before them: a message's line, then the texts of its embeds, a line each, as they are written. */
export function readDiscord({ content, embeds }: Pick<APIMessage, 'content' | 'embeds'>): string {
  return [content, ...embeds.flatMap(({ title, description }) => [title, description])]
    .filter(Boolean)
    .join('\n');
}
