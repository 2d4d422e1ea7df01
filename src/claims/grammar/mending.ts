import lemmatize from 'wink-lemmatizer';
import { startsWithCapital } from '../letters.ts';
import type { GrammarWords, Tagged } from './tagging.ts';
import {
  BE,
  DO,
  FINITE,
  HAVE,
  isAfterAuxiliary,
  isBe,
  isHave,
  MODALS,
  SAY,
  SUBJECT_PRONOUNS,
} from './word-classes.ts';

type Words = ReadonlySet<string>;
export type Retaggable = Omit<Tagged, 'tag' | 'lemma'> & { tag: string; lemma: string };

/** What a name at the start of a sentence often has behind it. */
const NAMES_DO: Words = new Set('has had is was will would told added wrote'.split(' '));
const OWNING: Words = new Set(['PRP$', 'POS', 'JJS']);
const DIRECTIONS: Words = new Set(['North', 'South', 'East', 'West']);
/** What `tagOfTelling` judges. */
const TELLING: Words = new Set([...MODALS, ...SAY, 'was', 'were', 'did', 'had', "'s", "'", 'that']);
/** Determiners that never stand for a noun themselves, as "this" does. */
const ARTICLES: Words = new Set(['the', 'a', 'an', 'no', 'every']);
/** Prepositions that open no clause. */
const GOVERNING: Words = new Set('in of on at with for from by about against over into'.split(' '));
const TITLES: Words = new Set('Mr. Mrs. Ms. Dr. Gen. Col. Lt. Sen. Rep. Gov.'.split(' '));
/** "It comes as analysts highlight escalating tensions" */
const CLAUSE_OPENERS: Words = new Set(['as', 'while', 'because', 'although', 'though']);
/** Tags of what may open the clause behind a "that". */
const OPENS_CLAUSE: Words = new Set(
  'PRP PRP$ DT EX NNP NNPS NNS CD JJ IN RB WP WRB VBG TO `` “ "'.split(' '),
);

/** Corrects, from the first token to the last, what the tagger often gets wrong in news. */
export function mend(tokens: readonly Retaggable[], words: GrammarWords): void {
  const shouting = isShouting(tokens);
  tokens.forEach((token, index) => {
    const lemma = words.pasts.get(token.lower) ?? words.participles.get(token.lower);
    if (lemma !== undefined && !startsWithCapital(token.text)) {
      token.tag = words.pasts.has(token.lower) ? 'VBD' : 'VBN';
      token.lemma = lemma;
      return;
    }
    token.tag = mendedTag(token, tokens, index, words, shouting);
  });
}

