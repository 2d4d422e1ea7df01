import posAhead from 'wink-pos-tagger/src/rules/pos-rules-ge0.js';
import posBehind from 'wink-pos-tagger/src/rules/pos-rules-le0.js';
import valueAhead from 'wink-pos-tagger/src/rules/value-rules-ge0.js';
import valueBehind from 'wink-pos-tagger/src/rules/value-rules-le0.js';

/** A sentence while it is tagged; the arrays run side by side, one entry a word. */
export type Reading = {
  readonly value: readonly string[];
  /** Lower case, without accents. */
  readonly normal: readonly string[];
  /** The tags that each word can have. */
  readonly possible: readonly PossibleTags[];
  /** The tag that each word has so far. */
  readonly pos: string[];
};

export type PossibleTags = {
  /** The likeliest first. */
  readonly tags: readonly string[];
  /** For each pass over a sentence, the rules for a word that has the tag at the same index. */
  readonly passes: readonly (readonly (readonly Rule[])[] | null)[];
};
type Rule = { readonly becomes: string; readonly conditions: readonly Condition[] };
/** One of the words from `first` to `last`, counted from the word in question, is the one or among those. */
type Condition = {
  readonly property: 'pos' | 'normal' | 'value';
  readonly first: number;
  readonly last: number;
  readonly words: string | { has(word: string): boolean };
};

// What stands before a word is settled first; a rule about words is surer than one about tags.
const PASSES = [valueBehind, posBehind, valueAhead, posAhead].map(
  (source) => new Map(Object.entries(source).map(([tag, rules]) => [tag, rules.map(toRule)])),
);
const ALL_RULES = PASSES.flatMap((tables) => [...tables.values()].flat());
/** Words that have rules of their own. */
const OWN_WORDS: ReadonlySet<string> = new Set(ALL_RULES.flatMap(({ own }) => [...(own ?? [])]));
const NONE: readonly Rule[] = [];
const byTags = new Map<string, PossibleTags>();

/** Joins to a word's possible tags the rules that can choose among them. */
export function withRules(word: string, tags: readonly string[]): PossibleTags {
  if (OWN_WORDS.has(word)) return { tags, passes: selectRules(word, tags) };
  const key = tags.join(' ');
  const known = byTags.get(key) ?? { tags, passes: selectRules(word, tags) };
  byTags.set(key, known);
  return known;
}

function selectRules(word: string, tags: readonly string[]): PossibleTags['passes'] {
  if (tags.length < 2) return [];
  return PASSES.map((tables) => {
    const selected = tags.map((tag) =>
      (tables.get(tag) ?? []).filter(
        ({ becomes, own }) => tags.includes(becomes) && (own?.has(word) ?? true),
      ),
    );
    return selected.every((rules) => rules.length === 0) ? null : selected;
  });
}

/** Gives words that can have several tags the one that suits their neighbours. */
export function applyContextRules(reading: Reading): void {
  const { possible, pos } = reading;
  for (let pass = 0; pass < PASSES.length; pass += 1)
    for (let at = 0; at < possible.length; at += 1) {
      const { tags, passes } = possible[at] as PossibleTags;
      const rules = passes[pass]?.[tags.indexOf(pos[at] ?? '')] ?? NONE;
      for (const rule of rules)
        if (isMet(rule, reading, at)) {
          pos[at] = rule.becomes;
          break;
        }
    }
}

function isMet({ conditions }: Rule, reading: Reading, at: number): boolean {
  for (const { property, first, last, words } of conditions) {
    const texts = reading[property];
    let isFound = false;
    for (let i = at + first; i <= at + last && !isFound; i += 1) {
      const text = texts[i];
      isFound =
        text !== undefined && (typeof words === 'string' ? text === words : words.has(text));
    }
    if (!isFound) return false;
  }
  return true;
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
    else conditions.push({ property, first, last, words: toWords(matches, literals) });
  }
  return { becomes: willBe, conditions, own };
}

function toWords(matches: RegExp, literals: readonly string[] | null): Condition['words'] {
  if (literals === null) return { has: (word) => matches.test(word) };
  const [only, ...others] = literals;
  return only !== undefined && others.length === 0 ? only : new Set(literals);
}

/** The words that a pattern such as `^is$|^are$` stands for; null where it stands for more. */
function readLiterals({ source }: RegExp): readonly string[] | null {
  const words = source.split('|').map((part) => /^\^(?<word>[\w',]+)\$+$/.exec(part)?.groups?.word);
  return words.every((word) => word !== undefined) ? words : null;
}
