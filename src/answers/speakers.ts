import type { Evidence } from './evidence.ts';
import type { Named, NameMention } from './names.ts';

/** The named sources of claims, so that a question may call a person by the last name, a body by its initials. */
export function speakersOf(evidence: readonly Evidence[]): readonly Named[] {
  const speakers = new Map<string, Named>();
  for (const { claim } of evidence) {
    const { speaker } = claim;
    if (!speaker?.name || speaker.kind === 'anonymous' || speakers.has(speaker.name)) continue;
    const spelling = speaker.kind === 'person' ? lastName(speaker.name) : initials(speaker.name);
    if (speaker.kind === 'person' || spelling !== null)
      speakers.set(speaker.name, {
        name: speaker.name,
        kind: 'person',
        spellings: spelling === null ? [] : [spelling],
      });
  }
  return [...speakers.values()];
}

function lastName(name: string): string | null {
  const last = name.split(' ').at(-1) ?? name;
  return last.length > 2 ? last : null;
}

/** "International Institute for Strategic Studies" is the IISS; fewer than three capitals name nobody. */
function initials(name: string): string | null {
  const capitals = name.split(/[\s-]+/u).flatMap((word) => /^\p{Lu}/u.exec(word) ?? []);
  return capitals.length > 2 ? capitals.join('') : null;
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
