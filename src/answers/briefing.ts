import type { Claim, Kind } from '../claims/claim.ts';
import type { Article } from '../corpus/article.ts';
import { describeDate } from '../corpus/dates/describe.ts';
import { isAboutMatter } from './about.ts';
import { openCitations } from './citations.ts';
import { countedIn, differences } from './differences.ts';
import { byNewest, type Evidence, isPart, sourceOf } from './evidence.ts';
import type { Named, NameMention } from './names.ts';
import { picturesOf } from './pictures.ts';
import {
  type Concepts,
  type Gazetteer,
  leadParagraph,
  matchName,
  type Ranked,
  rank,
  topicMatch,
} from './rank.ts';
import { isFuller, isRepeat } from './repeats.ts';
import type { Block, Part } from './reply.ts';
import { isSpelled } from './spelled.ts';
import type { Subject } from './subject.ts';
import { finish, notice, type Told } from './telling.ts';
import { termsOf } from './terms.ts';
import { namesIn, nameTopic } from './topic.ts';
import {
  ARTICLE_ITSELF,
  isClause,
  relayedBy,
  STANDS_FOR,
  shorten,
  verbOf,
  whatIsClaimed,
  whoSays,
} from './wording.ts';

/** A briefing is read at a glance: about so many words in all. */
const BRIEFING_WORDS = 230;
const HEADING_WORDS = 10;
const DATE_WORDS = 5;
/** What is kept free for where reports differ. */
const DIFFERENCES_WORDS = 36;
/** An article is heard again only for claims worth this share of the best. */
const WORTH_ADDING = 0.6;
/** Claims in all, shared out among the articles; the only article may be heard this often. */
const CLAIMS_SHARED = 9;
const CLAIMS_PER_ARTICLE = 5;
const MAX_DIFFERENCES = 3;
/** What an article says against its own reports is told with them where it takes no more words than this. */
const CAVEAT_WORDS = 16;
/** What is worth less is told only where nothing is worth more. */
const MIN_WORTH = 0.9;
/** What another claim of its kind, and one in its sentence, leaves of a claim's worth. */
const SAME_KIND = 0.35;
const SAME_SENTENCE = 0.25;
/** What happened so many days before its article appeared is background. */
const BACKGROUND_DAYS = 60;
/** What a briefing on troop movements is first about. */
const WEIGHTS: Readonly<Record<Kind, number>> = {
  buildup: 1,
  movement: 0.9,
  territory: 0.8,
  'offensive-forecast': 0.6,
  capability: 0.3,
  casualties: 0.4,
  drill: 0.6,
  diplomacy: 0.2,
  other: 0,
};

const ASKED_WEIGHT = 1.2;
const BESIDE_ASKED = 0.4;

/** A dated summary of what is reported on a topic, oldest first, each line attributed and cited; then where reports differ. */
export function brief(
  topic: string,
  names: readonly NameMention[],
  subject: Subject,
  all: readonly Evidence[],
  gazetteer: Gazetteer,
  concepts: Concepts,
): Told | null {
  const demanded = subject.names.length > 0 ? [] : namesIn(topic, all, concepts);
  const ranked = rank(subject, all, gazetteer, concepts).filter(
    (one) =>
      isOnTopic(one.evidence, subject, gazetteer) &&
      isAboutMatter(subject, one, concepts) &&
      demanded.every((term) => one.evidence.sentenceTerms.has(term)),
  );
  const fit = ranked.map(({ evidence }) => evidence);
  const chosen = chooseClaims(weighAll(ranked, subject, gazetteer));
  if (chosen.length === 0) return null;
  const citations = openCitations();
  const title = nameTopic(topic, names, chosen, subject.terms.length === 0);
  const heading = `${title} — ${newestOf(chosen)}`;
  const blocks: Block[] = [
    { kind: 'heading', text: heading },
    {
      kind: 'timeline',
      entries: [...groupByArticle(chosen)].reverse().map((group) => toEntry(group, citations)),
    },
  ];
  const told = new Set(fit.filter((of) => chosen.some((other) => isTold(of, other))));
  const comparable = fit.filter(
    (of) => of.claim.modality === 'denied' || told.has(of) || countedIn([of]).length > 0,
  );
  const lines = differences(comparable, citations, MAX_DIFFERENCES, {
    about: told,
    told,
    dated: new Set(chosen.map(({ article }) => article.id)),
    words: DIFFERENCES_WORDS,
  });
  if (lines.length > 0) {
    blocks.push({
      kind: 'paragraph',
      parts: [
        { kind: 'strong', text: 'Where reports differ. ' },
        ...lines.flatMap((parts) => [...parts, { kind: 'text', text: ' ' } as const]),
      ],
    });
  }
  const counted = countedIn(chosen);
  if (counted.length + lines.length === 0)
    blocks.push(notice('info', 'No figure given in any of these reports.'));
  blocks.push(...picturesOf(title, chosen, citations));
  return { reply: finish(blocks, citations, false, heading), evidence: chosen };
}

