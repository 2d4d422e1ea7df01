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
  ordering: Words,
  suffering: Words,
  drilling: Words,
  everything: Words,
  making: Words,
  departing: Words,
  staging: Words,
  /** "Has not commented on the deployment" tells nothing of it. */
  commenting: Words,
  /** Nouns that tell of a buildup only beside forces, an attack or a growing number: "preparations" alone may be anybody's. */
  readying: Words,
  /** Verbs that tell of strength where it stands, in "are stationed"; "were deployed" still tells of a move. */
  standing: Words,
  hindering: Words,
  /** What stands before a buildup that one would make if one could: "challenges amassing forces". */
  straining: Words,
  /** What a report is said to be on condition: "if the assessments are accurate". */
  reliability: Words,
  /** Verbs whose object does something: "enable him to demand". */
  causing: Words,
  /** Verbs that mass what they count, named or not: "India has massed half a million". */
  amassing: Words,
  /** Verbs that make what they name more: "increase its troops". */
  growing: Words,
  /** Verbs that set forces down: "put 5,000 soldiers on the border". */
  placing: Words,
  /** Verbs that make a tally of forces more, and nouns for one: "the number of tanks has risen". */
  rising: Words,
  tallies: Words,
  /** Verbs of training for what the object names: "rehearse landings". */
  rehearsing: Words,
  /** Verbs of moving away: forces that leave a border do not gather at it. */
  leaving: Words,
  /** Verbs that are diplomacy where a name follows: "called Putin", not "called it a lie". */
  phoning: Words,
  /** Where forces gather in peace; those sent to a front line go to a war. */
  borders: Words,
  /** Words that lead to a border: "rushed tanks to the frontier". */
  approaching: Words,
  /** Nouns that a force's name only describes: "an army base" and "military officials" are no troops. */
  belonging: Words,
  /** Verbs that an infinitive completes: "continue to hold". */
  joining: Words,
});
export type KindWords = z.infer<typeof KindWordsSchema>;

/** One word of a clause as it stands in lower case, its lemma and its Penn tag. */
export type ClauseWord = { readonly lower: string; readonly lemma: string; readonly tag: string };

/** What else is known of the clause that its words alone do not show. */
export type ClauseFacts = {
  /** It gives a figure of anything but time. */
  readonly counts: boolean;
  /** A figure counts troops, people of a country, or what is left unsaid where troops are spoken of. */
  readonly countsForces: boolean;
  /** A figure stands without what it counts: "half a million". */
  readonly countsUnnamed: boolean;
  /** The people counted are of another country than the place that they are said to be in. */
  readonly isForeignForce: boolean;
  /** Its cue puts it in the future: "expects". */
  readonly isForecast: boolean;
};

type Group = keyof KindWords;

/** How far a verb's object or subject may stand from it and still be read as its own, in words. */
const REACH = 9;

/** How far before the word for a border the word stands that leads to it: "to the Punjab and Kashmir fronts". */
const APPROACH = 5;

/** Reads what a clause is about; null when nothing in it is military or diplomatic. */
export type KindReader = (words: readonly ClauseWord[], facts: ClauseFacts) => Kind | null;

/** Prepares the word lists once; the reader that it returns is pure. */
export function openKinds(config: KindWords): KindReader {
  const read = openGroups(config);
  const isPurpose = openPurposes(config);
  return (words, facts) => {
    const asked = words.findIndex(
      ({ lemma, tag }, at) =>
        (tag === 'WRB' || tag === 'IN') && ASKING.has(lemma) && isKnowing(words, at),
    );
    // What is only asked is not stated: "too soon to judge how the operation will end".
    if (asked > 0) return read(words.slice(0, asked), facts) ?? (read(words, facts) && 'other');
    // "Had massed troops, while insisting that it held drills": what is done first, then what is said of it.
    const beside = words.findIndex(
      ({ lower }, at) =>
        at > 3 && /^(?:while|although|though)$/.test(lower) && words[at + 1]?.tag === 'VBG',
    );
    if (beside > 0) return read(words.slice(0, beside), facts) ?? read(words, facts);
    // What a clause is about stands before what it is for: "gears up for an offensive to bolster its leverage in talks".
    const purpose = words.findIndex((_, at) => isPurpose(words, at));
    return (purpose > 0 ? read(words.slice(0, purpose), facts) : null) ?? read(words, facts);
  };
}

const ASKING = new Set(['how', 'whether', 'why']);

/** A verb stands right before, adverbs aside: "tell whether", "determine precisely how". */
function isKnowing(words: readonly ClauseWord[], at: number): boolean {
  const before = words.slice(0, at).findLast(({ tag }) => !tag.startsWith('RB'));
  return before?.tag.startsWith('VB') === true;
}

