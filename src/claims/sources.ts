import { type Article, cut, cutAll, type Day, type Span } from '../corpus/article.ts';
import type { Actor } from './actors.ts';
import type { Attribution } from './attribution/attribute.ts';
import type { Relay, Speaker, SpeakerKind } from './claim.ts';
import type { Grammar, Parsed } from './grammar/grammar.ts';
import { gapsOf } from './spans.ts';

/** What naming sources asks of its readers. */
export type SourceReaders = {
  /** `fullest` is the fullest mention of the same source where `words` is a pronoun, a role or a short name. */
  actor(words: string, fullest: string | null, day: Day | null): Actor;
  /** True for words that name somebody who can speak, or a document: not for "concerns over safety". */
  namesSource(words: string): boolean;
};

/** Who states something, and who passes it on, outermost last. */
export type Source = { readonly speaker: Speaker | null; readonly via: readonly Relay[] };

/** Each attribution's speaker and the chain that relays it, outermost last. */
export function readSources(
  article: Article,
  { sentences }: Grammar,
  attributions: readonly Attribution[],
  readers: SourceReaders,
): readonly Source[] {
  const speakers: (Speaker | null)[] = [];
  for (const attribution of attributions)
    speakers.push(toPerson(readSpeaker(article, attribution, readers), speakers));
  const told: (Relay | null)[] = [];
  attributions.forEach((attribution, index) => {
    const hearer =
      readHearer(article, attribution, readers) ??
      readVenue(article, attribution, sentences[attribution.sentence], readers);
    told.push(hearer ?? (goesOn(index, attributions, speakers) ? (told[index - 1] ?? null) : null));
  });
  const cited = attributions.map((attribution, index) =>
    readCited(article, attribution, speakers[index], sentences[attribution.sentence], readers),
  );
  // What sources tell an outlet stands in that outlet's own articles without being said each time.
  const house = told.find((relay) => relay?.name === article.outlet) ?? null;
  return attributions.map(({ nested }, index): Source => {
    const via: Relay[] = [];
    const seen = new Set<number>([index]);
    for (
      let outer = nested;
      outer !== null && !seen.has(outer);
      outer = attributions[outer]?.nested ?? null
    ) {
      seen.add(outer);
      const relaying = speakers[outer];
      // Two unnamed sources of one sentence speak side by side; neither passes the other on.
      if (!relaying || (isUnnamed(relaying) && isUnnamed(speakers[index]))) continue;
      // "Knights said he expected": one person passes on nobody.
      if (relaying.name !== null && relaying.name === speakers[index]?.name) continue;
      via.push(toRelay(relaying));
    }
    const speaker = speakers[index] ?? null;
    const quoted = cited[index];
    if (quoted && speaker) return { speaker: quoted, via: [toRelay(speaker), ...via] };
    const isHouse = house !== null && index >= told.indexOf(house);
    const hearer =
      told[index] ?? (isHouse && (isUnnamed(speaker) || speaker?.kind === 'person') ? house : null);
    if (hearer && !via.some(({ name }) => name === hearer.name)) via.push(hearer);
    return { speaker, via };
  });
}

function toRelay({ text, name, spans }: Speaker): Relay {
  return { text, name: name ?? text, span: spans[0] ?? null };
}

