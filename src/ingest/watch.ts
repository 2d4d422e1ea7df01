import { basename, parse } from 'node:path';
import { watch } from 'chokidar';
import { isReadable, READABLE } from '../corpus/read.ts';

export type FolderEvents = {
  /** A readable file is there, whole, or the JSON beside it has changed. */
  readonly changed: (file: string) => void;
  readonly removed: (file: string) => void;
  /** The folder cannot be watched any more. */
  readonly failed: (error: unknown) => void;
};

export type Watching = { readonly close: () => Promise<void> };

/** A file that has not grown for so long is taken for written. */
const SETTLE_MS = 1_000;

/**
 * Watches folders, and what is put in them later, and waits for files still being written. Files that
 * are there already are not told of: watch first, then read the folder, and none slips between.
 */
export async function watchFolders(
  folders: readonly string[],
  events: FolderEvents,
  settleMs: number = SETTLE_MS,
): Promise<Watching> {
  const watcher = watch([...folders], {
    ignoreInitial: true,
    followSymlinks: false,
    awaitWriteFinish: { stabilityThreshold: settleMs, pollInterval: Math.min(100, settleMs) },
  });
  const tell = (path: string) => {
    if (basename(path).startsWith('.')) return;
    if (isReadable(path)) events.changed(path);
    else if (path.toLowerCase().endsWith('.json'))
      for (const file of besides(path)) events.changed(file);
  };
  watcher.on('add', tell);
  watcher.on('change', tell);
  watcher.on('unlink', (path) => {
    if (isReadable(path)) events.removed(path);
    else tell(path);
  });
  watcher.on('error', events.failed);
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return { close: () => watcher.close() };

  /** The files that a JSON file may stand beside, of those that are watched. */
  function besides(json: string): readonly string[] {
    const { dir, name } = parse(json);
    const held = watcher.getWatched()[dir] ?? [];
    return READABLE.map((end) => `${name}${end}`)
      .filter((file) => held.includes(file))
      .map((file) => json.slice(0, json.length - parse(json).base.length) + file);
  }
}
