import type { Claim, Kind } from '../claims/claim.ts';
import type { Article } from '../corpus/article.ts';
import { describeDate } from '../corpus/dates/describe.ts';
import { isRepeat } from './choose.ts';
import { openCitations } from './citations.ts';
import { countedIn, differences } from './differences.ts';
import { byNewest, type Evidence } from './evidence.ts';
import { picturesOf } from './pictures.ts';
import { finish, notice, type Told } from './plain-answer.ts';
import { type Concepts, type Gazetteer, matchName, type Ranked, rank } from './rank.ts';
import type { Block, Part } from './reply.ts';
import type { Subject } from './subject.ts';
import { capitalise, relayedBy, shorten, verbOf, whatIsClaimed, whoSays } from './wording.ts';

/** A briefing is read at a glance: about 220 words in all, this many of them for what is claimed. */
const CLAIM_WORDS = 160;
/** An article is heard again only for claims worth this share of the best. */
const WORTH_ADDING = 0.7;
const CLAIMS_PER_ARTICLE = 3;
const MAX_DIFFERENCES = 2;
const SAME_KIND = 0.35;
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

/** A dated summary of what is reported on a topic, oldest first, each line attributed and cited; then where reports differ. */
export function brief(
  topic: string,
  subject: Subject,
  all: readonly Evidence[],
  gazetteer: Gazetteer,
  concepts: Concepts,
): Told | null {
  const chosen = chooseClaims(rank(subject, all, gazetteer, concepts), subject, gazetteer);
  if (chosen.length === 0) return null;
  const citations = openCitations();
  const [newest] = [...chosen].sort(byNewest);
  const heading = `${capitalise(topic)} — nothing held is newer than ${newest ? describeDate(newest.article.published) : 'undated'}`;
  const blocks: Block[] = [
    { kind: 'heading', text: heading },
    {
      kind: 'timeline',
      entries: [...groupByArticle(chosen)].reverse().map((group) => toEntry(group, citations)),
    },
  ];
  const lines = differences(chosen, citations, MAX_DIFFERENCES, { isBrief: true });
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
  if (counted.length === 0) blocks.push(notice('info', 'No figure given in any of these reports.'));
  blocks.push(...picturesOf(capitalise(topic), chosen, citations));
  return { reply: finish(blocks, citations, false, heading), evidence: chosen };
}

/** Relevance first, then weight of kind; repeats drop; the words are counted. */
function chooseClaims(
  ranked: readonly Ranked[],
  subject: Subject,
  gazetteer: Gazetteer,
): readonly Evidence[] {
  const best = ranked[0]?.coverage ?? 0;
  const fit = ranked
    .filter(
      ({ evidence, coverage }) =>
        coverage >= Math.min(0.3, best) && isOnTopic(evidence, subject, gazetteer),
    )
    .map(({ evidence, coverage }) => ({ evidence, worth: coverage + weigh(evidence) }))
    .filter(({ worth }) => worth >= 0.9)
    .sort((a, b) => b.worth - a.worth);
  const chosen: Evidence[] = [];
  let words = CLAIM_WORDS;
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
    const length = wordCount(shorten(evidence)) + wordCount(whoSays(evidence)) + 1;
    const told = ofArticle(evidence).length;
    if (told >= CLAIMS_PER_ARTICLE || length > words) continue;
    if (told > 0 && best.worth < WORTH_ADDING * (fit[0]?.worth ?? 0)) continue;
    if (chosen.some((other) => isRepeat(other, evidence))) continue;
    chosen.push(evidence);
    words -= length;
  }
  return chosen;
}

type Worth = { readonly evidence: Evidence; readonly worth: number };

/** Every article is heard before any is heard twice, and each of its claims adds another kind where it can. */
function worthBeside({ evidence, worth }: Worth, told: readonly Evidence[]): number {
  if (told.length === 0) return worth + 2;
  const repeatsKind = told.some(({ claim }) => claim.kind === evidence.claim.kind);
  const isFirstCaveat = evidence.claim.negated && !told.some(({ claim }) => claim.negated);
  return worth - (repeatsKind && !isFirstCaveat ? SAME_KIND : 0);
}

function isOnTopic(evidence: Evidence, subject: Subject, gazetteer: Gazetteer): boolean {
  return subject.names.every((named) => matchName(named, evidence, gazetteer) > 0.5);
}

function weigh({ claim, article }: Evidence): number {
  const isHeadline = article.headline !== null && claim.sentence.start === article.headline.start;
  return (
    0.6 * WEIGHTS[claim.kind] +
    (countedIn([{ claim } as Evidence]).length > 0 ? 0.25 : 0) +
    (claim.speaker ? 0.1 : 0) +
    (claim.negated ? 0.1 : 0) -
    (isHeadline ? 0.5 : 0) -
    (isBackground(claim, article) ? 0.5 : 0)
  );
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
  const outlet = first?.article.outlet;
  return {
    when: `${first ? describeDate(first.article.published) : 'undated'}${outlet ? ` · ${outlet}` : ''}`,
    parts: group.flatMap((evidence) => {
      const via = relayedBy(evidence);
      const relay = via && via !== outlet ? ` (via ${via})` : '';
      return [
        { kind: 'text', text: `${whoSays(evidence)} ${verbOf(evidence)}${relay}: ` } as const,
        ...whatIsClaimed(evidence, shorten(evidence)),
        { kind: 'text', text: ' ' } as const,
        citations.cite(
          evidence.article,
          evidence.claim.sentence,
          evidence.claim.paragraph,
          evidence.claim.id,
        ),
        { kind: 'text', text: '. ' } as const,
      ];
    }),
  };
}