/** How far from its outlet a citation is looked for, in characters. */
const CITATION_CHARS = 160;
/** "The Journal, citing …", "reported on Friday, quoting …" */
const CITING =
  /^(?:(?: [\p{L}\d.]{1,12}){1,3},|,?) (?<cue>citing|quoting|which (?:cited|quoted)) (?<words>[^,;:.()"“”]{3,120})/u;
/** Who passes on what others say: an outlet documents too, others people alone. */
const PASSING_ON: ReadonlySet<SpeakerKind> = new Set([
  'outlet',
  'organisation',
  'group',
  'government',
]);

/** "The Journal, citing intelligence officials, reported": the outlet passes on whom it cites, right behind it or behind what it reports. */
function readCited(
  article: Article,
  { source, cue, content }: Attribution,
  speaker: Speaker | null | undefined,
  parsed: Parsed | undefined,
  readers: SourceReaders,
): Speaker | null {
  if (!speaker || !PASSING_ON.has(speaker.kind)) return null;
  for (const { end } of [...source, ...cue, ...content]) {
    if (parsed && end > parsed.sentence.span.end) continue;
    const { words, cue: verb } =
      CITING.exec(article.text.slice(end, end + CITATION_CHARS))?.groups ?? {};
    // Words are quoted from somebody, whoever it is; reasons are cited too.
    if (
      !words ||
      (verb?.endsWith('quoting') === false &&
        !verb.endsWith('quoted') &&
        !readers.namesSource(words))
    )
      continue;
    const start = article.text.indexOf(words, end);
    const cited = toSpeaker(article, [{ start, end: start + words.length }], null, readers);
    const isSomebody = cited.kind === 'person' || cited.kind === 'anonymous';
    if (speaker.kind === 'outlet' || isSomebody) return cited;
  }
  return null;
}

/** "He" and "she" stand for a person: not for Finland, named last, but for whoever spoke before. */
function toPerson(speaker: Speaker | null, earlier: readonly (Speaker | null)[]): Speaker | null {
  const isPerson = (other: Speaker | null) => /^(?:person|anonymous)$/.test(other?.kind ?? '');
  if (!speaker || !/^(?:he|she)$/i.test(speaker.text) || isPerson(speaker)) return speaker;
  const last = earlier.findLast(isPerson);
  return {
    ...speaker,
    name: last?.name ?? null,
    role: last?.role ?? null,
    side: last?.side ?? null,
    kind: last?.kind ?? 'person',
  };
}

function isUnnamed(speaker: Speaker | null | undefined): boolean {
  return speaker?.kind === 'anonymous' || speaker?.kind === 'group';
}

function readSpeaker(
  article: Article,
  { source, antecedent }: Attribution,
  readers: SourceReaders,
): Speaker | null {
  if (source.length === 0) return null;
  return toSpeaker(article, source, antecedent, readers);
}

/** Sentences that lie at most between what somebody said and what "he" said then. */
const GOING_ON = 2;

/** "He said", right behind what that person said: on the same occasion, to the same outlet. */
function goesOn(
  index: number,
  attributions: readonly Attribution[],
  speakers: readonly (Speaker | null)[],
): boolean {
  const [before, now] = [attributions[index - 1], attributions[index]];
  const speaker = speakers[index];
  return (
    before !== undefined &&
    now !== undefined &&
    /^(?:he|she|they)$/i.test(speaker?.text ?? '') &&
    speaker?.name !== null &&
    speaker?.name === speakers[index - 1]?.name &&
    now.sentence - before.sentence <= GOING_ON
  );
}

/** "In an interview with the BBC", "speaking to a French newspaper", "wrote in a post on Telegram", up to its outlet. */
const VENUE =
  /\b(?:(?:interview|conversation|comments?|remarks|speaking|talking|column|article|post|posted|wrote|writing|message|video)\s(?:\S{1,20}\s){0,2}?(?:with|to|for|in|on)|said (?:on|via))\s(?=\S)/giu;

/** The outlet in which something was said, where the sentence names it beside what was said. */
function readVenue(
  article: Article,
  { content, source }: Attribution,
  parsed: Parsed | undefined,
  readers: SourceReaders,
): Relay | null {
  if (!parsed || source.length === 0) return null;
  for (const gap of gapsOf(parsed.sentence.span, content))
    for (const { 0: words, index } of cut(article, gap).matchAll(VENUE)) {
      const from = gap.start + index + words.length;
      // "A French outlet Foreign Minister Sall said": the outlet ends where the source begins.
      const until = source.find(({ start }) => start > from)?.start;
      const relay = readOutletAt(article, from, readers, until);
      if (relay) return relay;
    }
  return null;
}

/** A source's words up to its cue are looked through for an outlet this far, in characters. */
const MOST_BESIDE = 300;

/** The outlet that was told, in which it was said, or that quotes the source; null when none is named. */
function readHearer(
  article: Article,
  { addressee, relay, source, cue }: Attribution,
  readers: SourceReaders,
): Relay | null {
  if (relay) return toRelay(toSpeaker(article, relay, null, readers));
  if (addressee) return readOutlet(article, addressee, readers);
  const [first] = source;
  if (first) {
    const beside = article.text.slice(first.start, Math.max(first.end, cue[0]?.start ?? 0));
    const by = /\b(?:quoted|cited) by (?=\p{L})/u.exec(beside.slice(0, MOST_BESIDE));
    if (by) return readOutletAt(article, first.start + by.index + by[0].length, readers);
  }
  const [last] = cue.slice(-1);
  if (!last || !/\bt(?:old|ells?|elling)\b/i.test(cut(article, last))) return null;
  return readOutletAt(article, last.end, readers);
}

/** What may stand behind a noun phrase: in "a press briefing" the noun goes on. */
const BEHIND_NOUN =
  /^(?:\p{Lu}|(?:on|in|at|that|who|which|last|this|by|during|late|early|earlier|after|before|over|and|or|via|it|they|he|she|we|the|an?|its|their|there|as|from|for|to|of|with|yesterday|today)$)/u;

/** The outlet that the next words name, as many of them as make one. */
function readOutletAt(
  article: Article,
  from: number,
  readers: SourceReaders,
  until = Number.POSITIVE_INFINITY,
): Relay | null {
  const ahead = article.text.slice(from, Math.min(until, from + 80));
  const behind = /^\s*(?<words>[^.,;:"“”\n]{2,60})/u.exec(ahead)?.groups?.words?.trim() ?? '';
  const words = behind.split(/\s+/).slice(0, 4);
  for (let count = words.length; count > 0; count -= 1) {
    const [next, last] = [words[count], words[count - 1] ?? ''];
    if (next !== undefined && /^\p{Ll}/u.test(last) && !BEHIND_NOUN.test(next)) continue;
    const text = words.slice(0, count).join(' ');
    const start = article.text.indexOf(text, from);
    const relay = readOutlet(article, [{ start, end: start + text.length }], readers);
    if (relay) return relay;
  }
  return null;
}

function readOutlet(
  article: Article,
  spans: readonly Span[],
  readers: SourceReaders,
): Relay | null {
  const [first] = spans;
  // "told this newspaper"
  if (first && /^(?:this|our)\b/i.test(cut(article, first))) return null;
  const outlet = toSpeaker(article, spans, null, readers);
  if (outlet.kind === 'outlet') return toRelay(outlet);
  // "told the BBC's Hausa service", "told CNN's Jake Tapper"
  const owner = first ? cut(article, first).search(/['’]s? \p{L}/u) : -1;
  if (!first || owner <= 0) return null;
  const owning = toSpeaker(
    article,
    [{ start: first.start, end: first.start + owner }],
    null,
    readers,
  );
  return owning.kind === 'outlet' ? toRelay(owning) : null;
}

/** Who some words of the article name, in the light of the fullest words for the same source. */
function toSpeaker(
  article: Article,
  spans: readonly Span[],
  fullest: readonly Span[] | null,
  readers: SourceReaders,
): Speaker {
  const textOf = (of: readonly Span[]) => cutAll(article, of).replace(/\s+/g, ' ');
  const text = textOf(spans);
  const day = article.published.latest ?? article.published.earliest;
  return { text, spans, ...readers.actor(text, fullest && textOf(fullest), day) };
}
