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
  readonly possible: readonly (readonly string[])[];
  /** The tag that each word has so far. */
  readonly pos: string[];
};

/** One of the words from `first` to `last`, counted from the word in question, is among `words`. */
type Condition = {
  readonly property: 'pos' | 'normal' | 'value';
  readonly first: number;
  readonly last: number;
  readonly words: { has(word: string): boolean };
};
type Rule = { readonly becomes: string; readonly conditions: readonly Condition[] };
/** Rules by the tag that a word has, and by the word where a rule is for some words only. */
type Table = ReadonlyMap<string, { own: ReadonlyMap<string, readonly Rule[]>; rest: Rule[] }>;

// What stands before a word is settled first; a rule about words is surer than one about tags.
const TABLES = [valueBehind, posBehind, valueAhead, posAhead].map(toTable);

/** Gives words that can have several tags the one that suits their neighbours. */
export function applyContextRules(reading: Reading): void {
  const { normal, possible, pos } = reading;
  const unsure = [...possible.keys()].filter((at) => (possible[at]?.length ?? 0) > 1);
  for (const table of TABLES) {
    for (const at of unsure) {
      const rules = table.get(pos[at] ?? '');
      if (!rules) continue;
      for (const rule of rules.own.get(normal[at] ?? '') ?? rules.rest) {
        if (!possible[at]?.includes(rule.becomes) || !isMet(rule, reading, at)) continue;
        pos[at] = rule.becomes;
        break;
      }
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

type Source = typeof posAhead;

function toTable(source: Source): Table {
  return new Map(
    Object.entries(source).map(([tag, rules]) => {
      const read = rules.map(toRule);
      const words = new Set(read.flatMap(({ own }) => [...(own ?? [])]));
      return [
        tag,
        {
          own: new Map(
            [...words].map((word) => [word, read.filter(({ own }) => own?.has(word) ?? true)]),
          ),
          rest: read.filter(({ own }) => own === null),
        },
      ];
    }),
  );
}

/** `own` are the words that the rule is for; null for any. */
function toRule({ rules, willBe }: Source[string][number]): Rule & { own: Set<string> | null } {
  let own: Set<string> | null = null;
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
function literals({ source }: RegExp): Set<string> | null {
  const words = source.split('|').map((part) => /^\^(?<word>[\w',]+)\$+$/.exec(part)?.groups?.word);
  return words.every((word) => word !== undefined) ? new Set(words) : null;
}
