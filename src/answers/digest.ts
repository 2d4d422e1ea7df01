import type { KindWords } from '../claims/kinds.ts';
import { describeDate } from '../corpus/dates/describe.ts';
import { type Citations, openCitations } from './citations.ts';
import { countedIn, differences } from './differences.ts';
import { byNewest, type Evidence } from './evidence.ts';
import { leftOpenIn } from './left-open.ts';
import type { Named } from './names.ts';
import { picturesOf } from './pictures.ts';
import { type Gazetteer, matchName } from './rank.ts';
import type { Block, Part, Reply } from './reply.ts';
import { standingOf } from './standing.ts';
import { ageNotice, finish, notice } from './telling.ts';
import { termOf } from './terms.ts';
import {
  claimBlock,
  relayedBy,
  shorten,
  verbOf,
  whatIsClaimed,
  whenSaid,
  whoSays,
} from './wording.ts';

export const SECTIONS = ['buildup', 'redeployment', 'drill'] as const;
export type Section = (typeof SECTIONS)[number];

/** One new report, with what its own article says beside it. */
export type DigestItem = {
  readonly section: Section;
  readonly evidence: Evidence;
  readonly caveats: readonly Evidence[];
  /** The item in one line: who, through whom, when, what, with its figure or "no figure given". */
  readonly line: string;
};

export type Digest = {
  readonly reply: Reply;
  readonly items: readonly DigestItem[];
  /** Keys of all that this digest tells; given back as `told` next time. */
  readonly keys: readonly string[];
};

export type DigestOptions = {
  /** Keys of what the channel was told; empty for a first digest, which is the baseline. */
  readonly told: ReadonlySet<string>;
  /** Only what is reported on this place or inside it. */
  readonly place: Named | null;
  /** Whose troops are watched, as adjectives; empty watches all. */
  readonly watched: readonly string[];
  /** What speaks against a report: words that hinder a buildup, that make it conditional, and what forces are called. */
  readonly words: Pick<KindWords, 'hindering' | 'reliability' | 'forces'>;
  readonly gazetteer: Gazetteer;
};

const MAX_CAVEATS = 4;
const TITLES: Readonly<Record<Section, string>> = {
  buildup: 'Reported buildups',
  redeployment: 'Redeployments, which are no buildups',
  drill: 'Drills',
};

/** What names a report across digests, however often its article is read again. */
export function keyOf({ article, claim }: Pick<Evidence, 'article' | 'claim'>): string {
  return `${article.id}:${claim.sentence.start}`;
}

/** What is new among reported buildups: newest article first, never the largest number first. */
export function digest(all: readonly Evidence[], options: DigestOptions): Digest {
  const items = chooseItems(all, options);
  const fresh = items.filter(({ evidence }) => !options.told.has(keyOf(evidence)));
  const isFirst = options.told.size === 0;
  const citations = openCitations();
  const blocks: Block[] = [
    {
      kind: 'heading',
      text: isFirst ? 'Reported troop buildups: baseline' : 'Reported troop buildups: what is new',
    },
  ];
  const known = items.map(({ evidence }) => evidence);
  if (fresh.length === 0) {
    const [newest] = [...known].sort(byNewest);
    blocks.push(
      notice(
        'info',
        newest
          ? `Nothing new. The newest report held is of ${describeDate(newest.article.published)}.`
          : 'Nothing held reports a buildup.',
      ),
    );
    return {
      reply: finish(blocks, citations, true, 'No new buildup reported'),
      items: [],
      keys: [],
    };
  }
  if (isFirst)
    blocks.push(
      notice('info', 'The first digest of this channel: all that is held, newest article first.'),
    );
  const before = all.filter((evidence) => options.told.has(keyOf(evidence)));
  for (const section of SECTIONS)
    blocks.push(...sectionBlocks(section, fresh, before, isFirst, citations));
  const lines = differences(
    fresh.filter(({ section }) => section === 'buildup').map(({ evidence }) => evidence),
    citations,
    2,
  );
  if (lines.length > 0) {
    const parts = lines.flatMap((line): Part[] => [...line, { kind: 'text', text: ' ' }]);
    blocks.push({
      kind: 'paragraph',
      parts: [{ kind: 'strong', text: 'Where reports differ. ' }, ...parts],
    });
  }
  blocks.push(
    ...picturesOf(
      options.place?.name ?? 'troop buildups',
      fresh.map(({ evidence }) => evidence),
      citations,
    ),
    ageNotice(known),
  );
  const [lead] = fresh;
  const reply = finish(
    blocks,
    citations,
    false,
    lead ? `New: ${lead.line}` : 'New buildups reported',
  );
  return { reply, items: fresh, keys: fresh.map(({ evidence }) => keyOf(evidence)) };
}

