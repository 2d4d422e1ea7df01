import type { Tagged } from './tagging.ts';

type Words = ReadonlySet<string>;

export const SAY: Words = new Set(['say', 'says', 'said']);
export const BE: Words = new Set("'s 're 'm is are was were be been being am".split(' '));
export const HAVE: Words = new Set(['have', 'has', 'had', "'ve", "'d", 'having']);
export const DO: Words = new Set(['do', 'does', 'did']);
export const MODALS: Words = new Set(
  "will would can could may might must should shall 'll ca wo sha cannot".split(' '),
);
export const SUBJECT_PRONOUNS: Words = new Set(['he', 'she', 'they', 'we', 'i', 'it', 'who']);
/** Tags of verbs with tense, and of modals. */
export const FINITE: Words = new Set(['VBZ', 'VBP', 'VBD', 'MD']);

export const isBe = (token: Tagged | undefined): boolean =>
  token !== undefined && BE.has(token.lower) && token.tag !== 'POS';
export const isHave = (token: Tagged | undefined): boolean =>
  token !== undefined && HAVE.has(token.lower);
export const isDo = (token: Tagged | undefined): boolean =>
  token !== undefined && DO.has(token.lower);

/** Whether an auxiliary stands before, adverbs aside: "has not been [seen]". */
export function isAfterAuxiliary(tokens: readonly Tagged[], index: number): boolean {
  for (let at = index - 1; at >= 0 && at > index - 5; at -= 1) {
    const { tag, lower } = tokens[at] as Tagged;
    if (BE.has(lower) || HAVE.has(lower)) return tag !== 'POS';
    if (!tag.startsWith('RB') && lower !== "n't" && lower !== 'not') return false;
  }
  return false;
}
