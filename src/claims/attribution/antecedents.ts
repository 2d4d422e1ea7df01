import type { Span } from '../../corpus/article.ts';
import type { NounChunk } from '../grammar/chunks.ts';
import type { Grammar, Parsed } from '../grammar/grammar.ts';
import { isPreposition } from '../grammar/phrases.ts';
import type { Tagged } from '../grammar/tagging.ts';
import type { Source } from './candidates.ts';
import { toSpan } from './content.ts';

type Mention = { readonly parsed: Parsed; readonly source: Source | null };

/** A source that the article has shown so far. */
type Known = {
  readonly span: Span;
  /** The last word of its name; null for the unnamed. */
  readonly surname: string | null;
  /** "official", "spokesman": its main noun, and the nouns and titles beside a name. */
  readonly roles: ReadonlySet<string>;
  /** "first", "second": tells apart sources of one description. */
  readonly ordinal: string | null;
  readonly isPlural: boolean;
  /** Its noun is one for a single person. */
  readonly isPerson: boolean;
};

const PRONOUN = /^(he|she|they|his|her|their|him|them)$/;
const ORDINAL = /^(first|second|third|fourth|other|another|latter|former)$/;
/** Sources that are new wherever they stand: "two officials", "one of the sources", "some analysts". */
const NEW =
  /^(a|an|one|two|three|four|five|several|some|many|most|multiple|another|other|others|all|both|half)$/;
/** How many sources back a role or pronoun looks. */
const MEMORY = 200;
/** How many sentences back a pronoun looks. */
const REACH = 4;

/**
 * For each source the fullest mention of the same one, or null when it is that itself, or when nobody
 * fits. Names match by surname, "the official" by noun and number, pronouns by who was last spoken of.
 */
export function findAntecedents(
  grammar: Grammar,
  mentions: readonly Mention[],
): readonly (readonly Span[] | null)[] {
  const names = indexNames(grammar);
  const { persons } = grammar.words;
  const known: Known[] = [];
  const singular = new Set<string>();
  return mentions.map(({ parsed, source }, index) => {
    if (!source) return null;
    const head = parsed.tokens[source.head] as Tagged;
    if (/^(who|which|that)$/.test(head.lower)) {
      const before = chunkBefore(parsed, source.first);
      return before ? [toFullest(names, describe(parsed, before, persons))] : null;
    }
    const own = describe(parsed, source, persons);
    if (PRONOUN.test(head.lower) && source.last - source.first === 1) {
      const later = mentions[index + 1];
      const person = isCataphoric(parsed, source, later) && later ? later : null;
      if (person?.source)
        return [toFullest(names, describe(person.parsed, person.source, persons))];
      const last = known.findLast(({ isPlural }) => isPlural === !isSingular(head));
      const named = isSingular(head)
        ? lastSpokenOf(grammar, names, singular, parsed, source.first)
        : null;
      // "The army chief insists … He accuses": whoever spoke after the last name was spoken of.
      const isNearer =
        named && last?.surname === null && last.isPerson && last.span.start > named.at;
      if (named && !isNearer) return [named.span];
      return last ? [toFullest(names, last)] : null;
    }
    // "one of them": of those who spoke last, being several.
    const [, of, them] = parsed.tokens.slice(source.first, source.last);
    if (
      of?.lower === 'of' &&
      /^(?:them|those)$/.test(them?.lower ?? '') &&
      source.last - source.first === 3
    ) {
      const several = known.findLast(({ isPlural }) => isPlural);
      return several ? [toFullest(names, several)] : null;
    }
    const match = own.surname === null ? byRole(known, parsed, source, own) : null;
    known.push(match ?? own);
    if (known.length > MEMORY) known.shift();
    if (own.surname !== null && !own.isPlural) singular.add(stem(own.surname));
    const fullest = toFullest(names, match ?? own);
    const isItself = fullest.start <= own.span.start && own.span.end <= fullest.end;
    return isItself ||
      (match === null && fullest.end - fullest.start <= own.span.end - own.span.start)
      ? null
      : [fullest];
  });
}

