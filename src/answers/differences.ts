import type { Claim, Kind, Quantity } from '../claims/claim.ts';
import { compareFigures, measureIn, measureOf, type Relation } from '../claims/compare.ts';
import type { Citations } from './citations.ts';
import { isAboutDenied } from './denials.ts';
import { byNewest, type Evidence } from './evidence.ts';
import type { Block, Figure, Part } from './reply.ts';
import { capitalise, whenSaid, whoSays, whoSaysWithin } from './wording.ts';

/** A claim's figure, with the claim. */
export type Counted = { readonly evidence: Evidence; readonly quantity: Quantity };

/** Durations and shares count no troops and no ground. */
const NEVER_COMPARED =
  /^(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|%|percent|sides?|times|directions?)$/i;

/** Kinds of claim whose bare numbers count people: "they announced 300,000". */
const COUNTING: ReadonlySet<Kind> = new Set(['buildup', 'movement', 'casualties']);

function countsPeople({ kind, force }: Claim): boolean {
  return COUNTING.has(kind) || (kind === 'capability' && force.length > 0);
}

/** "Half of the soldiers" counts none. */
function isShare(low: number | null, high: number | null): boolean {
  return low !== null && high !== null && high > 0 && high < 1;
}

/** The figures that claims give, ages, spans of time and shares left out. */
export function countedIn(evidence: readonly Evidence[]): readonly Counted[] {
  return evidence.flatMap((of) =>
    of.claim.quantities
      .filter(
        ({ low, high, unit }) =>
          (low !== null || high !== null) &&
          !isShare(low, high) &&
          (unit === null ? countsPeople(of.claim) : !NEVER_COMPARED.test(unit)),
      )
      .map((quantity) => ({ evidence: of, quantity })),
  );
}

export type DifferenceOptions = {
  /** Only pairs with one of these in them; all by default. */
  readonly about?: ReadonlySet<Evidence>;
  /** Claims whose sources and dates the same answer gives already: they are left out here. */
  readonly told?: ReadonlySet<Evidence>;
  /** Articles whose dates it gives. */
  readonly dated?: ReadonlySet<string>;
  /** No further line is begun once so many words are told. */
  readonly words?: number;
};

/** One line a pair that does not simply agree, with one of `about` in it, said by fixed phrases; nothing is added up. */
export function differences(
  evidence: readonly Evidence[],
  citations: Citations,
  limit: number,
  {
    about = new Set(evidence),
    told = new Set(),
    dated = new Set(),
    words = Infinity,
  }: DifferenceOptions = {},
): readonly (readonly Part[])[] {
  const lines: Line[] = [];
  const said = new Set<string>();
  const ordered = [...evidence].sort(byNewest).reverse();
  ordered.forEach((one, index) => {
    for (const other of ordered.slice(index + 1)) {
      if (!about.has(one) && !about.has(other)) continue;
      const line = denial(one, other, citations) ?? figures(one, other, citations, { told, dated });
      if (!line || said.has(line.key)) continue;
      said.add(line.key);
      lines.push(line);
    }
  });
  lines.sort((a, b) => b.weight - a.weight);
  const telling: (readonly Part[])[] = [];
  let left = words;
  for (const { tell } of lines) {
    if (telling.length >= limit || left <= 0) break;
    const parts = tell();
    telling.push(parts);
    left -= parts.reduce((sum, part) => sum + wordsIn(part), 0);
  }
  return telling;
}

function wordsIn(part: Part): number {
  return part.kind === 'cite' ? 0 : part.text.split(/\s+/u).filter(Boolean).length;
}

/** What the same answer gives of figures elsewhere. */
type Given = Required<Pick<DifferenceOptions, 'told' | 'dated'>>;

type Line = {
  readonly key: string;
  readonly weight: number;
  /** Writes the line; its sentences are cited then, and not before it is sure to be told. */
  readonly tell: () => readonly Part[];
};

const WEIGHTS: Readonly<Record<Relation, number>> = {
  denial: 5,
  contradiction: 4,
  unclear: 2,
  compatible: 3,
  grown: 3,
  shrunk: 3,
  'part-and-whole': 2,
  'different-measures': 2,
  same: 0,
};

/** Of figures that differ alike, those that the answer tells anyway come first; of parts and wholes, the exact ones. */
const BOTH_TOLD = 0.5;
const BOTH_EXACT = 0.25;

