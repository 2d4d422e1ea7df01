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

/** Words that join the cue's clause to what stands before it. */
const JOINS =
  /^(if|that|what|when|and|who|whether|as|because|than|how|why|while|but|where|after|before|since|until|to|,)$/;
/** How many words may be left in the sentence for the content, in steps. */
const RESTS = [4, 7, 12] as const;

/** What about the sentence makes an attribution more or less likely; the keys of `Cues.circumstances`. */
export function circumstances(
  parsed: Parsed,
  candidate: Candidate,
  { isInsideQuote, isNested }: Standing,
): string[] {
  const { tokens } = parsed;
  const { verb, complement, frame, clause } = candidate;
  const names = [`source: ${kindOfSource(parsed, candidate)}`];
  if (isInsideQuote) names.push('inside quote');
  if (isNested) names.push('nested');
  if (verb?.modal) names.push(`modal: ${verb.modal}`);
  if (verb?.negated) names.push('negated');
  if (verb) names.push(`tense: ${tenseOf(parsed, verb)}`);
  const before = tokens[clause.first - 1]?.lower;
  if (before && frame !== 'gap' && JOINS.test(before)) names.push(`after "${before}"`);
  const object = tokens[complement.first];
  if (frame !== 'before' && object) {
    const rest = RESTS.find((length) => tokens.length - complement.first < length);
    if (rest) names.push(`rest: <${rest}`);
    if (/^(np|prep-)/.test(frame)) names.push(`object: ${kindOfObject(object)}`);
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

function tenseOf({ tokens }: Parsed, verb: VerbChunk): string {
  if (verb.form !== 'finite') return verb.form;
  const first = tokens[verb.first] as Tagged;
  if (first.lemma === 'have' && verb.last - verb.first > 1) return 'perfect';
  if (first.lemma === 'be' && tokens[verb.head]?.tag === 'VBG') return 'progressive';
  return first.tag;
}

function kindOfObject({ tag, lower }: Tagged): string {
  if (tag === 'PRP') return 'pronoun';
  if (tag.startsWith('NNP')) return 'name';
  if (/^(a|an)$/.test(lower)) return 'a';
  if (/^(the|this|that|these|those)$/.test(lower)) return 'the';
  if (tag === 'PRP$') return 'own';
  if (tag === 'CD') return 'number';
  if (tag === '``') return 'quote';
  return 'bare';
}

function kindOfSource(parsed: Parsed, { source }: Candidate): string {
  if (!source) return 'none';
  const { lower, tag } = parsed.tokens[source.head] as Tagged;
  if (/^(i|we|me|us|my|our)$/.test(lower)) return 'first person';
  if (/^(you|your)$/.test(lower)) return 'second person';
  if (/^(it|this|that|there|these|those|its)$/.test(lower)) return 'it';
  if (/^(they|their)$/.test(lower)) return 'they';
  if (/^(he|she|his|her)$/.test(lower)) return 'he';
  if (/^(who|which)$/.test(lower)) return lower;
  if (tag === 'CD' || lower === 'percent') return 'number';
  if (tag.startsWith('NNP')) return 'name';
  return tag === 'NNS' ? 'plural noun' : 'noun';
}