function mendedTag(
  token: Retaggable,
  tokens: readonly Retaggable[],
  index: number,
  words: GrammarWords,
  shouting: boolean,
): string {
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  const { lower, text } = token;
  let { tag } = token;
  if (tag === '``' || tag === "''") return tag;
  if (tag.startsWith('V')) {
    if (isNameAtStart(token, before, after)) return 'NNP';
    // "its military media wing ISPR claimed that"
    if (
      (tag === 'VB' || tag === 'VBP') &&
      before?.tag.startsWith('N') &&
      after?.tag === 'NNP' &&
      /^VB[DN]$/.test(tokens[index + 2]?.tag ?? '') &&
      tokens[index + 3]?.lower === 'that'
    )
      return 'NN';
    // "military attachés said": two verbs with tense do not stand side by side.
    if (
      tag === 'VBZ' &&
      after !== undefined &&
      (SAY.has(after.lower) || /^(?:VBD|MD)$/.test(after.tag)) &&
      /^(?:NN|JJ|NNP|CD|DT)$/.test(before?.tag ?? '') &&
      ![BE, HAVE, DO, SAY].some((words) => words.has(lower))
    )
      return 'NNS';
    // "The pictures, taken in January, reveal": a plural's verb behind an aside.
    if (tag === 'VB' && before?.tag === ',' && isPluralsVerb(tokens, index)) return 'VBP';
    // "his biggest worry is", "it is time": no verb stands there.
    if (
      (tag === 'VB' || tag === 'VBP') &&
      before &&
      !BE.has(lower) &&
      (OWNING.has(before.tag) || (isBe(before) && tag === 'VB'))
    )
      return 'NN';
    // "said leave had been cancelled": a verb with tense right behind makes it that verb's subject.
    if (
      (tag === 'VB' || tag === 'VBP') &&
      after !== undefined &&
      /^(?:has|had|was|were|is|will|would)$/.test(after.lower) &&
      before !== undefined &&
      SAY.has(before.lower)
    )
      return 'NN';
  }
  // "North Korea", at the start of a sentence
  if (!before && DIRECTIONS.has(text) && after?.tag === 'NNP') return 'NNP';
  // "according to press reports", "to court documents": what follows is no infinitive.
  if (before?.lower === 'to' && tag.startsWith('V') && tokens[index - 2]?.lower === 'according')
    return 'NN';
  // "Iraq Said to Mass Troops": somebody else says it.
  if (lower === 'said' && after?.lower === 'to' && /^VBP?$/.test(tokens[index + 2]?.tag ?? ''))
    return 'VBN';
  // "towed howitzers", "tanks and armored cars": such words describe, whatever stands before them.
  if (words.describing.has(lower) && /^(?:N|JJ)/.test(after?.tag ?? '')) return 'JJ';
  const settled = TELLING.has(lower) ? tagOfTelling(token, before, after) : null;
  if (settled !== null) return settled;
  // The tagger takes what it does not know for a name: "frontlines", "brigade-sized".
  if (tag === 'NNP' && !startsWithCapital(text) && /^\p{Ll}/u.test(text))
    tag = /-\p{Ll}{1,20}(?:ed|ing)$/u.test(text) ? 'JJ' : text.endsWith('s') ? 'NNS' : 'NN';
  if (text === 'US') return 'NNP';
  // "who'd previously endorsed"; "he'd go" is a would.
  if (lower === "'d") return isBeforePast(tokens, index) ? 'VBD' : 'MD';
  if (tag === 'NNP' && isCapitalPlural(token, before, after, words)) {
    token.lemma = lemmatize.noun(lower);
    return 'NNS';
  }
  if (isName(text, tag, before) && !shouting) return tag === 'NNPS' ? 'NNPS' : 'NNP';
  if (lower === 'most' && /^(N|J)/.test(after?.tag ?? '')) return 'DT';
  if (lower === 'first' && isBe(before) && after?.tag.startsWith('V')) return 'RB';
  if (words.samePast.has(lower) && isPastAfterAll(tag, before, after)) return 'VBD';
  if (tag === 'VBZ' && isGoverned(tokens, index)) return 'NNS';
  // "their picks for", "to rivals"
  if (tag === 'VBZ' && /^(?:PRP\$|TO)$/.test(before?.tag ?? '')) return 'NNS';
  switch (tag) {
    case 'VB':
    case 'VBP':
    case 'VBZ':
      return before?.tag === 'DT' && ARTICLES.has(before.lower)
        ? tag === 'VBZ'
          ? 'NNS'
          : 'NN'
        : tag;
    case 'VBG':
      return before?.tag === 'DT' && !/^(N|J|CD|V)/.test(after?.tag ?? '.') ? 'NN' : tag;
    case 'VBD':
      return isAfterAuxiliary(tokens, index) ? 'VBN' : tag;
    case 'NNS':
      return isVerbAfterAll(tokens, index) || isTelling(tokens, index, words) ? 'VBZ' : tag;
    case 'NN':
      // "accused of gathering 12,000 men"
      if (lower.endsWith('ing') && before?.tag === 'IN' && after?.tag === 'CD') return 'VBG';
      // "Reports from the coast state that the garrison has left"
      if (words.telling.has(`${lower}s`) && isPluralTelling(tokens, index)) return 'VBP';
      // "commanders aspire to generate", "troops attempt to hold".
      if (after?.lower === 'to' && isPluralBefore(tokens, index)) return 'VBP';
      return before?.tag === 'MD' && !/^(IN|,|\.)$/.test(after?.tag ?? '.') ? 'VB' : tag;
    case 'JJ':
      return words.nouns.has(lower) && !/^(N|J|HYPH|CC)/.test(after?.tag ?? '.') ? 'NN' : tag;
    default:
      return tag;
  }
}

