import winkPosTagger from 'wink-pos-tagger';
import { z } from 'zod';
import type { Token } from './tokens.ts';

/** Penn treebank tags, with `POS` for the possessive ’s and `HYPH`, `.`, `,`, `:` for marks. */
export type Tagged = Token & {
  readonly tag: string;
  /** Lower case base form; for nouns and verbs without their endings. */
  readonly lemma: string;
};

/** Open word classes that the tagger does not know well enough. */
const Lemmas = z.array(z.string()).transform((words): ReadonlySet<string> => new Set(words));
export const GrammarWordsSchema = z.strictObject({
  /** Nouns that the tagger takes for adjectives when no noun follows: "an offensive". */
  nouns: Lemmas,
  /** What somebody says something in: "issued a statement saying" has the issuer for its source. */
  media: Lemmas,
});
export type GrammarWords = z.infer<typeof GrammarWordsSchema>;

const SAY = new Set(['say', 'says', 'said']);
const tagger = winkPosTagger();

const BE = new Set(["'s", "'re", "'m", 'is', 'are', 'was', 'were', 'be', 'been', 'being', 'am']);
const HAVE = new Set(['have', 'has', 'had', "'ve", 'having']);
const DO = new Set(['do', 'does', 'did']);
const MODALS = new Set([
  'will',
  'would',
  'can',
  'could',
  'may',
  'might',
  'must',
  'should',
  'shall',
  "'ll",
  'ca',
  'wo',
  'sha',
  'cannot',
]);
const LEMMAS = new Map([
  ...[...BE].map((word) => [word, 'be'] as const),
  ...[...HAVE].map((word) => [word, 'have'] as const),
  ...[...DO].map((word) => [word, 'do'] as const),
  ['said', 'say'],
  ['says', 'say'],
  ['felt', 'feel'],
  ['found', 'find'],
  ['saw', 'see'],
]);

/**
 * Tags a sentence's tokens and mends what the tagger gets wrong in news. Quotation marks get the tags
 * "``" and "''" whatever they look like.
 */
export function tagTokens(
  tokens: readonly Token[],
  marks: ReadonlyMap<Token, 'open' | 'close'>,
  words: GrammarWords,
): readonly Tagged[] {
  const raw = tokens.map((token) => ({
    value: toValue(token, marks.get(token)),
    tag: toSort(token),
  }));
  const tagged = tagger.tag(raw).map(({ pos = 'NN', lemma }, index) => {
    const token = tokens[index] as Token;
    const mark = marks.get(token);
    const tag = mark === undefined ? pos : mark === 'open' ? '``' : "''";
    return { ...token, tag, lemma: LEMMAS.get(token.lower) ?? lemma ?? token.lower };
  });
  const shouting = isShouting(tagged);
  for (let index = 0; index < tagged.length; index += 1) mend(tagged, index, words, shouting);
  for (let index = 0; index < tagged.length; index += 1) mendParticiple(tagged, index);
  return tagged;
}

function toValue({ text, lower }: Token, mark: 'open' | 'close' | undefined): string {
  if (mark !== undefined) return mark === 'open' ? '“' : '”';
  if (text === 'US') return 'U.S.';
  // The tagger's lexicon is a plain object, and would find Object.prototype's members in it.
  return lower in Object.prototype ? 'name' : text;
}

function toSort({ text }: Token): 'punctuation' | 'number' | 'word' {
  if (/^\p{P}+$/u.test(text)) return 'punctuation';
  return /^[$€£]?\d/.test(text) ? 'number' : 'word';
}

type Mutable = { -readonly [Key in keyof Tagged]: Tagged[Key] };

