import type { Parsed } from '../grammar/grammar.ts';
import { endOfNounPhrase, nounAt, verbAt } from '../grammar/phrases.ts';

/** Takes in ", a research group," after the name. */
export function endOfApposition(parsed: Parsed, from: number, isLeading: boolean): number {
  const { tokens } = parsed;
  if (tokens[from]?.tag !== ',') return from;
  const noun = nounAt(parsed, from + 1);
  const opening = tokens[from + 1];
  const isName = opening?.tag === 'NNP' && !tokens[from - 1]?.tag.startsWith('NNP');
  if (!noun || !opening || !(isName || /^(DT|JJ|NN|NNS|CD|PRP\$)$/.test(opening.tag))) return from;
  const end = endOfNounPhrase(parsed, noun, tokens.length, () => false);
  if (isLeading && (opening.tag === 'CD' || verbAt(parsed, end))) return from;
  return !tokens[end] || /^[,.]$/.test(tokens[end]?.tag ?? '') ? end : from;
}
