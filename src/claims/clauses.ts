import type { Span } from '../corpus/article.ts';
import type { Chunk, VerbChunk } from './grammar/chunks.ts';
import type { Tagged } from './grammar/tagging.ts';

/** A stretch of a sentence around one verb of its own. */
export type Clause = Span & {
  /** Indices into the sentence's tokens, end exclusive. */
  readonly first: number;
  readonly last: number;
  /** The verb that carries it; null for a fragment. */
  readonly verb: VerbChunk | null;
  /** `relative` adds to a noun ("who have been making gains"), `aside` is a relative after a comma. */
  readonly kind: 'main' | 'coordinate' | 'subordinate' | 'relative' | 'aside' | 'participial';
};

/** Openings of clauses that state something of their own beside the main clause. */
const STATING = new Set(['while', 'as', 'because', 'although', 'though', 'whereas', 'since', 'so']);
/** Openings of clauses that state nothing: conditions, times, questions. What follows stays with its main clause. */
const SUPPOSING = new Set([
  'if',
  'when',
  'unless',
  'until',
  'before',
  'after',
  'whether',
  'once',
  'lest',
  'how',
  'why',
  'what',
]);
const COORDINATORS = new Set(['and', 'but', 'or', 'yet', 'so', 'nor']);
const RELATIVES = new Set(['who', 'which', 'where', 'that', 'whose']);
const RELATIVE_TAGS = new Set(['WDT', 'WP', 'WP$', 'WRB']);
const SUPPOSING_TAGS = new Set(['IN', 'WRB', 'WP', 'RB']);
const STATING_TAGS = new Set(['IN', 'WRB', 'RB', 'CC']);
const STRONG_MARKS = new Set(['—', '–', ';', ':']);

/** Cuts a run of tokens into clauses, in order, leaving none out; a run without a verb is one clause. */
export function splitClauses(
  tokens: readonly Tagged[],
  chunks: readonly Chunk[],
  first: number,
  last: number,
): readonly Clause[] {
  const verbs = chunks.filter(
    (chunk): chunk is VerbChunk =>
      chunk.kind === 'verb' && chunk.first >= first && chunk.last <= last,
  );
  const starts: { at: number; kind: Clause['kind'] }[] = [{ at: first, kind: 'main' }];
  for (const verb of verbs) {
    const previous = starts.at(-1) ?? { at: first, kind: 'main' };
    const start =
      resumed(tokens, verb, previous.kind) ??
      clauseStart(tokens, verb, previous.at, hasVerb(verbs, previous.at, verb.first));
    if (start && start.at > previous.at) starts.push(start);
  }
  return starts.map(({ at, kind }, index) => {
    const end = starts[index + 1]?.at ?? last;
    return {
      first: at,
      last: end,
      start: tokens[at]?.start ?? 0,
      end: tokens[end - 1]?.end ?? 0,
      verb: mainVerb(verbs, at, end),
      kind,
    };
  });
}

/** "Ukraine, which sent its best troops, may have …": behind the comma the main clause goes on. */
function resumed(
  tokens: readonly Tagged[],
  verb: VerbChunk,
  previous: Clause['kind'],
): { at: number; kind: Clause['kind'] } | null {
  const isInside = previous === 'aside' || previous === 'relative' || previous === 'participial';
  return isInside && verb.form === 'finite' && tokens[verb.first - 1]?.lower === ','
    ? { at: verb.first, kind: 'main' }
    : null;
}

/** The stretch that the verb of a clause goes on from: "five divisions" for "were assembled" in "five divisions, totaling 50,000 men, were assembled". */
export function openingOf(clauses: readonly Clause[], index: number): Clause | null {
  const [own, before] = [clauses[index], clauses[index - 1]];
  if (own?.kind !== 'main' || own.verb?.first !== own.first || !before) return null;
  if (!/^(?:aside|relative|participial)$/.test(before.kind)) return null;
  const opening = clauses
    .slice(0, index)
    .findLast(({ kind }) => !/^(?:aside|relative|participial)$/.test(kind));
  return opening && opening.verb === null ? opening : null;
}

function hasVerb(verbs: readonly VerbChunk[], from: number, before: number): boolean {
  return verbs.some((verb) => verb.first >= from && verb.first < before && verb.form === 'finite');
}

