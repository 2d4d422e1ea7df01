import lemmatize from 'wink-lemmatizer';
import { lookUp } from './lexicon.ts';
import type { Retaggable } from './mending.ts';
import type { GrammarWords } from './tagging.ts';
import { FINITE } from './word-classes.ts';

/** What parts a headline into clauses. */
const PARTING = /^(?:[,:;—–-]|as|after|while|but|before)$/;
const OBJECT = /^(?:N|JJ|DT|CD|PRP\$)/;
/** Longer lines are prose that has lost its stop. */
const MOST_TOKENS = 30;

/**
 * Finds the verb of a headline's clause that the tagger took for a plural: "Sudan's army masses troops near El Obeid
 * as rebels advance". A line that ends in a stop is no headline.
 */
export function mendHeadline(tokens: readonly Retaggable[], words: GrammarWords): void {
  if (tokens.length > MOST_TOKENS || /^(?:[.?!]|'')$/.test(tokens.at(-1)?.tag ?? '.')) return;
  let first = 0;
  for (let at = 0; at <= tokens.length; at += 1) {
    if (at < tokens.length && !PARTING.test(tokens[at]?.lower ?? '')) continue;
    const clause = tokens.slice(first, at);
    mendMoving(clause, words);
    mendClause(clause, first > 0);
    first = at + 1;
  }
}

/** "Israel moves armour to Golan": behind a name that opens its clause, such a word is the verb, and what follows is none. */
function mendMoving(clause: readonly Retaggable[], { headlined }: GrammarWords): void {
  const at = clause.findIndex(({ lower, tag }) => tag === 'NNS' && headlined.has(lower));
  const [verb, object] = [clause[at], clause[at + 1]];
  if (!verb || object?.tag !== 'VBP' || at > 2) return;
  if (!clause.slice(0, at).every(({ tag }) => /^(?:NNP|JJ)$/.test(tag))) return;
  verb.tag = 'VBZ';
  verb.lemma = lemmatize.verb(verb.lower);
  object.tag = /^N/.test(clause[at + 2]?.tag ?? '') ? 'JJ' : 'NN';
}

function mendClause(clause: readonly Retaggable[], isLater: boolean): void {
  if (clause.some(({ tag }) => FINITE.has(tag))) return;
  const verb = clause.find(({ tag, text, lower }, at) => {
    const before = clause[at - 1];
    const next = clause[at + 1];
    if (!before?.tag.startsWith('N')) return false;
    if (!(next ? OBJECT.test(next.tag) : isLater && clause.length < 4)) return false;
    if (tag === 'NNS') return lemmatize.verb(lower) !== lower;
    // "Serbs mass tanks at border"
    const isPlural = /^NNP?S$/.test(before.tag) || /[^s]s$/.test(before.lower);
    return (
      (tag === 'NN' || tag === 'JJ') &&
      at === 1 &&
      isPlural &&
      lookUp(text).possible.tags.some((other) => /^VBP?$/.test(other))
    );
  });
  if (!verb) return;
  verb.tag = verb.tag === 'NNS' ? 'VBZ' : 'VBP';
  verb.lemma = lemmatize.verb(verb.lower);
}
