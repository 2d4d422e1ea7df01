import type { Modality } from '../claims/claim.ts';
import { describeDate } from '../corpus/dates/describe.ts';
import type { Citations } from './citations.ts';
import { type Evidence, isPart, sourceOf } from './evidence.ts';
import type { Block, Part } from './reply.ts';

/** Fixed phrases: what a source did, by the modality of its claim. */
const VERBS: Readonly<Record<Modality, string>> = {
  reported: 'reported',
  claimed: 'said',
  denied: 'denied that',
  forecast: 'said',
  possible: 'said',
  order: 'ordered',
  warning: 'warned',
};

/** Cues that say more than "said" and less than "ordered". */
const TELLING: readonly (readonly [RegExp, string])[] = [
  [/^show(?:s|ed|n)?$/u, 'showed'],
  [/^reveal(?:s|ed)?$/u, 'revealed'],
  [/^indicate[sd]?$/u, 'indicated'],
  [/^suggest(?:s|ed)?$/u, 'suggested'],
  [/^demand(?:s|ed)?$/u, 'demanded that'],
  [/^(?:urge[sd]?|ask(?:s|ed)?|call(?:s|ed)? (?:on|for))$/u, 'urged'],
];

/** For words that make no sentence of their own: the article's sentence is shown, and said to be the article's. */
const AS_REPORTED = 'as cited';
const DENIED_AS_REPORTED = 'denied, as cited';

/** How the article itself is named as a source. */
export const ARTICLE_ITSELF = 'The article itself';

/** Who makes the claim, as the fullest wording that the article gives. */
export function whoSays({ claim, article }: Evidence): string {
  const speaker = sourceOf(claim);
  if (!speaker) return article.outlet ? `${ARTICLE_ITSELF} (${article.outlet})` : ARTICLE_ITSELF;
  const { name } = speaker;
  const role = speaker.role?.replace(/^(?:its|his|her|their) /iu, '');
  const isPerson = speaker.kind === 'person';
  if (isPerson && role && !name.includes(role)) return capitalise(`${role} ${name}`);
  return capitalise(isPerson ? name : withArticle(name, speaker.text));
}

/** As `whoSays`, for the middle of a sentence: "what a second official said". */
export function whoSaysWithin(evidence: Evidence): string {
  return withinSentence(whoSays(evidence));
}

function withinSentence(who: string): string {
  return who.replace(/^(?:An?|The|One|Two|Three|Some|Several|Many|Other)(?=\s)/u, (word) =>
    word.toLowerCase(),
  );
}

/** "The U.S." and "the Kremlin" keep their article under the name that they are told by. */
function withArticle(name: string, text: string): string {
  const words = /^the\s+(?<words>.+)$/iu.exec(text)?.groups?.words;
  if (!words || /^the\s/i.test(name)) return name;
  const isSame = words.startsWith(name) || /^(?:\p{Lu}\.?){2,4}$/u.test(words);
  return isSame ? `the ${name}` : name;
}

/** The relay chain in words, outermost last; null when nobody relayed it. */
export function relayedBy({ claim }: Evidence): string | null {
  const names = claim.via.map(({ name }) => name).filter((name) => name !== claim.speaker?.name);
  return names.length > 0 ? names.map(withinSentence).join(', via ') : null;
}

export function verbOf({ claim, article }: Evidence): string {
  if (!sourceOf(claim)) return 'stated';
  if (isPart(claim, article)) return claim.modality === 'denied' ? DENIED_AS_REPORTED : AS_REPORTED;
  if (claim.modality === 'claimed' && claim.speaker?.kind === 'outlet') return 'reported';
  // "Two officers said (via the Herald)": the reporting is the paper's.
  if (claim.modality === 'reported' && claim.via.length > 0 && claim.speaker?.kind !== 'outlet')
    return 'said';
  const told = TELLING.find(([cue]) => cue.test(claim.cue?.text ?? ''))?.[1];
  const isPlain = claim.modality === 'claimed' || claim.modality === 'order';
  return isPlain && told ? told : VERBS[claim.modality];
}

