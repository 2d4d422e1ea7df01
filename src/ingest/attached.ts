import { parse } from 'node:path';
import type { Article } from '../corpus/article.ts';
import type { Source as Text } from '../corpus/build-article.ts';
import { isReadable, READABLE, readText } from '../corpus/read.ts';
import type { History, Library, Source, Sources } from '../store/port.ts';
import type { Outcome, Pipeline } from './pipeline.ts';
import { openQueue } from './queue.ts';
import type { PatientReaders } from './readers.ts';
import { sharesOf } from './reprints.ts';

/** A file that somebody handed over in a chat or on the page, before it is fetched. */
export type Handed = {
  readonly name: string;
  /** The media type as announced; null when none was. */
  readonly type: string | null;
  /** As announced; null when nothing was. */
  readonly bytes: number | null;
  /** Why it cannot be had at all, in one sentence; null when it may be. */
  readonly problem: string | null;
};

/** What came; a better name or type than the one announced, where there is one. */
export type Opened =
  | { readonly bytes: Uint8Array; readonly name?: string; readonly type?: string | null }
  | { readonly problem: string };

export type AttachedParts = {
  readonly pipeline: Pipeline;
  readonly library: Library;
  readonly history: Pick<History, 'standing'>;
  readonly sources: Sources;
  readonly readers: Pick<PatientReaders, 'toArticle' | 'traitsOf'>;
  readonly now: () => number;
  readonly maxBytes: number;
};

/** `problem` is one sentence, without the file's name. */
export type AttachedOutcome = Outcome | { readonly problem: string };

/** So much of either text must stand in the other for a file of the same name to be its newer version: a bulletin of the next day shares less. */
const VERSION_SHARE = 0.7;
/** How many unlike files may have one name. */
const MAX_NAMESAKES = 1_000;
const NAME_MAX_CHARS = 120;

/** Media types of texts, for files whose name does not tell. */
const ENDS: ReadonlyMap<string, string> = new Map([
  ['text/plain', '.txt'],
  ['text/markdown', '.md'],
  ['text/html', '.html'],
]);

/** The name by which the corpus reads a file: its own, or with the end that its type asks for. Null for a kind that is not read. */
export function toReadable({ name, type }: Pick<Handed, 'name' | 'type'>): string | null {
  if (isReadable(name)) return name;
  if (/\.[a-z0-9]{1,8}$/i.test(name)) return null;
  const end = ENDS.get(type?.split(';')[0]?.trim().toLowerCase() ?? '');
  return end === undefined ? null : `${name}${end}`;
}

/** Reads files that people hand over: each once, a changed one of the same name as a newer version. */
export function openAttached(parts: AttachedParts) {
  const { pipeline, library, history, sources, readers, now, maxBytes } = parts;
  const inTurn = openQueue();

  async function take(name: string, bytes: Uint8Array, addedBy: string): Promise<AttachedOutcome> {
    const read = readText(bytes, name, maxBytes);
    if ('problem' in read) return read;
    const { text, known } = read;
    const toText = (origin: string): Text => ({ origin, text, known });
    const article = await readers.toArticle(toText(originOf(name, 1)));
    if (article.sentences.length === 0) return { problem: 'It holds no sentence to read.' };
    const standing = (await history.standing([article.id])).get(article.id);
    if (standing?.state === 'current') return { kind: 'unchanged', article: article.id };
    const origin = await placeFor(name, article);
    const from: Omit<Source, 'article'> = {
      key: origin,
      kind: 'file',
      etag: null,
      lastModified: null,
      stamp: null,
      readAt: now(),
      dueAt: null,
      failures: 0,
      fault: null,
      addedBy,
    };
    return pipeline.take({ text: toText(origin), from });
  }

  /** Where a file of this name was read before, if it was an older version of this one; else a place of its own. */
  async function placeFor(name: string, article: Article): Promise<string> {
    for (let n = 1; n < MAX_NAMESAKES; n++) {
      const origin = originOf(name, n);
      const known = (await sources.find(origin))?.article ?? null;
      if (known === null) return origin;
      const [before] = await library.articles([known]);
      if (before === undefined) return origin;
      const { ofFirst, ofSecond } = sharesOf(await shinglesOf(article), await shinglesOf(before));
      if (Math.max(ofFirst, ofSecond) >= VERSION_SHARE) return origin;
    }
    return originOf(`${article.id} ${name}`, 1);
  }

  async function shinglesOf(article: Article): Promise<Uint32Array> {
    return (await readers.traitsOf(article)).shingles;
  }

  return async (
    file: Handed,
    open: () => Promise<Opened>,
    addedBy: string,
  ): Promise<AttachedOutcome> => {
    const refused = whyNot(file, maxBytes);
    if (refused !== null) return { problem: refused };
    const opened = await open();
    if ('problem' in opened) return opened;
    const learnt = { name: opened.name ?? file.name, type: opened.type ?? file.type };
    const name = toReadable(learnt);
    if (name === null) return { problem: notReadable(learnt) };
    // One after the other, so that two of one name are told apart.
    return inTurn(() => take(name, opened.bytes, addedBy));
  };
}

/** Why a file is not even fetched; null for one that is. */
function whyNot(file: Handed, maxBytes: number): string | null {
  if (file.problem !== null) return file.problem;
  // What has no name yet is judged when it has come.
  if (file.name !== '' && toReadable(file) === null) return notReadable(file);
  if (file.bytes === 0) return 'It is empty.';
  if (file.bytes === null || file.bytes <= maxBytes) return null;
  return `It is ${inMebibytes(file.bytes)} large, more than the limit of ${inMebibytes(maxBytes)}; split it or raise the limit.`;
}

function notReadable({ name, type }: Pick<Handed, 'name' | 'type'>): string {
  const { ext } = parse(name);
  const what = ext === '' ? `of the type ${type ?? 'unknown'}` : `a ${ext.toLowerCase()} file`;
  return `It is ${what.slice(0, 60)}, and texts alone are read (${READABLE.join(', ')}); save it as one of these.`;
}

/** "attached:report.txt", "attached:report (2).txt": no path of a file and no address. */
function originOf(name: string, n: number): string {
  const { name: stem, ext } = parse(name.replace(/[\p{Cc}\p{Cf}/\\:]+/gu, '_'));
  const short = stem.slice(0, NAME_MAX_CHARS);
  return `attached:${n === 1 ? short : `${short} (${n})`}${ext}`;
}

function inMebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
