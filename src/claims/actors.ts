import type { Day } from '../corpus/article.ts';
import { type ActorLexicon, type ActorSources, actorLexiconOf } from './actors/lexicon.ts';
import { nameIn } from './actors/names.ts';
import { outletByShape } from './actors/outlets.ts';
import {
  headOf,
  isPart,
  keyOf,
  opensOneOf,
  type PhraseWord,
  type Segment,
  segmentsOf,
  sideOf,
  textOf,
  untilClause,
} from './actors/phrase.ts';
import type { Person } from './actors/words.ts';
import type { Speaker } from './claim.ts';
import type { Place } from './places/gazetteer.ts';

/** Who a source is, apart from the words that name it. */
export type Actor = Pick<Speaker, 'name' | 'role' | 'side' | 'kind'>;

export type ActorContext = {
  /** The fullest mention of the same source in the article, where `words` is a pronoun, a role or a short name. */
  readonly fullest?: string | null;
  /** When it was said: roles change. */
  readonly day?: Day | null;
};

export type ActorReader = {
  /** Names the source that a phrase of an article stands for. */
  canonicalActor(words: string, context?: ActorContext): Actor;
  /** True for words that name somebody, or whose noun is a kind of source: not for "concerns over safety". */
  namesSource(words: string): boolean;
  /** The configured person, organisation or outlet of that spelling; null when none bears it. */
  known(name: string): Actor | null;
};

/** Prepares config once; the reader is pure. */
export function openActors(sources: ActorSources): ActorReader {
  const lexicon = actorLexiconOf(sources);
  return {
    canonicalActor(words, { fullest = null, day = null } = {}) {
      const own = read(words, day, lexicon);
      if (fullest === null || fullest === words) return own;
      const full = read(fullest, day, lexicon);
      const role = own.role ?? full.role;
      const [segment] = segmentsOf(words, lexicon);
      if (segment && isPart(segment, lexicon)) {
        return {
          ...full,
          name: `${segment[0]?.text.toLowerCase()} of ${amongThem(full.name ?? fullest, lexicon)}`,
          kind: 'anonymous',
        };
      }
      // What names a government or an outlet is as full as it gets.
      if (full.name === null || own.kind === 'outlet' || own.kind === 'government') return own;
      return { ...full, role: full.kind === 'person' ? (full.role ?? role) : role };
    },
    namesSource(words) {
      const segments = segmentsOf(words, lexicon).map((segment) => untilClause(segment, lexicon));
      const [first] = segments;
      const head = first && headOf(first, lexicon);
      if (!first || !head) return false;
      const { anonymous, documents, organisation } = lexicon.is;
      return (
        [anonymous, documents, organisation].some((nouns) => nouns.has(head.folded)) ||
        readOutlet(first, lexicon) !== null ||
        readKnown(segments, null, lexicon) !== null ||
        readGovernment(first, lexicon) !== null ||
        nameIn(first, lexicon) !== null
      );
    },
    known(name) {
      const key = keyOf(segmentsOf(name, lexicon).flat());
      const person = lexicon.people.get(key);
      if (person) return toActor(person, null);
      const outlet = lexicon.outlets.get(key);
      return outlet ? { name: outlet.name, role: null, side: null, kind: 'outlet' } : null;
    },
  };
}

/** "Diplomats in Accra" are "the diplomats in Accra" where one of them speaks. */
function amongThem(name: string, { is }: ActorLexicon): string {
  const [first = ''] = name.split(' ', 1);
  return first.endsWith('s') && is.anonymous.has(first.toLowerCase())
    ? `the ${first.toLowerCase()}${name.slice(first.length)}`
    : name;
}

