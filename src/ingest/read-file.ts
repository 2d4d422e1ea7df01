import { readdir, readFile, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { Source } from '../corpus/build-article.ts';
import { readKnown } from '../corpus/known.ts';
import { isReadable, readText } from '../corpus/read.ts';

/** A file as a source, or one plain sentence that says why it is left out. */
export type ReadFile =
  | { readonly source: Source; readonly remark: string | null }
  | { readonly problem: string };

/** Every readable file below the given files and folders, in order of name; a path that is not there is a problem. */
export async function listFiles(
  paths: readonly string[],
): Promise<{ readonly files: readonly string[]; readonly problems: readonly string[] }> {
  const files: string[] = [];
  const problems: string[] = [];
  for (const path of paths) {
    try {
      if (!(await stat(path)).isDirectory()) {
        files.push(path);
        continue;
      }
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      const found = entries
        .filter((entry) => entry.isFile() && isReadable(entry.name) && !entry.name.startsWith('.'))
        .map((entry) => join(entry.parentPath, entry.name));
      files.push(...found.sort());
    } catch {
      problems.push(
        `${path} is not there or cannot be opened; check the path and its permissions.`,
      );
    }
  }
  return { files, problems };
}

/** Reads a file and the JSON of the same name beside it. */
export async function readSource(path: string, maxBytes?: number): Promise<ReadFile> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch {
    return { problem: `${path}: It cannot be opened; check its permissions.` };
  }
  const read = readText(bytes, path, maxBytes);
  if ('problem' in read) return { problem: `${path}: ${read.problem}` };
  const beside = await readBeside(path);
  const known = beside === null || 'problem' in beside ? read.known : { ...read.known, ...beside };
  const remark = beside && 'problem' in beside ? `${sidecarOf(path)}: ${beside.problem}` : null;
  return { source: { origin: path, text: read.text, known }, remark };
}

async function readBeside(path: string): Promise<ReturnType<typeof readKnown> | null> {
  try {
    return readKnown(await readFile(sidecarOf(path), 'utf8'));
  } catch {
    return null;
  }
}

function sidecarOf(path: string): string {
  const { dir, name } = parse(path);
  return join(dir, `${name}.json`);
}
