import type { Kind, Quantity } from '../claims/claim.ts';
import { compareFigures, measureOf, type Relation } from '../claims/compare.ts';
import type { Citations } from './citations.ts';
import { byNewest, type Evidence } from './evidence.ts';
import type { Block, Figure, Part } from './reply.ts';
import { whenSaid, whoSays } from './wording.ts';

/** A claim's figure, with the claim. */
export type Counted = { readonly evidence: Evidence; readonly quantity: Quantity };

/** Durations and shares count no troops and no ground. */
const NEVER_COMPARED =
  /^(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|%|percent)$/i;

/** Kinds of claim whose bare numbers count people: "they announced 300,000". */
const COUNTING: ReadonlySet<Kind> = new Set(['buildup', 'movement', 'casualties']);

/** The figures that claims give, ages, spans of time and shares left out. */
export function countedIn(evidence: readonly Evidence[]): readonly Counted[] {
  return evidence.flatMap((of) =>
    of.claim.quantities
      .filter(
        ({ low, high, unit }) =>
          (low !== null || high !== null) &&
          (unit === null ? COUNTING.has(of.claim.kind) : !NEVER_COMPARED.test(unit)),
      )
      .map((quantity) => ({ evidence: of, quantity })),
  );
}

export type DifferenceOptions = {
  /** Only pairs with one of these in them; all by default. */
  readonly about?: ReadonlySet<Evidence>;
  /** Leaves out sources and dates, where the same answer gives them already. */
  readonly isBrief?: boolean;
};

/** One line a pair that does not simply agree, with one of `about` in it, said by fixed phrases; nothing is added up. */
export function differences(
  evidence: readonly Evidence[],
  citations: Citations,
  limit: number,
  { about = new Set(evidence), isBrief = false }: DifferenceOptions = {},
): readonly (readonly Part[])[] {
  const lines: Line[] = [];
  const said = new Set<string>();
  const ordered = [...evidence].sort(byNewest).reverse();
  ordered.forEach((one, index) => {
    for (const other of ordered.slice(index + 1)) {
      if (!about.has(one) && !about.has(other)) continue;
      const line = denial(one, other, citations) ?? figures(one, other, citations, isBrief);
      if (!line || said.has(line.key)) continue;
      said.add(line.key);
      lines.push(line);
    }
  });
  return lines
    .sort((a, b) => b.weight - a.weight)
    .slice(0, limit)
    .map(({ tell }) => tell());
}

type Line = {
  readonly key: string;
  readonly weight: number;
  /** Writes the line; its sentences are cited then, and not before it is sure to be told. */
  readonly tell: () => readonly Part[];
};

const WEIGHTS: Readonly<Record<Relation, number>> = {
  denial: 5,
  contradiction: 4,
  compatible: 3,
  grown: 3,
  shrunk: 3,
  'part-and-whole': 2,
  'different-measures': 2,
  same: 0,
};

function figures(
  one: Evidence,
  other: Evidence,
  citations: Citations,
  isBrief: boolean,
): Line | null {
  const relation = compareFigures(one.claim, other.claim);
  if (!relation || relation === 'same') return null;
  const measures = countedIn([one]).map(({ quantity }) => measureOf(quantity));
  const pair = [countedIn([one]), countedIn([other])].map((list) =>
    list.find(({ quantity }) => measures.includes(measureOf(quantity))),
  );
  const [a, b] = pair;
  if (!a || !b || measureOf(a.quantity) !== measureOf(b.quantity)) return null;
  if (a.quantity.text === b.quantity.text || a.quantity.per !== b.quantity.per) return null;
  return {
    key: [a.quantity.text, b.quantity.text].sort().join(' | '),
    weight: WEIGHTS[relation],
    tell: () => [
      ...figureParts(a, citations, isBrief),
      { kind: 'text', text: '; ' },
      ...figureParts(b, citations, isBrief),
      { kind: 'text', text: `. ${verdict(relation, a, b)}` },
    ],
  };
}

