import { type FolderParts, readFileInto, readFolders, type Tally } from './folder.ts';
import { watchFolders } from './watch.ts';

export type FollowParts = FolderParts & {
  /** Called when the library has changed after the first reading. */
  readonly changed?: (what: { readonly file: string; readonly withdrawn: string | null }) => void;
};

export type Following = {
  /** What the first reading found. */
  readonly tally: Tally;
  /** Ends the watching, when what is in hand is done. */
  readonly close: () => Promise<void>;
};

/** Reads folders, and goes on reading what is put in them, changed and removed, one file at a time. */
export async function followFolders(
  folders: readonly string[],
  parts: FollowParts,
  settleMs?: number,
): Promise<Following> {
  let last: Promise<void> = Promise.resolve();
  const inTurn = (file: string, work: () => Promise<void>) => {
    last = last.then(work).catch((thrown) => parts.fault(`reading ${file}`, thrown));
  };
  // Nothing that arrives during the first reading is read before it ends, nor missed.
  const begun = Promise.withResolvers<void>();
  last = begun.promise;
  const watching = await watchFolders(
    folders,
    {
      changed: (file) =>
        inTurn(file, async () => {
          const outcome = await readFileInto(file, parts);
          if (outcome === 'new' || outcome === 'changed')
            parts.changed?.({ file, withdrawn: null });
        }),
      removed: (file) =>
        inTurn(file, async () => {
          const withdrawn = await parts.pipeline.withdraw(file);
          if (withdrawn !== null) parts.changed?.({ file, withdrawn });
        }),
      failed: (error) => parts.fault('watching folders', error),
    },
    settleMs,
  );
  try {
    const tally = await readFolders(folders, parts);
    return {
      tally,
      async close() {
        await watching.close();
        await last;
      },
    };
  } catch (thrown) {
    await watching.close();
    throw thrown;
  } finally {
    begun.resolve();
  }
}
