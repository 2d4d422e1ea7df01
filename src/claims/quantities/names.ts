import { isPlural } from './counted.ts';
import type { Lexicon } from './lexicon.ts';
import type { Term } from './terms.ts';
import { isCapitalised, isHyphen, type Token } from './tokens.ts';

/** Whether the number (a range when `last` is another term) names, dates or numbers a thing and counts none. */
export function isName(
  text: string,
  tokens: readonly Token[],
  first: Term,
  last: Term,
  lexicon: Lexicon,
): boolean {
  if (first.currency !== null) return false;
  const context = { text, tokens, first, last, lexicon };
  if (isPartOfWord(context) || isListMark(context) || isDate(context) || isClock(context))
    return true;
  if (isNumberedNoun(context) || isStroked(context)) return true;
  const hasUnit = last.measure !== null || first.measure !== null;
  if (!hasUnit && isHyphenatedWord(context)) return true;
  if (first.amount.spelled) return isSpelledName(context);
  if (hasUnit) return false;
  return (
    isYear(context) ||
    isScore(context) ||
    isAddress(context) ||
    isAge(context) ||
    isTitleNumber(context)
  );
}

type Context = {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly first: Term;
  readonly last: Term;
  readonly lexicon: Lexicon;
};

/** "24/02/2022", "9/11": numbers that a stroke joins and that are no fraction. */
function isStroked({ tokens, first }: Context): boolean {
  const before = tokens[first.from - 1];
  const after = tokens[first.amount.next];
  return (
    (before?.text === '/' && before.glued && tokens[first.from - 2]?.kind === 'number') ||
    (after?.text === '/' && after.glued && tokens[first.amount.next + 1]?.kind === 'number')
  );
}

