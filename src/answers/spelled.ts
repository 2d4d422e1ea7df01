import type { Article } from '../corpus/article.ts';
import { foldWord, withoutMarks } from '../corpus/fold.ts';
import type { Named } from './names.ts';
import { remembered } from './remembered.ts';
import { wordsOf } from './terms.ts';

const patterns = new WeakMap<Named, readonly RegExp[]>();

/** Some spelling of the name stands in the text as whole words; a plural or possessive ending is allowed. */
export function isSpelled(named: Named, text: string): boolean {
  return stands(named, foldText(text));
}

/** What was folded and looked for in one article: questions look again and again. */
type Looked = {
  readonly folded: Map<string, string>;
  readonly held: Map<Named, boolean>;
};

const looked = new WeakMap<Article, Looked>();

/** As `isSpelled`, for a text that is cut from this article. */
export function isSpelledIn(named: Named, text: string, article: Article): boolean {
  const { folded, held } = remembered(looked, article, () => ({
    folded: new Map<string, string>(),
    held: new Map<Named, boolean>(),
  }));
  return (
    remembered(held, named, () => stands(named, foldText(article.text))) &&
    stands(
      named,
      remembered(folded, text, () => foldText(text)),
    )
  );
}

function stands(named: Named, folded: string): boolean {
  return remembered(patterns, named, () => patternsOf(named)).some((pattern) =>
    pattern.test(folded),
  );
}

function patternsOf({ name, spellings }: Named): readonly RegExp[] {
  const forms = [name, ...spellings];
  return [
    toPattern(
      forms.filter((form) => !isInitials(form)).map((form) => wordsOf(form).map(foldWord)),
      'iu',
    ),
    // "US" is a country, "us" is not.
    toPattern(
      forms.filter(isInitials).map((form) => [form.replaceAll('.', '')]),
      'u',
    ),
  ].filter((pattern) => pattern !== null);
}

/** Longer ones are spoken as words, and many write them so: Nato. */
function isInitials(form: string): boolean {
  return /^(?:\p{Lu}\.?){2,3}$/u.test(form);
}

function toPattern(forms: readonly (readonly string[])[], flags: string): RegExp | null {
  const alternatives = forms
    .map((words) => words.map(escapePattern).join('[\\s-]+'))
    .filter(Boolean);
  return alternatives.length === 0
    ? null
    : new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})s?(?![\\p{L}\\p{N}])`, flags);
}

/** Running text as patterns look at it: the stops inside initials go, so that "U.S." reads "US". */
function foldText(text: string): string {
  return withoutMarks(text)
    .replace(/(?<=\b\p{Lu})\./gu, '')
    .replace(/['’ʼ`](?=s\b)/gu, ' ');
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
