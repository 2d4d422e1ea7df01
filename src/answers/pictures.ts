import type { Claim, Kind, PlaceMention } from '../claims/claim.ts';
import { measureOf } from '../claims/compare.ts';
import type { Citations } from './citations.ts';
import { describePicture } from './describe-picture.ts';
import { type Counted, countedIn, withConversion } from './differences.ts';
import type { Evidence } from './evidence.ts';
import type { Block, Figure, MapReport, PictureSpec } from './reply.ts';
import { relayedBy, whenSaid, whoSays } from './wording.ts';

/** Kinds of claim that say where troops are or go. */
const MAPPED: Partial<Readonly<Record<Kind, string>>> = {
  buildup: 'buildup',
  movement: 'movement',
  territory: 'territory',
};

/** Kinds whose people are troops present, to be drawn on one scale. */
const FORCES: ReadonlySet<Kind> = new Set(['buildup', 'movement']);

/**
 * The pictures that go with what is told: a chart where at least two figures can be compared, a map where at least
 * one report can be placed. They show nothing that `told` does not say, so they cite nothing new.
 */
export function picturesOf(
  topic: string,
  told: readonly Evidence[],
  citations: Citations,
): readonly Block[] {
  const figures = comparableFigures(countedIn(told), citations);
  const reports = told.flatMap((evidence) => reportsOf(evidence, citations));
  return [
    ...(figures.length > 0
      ? [pictureBlock({ kind: 'figures', title: `Reported figures: ${topic}`, figures })]
      : []),
    ...(reports.length > 0
      ? [pictureBlock({ kind: 'map', title: `Where reports place forces: ${topic}`, reports })]
      : []),
  ];
}

function pictureBlock(picture: PictureSpec): Block {
  return { kind: 'picture', picture, alt: describePicture(picture) };
}

/** Oldest first, the units with a single figure left out: nothing stands beside it. */
function comparableFigures(counted: readonly Counted[], citations: Citations): readonly Figure[] {
  const common = commonestUnit(counted);
  const seen = new Set<string>();
  const figures = counted
    .filter(({ evidence }) => isReport(evidence.claim))
    .map((of) => toFigure(of, common, citations))
    .filter((figure) => {
      // "over 1,000 square kilometers (386 square miles)" is one figure, told twice.
      const { source, unit, day } = figure;
      const size = Math.round(10 * Math.log(figure.high ?? figure.low ?? 0));
      const key = [source, unit, day, figure.marks, size].join('|');
      return unit !== '' && !seen.has(key) && seen.add(key);
    });
  return figures
    .filter(({ unit }) => figures.filter((other) => other.unit === unit).length > 1)
    .sort((a, b) => (a.day ?? '').localeCompare(b.day ?? ''));
}

function toFigure(
  { evidence, quantity }: Counted,
  common: string | null,
  citations: Citations,
): Figure {
  const { claim, article } = evidence;
  const isOfForce =
    quantity.unit === null || claim.force.some((force) => quantity.unit?.startsWith(force));
  const measure =
    (FORCES.has(claim.kind) && isOfForce ? common : null) ??
    measureOf(quantity)?.toLowerCase() ??
    '';
  return {
    label: claim.force.join(' and ') || 'force not named',
    text: withConversion(quantity),
    low: quantity.comparable?.low ?? quantity.low,
    high: quantity.comparable?.high ?? quantity.high,
    // "1,000 each" and the dead of a war are on no scale with troops present.
    unit: [measure, quantity.per, claim.kind === 'casualties' ? '(casualties)' : null]
      .filter((part) => part && part !== 'casualties')
      .join(' '),
    source: sourceOf(evidence),
    day: evidence.day,
    when: whenSaid(evidence),
    marks: [citations.mark(article, claim.sentence, claim.paragraph, claim.id)],
  };
}

/** Short enough to stand in a picture: a person without the office, the outlet where it is not the source itself. */
function sourceOf(evidence: Evidence): string {
  const { claim, article } = evidence;
  const { speaker } = claim;
  const who = speaker?.kind === 'person' && speaker.name ? speaker.name : whoSays(evidence);
  const via = relayedBy(evidence) ?? (speaker ? article.outlet : null);
  return via && !who.includes(via) ? `${who}, via ${via}` : who;
}