/** "Trump, who has called for": the noun phrase that the relative clause hangs on. */
function chunkBefore(parsed: Parsed, at: number): Source | null {
  const last = parsed.tokens[at - 1]?.tag === ',' ? at - 2 : at - 1;
  const chunk = parsed.chunks[parsed.chunkOf[last] ?? -1];
  return chunk?.kind === 'noun' ? { first: chunk.first, last: chunk.last, head: chunk.head } : null;
}

function isSingular({ lower }: Tagged): boolean {
  return !/^(they|their|them)$/.test(lower);
}

/** The longest mention of each surname, anywhere in the article. */
function indexNames({ sentences }: Grammar): ReadonlyMap<string, Span> {
  const names = new Map<string, { span: Span; words: number }>();
  const families = new Map<string, Set<string>>();
  for (const parsed of sentences) {
    for (const chunk of parsed.chunks) {
      if (chunk.kind !== 'noun') continue;
      const head = parsed.tokens[chunk.head] as Tagged;
      if (!head.tag.startsWith('NNP')) continue;
      if (chunk.head === chunk.first) continue;
      const count = nameLength(parsed, chunk);
      if (count < 2) continue;
      const before = parsed.tokens[chunk.head - 1];
      if (before?.tag.startsWith('NNP') && GIVEN_LAST.test(head.text)) {
        const family = stem(before.lower);
        families.set(family, (families.get(family) ?? new Set()).add(stem(head.lower)));
      }
      const held = names.get(stem(head.lower));
      if (!held || held.words < count)
        names.set(stem(head.lower), {
          span: toSpan(parsed, { first: chunk.first, last: chunk.head + 1 }),
          words: count,
        });
    }
  }
  const found = new Map([...names].map(([name, { span }]) => [name, span]));
  for (const [family, spans] of families)
    if (!found.has(family) && spans.size === 1)
      for (const given of spans) found.set(family, found.get(given) as Span);
  return found;
}

/** A given name behind its family's: "Kim Ok-soon", "Yang Moo-jin". */
const GIVEN_LAST = /^\p{Lu}\p{Ll}{1,8}-\p{Ll}{2,8}$/u;

/** How many words of a name a phrase has up to its head; 0 where an owner or a mark is among them. */
function nameLength({ tokens }: Parsed, { first, head }: NounChunk): number {
  let count = 0;
  for (let at = first; at <= head; at += 1) {
    const { tag, text } = tokens[at] as Tagged;
    if (tag === 'POS' || !/^[\p{Lu}\p{Ll}]/u.test(text)) return 0;
    if (tag.startsWith('NNP') && !/^(?:Mrs?|Ms|Miss|Dr)\.?$/.test(text)) count += 1;
  }
  return count;
}

/** "Syrskyi" and "Syrski", "Zelensky" and "Zelenskyy": transliterations differ at the end. */
function stem(name: string): string {
  return name.length > 5 ? name.replace(/[iyj]{1,3}$/, '') : name;
}

function toFullest(names: ReadonlyMap<string, Span>, { surname, span }: Known): Span {
  const named = surname === null ? undefined : names.get(stem(surname));
  return named && named.end - named.start > span.end - span.start ? named : span;
}

function describe(parsed: Parsed, source: Source, persons: ReadonlySet<string>): Known {
  const tokens = parsed.tokens.slice(source.first, source.last);
  const head = parsed.tokens[source.head] as Tagged;
  const name = head.tag.startsWith('NNP') ? head : appositeName(parsed, source);
  const roles = tokens.filter(({ tag }) => /^NNS?$/.test(tag)).map(({ lemma }) => lemma);
  return {
    span: toSpan(parsed, source),
    surname: name?.lower ?? null,
    roles: new Set(roles),
    ordinal: tokens.find(({ lower }) => ORDINAL.test(lower))?.lower ?? null,
    isPerson: head.tag === 'NN' && persons.has(head.lemma),
    isPlural: /^(NNS|NNPS)$/.test(head.tag) || tokens.some(({ lower }) => lower === 'and'),
  };
}