function read(phrase: string, day: Day | null, lexicon: ActorLexicon): Actor {
  const segments = segmentsOf(phrase, lexicon).map((segment) => untilClause(segment, lexicon));
  const first = segments[0];
  if (!first) return { name: null, role: null, side: null, kind: 'anonymous' };
  if (first.length === 1 && lexicon.is.pronouns.has(first[0]?.folded ?? '')) {
    return {
      name: null,
      role: null,
      side: null,
      kind: pronounKind(first[0]?.folded ?? '', lexicon),
    };
  }
  return (
    readOutlet(first, lexicon) ??
    (isUnnamed(segments, lexicon) ? readUnnamed(first, phrase, lexicon) : null) ??
    readKnown(segments, day, lexicon) ??
    readGovernments(segments, lexicon) ??
    readGovernment(first, lexicon) ??
    readPerson(segments, lexicon) ??
    readUnnamed(first, phrase, lexicon)
  );
}

function pronounKind(pronoun: string, { is }: ActorLexicon): Actor['kind'] {
  if (is.pluralPronouns.has(pronoun)) return 'group';
  return is.thingPronouns.has(pronoun) ? 'organisation' : 'person';
}

/** "Ukrainian analysts and diplomatic sources from the G7": the noun is a kind of person, and no name is beside it. */
function isUnnamed(segments: readonly Segment[], lexicon: ActorLexicon): boolean {
  const [first, ...rest] = segments;
  const head = first && headOf(first, lexicon);
  if (
    !head ||
    head.isCapital ||
    !(lexicon.is.anonymous.has(head.folded) || lexicon.is.documents.has(head.folded))
  )
    return false;
  return !rest.some(
    (segment) => segment[0]?.isCapital && nameIn(segment, lexicon)?.isOrganisation === false,
  );
}

/** "The New York Times", "the Reuters news agency", "the newspaper". */
function readOutlet(segment: Segment, lexicon: ActorLexicon): Actor | null {
  const { outlets, openings, is } = lexicon;
  const longest = opensOneOf(openings.outlets, segment, 0) ? segment.length : 0;
  for (let end = longest; end > 0; end -= 1) {
    if (!segment[end - 1]?.isCapital && !/\d/.test(segment[end - 1]?.text ?? '')) continue;
    const outlet = outlets.get(keyOf(segment.slice(0, end)));
    const rest = segment.slice(end);
    if (!outlet || segment[end - 1]?.isPossessive) continue;
    if (rest.every(({ folded, isCapital }) => !isCapital && is.outletNouns.has(folded))) {
      // "A Telegram channel" is one of many.
      if (rest.length > 0 && /^an?$/.test(segment[0]?.folded ?? ''))
        return { name: textOf(segment), role: null, side: null, kind: 'anonymous' };
      return { name: outlet.name, role: null, side: null, kind: 'outlet' };
    }
  }
  const shaped = outletByShape(segment, lexicon);
  if (shaped !== null)
    return { name: shaped, role: null, side: sideOf(segment, lexicon), kind: 'outlet' };
  const head = segment.at(-1);
  if (
    segment.length > 4 ||
    !head ||
    !is.outletNouns.has(head.folded) ||
    is.documents.has(head.folded)
  )
    return null;
  return { name: textOf(segment), role: null, side: sideOf(segment, lexicon), kind: 'outlet' };
}

/** A configured person or organisation: by the whole name anywhere, by a family name where it stands for a person. */
function readKnown(
  segments: readonly Segment[],
  day: Day | null,
  lexicon: ActorLexicon,
): Actor | null {
  for (const segment of segments) {
    const starts = [...segment.keys()]
      .filter((at) => segment[at]?.isCapital && opensOneOf(lexicon.openings.people, segment, at))
      .reverse();
    if (starts.length === 0) continue;
    for (let length = Math.min(6, segment.length); length > 0; length -= 1) {
      for (const at of starts) {
        if (at + length > segment.length) continue;
        const person = lexicon.people.get(keyOf(segment.slice(at, at + length)));
        if (!person || !isMeant(person, segment, at, at + length, lexicon)) continue;
        // "Kim Yo-jong, the sister of leader Kim Jong-un" has been named before the apposition.
        if (segment !== segments[0] && isFullName(segments[0], lexicon)) continue;
        const actor = toActor(person, day);
        return person.kind === 'person'
          ? { ...actor, role: roleIn(segments, segment, at, lexicon) ?? actor.role }
          : actor;
      }
    }
  }
  return null;
}