/** The claim is told with the other one: it gives a part of its sentence, from the same source. */
function isTold(of: Evidence, told: Evidence): boolean {
  return (
    of === told ||
    (of.claim.sentence.start === told.claim.sentence.start &&
      of.article.id === told.article.id &&
      of.claim.speaker?.name === told.claim.speaker?.name)
  );
}

/** How old the newest report told is, or that none of them bears a date. */
function newestOf(chosen: readonly Evidence[]): string {
  const [newest] = [...chosen].sort(byNewest);
  return newest && newest.article.published.basis !== 'unknown'
    ? `nothing held is newer than ${describeDate(newest.article.published)}`
    : 'no report held on this bears a date';
}

type Worth = { readonly evidence: Evidence; readonly worth: number };

/** Relevance first, then weight of kind; of a statement and a part or a relay of it one is kept. */
function weighAll(
  ranked: readonly Ranked[],
  subject: Subject,
  gazetteer: Gazetteer,
): readonly Worth[] {
  const covers = (one: Ranked) => coverageOf(one, subject, gazetteer);
  const best = Math.max(0, ...ranked.map(covers));
  const weighed = ranked
    .map((one) => {
      const { evidence } = one;
      const coverage = covers(one);
      const fit = isMainNews(evidence, subject) ? Math.max(best, coverage) : coverage;
      return { evidence, worth: fit >= Math.min(0.3, best) ? fit + weigh(evidence, subject) : 0 };
    })
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth);
  const kept: Worth[] = [];
  for (const one of weighed) {
    const repeated = kept.findIndex(({ evidence }) => isRepeat(evidence, one.evidence));
    const held = kept[repeated];
    if (!held) kept.push(one);
    else if (isBetterTold(one.evidence, held.evidence, subject))
      kept[repeated] = { evidence: one.evidence, worth: held.worth };
  }
  return kept;
}

/** Of several places that are asked for side by side, each is the whole of what is asked. */
function coverageOf(
  { evidence, coverage }: Ranked,
  { names, terms }: Subject,
  gazetteer: Gazetteer,
): number {
  if (names.length < 2 || terms.length > 0 || names.some(({ kind }) => kind !== 'place'))
    return coverage;
  return Math.max(...names.map((named) => matchName(named, evidence, gazetteer)));
}

/** What an article opens with is about what the whole of it is about, named or not. */
function isMainNews({ claim, article }: Evidence, { names, terms }: Subject): boolean {
  return (
    names.length > 0 &&
    terms.length === 0 &&
    claim.paragraph === leadParagraph(article) &&
    names.every((named) => topicMatch(named, article) > 0.5)
  );
}

/** A clause that is about the topic, and says more of troops than the long statement that it ends, is told without it. */
function isBetterTold(one: Evidence, other: Evidence, { names, terms }: Subject): boolean {
  if (isClause(other) && WEIGHTS[other.claim.kind] > WEIGHTS[one.claim.kind]) {
    const words = shorten(other);
    const held = new Set(termsOf(words));
    if (names.every((named) => isSpelled(named, words)) && terms.every((term) => held.has(term)))
      return false;
  }
  return isFuller(one, other);
}

