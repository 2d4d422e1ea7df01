import { stat } from 'node:fs/promises';
import { parse, sep } from 'node:path';
import type { Source, Sources } from '../store/port.ts';
import type { Pipeline } from './pipeline.ts';
import { listFiles, readSource } from './read-file.ts';

export type Tally = {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly reprints: number;
  readonly withdrawn: number;
  readonly failed: number;
};

export type FolderParts = {
  readonly pipeline: Pipeline;
  readonly sources: Sources;
  /** Takes one sentence about each file that is left out. */
  readonly report: (problem: string) => void;
  /** Takes what was thrown while a file was read or withdrawn; the next file is read all the same. */
  readonly fault: (doing: string, thrown: unknown) => void;
  readonly now: () => number;
  readonly maxBytes?: number;
  /** Ends the reading after the file in hand. */
  readonly signal?: AbortSignal;
  /** Called after each file with how many are done, of how many. */
  readonly progress?: (done: number, total: number) => void;
};

/**
 * Brings the library up to date with files and folders: reads what is new or changed since the last
 * reading, and withdraws what is gone. One bad file harms no other.
 */
export async function readFolders(paths: readonly string[], parts: FolderParts): Promise<Tally> {
  const { files, problems } = await listFiles(paths);
  for (const problem of problems) parts.report(problem);
  const tally = {
    new: 0,
    changed: 0,
    unchanged: 0,
    reprints: 0,
    withdrawn: 0,
    failed: problems.length,
  };
  const present = new Set(files);
  for (const { key } of await parts.sources.list('file')) {
    const isBelow = paths.some(
      (path) => key === path || key.startsWith(path.endsWith(sep) ? path : path + sep),
    );
    if (present.has(key) || !isBelow) continue;
    if ((await parts.pipeline.withdraw(key)) !== null) tally.withdrawn++;
  }
  for (const [done, file] of files.entries()) {
    if (parts.signal?.aborted) break;
    try {
      tally[await readFileInto(file, parts)]++;
    } catch (thrown) {
      parts.fault(`reading ${file}`, thrown);
      tally.failed++;
    }
    parts.progress?.(done + 1, files.length);
  }
  return tally;
}

/** Reads one file, unless nothing of it has changed since the last time. */
export async function readFileInto(
  file: string,
  { pipeline, sources, report, now, maxBytes }: FolderParts,
): Promise<'new' | 'changed' | 'unchanged' | 'reprints' | 'failed'> {
  const stamp = await stampOf(file);
  const known = await sources.find(file);
  if (known !== null && known.stamp === stamp && known.fault === null) return 'unchanged';
  const read = await readSource(file, maxBytes);
  const from: Omit<Source, 'article'> = {
    key: file,
    kind: 'file',
    etag: null,
    lastModified: null,
    stamp,
    readAt: now(),
    dueAt: null,
    failures: 0,
    fault: null,
    addedBy: null,
  };
  if ('problem' in read) {
    report(read.problem);
    const failures = (known?.failures ?? 0) + 1;
    await sources.put({ ...from, article: known?.article ?? null, failures, fault: read.problem });
    return 'failed';
  }
  if (read.remark !== null) report(read.remark);
  const { kind } = await pipeline.take({ text: read.source, from });
  return kind === 'reprint' ? 'reprints' : kind;
}

/** Changes when the file or the JSON beside it does: sizes and times of change. */
async function stampOf(file: string): Promise<string> {
  const { dir, name } = parse(file);
  const beside = dir === '' ? `${name}.json` : `${dir}${sep}${name}.json`;
  const marks = await Promise.all(
    [file, beside].map(async (path) => {
      try {
        const { size, mtimeMs } = await stat(path);
        return `${size}@${mtimeMs}`;
      } catch {
        return '-';
      }
    }),
  );
  return marks.join(' ');
}
