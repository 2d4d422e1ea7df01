import type { SpeakerKind } from '../claims/claim.ts';
import { type Article, cut } from '../corpus/article.ts';
import { type Evidence, isPart } from './evidence.ts';
import type { Named } from './names.ts';
import { remembered } from './remembered.ts';
import { isSpelled, isSpelledIn } from './spelled.ts';
import type { Subject } from './subject.ts';
import { termOf } from './terms.ts';

/** Words that name one idea: stems to idea, from config. */
export type Concepts = ReadonlyMap<string, string>;

export type Ranked = {
  readonly evidence: Evidence;
  readonly score: number;
  /** Share of what was asked, weighted by rarity, that the claim or its sentence holds: 0 to 1. */
  readonly coverage: number;
};

/** What a place name covers: itself, what lies in it, and every spelling of both. */
export type Gazetteer = {
  /** Names of places that lie inside this one, itself included; just itself when unknown. */
  inside(name: string): ReadonlySet<string>;
};

/** How much each kind of match is worth; a claim's own words count more than its sentence's, an idea less than the word. */
const IN_CLAIM = 1;
const IN_SENTENCE = 0.75;
const SAME_IDEA = 0.6;
/** The article as a whole is about the place: its claims may be. */
const IN_ARTICLE = 0.35;
/** What the thread asked before weighs this much of what is asked now. */
const BACKGROUND = 0.3;
/** A place named in the headline or the first lines, and in this share of an article's sentences, is what it is about. */
const TOPIC_SHARE = 0.2;
const OPENING_PARAGRAPHS = 3;
const IN_TOPIC = 0.6;
/** Of two claims that match alike the newer is told. */
const NEWNESS_BONUS = 0.08;
const HEADLINE_PENALTY = 0.25;
const FRAGMENT_PENALTY = 0.15;
/** The source is the one that the question describes: "the second US official". */
const SAID_BONUS = 0.5;
const KIND_BONUS = 0.3;
const THREAD_BONUS = 0.15;

/** Scores evidence against a subject, best first; what matches in nothing is left out. */
export function rank(
  subject: Subject,
  evidence: readonly Evidence[],
  gazetteer: Gazetteer,
  concepts: Concepts,
): readonly Ranked[] {
  const rarity = openRarity(evidence);
  const wanted = [
    ...subject.terms.map((_, index) => ({
      weight: Math.min(...formsAt(subject.terms, index).map((form) => rarity.ofTerm(form))),
      match: (of: Evidence) => matchWritten(subject.terms, index, of, concepts),
    })),
    ...subject.background.map((term) => ({
      weight: BACKGROUND * rarity.ofTerm(term),
      match: (of: Evidence) => matchTerm(term, of, concepts),
    })),
    ...subject.names.map((named) => ({
      weight: 1.2 * rarity.ofName(named, (of) => matchName(named, of, gazetteer) > IN_ARTICLE),
      match: (of: Evidence) => matchName(named, of, gazetteer),
    })),
  ];
  const newness = openNewness(evidence);
  const total = wanted.reduce((sum, { weight }) => sum + weight, 0);
  return evidence
    .filter(
      (of) => subject.sources.length === 0 || subject.sources.some((source) => isFrom(source, of)),
    )
    .map((of) => {
      const matched = wanted.reduce((sum, { weight, match }) => sum + weight * match(of), 0);
      const coverage =
        total > 0
          ? matched / total
          : subject.sources.length > 0 || subject.kinds.length > 0
            ? 1
            : 0;
      // A buildup elsewhere is not what is asked for.
      const near = Math.min(1, ...subject.names.map((named) => matchName(named, of, gazetteer)));
      const kind = subject.kinds.includes(of.claim.kind) ? KIND_BONUS * near : 0;
      const said = saidShare(subject.saidBy, of) * SAID_BONUS;
      const thread = subject.toldArticles.includes(of.article.id) ? THREAD_BONUS : 0;
      return {
        evidence: of,
        coverage,
        score: coverage + kind + said + thread + newness(of) - weakness(of),
      };
    })
    .filter(({ coverage }) => coverage > 0)
    .sort(
      (a, b) => b.score - a.score || (b.evidence.day ?? '').localeCompare(a.evidence.day ?? ''),
    );
}

/** A term of a question, and the words that it makes with its neighbours: "front line" is "frontline" to some. */
function formsAt(terms: readonly string[], index: number): readonly string[] {
  const [before = '', term = '', after = ''] = [terms[index - 1], terms[index], terms[index + 1]];
  return [
    term,
    ...(before ? [termOf(`${before}${term}`)] : []),
    ...(after ? [termOf(`${term}${after}`)] : []),
  ];
}

/** How far a claim speaks of a term of a question, however it is written: 0 to 1. */
export function matchWritten(
  terms: readonly string[],
  index: number,
  of: Evidence,
  concepts: Concepts,
): number {
  return Math.max(...formsAt(terms, index).map((form) => matchTerm(form, of, concepts)));
}

/** Up to `NEWNESS_BONUS` for the newest article, nothing for the oldest. */
function openNewness(evidence: readonly Evidence[]): (of: Evidence) => number {
  const days = [...new Set(evidence.map(({ article }) => article.published.latest ?? ''))].sort();
  return ({ article }) =>
    days.length < 2
      ? 0
      : (NEWNESS_BONUS * days.indexOf(article.published.latest ?? '')) / (days.length - 1);
}

