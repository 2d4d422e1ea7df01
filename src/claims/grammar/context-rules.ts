import posAhead from 'wink-pos-tagger/src/rules/pos-rules-ge0.js';
import posBehind from 'wink-pos-tagger/src/rules/pos-rules-le0.js';
import valueAhead from 'wink-pos-tagger/src/rules/value-rules-ge0.js';
import valueBehind from 'wink-pos-tagger/src/rules/value-rules-le0.js';

/** A sentence while it is tagged; the arrays run side by side, one entry a word. */
export type Reading = {
  readonly value: readonly string[];
  /** Lower case, without accents. */
  readonly normal: readonly string[];
  /** The rules that may change each word's tag. */
  readonly rules: readonly WordRules[];
  /** The tag that each word has so far. */
  readonly pos: string[];
};

/** For each pass over a sentence, the rules by the tag that the word has; null where there are none. */
export type WordRules = readonly (ReadonlyMap<string, readonly Rule[]> | null)[];
type Rule = { readonly becomes: string; readonly conditions: readonly Condition[] };
/** One of the words from `first` to `last`, counted from the word in question, is among `words`. */
type Condition = {
  readonly property: 'pos' | 'normal' | 'value';
  readonly first: number;
  readonly last: number;
  readonly words: { has(word: string): boolean };
};

// What stands before a word is settled first; a rule about words is surer than one about tags.
const PASSES = [valueBehind, posBehind, valueAhead, posAhead].map(
  (source) => new Map(Object.entries(source).map(([tag, rules]) => [tag, rules.map(toRule)])),
);
export const NO_RULES: WordRules = PASSES.map(() => null);
const ALL_RULES = PASSES.flatMap((tables) => [...tables.values()].flat());
/** Words that have rules of their own. */
const OWN_WORDS: ReadonlySet<string> = new Set(ALL_RULES.flatMap(({ own }) => [...(own ?? [])]));
const byTags = new Map<string, WordRules>();

/** The rules that can give a word another of its possible tags. */
export function rulesFor(word: string, possible: readonly string[]): WordRules {
  if (possible.length < 2) return NO_RULES;
  if (OWN_WORDS.has(word)) return selectRules(possible, word);
  const key = possible.join(' ');
  const known = byTags.get(key) ?? selectRules(possible, word);
  byTags.set(key, known);
  return known;
}

function selectRules(possible: readonly string[], word: string): WordRules {
  return PASSES.map((tables) => {
    const byTag = new Map<string, readonly Rule[]>();
    for (const tag of possible) {
      const rules = tables.get(tag) ?? [];
      const fit = rules.filter(
        ({ becomes, own }) => possible.includes(becomes) && (own?.has(word) ?? true),
      );
      if (fit.length > 0) byTag.set(tag, fit);
    }
    return byTag.size > 0 ? byTag : null;
  });
}

/** Gives words that can have several tags the one that suits their neighbours. */
export function applyContextRules(reading: Reading): void {
  for (let pass = 0; pass < PASSES.length; pass += 1)
    for (let at = 0; at < reading.pos.length; at += 1) {
      const byTag = reading.rules[at]?.[pass];
      if (!byTag) continue;
      for (const rule of byTag.get(reading.pos[at] ?? '') ?? []) {
        if (!isMet(rule, reading, at)) continue;
        reading.pos[at] = rule.becomes;
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
      isFound = text !== undefined && words.has(text);
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
    const words = literals(matches);
    if (property === 'normal' && first === 0 && last === 0 && words && !own) own = words;
    else
      conditions.push({
        property,
        first,
        last,
        words: words ?? { has: (word) => matches.test(word) },
      });
  }
  return { becomes: willBe, conditions, own };
}

/** The words that a pattern such as `^is$|^are$` stands for; null where it stands for more. */
function literals({ source }: RegExp): ReadonlySet<string> | null {
  const words = source.split('|').map((part) => /^\^(?<word>[\w',]+)\$+$/.exec(part)?.groups?.word);
  return words.every((word) => word !== undefined) ? new Set(words) : null;
}
