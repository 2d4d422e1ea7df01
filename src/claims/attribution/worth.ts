import type { Parsed } from '../grammar/grammar.ts';
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
  if (verb?.modal) names.push('modal');
  if (verb?.negated) names.push('negated');
  if (verb && tokens[verb.first]?.tag === 'VBP') names.push('present plural');
  const before = tokens[clause.first - 1]?.lower;
  if (before && frame !== 'gap' && /^(if|that|what|when|and|who|whether|as)$/.test(before))
    names.push(`after "${before}"`);
  const object = tokens[complement.first];
  if (/^np/.test(frame) && object) {
    if (object.tag === 'PRP') names.push('pronoun object');
    if (tokens.length - complement.first < 6) names.push('short object');
  }
  if (tokens.at(-1)?.text === '?') names.push('question');
  return names;
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