/** "T-72", "S23", "49ers", "7th", "1960s", "R2-D2". */
function isPartOfWord({ text, tokens, first, last, lexicon }: Context): boolean {
  const head = tokens[first.from];
  const before = tokens[first.from - 1];
  if (first.amount.spelled) return false;
  if (head?.glued && before?.kind === 'word') return true;
  if (head?.glued && before && /^[._@#'’:]$/.test(before.text) && before.glued && first.low >= 1) {
    return before.text !== '.' || /[\p{L}\d]/u.test(text[before.start - 1] ?? '');
  }
  if (isHyphen(before) && before?.glued && head?.glued) {
    const word = tokens[first.from - 2];
    const isPrefix =
      word &&
      (lexicon.sets.minus.has(word.lower) ||
        lexicon.bounding.has(word.lower) ||
        word.lower === 'mid');
    if (word && !isPrefix) return true;
  }
  // "COVID -19"
  if (isHyphen(before) && head?.glued && /^\p{Lu}{2,}$/u.test(tokens[first.from - 2]?.text ?? ''))
    return true;
  const after = tokens[last.amount.next];
  return last.measure === null && !last.amount.spelled && after?.kind === 'word' && after.glued;
}

/** "1)" or "2." that opens a line. */
function isListMark({ text, tokens, first }: Context): boolean {
  const head = tokens[first.from];
  const after = tokens[first.amount.next];
  if (!head || !after?.glued || first.low > 99) return false;
  const opensLine = /(?:^|\n)[\s"“(]*$/.test(text.slice(Math.max(0, head.start - 4), head.start));
  if (after.text === ')' && tokens[first.from - 1]?.text !== '(')
    return opensLine || first.low < 20;
  return after.text === '.' && opensLine && /\s/.test(text[after.end] ?? '');
}

/** "March 27", "9 May", "Sept. 20-24", "Feb.24", "August 2024". */
function isDate({ tokens, first, last, lexicon }: Context): boolean {
  if (first.amount.magnitude > 1 || first.low > 2100) return false;
  let at = first.from - 1;
  if (tokens[at]?.text === '.') at -= 1;
  const isMonth = (token: Token | undefined) =>
    token !== undefined &&
    isCapitalised(token) &&
    lexicon.sets.months.has(token.lower.replace(/['’]s$/, ''));
  const afterMonth =
    isMonth(tokens[at]) && (tokens[at]?.lower !== 'may' || isDay(first) || isYearNumber(first));
  if (afterMonth && last.measure === null && (isDay(first) || isYearNumber(first))) return true;
  // "March 27 and 28", "October 1, 2019"
  const dayBefore =
    tokens[at]?.text === ',' || tokens[at]?.lower === 'and' ? tokens[at - 1] : tokens[at];
  const monthAt = tokens[at]?.text === ',' || tokens[at]?.lower === 'and' ? at - 2 : at - 1;
  if (
    dayBefore?.kind === 'number' &&
    isMonth(tokens[monthAt]) &&
    (isYearNumber(first) || isDay(first)) &&
    last.measure === null
  ) {
    return true;
  }
  const after = tokens[last.amount.next];
  return isDay(first) && isMonth(after) && (after?.lower !== 'may' || isCapitalised(after));
}

const isDay = (term: Term) => Number.isInteger(term.low) && term.low >= 1 && term.low <= 31;
const isYearNumber = (term: Term) =>
  Number.isInteger(term.low) &&
  term.low >= 1100 &&
  term.low <= 2100 &&
  term.amount.next === term.from + 1;

/** "11 a.m.", "1.56pm", "10:27", "1700 GMT". */
function isClock({ text, tokens, first, last, lexicon }: Context): boolean {
  const head = tokens[first.from];
  const before = tokens[first.from - 1];
  const after = tokens[last.amount.next];
  if (head?.glued && before?.text === ':' && before.glued) return true;
  if (after?.text === ':' && after.glued && tokens[last.amount.next + 1]?.glued)
    return tokens[last.amount.next + 1]?.kind === 'number';
  if (
    first.amount.spelled &&
    after?.lower !== 'o’clock' &&
    after?.lower !== "o'clock" &&
    !/^[ap]\.?m/.test(after?.lower ?? '')
  )
    return false;
  return after !== undefined && first.low < 2400 && lexicon.clockAt(text, after.start) !== null;
}

/** "Highway 1", "Section 427", "Model 3", "No. 5". */
function isNumberedNoun({ tokens, first, last, lexicon }: Context): boolean {
  let at = first.from - 1;
  if (tokens[at]?.text === '.') at -= 1;
  const noun = tokens[at];
  if (noun?.kind !== 'word' || !lexicon.sets.numberedNouns.has(noun.lower)) return false;
  if (noun.lower === 'no' && noun.text === 'no') return false;
  // "They number 3,000" counts; names run to four plain digits.
  if (first !== last || first.low > 9999 || tokens[first.from]?.text.includes(',')) return false;
  return (
    last.measure === null ||
    (isCapitalised(noun) && !last.hyphenated && at > 0 && isCapitalised(tokens[at - 1]))
  );
}

/** "two-pronged", "one-on-one", "six-speed": a word-number that hangs on no unit. */
function isHyphenatedWord({ tokens, first, last }: Context): boolean {
  const after = tokens[last.amount.next];
  const hangs = isHyphen(after) && after?.glued && tokens[last.amount.next + 1]?.glued;
  const before = tokens[first.from - 1];
  const trails = isHyphen(before) && before?.glued && tokens[first.from]?.glued;
  return last.amount.spelled && (Boolean(hangs) || Boolean(trails)) && last.amount.magnitude === 1;
}

function isSpelledName({ tokens, first, last, lexicon }: Context): boolean {
  const head = tokens[first.from];
  const before = tokens[first.from - 1];
  const after = tokens[last.amount.next];
  if (!head) return true;
  const opens = !before || (before.kind === 'mark' && /^[.!?"“”:;(–—]$/.test(before.text));
  if (
    isCapitalised(head) &&
    !opens &&
    !(isCapitalised(before) && after && isCapitalised(after) && isPlural(after, lexicon))
  ) {
    // "Seven Days Battles", but "Three miles" of a quotation.
    return last.measure === null || /^\p{Lu}\p{Ll}/u.test(last.measure);
  }
  if (
    first.low !== 1 ||
    head.lower !== 'one' ||
    first.amount.share ||
    last.amount.next !== first.from + 1
  )
    return false;
  if (last.measure !== null) return false;
  if (after === undefined || after.kind === 'mark') return true;
  if (before && lexicon.oneBefore.has(before.lower)) return true;
  // "one following another"
  return lexicon.oneAfter.has(after.lower) || /[^h]ing$/.test(after.lower);
}

/** "in 2019", "2018 closing level", "between 1600 and 1900", "2014-15". */
function isYear({ tokens, first, last, lexicon }: Context): boolean {
  if (!isYearNumber(first) || tokens[first.from]?.text.includes(',')) return false;
  const before = tokens[first.from - 1];
  const after = tokens[last.next];
  const isModern = first.low >= 1900;
  const leads =
    before !== undefined &&
    (lexicon.sets.yearLeads.has(before.lower) || lexicon.sets.months.has(before.lower));
  if (last !== first) return leads || isModern || isSpanOfYears(first, last);
  const plural = after?.kind === 'word' && after.text === after.lower && isPlural(after, lexicon);
  if (!isModern) return !plural && isEarlyYear(tokens, first, leads, lexicon);
  if (before && lexicon.bounding.has(before.lower) && before.lower !== 'about') {
    return !plural && before.lower === 'over';
  }
  return !plural || leads;
}

/** "1861-1863" */
function isSpanOfYears(first: Term, last: Term): boolean {
  return isYearNumber(last) && last.amount.magnitude === 1 && last.low - first.low < 100;
}

/** Before 1900 a bare number needs a word that leads to years: "since 1812", "the spring of 1862", not "a force of 1200". */
function isEarlyYear(
  tokens: readonly Token[],
  term: Term,
  leads: boolean,
  lexicon: Lexicon,
): boolean {
  const before = tokens[term.from - 1];
  if (before?.lower === 'of') {
    const event = tokens[term.from - 2];
    return isCapitalised(event) || lexicon.sets.datedNouns.has(event?.lower ?? '');
  }
  return leads && before?.lower !== 'to' && !lexicon.sets.determiners.has(before?.lower ?? '');
}

/** "2-1", "89-89", "555-0100": numbers that a hyphen joins and that are no range. */
function isScore({ tokens, first, last }: Context): boolean {
  if (first !== last) return false;
  const sides = [tokens[first.from - 1], tokens[first.amount.next]];
  const beyond = [tokens[first.from - 2], tokens[first.amount.next + 1]];
  return sides.some(
    (side, i) => isHyphen(side) && beyond[i]?.kind === 'number' && (side?.glued ?? false),
  );
}

/** "49 Zorro Ranch Road": a small number before capitalised words that end in a street's word. */
function isAddress({ tokens, last, lexicon }: Context): boolean {
  for (let at = last.next; at < last.next + 5; at += 1) {
    const token = tokens[at];
    // "131 West 23rd Street"
    const isOrdinal = token?.glued && tokens[at - 1]?.kind === 'number';
    if (!token || (!isCapitalised(token) && token.kind !== 'number' && !isOrdinal)) return false;
    if (lexicon.sets.streets.has(token.lower)) return true;
  }
  return false;
}

/** "Smith, 44, said", "Prescott (4)". */
function isAge({ tokens, first, last }: Context): boolean {
  if (first !== last || !Number.isInteger(first.low) || first.low > 110) return false;
  const [name, open, close] = [tokens[first.from - 2], tokens[first.from - 1], tokens[first.next]];
  if (open?.text === '(' && close?.text === ')') return true;
  return open?.text === ',' && (close?.text === ',' || close?.text === '.') && isCapitalised(name);
}

/** "S&P 500", "iPhone 11", "Euro 2020": a bare number that ends a name. */
function isTitleNumber({ tokens, first, last, lexicon }: Context): boolean {
  const before = tokens[first.from - 1];
  const after = tokens[last.next];
  if (before?.kind !== 'word' || !/\p{Lu}/u.test(before.text) || first !== last) return false;
  const opens = first.from === 1 || tokens[first.from - 2]?.text === '.';
  if (opens && lexicon.sets.notNouns.has(before.lower)) return false;
  if (lexicon.bounding.has(before.lower) || lexicon.words.months.includes(before.lower))
    return false;
  const counts = after?.kind === 'word' && after.text === after.lower && isPlural(after, lexicon);
  return (
    !counts &&
    first.low < 10_000 &&
    Number.isInteger(first.low) &&
    !tokens[first.from]?.text.includes(',')
  );
}
