import { z } from 'zod';
import type { Kind } from './claim.ts';

const Words = z.array(z.string().min(1)).min(1);

/** Lemmas that show what a statement is about; the rules that combine them stand below. */
export const KindWordsSchema = z.strictObject({
  forces: Words,
  materiel: Words,
  massing: Words,
  massingNouns: Words,
  reinforcing: Words,
  moving: Words,
  movingNouns: Words,
  taking: Words,
  land: Words,
  landNouns: Words,
  casualtyNouns: Words,
  harming: Words,
  attackNouns: Words,
  attacking: Words,
  intending: Words,
  intentNouns: Words,
  intentAdjectives: Words,
  drillNouns: Words,
  drillContext: Words,
  diplomacyNouns: Words,
  negotiating: Words,
  capabilityNouns: Words,
  weakening: Words,
  defending: Words,
  frontlines: Words,
  increasing: Words,
  combatNouns: Words,
});
export type KindWords = z.infer<typeof KindWordsSchema>;

/** One word of a clause: its lemma in lower case and its Penn tag. */
export type ClauseWord = { readonly lemma: string; readonly tag: string };

/** What else is known of the clause that its words alone do not show. */
export type ClauseFacts = {
  /** A figure of people or of unnamed things ("10,000 North Koreans", "much more"). */
  readonly countsForces: boolean;
  /** Its force belongs to another country than the place it is in. */
  readonly isForeignForce: boolean;
};

type Group = keyof KindWords;

/** How far a verb's object or subject may stand from it and still be read as its own, in words. */
const REACH = 9;

/** Reads what a clause is about; null when nothing in it is military or diplomatic. */
export type KindReader = (words: readonly ClauseWord[], facts: ClauseFacts) => Kind | null;

/** Prepares the word lists once; the reader that it returns is pure. */
export function openKinds(config: KindWords): KindReader {
  const groups = new Map<string, Set<Group>>();
  const pairs = new Map<string, Group[]>();
  for (const [group, lemmas] of Object.entries(config) as [Group, string[]][])
    for (const lemma of lemmas) {
      if (lemma.includes(' ')) pairs.set(lemma, [...(pairs.get(lemma) ?? []), group]);
      else groups.set(lemma, (groups.get(lemma) ?? new Set()).add(group));
    }

  return (words, facts) => {
    const at = new Map<Group, number[]>();
    const note = (group: Group, index: number) => at.set(group, [...(at.get(group) ?? []), index]);
    words.forEach(({ lemma, tag }, index) => {
      const following = words[index + 1]?.lemma;
      for (const group of groups.get(lemma) ?? []) if (fits(group, tag)) note(group, index);
      for (const group of pairs.get(`${lemma} ${following}`) ?? []) note(group, index);
    });
    const has = (...names: Group[]) => names.some((name) => at.has(name));
    const near = (one: Group, other: Group, reach = REACH) =>
      (at.get(one) ?? []).some((i) =>
        (at.get(other) ?? []).some((j) => i !== j && Math.abs(i - j) <= reach),
      );
    const hasLemma = (...lemmas: string[]) => words.some(({ lemma }) => lemmas.includes(lemma));
    const isAhead =
      words.some(({ tag }) => tag === 'MD') || has('intending', 'intentNouns', 'intentAdjectives');

    if (has('drillNouns') && (near('drillNouns', 'drillContext') || hasLemma('drill', 'do')))
      return 'drill';
    if (
      near('harming', 'forces') ||
      (has('casualtyNouns') &&
        (facts.countsForces || hasLemma('suffer', 'take', 'heavy', 'inflict')))
    )
      return 'casualties';
    if (near('reinforcing', 'forces')) return has('defending') ? 'movement' : 'buildup';
    if (near('massing', 'forces') || near('massing', 'materiel')) return 'buildup';
    if (hasLemma('order', 'announce') && facts.countsForces && !has('casualtyNouns'))
      return 'buildup';
    if (has('massingNouns') && !hasLemma('no longer') && !has('negotiating', 'drillNouns'))
      return 'buildup';
    if (near('forces', 'frontlines', 5) && has('increasing')) return 'buildup';
    if (hasLemma('gather', 'mass') && hasLemma('everything')) return 'buildup';
    if (
      near('moving', 'forces') ||
      near('moving', 'materiel', 5) ||
      near('movingNouns', 'forces', 4)
    ) {
      if (!(has('attackNouns') && has('moving') && !near('moving', 'forces', 6))) return 'movement';
    }
    if (facts.isForeignForce && facts.countsForces && hasLemma('be') && !isAhead) return 'buildup';
    if (has('attackNouns', 'attacking') && isAhead && !has('diplomacyNouns'))
      return 'offensive-forecast';
    if (has('diplomacyNouns') || (has('negotiating') && !has('forces', 'attackNouns')))
      return 'diplomacy';
    if (near('taking', 'land') || (has('landNouns') && has('taking', 'forces', 'frontlines')))
      return 'territory';
    if (
      has('movingNouns') &&
      hasLemma('launch', 'begin', 'diversion', 'redeployment', 'withdrawal')
    )
      return 'movement';
    if (has('attackNouns') && isAhead && !has('diplomacyNouns')) return 'offensive-forecast';
    if (has('weakening') && has('capabilityNouns', 'forces', 'materiel', 'frontlines'))
      return 'capability';
    if (
      has('capabilityNouns', 'forces', 'materiel') &&
      (facts.countsForces || has('capabilityNouns'))
    )
      return 'capability';
    if (has('combatNouns')) return 'other';
    return null;
  };
}

const NOUN_GROUPS = new Set<Group>([
  'forces',
  'materiel',
  'massingNouns',
  'movingNouns',
  'land',
  'landNouns',
  'casualtyNouns',
  'attackNouns',
  'intentNouns',
  'drillNouns',
  'diplomacyNouns',
  'capabilityNouns',
  'frontlines',
  'combatNouns',
]);
const VERB_GROUPS = new Set<Group>([
  'massing',
  'reinforcing',
  'moving',
  'taking',
  'harming',
  'attacking',
  'intending',
  'negotiating',
]);

/** "The attack" and "to attack" share a lemma: the tag tells which group it belongs to. */
function fits(group: Group, tag: string): boolean {
  if (NOUN_GROUPS.has(group)) return tag.startsWith('N') || tag === 'JJ' || tag === 'VBN';
  if (VERB_GROUPS.has(group)) return tag.startsWith('V') || tag === 'JJ';
  return true;
}