/** The worthiest claims, and what their articles say against them first of all. */
function chooseClaims(weighed: readonly Worth[]): readonly Evidence[] {
  const words = BRIEFING_WORDS - HEADING_WORDS - DIFFERENCES_WORDS;
  const chosen = takeWorthiest(weighed, words);
  const caveat = caveatOf(weighed, chosen);
  if (!caveat) return chosen;
  const fewer = takeWorthiest(weighed, words - lengthBeside(caveat, chosen));
  return caveatOf(weighed, fewer) === caveat ? [...fewer, caveat] : chosen;
}

/** "But Russia has so far held back": the first negative of an article whose buildups are told without one. */
function caveatOf(weighed: readonly Worth[], chosen: readonly Evidence[]): Evidence | null {
  const told = Map.groupBy(chosen, ({ article }) => article.id);
  const caveat = weighed.find(({ evidence: { article, claim } }) => {
    const own = told.get(article.id) ?? [];
    return (
      claim.negated &&
      claim.kind === 'buildup' &&
      own.some((other) => other.claim.kind === 'buildup') &&
      own.every((other) => !other.claim.negated)
    );
  });
  return caveat && lengthBeside(caveat.evidence, chosen) <= CAVEAT_WORDS ? caveat.evidence : null;
}

/** Takes the worthiest while words are left for them. */
function takeWorthiest(weighed: readonly Worth[], limit: number): readonly Evidence[] {
  const floor = Math.min(MIN_WORTH, weighed[0]?.worth ?? 0);
  const fit = weighed.filter(({ worth }) => worth >= floor);
  const articles = new Set(fit.map(({ evidence }) => evidence.article.id)).size;
  const perArticle = Math.min(CLAIMS_PER_ARTICLE, Math.max(3, Math.ceil(CLAIMS_SHARED / articles)));
  const chosen: Evidence[] = [];
  let words = limit;
  const ofArticle = ({ article }: Evidence) =>
    chosen.filter((other) => other.article.id === article.id);
  const rest = new Set(fit);
  // One at a time: what is told already makes another of its kind worth less.
  while (rest.size > 0) {
    const best = [...rest].reduce((a, b) =>
      worthBeside(b, ofArticle(b.evidence)) > worthBeside(a, ofArticle(a.evidence)) ? b : a,
    );
    rest.delete(best);
    const { evidence } = best;
    const told = ofArticle(evidence);
    if (told.length >= perArticle) continue;
    if (told.length > 0 && best.worth < WORTH_ADDING * (fit[0]?.worth ?? 0)) continue;
    const length = lengthBeside(evidence, told);
    if (length > words && chosen.length > 0) continue;
    chosen.push(evidence);
    words -= length;
  }
  return chosen;
}

/** Words that a claim adds: a source that is named already is not named again, nor the date of its article. */
function lengthBeside(evidence: Evidence, told: readonly Evidence[]): number {
  const { outlet } = evidence.article;
  const isNamed = told.some((other) => opening(other, outlet) === opening(evidence, outlet));
  return (
    wordCount(shorten(evidence)) +
    (isNamed ? 0 : wordCount(opening(evidence, outlet))) +
    (told.length === 0 ? DATE_WORDS : 0)
  );
}

/** Every article is heard before any is heard twice, and each of its claims adds another kind where it can. */
function worthBeside({ evidence, worth }: Worth, told: readonly Evidence[]): number {
  if (told.length === 0) return worth + 2;
  const { kind } = evidence.claim;
  const repeatsKind = kind === 'other' || told.some(({ claim }) => claim.kind === kind);
  const isFirstCaveat = evidence.claim.negated && !told.some(({ claim }) => claim.negated);
  const isInTold = told.some(({ claim }) => claim.sentence.start === evidence.claim.sentence.start);
  return worth - (repeatsKind && !isFirstCaveat ? SAME_KIND : 0) - (isInTold ? SAME_SENTENCE : 0);
}

function isOnTopic(evidence: Evidence, subject: Subject, gazetteer: Gazetteer): boolean {
  const isAbout = (named: Named) =>
    matchName(named, evidence, gazetteer) > (named.kind === 'place' ? 0.5 : 0.7) ||
    topicMatch(named, evidence.article) > 0.5;
  const places = subject.names.filter(({ kind }) => kind === 'place');
  // "Kursk and Sumy" is about either, "Russian troops near Sumy" about both.
  return (
    subject.names.every((named) => named.kind === 'place' || isAbout(named)) &&
    (places.length === 0 || places.some(isAbout))
  );
}