function figures(one: Evidence, other: Evidence, citations: Citations, given: Given): Line | null {
  const relation = compareFigures(one.claim, other.claim);
  if (!relation || relation === 'same') return null;
  const measures = countedIn([one]).map(({ quantity }) => measureIn(one.claim, quantity));
  const pair = [countedIn([one]), countedIn([other])].map((list) =>
    list.find(({ evidence: { claim }, quantity }) => measures.includes(measureIn(claim, quantity))),
  );
  const [a, b] = pair;
  if (!a || !b || measureIn(one.claim, a.quantity) !== measureIn(other.claim, b.quantity))
    return null;
  if (a.quantity.text === b.quantity.text || a.quantity.per !== b.quantity.per) return null;
  const areTold = given.told.has(one) && given.told.has(other);
  const areExact = isExact(a.quantity) && isExact(b.quantity);
  return {
    key: [a.quantity.text, b.quantity.text].sort().join(' | '),
    weight:
      WEIGHTS[relation] +
      (areTold ? BOTH_TOLD : 0) +
      (relation === 'part-and-whole' && areExact ? BOTH_EXACT : 0),
    tell: () => {
      if (relation === 'part-and-whole' && areTold) return partOfWhole(a, b, citations);
      return [
        ...figureParts(a, citations, given, true),
        { kind: 'text', text: '; ' },
        ...figureParts(b, citations, given),
        { kind: 'text', text: `. ${verdict(relation, a, b)}` },
      ];
    },
  };
}

function isExact({ low, high }: Quantity): boolean {
  return low !== null && low === high;
}

/** "10,000 may be part of 50,000": in few words, for the same answer says what they count. */
function partOfWhole(a: Counted, b: Counted, citations: Citations): readonly Part[] {
  const [part, whole] =
    a.evidence.claim.force.length <= b.evidence.claim.force.length ? [a, b] : [b, a];
  const parts = ({ evidence: { article, claim }, quantity }: Counted): readonly Part[] => [
    {
      kind: 'text',
      text: `${isExact(quantity) ? quantity.low?.toLocaleString('en-US') : capitalise(quantity.text)} `,
    },
    citations.cite(article, claim.sentence, claim.paragraph, claim.id),
  ];
  return [
    ...parts(part),
    { kind: 'text', text: ' may be part of ' },
    ...parts(whole),
    { kind: 'text', text: '; they are not added up.' },
  ];
}

function figureParts(
  { evidence, quantity }: Counted,
  citations: Citations,
  { told, dated }: Given,
  isFirst = false,
): readonly Part[] {
  const { claim, article } = evidence;
  const figure = withConversion(quantity);
  const words = isFirst ? capitalise(figure) : figure;
  const source = dated.has(article.id)
    ? whoSaysWithin(evidence)
    : `${whoSaysWithin(evidence)}, ${whenSaid(evidence)}`;
  return [
    {
      kind: 'text',
      text: told.has(evidence) ? `${words} ` : `${words} (${source}) `,
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
        ? 'Both can be true.'
        : 'Converted, the two match.';
    case 'grown':
      return 'The later figure is larger; the dates differ.';
    case 'shrunk':
      return 'The later figure is smaller; the dates differ.';
    case 'part-and-whole':
      return 'One may be part of the other; they are not added up.';
    case 'different-measures':
      return 'They measure different things.';
    case 'contradiction':
      return 'The two do not agree.';
    case 'unclear':
      return 'Whether they count the same is not said.';
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
      { kind: 'text', text: `${whoSays(denied)} denied what ${whoSaysWithin(claimed)} said ` },
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

function isDistance({ comparable }: Quantity): boolean {
  return comparable?.unit === 'km' || comparable?.unit === 'm';
}

/** A figure in brackets behind another one tells the same in another unit: "over 1,000 square kilometers (386 square miles)". */
function isConversion({ evidence, quantity }: Counted): boolean {
  return (
    quantity.comparable !== null &&
    /\(\s*$/u.test(
      evidence.article.text.slice(Math.max(0, quantity.span.start - 3), quantity.span.start),
    )
  );
}

/** The block of figures for charts and tables: one row a figure, oldest first. */
export function figuresBlock(
  title: string,
  counted: readonly Counted[],
  citations: Citations,
): Block {
  const rows = [...counted]
    .filter((one) => !isDistance(one.quantity) && !isConversion(one))
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