function mainVerb(verbs: readonly VerbChunk[], from: number, to: number): VerbChunk | null {
  const inside = verbs.filter((verb) => verb.first >= from && verb.last <= to);
  return inside.find(({ form }) => form === 'finite') ?? inside[0] ?? null;
}

/** Where the clause of this verb begins, looking back no further than `floor`; null when it goes on in the clause before it. */
function clauseStart(
  tokens: readonly Tagged[],
  verb: VerbChunk,
  floor: number,
  followsVerb: boolean,
): { at: number; kind: Clause['kind'] } | null {
  const before = tokens[verb.first - 1];
  if (verb.form === 'ing' || verb.form === 'en') {
    return before?.lower === ',' && followsVerb ? { at: verb.first, kind: 'participial' } : null;
  }
  if (verb.form !== 'finite') return null;
  for (let at = verb.first - 1; at > floor; at -= 1) {
    const token = tokens[at] as Tagged;
    const isAfterComma = tokens[at - 1]?.lower === ',';
    if (SUPPOSING.has(token.lower) && SUPPOSING_TAGS.has(token.tag)) return null;
    if (RELATIVES.has(token.lower) && isRelative(tokens, at, verb))
      return { at, kind: isAfterComma ? 'aside' : 'relative' };
    // "said it left but that it found nothing"
    if (token.lower === 'that' && followsVerb) {
      // "and further that"
      const joint = /^(?:further|also|then|later|secondly)$/.test(tokens[at - 1]?.lower ?? '')
        ? at - 2
        : at - 1;
      if (COORDINATORS.has(tokens[joint]?.lower ?? ''))
        return joint > floor ? { at: joint === at - 1 ? joint : at, kind: 'coordinate' } : null;
    }
    if (token.lower === 'that') return null;
    if (COORDINATORS.has(token.lower) && followsVerb && !joinsNouns(tokens, at, verb.first))
      return { at, kind: 'coordinate' };
    // "As many as 40 were killed" is one clause.
    if (token.lower === 'as' && /^(?:many|few|much)$/.test(tokens[at - 1]?.lower ?? '')) continue;
    if (STATING.has(token.lower) && STATING_TAGS.has(token.tag) && followsVerb)
      return { at, kind: 'subordinate' };
    // "While it risked much, it may …": the main clause begins behind the comma.
    if (token.lower === ',' && followsVerb && isSubject(tokens, at + 1, verb.first))
      return { at: at + 1, kind: 'main' };
    if (STRONG_MARKS.has(token.lower) && followsVerb) return { at: at + 1, kind: 'coordinate' };
  }
  return null;
}

/** "That" opens a relative clause only as its subject: "no indication that it is able" must never be cut in two. */
function isRelative(tokens: readonly Tagged[], at: number, verb: VerbChunk): boolean {
  const { lower, tag } = tokens[at] as Tagged;
  if (lower === 'that')
    return (
      verb.first - at <= 2 &&
      tokens[at - 1]?.tag.startsWith('N') === true &&
      tokens.slice(at + 1, verb.first).every((token) => token.tag === 'RB')
    );
  return RELATIVE_TAGS.has(tag);
}

/** True for a clause that opens with a subordinator: its main clause is another. */
export function isSubordinate(tokens: readonly Tagged[], { first }: Clause): boolean {
  const opening = tokens[first]?.lower ?? '';
  return STATING.has(opening) || SUPPOSING.has(opening) || /^(?:despite|amid|even)$/.test(opening);
}

/** A conjunction whose far side reaches the verb without a subject of its own joins nouns: "Putin and the army are". */
function joinsNouns(tokens: readonly Tagged[], at: number, verb: number): boolean {
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  if (before?.lower === ',' || after === undefined) return false;
  if (/^(PRP|EX|MD|V.*)$/.test(after.tag)) return false;
  return /^(N.*|JJ.*|CD|RB)$/.test(before?.tag ?? '') && verb - at > 1;
}

/** Between comma and verb stands one noun phrase and nothing else. */
function isSubject(tokens: readonly Tagged[], from: number, to: number): boolean {
  if (from >= to || to - from > 8) return false;
  return tokens
    .slice(from, to)
    .every(({ tag }) => /^(DT|PRP|PRP\$|JJ.*|N.*|CD|POS|EX|RB|IN)$/.test(tag));
}