function weigh(evidence: Evidence, { kinds }: Subject): number {
  const { claim, article } = evidence;
  const isHeadline = article.headline !== null && claim.sentence.start === article.headline.start;
  return (
    0.6 * weightOf(claim.kind, kinds) +
    (countedIn([{ claim } as Evidence]).length > 0 ? 0.25 : 0) +
    (claim.speaker ? 0.1 : 0) +
    (claim.negated ? 0.1 : 0) +
    leadWorth(evidence) -
    (isPart(claim, article) && !isClause(evidence) ? 0.2 : 0) -
    (claim.speaker === null && STANDS_FOR.test(evidence.text) ? 0.3 : 0) -
    (claim.speaker === null && claim.modality === 'possible' ? 0.5 : 0) -
    (isHeadline ? 0.5 : 0) -
    (isBackground(claim, article) ? 0.5 : 0)
  );
}

/** A topic that asks for some kinds of claim is first about those. */
function weightOf(kind: Kind, asked: readonly Kind[]): number {
  if (asked.length === 0) return WEIGHTS[kind];
  return asked.includes(kind) ? ASKED_WEIGHT : BESIDE_ASKED * WEIGHTS[kind];
}

/** An article opens with its news, and with the main of it in its first sentence. */
function leadWorth({ claim, article }: Evidence): number {
  if (claim.paragraph !== leadParagraph(article)) return 0;
  const first = article.sentences.find(({ paragraph }) => paragraph === claim.paragraph);
  return first?.span.start === claim.sentence.start ? 0.4 : 0.1;
}

function isBackground({ happened }: Claim, { published }: Article): boolean {
  if (happened.latest === null || published.earliest === null) return false;
  return (
    Date.parse(published.earliest) - Date.parse(happened.latest) > BACKGROUND_DAYS * 86_400_000
  );
}

function wordCount(text: string): number {
  return text.split(' ').length;
}

/** Newest article first. */
function groupByArticle(evidence: readonly Evidence[]): readonly (readonly Evidence[])[] {
  const groups = new Map<string, Evidence[]>();
  for (const of of [...evidence].sort(byNewest))
    groups.set(of.article.id, [...(groups.get(of.article.id) ?? []), of]);
  return [...groups.values()];
}

function toEntry(
  group: readonly Evidence[],
  citations: ReturnType<typeof openCitations>,
): { when: string; parts: readonly Part[] } {
  const [first] = group;
  const outlet = first?.article.outlet ?? null;
  const openings = group.map((evidence) => opening(evidence, outlet));
  return {
    when: `${first ? describeDate(first.article.published) : 'undated'}${outlet ? ` · ${outlet}` : ''}`,
    parts: group.flatMap((evidence, index) => {
      const goesOn = openings[index] === openings[index - 1];
      const isLast = openings[index] !== openings[index + 1];
      return [
        { kind: 'text', text: goesOn ? '' : `${openings[index]}: ` } as const,
        ...whatIsClaimed(evidence, shorten(evidence)),
        { kind: 'text', text: ' ' } as const,
        citations.cite(
          evidence.article,
          evidence.claim.sentence,
          evidence.claim.paragraph,
          evidence.claim.id,
        ),
        { kind: 'text', text: isLast ? '. ' : '; ' } as const,
      ].filter((part) => part.kind !== 'text' || part.text !== '');
    }),
  };
}

/** Who says it, and how it came to this article; what one source says stands in one row. */
function opening(evidence: Evidence, outlet: string | null): string {
  const { claim, article, text } = evidence;
  if (sourceOf(claim) === null) return ARTICLE_ITSELF;
  // The sentence itself says whose words it gives.
  if (isPart(claim, article) && shorten(evidence) === text) return 'In the article’s words';
  const via = relayedBy(evidence);
  return `${whoSays(evidence)} ${verbOf(evidence)}${via && via !== outlet ? ` (via ${via})` : ''}`;
}
