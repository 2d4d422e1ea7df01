import { extname } from 'node:path';
import type { APIAttachment } from 'discord.js';
import type { AttachedFile, Download, OpenFile } from '../port.ts';

/** docs.discord.com, CDN formatting: where the addresses of attachments lead. */
const CDN = 'https://cdn.discordapp.com';

export function toFile(attachment: APIAttachment): AttachedFile {
  const { id, filename, title, content_type, size, url } = attachment;
  // Discord strips a name of its special letters, and keeps them in the title.
  const end = extname(filename);
  const name = title === undefined || title.endsWith(end) ? (title ?? filename) : title + end;
  return { id, name, type: content_type ?? null, bytes: size, url, problem: null };
}

/** Fetches attachments from Discord's own host, or that of the API where `apiUrl` names another one. */
export function openFiles(download: Download | null, apiUrl: string | undefined): OpenFile {
  const origins = [CDN, ...(apiUrl === undefined ? [] : [new URL(apiUrl).origin])];
  return async ({ url }) => {
    if (download === null || url === null) return { problem: 'Discord gave no address for it.' };
    const got = await download({ url, origins });
    switch (got.kind) {
      case 'full':
        return { bytes: got.bytes };
      case 'elsewhere':
        return { problem: 'Its address is not on Discord’s own host, so it was not fetched.' };
      case 'failed':
        return got.status === 403 || got.status === 404
          ? { problem: 'Discord does not have it any more; attach it again.' }
          : { problem: got.problem };
    }
  };
}
