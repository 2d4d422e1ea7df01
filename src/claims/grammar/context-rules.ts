import posAhead from 'wink-pos-tagger/src/rules/pos-rules-ge0.js';
import posBehind from 'wink-pos-tagger/src/rules/pos-rules-le0.js';
import valueAhead from 'wink-pos-tagger/src/rules/value-rules-ge0.js';
import valueBehind from 'wink-pos-tagger/src/rules/value-rules-le0.js';
import type { Guess } from './tagger.ts';

export type PossibleTags = {
  /** The likeliest first. */
  readonly tags: readonly string[];
  /** For each pass over a sentence, the rules for a word by the tag that it has so far. */
  readonly passes: readonly ReadonlyMap<string, readonly Rule[]>[];
};
type Rule = { readonly becomes: string; readonly conditions: readonly Condition[] };
/** One of the words from `first` to `last`, counted from the word in question, is the one or among those. */
type Condition = {
  readonly property: 'tag' | 'normal' | 'text';
  readonly first: number;
  readonly last: number;
  readonly allowed: string | { has(word: string): boolean };
};

/** By wink's names for them. */
const PROPERTIES = { pos: 'tag', normal: 'normal', value: 'text' } as const;

// What stands before a word is settled first; a rule about words is surer than one about tags.
const PASSES = [valueBehind, posBehind, valueAhead, posAhead].map(
  (source) => new Map(Object.entries(source).map(([tag, rules]) => [tag, rules.map(toRule)])),
);
const ALL_RULES = PASSES.flatMap((tables) => [...tables.values()].flat());
/** Words that have rules of their own. */
const OWN_WORDS: ReadonlySet<string> = new Set(ALL_RULES.flatMap(({ own }) => [...(own ?? [])]));
const byTags = new Map<string, PossibleTags>();

/** Joins to a word's possible tags the rules that can choose among them. */
export function withRules(word: string, tags: readonly string[]): PossibleTags {
  if (tags.length < 2) return { tags, passes: [] };
  if (OWN_WORDS.has(word)) return { tags, passes: selectRules(word, tags) };
  const key = tags.join(' ');
  const known = byTags.get(key) ?? { tags, passes: selectRules(word, tags) };
  byTags.set(key, known);
  return known;
}

function selectRules(word: string, tags: readonly string[]): PossibleTags['passes'] {
  return PASSES.map((tables) => {
    const selected = new Map<string, readonly Rule[]>();
    for (const tag of tags) {
      const rules = (tables.get(tag) ?? []).filter(
        ({ becomes, own }) => tags.includes(becomes) && (own?.has(word) ?? true),
      );
      if (rules.length > 0) selected.set(tag, rules);
    }
    return selected;
  });
}

/** Gives the words of a sentence that can have several tags the one that suits their neighbours. */
export function applyContextRules(words: readonly Guess[]): void {
  const unsure: number[] = [];
  for (let at = 0; at < words.length; at += 1)
    if ((words[at] as Guess).word.possible.passes.length > 0) unsure.push(at);
  for (let pass = 0; pass < PASSES.length; pass += 1)
    for (const at of unsure) {
      const guess = words[at] as Guess;
      const rules = guess.word.possible.passes[pass]?.get(guess.tag);
      if (rules) guess.tag = firstMet(rules, words, at)?.becomes ?? guess.tag;
    }
}

function firstMet(rules: readonly Rule[], words: readonly Guess[], at: number): Rule | null {
  for (const rule of rules) if (isMet(rule, words, at)) return rule;
  return null;
}

function isMet({ conditions }: Rule, words: readonly Guess[], at: number): boolean {
  for (const condition of conditions) if (!holds(condition, words, at)) return false;
  return true;
}

function holds(
  { property, first, last, allowed }: Condition,
  words: readonly Guess[],
  at: number,
): boolean {
  const end = Math.min(at + last + 1, words.length);
  for (let i = Math.max(at + first, 0); i < end; i += 1) {
    const { tag, word } = words[i] as Guess;
    const text = property === 'tag' ? tag : property === 'normal' ? word.normal : word.text;
    if (typeof allowed === 'string' ? text === allowed : allowed.has(text)) return true;
  }
  return false;
}

type Source = (typeof posAhead)[string][number];

/** `own` are the words that the rule is for; null for any. */
function toRule({ rules, willBe }: Source): Rule & { readonly own: ReadonlySet<string> | null } {
  let own: ReadonlySet<string> | null = null;
  const conditions: Condition[] = [];
  for (const { operand, matches } of rules) {
    const { property, delta = 0, range: [first, last] = [delta, delta] } = operand;
    const literals = readLiterals(matches);
    if (property === 'normal' && first === 0 && last === 0 && literals && !own)
      own = new Set(literals);
    else
      conditions.push({
        property: PROPERTIES[property],
        first,
        last,
        allowed: toAllowed(matches, literals),
      });
  }
  return { becomes: willBe, conditions, own };
}

function toAllowed(matches: RegExp, literals: readonly string[] | null): Condition['allowed'] {
  if (literals === null) return { has: (word) => matches.test(word) };
  const [only, ...others] = literals;
  return only !== undefined && others.length === 0 ? only : new Set(literals);
}

/** The words that a pattern such as `^is$|^are$` stands for; null where it stands for more. */
function readLiterals({ source }: RegExp): readonly string[] | null {
  const words = source.split('|').map((part) => /^\^(?<word>[\w',]+)\$+$/.exec(part)?.groups?.word);
  return words.every((word) => word !== undefined) ? words : null;
}
