import type { Retaggable } from './mending.ts';
import {
  FINITE,
  isAfterAuxiliary,
  isBe,
  isDo,
  isHave,
  SAY,
  SUBJECT_PRONOUNS,
} from './word-classes.ts';

const CLAUSE_END = /^(,|:|\.|CC|WRB|WP|''|``|-LRB-|-RRB-|—)$/;

/**
 * "denied" after a noun is the clause's verb where it has no other ("the Kremlin denied the call"),
 * and a participle where it has ("elements made up of troops appeared").
 */
export function mendParticiple(tokens: readonly Retaggable[], index: number): void {
  const token = tokens[index] as Retaggable;
  if (token.tag !== 'VBN' && token.tag !== 'VBD') return;
  if (SAY.has(token.lower) || isBe(token) || isHave(token) || isDo(token)) return;
  if (isAfterAuxiliary(tokens, index)) return;
  let at = index - 1;
  while (tokens[at]?.tag.startsWith('RB')) at -= 1;
  // "The Rapid Support Forces (RSF) denied": the short name stands for the noun before it.
  if (tokens[at]?.tag === '-RRB-' && tokens[at - 2]?.tag === '-LRB-') at -= 3;
  const before = tokens[at];
  if (!before) return;
  // "who asked that his name not be used told Reuters"
  if (token.lower === 'told' && before.tag === 'VBN' && !isBe(before) && !isHave(before)) {
    token.tag = 'VBD';
    return;
  }
  // "said undecided voters", "from occupied territory": it describes the noun.
  if (
    token.tag === 'VBN' &&
    at === index - 1 &&
    /^(IN|VBD|VBZ|VBP|VBN)$/.test(before.tag) &&
    !isHave(before) &&
    /^(N|JJ)/.test(tokens[index + 1]?.tag ?? '')
  ) {
    token.tag = 'JJ';
    return;
  }
  // "De Blasio, speaking on the radio, called": the first verb with tense comes after a parenthesis.
  if (before.tag === ',') {
    const earlier = tokens.slice(0, at);
    const commas = earlier.filter(({ tag }) => tag === ',').length;
    const isAfterParenthesis =
      commas > 1 || (commas > 0 && /^(N|PRP|DT|RB|JJ)/.test(earlier[0]?.tag ?? ''));
    // "Bern, where the court sits, denied": the relative clause has its own verb.
    const comma = earlier.findIndex(({ tag }) => tag === ',');
    const isRelative = /^W/.test(earlier[comma + 1]?.tag ?? '');
    const main = isRelative ? earlier.slice(0, comma) : earlier;
    if (isAfterParenthesis && !main.some(({ tag }) => FINITE.has(tag))) token.tag = 'VBD';
    return;
  }
  if (SUBJECT_PRONOUNS.has(before.lower)) {
    token.tag = 'VBD';
    return;
  }
  // "which he said defied expectations"
  if (SAY.has(before.lower)) {
    token.tag = 'VBD';
    return;
  }
  if (!/^(N|CD|POS|EX)/.test(before.tag) && !/^(WDT|WP|\)|'')$/.test(before.tag)) return;
  if (/^(WDT|WP)$/.test(before.tag)) {
    token.tag = 'VBD';
    return;
  }
  if (tokens[index + 1]?.lower === 'by' && token.tag === 'VBN') return;
  if (opensWithPhrase(tokens, at)) {
    token.tag = 'VBN';
    return;
  }
  let isSecond = false;
  for (let i = index + 1; i < tokens.length; i += 1) {
    const { tag, lower } = tokens[i] as Retaggable;
    if (CLAUSE_END.test(tag) || /^(that|who|which)$/.test(lower)) break;
    if (/^(VBZ|VBP|MD)$/.test(tag) || (tag === 'VBD' && (isBe(tokens[i]) || isHave(tokens[i])))) {
      isSecond = !hasSubject(tokens, index, i);
      break;
    }
  }
  let isFirst = true;
  for (let i = index - 1; i >= 0; i -= 1) {
    const { tag, lower } = tokens[i] as Retaggable;
    if (
      CLAUSE_END.test(tag) ||
      /^(WP|WDT|WRB)$/.test(tag) ||
      /^(that|because|if|while|as|after|before)$/.test(lower)
    )
      break;
    if (FINITE.has(tag)) {
      isFirst = false;
      break;
    }
  }
  if (isFirst && !isSecond) token.tag = 'VBD';
  else if (isFirst && isSecond && token.tag === 'VBD') token.tag = 'VBN';
}

/** "In a poll released on Monday, …": the noun before the participle is a preposition's, at the start. */
function opensWithPhrase(tokens: readonly Retaggable[], noun: number): boolean {
  let at = noun;
  while (at >= 0 && /^(N|JJ|CD|DT|PRP\$|POS)/.test(tokens[at]?.tag ?? '')) at -= 1;
  // "While forces gained ground" opens a clause with a verb of its own, "After talks held in" a phrase.
  if (/^(while|although|though|because|if|unless|whereas)$/.test(tokens[at]?.lower ?? ''))
    return false;
  return tokens[at]?.tag === 'IN' && (at === 0 || /^(,|CC|``)$/.test(tokens[at - 1]?.tag ?? ''));
}

/** Whether a noun phrase of its own stands before the second verb: "said [the move] was", not "moved from [Ukraine] are". */
function hasSubject(tokens: readonly Retaggable[], participle: number, verb: number): boolean {
  let at = verb - 1;
  while (at > participle && tokens[at]?.tag.startsWith('RB')) at -= 1;
  let seen = false;
  while (at > participle && /^(N|JJ|CD|PRP|DT|PDT|POS|EX)/.test(tokens[at]?.tag ?? '')) {
    seen = true;
    at -= 1;
  }
  if (!seen) return false;
  if (at === participle) return true;
  const before = tokens[at];
  return before !== undefined && before.tag !== 'IN' && before.tag !== 'TO';
}