function isFullName(segment: Segment | undefined, lexicon: ActorLexicon): boolean {
  const found = segment && nameIn(segment, lexicon);
  return found !== undefined && found !== null && !found.isOrganisation && found.words.length > 1;
}

/** "Wagner" is the group, "a NATO official" and "Putin's spokesman" are others. */
function isMeant(
  person: Person,
  segment: Segment,
  at: number,
  end: number,
  lexicon: ActorLexicon,
): boolean {
  if (segment[end - 1]?.isPossessive && end < segment.length) return false;
  const articleAt = /^(?:the|a|an)$/.test(segment[at - 1]?.folded ?? '') ? at - 1 : at;
  const before = segment[articleAt - 1];
  const after = segment[end];
  if (after && !lexicon.is.particles.has(after.folded)) return false;
  if (before && lexicon.is.particles.has(before.folded)) return false;
  if (person.kind === 'person' && isOfOther(segment, articleAt, lexicon)) return false;
  if (person.kind !== 'person') return before === undefined || !before.isCapital;
  // "Michelle Sullivan" is not Jake Sullivan.
  const isFamilyName = end - at === 1;
  return !(
    isFamilyName &&
    before?.isCapital &&
    !lexicon.is.titles.has(before.folded) &&
    lexicon.sides.get(before.folded) === undefined
  );
}

/** "The sister of leader Kim Jong-un", "an ally of former President Trump": titles aside, a particle stands before the name. */
function isOfOther(segment: Segment, at: number, { is, sides }: ActorLexicon): boolean {
  const before = segment
    .slice(0, at)
    .findLast(
      ({ folded }) => !is.titles.has(folded) && !is.roleNouns.has(folded) && !sides.has(folded),
    );
  return (
    before !== undefined && !before.isCapital && /^(?:of|to|for|from|with)$/.test(before.folded)
  );
}

function toActor(person: Person, day: Day | null): Actor {
  const { name, side, kind, roles } = person;
  const at = roles.filter(
    ({ from, until }) =>
      day !== null && (from === null || from <= day) && (until === null || day <= until),
  );
  const role = roles.length === 1 && day === null ? roles[0] : at.at(-1);
  return { name, role: role?.role ?? null, side, kind };
}

/** "the United States, Britain and France": one statement by several. */
function readGovernments(segments: readonly Segment[], lexicon: ActorLexicon): Actor | null {
  const parts = segments.flatMap((segment) => splitAtAnd(segment));
  const named = parts.map((part) => placeOf(part, lexicon)?.governs ?? null);
  // "Niger and Burkina Faso, Mali’s allies": what describes them names nobody.
  const other = named.indexOf(null);
  const names = named.slice(0, other < 0 ? named.length : other).filter((name) => name !== null);
  if (names.length < 2 || (other >= 0 && parts[other]?.[0]?.isCapital && !isOwned(parts[other])))
    return null;
  const name = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return { name, role: null, side: names[0] ?? null, kind: 'government' };
}

/** "Mali’s allies" */
function isOwned(segment: Segment): boolean {
  return segment.length > 1 && segment[0]?.isPossessive === true;
}

function splitAtAnd(segment: Segment): readonly Segment[] {
  const at = segment.findIndex(({ folded }) => folded === 'and');
  const parts = at < 0 ? [segment] : [segment.slice(0, at), segment.slice(at + 1)];
  return parts.filter((part) => part.length > 0);
}

/** The place that the words, an article aside, name in full. */
function placeOf(segment: Segment, { sources: { gazetteer } }: ActorLexicon): Place | null {
  const [first] = segment;
  const bare = first?.folded === 'the' || first?.folded === 'both' ? segment.slice(1) : segment;
  const whole = keyOf(bare);
  if (!bare[0]?.isCapital) return null;
  const spelling = gazetteer
    .spellingsFrom(whole.split(' ')[0] ?? '')
    .find(({ words }) => words.join(' ') === whole);
  return spelling?.places[0] ?? null;
}