function sectionBlocks(
  section: Section,
  fresh: readonly DigestItem[],
  before: readonly Evidence[],
  isFirst: boolean,
  citations: Citations,
): readonly Block[] {
  const items = fresh.filter((item) => item.section === section);
  if (items.length === 0) return [];
  const blocks: Block[] = [{ kind: 'heading', text: TITLES[section] }];
  for (const group of groupByArticle(items)) {
    const [first] = group;
    if (!first) continue;
    const { article } = first.evidence;
    blocks.push({
      kind: 'paragraph',
      parts: [
        { kind: 'strong', text: frontOf(group) },
        {
          kind: 'text',
          text: ` — as of ${describeDate(article.published)}${article.outlet ? `, ${article.outlet}` : ''}`,
        },
      ],
    });
    for (const { evidence } of group) {
      const figure = countedIn([evidence]).length === 0 ? ['no figure given'] : [];
      const change = isFirst ? [] : standingOf(evidence, before);
      blocks.push(claimBlock(evidence, citations, [...figure, ...change], shorten(evidence)));
    }
    const caveats = group.flatMap((item) => item.caveats);
    if (caveats.length > 0)
      blocks.push({ kind: 'paragraph', parts: caveatParts(caveats, citations) });
  }
  return blocks;
}

function caveatParts(caveats: readonly Evidence[], citations: Citations): readonly Part[] {
  return [
    { kind: 'strong', text: 'Beside it, in the same article: ' },
    ...caveats.flatMap((evidence, index): Part[] => [
      { kind: 'text', text: `${index > 0 ? '; ' : ''}${whoSays(evidence)} ${verbOf(evidence)}: ` },
      ...whatIsClaimed(evidence, shorten(evidence)),
      { kind: 'text', text: ' ' },
      citations.cite(
        evidence.article,
        evidence.claim.sentence,
        evidence.claim.paragraph,
        evidence.claim.id,
      ),
    ]),
  ];
}

/** All reports that may be told, newest article first, each article in reading order. */
function chooseItems(all: readonly Evidence[], options: DigestOptions): readonly DigestItem[] {
  const statements = all.filter(({ claim }) => claim.stance === 'statement').sort(byNewest);
  const chosen: { section: Section; evidence: Evidence }[] = [];
  for (const evidence of statements) {
    const section = sectionOf(evidence, options);
    const isTold = chosen.some(
      (item) => keyOf(item.evidence) === keyOf(evidence) && item.section === section,
    );
    if (section && !isTold) chosen.push({ section, evidence });
  }
  const cited = new Set(chosen.map(({ evidence }) => keyOf(evidence)));
  const given = new Set<string>();
  return chosen.map(({ section, evidence }): DigestItem => {
    // An article's caveats stand once, behind its first report.
    const isFirstOfArticle = !given.has(`${section}:${evidence.article.id}`);
    given.add(`${section}:${evidence.article.id}`);
    const items = chosen
      .filter(
        (item) => item.section === section && item.evidence.article.id === evidence.article.id,
      )
      .map((item) => item.evidence);
    const caveats = isFirstOfArticle ? caveatsOf(section, items, statements, cited, options) : [];
    return { section, evidence, caveats, line: lineOf(evidence) };
  });
}

/** Denials, doubts and forecasts are no reports; a headline repeats its article. */
function sectionOf(
  evidence: Evidence,
  { watched, place, gazetteer }: DigestOptions,
): Section | null {
  const { claim, article } = evidence;
  if (
    claim.negated ||
    claim.modality === 'denied' ||
    claim.modality === 'possible' ||
    claim.modality === 'forecast'
  )
    return null;
  if (
    article.headline &&
    claim.sentence.start === article.headline.start &&
    article.sentences.length > 1
  )
    return null;
  if (!isWatched(evidence, watched)) return null;
  if (place && matchName(place, evidence, gazetteer) < 0.5) return null;
  switch (claim.kind) {
    case 'buildup':
      return 'buildup';
    case 'movement':
      return claim.speaker !== null ? 'redeployment' : null;
    case 'drill':
      return 'drill';
    default:
      return null;
  }
}