/** When it was said, in words; the article's own date where the claim has none. */
export function whenSaid({ claim, article }: Evidence): string {
  const date = describeDate(claim.said.basis === 'unknown' ? article.published : claim.said);
  // It is told in brackets itself.
  return date.replace(/ \((?<how>\w+)\)$/u, ', $<how>');
}

/** The words claimed: in quotation marks when they are the source's own, bare when the article's. */
export function whatIsClaimed(evidence: Evidence, words = evidence.text): readonly Part[] {
  const { article, claim } = evidence;
  const [first] = claim.content;
  const before = first ? article.text.slice(Math.max(0, first.start - 1), first.start + 1) : '';
  const bare = trimEnds(words);
  const isQuoted = /["“]/u.test(before) && !/["“”]/u.test(bare.slice(1, -1));
  if (isQuoted) return [{ kind: 'quote', text: bare }];
  // Two quotations with the article's words between them keep their marks.
  const isMixed = /^["“][^"“”]+["”][^"“”]*["“][^"“”]+["”]?[\s,;:.]{0,4}$/u.test(words);
  return [{ kind: 'text', text: isMixed ? trimStops(words) : balanceQuotes(bare) }];
}

/** Words that a line of a briefing may have before what only adds to it is left out. */
const CORE_WORDS = 14;
const LEADING =
  /^(?:(?:As|While|Although|Though|Despite|In addition to|With)\b[^,]{8,160}|Still|In addition|However|More recently|Additionally), (?=\S)/u;
/** A word that stands for something named before: without that, nobody could say for what. */
export const STANDS_FOR = /^(?:he|she|it|they|his|her|its|their|these|those|this|that)\b/iu;
const TRAILING =
  /(?:,| —) (?:which|where|who|whose|including|\p{Ll}+ing)\b[^”]{8,400}$| in an? \p{Ll}+ that\b[^”]{8,400}$| and (?:that|emphasized|added)\b[^”]{8,400}$/u;

/**
 * A claim cut to what it says first: an opening that only leads up to it goes, and what trails behind and only
 * adds to it, each with "…". A negated or quoted claim is never cut: a cut could turn its meaning round.
 */
export function shorten(evidence: Evidence): string {
  const { claim, text } = evidence;
  if (isPart(claim, evidence.article) && !claim.negated) return aroundFragment(evidence);
  if (claim.negated || claim.modality === 'denied' || /["“]/u.test(text)) return text;
  const lead = LEADING.exec(text);
  const leadsUp = lead !== null && !STANDS_FOR.test(text.slice(lead[0].length));
  const isLong = (words: string) => words.split(' ').length > CORE_WORDS;
  const body = leadsUp && isLong(text) ? `… ${text.slice(lead[0].length)}` : text;
  const trail = TRAILING.exec(body);
  if (!trail || !isLong(body) || trail.index <= 40) return body;
  // A figure is never what only adds to a claim.
  const isFigured = claim.quantities.some((quantity) => trail[0].includes(quantity.text));
  return isFigured ? body : `${body.slice(0, trail.index)} …`;
}

/** A fragment that is a clause of its own, hung on a noun: "where Ukrainian forces still maintain a foothold". */
export function isClause({ claim, article }: Evidence): boolean {
  const [first] = claim.content;
  return (
    isPart(claim, article) &&
    first !== undefined &&
    /^(?:where|who|which)\s/u.test(article.text.slice(first.start, first.start + 8))
  );
}

/** A clause that hangs on a noun, with that noun, any other fragment in its whole sentence: "… inside Russia’s Kursk region where Ukrainian forces still maintain a foothold". */
function aroundFragment(evidence: Evidence): string {
  const { claim, article, text } = evidence;
  const [first] = claim.content;
  const last = claim.content.at(-1);
  if (!first || !last || !isClause(evidence) || text.split(' ').length <= CORE_WORDS) return text;
  const lead = article.text.slice(claim.sentence.start, first.start);
  const noun =
    /(?:^|[\s,])(?:in|inside|into|of|from|at|on|near|to|with)\s(?:(?!\b(?:in|inside|into|of|from|at|on|near|to|with)\s)[^,;])*$/u.exec(
      lead,
    );
  const start =
    noun && lead.length - noun.index < 90 ? claim.sentence.start + noun.index : first.start;
  const words = article.text.slice(start, last.end).replace(/\s+/gu, ' ').trim();
  return start <= claim.sentence.start ? words : `… ${words}`;
}

/** A figure's part of a long statement runs from at most this many characters before it. */
const LEAD_CHARACTERS = 90;

/** "While they gained ground, they lost it again": what stands against the figure is told with it. */
const CONCEDES = /^(?:while|although|though|even (?:as|if|though)|despite)\b/iu;

/**
 * The part of a statement that gives a figure, from the comma before it to the comma behind it, with "…" where it
 * is cut; the whole when it is short, quoted or negated.
 */
export function aroundFigure({ claim, text }: Evidence, figure: string): string {
  const at = text.indexOf(figure);
  if (claim.negated || at < 0 || text.length < 160 || /["“”]/u.test(text)) return text;
  const commas = [...text.matchAll(/, | — |; /gu)].map(({ index }) => index);
  const before = commas.filter((comma) => comma < at).at(-1) ?? 0;
  const conceded = CONCEDES.test(text) && before === 0 ? 1 : 0;
  const behind = commas.filter((comma) => comma >= at + figure.length)[conceded] ?? text.length;
  const start = at - before > LEAD_CHARACTERS || before < LEAD_CHARACTERS ? 0 : before + 2;
  const isWhole = text.length - behind < 25;
  return `${start > 0 ? '… ' : ''}${text.slice(start, isWhole ? text.length : behind)}${isWhole ? '' : ' …'}`;
}

/** One claim as a block, its sentence cited. */
export function claimBlock(
  evidence: Evidence,
  citations: Citations,
  standing: readonly string[],
  words = evidence.text,
): Block {
  const { claim, article } = evidence;
  return {
    kind: 'claim',
    who: whoSays(evidence),
    verb: verbOf(evidence),
    via: relayedBy(evidence),
    when: whenSaid(evidence),
    what: [
      ...whatIsClaimed(evidence, words),
      citations.cite(article, claim.sentence, claim.paragraph, claim.id),
    ],
    standing,
  };
}

/** Quotation marks and stops at the ends belong to the sentence around the claim, not to what is claimed. */
function trimEnds(text: string): string {
  return (
    text
      // "Says that is a lie": there the word stands for something.
      .replace(/^(?:that(?! (?:is|was|isn|wasn|would|will)\b)|and|but|so|because|yet)\s+/u, '')
      .replace(/^["“”‘\s]+/u, '')
      .replace(/[\s,;:—–-]*["”’]*[\s,;:.—–-]*["”]*$/u, '')
  );
}

/** Stops before the last quotation mark, and behind it, belong to the sentence around the claim. */
function trimStops(text: string): string {
  return text.replace(/[\s,;:.]{0,4}(?<mark>["”]?)[\s,;:.]{0,4}$/u, '$<mark>');
}

/** A quotation that opened or closed outside the cut gets its other mark. */
function balanceQuotes(text: string): string {
  const opened = (text.match(/“/gu) ?? []).length;
  const closed = (text.match(/”/gu) ?? []).length;
  if (opened > closed) return `${text}”`;
  if (closed > opened) return `“${text}`;
  if ((text.match(/"/g) ?? []).length % 2 === 0) return text;
  // A mark right behind a letter closes what the cut opened: thousands" of soldiers.
  return /^[^"]*[\p{L}\p{N}.,!?]"/u.test(text) ? `"${text}` : `${text}"`;
}

export function capitalise(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** "1 claim", "1,200 claims". */
export function count(number: number, what: string): string {
  return `${number.toLocaleString('en-GB')} ${what}${number === 1 ? '' : 's'}`;
}