/** "Kyiv", "the U.S.", "the Russian Defense Ministry", "Ukraine’s military". */
function readGovernment(segment: Segment, lexicon: ActorLexicon): Actor | null {
  const place = placeOf(segment, lexicon);
  if (place?.governs) {
    const name = place.kind === 'seat' ? place.name : place.governs;
    return { name, role: null, side: place.governs, kind: 'government' };
  }
  const bare = segment[0]?.folded === 'the' ? segment.slice(1) : segment;
  const head = headOf(bare, lexicon);
  const side = sideOf(bare, lexicon);
  if (!head || !lexicon.is.government.has(head.folded)) return null;
  const isState = side !== null || lexicon.is.state.has(head.folded);
  const name = governmentName(segment, side, head);
  return { name, role: null, side, kind: isState ? 'government' : 'organisation' };
}

function governmentName(segment: Segment, side: string | null, head: PhraseWord): string {
  return head.folded === 'government' && side !== null
    ? side
    : textOf(segment).replace(/^(?:the|The) /, '');
}

/** "Oleksii Hetman, a military analyst", "Secretary-General U Thant", "Sak". */
function readPerson(segments: readonly Segment[], lexicon: ActorLexicon): Actor | null {
  for (const segment of segments) {
    const found = nameIn(segment, lexicon);
    if (!found) continue;
    // "Republicans", "Ukrainians": a people, not a name.
    const [only] = found.words;
    if (found.words.length === 1 && only && /(?:an|er|or|ist|ent|ian)s$/.test(only.folded)) {
      return { name: textOf(segment), role: null, side: sideOf(segment, lexicon), kind: 'group' };
    }
    const side = sideOf(
      segments.flat().filter((word) => !found.words.includes(word)),
      lexicon,
    );
    if (found.isOrganisation) return { name: found.name, role: null, side, kind: 'organisation' };
    return {
      name: found.name,
      role: roleIn(segments, segment, found.at, lexicon),
      side,
      kind: 'person',
    };
  }
  return null;
}

/** The words before a name, or the piece beside it that holds a noun for a role. */
function roleIn(
  segments: readonly Segment[],
  own: Segment,
  at: number,
  lexicon: ActorLexicon,
): string | null {
  const isRole = (words: readonly PhraseWord[]) =>
    words.some(
      ({ folded }) =>
        lexicon.is.roleNouns.has(folded.replace(/s$/, '')) || lexicon.is.roleNouns.has(folded),
    );
  const before = own
    .slice(0, at)
    .filter(({ folded }, i) => i > 0 || !/^(?:the|a|an|mr|mrs|ms)$/.test(folded));
  const beside = segments.find((segment) => segment !== own && isRole(segment));
  const shortTitle =
    before.length > 0 && before.every(({ text }) => text.endsWith('.') || text.length < 5);
  if (beside && (before.length === 0 || shortTitle))
    return textOf(beside).replace(
      /^(?:the (?:country|nation)['’]s|the|an?|his|her|its|their) /i,
      '',
    );
  return before.length > 0 && (isRole(before) || shortTitle) ? textOf(before) : null;
}

/** Anonymous people, documents and groups. */
function readUnnamed(segment: Segment, phrase: string, lexicon: ActorLexicon): Actor {
  const head = headOf(segment, lexicon);
  const side = sideOf(segment, lexicon);
  const folded = head?.folded ?? '';
  const name = phrase.replace(/\s+/g, ' ').replace(/^[\s,“”"']+|[\s,“”"']+$/g, '');
  if (lexicon.is.documents.has(folded)) {
    return { name, role: null, side, kind: side === null ? 'organisation' : 'government' };
  }
  if (lexicon.is.anonymous.has(folded) || lexicon.is.anonymous.has(segment[0]?.folded ?? '')) {
    return { name, role: null, side, kind: 'anonymous' };
  }
  if (lexicon.is.organisation.has(folded)) return { name, role: null, side, kind: 'organisation' };
  const isPlural = lexicon.is.plural.has(folded) || /[^s]s$/.test(folded);
  return { name, role: null, side, kind: isPlural ? 'group' : 'anonymous' };
}