function mend(
  tokens: readonly Mutable[],
  index: number,
  words: GrammarWords,
  shouting: boolean,
): void {
  const token = tokens[index] as Mutable;
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  const { lower, text } = token;
  // "Boreing said": a capital at the start, with a verb after it, names who.
  if (
    (!before || before.tag === '``') &&
    /^V/.test(token.tag) &&
    /^\p{Lu}\p{Ll}/u.test(text) &&
    after &&
    (SAY.has(after.lower) || /^(has|had|is|was|will|would|told|added|wrote)$/.test(after.lower)) &&
    !BE.has(lower) &&
    !HAVE.has(lower) &&
    !DO.has(lower)
  ) {
    token.tag = 'NNP';
    return;
  }
  // "his biggest worry is", "it is time": no verb stands there.
  if (
    /^VBP?$/.test(token.tag) &&
    before &&
    !BE.has(lower) &&
    (/^(PRP\$|POS|JJS)$/.test(before.tag) || (isBe(before) && token.tag === 'VB'))
  ) {
    token.tag = 'NN';
    return;
  }
  // "North Korea", at the start of a sentence
  if (!before && /^(?:North|South|East|West)$/.test(text) && after?.tag === 'NNP') {
    token.tag = 'NNP';
    return;
  }
  // "according to press reports", "to court documents": what follows is no infinitive.
  if (
    before?.lower === 'to' &&
    tokens[index - 2]?.lower === 'according' &&
    token.tag.startsWith('V')
  ) {
    token.tag = 'NN';
    return;
  }
  if (MODALS.has(lower)) {
    // "in May", "Will Smith": a capital inside a sentence is no modal.
    token.tag = before && /^\p{Lu}/u.test(text) && /^[\p{L},]/u.test(before.text) ? 'NNP' : 'MD';
    return;
  }
  if (lower === "'s") {
    token.tag = isIs(before, after) ? 'VBZ' : 'POS';
    return;
  }
  if (token.tag === 'NNP' && /^\p{Ll}/u.test(text)) {
    // The tagger takes what it does not know for a name: "frontlines", "brigade-sized".
    token.tag = /-\p{Ll}{1,20}(?:ed|ing)$/u.test(text) ? 'JJ' : text.endsWith('s') ? 'NNS' : 'NN';
  }
  if (/^(was|were|did)$/.test(lower) || (lower === 'had' && !isHave(before))) {
    token.tag = 'VBD';
    return;
  }
  if (token.tag === '``' || token.tag === "''") return;
  if (lower === "'") {
    token.tag =
      before?.lower.endsWith('s') && before.end === token.start && after?.tag.startsWith('N')
        ? 'POS'
        : ':';
    return;
  }
  if (lower === 'us' && text === 'US') token.tag = 'NNP';
  else if (SAY.has(lower) && !(lower === 'say' && before?.tag === 'DT')) {
    token.tag =
      lower === 'said'
        ? 'VBD'
        : lower === 'says'
          ? 'VBZ'
          : /^(TO|MD)$/.test(before?.tag ?? '')
            ? 'VB'
            : 'VBP';
  } else if (lower === 'that') token.tag = readThat(before, after, token);
  else if (isName(token, before) && !shouting) token.tag = token.tag === 'NNPS' ? 'NNPS' : 'NNP';
  else if (
    before?.tag === 'DT' &&
    /^VB[ZP]?$/.test(token.tag) &&
    /^(the|a|an|no|every)$/.test(before.lower)
  )
    token.tag = token.tag === 'VBZ' ? 'NNS' : 'NN';
  else if (before?.tag === 'DT' && token.tag === 'VBG' && !/^(N|J|CD|V)/.test(after?.tag ?? '.'))
    token.tag = 'NN';
  else if (token.tag === 'NNS' && before && isSubjectPronoun(before.lower)) token.tag = 'VBZ';
  // "Moscow ties its continuation to": no noun stands right before a possessive.
  else if (token.tag === 'NNS' && before?.tag === 'NNP' && after?.tag === 'PRP$') token.tag = 'VBZ';
  // "the Army claims that it has"
  else if (
    token.tag === 'NNS' &&
    before?.tag === 'NNP' &&
    after?.lower === 'that' &&
    tokens[index + 2]?.tag !== 'MD' &&
    !/^V/.test(tokens[index + 2]?.tag ?? 'V')
  )
    token.tag = 'VBZ';
  // "accused of gathering 12,000 men"
  else if (
    token.tag === 'NN' &&
    lower.endsWith('ing') &&
    before?.tag === 'IN' &&
    after?.tag === 'CD'
  )
    token.tag = 'VBG';
  // "commanders aspire to generate", "troops attempt to hold".
  else if (token.tag === 'NN' && after?.lower === 'to' && isPluralBefore(tokens, index))
    token.tag = 'VBP';
  else if (lower === 'most' && /^(N|J)/.test(after?.tag ?? '')) token.tag = 'DT';
  else if (lower === 'first' && isBe(before) && /^V/.test(after?.tag ?? '')) token.tag = 'RB';
  else if (token.tag === 'VBD' && isAfterAuxiliary(tokens, index)) token.tag = 'VBN';
  else if (token.tag === 'NN' && before?.tag === 'MD' && !/^(IN|,|\.)$/.test(after?.tag ?? '.'))
    token.tag = 'VB';
  else if (
    token.tag === 'JJ' &&
    words.nouns.has(lower) &&
    !/^(N|J|HYPH|CC)/.test(after?.tag ?? '.')
  )
    token.tag = 'NN';
}

