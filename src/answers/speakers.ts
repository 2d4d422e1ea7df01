import type { Evidence } from './evidence.ts';
import type { Named, NameMention } from './names.ts';

/** The named people whom claims come from, so that a question may call them by their last name. */
export function speakersOf(evidence: readonly Evidence[]): readonly Named[] {
  const speakers = new Map<string, Named>();
  for (const { claim } of evidence) {
    const { speaker } = claim;
    if (speaker?.kind !== 'person' || !speaker.name) continue;
    const last = speaker.name.split(' ').at(-1) ?? speaker.name;
    speakers.set(speaker.name, {
      name: speaker.name,
      kind: 'person',
      spellings: last.length > 2 ? [last] : [],
    });
  }
  return [...speakers.values()];
}

/** Config's names first; a speaker's name counts where no other name stands. */
export function withoutOverlap(
  names: readonly NameMention[],
  more: readonly NameMention[],
): readonly NameMention[] {
  const free = more.filter(
    ({ from, to }) => !names.some((held) => from < held.to && held.from < to),
  );
  return [...names, ...free].sort((a, b) => a.from - b.from);
}