/** How many of the words that describe the asked source stand in this one's. */
function saidShare(words: readonly string[], { sourceTerms }: Evidence): number {
  return words.length === 0
    ? 0
    : words.filter((word) => sourceTerms.has(word)).length / words.length;
}

/** A headline repeats its article, and a fragment says less than a sentence. */
function weakness({ claim, article }: Evidence): number {
  const isHeadline = article.headline?.start === claim.sentence.start;
  return (isHeadline ? HEADLINE_PENALTY : 0) + (isPart(claim, article) ? FRAGMENT_PENALTY : 0);
}

function openRarity(evidence: readonly Evidence[]) {
  const weigh = (holders: number) => Math.log(1 + (evidence.length + 1) / (holders + 0.5));
  return {
    ofTerm: (term: string) =>
      weigh(evidence.filter(({ sentenceTerms }) => sentenceTerms.has(term)).length),
    ofName: (_: Named, holds: (of: Evidence) => boolean) => weigh(evidence.filter(holds).length),
  };
}

function matchTerm(term: string, of: Evidence, concepts: Concepts): number {
  if (of.terms.has(term)) return IN_CLAIM;
  if (of.sentenceTerms.has(term) || of.sourceTerms.has(term)) return IN_SENTENCE;
  const idea = concepts.get(term);
  if (idea === undefined) return 0;
  for (const held of of.terms) if (concepts.get(held) === idea) return SAME_IDEA;
  for (const held of of.sentenceTerms)
    if (concepts.get(held) === idea) return SAME_IDEA * IN_SENTENCE;
  return 0;
}

const matches = new WeakMap<Evidence, Map<Named, number>>();

/** How far a claim is about something named: 0 to 1. */
export function matchName(named: Named, of: Evidence, gazetteer: Gazetteer): number {
  const known = remembered(matches, of, () => new Map<Named, number>());
  return remembered(known, named, () => findMatch(named, of, gazetteer));
}

function findMatch(named: Named, of: Evidence, gazetteer: Gazetteer): number {
  if (named.kind === 'place') {
    const inside = gazetteer.inside(named.name);
    if (of.claim.places.some(({ name, isGovernment }) => !isGovernment && inside.has(name)))
      return IN_CLAIM;
    // "Kyiv's commander said" names a government, not the city.
    if (named.seatOf)
      return isSpelledIn(named, of.text, of.article)
        ? IN_SENTENCE
        : Math.min(IN_ARTICLE, topicMatch(named, of.article));
    if (isSpelledIn(named, of.sentence, of.article)) return IN_SENTENCE;
    if (isSpelledIn(named, paragraphOf(of), of.article)) return IN_TOPIC;
    return topicMatch(named, of.article);
  }
  if (isSpelledIn(named, of.text, of.article)) return IN_CLAIM;
  // "Ankara had agreed" is about Turkey, as "Kursk" is not about all of Russia.
  const { places } = of.claim;
  if (places.some((place) => place.isGovernment && place.within.includes(named.name)))
    return IN_CLAIM;
  if (isFrom(named, of)) return IN_CLAIM;
  if (isSpelledIn(named, of.sentence, of.article)) return IN_SENTENCE;
  if (isSpelledIn(named, paragraphOf(of), of.article)) return IN_TOPIC;
  return named.kind === 'country' ? topicMatch(named, of.article) : 0;
}

/** The paragraph around a claim: what it speaks of, its next sentence goes on with. */
function paragraphOf({ article, claim }: Evidence): string {
  const paragraph = article.paragraphs[claim.paragraph - 1];
  return paragraph ? cut(article, paragraph.span) : '';
}

const topics = new WeakMap<Article, Map<Named, number>>();

/** How far a whole article is about a place. */
export function topicMatch(named: Named, article: Article): number {
  const known = remembered(topics, article, () => new Map<Named, number>());
  return remembered(known, named, () => {
    const naming = article.sentences.filter(({ span }) =>
      isSpelledIn(named, cut(article, span), article),
    );
    const opening = leadParagraph(article) + OPENING_PARAGRAPHS;
    const isTopic =
      naming.some(({ paragraph }) => paragraph < opening) &&
      naming.length >= TOPIC_SHARE * article.sentences.length;
    return isTopic ? IN_TOPIC : naming.length > 0 ? IN_ARTICLE : 0;
  });
}

/** The paragraph that opens an article, behind its headline and a line of who wrote it where. */
export function leadParagraph(article: Article): number {
  const { headline, sentences } = article;
  const behind = sentences.filter(({ span }) => headline === null || span.start >= headline.end);
  const lead = behind.find(({ span }) => /[.!?…]["”’)]*\s*$/u.test(cut(article, span)));
  return (lead ?? behind[0])?.paragraph ?? 1;
}

/** Who of a side speaks for it: a channel that is linked to a government is not that government. */
const SPEAKING_FOR: ReadonlySet<SpeakerKind> = new Set(['government', 'group', 'anonymous']);

/** The claim comes from this source, or through it, or was published by it. */
export function isFrom(named: Named, { claim, article }: Evidence): boolean {
  if (named.kind === 'outlet') {
    return (
      article.outlet === named.name ||
      [claim.speaker?.name, ...claim.via.map(({ name }) => name)].includes(named.name)
    );
  }
  const { speaker } = claim;
  if (!speaker) return false;
  if (speaker.name === named.name) return true;
  const said = [speaker.name, speaker.text, speaker.role].filter(Boolean).join(' ');
  return (
    isSpelled(named, said) ||
    (named.kind === 'country' && speaker.side === named.name && SPEAKING_FOR.has(speaker.kind))
  );
}