/** The tag of a word that, with its neighbours, leaves no doubt; null where they leave some. */
function tagOfTelling(
  { lower, text, start, tag }: Tagged,
  before: Tagged | undefined,
  after: Tagged | undefined,
): string | null {
  // "in May", "Will Smith": a capital inside a sentence is no modal.
  if (MODALS.has(lower))
    return before && startsWithCapital(text) && /^[\p{L}\p{N},”"]/u.test(before.text)
      ? 'NNP'
      : 'MD';
  switch (lower) {
    case "'s":
      return isIs(before, after) ? 'VBZ' : 'POS';
    case "'": {
      const isPossessive = before?.lower.endsWith('s') && before.end === start;
      return isPossessive && after?.tag.startsWith('N') ? 'POS' : ':';
    }
    case 'was':
    case 'were':
    case 'did':
    case 'said':
      return 'VBD';
    case 'had':
      return isHave(before) ? null : 'VBD';
    case 'says':
      return 'VBZ';
    case 'say':
      if (before?.tag === 'DT') return null;
      return before?.tag === 'TO' || before?.tag === 'MD' ? 'VB' : 'VBP';
    default:
      return readThat(before, after, tag);
  }
}

/** "Boreing said": a capital at the start, with a verb after it, names who. */
function isNameAtStart(
  { lower, text }: Tagged,
  before: Tagged | undefined,
  after: Tagged | undefined,
): boolean {
  return (
    (!before || before.tag === '``') &&
    /^\p{Lu}\p{Ll}/u.test(text) &&
    after !== undefined &&
    (SAY.has(after.lower) || NAMES_DO.has(after.lower)) &&
    !BE.has(lower) &&
    !HAVE.has(lower) &&
    !DO.has(lower)
  );
}

/** "Analysts at the institute", "Reports from": only the start of the sentence gives such a noun its capital. */
function isCapitalPlural(
  { lower, text }: Tagged,
  before: Tagged | undefined,
  after: Tagged | undefined,
  { persons, media, telling }: GrammarWords,
): boolean {
  if ((before && before.tag !== '``') || !lower.endsWith('s') || !/^.\p{Ll}/u.test(text))
    return false;
  if (after?.tag.startsWith('NNP')) return false;
  const lemma = lemmatize.noun(lower);
  return persons.has(lemma) || media.has(lemma) || telling.has(lower);
}

function isBeforePast(tokens: readonly Retaggable[], index: number): boolean {
  let at = index + 1;
  while (tokens[at]?.tag.startsWith('RB')) at += 1;
  return /^VB[ND]$/.test(tokens[at]?.tag ?? '');
}

/** No verb with tense stands before, a plural opens the sentence, and an object follows. */
function isPluralsVerb(tokens: readonly Tagged[], index: number): boolean {
  const earlier = tokens.slice(0, index);
  const comma = earlier.findIndex(({ tag }) => tag === ',');
  return (
    comma > 0 &&
    comma < index - 1 &&
    tokens[comma - 1]?.tag === 'NNS' &&
    /^(?:DT|PRP\$|CD|JJ|NNS)$/.test(tokens[index + 1]?.tag ?? '') &&
    !earlier.some(({ tag }) => FINITE.has(tag))
  );
}

/** What looks like a plural is a verb. */
function isVerbAfterAll(tokens: readonly Tagged[], index: number): boolean {
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  if (!before) return false;
  if (SUBJECT_PRONOUNS.has(before.lower)) return true;
  if (before.tag !== 'NNP') return false;
  // "Moscow ties its continuation to": no noun stands right before a possessive.
  if (after?.tag === 'PRP$') return true;
  // "the Army claims that it has"
  const next = tokens[index + 2];
  return after?.lower === 'that' && next !== undefined && !/^(MD$|V)/.test(next.tag);
}

/** "The ministry put the number at 12,000": between a subject and an object stands a verb, and its past looks like its present. */
function isPastAfterAll(
  tag: string,
  before: Tagged | undefined,
  after: Tagged | undefined,
): boolean {
  return (
    /^(?:NN|VB)$/.test(tag) &&
    /^(?:NNP?S?|,|RB)$/.test(before?.tag ?? '') &&
    /^(?:DT|PRP\$?|CD)$/.test(after?.tag ?? '')
  );
}

/** "Reports have shown little change in Libya's war aims": behind a preposition, where the clause has its verb, stands a noun. */
function isGoverned(tokens: readonly Tagged[], index: number): boolean {
  if (!/^(?:[.,]|IN|CC)$/.test(tokens[index + 1]?.tag ?? '.')) return false;
  let first = index;
  while (/^(?:N|POS|JJ)/.test(tokens[first - 1]?.tag ?? '')) first -= 1;
  const lead = tokens[first - 1];
  if (first === index || lead?.tag !== 'IN' || !GOVERNING.has(lead.lower)) return false;
  return tokens.slice(0, first).some(({ tag }) => FINITE.has(tag));
}

/** "…, Reuters reports.", "…, the news agency reports, quoting": at the end of what somebody tells. */
function isTelling(
  tokens: readonly Tagged[],
  index: number,
  { telling, outlets }: GrammarWords,
): boolean {
  const before = tokens[index - 1];
  if (!telling.has(tokens[index]?.lower ?? '') || !before) return false;
  if (before.tag !== 'NNP' && !(before.tag === 'NN' && outlets.has(before.lower))) return false;
  if (!/^(?:[.,]|'')$/.test(tokens[index + 1]?.tag ?? '.')) return false;
  let first = index - 1;
  while (/^(?:N|JJ|DT|POS)/.test(tokens[first - 1]?.tag ?? '')) first -= 1;
  return /^(?:,|'')$/.test(tokens[first - 1]?.tag ?? '');
}

/** A plural opens the sentence or a clause, no verb with tense stands between, and a clause follows, or an object with no verb behind. */
function isPluralTelling(tokens: readonly Retaggable[], index: number): boolean {
  const next = tokens[index + 1];
  const isClause = next?.lower === 'that' && OPENS_CLAUSE.has(tokens[index + 2]?.tag ?? '');
  const isObject =
    /^(?:DT|CD|JJ|NNS|PRP\$)$/.test(next?.tag ?? '') ||
    (next?.tag === 'VBG' && tokens[index + 2]?.tag === 'NNS');
  if (!isClause && !isObject) return false;
  const opener = tokens.slice(0, index).findLastIndex(({ lower }) => CLAUSE_OPENERS.has(lower));
  const clause = tokens.slice(opener + 1);
  const at = index - opener - 1;
  let head = clause.findIndex(({ tag }) => /^(?:N|PRP$|V)/.test(tag));
  while (head + 1 < at && clause[head + 1]?.tag.startsWith('N')) head += 1;
  if (head >= at || !/^NNP?S$/.test(clause[head]?.tag ?? '')) return false;
  return !(isClause ? clause.slice(0, at) : clause).some(({ tag }) => FINITE.has(tag));
}

/** After a verb or noun and before a clause "that" is a conjunction; before a verb a relative pronoun. */
function readThat(before: Tagged | undefined, after: Tagged | undefined, tag: string): string {
  if (!after) return 'DT';
  if (FINITE.has(after.tag)) return before?.tag.startsWith('N') ? 'WDT' : tag === 'IN' ? 'DT' : tag;
  if (OPENS_CLAUSE.has(after.tag) || after.lower === '“') return 'IN';
  if (after.tag.startsWith('NN') && before?.tag.startsWith('V') && before.lemma !== 'be')
    return 'IN';
  return tag;
}

/** A capital inside a sentence makes a name. */
function isName(text: string, tag: string, before: Tagged | undefined): boolean {
  return (
    before !== undefined &&
    startsWithCapital(text) &&
    /^(V|RB|JJ|NN|FW|UH|CC)/.test(tag) &&
    /^\p{Lu}\p{L}/u.test(text) &&
    /^[\p{L}\p{N},&'’(-]/u.test(before.text) &&
    !isStopped(before.text)
  );
}

/** "Feb." ends like a sentence; "Gen." and its like stand before names. */
function isStopped(word: string): boolean {
  return word.endsWith('.') && !TITLES.has(word) && /^\p{L}{0,20}\.$/u.test(word);
}

/** A plural noun stands right before, an opening quotation mark aside, and a verb behind the "to". */
function isPluralBefore(tokens: readonly Tagged[], index: number): boolean {
  const before = tokens[index - 1]?.tag === '``' ? tokens[index - 2] : tokens[index - 1];
  return before?.tag === 'NNS' && /^VBP?$/.test(tokens[index + 2]?.tag ?? '');
}

function isIs(before: Tagged | undefined, after: Tagged | undefined): boolean {
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
function isShouting(tokens: readonly Tagged[]): boolean {
  // A sentence with its stop is no headline, however many names it has.
  if (tokens.at(-1)?.text === '.') return false;
  const words = tokens.filter(({ text }) => /^\p{L}{4}/u.test(text));
  return words.filter(({ text }) => startsWithCapital(text)).length * 10 > words.length * 7;
}