/** What the forces told of are mostly counted in: bare numbers and "10,000 North Koreans" join it. */
function commonestUnit(counted: readonly Counted[]): string | null {
  const counts = new Map<string, number>();
  for (const { evidence, quantity } of counted)
    if (FORCES.has(evidence.claim.kind) && quantity.unit && !quantity.comparable)
      counts.set(quantity.unit.toLowerCase(), (counts.get(quantity.unit.toLowerCase()) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** What is denied, only possible or yet to come is no report of what is. */
function isReport({ negated, modality, stance }: Claim): boolean {
  return (
    !negated &&
    stance === 'statement' &&
    modality !== 'denied' &&
    modality !== 'possible' &&
    modality !== 'forecast'
  );
}

/** One report for each place that a claim brings troops to, and for each that it names them to come from. */
function reportsOf(evidence: Evidence, citations: Citations): readonly MapReport[] {
  const { claim, article } = evidence;
  const kind = MAPPED[claim.kind];
  if (!kind || !isReport(claim)) return [];
  const { origins, targets } = readPlaces(evidence);
  const [quantity] = countedIn([evidence]);
  const force = claim.force.join(' and ');
  const common = {
    label: quantity
      ? withConversion(quantity.quantity)
      : [claim.kind === 'territory' ? '' : force, `${kind}, no figure given`]
          .filter(Boolean)
          .join(' '),
    source: sourceOf(evidence),
    day: evidence.day,
    when: whenSaid(evidence),
  };
  return targets.flatMap((target) =>
    (origins.length > 0 ? origins : [null]).map(
      (origin): MapReport => ({
        ...located(target),
        from: origin && located(origin),
        ...common,
        marks: [citations.mark(article, claim.sentence, claim.paragraph, claim.id)],
      }),
    ),
  );
}

type Located = PlaceMention & { readonly latitude: number; readonly longitude: number };

function located({ name, latitude, longitude }: Located) {
  return { place: name, latitude, longitude };
}

/** "from the", "away from", "out of" right before a place: troops come from there. */
const FROM = /\b(?:from|out of)(?: (?:the|inside|near|around|occupied|elsewhere in)){0,2} $/iu;
/** What joins a place to the one before it: "Leningrad and Kaliningrad", "Sumy, Kharkiv". */
const JOINED = /^(?:[^\S\n]?(?:,|and|or|,[^\S\n]and)[^\S\n])(?:the )?$/u;

/**
 * Where a claim has troops come from, and where it has them be or go: the first place named that is no origin, with
 * those joined to it; what else a sentence names is about something else. Of ground it is the smallest place that
 * counts. A country is no place on a map.
 */
function readPlaces({ claim, article }: Evidence): {
  readonly origins: readonly Located[];
  readonly targets: readonly Located[];
} {
  const origins: Located[] = [];
  const targets: Located[] = [];
  let before: Located[] | null = null;
  const places = claim.kind === 'territory' ? smallestOf(claim.places) : claim.places;
  for (const [index, place] of places.entries()) {
    const gap = article.text.slice(places[index - 1]?.span.end ?? 0, place.span.start);
    const isJoined = index > 0 && gap.length < 20 && JOINED.test(gap.replace(/\s+/gu, ' '));
    const lead = article.text.slice(Math.max(0, place.span.start - 40), place.span.start);
    const list: Located[] | null = isJoined
      ? before
      : FROM.test(lead.replace(/\s+/gu, ' '))
        ? origins
        : targets.length === 0
          ? targets
          : null;
    if (list && isLocated(place) && list.every(({ name }) => name !== place.name)) list.push(place);
    before = list;
  }
  return { origins, targets };
}

/** The first of those that lie in the most regions; nothing where none is on a map. */
function smallestOf(places: readonly PlaceMention[]): readonly PlaceMention[] {
  const depth = Math.max(0, ...places.filter(isLocated).map(({ within }) => within.length));
  return places.filter((place) => isLocated(place) && place.within.length === depth).slice(0, 1);
}

function isLocated(place: PlaceMention): place is Located {
  return (
    !place.isGovernment &&
    place.within.length > 0 &&
    place.latitude !== null &&
    place.longitude !== null
  );
}