/** "Kyiv's commander-in-chief, Col. Gen. Oleksandr Syrskyi": the name in apposition. */
function appositeName(parsed: Parsed, { first, last, head }: Source): Tagged | null {
  for (let at = head + 1; at < last - 1; at += 1) {
    if (parsed.tokens[at]?.tag !== ',') continue;
    const chunk = parsed.chunks[parsed.chunkOf[at + 1] ?? -1];
    const name =
      chunk?.kind === 'noun' && chunk.first >= first ? parsed.tokens[chunk.head] : undefined;
    return name?.tag.startsWith('NNP') ? name : null;
  }
  return null;
}

/** "the official", "this person", "those sources": the last of that description and number. */
function byRole(known: readonly Known[], parsed: Parsed, source: Source, own: Known): Known | null {
  const opening = (parsed.tokens[source.first] as Tagged).lower;
  const { lemma } = parsed.tokens[source.head] as Tagged;
  if (NEW.test(opening) || !/^(the|this|that|these|those)$/.test(opening)) return null;
  if (/^(person|individual)$/.test(lemma))
    return known.findLast(({ isPlural }) => !isPlural) ?? null;
  return (
    known.findLast(
      (other) =>
        other.isPlural === own.isPlural &&
        other.roles.has(lemma) &&
        (own.ordinal === null || own.ordinal === other.ordinal),
    ) ?? null
  );
}

/** "As they acknowledged the setback, officials said": the pronoun comes before who it stands for. */
function isCataphoric(parsed: Parsed, source: Source, later: Mention | undefined): boolean {
  if (!later?.source || later.parsed !== parsed || source.first > 3 || source.first === 0)
    return false;
  const head = parsed.tokens[later.source.head] as Tagged;
  return !PRONOUN.test(head.lower) && /^(IN|WRB)$/.test(parsed.tokens[source.first - 1]?.tag ?? '');
}

/** The last person named as the subject of a clause before a pronoun: a known source, or a full name. */
function lastSpokenOf(
  grammar: Grammar,
  names: ReadonlyMap<string, Span>,
  singular: ReadonlySet<string>,
  from: Parsed,
  before: number,
): { readonly span: Span; readonly at: number } | null {
  for (let back = 0; back <= REACH; back += 1) {
    const parsed = grammar.sentences[from.index - back];
    if (!parsed) return null;
    const chunks = parsed.chunks.filter(
      (chunk): chunk is NounChunk => chunk.kind === 'noun' && (back > 0 || chunk.last <= before),
    );
    const subjects = chunks.filter(
      (chunk) =>
        !isPreposition(parsed.tokens[chunk.first - 1]) &&
        (isSource(parsed, chunk, singular) || isPerson(parsed, chunk, grammar.words.persons)),
    );
    const found = back === 0 ? subjects.at(-1) : subjects[0];
    if (found) {
      const own = toSpan(parsed, found);
      const fullest = names.get(stem((parsed.tokens[found.head] as Tagged).lower));
      return { span: fullest ?? own, at: own.start };
    }
  }
  return null;
}

function isSource(parsed: Parsed, { head }: NounChunk, singular: ReadonlySet<string>): boolean {
  const { lower, tag } = parsed.tokens[head] as Tagged;
  return tag === 'NNP' && singular.has(stem(lower));
}

/** A full name that its own words show to be a person's: "Professor Yang Moo-jin", "Kim Ok-soon, 78,", "Amina Yusuf, a nurse,". */
function isPerson(parsed: Parsed, chunk: NounChunk, persons: ReadonlySet<string>): boolean {
  const { tokens } = parsed;
  if (nameLength(parsed, chunk) < 2 || tokens[chunk.head]?.tag !== 'NNP') return false;
  if (tokens.slice(chunk.first, chunk.head).some(({ lower }) => persons.has(lower))) return true;
  const [mark, after, second] = tokens.slice(chunk.head + 1, chunk.head + 4);
  if (/^(?:who|whose)$/.test((mark?.text === ',' ? after : mark)?.lower ?? '')) return true;
  if (mark?.text !== ',' || !after) return false;
  if (after.tag === 'CD') return /^\d{2}$/.test(after.text) && second?.text === ',';
  const beside = parsed.chunks[parsed.chunkOf[chunk.head + 2] ?? -1];
  return (
    /^an?$/.test(after.lower) &&
    beside?.kind === 'noun' &&
    persons.has(tokens[beside.head]?.lemma ?? '')
  );
}
