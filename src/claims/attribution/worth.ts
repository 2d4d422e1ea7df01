import type { VerbChunk } from '../grammar/chunks.ts';
import type { Parsed } from '../grammar/grammar.ts';
import { isOpening } from '../grammar/phrases.ts';
import type { Tagged } from '../grammar/tagging.ts';
import type { Candidate } from './candidates.ts';
import type { Cues, CueWord } from './cues.ts';

/** Where a candidate stands in the article. */
export type Standing = {
  /** Between quotation marks. */
  readonly isInsideQuote: boolean;
  /** In the content of another attribution, outside quotation marks. */
  readonly isNested: boolean;
};

/** How likely the candidate is an attribution: its word's worth with this complement, moved by the circumstances. */
export function worthOf(
  parsed: Parsed,
  candidate: Candidate,
  { frames }: CueWord,
  standing: Standing,
  cues: Cues,
): number {
  const worth = Math.min(frames[candidate.key] ?? 0, 0.99);
  let odds = worth / (1 - worth);
  for (const name of circumstances(parsed, candidate, standing))
    odds *= cues.circumstances[name] ?? 1;
  return odds / (1 + odds);
}

const named = <Kind extends string>(prefix: string, kinds: readonly Kind[], suffix = '') =>
  new Map(kinds.map((kind) => [kind as string, `${prefix}${kind}${suffix}`]));

/** Words that join the cue's clause to what stands before it. */
const JOINS = named(
  'after "',
  'if that what when and who whether as because than how why while but where after before since until to ,'.split(
    ' ',
  ),
  '"',
);
/** How many words may be left in the sentence for the content, in steps. */
const RESTS = [
  [4, 'rest: <4'],
  [7, 'rest: <7'],
  [12, 'rest: <12'],
] as const;

/** What about the sentence makes an attribution more or less likely; the keys of `Cues.circumstances`. */
export function circumstances(
  parsed: Parsed,
  candidate: Candidate,
  { isInsideQuote, isNested }: Standing,
): string[] {
  const { tokens } = parsed;
  const { verb, complement, frame, clause } = candidate;
  const names: string[] = [kindOfSource(parsed, candidate)];
  if (isInsideQuote) names.push('inside quote');
  if (isNested) names.push('nested');
  if (verb?.modal) names.push(`modal: ${verb.modal}`);
  if (verb?.negated) names.push('negated');
  if (verb) names.push(tenseOf(parsed, verb));
  const join = frame === 'gap' ? undefined : JOINS.get(tokens[clause.first - 1]?.lower ?? '');
  if (join) names.push(join);
  const object = tokens[complement.first];
  if (frame !== 'before' && object) {
    const left = tokens.length - complement.first;
    const rest = RESTS.find(([length]) => left < length);
    if (rest) names.push(rest[1]);
    if (frame.startsWith('np') || frame.startsWith('prep-')) names.push(kindOfObject(object));
    if (frame !== 'quote' && hasQuote(parsed, complement.first)) names.push('quoted words');
  }
  if (complement.addressee) names.push('addressee');
  if (parsed.index === 0) names.push('headline');
  if (tokens.at(-1)?.text === '?') names.push('question');
  return names;
}

function hasQuote({ tokens }: Parsed, from: number): boolean {
  for (let at = from + 1; at < tokens.length; at += 1) if (isOpening(tokens[at])) return true;
  return false;
}

const TENSES = named('tense: ', [
  'MD',
  'VB',
  'VBD',
  'VBG',
  'VBN',
  'VBP',
  'VBZ',
  'base',
  'en',
  'ing',
  'to',
]);

function tenseOf({ tokens }: Parsed, verb: VerbChunk): string {
  if (verb.form !== 'finite') return TENSES.get(verb.form) ?? '';
  const first = tokens[verb.first] as Tagged;
  if (first.lemma === 'have' && verb.last - verb.first > 1) return 'tense: perfect';
  if (first.lemma === 'be' && tokens[verb.head]?.tag === 'VBG') return 'tense: progressive';
  return TENSES.get(first.tag) ?? '';
}

function kindOfObject({ tag, lower }: Tagged): string {
  if (tag === 'PRP') return 'object: pronoun';
  if (tag.startsWith('NNP')) return 'object: name';
  if (lower === 'a' || lower === 'an') return 'object: a';
  if (DEMONSTRATIVES.has(lower)) return 'object: the';
  if (tag === 'PRP$') return 'object: own';
  if (tag === 'CD') return 'object: number';
  return tag === '``' ? 'object: quote' : 'object: bare';
}

const DEMONSTRATIVES: ReadonlySet<string> = new Set(['the', 'this', 'that', 'these', 'those']);

/** What a pronoun's source counts as. */
const PRONOUNS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'first person': ['i', 'we', 'me', 'us', 'my', 'our'],
    'second person': ['you', 'your'],
    it: ['it', 'this', 'that', 'there', 'these', 'those', 'its'],
    they: ['they', 'their'],
    he: ['he', 'she', 'his', 'her'],
    who: ['who'],
    which: ['which'],
  }).flatMap(([kind, words]) => words.map((word) => [word, `source: ${kind}`] as const)),
);

function kindOfSource(parsed: Parsed, { source }: Candidate): string {
  if (!source) return 'source: none';
  const { lower, tag } = parsed.tokens[source.head] as Tagged;
  const pronoun = PRONOUNS.get(lower);
  if (pronoun) return pronoun;
  if (tag === 'CD' || lower === 'percent') return 'source: number';
  if (tag.startsWith('NNP')) return 'source: name';
  return tag === 'NNS' ? 'source: plural noun' : 'source: noun';
}