/** After a verb or noun and before a clause "that" is a conjunction; before a verb a relative pronoun. */
function readThat(before: Mutable | undefined, after: Mutable | undefined, token: Mutable): string {
  if (!after) return 'DT';
  if (/^(MD|VBZ|VBD|VBP)$/.test(after.tag))
    return before?.tag.startsWith('N') ? 'WDT' : token.tag === 'IN' ? 'DT' : token.tag;
  if (
    /^(PRP|PRP\$|DT|EX|NNP|NNPS|NNS|CD|JJ|IN|RB|WP|WRB|VBG|TO|``|“|")$/.test(after.tag) ||
    after.lower === '“'
  )
    return 'IN';
  if (after.tag.startsWith('NN') && before && /^V/.test(before.tag) && before.lemma !== 'be')
    return 'IN';
  return token.tag;
}

/** A capital inside a sentence makes a name. */
function isName(token: Mutable, before: Mutable | undefined): boolean {
  return (
    before !== undefined &&
    /^\p{Lu}\p{L}/u.test(token.text) &&
    /^(V|RB|JJ|NN|FW|UH|CC)/.test(token.tag) &&
    /^[\p{L}\p{N},&'’(-]/u.test(before.text) &&
    !/^\p{L}{0,20}\.$/u.test(before.text.replace(/^(Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen|Rep|Gov)\.$/, ''))
  );
}

/**
 * "denied" after a noun is the clause's verb where it has no other ("the Kremlin denied the call"),
 * and a participle where it has ("elements made up of troops appeared").
 */
function mendParticiple(tokens: readonly Mutable[], index: number): void {
  const token = tokens[index] as Mutable;
  if (token.tag !== 'VBN' && token.tag !== 'VBD') return;
  if (SAY.has(token.lower) || isBe(token) || isHave(token) || isDo(token)) return;
  if (isAfterAuxiliary(tokens, index)) return;
  let at = index - 1;
  while (tokens[at]?.tag.startsWith('RB')) at -= 1;
  const before = tokens[at];
  if (!before) return;
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
    if (isAfterParenthesis && !main.some(({ tag }) => /^(VBZ|VBP|VBD|MD)$/.test(tag)))
      token.tag = 'VBD';
    return;
  }
  if (isSubjectPronoun(before.lower)) {
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
    const { tag, lower } = tokens[i] as Mutable;
    if (CLAUSE_END.test(tag) || /^(that|who|which)$/.test(lower)) break;
    if (/^(VBZ|VBP|MD)$/.test(tag) || (tag === 'VBD' && (isBe(tokens[i]) || isHave(tokens[i])))) {
      isSecond = !hasSubject(tokens, index, i);
      break;
    }
  }
  let isFirst = true;
  for (let i = index - 1; i >= 0; i -= 1) {
    const { tag, lower } = tokens[i] as Mutable;
    if (
      CLAUSE_END.test(tag) ||
      /^(WP|WDT|WRB)$/.test(tag) ||
      /^(that|because|if|while|as|after|before)$/.test(lower)
    )
      break;
    if (/^(VBZ|VBP|VBD|MD)$/.test(tag)) {
      isFirst = false;
      break;
    }
  }
  if (isFirst && !isSecond) token.tag = 'VBD';
  else if (isFirst && isSecond && token.tag === 'VBD') token.tag = 'VBN';
}

/** "In a poll released on Monday, …": the noun before the participle is a preposition's, at the start. */
function opensWithPhrase(tokens: readonly Mutable[], noun: number): boolean {
  let at = noun;
  while (at >= 0 && /^(N|JJ|CD|DT|PRP\$|POS)/.test(tokens[at]?.tag ?? '')) at -= 1;
  // "While forces gained ground" opens a clause with a verb of its own, "After talks held in" a phrase.
  if (/^(while|although|though|because|if|unless|whereas)$/.test(tokens[at]?.lower ?? ''))
    return false;
  return tokens[at]?.tag === 'IN' && (at === 0 || /^(,|CC|``)$/.test(tokens[at - 1]?.tag ?? ''));
}

/** Whether a noun phrase of its own stands before the second verb: "said [the move] was", not "moved from [Ukraine] are". */
function hasSubject(tokens: readonly Mutable[], participle: number, verb: number): boolean {
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

const CLAUSE_END = /^(,|:|\.|CC|WRB|WP|''|``|-LRB-|-RRB-|—)$/;

/** A plural noun stands right before, an opening quotation mark aside, and a verb behind the "to". */
function isPluralBefore(tokens: readonly Mutable[], index: number): boolean {
  const before = tokens[index - 1]?.tag === '``' ? tokens[index - 2] : tokens[index - 1];
  return before?.tag === 'NNS' && /^VBP?$/.test(tokens[index + 2]?.tag ?? '');
}

function isIs(before: Mutable | undefined, after: Mutable | undefined): boolean {
  if (!before || !after) return false;
  if (
    /^(PRP|EX|WP|WRB)$/.test(before.tag) ||
    /^(that|there|here|what|who|it|he|she)$/.test(before.lower)
  )
    return true;
  return (
    /^(DT|TO|IN|RB|PRP\$|VBG|MD)$/.test(after.tag) &&
    after.lower !== 'own' &&
    !before.lower.endsWith('day')
  );
}

/** Most words capital: a headline in title case, where capitals name nothing. */
function isShouting(tokens: readonly Mutable[]): boolean {
  // A sentence with its stop is no headline, however many names it has.
  if (tokens.at(-1)?.text === '.') return false;
  const words = tokens.filter(({ text }) => /^\p{L}{4}/u.test(text));
  return words.filter(({ text }) => /^\p{Lu}/u.test(text)).length * 10 > words.length * 7;
}

function isSubjectPronoun(word: string): boolean {
  return /^(he|she|they|we|i|it|who)$/.test(word);
}

function isAfterAuxiliary(tokens: readonly Mutable[], index: number): boolean {
  for (let at = index - 1; at >= 0 && at > index - 5; at -= 1) {
    const { tag, lower } = tokens[at] as Mutable;
    if (BE.has(lower) || HAVE.has(lower)) return tag !== 'POS';
    if (!tag.startsWith('RB') && lower !== "n't" && lower !== 'not') return false;
  }
  return false;
}

export const isBe = (token: Tagged | undefined): boolean =>
  token !== undefined && BE.has(token.lower) && token.tag !== 'POS';
export const isHave = (token: Tagged | undefined): boolean =>
  token !== undefined && HAVE.has(token.lower);
export const isDo = (token: Tagged | undefined): boolean =>
  token !== undefined && DO.has(token.lower);
