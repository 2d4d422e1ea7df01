import type { Retaggable } from './mending.ts';
import { TIME } from './phrases.ts';
import type { GrammarWords } from './tagging.ts';
import {
  FINITE,
  isAfterAuxiliary,
  isBe,
  isDo,
  isHave,
  SAY,
  SUBJECT_PRONOUNS,
} from './word-classes.ts';

/** "taken", "shown", "sworn": no past looks so. */
const ONLY_PARTICIPLE = /(?:en|wn|orn|gone|done)$/;
/** Tags that may stand right before a clause's verb: of its subject, of a mark behind it, of a conjunction. */
const AFTER_SUBJECT = /^(?:N|PRP$|CD$|DT$|WDT$|WP$|EX$|CC$|,$|''$|-RRB-$)/;
/** Open a clause whose verb is its own. */
const OPENS_ANOTHER: ReadonlySet<string> = new Set(
  'that who which whether if because although though unless'.split(' '),
);
/** Tags that open a noun phrase. */
const OBJECT = /^(?:DT|PDT|PRP|PRP\$|NNP|CD)$/;
/** Between such a word and a conjunction stands a clause without a verb so far. */
const CLAUSE_OPENING: ReadonlySet<string> = new Set(['who', 'which', 'that']);
const CLAUSE_END = /^(,|:|\.|CC|WRB|WP|''|``|-LRB-|-RRB-|—)$/;

/**
 * "denied" after a noun is the clause's verb where it has no other ("the Kremlin denied the call"),
 * and a participle where it has ("elements made up of troops appeared").
 */
