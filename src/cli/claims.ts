import { basename } from 'node:path';
import { type Claim, KINDS, MODALITIES } from '../claims/claim.ts';
import type { Config } from '../config.ts';
import { type Article, cut } from '../corpus/article.ts';
import { PlainError } from '../faults.ts';
import type { Store } from '../store/port.ts';
import { withStore } from './kept.ts';
import { readArguments } from './options.ts';
import { remark, say } from './say.ts';

export const CLAIMS_HELP = `muster claims list [ARTICLE] | hide CLAIM | correct CLAIM | undo CLAIM

  list             what readers reported wrong, and what is hidden or corrected
  list ARTICLE     the claims of an article, by its id or file name, or the start of one
  hide CLAIM --why "…"
                   leaves the claim out of every later answer
  correct CLAIM --why "…" [--kind K] [--modality M] [--negated yes|no] [--speaker NAME|none]
                   changes what was read of it
  undo CLAIM       takes back hiding and correcting

Threads that used the claim are told, with the reason.`;

const OPTIONS = {
  why: { type: 'string' },
  kind: { type: 'string' },
  modality: { type: 'string' },
  negated: { type: 'string' },
  speaker: { type: 'string' },
} as const;

type Values = { readonly [Name in keyof typeof OPTIONS]?: string | undefined };

/** Returns the exit code. */
export async function claims(args: readonly string[], config: Config): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS);
  const [action, id, ...rest] = positionals;
  if (rest.length > 0) throw new PlainError('Name one claim or article at a time.');
  return withStore(config, (store) => {
    switch (action) {
      case 'list':
        return id === undefined ? listChanges(store) : listClaims(id, store);
      case 'hide':
      case 'correct':
      case 'undo':
        if (id === undefined)
          throw new PlainError(`Name the claim: muster claims ${action} 1f3a5c7d9b2e4f60-03`);
        return change(action, id, values, store);
      default:
        throw new PlainError('Say what to do: muster claims list, hide, correct or undo.');
    }
  });
}

async function change(
  action: 'hide' | 'correct' | 'undo',
  id: string,
  values: Values,
  { library, corrections }: Store,
): Promise<number> {
  if (action === 'undo') {
    const isUndone = await corrections.undo(id);
    say(isUndone ? `${id} is as it was read.` : `Nothing was changed of ${id}.`);
    return isUndone ? 0 : 2;
  }
  const why = values.why?.trim();
  if (!why)
    throw new PlainError(
      'Say why, for those who used it: --why "the figure is the article’s slip"',
    );
  const claim = (await library.claimsOf([id.replace(/-\d+$/, '')])).find((one) => one.id === id);
  if (claim === undefined)
    throw new PlainError(
      `No claim ${id} is shown. “muster claims list ARTICLE” lists those of an article, “muster claims list” those that are hidden.`,
    );
  if (action === 'hide') await corrections.hide(id, why, Date.now());
  else await corrections.correct(id, readFields(values, claim), why, Date.now());
  say(`${id} is ${action === 'hide' ? 'hidden' : 'corrected'}.`);
  return 0;
}

function readFields({ kind, modality, negated, speaker }: Values, claim: Claim): Partial<Claim> {
  const fields = {
    ...(kind === undefined ? {} : { kind: oneOf('kind', kind, KINDS) }),
    ...(modality === undefined ? {} : { modality: oneOf('modality', modality, MODALITIES) }),
    ...(negated === undefined
      ? {}
      : { negated: oneOf('negated', negated, ['yes', 'no'] as const) === 'yes' }),
    ...(speaker === undefined ? {} : { speaker: withName(speaker, claim) }),
  };
  if (Object.keys(fields).length === 0)
    throw new PlainError('Say what is right: --kind, --modality, --negated or --speaker.');
  return fields;
}

function withName(name: string, { id, speaker }: Claim): Claim['speaker'] {
  if (name === 'none') return null;
  if (speaker === null)
    throw new PlainError(
      `${id} is the article’s own statement: its words name no source that could be renamed.`,
    );
  return { ...speaker, name };
}

function oneOf<Value extends string>(name: string, value: string, known: readonly Value[]): Value {
  const found = known.find((one) => one === value);
  if (found === undefined)
    throw new PlainError(`--${name} ${value} is not known. Write one of ${known.join(', ')}.`);
  return found;
}

async function listClaims(prefix: string, { library }: Store): Promise<number> {
  const held = (await library.list()).find(
    ({ id, origin }) => id.startsWith(prefix) || basename(origin).startsWith(prefix),
  );
  const [article] = held ? await library.articles([held.id]) : [];
  if (article === undefined)
    throw new PlainError(
      `No article held has the id or file name ${prefix}. muster ask /sources lists those in the folders.`,
    );
  const listed = await library.claimsOf([article.id]);
  for (const claim of listed) say(describe(claim, article));
  if (listed.length === 0) remark('No claims are read from this article.');
  return listed.length > 0 ? 0 : 2;
}

function describe(
  { id, speaker, kind, modality, negated, content }: Claim,
  article: Article,
): string {
  const words = content.map((span) => cut(article, span)).join(' … ');
  const marks = [kind, modality, ...(negated ? ['negated'] : [])].join(', ');
  return `${id}  ${speaker?.name ?? speaker?.text ?? 'the article'} (${marks}): ${words.replace(/\s+/g, ' ')}`;
}

async function listChanges({ corrections }: Store): Promise<number> {
  const [changes, reports] = [await corrections.all(), await corrections.reports()];
  for (const { claim, text, at } of reports)
    say(`${day(at)}  reported: ${claim ?? 'an answer'}: ${text.replace(/\s+/g, ' ')}`);
  for (const [claim, { hidden, fields, why, at }] of changes) {
    const what = hidden ? 'hidden' : `corrected (${Object.keys(fields).join(', ')})`;
    say(`${day(at)}  ${what}: ${claim}: ${why}`);
  }
  if (reports.length + changes.size > 0) return 0;
  remark('Nothing was reported wrong, and nothing is hidden or corrected.');
  return 2;
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