function figureParts(
  { evidence, quantity }: Counted,
  citations: Citations,
  isBrief: boolean,
): readonly Part[] {
  const { claim, article } = evidence;
  return [
    {
      kind: 'text',
      text: isBrief
        ? `${withConversion(quantity)} `
        : `${withConversion(quantity)} (${whoSays(evidence)}, ${whenSaid(evidence)}) `,
    },
    citations.cite(article, claim.sentence, claim.paragraph, claim.id),
  ];
}

/** "roughly 500 square miles (about 1,295 square kilometers)": converted where the text's unit is another. */
export function withConversion({ text, comparable, low, high }: Quantity): string {
  if (!comparable || comparable.low === low || comparable.high === high) return text;
  const value = comparable.low ?? comparable.high;
  if (value === null || low !== high || new RegExp(comparable.unit, 'i').test(text)) return text;
  return `${text} (about ${Math.round(value).toLocaleString('en-US')} ${comparable.unit})`;
}

function verdict(relation: Relation, a: Counted, b: Counted): string {
  switch (relation) {
    case 'compatible':
      return a.quantity.unit === b.quantity.unit
        ? 'Both can be true: one of them is a bound or an order of magnitude.'
        : 'Converted, the two match.';
    case 'grown':
      return 'The later figure is larger; the dates differ.';
    case 'shrunk':
      return 'The later figure is smaller; the dates differ.';
    case 'part-and-whole':
      return 'One may be part of the other: they count different forces and are not added up.';
    case 'different-measures':
      return 'They measure different things.';
    case 'contradiction':
      return 'The two contradict each other.';
    case 'denial':
      return 'One denies the other.';
    case 'same':
      return 'The two agree.';
  }
}

/** A denial of what another source of the same passage claims. */
function denial(one: Evidence, other: Evidence, citations: Citations): Line | null {
  const denied = [one, other].find(({ claim }) => claim.modality === 'denied');
  const claimed = denied === one ? other : one;
  if (!denied || claimed.claim.modality === 'denied' || !isAboutDenied(denied, claimed))
    return null;
  return {
    key: `denial ${denied.claim.id}`,
    weight: WEIGHTS.denial,
    tell: () => [
      { kind: 'text', text: `${whoSays(denied)} denied what ${whoSays(claimed)} reported ` },
      citations.cite(
        denied.article,
        denied.claim.sentence,
        denied.claim.paragraph,
        denied.claim.id,
      ),
      { kind: 'text', text: '.' },
    ],
  };
}

/** Half of the denial's words or more recur in what is denied, in the same passage. */
export function isAboutDenied(denied: Evidence, claimed: Evidence): boolean {
  if (denied.article.id !== claimed.article.id || claimed.claim.speaker === null) return false;
  if (Math.abs(denied.claim.paragraph - claimed.claim.paragraph) > 1) return false;
  const words = [...denied.terms].filter((term) => term.length > 3);
  const shared = words.filter((term) => claimed.terms.has(term));
  return shared.length > 0 && 2 * shared.length >= words.length;
}

/** The block of figures for charts and tables: one row a figure, oldest first. */
export function figuresBlock(
  title: string,
  counted: readonly Counted[],
  citations: Citations,
): Block {
  const rows = [...counted]
    .sort((a, b) => (a.evidence.day ?? '').localeCompare(b.evidence.day ?? ''))
    .map(({ evidence, quantity }): Figure => {
      const { claim, article } = evidence;
      return {
        label: claim.force.join(' and ') || 'force not named',
        text: withConversion(quantity),
        low: quantity.comparable?.low ?? quantity.low,
        high: quantity.comparable?.high ?? quantity.high,
        unit: measureOf(quantity) ?? '',
        source: whoSays(evidence),
        day: evidence.day,
        marks: [citations.mark(article, claim.sentence, claim.paragraph, claim.id)],
      };
    });
  return { kind: 'figures', title, rows };
}