export function mendParticiple(
  tokens: readonly Retaggable[],
  index: number,
  words: GrammarWords,
): void {
  const token = tokens[index] as Retaggable;
  if (token.tag !== 'VBN' && token.tag !== 'VBD') return;
  if (SAY.has(token.lower) || isBe(token) || isHave(token) || isDo(token)) return;
  if (isAfterAuxiliary(tokens, index)) return;
  if (ONLY_PARTICIPLE.test(token.lower)) {
    token.tag = 'VBN';
    return;
  }
  let at = beforeSetting(tokens, index - 1);
  // "The Rapid Support Forces (RSF) denied": the short name stands for the noun before it.
  if (tokens[at]?.tag === '-RRB-' && tokens[at - 2]?.tag === '-LRB-') at -= 3;
  const before = tokens[at];
  if (!before) return;
  // "who asked that his name not be used told Reuters"
  if (token.lower === 'told' && before.tag === 'VBN' && !isBe(before) && !isHave(before)) {
    token.tag = 'VBD';
    return;
  }
  if (AFTER_SUBJECT.test(before.tag) && !isArticle(before) && takesObject(tokens, index, words)) {
    token.tag = 'VBD';
    return;
  }
  if (before.tag === 'CC') {
    if (goesOnInPast(tokens, at)) token.tag = 'VBD';
    return;
  }
  // "said undecided voters", "from occupied territory": it describes the noun.
  if (
    token.tag === 'VBN' &&
    at === index - 1 &&
    !(before.lower === 'that' && tokens[at - 1]?.tag.startsWith('N')) &&
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
    else if (endsParenthesis(tokens, at) || tokens[index - 1]?.lower === 'then') token.tag = 'VBD';
    return;
  }
  // "a post that appeared to answer"
  if (before.lower === 'that' && tokens[at - 1]?.tag.startsWith('N')) {
    token.tag = 'VBD';
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
  if (!/^(N|CD|POS|EX)/.test(before.tag) && !/^(WDT|WP|-RRB-|'')$/.test(before.tag)) return;
  if (/^(WDT|WP)$/.test(before.tag)) {
    token.tag = 'VBD';
    return;
  }
  if (tokens[index + 1]?.lower === 'by' && token.tag === 'VBN') return;
  // "a study released on Monday by the institute"
  if (
    tokens[index + 1]?.lower === 'on' &&
    isTimeWord(tokens[index + 2]) &&
    tokens[index + 3]?.lower === 'by'
  ) {
    token.tag = 'VBN';
    return;
  }
  if (isName(tokens, index, at) || isAsked(tokens, index, at)) {
    token.tag = 'VBD';
    return;
  }
  if (opensWithPhrase(tokens, at)) {
    token.tag = 'VBN';
    return;
  }
  let isSecond = false;
  for (let i = index + 1; i < tokens.length; i += 1) {
    const { tag, lower } = tokens[i] as Retaggable;
    if (CLAUSE_END.test(tag) || OPENS_ANOTHER.has(lower)) break;
    if (/^(VBZ|VBP|MD)$/.test(tag) || (tag === 'VBD' && (isBe(tokens[i]) || isHave(tokens[i])))) {
      isSecond = !hasSubject(tokens, index, i);
      break;
    }
    // "a survey released this week found", "a statement sent on Monday said"
    if ((tag === 'VBD' || tag === 'VBN') && i > index + 1 && isTimeWord(tokens[i - 1])) {
      isSecond = true;
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
    if (!FINITE.has(tag)) continue;
    const pronoun = relativeBefore(tokens, i);
    if (pronoun === null) {
      isFirst = false;
      break;
    }
    i = pronoun;
  }
  if (isFirst && !isSecond) token.tag = 'VBD';
  else if (isFirst && isSecond && token.tag === 'VBD') token.tag = 'VBN';
}

/** "A divided council": what stands behind an article and before a noun describes it. */
const isArticle = ({ lower }: Retaggable): boolean => /^(?:an?|the|no|every)$/.test(lower);

const isTimeWord = (token: Retaggable | undefined): boolean =>
  token !== undefined && TIME.has(token.lower);

/** The last token before adverbs and times that stand before a verb: "the speaker [on Tuesday] [again]". */
function beforeSetting(tokens: readonly Retaggable[], from: number): number {
  let at = from;
  for (;;) {
    while (tokens[at]?.tag.startsWith('RB')) at -= 1;
    if (!isTimeWord(tokens[at]) || tokens[at - 1]?.lower !== 'on') return at;
    at -= 2;
  }
}

/**
 * "Ito argued that", "criticized her plan", "declined to say": what follows is no participle's, times
 * ("released this week") and what a participle may have behind it ("called the Anvil") left out.
 */
function takesObject(
  tokens: readonly Retaggable[],
  index: number,
  { active, naming }: GrammarWords,
): boolean {
  const { lemma } = tokens[index] as Retaggable;
  let at = index + 1;
  while (tokens[at]?.tag.startsWith('RB')) at += 1;
  const next = tokens[at];
  if (!next) return false;
  if (next.lower === 'to') return active.has(lemma) && tokens[at + 1]?.tag.startsWith('V') === true;
  if (naming.has(lemma)) return false;
  if (/^(?:that|whether)$/.test(next.lower)) return next.tag === 'IN';
  return OBJECT.test(next.tag) && !opensTime(tokens, at);
}

/** "this week", "the day before", "two months ago", "Sunday". */
function opensTime(tokens: readonly Retaggable[], from: number): boolean {
  for (let at = from; at < from + 4; at += 1) {
    const token = tokens[at];
    if (!token || !/^(?:DT|CD|JJ|N)/.test(token.tag)) return false;
    if (TIME.has(token.lower) || MEASURE.test(token.lower)) return true;
  }
  return false;
}

const MEASURE =
  /^(?:second|minute|hour|day|week|month|year|decade|time|mile|kilometer|kilometre|km|percent)s?$/;

/** "stood up and [repeated]": the verb before the conjunction is a past with no auxiliary. */
function goesOnInPast(tokens: readonly Retaggable[], conjunction: number): boolean {
  const verb = tokens
    .slice(0, conjunction)
    .findLast(({ tag, lower }) => FINITE.has(tag) || tag === 'VBN' || CLAUSE_OPENING.has(lower));
  return verb?.tag === 'VBD' && !isBe(verb) && !isHave(verb);
}

/** "the tone that prevailed [made]": the pronoun right before a verb, whose clause is not the one around; null where none is. */
function relativeBefore(tokens: readonly Retaggable[], verb: number): number | null {
  let at = verb - 1;
  while (tokens[at]?.tag.startsWith('RB')) at -= 1;
  return /^(?:that|who|which)$/.test(tokens[at]?.lower ?? '') ? at : null;
}

/** Where the noun phrase that ends at a token begins. */
function startOfNoun(tokens: readonly Retaggable[], last: number): number {
  let at = last;
  while (/^(?:N|JJ|CD|POS)/.test(tokens[at]?.tag ?? '')) at -= 1;
  const { tag, lower } = tokens[at] ?? { tag: '', lower: '' };
  return tag === 'PRP$' || (tag === 'DT' && lower !== 'that') ? at : at + 1;
}

/** "As Ito [reported]", "Ito [promised] Sunday": a name that opens a clause seldom has a participle behind it. */
function isName(tokens: readonly Retaggable[], index: number, name: number): boolean {
  if (tokens[name]?.tag !== 'NNP') return false;
  const first = startOfNoun(tokens, name);
  const opening = tokens[first - 1];
  if (/^(?:as|after|before|since|until)$/.test(opening?.lower ?? '')) return true;
  const isOpening = !opening || /^(?:,|CC|RB|``)$/.test(opening.tag);
  return isOpening && !/^(?:IN|,)$/.test(tokens[index + 1]?.tag ?? '.');
}

/** "whom many officers [believed] was", "which the paper [found] were": the clause has a subject before its verb. */
function isAsked(tokens: readonly Retaggable[], index: number, noun: number): boolean {
  const next = tokens[index + 1];
  if (!next || !FINITE.has(next.tag)) return false;
  const opening = tokens[startOfNoun(tokens, noun) - 1];
  return /^(?:which|whom|who|that)$/.test(opening?.lower ?? '');
}

/** "Ito, who had waited, [called]": behind the second comma the clause that the first one cut goes on. */
function endsParenthesis(tokens: readonly Retaggable[], comma: number): boolean {
  const opening = tokens.findLastIndex(({ tag }, at) => at < comma && tag === ',');
  if (opening < 1 || !/^(?:W|N|DT|CD)/.test(tokens[opening + 1]?.tag ?? '')) return false;
  if (!/^(?:N|PRP$)/.test(tokens[opening - 1]?.tag ?? '')) return false;
  // A list has no such break: "tanks, guns, and [captured] lorries".
  for (let at = opening - 1; at >= 0; at -= 1) {
    const { tag, lower } = tokens[at] as Retaggable;
    if (FINITE.has(tag) || tag === 'VBN' || tag === 'VBG') return false;
    if (CLAUSE_END.test(tag) || OPENS_ANOTHER.has(lower)) return true;
  }
  return true;
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
  const isPronoun = /^(?:PRP|EX)$/.test(tokens[at]?.tag ?? '');
  const first = isPronoun ? at : startOfNoun(tokens, at);
  if (first > at) return false;
  const before = tokens[first - 1];
  return first - 1 <= participle || (before !== undefined && !/^(?:IN|TO)$/.test(before.tag));
}
