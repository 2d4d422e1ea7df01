import { claimText } from '../answers/evidence.ts';
import { type Claim, KINDS, type Kind } from '../claims/claim.ts';
import { type Article, cut, type Day } from '../corpus/article.ts';
import type { Library } from '../store/port.ts';

/** What the claims table is narrowed to; empty words narrow nothing. */
export type ClaimFilter = {
  readonly words: string;
  readonly kind: Kind | null;
  /** The name of a place or of what holds it. */
  readonly place: string;
  /** Who said it or passed it on. */
  readonly speaker: string;
  /** Canonical outlet name. */
  readonly outlet: string;
  /** Keeps what may have been said on or after / on or before this day; undated claims are kept. */
  readonly since: Day | null;
  readonly until: Day | null;
};

/** A claim with the article that holds it. */
export type HeldClaim = { readonly claim: Claim; readonly article: Article };

/** Articles read from the store at a time. */
const BATCH = 100;

/** Reads a filter from the address of a page; what cannot be read narrows nothing. */
export function readFilter(query: Readonly<Record<string, string>>): ClaimFilter {
  const word = (name: string): string => (query[name] ?? '').trim().slice(0, 200);
  const day = (name: string): Day | null =>
    /^\d{4}-\d{2}-\d{2}$/u.test(word(name)) ? word(name) : null;
  return {
    words: word('words'),
    kind: KINDS.find((kind) => kind === word('kind')) ?? null,
    place: word('place'),
    speaker: word('speaker'),
    outlet: word('outlet'),
    since: day('since'),
    until: day('until'),
  };
}

/** Every claim that passes the filter, articles newest first, in reading order within each. */
export async function* findClaims(
  library: Pick<Library, 'list' | 'articles' | 'claimsOf'>,
  filter: ClaimFilter,
): AsyncGenerator<HeldClaim> {
  const ids = (await library.list())
    .filter(
      ({ outlet, claims }) => claims > 0 && (filter.outlet === '' || outlet === filter.outlet),
    )
    .map(({ id }) => id);
  for (let at = 0; at < ids.length; at += BATCH) {
    const batch = ids.slice(at, at + BATCH);
    const articles = new Map(
      (await library.articles(batch)).map((article) => [article.id, article]),
    );
    for (const claim of await library.claimsOf(batch)) {
      const article = articles.get(claim.article);
      if (article && passes({ claim, article }, filter)) yield { claim, article };
    }
  }
}

/** Counts names, the commonest first. */
export type Tally = {
  add(names: Iterable<string>): void;
  top(limit: number): readonly string[];
};

export function openTally(): Tally {
  const counts = new Map<string, number>();
  return {
    add(names) {
      for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    top: (limit) =>
      [...counts]
        .sort(([a, one], [b, other]) => other - one || a.localeCompare(b))
        .slice(0, limit)
        .map(([name]) => name),
  };
}

/** Places that a claim is about, by name, a government's seat left out. */
export function placesOf({ claim }: Pick<HeldClaim, 'claim'>): readonly string[] {
  return [...new Set(claim.places.filter((one) => !one.isGovernment).map(({ name }) => name))];
}

function passes({ claim, article }: HeldClaim, filter: ClaimFilter): boolean {
  if (filter.kind !== null && claim.kind !== filter.kind) return false;
  const places = claim.places.filter(({ isGovernment }) => !isGovernment);
  if (
    !includes(
      places.flatMap(({ name, text, within }) => [name, text, ...within]),
      filter.place,
    )
  )
    return false;
  const { speaker } = claim;
  const names = [speaker?.name, speaker?.text, speaker?.role, ...claim.via.map(({ name }) => name)];
  if (speaker === null) names.push(article.outlet);
  if (!includes(names, filter.speaker)) return false;
  if (!includes([claimText(claim, article), cut(article, claim.sentence)], filter.words))
    return false;
  const said = claim.said.basis === 'unknown' ? article.published : claim.said;
  if (filter.since !== null && said.latest !== null && said.latest < filter.since) return false;
  return filter.until === null || said.earliest === null || said.earliest <= filter.until;
}

/** True when one of the names holds the words, whatever the case and the accents. */
function includes(names: readonly (string | null | undefined)[], words: string): boolean {
  if (words === '') return true;
  const wanted = plain(words);
  return names.some((name) => name && plain(name).includes(wanted));
}

function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** One claim as flat fields, for downloads. */
export function toRow({ claim, article }: HeldClaim): Readonly<Record<string, string | number>> {
  const dates = (
    name: string,
    { earliest, latest }: { earliest: Day | null; latest: Day | null },
  ) => ({
    [`${name}_earliest`]: earliest ?? '',
    [`${name}_latest`]: latest ?? '',
  });
  return {
    id: claim.id,
    kind: claim.kind,
    claim: claimText(claim, article),
    speaker: claim.speaker?.name ?? claim.speaker?.text ?? '',
    role: claim.speaker?.role ?? '',
    side: claim.speaker?.side ?? '',
    via: claim.via.map(({ name }) => name).join('; '),
    modality: claim.modality,
    negated: claim.negated ? 'yes' : 'no',
    force: claim.force.join('; '),
    figures: claim.quantities.map((quantity) => quantity.text).join('; '),
    places: claim.places.map(({ name }) => name).join('; '),
    ...dates('said', claim.said),
    ...dates('happened', claim.happened),
    outlet: article.outlet ?? '',
    title: article.title,
    ...dates('published', article.published),
    date_basis: article.published.basis,
    source: article.url ?? article.origin,
    sentence: cut(article, claim.sentence),
    start: claim.sentence.start,
    end: claim.sentence.end,
  };
}

/** A line of CSV (RFC 4180), its cells unable to start a formula in a spreadsheet. */
export function toCsvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

function toCell(value: string | number): string {
  const text = typeof value === 'string' ? disarm(value) : String(value);
  return `"${text.replaceAll('"', '""')}"`;
}

/** A run of what may part cells, with what would begin a formula behind it; taken whole, so that each is read once. */
const MAY_BEGIN = /[;\s"]+[=+\-@＝＋－＠]?/gu;

/**
 * Where the comma is the decimal sign, spreadsheets part cells at semicolons, take no notice of our
 * quotation marks, and end a row at each line break: a formula may begin behind any of them.
 */
function disarm(text: string): string {
  const within = text.replaceAll(MAY_BEGIN, (run) => {
    const last = run.slice(-1);
    const isArmed = /[=+\-@＝＋－＠]/u.test(last) && /[;\t\r\n]/u.test(run);
    return isArmed ? `${run.slice(0, -1)}'${last}` : run;
  });
  return /^\s*[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${within}` : within;
}