/** An infinitive that tells what something is done for. */
function openPurposes({
  causing,
  joining,
}: KindWords): (words: readonly ClauseWord[], at: number) => boolean {
  const [makes, joins] = [new Set(causing), new Set(joining)];
  return (words, at) => {
    const before = words[at - 1];
    if (at < 4 || words[at]?.tag !== 'TO' || words[at + 1]?.tag !== 'VB' || !before) return false;
    if (before.tag === 'VB') return !joins.has(before.lemma);
    return (
      /^(?:N|CD|RB)/.test(before.tag) &&
      !words.slice(0, at).some(({ lemma, tag }) => tag.startsWith('V') && makes.has(lemma))
    );
  };
}

/** What a lemma belongs to, alone and with the lemma behind it. */
type Entry = {
  readonly groups: Set<Group>;
  readonly pairs: { readonly second: string; readonly group: Group }[];
};

/** The groups that a clause has words of, and the rules that combine them. */
function openGroups(config: KindWords): KindReader {
  const entries = new Map<string, Entry>();
  const entryOf = (lemma: string) => {
    const entry = entries.get(lemma) ?? { groups: new Set(), pairs: [] };
    entries.set(lemma, entry);
    return entry;
  };
  for (const [group, lemmas] of Object.entries(config) as [Group, string[]][])
    for (const lemma of lemmas) {
      const [first = '', second] = lemma.split(' ');
      if (second === undefined) entryOf(first).groups.add(group);
      else entryOf(first).pairs.push({ second, group });
    }

  return (words, facts) => {
    const at = new Map<Group, number[]>();
    const note = (group: Group, index: number) => {
      const noted = at.get(group);
      if (noted) noted.push(index);
      else at.set(group, [index]);
    };
    let isState = false;
    words.forEach((word, index) => {
      // "The massing of artillery": the noun is listed as it stands, not by its verb.
      const entry =
        word.lower.endsWith('ing') && word.tag.startsWith('N')
          ? (entries.get(word.lower) ?? entries.get(word.lemma))
          : entries.get(word.lemma);
      if (!entry) return;
      if (entry.groups.has('standing') && stands(words, index)) {
        isState = true;
        return;
      }
      const following = words[index + 1]?.lemma;
      const isOwner = entries.get(following ?? '')?.groups.has('belonging') === true;
      for (const group of entry.groups)
        if (fits(group, word) && !(isOwner && group === 'forces')) note(group, index);
      // "The head for the post" heads for nothing.
      for (const { second, group } of entry.pairs)
        if (second === following && !(VERB_GROUPS.has(group) && word.tag.startsWith('N')))
          note(group, index);
    });
    if (at.size === 0 && !facts.isForeignForce) return null;
    const has = (...names: Group[]) => names.some((name) => at.has(name));
    // "84 towed howitzers"
    const isCounted = (what: Group) =>
      (at.get(what) ?? []).some((j) =>
        words.slice(Math.max(0, j - 3), j).some(({ tag }) => tag === 'CD'),
      );
    const phones = (at.get('phoning') ?? []).some((i) => words[i + 1]?.tag === 'NNP');
    // "Two more brigades", "additional forces"; "its more experienced forces" are no more than they were.
    const isAdded = (what: Group) =>
      (at.get('increasing') ?? []).some(
        (i) =>
          !(words[i]?.lower === 'more' && /^(?:JJ|V|RB)/.test(words[i + 1]?.tag ?? '')) &&
          (at.get(what) ?? []).some((j) => i < j && j - i <= 3),
      );
    const near = (one: Group, other: Group, reach = REACH) => {
      const others = at.get(other);
      if (others === undefined) return false;
      const isNear = (i: number) => others.some((j) => i !== j && Math.abs(i - j) <= reach);
      return at.get(one)?.some(isNear) === true;
    };
    // "Moved tanks toward the frontier", "to its border": close before the word for it.
    const approaches = (at.get('borders') ?? []).some((line) =>
      (at.get('approaching') ?? []).some((lead) => lead < line && line - lead <= APPROACH),
    );
    const sends = (what: Group) =>
      near('moving', what) && !has('leaving') && (approaches || isAdded(what));
    const isAhead =
      facts.isForecast ||
      words.some(({ tag }) => tag === 'MD') ||
      has('intending', 'intentNouns') ||
      // "A possible new offensive" lies ahead; "new troops" do not.
      near('intentAdjectives', 'attackNouns', 4) ||
      (at.get('intentAdjectives') ?? []).some((i) =>
        (at.get('attacking') ?? []).some((j) => i < j && j - i <= 4),
      );
    const attacks = has('attackNouns', 'attacking');

    if (has('drillNouns') && (near('drillNouns', 'drillContext') || has('drilling')))
      return 'drill';
    if (near('rehearsing', 'forces') || near('rehearsing', 'attackNouns', 3)) return 'drill';
    if (near('harming', 'forces') || (has('harming') && facts.counts)) return 'casualties';
    if (has('casualtyNouns') && (facts.counts || has('suffering'))) return 'casualties';
    // Reserves sent to hold ground are moved; reserves added to an attacking force build it up.
    if (near('reinforcing', 'forces')) return has('defending') ? 'movement' : 'buildup';
    if (
      near('massing', 'forces') ||
      near('massing', 'materiel') ||
      near('massing', 'everything', 3)
    )
      return near('straining', 'massing', 3) ? 'capability' : 'buildup';
    // Troops moved into positions mass there, wherever they come from.
    if (near('moving', 'forces') && near('forces', 'staging')) return 'buildup';
    // "Increase its own troop levels"; "increased attacks on the army" adds none to it.
    const grows = (what: Group) =>
      (at.get('growing') ?? []).some((i) =>
        (at.get(what) ?? []).some(
          (j) => i < j && j - i <= 4 && words.slice(i, j).every(({ tag }) => tag !== 'IN'),
        ),
      );
    if (grows('forces') || grows('materiel')) return 'buildup';
    const isSetDown =
      (at.get('borders') ?? []).some((line) =>
        words.slice(Math.max(0, line - APPROACH), line).some(({ lower }) => lower === 'on'),
      ) &&
      (near('placing', 'forces', 5) || near('placing', 'materiel', 5));
    if (isSetDown) return 'buildup';
    if (
      near('rising', 'tallies') &&
      (near('tallies', 'forces', 4) || near('tallies', 'materiel', 4))
    )
      return 'buildup';
    // Troops sent to a border, and more of them sent anywhere, add to what stands there.
    if (sends('forces') || sends('materiel')) return 'buildup';
    if (has('amassing') && (facts.countsForces || facts.countsUnnamed)) return 'buildup';
    if (has('ordering') && facts.countsForces) return 'buildup';
    if (has('commenting')) return 'other';
    const readies =
      has('readying') && has('attackNouns', 'attacking', 'increasing', 'forces', 'materiel');
    if ((has('massingNouns') || readies) && !has('negotiating')) return 'buildup';
    if (near('forces', 'frontlines', 5) && has('increasing')) return 'buildup';
    if (
      near('moving', 'forces', attacks ? 6 : REACH) ||
      near('moving', 'materiel', 5) ||
      near('movingNouns', 'forces', 4)
    )
      return 'movement';
    if (has('moving') && facts.countsForces) return 'movement';
    if (facts.isForeignForce && facts.countsForces && !isAhead && !isState) return 'buildup';
    // "The 500 square miles that they took in an offensive" are ground.
    if (facts.counts && !facts.countsForces && near('taking', 'land')) return 'territory';
    if (attacks && isAhead && !has('diplomacyNouns')) return 'offensive-forecast';
    if (has('diplomacyNouns') || phones || (has('negotiating') && !has('forces', 'attackNouns')))
      return 'diplomacy';
    if (
      near('taking', 'land') ||
      (has('landNouns') && has('taking', 'making', 'forces', 'frontlines'))
    )
      return 'territory';
    if (has('movingNouns') && has('departing')) return 'movement';
    if (has('weakening') && has('capabilityNouns', 'forces', 'materiel', 'frontlines'))
      return 'capability';
    if (has('capabilityNouns') || (has('forces', 'materiel') && facts.countsForces))
      return 'capability';
    if (isCounted('materiel')) return 'capability';
    return has('combatNouns', 'forces', 'attackNouns') ? 'other' : null;
  };
}

/** A participle behind "are": a state, where "were" and "have been" tell what happened. */
function stands(words: readonly ClauseWord[], at: number): boolean {
  if (!/^VB[ND]$/.test(words[at]?.tag ?? '')) return false;
  const before = words.slice(0, at).findLast(({ tag }) => !tag.startsWith('RB'));
  return before?.lemma === 'be' && /^VB[PZ]$/.test(before.tag);
}

const NOUN_GROUPS = new Set<Group>([
  'forces',
  'materiel',
  'massingNouns',
  'readying',
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
  'ordering',
  'making',
  'amassing',
  'growing',
  'leaving',
  'placing',
  'rising',
  'rehearsing',
  'phoning',
]);

/** "The attack" and "to attack" share a lemma: the tag tells which group it belongs to. */
function fits(group: Group, { lower, lemma, tag }: ClauseWord): boolean {
  if (NOUN_GROUPS.has(group)) return tag.startsWith('N') || tag === 'JJ';
  // "The massed troops" were massed; troops that "are ready" are in no one's hands.
  if (VERB_GROUPS.has(group)) return tag.startsWith('V') || (tag === 'JJ' && lower !== lemma);
  return true;
}