function isWatched({ claim }: Evidence, watched: readonly string[]): boolean {
  return (
    watched.length === 0 ||
    claim.force.length === 0 ||
    claim.force.some((force) => watched.includes(force))
  );
}

/** What the same article says beside its reports, for a reader to weigh them by: held back, not seen, hindered; what is expected where no place or figure is named. */
function caveatsOf(
  section: Section,
  items: readonly Evidence[],
  all: readonly Evidence[],
  cited: ReadonlySet<string>,
  { words, watched }: DigestOptions,
): readonly Evidence[] {
  if (section === 'drill') return [];
  const [first] = items;
  const [hindrances, conditions, forces] = [words.hindering, words.reliability, words.forces].map(
    (list) => new Set(list.map(termOf)),
  ) as [Set<string>, Set<string>, Set<string>];
  const speaksOf = ({ terms }: Evidence, list: ReadonlySet<string>) =>
    [...terms].some((term) => list.has(term));
  const isBare = items.every(
    (item) =>
      countedIn([item]).length === 0 && item.claim.places.every(({ isGovernment }) => isGovernment),
  );
  // "Officials are working to determine how many troops are moving" may stand in the sentence of a report.
  const isUnknown = ({ text }: Evidence) => forces.has(termOf(leftOpenIn(text) ?? ''));
  const own = all.filter(
    (other) =>
      other.article.id === first?.article.id &&
      (!cited.has(keyOf(other)) || (isUnknown(other) && !items.includes(other))) &&
      isWatched(other, watched),
  );
  const weightOf = (other: Evidence) => (isUnknown(other) ? 2 : Number(other.claim.negated));
  const told = new Set<string>();
  return own
    .filter((other) => {
      const { claim } = other;
      const isOpen =
        claim.negated || claim.modality === 'possible' || claim.modality === 'forecast';
      const isHindered =
        (claim.kind === 'capability' || claim.kind === 'buildup') && speaksOf(other, hindrances);
      const isConditional = /^if\b/i.test(other.text) && speaksOf(other, conditions);
      const isExpected = isBare && claim.kind === 'offensive-forecast' && claim.speaker !== null;
      if (isUnknown(other)) return true;
      if (section === 'redeployment') return claim.kind === 'movement' && isOpen;
      const isInDoubt = (claim.kind === 'buildup' || claim.kind === 'movement') && isOpen;
      return (
        isInDoubt ||
        isHindered ||
        isConditional ||
        isExpected ||
        (claim.negated && speaksOf(other, forces))
      );
    })
    .sort((a, b) => weightOf(b) - weightOf(a))
    .filter((other) => !told.has(keyOf(other)) && told.add(keyOf(other)))
    .slice(0, MAX_CAVEATS);
}

function groupByArticle(items: readonly DigestItem[]): readonly (readonly DigestItem[])[] {
  const groups = new Map<string, DigestItem[]>();
  for (const item of items)
    groups.set(item.evidence.article.id, [...(groups.get(item.evidence.article.id) ?? []), item]);
  return [...groups.values()];
}

/** The places that a group's reports name most. */
function frontOf(group: readonly DigestItem[]): string {
  const places = group
    .flatMap((item) => [item.evidence, ...item.caveats])
    .flatMap(({ claim }) => claim.places.filter(({ isGovernment }) => !isGovernment));
  const inner = places.filter(({ within }) => within.length > 0);
  // A whole country is named where no place in it is, and each report names it.
  const whole = places.filter(({ name }) =>
    group.every(({ evidence }) => evidence.claim.places.some((place) => place.name === name)),
  );
  const counts = new Map<string, number>();
  for (const { name } of inner.length > 0 ? inner : whole)
    counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  return names.length > 0 ? names.slice(0, 2).join(' and ') : 'Place not named';
}

function lineOf(evidence: Evidence): string {
  const via = relayedBy(evidence);
  const words = whatIsClaimed(evidence, shorten(evidence)).map((part) =>
    part.kind === 'cite' ? '' : part.kind === 'quote' ? `“${part.text}”` : part.text,
  );
  const figure = countedIn([evidence]).length === 0 ? '; no figure given' : '';
  return `${whoSays(evidence)} ${verbOf(evidence)} (${via ? `via ${via}; ` : ''}${whenSaid(evidence)}): ${words.join('')}${figure}`;
}
