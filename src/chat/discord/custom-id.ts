import { CUSTOM_ID_MAX_CHARS } from './limits.ts';

/** A citation as a button carries it. */
export type Passage = { readonly article: string; readonly start: number; readonly end: number };

/**
 * What pressing a button means. `root` is the message that the conversation hangs under, where that
 * is not the pressed message or its thread.
 */
export type Press =
  | { readonly kind: 'ask'; readonly root: string | null; readonly text: string }
  /** A text too long for a button: the `index`th of those kept with the post's row under `key`. */
  | {
      readonly kind: 'ask-kept';
      readonly root: string | null;
      readonly index: number;
      readonly key: string;
    }
  | { readonly kind: 'cite'; readonly passage: Passage }
  /** The passage is the chosen option's value. */
  | { readonly kind: 'cite-chosen' }
  | { readonly kind: 'wrong'; readonly key: string }
  | { readonly kind: 'follow-up'; readonly root: string | null };

/** `tag` tells apart buttons of one message that mean the same, as Discord demands. Null when it is too long for a button. */
export function writeCustomId(press: Press, tag: string): string | null {
  const id = `${press.kind}|${tag}|${write(press)}`;
  return id.length <= CUSTOM_ID_MAX_CHARS ? id : null;
}

function write(press: Press): string {
  switch (press.kind) {
    case 'ask':
      return `${press.root ?? ''}|${press.text}`;
    case 'ask-kept':
      return `${press.root ?? ''}|${press.index}|${press.key}`;
    case 'cite':
      return writePassage(press.passage);
    case 'cite-chosen':
      return '';
    case 'wrong':
      return press.key;
    case 'follow-up':
      return press.root ?? '';
  }
}

/** Null for a button of somebody else, or of a version that is gone. */
export function readCustomId(id: string): Press | null {
  const [kind, , ...rest] = id.split('|');
  const [first = '', second = ''] = rest;
  const root = first === '' ? null : first;
  switch (kind) {
    case 'ask':
      return { kind, root, text: rest.slice(1).join('|') };
    case 'ask-kept':
      return { kind, root, index: Number(second), key: rest.slice(2).join('|') };
    case 'cite': {
      const passage = readPassage(first);
      return passage && { kind, passage };
    }
    case 'cite-chosen':
      return { kind };
    case 'wrong':
      return { kind, key: rest.join('|') };
    case 'follow-up':
      return { kind, root };
    default:
      return null;
  }
}

/** `3|0123456789abcdef:120:188`, the mark first so that two marks of one sentence stay apart. */
export function writeChoice(mark: number, passage: Passage): string {
  return `${mark}|${writePassage(passage)}`;
}

export function readChoice(value: string): Passage | null {
  return readPassage(value.split('|')[1] ?? '');
}

function writePassage({ article, start, end }: Passage): string {
  return `${article}:${start}:${end}`;
}

const PASSAGE = /^(?<article>[^:]{1,80}):(?<start>\d{1,10}):(?<end>\d{1,10})$/u;

function readPassage(text: string): Passage | null {
  const groups = PASSAGE.exec(text)?.groups;
  if (!groups?.article) return null;
  return { article: groups.article, start: Number(groups.start), end: Number(groups.end) };
}
