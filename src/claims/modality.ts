import type { Attribution } from './attribution/attribute.ts';
import type { Modality, Speaker } from './claim.ts';
import type { Parsed } from './grammar/grammar.ts';
import type { Statement } from './statements.ts';

const DOUBT = new Set([
  'may',
  'might',
  'could',
  'possibly',
  'perhaps',
  'maybe',
  'potentially',
  'possible',
  'possibility',
  'unclear',
  'whether',
]);
const AHEAD = new Set(['will', 'would', 'shall', 'unlikely', 'likely', "'ll"]);
/** Not being able to know denies nothing: "we can't tell whether …". */
const KNOWING = new Set([
  'tell',
  'know',
  'say',
  'rule',
  'judge',
  'determine',
  'confirm',
  'verify',
  'underestimate',
  'overstate',
]);

/** How a statement is made, and whether what it states is a negative. */
export function readModality(
  { clause }: Statement,
  { tokens }: Parsed,
  attribution: Attribution | null,
  cue: Modality,
  speaker: Speaker | null,
): { readonly modality: Modality; readonly negated: boolean } {
  const words = tokens.slice(clause.first, clause.last);
  const verb = clause.verb;
  const isUnknowable = verb !== null && verb.negated && KNOWING.has(verb.lemma);
  const lacksSign = words.some(
    ({ lower }, index) =>
      lower === 'no' &&
      /^(?:indication|sign|evidence|proof|intention|plan|trace)s?$/.test(
        words[index + 1]?.lower ?? '',
      ),
  );
  const negated = (verb?.negated === true && !isUnknowable) || lacksSign;
  const own =
    isUnknowable || isDoubtful(words, verb?.modal ?? null)
      ? 'possible'
      : isAhead(words, verb?.modal ?? null)
        ? 'forecast'
        : null;
  if (!attribution) return { modality: own ?? 'reported', negated };
  const denies = cue === 'denied';
  return {
    modality:
      cue === 'claimed' && own
        ? own
        : cue === 'claimed' && speaker?.kind === 'outlet'
          ? 'reported'
          : cue,
    negated: negated || denies || attribution.negated,
  };
}

function isDoubtful(words: readonly { readonly lower: string }[], modal: string | null): boolean {
  return (modal !== null && DOUBT.has(modal)) || words.some(({ lower }) => DOUBT.has(lower));
}

function isAhead(words: readonly { readonly lower: string }[], modal: string | null): boolean {
  return (modal !== null && AHEAD.has(modal)) || words.some(({ lower }) => AHEAD.has(lower));
}
